"""Panels put together to one drawing of the report, and that drawing as an image of the page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matplotlib import rc_context
from matplotlib.figure import Figure

from reciprocity.report.axes import LINE, add_legend, width_of
from reciprocity.report.svg import darken, data_uri, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from reciprocity.report.words import Data

COLUMN: Final = 310.0
"""The width of a picture that a telephone shows as it is, in points."""

BELOW: Final = 22.0
"""What the numbers under an axis need, in points."""

NAMED: Final = BELOW + LINE + 3
"""What the numbers under an axis and its name need."""

_SETTINGS: Final[Any] = {
    "svg.hashsalt": "reciprocity",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
}
_NO_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One plot of a drawing: what draws it, how high it is, and what is above and below it."""

    plot: Callable[[Axes], object]
    height: float
    above: float = 25.0
    below: float = BELOW

    @property
    def total(self) -> float:
        """How high it is with its margins."""
        return self.above + self.height + self.below


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Panels one below the other, and a legend under them; all in points."""

    panels: Sequence[Panel]
    width: float = COLUMN
    left: float = 44.0
    right: float = 12.0
    legend: bool = True

    def draw(self) -> str:
        """Return the drawing as SVG in the colours of LIGHT; the same text each time."""
        with rc_context(_SETTINGS):
            figure = Figure(facecolor="none")
            axes = [figure.add_axes((0, 0, 1, 1)) for _panel in self.panels]
            self._place(figure, axes, self.left, 0.0)
            for panel, ax in zip(self.panels, axes, strict=True):
                panel.plot(ax)
            under = add_legend(figure) if self.legend else 0.0
            self._place(figure, axes, max(self.left, _numbers_beside(axes)), under)
            buffer = io.StringIO()
            figure.savefig(buffer, format="svg", dpi=72, metadata=_NO_METADATA)
        return trim(buffer.getvalue())

    def _place(self, figure: Figure, axes: Sequence[Axes], left: float, under: float) -> None:
        """Give the figure its size and the axes their places above what lies under all."""
        height = under + sum(panel.total for panel in self.panels)
        figure.set_size_inches(self.width / 72, height / 72)
        top = height
        for panel, ax in zip(self.panels, axes, strict=True):
            low = top - panel.above - panel.height
            across = (self.width - left - self.right) / self.width
            ax.set_position((left / self.width, low / height, across, panel.height / height))
            top -= panel.total


def _numbers_beside(axes: Sequence[Axes]) -> float:
    """Return what the widest number at a vertical axis needs, with its tick."""
    shown = [ax for ax in axes if ax.axison and ax.spines["left"].get_visible()]
    numbers = [text.get_text() for ax in shown for text in ax.yaxis.get_majorticklabels()]
    return max((width_of(number) for number in numbers), default=0.0) + 11.0


def as_image(drawing: str, narrow: str | None = None, **told: str) -> Data:
    """Return an image (see draw_images) of a drawing: what is told of it, and its pictures.

    narrow: another drawing of the same for narrow windows.
    """
    return {**told, **_both(drawing), "narrow": _both(narrow) if narrow else None}


def _both(drawing: str) -> Data:
    return {"light": data_uri(drawing), "dark": data_uri(darken(drawing))}
