"""The whole network in one picture: people as marks, from extractive to reciprocal."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from reciprocity.report.axes import LINE, TEXT, dress, mark, size_of, width_of
from reciprocity.report.formats import signed, whole
from reciprocity.report.language import _, ngettext
from reciprocity.report.palette import LIGHT
from reciprocity.report.plots import MOST_POINTS, SCORES, scatter
from reciprocity.report.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.palette import Palette

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_WIDE: Final = 600.0  # points
_BINS: Final = (15, 21)  # narrow and wide; odd, so that zero is in the middle of one
_LEAST_MARK: Final = 5.0  # points
_OF_MANY: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, kw_only=True)
class Piles:
    """How people are piled up.

    bins: of the scale from -1 to +1; abreast: marks side by side in a bin; side: of a mark and
    its surroundings, in points; people: for how many a mark stands at most.
    """

    bins: int
    abreast: int
    side: float
    people: int


def plot_story(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw people as marks piled up along the scale from extractive (-1) to reciprocal (+1).

    frame: score (from -1 to +1, missing for who is not ranked), verdict; a row per person. Each
    pile holds the people of an equal part of the scale, in the order of the verdicts. Where they
    are too many, a mark stands for several of one verdict, and words say so; words also count
    those who are not ranked. Give the axes their place in the figure first.
    """
    ranked = frame[frame["score"].notna()]
    width, height = size_of(ax)
    unranked = len(frame) - len(ranked)
    above = LINE * (_said(1, unranked, width).count("\n") + 1)
    piles = choose_piles(ranked["score"].to_numpy(dtype=float), width, height - above - 4)
    ax.set_xlim(-1, 1)
    ax.set_ylim(0, height)
    ax.axvline(0, 0, 1 - (above + 4) / height, color=palette.line, linewidth=1.2, zorder=1)
    for verdict, marks in _pile_up(ranked, piles):
        label = f"{_(VERDICTS[verdict][0])}  {whole((ranked['verdict'] == verdict).sum())}"
        x, y = 2 * marks[:, 0] * piles.side / width - 1, marks[:, 1] * piles.side
        scatter(ax, x, y, (0.86 * piles.side) ** 2, verdict, label, palette)
    _write(ax, (0, 1), 0, _said(piles.people, unranked, width), palette.muted, "left")
    _scale(ax, palette)
    dress(ax, palette)
    ax.grid(visible=False)
    ax.spines["left"].set_visible(False)
    return ax


def choose_piles(scores: Numbers, width: float, height: float) -> Piles:
    """Return the largest marks, of the fewest people each, that leave all piles in their room.

    width, height: of that room, in points.
    """
    bins = _BINS[width >= _WIDE]
    tallest, room = int(np.bincount(_bin_of(scores, bins), minlength=1).max()), width / bins
    most = max(int(room // _LEAST_MARK), 2)
    for people in _OF_MANY:
        # Of each verdict in a pile the last mark may stand for fewer.
        marks = -(-tallest // people) + (len(VERDICTS) if people > 1 else 0)
        for abreast in range(2, most + 1):
            fits = -(-marks // abreast) * room / abreast <= height
            if fits and len(scores) <= people * MOST_POINTS:
                return Piles(bins=bins, abreast=abreast, side=room / abreast, people=people)
    return Piles(bins=bins, abreast=most, side=room / most, people=_OF_MANY[-1])


def _bin_of(scores: Numbers, bins: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.clip((scores + 1) / 2 * bins, 0, bins - 1).astype(np.int64)


def _pile_up(ranked: pd.DataFrame, piles: Piles) -> Iterator[tuple[str, Numbers]]:
    """Yield each verdict with the middles of its marks, right and up, in sides of a mark."""
    bins = _bin_of(ranked["score"].to_numpy(dtype=float), piles.bins)
    heights = np.zeros(piles.bins, dtype=np.int64)
    for verdict in VERDICTS:
        people = np.bincount(bins[(ranked["verdict"] == verdict).to_numpy()], minlength=piles.bins)
        marks = -(-people // piles.people)
        place = np.repeat(np.arange(piles.bins), marks)
        if len(place):
            first = np.repeat(np.cumsum(marks) - marks, marks)
            nth = np.arange(len(place)) - first + heights[place]
            yield verdict, np.column_stack([
                place * piles.abreast + nth % piles.abreast + 0.5, nth // piles.abreast + 0.5,
            ])  # fmt: skip
        heights += marks


def _said(people: int, unranked: int, width: float) -> str:
    """Return what the marks are, in lines that fit into a width in points."""
    marks = ngettext("Each mark is {n} person.", "Each mark is up to {n} people.", people)
    words = [marks.format(n=whole(people))]
    if unranked:
        more = ngettext(
            "{n} more has too little evidence for a place.",
            "{n} more have too little evidence for a place.",
            unranked,
        )
        words.append(more.format(n=whole(unranked)))
    if width >= _WIDE:
        return "  ".join(words)
    return "\n".join(line for told in words for line in wrap(told, int(width / width_of("n"))))


def _scale(ax: Axes, palette: Palette) -> None:
    mark(ax, "x", SCORES, [signed(score, 1) for score in SCORES])
    mark(ax, "y", [], [])
    for x, words, align in (
        (0, _("\u2190 extractive"), "left"),
        (1, _("reciprocal \u2192"), "right"),
    ):
        _write(ax, (x, 0), -22, words, palette.ink, align)


def _write(
    ax: Axes, place: tuple[float, float], above: float, text: str, colour: str, align: str
) -> None:
    """Write a text under a place given in parts of the axes, so many points above it."""
    ax.annotate(
        text, place, (0, above), xycoords="axes fraction", textcoords="offset points", ha=align,
        va="top", color=colour, fontsize=TEXT, linespacing=LINE / TEXT,
    )  # fmt: skip
