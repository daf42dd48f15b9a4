"""What the pictures have in common: axes, numbers in the language, bars, legends, margins.

Lengths are points of the drawing, of which a page shows each as about a CSS pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from matplotlib.transforms import offset_copy

from reciprocity.report.formats import decimal
from reciprocity.report.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

    from reciprocity.report.palette import Palette

TEXT: Final = 11.5
"""The size of every text in a picture."""

LINE: Final = 15.0
"""The height of a line of text."""

_LETTER: Final = 0.58  # of the size of the text: how wide a letter is on average
_HANDLE: Final = 42.0  # what a legend needs beside the text of an entry
_BAR: Final = 0.76  # of the distance of two years


def width_of(text: str, size: float = TEXT) -> float:
    """Return about how wide a text is drawn; letters differ by font and reader."""
    return len(text) * size * _LETTER


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes stand in; ValueError where they stand in none."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes stand in no figure")
    return figure


def size_of(ax: Axes) -> tuple[float, float]:
    """Return the width and the height of axes in points, as they stand now."""
    width, height = figure_of(ax).get_size_inches()
    place = ax.get_position()
    return float(72 * width * place.width), float(72 * height * place.height)


def dress(ax: Axes, palette: Palette) -> Axes:
    """Give axes the colours and lines that all plots of the report have."""
    ax.set_facecolor("none")
    ax.tick_params(colors=palette.muted, labelsize=TEXT, length=3)
    ax.grid(visible=True, color=palette.line, linewidth=0.5, alpha=0.7)
    ax.set_axisbelow(True)
    for side, spine in ax.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(palette.line)
    for label in (ax.xaxis.label, ax.yaxis.label):
        label.set_color(palette.muted)
        label.set_fontsize(TEXT)
    return ax


def name_height(ax: Axes, text: str) -> None:
    """Name the vertical axis above it, where a name has room in every language."""
    ax.set_ylabel(text, rotation=0, ha="left", va="bottom")
    above = offset_copy(ax.transAxes, figure_of(ax), x=-36, y=7, units="points")
    ax.yaxis.set_label_coords(0, 1, transform=above)


def mark(ax: Axes, which: str, places: Sequence[float], words: Sequence[str]) -> None:
    """Put ticks at these places of the axis x or y, with these words."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_locator(FixedLocator(list(places)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FixedFormatter(list(words)))


def counted(ax: Axes, bins: int = 5) -> None:
    """Let the vertical axis count: whole numbers without a sign, up and down from zero."""
    ax.yaxis.set_major_locator(MaxNLocator(nbins=bins, integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: decimal(abs(value), 0)))


def years_along(ax: Axes, years: ArrayLike) -> None:
    """Let the horizontal axis tell years, all of those given within it."""
    known = np.asarray(years)
    first, last = int(known.min()), int(known.max())
    ax.set_xlim(first - 0.6, last + 0.6)
    room = max(int(size_of(ax)[0] // (width_of("2000") + 8)), 1)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1_000) if (last - first) // s < room)
    places = [year for year in range(first, last + 1) if year % step == 0] or [first]
    mark(ax, "x", places, [str(year) for year in places])


def bars(
    ax: Axes,
    places: ArrayLike,
    heights: ArrayLike,
    *,
    base: ArrayLike = 0.0,
    colour: str,
    label: str | None = None,
    alpha: float | None = None,
) -> None:
    """Draw bars as one shape, those without height left out; nothing where all are.

    base: where they stand, in the same unit as heights, which may be below zero.
    """
    x, height = np.asarray(places, dtype=float), np.asarray(heights, dtype=float)
    foot = np.broadcast_to(np.asarray(base, dtype=float), x.shape)
    there = height != 0
    if not there.any():
        return
    x, height, foot = x[there], height[there], foot[there]
    left, right, top = x - _BAR / 2, x + _BAR / 2, foot + height
    corners = [(left, foot), (left, top), (right, top), (right, foot), (left, foot)]
    points = np.stack([np.column_stack(pair) for pair in corners], axis=1).reshape(-1, 2)
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(x))
    ax.add_patch(
        PathPatch(Path(points, codes), facecolor=colour, linewidth=0, label=label, alpha=alpha)
    )
    ax.autoscale_view()


def add_legend(figure: Figure, palette: Palette = LIGHT, *, columns: int | None = None) -> float:
    """Put one legend for all axes of the figure under them; nothing where nothing is labelled.

    columns: as many as have room, if not told. Returns how high it is, in points.
    """
    found: dict[str, Artist] = {}
    for ax in figure.axes:
        handles, labels = ax.get_legend_handles_labels()
        found.update(zip(labels, handles, strict=True))
    if not found:
        return 0.0
    columns = columns or _columns(list(found), 72 * float(figure.get_size_inches()[0]))
    legend = figure.legend(
        list(found.values()),
        list(found),
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        fontsize=TEXT,
        labelcolor=palette.ink,
        borderaxespad=0.2,
        handlelength=2.2,
        columnspacing=1.2,
        labelspacing=(LINE - TEXT) / TEXT,
    )
    for handle in legend.legend_handles:
        if isinstance(handle, PathCollection):
            handle.set_sizes([40.0])  # in the plot the size counts people
    return -(-len(found) // columns) * LINE + 8.0


def _columns(labels: Sequence[str], width: float) -> int:
    widest = max(width_of(label) for label in labels) + _HANDLE
    return max(1, min(len(labels), int(width // widest)))
