"""How fast each side answers, drawn: the typical time per person, by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from reciprocity.report.axes import bars, counted, dress, mark, name_height
from reciprocity.report.language import N_, _
from reciprocity.report.palette import LIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.palette import Palette

_DAY: Final = 24.0
MARKS: Final[dict[float, str]] = {
    1 / 60: N_("1 min"),
    1.0: N_("1 h"),
    _DAY: N_("1 day"),
    7 * _DAY: N_("1 week"),
}
"""Hours: how the axis names them."""

_LEAST: Final = 1 / 60  # hours: what is told of messages is told to the minute at best
_MOST: Final = 90 * _DAY
_BINS: Final = 20


def plot_replies(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw how long answers take, counted in people: yours upwards, theirs downwards.

    frame: side (owner or person: who answers), hours (float, the median time until an answer to
    one person or of one person). Time is on a logarithmic axis from a minute to three
    months, cut in even steps; dashed lines stand at the median of each side.
    """
    edges = np.linspace(np.log10(_LEAST), np.log10(_MOST), _BINS + 1)
    sides = {
        "owner": (_("your answers"), palette.you, 1),
        "person": (_("theirs"), palette.them, -1),
    }
    ax.set_xlim(-0.5, _BINS - 0.5)
    for side, (label, colour, way) in sides.items():
        hours = frame.loc[frame["side"] == side, "hours"].to_numpy(dtype=float)
        at = np.log10(np.clip(hours, _LEAST, _MOST))
        counts, _edges = np.histogram(at, edges)
        bars(ax, np.arange(_BINS), way * counts, colour=colour, label=label)
        if len(hours):
            half = (0.5, 0.98) if way > 0 else (0.02, 0.5)
            middle = (float(np.median(at)) - edges[0]) / (edges[1] - edges[0]) - 0.5
            ax.axvline(
                middle, *half, color=palette.ink, linewidth=1.2, linestyle=(0, (3, 2)),
                label=_("median") if way > 0 else None,
            )  # fmt: skip
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    _even(ax)
    counted(ax)
    places = (np.log10(list(MARKS)) - edges[0]) / (edges[1] - edges[0]) - 0.5
    mark(ax, "x", places.tolist(), [_(words) for words in MARKS.values()])
    name_height(ax, _("people"))
    return dress(ax, palette)


def _even(ax: Axes) -> None:
    """Put zero in the middle, so that both sides have the same room."""
    most = max(map(abs, ax.dataLim.intervaly), default=1)
    ax.set_ylim(-1.1 * most, 1.1 * most)
