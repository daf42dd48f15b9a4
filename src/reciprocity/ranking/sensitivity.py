"""Whether an order would be another one under another reasonable weighting.

Reasonable are the weightings in which one thing alone counts otherwise: the weight of one signal,
in giving and in taking, or the prior, multiplied by a factor of parameters.toml [sensitivity].
Who is ranked at all, and each verdict, stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from reciprocity.ranking.score import PRIOR, contributions, weigh
from reciprocity.timeline.frames import objects

if TYPE_CHECKING:
    from reciprocity.parameters import Parameters, Saturation, ScoreParameters

COLUMNS: Final = (
    "person_id",
    "score_least",  # over all weightings, the one in use among them
    "score_most",
    "rank_best",
    "rank_worst",
    "moved",  # rank under the weighting that moves most, less the rank: positive is further down
    "signal",  # what counts otherwise in that weighting; "" where none moves anybody
    "factor",  # how much, 1.0 where none moves anybody
    "next_holds",  # the order with the next in the list is the same in all; missing for the last
)

# Sums of the same contributions in another order differ by less.
_DIGITS: Final = 12

Figures = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Weighting:
    """The parameters of the score with one thing, a signal or the prior, times a factor."""

    signal: str
    factor: float
    score: ScoreParameters


def weightings(parameters: Parameters) -> list[Weighting]:
    """Return every other weighting that is tried, the prior last."""
    score, factors = parameters.score, parameters.sensitivity
    return [
        Weighting(signal=signal, factor=factor, score=_changed(score, signal, factor))
        for signal in [*dict.fromkeys([*score.give, *score.take]), PRIOR]
        for factor in (factors.less, factors.more)
    ]


def _changed(score: ScoreParameters, signal: str, factor: float) -> ScoreParameters:
    if signal == PRIOR:
        return replace(
            score, prior_give=score.prior_give * factor, prior_take=score.prior_take * factor
        )
    return replace(
        score, give=_scaled(score.give, signal, factor), take=_scaled(score.take, signal, factor)
    )


def _scaled(table: dict[str, Saturation], signal: str, factor: float) -> dict[str, Saturation]:
    if signal not in table:
        return table
    return {**table, signal: replace(table[signal], cap=table[signal].cap * factor)}


def reweighed(
    evidence: pd.DataFrame, people: pd.Series, parameters: Parameters
) -> tuple[Figures, Figures]:
    """Return the scores of these people's conduct: as they are, and one row per weighting.

    The columns are the people in the order given, the rows those of `weightings`. A weighting
    changes only what acts of its signal weigh, and only the scores of people with such acts.
    """
    # The place in `people` stands for the person, since a number is compared sooner than a name.
    places = pd.Series(np.arange(len(people)))
    known = pd.Index(people).get_indexer(pd.Index(evidence["person_id"]))
    theirs = (evidence["side"] == "person").to_numpy(dtype=bool)
    acts = evidence[theirs]
    # Those who are not asked for stand together as -1: what they did still tells what is usual.
    acts = acts.assign(person_id=known[theirs], events=objects([()] * len(acts), acts.index))
    signals = acts["signal"].to_numpy(dtype=object)
    weights = _asked_for(weigh(acts, parameters.score))
    base = _scores(weights, places, parameters.score)
    others = []
    for weighting in weightings(parameters):
        if weighting.signal == PRIOR:
            others.append(_scores(weights, places, weighting.score))
            continue
        own = acts[signals == weighting.signal]
        scores = base.copy()
        if len(own):
            touched = pd.Series(np.unique(own.loc[own["person_id"] >= 0, "person_id"]))
            rest = weights["person_id"].isin(touched) & (weights["signal"] != weighting.signal)
            changed = _asked_for(weigh(own, weighting.score))
            rows = pd.concat([weights[rest], changed], ignore_index=True)
            scores[touched] = _scores(rows, touched, weighting.score)
        others.append(scores)
    return base, np.vstack(others)


def _asked_for(weights: pd.DataFrame) -> pd.DataFrame:
    return weights[weights["person_id"] >= 0]


def _scores(weights: pd.DataFrame, people: pd.Series, score: ScoreParameters) -> Figures:
    signals = contributions(weights, people, "person", score)
    sums = signals.groupby("person_id")["contribution"].sum()
    scores: Figures = sums.reindex(people).to_numpy(dtype=float).round(_DIGITS)
    return scores


def sensitivity(
    evidence: pd.DataFrame, scores: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """From evidence and Ranking.scores to COLUMNS for everybody with a rank, in its order.

    Where two have one score under a weighting, they keep the order that they have.
    """
    people = scores.loc[scores["rank"].notna(), "person_id"].reset_index(drop=True)
    if people.empty:
        return no_sensitivity()
    base, others = reweighed(evidence, people, parameters)
    ranks = np.argsort(np.argsort(-others, axis=1, kind="stable"), axis=1) + 1
    places = np.arange(1, len(people) + 1)
    moves = ranks - places
    furthest = np.abs(moves).argmax(axis=0)
    moved = moves[furthest, places - 1]
    tried = weightings(parameters)
    by = [tried[n] if m else None for n, m in zip(furthest.tolist(), moved.tolist(), strict=True)]
    holds = (others[:, :-1] >= others[:, 1:]).all(axis=0)
    every = np.vstack([base, others])
    return pd.DataFrame(
        {
            "person_id": people,
            "score_least": every.min(axis=0),
            "score_most": every.max(axis=0),
            "rank_best": np.minimum(ranks.min(axis=0), places),
            "rank_worst": np.maximum(ranks.max(axis=0), places),
            "moved": moved,
            "signal": [weighting.signal if weighting else "" for weighting in by],
            "factor": [weighting.factor if weighting else 1.0 for weighting in by],
            "next_holds": pd.Series(holds, dtype="boolean").reindex(people.index),
        }
    )


def no_sensitivity() -> pd.DataFrame:
    """Return COLUMNS without a row."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})


def turning(
    evidence: pd.DataFrame, above: str, below: str, parameters: Parameters
) -> list[Weighting]:
    """Return the weightings under which the one below would have the higher score."""
    people = pd.Series([above, below], dtype="str")
    _, others = reweighed(evidence, people, parameters)
    turned = others[:, 0] < others[:, 1]
    return [
        weighting for weighting, turns in zip(weightings(parameters), turned, strict=True) if turns
    ]
