"""Pictures of the network and of the mirror. Each takes a frame and an Axes and returns the Axes.

No names are drawn. Verdicts differ by shape as well as by colour; the artists carry labels, so
that `ax.legend()` or `add_legend(figure)` explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from reciprocity.report.words import VERDICTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS: Final[dict[str, tuple[str, bool]]] = {
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

_STEPS: Final = (0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000)
MOST_POINTS: Final = 1_500


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one scheme: ink, paper, faint lines, and one colour per verdict."""

    ink: str
    muted: str
    paper: str
    line: str
    you: str
    them: str
    verdicts: dict[str, str]


LIGHT: Final = Palette(
    ink="#23282e",
    muted="#5a626c",
    paper="#ffffff",
    line="#dedbd3",
    you="#1f6fb2",
    them="#a5660a",
    verdicts={
        "reciprocal": "#00755e",
        "one_sided_them": "#1f6fb2",
        "acquaintance": "#7a818b",
        "dormant": "#5f6b7a",
        "one_sided_you": "#a5660a",
        "extractive_you": "#a1397f",
        "extractive": "#c2410c",
        "not_enough_evidence": "#8b919a",
    },
)
DARK: Final = Palette(
    ink="#e7e9ec",
    muted="#a7afb9",
    paper="#1c2026",
    line="#363c45",
    you="#79b8ee",
    them="#e3ae4c",
    verdicts={
        "reciprocal": "#46c2a2",
        "one_sided_them": "#79b8ee",
        "acquaintance": "#949ca7",
        "dormant": "#a9b3c0",
        "one_sided_you": "#e3ae4c",
        "extractive_you": "#e88fc7",
        "extractive": "#ff8f62",
        "not_enough_evidence": "#7d858f",
    },
)


def plot_balance(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the balance map: messages you sent against messages you received, per person.

    frame: sent, received (int), verdict, people (int, how many stand on that place). Both axes
    are log(1 + n), so that nobody who never wrote falls off the map.
    """
    top = max(int(frame["sent"].max()), int(frame["received"].max()), 3) * 1.6
    for which in ("x", "y"):
        _log_axis(ax, which, top)
    ax.plot([0, top], [0, top], color=palette.line, linewidth=1.2, zorder=1)
    for verdict, (word, _) in VERDICTS.items():
        group = frame[frame["verdict"] == verdict]
        if len(group):
            sizes = 46 * (1 + np.log2(group["people"].to_numpy(dtype=float)))
            _scatter(ax, group["sent"], group["received"], sizes, verdict, word, palette)
    ax.set_xlabel("messages you sent")
    ax.set_ylabel("messages you received")
    return dress(ax, palette)


def _log_axis(ax: Axes, which: str, top: float) -> None:
    scale = ax.set_xscale if which == "x" else ax.set_yscale
    scale("function", functions=(np.log1p, np.expm1))
    limit = ax.set_xlim if which == "x" else ax.set_ylim
    limit(-0.25, top)
    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_locator(FixedLocator([step for step in _STEPS if step <= top]))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _scatter(
    ax: Axes,
    x: pd.Series,
    y: pd.Series,
    sizes: object,
    verdict: str,
    word: str,
    palette: Palette,
) -> None:
    marker, filled = _MARKERS[verdict]
    colour = palette.verdicts[verdict]
    dash = marker == "_"
    ax.scatter(
        x.to_numpy(),
        y.to_numpy(),
        s=sizes,  # type: ignore[arg-type]
        marker=marker,
        facecolors=colour if filled else palette.paper,
        edgecolors=None if dash else palette.paper if filled else colour,
        linewidths=1.6 if dash or not filled else 0.6,
        label=word,
        zorder=3,
    )


def plot_years(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw messages per year: those you sent upwards, those you received downwards.

    frame: year, sent, received (int).
    """
    years = frame["year"].to_numpy()
    ax.bar(years, frame["sent"], width=0.72, color=palette.you, label="you sent")
    ax.bar(years, -frame["received"], width=0.72, color=palette.them, label="you received")
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    _year_axis(ax)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    ax.set_ylabel("messages")
    return dress(ax, palette)


def plot_connections(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the new connections per year. frame: year, connections (int)."""
    ax.bar(frame["year"].to_numpy(), frame["connections"], width=0.72, color=palette.muted)
    _year_axis(ax)
    ax.set_ylabel("new connections")
    return dress(ax, palette)


def plot_mirror(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw one figure of the mirror by year: the owner's side upwards, that of others downwards.

    frame: year (int), side (owner or person), part, whole (int, missing where nothing could be
    seen) and seen (full, partly, not), such as `Mirror.years` of one figure. The whole is pale; a
    frame without it shows the part alone. Years seen only in part are hatched, unseen ones grey.
    """
    for year in frame["year"].unique().tolist():
        seen = set(frame.loc[frame["year"] == year, "seen"])
        if seen != {"full"}:
            _veil(ax, year, palette, unseen=seen == {"not"})
    names = {"owner": ("you", palette.you, 1), "person": ("others", palette.them, -1)}
    for side, (label, colour, way) in names.items():
        rows = frame[frame["side"] == side]
        years = rows["year"].to_numpy()
        for column, alpha in (("whole", 0.28), ("part", 1.0)):
            if column in rows:
                height = way * rows[column].fillna(0).to_numpy(dtype=float)
                shown = label if column == "part" else None
                ax.bar(years, height, width=0.72, color=colour, alpha=alpha, label=shown)
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    for at, said, align in ((0.97, "you", "top"), (0.03, "others", "bottom")):
        ax.text(0.02, at, said, transform=ax.transAxes, va=align, color=palette.ink, fontsize=9)
    _year_axis(ax)
    ax.set_xlim(frame["year"].min() - 0.6, frame["year"].max() + 0.6)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    return dress(ax, palette)


def _veil(ax: Axes, year: int, palette: Palette, *, unseen: bool) -> None:
    """Mark a year of which not all could be seen."""
    ax.axvspan(
        year - 0.5,
        year + 0.5,
        facecolor=palette.line if unseen else "none",
        edgecolor=palette.line,
        hatch=None if unseen else "////",
        linewidth=0,
        zorder=0,
    )


def _year_axis(ax: Axes) -> None:
    ax.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


def plot_scores(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the scores from the best place to the last, each with its interval.

    frame: place (int), score, low, high (float), verdict. Beyond MOST_POINTS people an even
    choice of places is drawn.
    """
    if len(frame) > MOST_POINTS:
        frame = frame.iloc[np.linspace(0, len(frame) - 1, MOST_POINTS).astype(int)]
    ax.axhline(0, color=palette.line, linewidth=1.2, zorder=1)
    ax.vlines(
        frame["place"],
        frame["low"],
        frame["high"],
        color=palette.muted,
        linewidth=1.2,
        alpha=0.45,
        zorder=2,
    )
    size = float(np.clip(4_000 / len(frame), 8, 46))
    for verdict, (word, _) in VERDICTS.items():
        group = frame[frame["verdict"] == verdict]
        if len(group):
            _scatter(ax, group["place"], group["score"], size, verdict, word, palette)
    ax.set_ylim(-1.05, 1.05)
    ax.margins(x=0.03)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, min_n_ticks=1))
    ax.set_xlabel("rank")
    ax.set_ylabel("score")
    return dress(ax, palette)


def add_legend(figure: Figure, palette: Palette = LIGHT, *, columns: int = 2) -> None:
    """Put one legend for all axes of the figure under them; nothing where nothing is labelled."""
    found: dict[str, Artist] = {}
    for ax in figure.axes:
        handles, labels = ax.get_legend_handles_labels()
        found.update(zip(labels, handles, strict=True))
    if found:
        legend = figure.legend(
            list(found.values()),
            list(found),
            loc="outside lower center",
            ncols=columns,
            frameon=False,
            fontsize=9,
            labelcolor=palette.ink,
        )
        for handle in legend.legend_handles:
            if isinstance(handle, PathCollection):
                handle.set_sizes([36.0])  # in the plot the size counts people


def dress(ax: Axes, palette: Palette) -> Axes:
    """Give axes the colours and lines that all plots of the report have."""
    ax.set_facecolor("none")
    ax.tick_params(colors=palette.muted, labelsize=9, length=3)
    ax.grid(visible=True, color=palette.line, linewidth=0.5, alpha=0.7)
    ax.set_axisbelow(True)
    for side, spine in ax.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(palette.line)
    for label in (ax.xaxis.label, ax.yaxis.label):
        label.set_color(palette.muted)
        label.set_fontsize(10)
    return ax
