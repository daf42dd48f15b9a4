"""From acts to a score between -1 and +1 with an interval, as a sum of contributions.

The share of giving in all that a side did is estimated with a Beta distribution: the prior and the
weights of the acts are its two counts. score = 2 * share - 1 = (give - take) / (give + take), so
each signal contributes (its give - its take) / (all of give and take), and the sum is the score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from reciprocity.timeline.frames import looked_up

if TYPE_CHECKING:
    from reciprocity.parameters import Saturation, ScoreParameters

PRIOR = "prior"


def weigh(evidence: pd.DataFrame, parameters: ScoreParameters) -> pd.DataFrame:
    """From evidence to one row per person, side and signal: give, take, at, events.

    give and take are weights, cap * n / (n + half) for n acts. at: the newest act.
    """
    counted = (
        evidence.groupby(["person_id", "side", "signal", "gives"], sort=True)
        .agg(n=("at", "size"), at=("at", "max"), events=("events", _joined))
        .reset_index()
    )
    weights = [
        _weight(parameters.give if gives else parameters.take, signal, n)
        for signal, gives, n in zip(counted["signal"], counted["gives"], counted["n"], strict=True)
    ]
    gives = counted["gives"].astype(bool)
    counted = counted.assign(give=np.where(gives, weights, 0.0), take=np.where(gives, 0.0, weights))
    return (
        counted.groupby(["person_id", "side", "signal"], sort=True)
        .agg(
            give=("give", "sum"), take=("take", "sum"), at=("at", "max"), events=("events", _joined)
        )
        .reset_index()
    )


def _joined(events: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event for group in events for event in group))


def _weight(table: dict[str, Saturation], signal: str, n: int) -> float:
    saturation = table[signal]
    return saturation.cap * n / (n + saturation.half)


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
    tail = (1 - parameters.interval) / 2
    low, high = (
        2 * betaincinv(totals["give"].to_numpy(), totals["take"].to_numpy(), quantile) - 1
        for quantile in (tail, 1 - tail)
    )
    return pd.DataFrame(
        {"score": score, "low": np.minimum(low, score), "high": np.maximum(high, score)}
    )
