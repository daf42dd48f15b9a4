"""Several exports of one owner over time: one log, nothing twice, and what is gone since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import (
    COLUMNS,
    PRECISIONS,
    check_events,
    empty_events,
    is_unique,
    sort_events,
    word,
)
from reciprocity.history.conversations import unshown, without_encrypted
from reciprocity.history.deletions import Deletions, deletions
from reciprocity.history.endings import Ended, Untold, disconnected, listed_in, request_withdrawn
from reciprocity.history.owners import check_one_owner
from reciprocity.history.rough import without_rough
from reciprocity.history.settled import told_once
from reciprocity.problems import Problem
from reciprocity.sources.linkedin.early import NAMED
from reciprocity.sources.linkedin.notes import accept_times, type_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.history.deletions import Bounds
    from reciprocity.history.endings import Export
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

__all__ = ["History", "check_one_owner", "unite"]


@dataclass(frozen=True, kw_only=True)
class History:
    """What several exports tell together.

    events: the united log (events.COLUMNS). problems: what comparing the exports brought up.
    suggestions: pairs of ids that may be one renamed person, with the reason. gone: event_id,
    person_id, at, at_latest (UTC) of the messages whose conversation an earlier export holds and
    the later one does not. hidden: person_id, platform, start, end (UTC): when words of a pair may
    have gone unseen. untold: who is missing from a later list of whom nothing is claimed.
    listed: person_id, platform, at (UTC): when a list of connections that holds them was written.
    incomplete: names of archives whose messages lack a part. bounds: name of an archive -> the
    first and last moment its messages show, None for an end that was not cut.
    """

    events: pl.DataFrame
    problems: tuple[Problem, ...]
    suggestions: tuple[tuple[str, str, str], ...]
    gone: pl.DataFrame
    hidden: pl.DataFrame
    untold: tuple[Untold, ...]
    listed: pl.DataFrame
    incomplete: frozenset[str]
    bounds: dict[str, Bounds]


def unite(
    readings: Sequence[Reading],
    logs: Sequence[pl.DataFrame],
    people: pl.DataFrame,
    parameters: CoverageParameters,
) -> History:
    """From the logs of several exports to one, with endings.

    logs: one per reading (people.Resolved.events). people: person_id and names, for the renamed.
    """
    events = _deduplicated(logs) if logs else empty_events()
    events = _between_connections(without_rough(_with_notes_told(events)))
    ordered = sorted(zip(readings, logs, strict=True), key=lambda pair: pair[0].exported_at)
    ended, deleted = list[Ended](), [Deletions()]
    for platform in dict.fromkeys(reading.platform for reading in readings):
        # Encrypted chats are no later state of the main download: what lacks there is not gone.
        exports = [
            pair for pair in ordered if pair[0].platform == platform and not pair[0].is_encrypted
        ]
        listed = [pair for pair in exports if "connected" in pair[0].snapshots]
        ended += [
            disconnected(earlier, later, rest, people, parameters)
            for earlier, later, rest in _compared(listed, parameters)
        ]
        ended += _withdrawals(exports, events, parameters)
        deleted.append(deletions(exports, parameters))
    united, places = _with_endings(*told_once(events, ordered), [of.events for of in ended])
    return History(
        events=check_events(sort_events(united, places)),
        problems=(*(p for of in ended for p in of.problems), *_unwhole(ordered, deleted)),
        suggestions=tuple(dict.fromkeys(s for of in ended for s in of.suggestions)),
        untold=tuple(dict.fromkeys(untold for of in ended for untold in of.untold)),
        gone=without_encrypted(pl.concat([of.gone for of in deleted]), events),
        hidden=without_encrypted(pl.concat([of.hidden for of in deleted]), events),
        listed=listed_in(ordered),
        incomplete=frozenset().union(*(of.incomplete for of in deleted)),
        bounds={name: bounds for of in deleted for name, bounds in of.bounds.items()},
    )


_PART_MISSING: Final = {
    "facebook": "Beside the earlier download many conversations are missing: give every zip of "
    "this one. Nothing is said of what its messages do not show.",
    "linkedin": "Beside the earlier download many conversations are missing, so the file of "
    "messages is not whole: ask for it again. Nothing is said of what it does not show.",
}
_CUT: Final = (
    "Beside the earlier download the file of messages looks cut in time. Nothing is said of what "
    "lies outside of what it shows."
)


def _unwhole(exports: Sequence[Export], deleted: Sequence[Deletions]) -> Iterator[Problem]:
    """Yield which downloads' messages are no whole witness beside an earlier one's."""
    for reading, _ in exports:
        if any(reading.archive in of.incomplete for of in deleted):
            yield _problem(reading, "part missing", _PART_MISSING[reading.platform])
        elif any(reading.archive in of.bounds for of in deleted):
            yield _problem(reading, "shortened messages", _CUT)


def _problem(reading: Reading, kind: str, hint: str) -> Problem:
    return Problem(archive=reading.archive, member="", row=None, kind=kind, hint=hint)


def _between_connections(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log in which words of connections are no InMail for having a subject.

    Until 2018 ordinary messages had subjects as well (linkedin.md 2.3); only what people wrote to
    whom they were not connected with came as InMail, if at all.
    """
    is_early = (pl.col("channel") == "inmail") & pl.col("conversation_id").cast(
        pl.String
    ).str.starts_with(NAMED)
    inmails = events.select("channel", "conversation_id").filter(pl.col("channel") == "inmail")
    if not inmails.select(is_early.any()).item():
        return events
    since = (
        events.filter(pl.col("activity") == "connected")
        .group_by("person_id")
        .agg(pl.col("at").min().alias("since"))
        .with_columns(connected=pl.lit(value=True))
    )
    joined = events.join(since, on="person_id", how="left", maintain_order="left")
    begun = pl.col("since").is_null() | (pl.col("since") <= pl.col("at_latest"))
    direct = is_early & pl.col("connected").fill_null(value=False) & begun
    channel = pl.when(direct).then(word("channel", "direct")).otherwise("channel")
    return joined.with_columns(channel=channel).drop("since", "connected")


def _with_notes_told(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log with LinkedIn's notes typed and its accepts dated by them."""
    on_linkedin = events["platform"] == "linkedin"
    if not on_linkedin.any():
        return events
    noted = accept_times(type_notes(events.filter(on_linkedin)))
    return pl.concat([noted, events.filter(~on_linkedin)])


def _compared(
    exports: Sequence[Export], parameters: CoverageParameters
) -> Iterator[tuple[Export, Export, list[pl.DataFrame]]]:
    """Yield each export with the next one, and the logs of that one and of all later ones.

    What the next one cannot show, because it is cut in time, is compared with the one after it.
    """
    for i, (reading, whole) in enumerate(exports):
        log = whole
        for j, later in enumerate(exports[i + 1 :], i + 1):
            if not log.height:
                break
            yield (reading, log), later, [log for _, log in exports[j:]]
            log = unshown(log, later, parameters)


def _withdrawals(
    exports: Sequence[Export], events: pl.DataFrame, parameters: CoverageParameters
) -> list[Ended]:
    found = []
    for activity in ("request_sent", "request_received"):
        listed = [pair for pair in exports if activity in pair[0].snapshots]
        found += [
            request_withdrawn(earlier, later, activity, events, parameters)
            for earlier, later, _ in _compared(listed, parameters)
        ]
    return found


def _with_endings(
    log: pl.DataFrame, places: pl.Series, endings: Sequence[pl.DataFrame]
) -> tuple[pl.DataFrame, pl.Series | None]:
    """Return a log with endings, and the places of the rows that count in it, None for all."""
    added = pl.concat([empty_events(), *endings])
    if not added.height:
        return log, places
    united = pl.concat([log[places], added])
    return united.unique("event_id", keep="first", maintain_order=True), None


def _deduplicated(logs: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Keep one row per event: an observed one, the most precise, the newest export's."""
    full = [log.with_columns(export=pl.lit(i)) for i, log in enumerate(logs) if log.height]
    if not full:
        return empty_events()
    if len(full) == 1 and is_unique(full[0]["event_id"]):
        return full[0].select(list(COLUMNS))
    finest = pl.col("precision").replace_strict(
        list(PRECISIONS), list(range(len(PRECISIONS))), return_dtype=pl.Int8
    )
    inferred = pl.col("certainty") == "inferred"
    ranked = pl.concat(full).sort(inferred, finest, -pl.col("export"), maintain_order=True)
    return ranked.unique("event_id", keep="first", maintain_order=True).select(list(COLUMNS))
