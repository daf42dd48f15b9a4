"""The report: `summarise` to plain data, draw_images and draw_cycles to pictures, `render` to HTML.

`make_report` does all of it, in any format.

The names are loaded when they are first used, so that a person told in the terminal does not wait
for matplotlib.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reciprocity.report.curves import plot_survival
    from reciprocity.report.cycle_images import draw_cycles
    from reciprocity.report.flow_map import plot_flow
    from reciprocity.report.outputs import make_report
    from reciprocity.report.images import draw_images, draw_mirror
    from reciprocity.report.page import render_report
    from reciprocity.report.rendering import render
    from reciprocity.report.summary import summarise
    from reciprocity.report.telling import tell_person
    from reciprocity.report.write import write_report

__all__ = [
    "draw_cycles",
    "draw_images",
    "draw_mirror",
    "make_report",
    "plot_flow",
    "plot_survival",
    "render",
    "render_report",
    "summarise",
    "tell_person",
    "write_report",
]

_HOME: Final = {
    "draw_cycles": "cycle_images",
    "draw_images": "images",
    "draw_mirror": "images",
    "make_report": "outputs",
    "plot_flow": "flow_map",
    "plot_survival": "curves",
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
