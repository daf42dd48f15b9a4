"""From score and acts to one word for each relationship, and to the order of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.ranking.acts import other_side
from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.timeline.frames import TIME, looked_up

if TYPE_CHECKING:
    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

VERDICTS: Final = (
    "reciprocal",
    "extractive",
    "extractive_you",
    "one_sided_you",
    "one_sided_them",
    "dormant",
    "acquaintance",
    "not_enough_evidence",
)

# Any of these is an act beside a pitch, documented apart from it. What a pitch says (for a third
# party, for an audience, small talk) only describes it.
SECOND_ACTS: Final = (
    "pitch_first_words",
    "pitch_after_no",
    "request_ignored",
    "ended_after_no",
)


def verdicts(
    table: pd.DataFrame,
    evidence: pd.DataFrame,
    timeline: Timeline,
    observed: Observed,
    parameters: Parameters,
) -> pd.Series:
    """Return a verdict for each person.

    table: indexed by person_id with score, low, high, the same of the mirror, and the counts of
    ranking.counts. The first rule that fits decides; the order is that of the arguments below.
    """
    rules = parameters.verdict
    ids = table.index.to_series()
    they = ids.isin(_extractive(evidence, "person")) & (table["high"] <= rules.extractive_high)
    you = ids.isin(_extractive(evidence, "owner")) & (table["mirror_high"] <= rules.extractive_high)
    worse = table["score"] <= table["mirror_score"]
    acts = table["acts_received"] + table["acts_sent"]
    enough = acts >= rules.minimum_acts
    both = table[["acts_received", "acts_sent"]].min(axis=1) >= rules.reciprocal_acts_each
    least = table[["low", "mirror_low"]].mean(axis=1)
    worst = table[["score", "mirror_score"]].min(axis=1)
    given = table[["giving_sent", "giving_received"]]
    shared = given.min(axis=1) >= rules.reciprocal_share * given.sum(axis=1)
    reciprocal = (
        enough & both & shared & (least >= rules.reciprocal_low) & (worst >= rules.reciprocal_score)
    )
    conditions: dict[str, pd.Series] = {
        "extractive": they & (worse | ~you),
        "extractive_you": you,
        "dormant": reciprocal & _dormant(table, timeline, parameters),
        "reciprocal": reciprocal,
        "one_sided_you": enough & _one_sided(table, "owner", parameters),
        "one_sided_them": enough & _one_sided(table, "person", parameters),
        "acquaintance": ~enough & _acquainted(table, timeline, observed, parameters),
    }
    chosen = pd.Series("not_enough_evidence", index=table.index, dtype="str")
    for verdict, fits in reversed(conditions.items()):
        chosen = chosen.mask(fits.astype(bool), verdict)
    return chosen


def _extractive(evidence: pd.DataFrame, side: str) -> set[str]:
    """Return with whom a side has pitched and one more independent act is documented."""
    mine = evidence[(evidence["side"] == side) & ~evidence["gives"].astype(bool)]
    pitched = set(mine.loc[mine["signal"] == "pitches", "person_id"])
    second = mine["signal"].isin(SECOND_ACTS) | (mine["signal"] == "thanks")
    return pitched & set(mine.loc[second, "person_id"])


def _dormant(table: pd.DataFrame, timeline: Timeline, parameters: Parameters) -> pd.Series:
    """Return whether the pair's last silence is longer than its others and than a year.

    That is one that goes on, or that only the end of the tie ended: of one that went out of sight
    it is not known whether the pair is silent now.
    """
    silences = timeline.stages[timeline.stages["stage"] == "silence"]
    ongoing = silences["detail"].map(lambda detail: detail["ongoing"]).astype(bool)
    last = ongoing | _closed(silences, timeline)
    now = silences[last].groupby("person_id")["days"].max().reindex(table.index).fillna(0)
    past = silences[~last].groupby("person_id")["days"].max().reindex(table.index).fillna(0)
    return (now > parameters.verdict.dormant_days) & (now > past)


def _closed(silences: pd.DataFrame, timeline: Timeline) -> pd.Series:
    """Return which silences lasted until the tie ended, with nothing after it."""
    stages = timeline.stages
    acts = stages[~stages["stage"].isin(["silence", "removal", "withdrawal"])]
    latest = looked_up(silences["person_id"], acts.groupby("person_id")["at"].max())
    ends = looked_up(silences["events"].str[-1], timeline.closings)
    until = pd.to_datetime(silences["detail"].map(lambda detail: detail["until"]), utc=True)
    closed: pd.Series = (until == ends.dt.floor("s")) & ~(latest > silences["at"])
    return closed


def _one_sided(table: pd.DataFrame, side: str, parameters: Parameters) -> pd.Series:
    """Return whether this side gave nearly everything, beyond what chance explains."""
    columns = {"owner": "giving_sent", "person": "giving_received"}
    most, least = table[columns[side]], table[columns[other_side(side)]]
    few = chance_of_so_few(least, most + least)
    lopsided: pd.Series = (most > least) & (few < parameters.verdict.one_sided_probability)
    return lopsided


def _acquainted(
    table: pd.DataFrame, timeline: Timeline, observed: Observed, parameters: Parameters
) -> pd.Series:
    """Return who is connected, long enough in sight of the messages, with hardly a word."""
    since = timeline.accepts.groupby("person_id")["at_latest"].max().reindex(table.index)
    starts = {
        person: scope.messages[-1][0]
        for scope in observed.scopes
        if scope.messages
        for person in scope.people
    }
    start = looked_up(table.index.to_series(), pd.Series(starts, dtype=TIME))
    until = observed.messages_until(table.index.to_series())
    seen = until - since.where(since >= start, start)
    long = seen >= pd.Timedelta(days=parameters.verdict.acquaintance_days)
    no_pitch = (table["pitches_received"] == 0) & (table["pitches_sent"] == 0)
    acquainted: pd.Series = long & no_pitch & since.notna() & table["connected"]
    return acquainted


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table in the order of the report, with `rank`.

    Everyone with enough evidence by score, best first; then the others, by acts. Ties are broken
    by the number of acts and the id, so that the order never depends on the input's.
    """
    known = table["verdict"] != "not_enough_evidence"
    order = table.assign(
        known=known,
        by=table["score"].where(known, 0.0),
        id=table.index,
    ).sort_values(["known", "by", "acts", "id"], ascending=[False, False, False, True])
    rank = pd.Series(pd.NA, index=order.index, dtype="Int64")
    rank[order["known"]] = np.arange(1, int(known.sum()) + 1)
    return order.assign(rank=rank).drop(columns=["known", "by", "id"])
