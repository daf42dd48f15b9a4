"""From acts to a score between -1 and +1 with an interval, as a sum of contributions.

The share of giving in all that a side did is estimated with a Beta distribution: the prior and the
weights of the acts are its two counts. score = 2 * share - 1 = (give - take) / (give + take), so
each signal contributes (its give - its take) / (all of give and take), and the sum is the score.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from reciprocity.timeline.frames import bunches, looked_up, objects

if TYPE_CHECKING:
    from reciprocity.parameters import Saturation, ScoreParameters

PRIOR = "prior"

Places = np.ndarray[Any, np.dtype[np.intp]]
Figures = np.ndarray[Any, np.dtype[np.float64]]


def weigh(evidence: pd.DataFrame, parameters: ScoreParameters) -> pd.DataFrame:
    """From evidence to one row per person, side and signal: give, take, at, events.

    give and take are weights: of g giving and t taking acts cap * g / (g + t + half), and the same
    with t. Where something is known to be usual, a rare act weighs more than a common one, by what
    the same side did to or got from all others. at and events: of the acts that weigh something.
    """
    keys = ["person_id", "side", "signal"]
    rows = evidence.sort_values([*keys, "at"], kind="stable", ignore_index=True)
    starts, ends = bunches(rows, keys)
    weighed = rows.iloc[starts][keys].reset_index(drop=True)
    gives, amount = rows["gives"].to_numpy(dtype=bool), rows["amount"].to_numpy(dtype=float)
    counts = weighed.assign(
        gave=_summed(np.where(gives, amount, 0.0), starts),
        took=_summed(np.where(gives, 0.0, amount), starts),
    )
    rare = 2 * (1 - _usual(counts, parameters))
    heavy = weighing(rows, parameters)
    events = rows["events"].where(heavy, ()).tolist()
    newest = rows["at"].where(heavy).groupby([rows[key] for key in keys], sort=False).max()
    return weighed.assign(
        give=_weights(counts, "gave", parameters.give) * rare,
        take=_weights(counts, "took", parameters.take) * (2 - rare),
        at=newest.to_numpy(),
        events=objects(
            [
                tuple(dict.fromkeys(chain.from_iterable(events[a:b])))
                for a, b in zip(starts, ends, strict=True)
            ],
            weighed.index,
        ),
    )


def weighing(evidence: pd.DataFrame, parameters: ScoreParameters) -> pd.Series:
    """Return which acts have a weight of their own; others only say how many there were beside."""
    gives = evidence["gives"].astype(bool)
    caps = [
        evidence["signal"].map({name: weight.cap for name, weight in table.items()}).fillna(0.0)
        for table in (parameters.give, parameters.take)
    ]
    heavy: pd.Series = caps[0].where(gives, caps[1]).astype(float) > 0
    return heavy


def _summed(amounts: Figures, starts: Places) -> Figures:
    """Return the sum of each run that begins at these places."""
    if not len(starts):
        return np.zeros(0)
    return np.add.reduceat(amounts, starts)


def _weights(counts: pd.DataFrame, acts: str, table: dict[str, Saturation]) -> pd.Series:
    """Return cap * n / (all + half) for each signal; 0 for one that does not count this way."""
    cap = counts["signal"].map({name: weight.cap for name, weight in table.items()}).fillna(0.0)
    half = counts["signal"].map({name: weight.half for name, weight in table.items()}).fillna(1.0)
    whole = counts["gave"] + counts["took"] + half.astype(float)
    weights: pd.Series = cap.astype(float) * counts[acts] / whole
    return weights


def _usual(counts: pd.DataFrame, parameters: ScoreParameters) -> Figures:
    """Return how usual it is that an act of this kind and side gives; 0.5 where that says nothing.

    Estimated from everybody else, drawn towards the fixed value of the parameters: so nobody's own
    acts change what their acts weigh.
    """
    fixed = counts["signal"].map(parameters.usual).astype(float)
    groups = counts.groupby(["side", "signal"])
    gave, took = (groups[name].transform("sum") - counts[name] for name in ("gave", "took"))
    strength = parameters.usual_strength
    rate = (gave + strength * fixed) / (gave + took + strength)
    return rate.fillna(0.5).to_numpy(dtype=float)


def contributions(
    weights: pd.DataFrame, people: pd.Series, side: str, parameters: ScoreParameters
) -> pd.DataFrame:
    """From weights to the signals of one side: person_id, name, contribution, at, events.

    people: the ids to score; each gets the prior, whether or not there is anything else.
    """
    mine = weights[weights["side"] == side]
    totals = _totals(mine, people, parameters)
    whole = totals["give"] + totals["take"]
    prior = pd.DataFrame(
        {
            "person_id": people.to_numpy(),
            "name": PRIOR,
            "contribution": (parameters.prior_give - parameters.prior_take)
            / whole.loc[people].to_numpy(),
            "at": pd.Series(pd.NaT, index=range(len(people)), dtype="datetime64[us, UTC]"),
            "events": [() for _ in range(len(people))],
        }
    )
    signals = mine.rename(columns={"signal": "name"}).assign(
        contribution=(mine["give"] - mine["take"]) / looked_up(mine["person_id"], whole)
    )
    signals = signals[(mine["give"] > 0) | (mine["take"] > 0)]
    frames = [f for f in (prior, signals[list(prior.columns)]) if len(f)]
    joined = pd.concat(frames, ignore_index=True) if frames else prior
    return joined.sort_values("person_id", kind="stable", ignore_index=True)


def _totals(mine: pd.DataFrame, people: pd.Series, parameters: ScoreParameters) -> pd.DataFrame:
    sums = mine.groupby("person_id")[["give", "take"]].sum().reindex(people).fillna(0.0)
    return sums.add([parameters.prior_give, parameters.prior_take])


def scores(
    weights: pd.DataFrame,
    signals: pd.DataFrame,
    people: pd.Series,
    side: str,
    parameters: ScoreParameters,
) -> pd.DataFrame:
    """Return person_id (index), score, low and high of one side; score is the signals' sum."""
    totals = _totals(weights[weights["side"] == side], people, parameters)
    score = signals.groupby("person_id")["contribution"].sum().reindex(people)
    tail, worth = (1 - parameters.interval) / 2, parameters.interval_worth
    low, high = (
        2 * betaincinv(*(totals[side].to_numpy() * worth for side in ("give", "take")), quantile)
        - 1
        for quantile in (tail, 1 - tail)
    )
    return pd.DataFrame(
        {"score": score, "low": np.minimum(low, score), "high": np.maximum(high, score)}
    )
