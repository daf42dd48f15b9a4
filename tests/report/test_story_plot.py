"""The picture of the whole network: everybody has a mark, at the right place."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from reciprocity.report.axes import width_of
from reciprocity.report.plots import MOST_POINTS
from reciprocity.report.story import choose_piles, plot_story
from reciprocity.report.words import VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = pd.DataFrame(
    {
        "score": [0.9, 0.88, 0.0, -1.0, None, None],
        "verdict": ["reciprocal", "dormant", "acquaintance", "extractive",
                    "not_enough_evidence", "not_enough_evidence"],
    }
)  # fmt: skip


def axes(width: float = 772, height: float = 170) -> Axes:
    """Return axes of so many points."""
    return Figure(figsize=(width / 72, height / 72)).add_axes((0, 0, 1, 1))


def marks(ax: Axes) -> dict[str, list[tuple[float, float]]]:
    return {
        str(drawn.get_label()): [(float(x), float(y)) for x, y in np.asarray(drawn.get_offsets())]
        for drawn in ax.collections
    }


def many(people: int) -> pd.DataFrame:
    dice = np.random.default_rng(1)
    kinds = list(VERDICTS)[:7]
    score = np.where(dice.random(people) < 0.4, 0.0, dice.uniform(-1, 1, people))
    return pd.DataFrame({"score": score, "verdict": dice.choice(kinds, people)})


def test_everybody_ranked_has_a_mark_and_the_rest_are_counted() -> None:
    ax = axes()
    assert plot_story(FEW, ax) is ax
    drawn = marks(ax)
    assert list(drawn) == ["Reciprocal  1", "Acquaintance  1", "Dormant  1", "Extractive  1"]
    (kept,), (still,) = drawn["Reciprocal  1"], drawn["Dormant  1"]
    assert abs(kept[0] - 0.9) < 0.1
    assert kept[1] == still[1], "two of one pile stand side by side first"
    assert kept[0] < still[0]
    assert drawn["Extractive  1"][0][0] < -0.9
    assert abs(drawn["Acquaintance  1"][0][0]) < 0.05
    words = [text.get_text() for text in ax.texts]
    assert words[0] == "Each mark is 1 person.  2 more have too little evidence for a place."
    assert words[1:] == ["\u2190 extractive", "reciprocal \u2192"]


def test_nobody_is_not_counted() -> None:
    ax = plot_story(FEW.dropna(), axes(285, 220))
    assert ax.texts[0].get_text() == "Each mark is 1 person."


def test_words_that_are_too_long_are_broken_and_leave_room_for_the_marks() -> None:
    width = 220.0
    ax = plot_story(FEW, axes(width, 220))
    lines = ax.texts[0].get_text().split("\n")
    assert " ".join(lines) == (
        "Each mark is 1 person. 2 more have too little evidence for a place."
    )
    assert len(lines) > 2
    assert max(map(width_of, lines)) <= width
    assert max(y for of in marks(ax).values() for _x, y in of) < 220 - 15 * len(lines)


@pytest.mark.parametrize("size", [(772.0, 170.0), (282.0, 220.0)])
@pytest.mark.parametrize("people", [1, 181, 2_000, 10_000])
def test_marks_have_room_and_hide_nobody(size: tuple[float, float], people: int) -> None:
    frame = many(people)
    ax = plot_story(frame, axes(*size))
    drawn = [place for of in marks(ax).values() for place in of]
    above = 15  # one line, as everybody is ranked
    piles = choose_piles(frame["score"].to_numpy(), size[0], size[1] - above - 4)
    assert len(drawn) >= people / piles.people
    assert len(drawn) <= MOST_POINTS + len(VERDICTS) * piles.bins
    x, y = np.array(drawn).T
    assert y.max() + piles.side / 2 <= size[1] - above
    assert x.min() > -1
    assert x.max() < 1
    across = x * size[0] / 2
    for one, other in combinations(range(min(len(drawn), 150)), 2):
        apart = max(abs(across[one] - across[other]), abs(y[one] - y[other]))
        assert apart > 0.99 * piles.side


def test_the_sum_of_the_legend_is_everybody() -> None:
    ax = plot_story(many(5_000), axes())
    assert sum(int(label.split("  ")[1].replace(",", "")) for label in marks(ax)) == 5_000
    assert "Each mark is up to" in ax.texts[0].get_text()
