"""How far the ranking rests on the user's own labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from reciprocity.labels import Labels
    from reciprocity.timeline import Timeline

_WHOSE_PITCHES: Final = {"extractive": "person", "extractive_you": "owner"}


@dataclass(frozen=True, kw_only=True)
class LabelUse:
    """What the user's labels did.

    used: labels that were taken. unknown: labels of no message that can have one here. verdicts:
    people whose verdict needs a pitch, and of whose pitches at least one is the user's own word.
    """

    used: int = 0
    unknown: int = 0
    verdicts: int = 0


def label_use(labels: Labels, timeline: Timeline, scores: pd.DataFrame) -> LabelUse:
    """Count the labels in typed messages, and the verdicts of Ranking.scores that rest on them."""
    messages = timeline.messages
    used = int(messages["labelled"].sum())
    pitches = messages[messages["labelled"] & (messages["act"] == "pitch")]
    verdicts = 0
    for verdict, side in _WHOSE_PITCHES.items():
        own = pitches.loc[pitches["actor"] == side, "person_id"]
        verdicts += int(scores.loc[scores["verdict"] == verdict, "person_id"].isin(own).sum())
    return LabelUse(used=used, unknown=len(labels.pitches) - used, verdicts=verdicts)
