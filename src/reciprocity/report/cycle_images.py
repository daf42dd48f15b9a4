"""The pictures of the life cycles: the map, and the curves of each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from reciprocity.report.curves import plot_survival
from reciprocity.report.flow_map import SIZE, plot_flow
from reciprocity.report.images import both_schemes
from reciprocity.report.plots import add_legend

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from reciprocity.report.plots import Palette
    from reciprocity.report.words import Data


def draw_cycles(lifecycle: Data) -> list[Data]:
    """Return the pictures there is something for: the map, then the curves.

    lifecycle: `summarise()["lifecycle"]`. Each is an image as of draw_images.
    """
    flow = [_map(lifecycle["flow"])] if lifecycle["flow"] else []
    return [*flow, *(_curves(curve) for curve in lifecycle["curves"] if curve["points"])]


def _map(flow: Data) -> Data:
    nodes = pd.DataFrame(flow["nodes"])
    edges = pd.DataFrame(flow["edges"])

    def draw(figure: Figure, palette: Palette) -> None:
        plot_flow(nodes, edges, figure.add_subplot(), palette=palette)

    alt = (
        f"A map of the stages of {flow['people']:,} people: a box for each stage with how often it "
        "was seen, arrows from one to the next with how often and after what median time. The "
        "table below has the numbers."
    )
    title = "What followed what"
    return both_schemes(draw, SIZE, section="cycles", name="flow", title=title, alt=alt)


def _curves(curve: Data) -> Data:
    frame = pd.DataFrame(curve["points"])
    groups = frame["group"].nunique()

    def draw(figure: Figure, palette: Palette) -> None:
        ax = plot_survival(frame, figure.add_subplot(), palette=palette)
        ax.set_ylabel(curve["not_yet"])
        add_legend(figure, palette, columns=groups)

    alt = (
        f"{curve['title']}: the share with {curve['not_yet']} against the time since the accept, "
        f"{'one curve' if groups == 1 else f'{groups} curves'} with 95 % bands. The sentences and "
        "the table below say the same."
    )
    size = (5.4, 4.3 + 0.22 * groups)
    return both_schemes(
        draw, size, section="cycles", name=curve["outcome"], title=curve["title"], alt=alt
    )
