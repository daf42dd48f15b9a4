"""From a claim to the rows it rests on: archive, file and row numbers of its events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reciprocity.report import clean
from reciprocity.report.language import ngettext
from reciprocity.report.words import cue_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_HEAD, _TAIL = 1_600, 800  # of a quoted text past 2,400 characters: its start and its end


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One event as evidence. text: the message, "" for none; cues: (start, end, cue id) in it."""

    platform: str
    activity: str
    archive: str
    member: str
    row: int
    actor: str
    text: str
    cues: tuple[tuple[int, int, str], ...]


def index_rows(events: pd.DataFrame, acts: pd.DataFrame, people: Iterable[str]) -> dict[str, Row]:
    """Return event_id -> Row for the events of these people (an event log and its acts)."""
    shown = events[events["person_id"].isin(list(people))]
    cues = dict(zip(acts["event_id"], acts["cues"], strict=True))
    columns = (shown[name].to_list() for name in ("event_id", *_COLUMNS))
    return {
        event: Row(
            platform=platform,
            activity=activity,
            archive=archive,
            member=member,
            row=int(row),
            actor=actor,
            text=text if isinstance(text, str) else "",
            cues=_cues(cues.get(event)),
        )
        for event, platform, activity, archive, member, row, actor, text in zip(
            *columns, strict=True
        )
    }


_COLUMNS: Final = ("platform", "activity", "archive", "member", "row", "actor", "text")


def _cues(found: object) -> tuple[tuple[int, int, str], ...]:
    return tuple(found) if isinstance(found, (tuple, list)) else ()


def cite(events: Iterable[str], rows: dict[str, Row], view: View) -> list[Data]:
    """Return [{"archive", "member", "rows"}] with the numbers as text: `row 3`, `records 3-7`.

    A table has rows; a JSON file has records, counted from 1 in its list.
    """
    found: dict[tuple[str, str, str], set[int]] = {}
    for event in events:
        if row := rows.get(event):
            unit = "record" if row.member.lower().endswith(".json") else "row"
            place = (view.archive(row.archive), view.member(row.member), unit)
            found.setdefault(place, set()).add(row.row)
    return [
        {"archive": archive, "member": member, "rows": _row_text(sorted(numbers), unit)}
        for (archive, member, unit), numbers in found.items()
    ]


def _row_text(numbers: list[int], unit: str) -> str:
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    text = ", ".join(str(a) if a == b else f"{a}\u2013{b}" for a, b in spans)
    if unit == "record":
        return ngettext("record {rows}", "records {rows}", len(numbers)).format(rows=text)
    return ngettext("row {rows}", "rows {rows}", len(numbers)).format(rows=text)


def quote(row: Row) -> Data | None:
    """Return {"side", "segments": [[kind, text, title]], "left_out"}, None without text.

    kind is `text`, `cue` or `cut`; title says what the words of a cue are marked for.
    """
    if not row.text.strip():
        return None
    pieces, left_out = _shorten(row.text)
    segments: list[list[str]] = []
    for start, end in pieces:
        if segments:
            segments.append(["cut", "", ""])
        segments += _segments(row.text, start, end, row.cues)
    return {"side": row.actor, "segments": segments, "left_out": left_out}


def _shorten(text: str) -> tuple[list[tuple[int, int]], int]:
    """Return the parts of the text that are quoted, and how many characters lie between them."""
    if len(text) <= _HEAD + _TAIL:
        return [(0, len(text))], 0
    head = text.rfind(" ", _HEAD - 80, _HEAD)
    head = _HEAD if head < 0 else head
    tail = text.find(" ", len(text) - _TAIL, len(text) - _TAIL + 80)
    tail = len(text) - _TAIL if tail < 0 else tail
    return [(0, head), (tail, len(text))], tail - head


def _segments(
    text: str, start: int, end: int, cues: Sequence[tuple[int, int, str]]
) -> list[list[str]]:
    """Return text[start:end] cut at its cues; of two that overlap the earlier wins."""
    segments: list[list[str]] = []
    at = start
    for first, last, cue in sorted((int(a), int(b), str(c)) for a, b, c in cues):
        begin, stop = max(first, at), min(last, end)
        if begin >= stop or first < at:
            continue
        segments += [["text", text[at:begin], ""], ["cue", text[begin:stop], cue_words(cue)]]
        at = stop
    segments.append(["text", text[at:end], ""])
    return [[kind, clean.block(part), title] for kind, part, title in segments if part]
