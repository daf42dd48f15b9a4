"""From the stages of one person to steps: each with what the stages and events around it say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reciprocity.report.drawing import number
from reciprocity.report.step import Entry, Open, Step
from reciprocity.report.times import timestamp
from reciprocity.report.words import ACTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reciprocity.report.evidence import Row
    from reciprocity.report.parties import Party
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_BEFORE_WORDS: Final = frozenset({"request", "accept", "silence"})
_LISTS: Final = {"owner": "request_sent", "person": "request_received"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the analysis holds of one person, cut out of its frames.

    platforms: where the person is, the first one first. row: the row of the table; stages, signals:
    records in order; sent, received: the moments of the one-to-one messages each way. answers: the
    moments of whatever the owner said, words or not. accepted: (actor, moment) of every message
    request that was accepted. parties: event_id -> for whom that pitch speaks.
    """

    person_id: str
    platforms: Sequence[str]
    row: Data
    stages: Sequence[Data]
    signals: Sequence[Data]
    sent: Sequence[pd.Timestamp]
    received: Sequence[pd.Timestamp]
    answers: Sequence[pd.Timestamp] = ()
    accepted: Sequence[tuple[str, pd.Timestamp]] = ()
    parties: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)


def make_steps(
    case: Case, stages: Sequence[Data], rows: Mapping[str, Row], view: View
) -> list[Step]:
    """Return one step per stage; `stages` are those of the case, folded or not."""
    places = [_platform(stage, case, rows) for stage in stages]
    entry, last_gone = _first_entry(stages), _last_gone(stages)
    steps: list[Step] = []
    opening = True
    for place, stage in enumerate(stages):
        steps.append(
            Step(
                stage=stage["stage"],
                actor=stage["actor"],
                certainty=stage["certainty"],
                detail=stage["detail"],
                clock=view.clock,
                platform=places[place],
                at=stage["at"],
                at_latest=stage["at_latest"],
                days=number(stage["days"]),
                after_silence=_silence_before(stage, stages[place - 1] if place else None),
                first_words=opening,
                open=_left_open(place, stages, places, case, rows, view),
                entry=_entry(stage, case) if place == entry else None,
                gone=place in last_gone,
                parties=_parties(stage, case),
                acts=_acts(stage, rows),
                texts=view.texts,
            )
        )
        opening = opening and stage["stage"] in _BEFORE_WORDS
    return steps


def _platform(stage: Data, case: Case, rows: Mapping[str, Row]) -> str:
    """Return where its first event happened, else the person's first platform."""
    first = next((rows[event] for event in stage["events"] if event in rows), None)
    return first.platform if first else next(iter(case.platforms), "linkedin")


def platforms_of(stage: Data, rows: Mapping[str, Row]) -> tuple[str, ...]:
    """Return every platform on which its events happened, in the order of the events."""
    return tuple(dict.fromkeys(rows[e].platform for e in stage["events"] if e in rows))


def _silence_before(stage: Data, before: Data | None) -> float | None:
    if before is None or before["stage"] != "silence":
        return None
    ended_it = before["detail"].get("broken_by") == stage["actor"]
    return number(before["days"]) if ended_it else None


def _left_open(
    place: int,
    stages: Sequence[Data],
    places: Sequence[str],
    case: Case,
    rows: Mapping[str, Row],
    view: View,
) -> Open | None:
    """Return what is known of a friend request that nobody accepted, None for any other stage.

    Facebook lists requests only while they are pending (facebook.md section 2).
    """
    stage = stages[place]
    asked = timestamp(stage["at"])
    observed = stage["certainty"] == "observed" and stage["actor"] in _LISTS
    if stage["stage"] != "request" or places[place] != "facebook" or not observed or asked is None:
        return None
    after = zip(stages[place + 1 :], places[place + 1 :], strict=True)
    later = [s for s, where in after if where == "facebook"]
    if any(s["stage"] == "accept" or s["detail"].get("of") == "request" for s in later):
        return None
    until = _seen_open(stage, asked, later, rows, view)
    wrote = next((m for m in case.received if until is not None and asked < m <= until), None)
    return Open(until=until, wrote=wrote)


def _seen_open(
    stage: Data,
    asked: pd.Timestamp,
    later: Sequence[Data],
    rows: Mapping[str, Row],
    view: View,
) -> pd.Timestamp | None:
    """Return when the request was last seen open: before it was gone, else in the newest list.

    That is the newest one that holds it. A later list without it counts for nothing here, also
    where the analysis ends before it (`--as-of`) and so knows of no withdrawal.
    """
    gone = next((s for s in later if s["stage"] == "withdrawal"), None)
    if gone is not None:
        return timestamp(gone["at"])
    windows = view.windows.get(("facebook", _LISTS[stage["actor"]]), ())
    seen = max((end for start, end in windows if start <= asked <= end), default=None)
    listed = [
        view.exported[name] for e in stage["events"] if (name := _archive(e, rows)) in view.exported
    ]
    return min(seen, max(listed)) if seen is not None and listed else seen


def _archive(event: str, rows: Mapping[str, Row]) -> str:
    return rows[event].archive if event in rows else ""


def _first_entry(stages: Sequence[Data]) -> int | None:
    """Return the place of the first words that came as a message request."""
    requested = (n for n, s in enumerate(stages) if s["detail"].get("channel") == "message_request")
    return next(requested, None)


def _entry(stage: Data, case: Case) -> Entry:
    """Return how the other side of a message request received it."""
    wrote = timestamp(stage["at"])
    if wrote is None:
        return Entry()
    other = "person" if stage["actor"] == "owner" else "owner"
    accepted = [moment for who, moment in case.accepted if who == other and moment >= wrote]
    answered = any(moment > wrote for moment in case.answers)
    return Entry(accepted=min(accepted, default=None), unanswered=not answered)


def _last_gone(stages: Sequence[Data]) -> set[int]:
    """Return, for each conversation that is gone, the place of its last step."""
    last = {
        tuple(gone): place
        for place, stage in enumerate(stages)
        if (gone := stage["detail"].get("conversation_gone"))
    }
    return set(last.values())


def _parties(stage: Data, case: Case) -> tuple[Party, ...]:
    if stage["stage"] != "pitch":
        return ()
    return tuple(party for event in stage["events"] for party in case.parties.get(event, ()))


def _acts(stage: Data, rows: Mapping[str, Row]) -> tuple[tuple[str, int], ...]:
    """Return what an engagement was made of, in the order of ACTS."""
    if stage["stage"] != "engagement":
        return ()
    counted = Counter(rows[event].activity for event in stage["events"] if event in rows)
    return tuple((act, counted[act]) for act in ACTS if counted[act])
