"""What pitches want, in a few kinds that follow from the cues found in their words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from reciprocity.report.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from reciprocity.report.view import View
    from reciprocity.report.words import Data

KINDS: Final[dict[str, str]] = {
    "promotion": N_("asks to be promoted"),
    "recruiting": N_("jobs and candidates"),
    "selling": N_("sells something"),
    "favour": N_("asks for a favour"),
    "talk": N_("wants to talk first"),
    "other": N_("something else"),
}
"""Kind of a pitch: its name. A pitch with the cues of several is of the first of them."""

_CUES: Final[dict[str, frozenset[str]]] = {
    "promotion": frozenset({"audience", "ask.promote", "ask.share", "ask.follow"}),
    "recruiting": frozenset({"recruit", "ask.apply"}),
    "selling": frozenset({"sell", "invest", "content", "self.helps", "ask.buy", "ask.try",
                          "ask.join"}),
    "favour": frozenset({"ask.review", "ask.vote", "ask.fund", "ask.intro", "ask.survey",
                         "ask.feature", "ask.job"}),
    "talk": frozenset({"meet", "offer", "ask.partner"}),
}  # fmt: skip
"""Kind: the cues that show it, by their id or their family (the part before the dot)."""


def kind_of(cues: Iterable[str]) -> str:
    """Return the kind (of KINDS) of a pitch in whose words these cues were found."""
    found = {name for cue in cues for name in (cue, cue.partition(".")[0])}
    return next((kind for kind, shown in _CUES.items() if shown & found), "other")


def count_pitches(stages: pd.DataFrame, view: View) -> list[Data]:
    """From stages (timeline.STAGE_COLUMNS) to records of year, kind, sent and received.

    Year of the shown zone; in the order of the years and of KINDS, without what did not occur.
    """
    pitches = stages[stages["stage"].eq("pitch") & stages["at"].notna()]
    years = pitches["at"].dt.tz_convert(view.clock.zone).dt.year
    kinds = [kind_of(detail.get("cues") or ()) for detail in pitches["detail"]]
    counts = Counter(zip(years.tolist(), kinds, pitches["actor"], strict=True))
    return [
        {"year": year, "kind": kind, "sent": sent, "received": received}
        for year in sorted({year for year, _kind, _actor in counts})
        for kind in KINDS
        for sent, received in [(counts[year, kind, "owner"], counts[year, kind, "person"])]
        if sent or received
    ]
