"""Survival curves drawn: the share to whom it has not happened, bands, and people under watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator, PercentFormatter

from reciprocity.lifecycle import GROUPS, MARKS
from reciprocity.report.cycle_words import SPELL_GROUPS, mark_words
from reciprocity.report.plots import LIGHT, dress

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.plots import Palette

# Below the axis, in points: where the rows of those under watch begin, and how far apart they are.
_ROWS_BEGIN: Final = -42
_ROW: Final = 12

_DASHES: Final = {"with_note": (0, (1.5, 1)), "without_note": (0, (6, 2)), "unseen_request": "-"}


def plot_survival(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the curves of one outcome (lifecycle.survival), with how many are under watch below.

    frame: group, days, at_risk, survival, low, high. Days are log(1 + n). No band is drawn where
    none is told.
    """
    groups = [group for group in GROUPS if (frame["group"] == group).any()]
    last = max(int(frame["days"].max()), 7)
    ax.set_xscale("function", functions=(np.log1p, np.expm1))
    ax.set_xlim(0, last * 1.05)
    marks = [mark for mark in MARKS if mark <= last]
    ax.xaxis.set_major_locator(FixedLocator(marks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FixedFormatter([mark_words(mark) for mark in marks]))
    ax.set_ylim(-0.02, 1.02)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))
    for place, group in enumerate(groups):
        _curve(frame[frame["group"] == group], group, ax, palette)
        _under_watch(frame[frame["group"] == group], group, place, marks, ax, palette)
    _below(ax, 0, "under watch", palette.muted, _ROWS_BEGIN + _ROW)
    ax.set_xlabel("after the accept")
    return dress(ax, palette)


def _colour(group: str, palette: Palette) -> str:
    return {"with_note": palette.verdicts["reciprocal"], "without_note": palette.them}.get(
        group, palette.you
    )


def _curve(of: pd.DataFrame, group: str, ax: Axes, palette: Palette) -> None:
    days, share = of["days"].to_numpy(dtype=float), of["survival"].to_numpy()
    colour, dashes = _colour(group, palette), _DASHES[group]
    # What happened on a day has happened by its end; before it, it was the share of the day before.
    start = np.concatenate([days[:1], days]), np.concatenate([[1.0], share])
    style: dict[str, Any] = {"where": "post", "color": colour, "linestyle": dashes}
    ax.step(*start, linewidth=1.9, label=SPELL_GROUPS[group], zorder=3, **style)
    ax.fill_between(
        days, of["low"].to_numpy(), of["high"].to_numpy(), step="post", color=colour, alpha=0.18,
        linewidth=0, zorder=2,
    )  # fmt: skip


def _under_watch(
    of: pd.DataFrame, group: str, place: int, marks: list[int], ax: Axes, palette: Palette
) -> None:
    """Write below the axis how many are under watch at each mark."""
    at = dict(zip(of["days"].tolist(), of["at_risk"].tolist(), strict=True))
    # A short curve may lie between two marks.
    shown = [mark for mark in marks if mark in at] or list(at)[:1]
    colour, height = _colour(group, palette), _ROWS_BEGIN - _ROW * place
    _below(ax, 0, SPELL_GROUPS[group], colour, height)
    for mark in shown:
        ax.annotate(
            _short(at[mark]), (mark, 0), (0, height), xycoords=ax.get_xaxis_transform(),
            textcoords="offset points", ha="center", va="top", color=colour, fontsize=8,
        )  # fmt: skip


def _below(ax: Axes, x: float, text: str, colour: str, height: float) -> None:
    """Write the name of a row below the axis, left of it; height in points."""
    ax.annotate(
        text, (x, 0), (-20, height), xycoords="axes fraction", textcoords="offset points",
        ha="right", va="top", color=colour, fontsize=8,
    )  # fmt: skip


def _short(number: int) -> str:
    if number < 1_000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 10_000 else f"{number / 1000:.0f}k"
