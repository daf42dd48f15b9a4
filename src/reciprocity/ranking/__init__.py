"""From timelines to the ranking: signals, score, interval, verdict and order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reciprocity.ranking.counts import COUNTS, counts
from reciprocity.ranking.evidence import evidence
from reciprocity.ranking.labelled import LabelUse, label_use
from reciprocity.ranking.lists import LISTS
from reciprocity.ranking.mirror import FIGURES, Mirror, mirror
from reciprocity.ranking.score import contributions, scores, weigh
from reciprocity.ranking.verdicts import VERDICTS, ranked, verdicts

if TYPE_CHECKING:
    import pandas as pd

    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

__all__ = [
    "COUNTS",
    "FIGURES",
    "LISTS",
    "VERDICTS",
    "LabelUse",
    "Mirror",
    "Ranking",
    "label_use",
    "rank_people",
]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The ranked list and what it rests on.

    scores: person_id, rank, verdict, score, low, high, mirror_score, mirror_low, mirror_high and
    COUNTS, in report order. signals: person_id, name, contribution, at, events; the contributions
    of a person add up to the score. mirror: the owner's own figures.
    """

    scores: pd.DataFrame
    signals: pd.DataFrame
    mirror: Mirror


def rank_people(
    log: pd.DataFrame,
    people: pd.DataFrame,
    timeline: Timeline,
    observed: Observed,
    parameters: Parameters,
) -> Ranking:
    """From log, people (person_id, connected) and timeline to the ranking of these people.

    Whoever is not in people is left out of everything. The score is the person's conduct towards
    the owner; mirror_score is the owner's towards the person, by the same rules.
    """
    ids = people["person_id"]
    acts = evidence(log, timeline, observed, parameters)
    acts = acts[acts["person_id"].isin(ids)]
    weights = weigh(acts, parameters.score)
    signals = contributions(weights, ids, "person", parameters.score)
    mirrored = contributions(weights, ids, "owner", parameters.score)
    theirs = scores(weights, signals, ids, "person", parameters.score)
    yours = scores(weights, mirrored, ids, "owner", parameters.score).add_prefix("mirror_")
    table = counts(log, timeline, ids).join([theirs, yours])
    known = people["connected"] & ~people["doubtful"]
    table = table.assign(connected=known.set_axis(people["person_id"]))
    table = table.assign(verdict=verdicts(table, acts, timeline, observed, parameters))
    table = ranked(table)
    figures = mirror(log, people, timeline, table, observed, parameters)
    columns = ["person_id", "rank", "verdict", *theirs, *yours, *COUNTS]
    ordered = table.reset_index(names="person_id")[columns]
    return Ranking(scores=ordered, signals=signals, mirror=figures)
