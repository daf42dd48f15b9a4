"""What the artists of a plot hold, for comparing with frames made by hand."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import PathPatch

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Bar = tuple[float, float, float]


def bars(ax: Axes, colour: str) -> list[Bar]:
    """Return (middle, foot, top) of each bar of a colour, left to right."""
    found: list[Bar] = []
    for patch in ax.patches:
        if isinstance(patch, PathPatch) and hexed(patch.get_facecolor()) == colour:
            corners = np.asarray(patch.get_path().vertices).reshape(-1, 5, 2)
            for of in corners:
                middle = (of[0, 0] + of[2, 0]) / 2
                found.append((round(float(middle), 6), float(of[0, 1]), float(of[1, 1])))
    return sorted(found)


def hexed(colour: Any) -> str:
    """Return a colour of an artist as the palettes write it."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])


def ticks(ax: Axes) -> list[str]:
    """Return what stands at the horizontal axis."""
    ax.xaxis.get_major_locator()
    return [text.get_text() for text in ax.xaxis.get_majorticklabels()]


def svg_of(uri: str) -> str:
    """Return the SVG in an address of draw_images."""
    return base64.b64decode(uri.partition(",")[2]).decode()


def colours_in(svg: str) -> set[str]:
    """Return every colour of an SVG: those with a hash, and what else says how to paint."""
    paints = re.findall(r"(?:fill|stroke|color)[:=]\"?([^;\"}]+)", svg)
    return {paint for paint in paints if paint != "none" and not paint.startswith("url(")}
