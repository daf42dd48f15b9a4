"""From timelines to the ranking: signals, score, interval, verdict and order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reciprocity.ranking.counts import COUNTS, counts
from reciprocity.ranking.elsewhere import nobody_elsewhere, seen_here
from reciprocity.ranking.evidence import evidence
from reciprocity.ranking.explanation import difference, parts_of
from reciprocity.ranking.labelled import LabelUse, label_use
from reciprocity.ranking.lists import LISTS
from reciprocity.ranking.mirror import FIGURES, Mirror, mirror
from reciprocity.ranking.replies import REPLIES, reply_hours
from reciprocity.ranking.rules import Condition, Rule, rules_of
from reciprocity.ranking.score import contributions, scores, weigh
from reciprocity.ranking.sensitivity import (
    Weighting,
    no_sensitivity,
    sensitivity,
    turning,
    weightings,
)
from reciprocity.ranking.verdicts import VERDICTS, ranked, verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

__all__ = [
    "COUNTS",
    "FIGURES",
    "LISTS",
    "REPLIES",
    "VERDICTS",
    "Condition",
    "LabelUse",
    "Mirror",
    "Ranking",
    "Rule",
    "Weighting",
    "difference",
    "label_use",
    "no_sensitivity",
    "nobody_elsewhere",
    "parts_of",
    "rank_people",
    "rules_of",
    "turning",
    "weightings",
]

# What the rules of ranking.verdicts count, each way.
_BALANCE = ("acts_sent", "acts_received", "giving_sent", "giving_received")


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The ranked list and what it rests on.

    scores: person_id, rank, verdict, score, low, high, mirror_score, mirror_low, mirror_high,
    COUNTS, REPLIES (hours), and acts and giving acts each way, in report order. signals:
    person_id, name, contribution, at, events; the contributions of a person add up to the score.
    evidence: acts.COLUMNS, what each side did, act by act. sensitivity: sensitivity.COLUMNS, of
    the ranked. elsewhere: elsewhere.COLUMNS, of those whom the user talks to elsewhere, with the
    user's words; they are in no other frame. mirror: the owner's own figures.
    """

    scores: pd.DataFrame
    signals: pd.DataFrame
    evidence: pd.DataFrame
    sensitivity: pd.DataFrame
    elsewhere: pd.DataFrame
    mirror: Mirror


def rank_people(
    log: pd.DataFrame,
    people: pd.DataFrame,
    timeline: Timeline,
    observed: Observed,
    parameters: Parameters,
    elsewhere: Mapping[str, str] | None = None,
) -> Ranking:
    """From log, people (person_id, connected) and timeline to the ranking of these people.

    Whoever is not in people is left out of everything. The score is the person's conduct towards
    the owner; mirror_score is the owner's towards the person, by the same rules. elsewhere: ids of
    those of whom the archive shows only a part, with the user's words: they are not judged, and
    what is seen of them counts for and against nobody.
    """
    hours = reply_hours(timeline, observed, parameters)
    shown = seen_here(log, timeline, hours, elsewhere or {})
    if elsewhere:
        apart = list(elsewhere)
        people = people[~people["person_id"].isin(apart)].reset_index(drop=True)
        timeline = timeline.without(apart)
        log = log[~log["person_id"].isin(apart)]
    ids = people["person_id"]
    acts = evidence(log, timeline, observed, parameters)
    acts = acts[acts["person_id"].isin(ids)]
    weights = weigh(acts, parameters.score)
    signals = contributions(weights, ids, "person", parameters.score)
    mirrored = contributions(weights, ids, "owner", parameters.score)
    theirs = scores(weights, signals, ids, "person", parameters.score)
    yours = scores(weights, mirrored, ids, "owner", parameters.score).add_prefix("mirror_")
    table = counts(log, timeline, ids).join([theirs, yours, hours])
    known = people["connected"] & ~people["doubtful"]
    table = table.assign(connected=known.set_axis(people["person_id"]))
    table = table.assign(verdict=verdicts(table, acts, timeline, observed, parameters))
    table = ranked(table)
    figures = mirror(log, people, timeline, table, observed, parameters)
    columns = ["person_id", "rank", "verdict", *theirs, *yours, *COUNTS, *REPLIES, *_BALANCE]
    ordered = table.reset_index(names="person_id")[columns]
    return Ranking(
        scores=ordered,
        signals=signals,
        evidence=acts,
        sensitivity=sensitivity(weights, ordered, parameters),
        elsewhere=shown,
        mirror=figures,
    )
