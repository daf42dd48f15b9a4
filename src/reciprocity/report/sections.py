"""The section of one person: verdict, score taken apart, timeline drawn and told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.report import clean
from reciprocity.report.drawing import draw_timeline, number
from reciprocity.report.evidence import Row, cite, quote
from reciprocity.report.folding import fold
from reciprocity.report.formats import listed, whole
from reciprocity.report.language import NN_, _, ngettext
from reciprocity.report.limits import unseen
from reciprocity.report.sentences import tell
from reciprocity.report.steps import make_steps, platforms_of
from reciprocity.report.times import timestamp
from reciprocity.report.verdicts import because
from reciprocity.report.words import (
    PLATFORMS,
    SIGNALS,
    STAGES,
    counted,
    cue_words,
    joined,
    plain,
    signal_label,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.report.step import Step
    from reciprocity.report.steps import Case
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_QUOTED: Final = frozenset({"pitch", "thanks", "decline"})
_NAMELESS: Final = frozenset({"request", "accept", "removal", "withdrawal"})
_MOST_QUOTES: Final = 3


def describe_person(case: Case, rows: dict[str, Row], view: View) -> Data:
    """Return the section of one person as plain data."""
    stages = fold(case.stages)
    steps_of = make_steps(case, stages, rows, view)
    anchor = view.anchor(case.person_id) or ""
    steps = [
        _describe_step(step, stage, f"{anchor}-{place}", case, rows, view)
        for place, (step, stage) in enumerate(zip(steps_of, stages, strict=True), 1)
    ]
    drawing = draw_timeline(
        [_drawn(stage) for stage in case.stages], case.sent, case.received, view.clock, view.period
    )
    return {
        **case.row,
        "anchor": anchor,
        "why": case.row["elsewhere"] or because(case.row, case.signals),
        "steps": steps,
        "drawing": drawing,
        "summary": _alternative(steps),
        "signals": _describe_signals(case.signals, stages, anchor, rows, view),
    }


def _drawn(stage: Data) -> Data:
    ends = stage["at_latest"]
    start, days = timestamp(stage["at"]), number(stage["days"])
    if stage["stage"] == "silence" and start is not None and days is not None:
        ends = timestamp(stage["detail"].get("until")) or start + pd.Timedelta(days=days)
    keys = ("stage", "actor", "certainty", "at", "at_latest", "days")
    return {**{key: stage[key] for key in keys}, "until": ends}


def _describe_step(
    step: Step, stage: Data, anchor: str, case: Case, rows: dict[str, Row], view: View
) -> Data:
    kind = step.stage
    said = tell(step)
    folded = stage.get("folded")
    if folded:
        together = NN_("{number} exchange, told together.", "{number} exchanges, told together.")
        said = joined(counted(folded, together), said)
    return {
        "id": anchor,
        "stage": kind,
        "label": _(STAGES[kind]) if kind in STAGES else plain(kind).capitalize(),
        "platform": _platforms(stage, step, rows) if len(case.platforms) > 1 else "",
        "side": {"owner": "you", "person": "them"}.get(step.actor, "none"),
        # Of exchanges told together only the first is dated.
        "when": view.clock.span(step.at, _start(step) if folded else step.at_latest),
        "certainty": "observed" if step.certainty == "observed" else "inferred",
        "nobody": kind in _NAMELESS and step.actor not in {"owner", "person"},
        "said": _parts(said, view.name(stage["person_id"]), step),
        "reminder": unseen(case.platforms) if kind == "silence" else "",
        "quotes": _quotes(stage, rows, view),
        "found": _found(step),
        "evidence": cite(stage["events"], rows, view),
    }


def _platforms(stage: Data, step: Step, rows: dict[str, Row]) -> str:
    names = platforms_of(stage, rows) or (step.platform,)
    return listed([PLATFORMS.get(name, "") for name in names])


def _start(step: Step) -> object:
    """Return the end of the moment a step of words begins at: itself, unless it is unknown."""
    return step.at_latest if timestamp(step.at) is None else step.at


def _parts(said: str, name: str, step: Step) -> list[list[str]]:
    """Return sentences as [kind, text], kind `text` or `name`, so that names stay isolated."""
    names = {f"{{third {place}}}": clean.line(p.name) for place, p in enumerate(step.parties, 1)}
    names["{name}"] = name
    pieces = re.split("|".join(map(re.escape, names)).join("()"), said)
    parts = [["name", names[text]] if n % 2 else ["text", text] for n, text in enumerate(pieces)]
    return [part for part in parts if part != ["text", ""]]


def _quotes(stage: Data, rows: dict[str, Row], view: View) -> list[Data]:
    if not view.texts or stage["stage"] not in _QUOTED:
        return []
    found = [rows[event] for event in stage["events"] if event in rows]
    quotes = [text for row in found if (text := quote(row))]
    return quotes[:_MOST_QUOTES]


def _found(step: Step) -> list[str]:
    """Return what the words of a pitch do, one phrase per cue."""
    if step.stage != "pitch":
        return []
    words = [cue_words(str(cue)) for cue in step.detail.get("cues") or ()]
    return [word for word in dict.fromkeys(words) if word]


def _alternative(steps: Sequence[Data]) -> str:
    if not steps:
        return _("No step is documented.")
    first, last = steps[0]["when"]["text"], steps[-1]["when"]["text"]
    text = ngettext(
        "Timeline of {number} step, from {first} to {last}. The list below tells the same in "
        "words.",
        "Timeline of {number} steps, from {first} to {last}. The list below tells the same in "
        "words.",
        len(steps),
    )
    return text.format(number=whole(len(steps)), first=first, last=last)


def _describe_signals(
    signals: Sequence[Data], stages: Sequence[Data], anchor: str, rows: dict[str, Row], view: View
) -> list[Data]:
    """Return the contributions in the order of the analysis, each with the steps it rests on.

    A silence, or a removal that is only inferred, also names the events around it: an event is told
    where it comes first, and among silences only when nowhere else.
    """
    place: dict[str, int] = {}
    steps = sorted(enumerate(stages, 1), key=lambda step: step[1]["stage"] == "silence")
    for nth, stage in steps:
        for event in stage["events"]:
            place.setdefault(event, nth)
    largest = max((abs(s["contribution"]) for s in signals), default=0.0) or 1.0
    return [_signal(signal, place, largest, anchor, rows, view) for signal in signals]


def _signal(
    signal: Data,
    place: dict[str, int],
    largest: float,
    anchor: str,
    rows: dict[str, Row],
    view: View,
) -> Data:
    value = view.figure(float(signal["contribution"])) or 0.0
    wide = round(abs(value) / largest * 48, 1)
    steps = sorted({place[event] for event in signal["events"] if event in place})
    loose = [event for event in signal["events"] if event not in place]
    known = signal["name"] in SIGNALS or not view.redact
    label = signal_label(signal["name"]) if known else _("Another signal")
    return {
        "name": signal["name"],
        "label": label,
        "contribution": value,
        "from": 50.0 if value >= 0 else round(50.0 - wide, 1),
        "width": wide,
        "steps": [{"number": n, "id": f"{anchor}-{n}"} for n in steps[:12]],
        "more_steps": max(0, len(steps) - 12),
        "evidence": cite(loose, rows, view),
    }
