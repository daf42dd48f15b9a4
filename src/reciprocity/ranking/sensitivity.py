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

from reciprocity.ranking.score import PRIOR, weigh

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
        for signal in _signals(score)
        for factor in (factors.less, factors.more)
    ]


def _signals(score: ScoreParameters) -> list[str]:
    return [*dict.fromkeys([*score.give, *score.take]), PRIOR]


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
    weights: pd.DataFrame, people: pd.Series, parameters: Parameters
) -> tuple[Figures, Figures]:
    """Return the scores of these people's conduct: as they are, and one row per weighting.

    weights: of score.weigh. The columns are the people in the order given, the rows those of
    `weightings`. What acts weigh is in proportion to the cap of their signal, so that each
    weighting is the sum of all with more or less of one signal.
    """
    score, factors = parameters.score, parameters.sensitivity
    more = np.array([factors.less, factors.more])[:, None] - 1.0
    base, others = [], []
    for way, prior in (("give", score.prior_give), ("take", score.prior_take)):
        each = _by_signal(weights, way, people, _signals(score))
        each[-1] = prior
        base.append(each.sum(axis=0))
        others.append((base[-1] + more * each[:, None]).reshape(-1, len(people)))
    return _scores(*base), _scores(*others)


def _by_signal(weights: pd.DataFrame, way: str, people: pd.Series, signals: list[str]) -> Figures:
    """Return what the person's acts of each signal (rows) weigh one way, for these people."""
    mine = weights[weights["side"] == "person"]
    row = pd.Index(signals).get_indexer(pd.Index(mine["signal"]))
    column = pd.Index(people).get_indexer(pd.Index(mine["person_id"]))
    known = (row >= 0) & (column >= 0)
    table = np.zeros((len(signals), len(people)))
    table[row[known], column[known]] = mine[way].to_numpy(dtype=float)[known]
    return table


def _scores(give: Figures, take: Figures) -> Figures:
    scores: Figures = ((give - take) / (give + take)).round(_DIGITS)
    return scores


def sensitivity(
    weights: pd.DataFrame, scores: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """From weights and Ranking.scores to COLUMNS for everybody with a rank, in its order.

    weights: of score.weigh. Where two have one score under a weighting, they keep their order.
    """
    people = scores.loc[scores["rank"].notna(), "person_id"].reset_index(drop=True)
    if people.empty:
        return no_sensitivity()
    base, others = reweighed(weights, people, parameters)
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
    _, others = reweighed(weigh(evidence, parameters.score), people, parameters)
    turned = others[:, 0] < others[:, 1]
    return [
        weighting for weighting, turns in zip(weightings(parameters), turned, strict=True) if turns
    ]
