"""The pitches per year drawn, stacked by what they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reciprocity.report.axes import bars, counted, dress, name_height, years_along
from reciprocity.report.language import _
from reciprocity.report.palette import LIGHT
from reciprocity.report.pitch_kinds import KINDS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.palette import Palette


def plot_pitches(frame: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT) -> Axes:
    """Draw the pitches per year, stacked by kind: those you sent upwards, received downwards.

    frame: year, sent, received (int), kind (of pitch_kinds.KINDS); a row per year and kind.
    """
    sides = frame.pivot_table(
        index="year", columns="kind", values=["sent", "received"], aggfunc="sum", fill_value=0
    )
    base = {side: np.zeros(len(sides)) for side in ("sent", "received")}
    for kind, words in KINDS.items():
        label: str | None = _(words)
        for side, way in (("sent", 1), ("received", -1)):
            if (side, kind) in sides and sides[side, kind].any():
                heights = way * sides[side, kind].to_numpy(dtype=float)
                colour = palette.kinds[kind]
                bars(ax, sides.index, heights, base=base[side], colour=colour, label=label)
                base[side], label = base[side] + heights, None
    ax.axhline(0, color=palette.ink, linewidth=0.8)
    years_along(ax, frame["year"])
    counted(ax)
    name_height(ax, _("pitches: yours up, theirs down"))
    return dress(ax, palette)
