"""The report: `summarise` to plain data, draw_images and draw_cycles to pictures, `render` to HTML.

`make_report` does all of it, in any format.

The names are loaded when they are first used, so that a person told in the terminal does not wait
for matplotlib.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reciprocity.report.axes import add_legend
    from reciprocity.report.curves import plot_survival
    from reciprocity.report.cycle_images import draw_cycles
    from reciprocity.report.flow_map import plot_flow
    from reciprocity.report.images import draw_images, draw_mirror
    from reciprocity.report.outputs import make_report
    from reciprocity.report.page import render_report
    from reciprocity.report.pitch_plot import plot_pitches
    from reciprocity.report.plots import (
        plot_balance,
        plot_connections,
        plot_contacts,
        plot_mirror,
        plot_scores,
        plot_years,
    )
    from reciprocity.report.rendering import render
    from reciprocity.report.reply_plot import plot_replies
    from reciprocity.report.story import plot_story
    from reciprocity.report.summary import summarise
    from reciprocity.report.telling import tell_person
    from reciprocity.report.write import write_report

__all__ = [
    "add_legend",
    "draw_cycles",
    "draw_images",
    "draw_mirror",
    "make_report",
    "plot_balance",
    "plot_connections",
    "plot_contacts",
    "plot_flow",
    "plot_mirror",
    "plot_pitches",
    "plot_replies",
    "plot_scores",
    "plot_story",
    "plot_survival",
    "plot_years",
    "render",
    "render_report",
    "summarise",
    "tell_person",
    "write_report",
]

_HOME: Final = {
    "add_legend": "axes",
    "draw_cycles": "cycle_images",
    "draw_images": "images",
    "draw_mirror": "images",
    "plot_balance": "plots",
    "plot_connections": "plots",
    "plot_contacts": "plots",
    "make_report": "outputs",
    "plot_flow": "flow_map",
    "plot_mirror": "plots",
    "plot_pitches": "pitch_plot",
    "plot_replies": "reply_plot",
    "plot_scores": "plots",
    "plot_story": "story",
    "plot_survival": "curves",
    "plot_years": "plots",
    "render": "rendering",
    "render_report": "page",
    "summarise": "summary",
    "tell_person": "telling",
    "write_report": "write",
}


def __getattr__(name: str) -> Any:
    """Load one of the public names; AttributeError for any other."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
