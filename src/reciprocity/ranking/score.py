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

Flags = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.intp]]
Figures = np.ndarray[Any, np.dtype[np.float64]]


def weigh(evidence: pd.DataFrame, parameters: ScoreParameters) -> pd.DataFrame:
    """From evidence to one row per person, side and signal: give, take, at, events.

    give and take are weights, cap * n / (n + half) for n acts. at: the newest act.
    """
    keys = ["person_id", "side", "signal"]
    rows = evidence.sort_values([*keys, "at"], kind="stable", ignore_index=True)
    starts, ends = bunches(rows, keys)
    weighed = rows.iloc[starts][keys].reset_index(drop=True)
    gives = rows["gives"].to_numpy(dtype=bool)
    counts = {
        "give": _counted(gives, starts),
        "take": _counted(~gives, starts),
    }
    events = rows["events"].tolist()
    return weighed.assign(
        give=_weights(weighed["signal"], counts["give"], parameters.give),
        take=_weights(weighed["signal"], counts["take"], parameters.take),
        at=rows["at"].iloc[ends - 1].to_numpy(),
        events=objects(
            [
                tuple(dict.fromkeys(chain.from_iterable(events[a:b])))
                for a, b in zip(starts, ends, strict=True)
            ],
            weighed.index,
        ),
    )


def _counted(flags: Flags, starts: Places) -> Figures:
    """Return how many flags are set in each run that begins at these places."""
    if not len(starts):
        return np.zeros(0)
    return np.add.reduceat(flags.astype(float), starts)


def _weights(signals: pd.Series, counts: Figures, table: dict[str, Saturation]) -> pd.Series:
    """Return cap * n / (n + half) for each signal; one that does not count this way has n = 0."""
    cap = signals.map({name: weight.cap for name, weight in table.items()}).fillna(0.0)
    half = signals.map({name: weight.half for name, weight in table.items()}).fillna(1.0)
    weights: pd.Series = cap.astype(float) * counts / (counts + half.astype(float))
    return weights


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
