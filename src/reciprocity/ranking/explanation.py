"""Why one stands where they do, and why one stands above another: figures, signal by signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.ranking.acts import SIDES
from reciprocity.ranking.score import contributions, weigh, weighing

if TYPE_CHECKING:
    from reciprocity.parameters import ScoreParameters

PARTS: Final = (
    "side",  # whose conduct
    "name",  # the signal
    "contribution",
    "giving",  # number of acts that count as giving
    "taking",
    "at",  # of the newest act (UTC), missing for the prior
    "events",
)


def parts_of(evidence: pd.DataFrame, person_id: str, parameters: ScoreParameters) -> pd.DataFrame:
    """Return PARTS: what the scores of both sides are made of, what weighs most first.

    evidence: ranking.evidence, of anybody. The contributions of a side add up to its score.
    """
    # What is usual is known from everybody.
    weights = weigh(evidence, parameters)
    weights = weights[weights["person_id"] == person_id]
    own = evidence[evidence["person_id"] == person_id]
    people = pd.Series([person_id], dtype="str")
    sides = [contributions(weights, people, side, parameters).assign(side=side) for side in SIDES]
    parts = pd.concat(sides, ignore_index=True)
    own = own[weighing(own, parameters)]
    gives = own["gives"].astype(bool)
    for column, chosen in (("giving", own[gives]), ("taking", own[~gives])):
        counted = chosen.groupby(["side", "signal"]).size().to_dict()
        keys = zip(parts["side"], parts["name"], strict=True)
        parts[column] = [int(counted.get(key, 0)) for key in keys]
    parts["order"] = parts["side"].map(SIDES.index)
    parts["weight"] = -parts["contribution"].abs()
    parts = parts.sort_values(["order", "weight", "name"], kind="stable", ignore_index=True)
    return parts[list(PARTS)]


def difference(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return name, contribution, first, second: the difference of two scores, signal by signal.

    first and second: PARTS of the two. The contributions add up to the first score less the
    second; what makes the greatest difference comes first.
    """
    one, two = (
        parts[parts["side"] == "person"].set_index("name")["contribution"].astype(float)
        for parts in (first, second)
    )
    names = one.index.union(two.index)
    table = pd.DataFrame(
        {
            "name": pd.Series(list(names), dtype="object"),
            "first": one.reindex(names).fillna(0.0).to_numpy(),
            "second": two.reindex(names).fillna(0.0).to_numpy(),
        }
    )
    table["contribution"] = table["first"] - table["second"]
    table["weight"] = -table["contribution"].abs()
    table = table.sort_values(["weight", "name"], kind="stable", ignore_index=True)
    return table[["name", "contribution", "first", "second"]]
