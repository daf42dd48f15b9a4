"""The directly-follows map drawn: a box per stage, an arrow per step from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from reciprocity.report.cycle_words import FLOW_NODES, short_days
from reciprocity.report.formats import whole
from reciprocity.report.language import _
from reciprocity.report.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from reciprocity.report.palette import Palette

Point = np.ndarray[Any, np.dtype[np.float64]]
Box = tuple[float, float, float, float]

SIZE: Final = (10.4, 6.4)
"""Width and height (inches) that the map is laid out for."""

# Centres of the boxes, in inches of a map of SIZE.
_PLACES: Final = {
    "request_you": (0.95, 4.75),
    "request_them": (0.95, 2.15),
    "accept": (2.95, 3.45),
    "words": (6.05, 3.3),
    "silence": (4.85, 0.62),
    "pitch_them": (4.05, 5.75),
    "decline": (7.15, 5.75),
    "pitch_you": (9.4, 4.85),
    "other_acts": (9.3, 2.55),
    "gone": (8.6, 0.62),
}
_HALF: Final = (0.88, 0.4)
# Of the length of an arrow; one to each side of the straight line where two run both ways.
_BENDS: Final = (0.16, 0.22, 0.28, 0.4, 0.52, -0.2, -0.28, -0.4)
_SAMPLES: Final = np.linspace(0, 1, 401)
_HEAD: Final = 350  # From there on a curve is the point of its arrow, which no label should hide.
_SMALL: Final = 8.1  # points; the page shows the map at least 64rem wide, so as 11 pixels
_LETTER: Final = (0.067, 0.17)  # width and height (inches) of a letter of a label


def plot_flow(
    nodes: pd.DataFrame, edges: pd.DataFrame, ax: Axes, *, palette: Palette = LIGHT
) -> Axes:
    """Draw the directly-follows map (lifecycle.Flow) for axes of about SIZE.

    nodes: node, count. edges: source, target, count, timed, median_days; those from `start` and to
    `end` are told in the boxes as first and last, those from a node to itself as again. An arrow
    says how often and the median time; "of n" where that is known of n of them only.
    """
    ax.set_xlim(0, SIZE[0])
    ax.set_ylim(0, SIZE[1])
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_facecolor("none")
    drawn = nodes[nodes["node"].isin(list(_PLACES))]
    known = set(drawn["node"])
    between = edges[
        edges["source"].isin(known) & edges["target"].isin(known)
        & (edges["source"] != edges["target"])
    ]  # fmt: skip
    _arrows(between, ax, palette, [_box_of(node) for node in drawn["node"]])
    for node, count in zip(drawn["node"], drawn["count"], strict=True):
        _node(str(node), int(count), edges, ax, palette)
    return ax


def _box_of(node: str, margin: float = 0.0) -> Box:
    x, y = _PLACES[node]
    return (
        x - _HALF[0] - margin,
        y - _HALF[1] - margin,
        x + _HALF[0] + margin,
        y + _HALF[1] + margin,
    )


def _node(node: str, count: int, edges: pd.DataFrame, ax: Axes, palette: Palette) -> None:
    x, y = _PLACES[node]
    side = palette.you if node.endswith("_you") else palette.them if node.endswith("_them") else ""
    box = FancyBboxPatch(
        (x - _HALF[0], y - _HALF[1]), 2 * _HALF[0], 2 * _HALF[1],
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor=palette.paper, edgecolor=side or palette.muted, linewidth=1.6, zorder=4,
    )  # fmt: skip
    ax.add_patch(box)
    lines = _lines(node, edges)
    title = f"{_(FLOW_NODES[node])}  {whole(count)}"
    rise = 0.16 * len(lines) / 2
    ax.text(
        x, y + rise, title, ha="center", va="center", color=side or palette.ink, fontsize=9.5,
        fontweight="bold", zorder=5,
    )  # fmt: skip
    for place, line in enumerate(lines, 1):
        ax.text(
            x, y + rise - 0.17 * place - 0.02, line, ha="center", va="center",
            color=palette.muted, fontsize=_SMALL, zorder=5,
        )  # fmt: skip


def _lines(node: str, edges: pd.DataFrame) -> list[str]:
    """Return what stands in a box below its name."""
    again = edges[(edges["source"] == node) & (edges["target"] == node)]
    first = edges.loc[(edges["source"] == "start") & (edges["target"] == node), "count"].sum()
    last = edges.loc[(edges["source"] == node) & (edges["target"] == "end"), "count"].sum()
    words = ((_("first {n}"), first), (_("last {n}"), last))
    ends = [said.format(n=whole(count)) for said, count in words if count]
    return [
        *(_("again {label}").format(label=_label(row)) for row in again.to_dict("records")),
        *([" · ".join(ends)] if ends else []),
    ]


def _label(edge: dict[Any, Any], between: str = " · ") -> str:
    """Return what stands at an arrow: how often, and the median of how many."""
    count = whole(edge["count"])
    if not edge["timed"]:
        return count
    median = short_days(edge["median_days"])
    if edge["timed"] == edge["count"]:
        return f"{count} · {median}"
    return count + between + _("{time} of {n}").format(time=median, n=whole(edge["timed"]))


def _arrows(edges: pd.DataFrame, ax: Axes, palette: Palette, boxes: list[Box]) -> None:
    most = float(edges["count"].max()) if len(edges) else 1.0
    rows = edges.to_dict("records")
    curves = [_clear_curve(edge["source"], edge["target"]) for edge in rows]
    points = [_along(curve, _SAMPLES) for curve in curves]
    taken = list(boxes)
    for edge, curve in zip(rows, curves, strict=True):
        width = 0.7 + 3.3 * float(np.sqrt(edge["count"] / most))
        arrow = FancyArrowPatch(
            path=Path(curve, [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
            arrowstyle=f"-|>,head_length={2.6 + width},head_width={1.2 + width * 0.55}",
            mutation_scale=1.0, color=palette.arrow, linewidth=width,
            shrinkA=0, shrinkB=0, zorder=2, joinstyle="miter", capstyle="butt",
        )  # fmt: skip
        ax.add_patch(arrow)
    for edge, curve, own in zip(rows, curves, points, strict=True):
        label = _label(edge, "\n")
        others = [p for p in points if p is not own]
        x, y, box = _free_place(curve, label, taken, [*others, *[own[_HEAD:]] * 5])
        taken.append(box)
        ax.text(
            x, y, label, ha="center", va="center", color=palette.ink, fontsize=_SMALL, zorder=3,
            bbox={"facecolor": palette.paper, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _clear_curve(source: str, target: str) -> Point:
    """Return the curve between two boxes that runs least behind others, the flattest of these."""
    others = [_box_of(node, 0.1) for node in _PLACES if node not in {source, target}]
    curves = [_curve(source, target, bend) for bend in _BENDS]
    hidden = [
        sum(int(_inside(_along(curve, _SAMPLES), box).sum()) for box in others)
        + (1000 if _leaves(curve) else 0)
        for curve in curves
    ]
    return curves[int(np.argmin(hidden))]


def _leaves(curve: Point) -> bool:
    points = _along(curve, _SAMPLES)
    return bool((points < 0.1).any() or (points > np.array(SIZE) - 0.1).any())


def _curve(source: str, target: str, bend: float) -> Point:
    """Return the three points of a quadratic curve from the edge of one box to that of another."""
    start, end = np.array(_PLACES[source]), np.array(_PLACES[target])
    along = end - start
    control = (start + end) / 2 + bend * np.array([-along[1], along[0]])
    whole = np.array([start, control, end])
    points = _along(whole, _SAMPLES)
    outside = ~(_inside(points, _box_of(source)) | _inside(points, _box_of(target, 0.05)))
    times = _SAMPLES[outside]
    return _part(whole, float(times[0]), float(times[-1]))


def _along(curve: Point, times: Point) -> Point:
    t = times[:, None]
    points: Point = (1 - t) ** 2 * curve[0] + 2 * t * (1 - t) * curve[1] + t**2 * curve[2]
    return points


def _part(curve: Point, since: float, until: float) -> Point:
    """Return the part of a quadratic curve between two of its times, by its blossom."""
    pairs = [(since, since), (since, until), (until, until)]
    return np.array([
        (1 - s) * (1 - t) * curve[0] + (s * (1 - t) + t * (1 - s)) * curve[1] + s * t * curve[2]
        for s, t in pairs
    ])  # fmt: skip


def _inside(points: Point, box: Box) -> np.ndarray[Any, np.dtype[np.bool_]]:
    left, low, right, high = box
    x, y = points[:, 0], points[:, 1]
    inside: np.ndarray[Any, np.dtype[np.bool_]] = (
        (x >= left) & (x <= right) & (y >= low) & (y <= high)
    )
    return inside


def _free_place(
    curve: Point, label: str, taken: Sequence[Box], others: Sequence[Point]
) -> tuple[float, float, Box]:
    """Return where on its arrow a label hides least: of boxes and labels first, then of arrows."""
    lines = label.split("\n")
    half = max(map(len, lines)) * _LETTER[0] / 2 + 0.03, len(lines) * _LETTER[1] / 2 + 0.02
    best: tuple[float, float, Box] | None = None
    least = np.inf
    for time in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86):
        x, y = _along(curve, np.array([time]))[0]
        box = (x - half[0], y - half[1], x + half[0], y + half[1])
        cost = 1000.0 * sum(_overlap(box, other) for other in taken)
        cost += sum(int(_inside(points, box).sum()) for points in others) + abs(time - 0.5)
        if cost < least:
            best, least = (float(x), float(y), box), cost
    assert best is not None  # noqa: S101
    return best


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
