"""Survival curves drawn: the share to whom it has not happened, bands, and people under watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from babel.numbers import format_decimal
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter
from matplotlib.transforms import ScaledTranslation

from reciprocity.lifecycle import GROUPS, MARKS
from reciprocity.report.axes import LINE, TEXT, dress, figure_of, mark, size_of, width_of
from reciprocity.report.cycle_words import SPELL_GROUPS, mark_words
from reciprocity.report.language import _, spoken
from reciprocity.report.palette import LIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.palette import Palette

# Below the axis, in points: where the rows of those under watch begin.
_ROWS_BEGIN: Final = 58.0

LEFT: Final = 40.0
"""How far left of the axes the rows of those under watch begin, in points."""

_LEAST_ROOM: Final = 27.0  # points: what the number under a mark needs
_BETWEEN: Final = 3.0  # points between the words of two marks
_SEEN: Final = 0.003  # of the height: less than a pixel
_DASHES: Final[dict[str, Any]] = {
    "with_note": (0, (1.5, 1)),
    "without_note": (0, (6, 2)),
    "unseen_request": "-",
}


def plot_survival(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the curves of one outcome (lifecycle.survival), with how many are under watch below.

    frame: group, days, at_risk, survival, low, high. Days are log(1 + n). No band is drawn where
    none is told. A row of those under watch begins with the line of its curve; all rows take
    `room_below(frame)` points under the axes.
    """
    # Where nothing happened no band is told at all, and nothings alone are no numbers.
    frame = frame.astype({"survival": float, "low": float, "high": float})
    groups = _groups(frame)
    last = max(int(frame["days"].max()), 7)
    ax.set_xscale("function", functions=(np.log1p, np.expm1))
    ax.set_xlim(0, last * 1.05)
    marks = _apart([day for day in MARKS if day <= last], size_of(ax)[0] / np.log1p(last))
    mark(ax, "x", marks, [mark_words(day) for day in marks])
    ax.set_ylim(-0.02, 1.02)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))
    for place, group in enumerate(groups):
        _curve(frame[frame["group"] == group], group, ax, palette)
        _under_watch(frame[frame["group"] == group], group, place, marks, ax, palette)
    _below(ax, (0, -LEFT), _("under watch:"), palette.muted, _ROWS_BEGIN - LINE, "left")
    ax.set_xlabel(_("after the accept"))
    return dress(ax, palette)


def room_below(frame: pd.DataFrame) -> float:
    """Return how much (in points) plot_survival writes under its axes."""
    return _ROWS_BEGIN + LINE * len(_groups(frame))


def _groups(frame: pd.DataFrame) -> list[str]:
    return [group for group in GROUPS if (frame["group"] == group).any()]


def _apart(days: list[int], scale: float) -> list[int]:
    """Return the marks whose words have room beside the one before; scale: points of log(1 + n)."""
    kept: list[int] = []
    for day in days:
        words = [mark_words(each) for each in (*kept[-1:], day)]
        room = max(_LEAST_ROOM, sum(map(width_of, words)) / 2 + _BETWEEN)
        if not kept or (np.log1p(day) - np.log1p(kept[-1])) * scale > room:
            kept.append(day)
    return kept


def _colour(group: str, palette: Palette) -> str:
    return {"with_note": palette.verdicts["reciprocal"], "without_note": palette.them}.get(
        group, palette.you
    )


def _curve(of: pd.DataFrame, group: str, ax: Axes, palette: Palette) -> None:
    of = _turns(of)
    days, share = of["days"].to_numpy(dtype=float), of["survival"].to_numpy()
    colour, dashes = _colour(group, palette), _DASHES[group]
    # What happened on a day has happened by its end; before it, it was the share of the day before.
    start = np.concatenate([days[:1], days]), np.concatenate([[1.0], share])
    style: dict[str, Any] = {"where": "post", "color": colour, "linestyle": dashes}
    ax.step(*start, linewidth=1.9, label=_(SPELL_GROUPS[group]), zorder=3, **style)
    ax.fill_between(
        days, of["low"].to_numpy(), of["high"].to_numpy(), step="post", color=colour, alpha=0.18,
        linewidth=0, zorder=2,
    )  # fmt: skip


def _turns(of: pd.DataFrame) -> pd.DataFrame:
    """Return the first row, the last, and those where a line moves enough to be seen."""
    heights = of[["survival", "low", "high"]].to_numpy()
    kept, last = [0], heights[0]
    for place in range(1, len(heights) - 1):
        if np.nanmax(np.abs(heights[place] - last), initial=0.0) >= _SEEN:
            kept.append(place)
            last = heights[place]
    return of.iloc[sorted({*kept, len(of) - 1})]


def _under_watch(
    of: pd.DataFrame, group: str, place: int, marks: list[int], ax: Axes, palette: Palette
) -> None:
    """Write below the axis how many are under watch at each mark, and the line of the curve."""
    at = dict(zip(of["days"].tolist(), of["at_risk"].tolist(), strict=True))
    # A short curve may lie between two marks.
    shown = [day for day in marks if day in at] or list(at)[:1]
    colour, down = _colour(group, palette), _ROWS_BEGIN + LINE * place
    for day in shown:
        _below(ax, (day, 0), _short(at[day]), colour, down, "center")
    # In inches from the lower left corner of the axes.
    inches = figure_of(ax).dpi_scale_trans
    corner = ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]
    across, up = np.array([-LEFT, -LEFT + 22]) / 72, -(down + TEXT / 2) / 72
    line = Line2D(
        across, [up, up], color=colour, linestyle=_DASHES[group], linewidth=1.9, clip_on=False,
        transform=inches + corner,
    )  # fmt: skip
    ax.add_artist(line)


def _below(
    ax: Axes, place: tuple[float, float], text: str, colour: str, down: float, align: str
) -> None:
    """Write below the axis, at a day and so many points right of it; down: in points."""
    ax.annotate(
        text, (place[0], 0), (place[1], -down), xycoords=ax.get_xaxis_transform(),
        textcoords="offset points", ha=align, va="top", color=colour, fontsize=TEXT,
    )  # fmt: skip


def _short(number: int) -> str:
    """Return a number in a few letters: `950`, `1.2k`, `12k`."""
    if number < 1_000:
        return str(number)
    places = "0.0" if number < 10_000 else "0"
    return f"{format_decimal(number / 1000, format=places, locale=spoken())}k"
