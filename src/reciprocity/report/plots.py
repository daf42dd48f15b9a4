"""Pictures of the network and of the mirror. Each takes a frame and an Axes and returns the Axes.

No names are drawn. Verdicts differ by shape as well as by colour; the artists carry labels, so
that `ax.legend()` or `add_legend(figure)` explains them. Texts are in the language that is spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from reciprocity.report.axes import (
    TEXT,
    bars,
    counted,
    dress,
    mark,
    name_height,
    years_along,
)
from reciprocity.report.formats import decimal, signed, whole
from reciprocity.report.language import _
from reciprocity.report.palette import LIGHT
from reciprocity.report.words import VERDICTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

    from reciprocity.report.palette import Palette

MARKERS: Final[dict[str, tuple[str, bool]]] = {
    "reciprocal": ("o", True),
    "one_sided_them": ("v", True),
    "acquaintance": ("s", False),
    "dormant": ("o", False),
    "one_sided_you": ("^", True),
    "extractive_you": ("D", False),
    "extractive": ("D", True),
    "not_enough_evidence": ("_", True),
}
"""Verdict -> marker and whether it is filled; the same shapes as the symbols of the page."""

_STEPS: Final = (0, 1, 3, 10, 30, 100, 300)
_STEPS_OF_MANY: Final = (0, 1, 10, 100, 1_000, 10_000, 100_000)
SCORES: Final = (-1.0, -0.5, 0.0, 0.5, 1.0)
_LINES: Final = 60  # intervals that can be told apart side by side
_CELLS: Final = 40  # to each side, of a map with more places than MOST_POINTS
MOST_POINTS: Final = 400
"""As many marks as a map can show one by one."""

MOST_PLACES: Final = 200
"""As many marks as can be told apart in a row, where a picture is as wide as a telephone."""


def plot_balance(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the balance map: messages you sent against messages you received, per person.

    frame: sent, received (int), verdict, people (int, how many stand on that place). Both axes
    are log(1 + n), so that nobody who never wrote falls off the map. Beyond MOST_POINTS places,
    those of one verdict that lie next to each other are drawn as one.
    """
    top = max(int(frame["sent"].max()), int(frame["received"].max()), 3) * 1.6
    for which in ("x", "y"):
        _log_axis(ax, which, top)
    ax.plot([0, top], [0, top], color=palette.line, linewidth=1.2, zorder=1)
    if len(frame) > MOST_POINTS:
        frame = _gathered(frame, top)
    for verdict, (word, _meaning) in VERDICTS.items():
        group = frame[frame["verdict"] == verdict]
        label: str | None = _(word)
        # One size at a time: matplotlib writes marks of one size as one shape.
        for power, place in group.groupby(_power(group["people"])):
            size = 34.0 * (1 + cast("int", power))
            scatter(ax, place["sent"], place["received"], size, verdict, label, palette)
            label = None
    ax.set_xlabel(_("messages you sent"))
    name_height(ax, _("messages you received"))
    return dress(ax, palette)


def _power(people: pd.Series) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the power of four that is nearest, at most the third: how large a mark is."""
    powers = np.round(np.log2(people.to_numpy(dtype=float)) / 2)
    return np.asarray(np.clip(powers, 0, 3), dtype=np.int64)


def _log_axis(ax: Axes, which: str, top: float) -> None:
    scale = ax.set_xscale if which == "x" else ax.set_yscale
    scale("function", functions=(np.log1p, np.expm1))
    limit = ax.set_xlim if which == "x" else ax.set_ylim
    limit(-0.25, top)
    steps = [step for step in (_STEPS if top < 1_000 else _STEPS_OF_MANY) if step <= top]
    mark(ax, which, steps, [whole(step) for step in steps])


def _gathered(frame: pd.DataFrame, top: float) -> pd.DataFrame:
    """Return the places of one verdict and one cell of the map as one, in their middle."""
    cell = np.log1p(top) / _CELLS
    rows = frame.assign(
        across=np.log1p(frame["sent"]) // cell,
        up=np.log1p(frame["received"]) // cell,
        sent=np.log1p(frame["sent"]) * frame["people"],
        received=np.log1p(frame["received"]) * frame["people"],
    )
    cells = rows.groupby(["verdict", "across", "up"], sort=True)[["sent", "received", "people"]]
    found = cells.sum().reset_index()
    for side in ("sent", "received"):
        found[side] = np.expm1(found[side] / found["people"])
    return found


def scatter(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    size: float,
    verdict: str,
    label: str | None,
    palette: Palette,
) -> None:
    """Draw people as marks of their verdict. size: the area in square points."""
    marker, filled = MARKERS[verdict]
    colour = palette.verdicts[verdict]
    dash = marker == "_"
    ax.scatter(
        np.asarray(x),
        np.asarray(y),
        s=size,
        marker=marker,
        facecolors=colour if filled else palette.paper,
        edgecolors=None if dash else palette.paper if filled else colour,
        linewidths=1.6 if dash or not filled else 0.6,
        label=label,
        zorder=3,
    )


def plot_years(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw messages per year: those you sent upwards, those you received downwards.

    frame: year, sent, received (int); seen (full, partly, not), where it is told, marks years
    whose messages could be seen in part, or not at all.
    """
    bars(ax, frame["year"], frame["sent"], colour=palette.you, label=_("you sent"))
    bars(ax, frame["year"], -frame["received"], colour=palette.them, label=_("you received"))
    _veil(ax, frame, palette)
    return _by_year(frame, ax, _("messages"), palette, bins=5)


def plot_contacts(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw with how many people a message passed per year, either way.

    frame: year, people (int); seen as in plot_years.
    """
    bars(ax, frame["year"], frame["people"], colour=palette.verdicts["reciprocal"])
    _veil(ax, frame, palette)
    return _by_year(frame, ax, _("people with a message, either way"), palette)


def plot_connections(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the new connections per year. frame: year, connections (int)."""
    bars(ax, frame["year"], frame["connections"], colour=palette.muted)
    return _by_year(frame, ax, _("new connections"), palette)


def _by_year(frame: pd.DataFrame, ax: Axes, name: str, palette: Palette, bins: int = 3) -> Axes:
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    years_along(ax, frame["year"])
    counted(ax, bins)
    name_height(ax, name)
    return dress(ax, palette)


def plot_mirror(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw one figure of the mirror by year: the owner's side upwards, that of others downwards.

    frame: year (int), side (owner or person), part, whole (int, missing where nothing could be
    seen) and seen (full, partly, not), such as `Mirror.years` of one figure. The whole is pale; a
    frame without it shows the part alone. Years seen only in part are hatched, unseen ones grey.
    """
    _veil(ax, frame, palette)
    names = {"owner": (_("you"), palette.you, 1), "person": (_("others"), palette.them, -1)}
    for side, (label, colour, way) in names.items():
        rows = frame[frame["side"] == side]
        for column, alpha in (("whole", 0.28), ("part", None)):
            if column in rows:
                heights = way * rows[column].fillna(0).to_numpy(dtype=float)
                told = label if column == "part" else None
                bars(ax, rows["year"], heights, colour=colour, alpha=alpha, label=told)
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    for at, (label, _colour, way) in zip((0.97, 0.03), names.values(), strict=True):
        align = "top" if way > 0 else "bottom"
        ax.text(0.02, at, label, transform=ax.transAxes, va=align, color=palette.ink, fontsize=TEXT)
    years_along(ax, frame["year"])
    counted(ax, 3)
    ax.margins(y=0.22)  # room for the names of the sides
    return dress(ax, palette)


def _veil(ax: Axes, frame: pd.DataFrame, palette: Palette) -> None:
    """Mark the years of which not all could be seen, where that is told."""
    if "seen" not in frame:
        return
    seen = frame.groupby("year")["seen"].agg(set)
    for year, words in zip(seen.index.tolist(), seen, strict=True):
        if words != {"full"}:
            unseen = words == {"not"}
            ax.axvspan(
                year - 0.5,
                year + 0.5,
                facecolor=palette.line if unseen else "none",
                edgecolor=palette.line,
                hatch=None if unseen else "////",
                linewidth=0,
                zorder=0,
            )


def plot_scores(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the scores from the best place to the last, each with its interval.

    frame: place (int), score, low, high (float), verdict. Beyond MOST_PLACES people an even
    choice of places is drawn.
    """
    if len(frame) > MOST_PLACES:
        frame = frame.iloc[np.linspace(0, len(frame) - 1, MOST_PLACES).astype(int)]
    ax.axhline(0, color=palette.line, linewidth=1.2, zorder=1)
    _intervals(ax, frame, palette)
    size = float(np.clip(3_000 / len(frame), 8, 34))
    for verdict, (word, _meaning) in VERDICTS.items():
        group = frame[frame["verdict"] == verdict]
        if len(group):
            scatter(ax, group["place"], group["score"], size, verdict, _(word), palette)
    ax.set_ylim(-1.05, 1.05)
    ax.margins(x=0.03)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: decimal(value, 0)))
    mark(ax, "y", SCORES, [signed(score, 1) for score in SCORES])
    ax.set_xlabel(_("rank"))
    name_height(ax, _("score"))
    return dress(ax, palette)


def _intervals(ax: Axes, frame: pd.DataFrame, palette: Palette) -> None:
    """Draw the intervals as lines, or as one band where lines would run together."""
    place, low, high = (frame[key].to_numpy(dtype=float) for key in ("place", "low", "high"))
    if len(frame) > _LINES:
        ax.fill_between(
            place, low, high, step="mid", color=palette.muted, alpha=0.22, linewidth=0, zorder=2
        )
        return
    gap = np.full(len(frame), np.nan)
    across = np.column_stack([place, place, gap]).ravel()
    up = np.column_stack([low, high, gap]).ravel()
    ax.plot(across, up, color=palette.muted, linewidth=1.2, alpha=0.45, zorder=2)
