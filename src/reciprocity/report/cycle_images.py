"""The pictures of the life cycles: the map, and the curves of each outcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.report.axes import name_height
from reciprocity.report.composing import Panel, Sheet, as_image
from reciprocity.report.curves import plot_survival, room_below
from reciprocity.report.flow_map import SIZE, plot_flow
from reciprocity.report.formats import whole
from reciprocity.report.language import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reciprocity.report.words import Data

_LAST_MARK: Final = 20.0  # points: half of the words of the last mark, as far as the axis lets them


def draw_cycles(lifecycle: Data) -> list[Data]:
    """Return the pictures there is something for: the map, then the curves.

    lifecycle: `summarise()["lifecycle"]`. Each is an image as of draw_images.
    """
    flow = [_map(lifecycle["flow"])] if lifecycle["flow"] else []
    return [*flow, *(_curves(curve) for curve in lifecycle["curves"] if curve["points"])]


def _map(flow: Data) -> Data:
    nodes, edges = pd.DataFrame(flow["nodes"]), pd.DataFrame(flow["edges"])
    plot = partial(plot_flow, nodes, edges)
    panel = Panel(plot=plot, height=72 * SIZE[1], above=0, below=0)
    sheet = Sheet(panels=[panel], width=72 * SIZE[0], left=0, right=0, legend=False)
    alt = ngettext(
        "A map of the stages of {n} person: a box for each stage with how often it was seen, "
        "arrows from one to the next with how often and after what median time. The table below "
        "has the numbers.",
        "A map of the stages of {n} people: a box for each stage with how often it was seen, "
        "arrows from one to the next with how often and after what median time. The table below "
        "has the numbers.",
        flow["people"],
    ).format(n=whole(flow["people"]))
    return as_image(
        sheet.draw(), section="cycles", name="flow", title=_("What followed what"), alt=alt
    )


def _curves(curve: Data) -> Data:
    frame = pd.DataFrame(curve["points"])
    groups = frame["group"].nunique()
    alt = ngettext(
        "{title}: the share with {not_yet} against the time since the accept, {n} curve with "
        "95 % bands. The sentences and the table below say the same.",
        "{title}: the share with {not_yet} against the time since the accept, {n} curves with "
        "95 % bands. The sentences and the table below say the same.",
        groups,
    ).format(title=curve["title"], not_yet=_(curve["not_yet"]), n=groups)

    def plot(ax: Axes) -> None:
        name_height(plot_survival(frame, ax), _(curve["not_yet"]))

    panel = Panel(plot=plot, height=220, below=room_below(frame))
    return as_image(
        Sheet(panels=[panel], right=_LAST_MARK).draw(),
        section="cycles",
        name=curve["outcome"],
        title=curve["title"],
        alt=alt,
    )
