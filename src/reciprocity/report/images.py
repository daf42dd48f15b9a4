"""The plots as `data:` images: reproducible SVG, one for light and one for dark surroundings."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from reciprocity.report.plots import (
    DARK,
    LIGHT,
    Palette,
    add_legend,
    plot_balance,
    plot_connections,
    plot_mirror,
    plot_scores,
    plot_years,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from reciprocity.report.words import Data

    Drawing = Callable[[Figure, Palette], None]

_SETTINGS: Final[Any] = {
    "svg.hashsalt": "reciprocity",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
}
_SMALL: Final = (3.8, 1.9)  # inches
# Figures that are few of very many: the whole would hide them.
_PART_ALONE: Final = frozenset({"pitches", "one_click"})
_NO_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}
_SANS: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"


def draw_images(figures: Data) -> list[Data]:
    """Return the plots there is something to plot for, in the order of the page.

    figures: `summarise()["figures"]`. Each image is {"section", "name", "title", "alt", "light",
    "dark"}, the last two `data:` URIs of SVG; section: the id of the part of the page it is for.
    """
    images = []
    if figures["balance"]:
        images.append(_image("balance", pd.DataFrame(figures["balance"]), figures))
    if figures["scores"]:
        images.append(_image("scores", pd.DataFrame(figures["scores"]), figures))
    if figures["years"]:
        images.append(_image("years", pd.DataFrame(figures["years"]), figures))
    return images


def draw_mirror(mirror: Data) -> dict[str, Data]:
    """Return a small plot for each figure of the mirror that has anything to draw, by its key.

    mirror: `summarise()["mirror"]`. Each is {"alt", "light", "dark"}, as of draw_images.
    """
    return {item["key"]: _mirrored(item) for item in mirror["items"] if _drawable(item["years"])}


def _drawable(years: Sequence[Data]) -> bool:
    return any(year[side] and year[side]["whole"] for year in years for side in ("you", "them"))


def _mirrored(item: Data) -> Data:
    frame = _mirror_frame(item["years"])
    if item["key"] in _PART_ALONE:
        frame = frame.drop(columns="whole")

    def draw(figure: Figure, palette: Palette) -> None:
        plot_mirror(frame, figure.add_subplot(), palette=palette)

    return {
        "alt": _mirror_alt(item),
        "light": data_uri(render_svg(draw, LIGHT, _SMALL)),
        "dark": data_uri(render_svg(draw, DARK, _SMALL)),
    }


def _mirror_frame(years: Sequence[Data]) -> pd.DataFrame:
    nothing = {"part": None, "whole": None}
    rows = [
        {"year": year["year"], "side": side, "seen": year["seen"], **(year[key] or nothing)}
        for year in years
        for side, key in (("owner", "you"), ("person", "them"))
    ]
    return pd.DataFrame(rows).astype({"part": "Int64", "whole": "Int64"})


def _mirror_alt(item: Data) -> str:
    years = item["years"]
    partly, unseen = (sum(year["seen"] == seen for year in years) for seen in ("partly", "not"))
    return (
        f"{item['title']} per year from {years[0]['year']} to {years[-1]['year']}: your side "
        f"upwards, that of others downwards. Of {len(years)} years, {partly} could be seen only in "
        f"part and {unseen} not at all. The table below has the numbers."
    )


def render_svg(draw: Drawing, palette: Palette, size: tuple[float, float]) -> bytes:
    """Return a figure of that size (inches) as SVG; the same figure gives the same bytes."""
    buffer = io.BytesIO()
    with rc_context(_SETTINGS):
        figure = Figure(figsize=size, layout="constrained", facecolor="none")
        draw(figure, palette)
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    text = buffer.getvalue().decode()
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    return text.replace("'DejaVu Sans'", _SANS).replace(f"{_SANS}, sans-serif", _SANS).encode()


def both_schemes(draw: Drawing, size: tuple[float, float], **told: str) -> Data:
    """Return an image (see draw_images): what is told of it, and its pictures."""
    return {
        **told,
        "light": data_uri(render_svg(draw, LIGHT, size)),
        "dark": data_uri(render_svg(draw, DARK, size)),
    }


def data_uri(svg: bytes) -> str:
    """Return SVG as the address of an image that needs no file and no network."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def _image(name: str, frame: pd.DataFrame, figures: Data) -> Data:
    draw, size = _drawing(name, frame)
    alt = _ALTERNATIVES[name](figures)
    return both_schemes(draw, size, section="network", name=name, title=_TITLES[name], alt=alt)


def _drawing(name: str, frame: pd.DataFrame) -> tuple[Drawing, tuple[float, float]]:
    if name == "years":
        return _years(frame)
    plot, size = {"balance": plot_balance, "scores": plot_scores}[name], (5.4, 5.0)

    def draw(figure: Figure, palette: Palette) -> None:
        plot(frame, figure.add_subplot(), palette=palette)
        add_legend(figure, palette)

    return draw, size


def _years(frame: pd.DataFrame) -> tuple[Drawing, tuple[float, float]]:
    panels: list[Callable[..., Axes]] = []
    if (frame["sent"] + frame["received"]).any():
        panels.append(plot_years)
    if frame["connections"].any():
        panels.append(plot_connections)

    def draw(figure: Figure, palette: Palette) -> None:
        ratios = [3, 2][: len(panels)]
        axes = figure.subplots(
            len(panels), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": ratios}
        )
        for panel, ax in zip(panels, axes[:, 0], strict=True):
            panel(frame, ax, palette=palette)
        add_legend(figure, palette)

    return draw, (10.4, 2.0 * len(panels) + 0.6)


_TITLES: Final = {
    "balance": "Balance: you and they",
    "scores": "Scores with their intervals",
    "years": "Messages and new connections per year",
}


def _balance_alt(figures: Data) -> str:
    people = _people(figures["balance_table"])
    return (
        f"A map of {people} people by messages you sent and received, on logarithmic axes; "
        "shape and colour show the verdict. The table below has the sums."
    )


def _scores_alt(figures: Data) -> str:
    scores = figures["scores"]
    return (
        f"The scores of {len(scores):,} ranked people, from {scores[0]['score']:+.2f} to "
        f"{scores[-1]['score']:+.2f}, each with its interval. The table below has the numbers."
    )


def _years_alt(figures: Data) -> str:
    years = figures["years"]
    sent, received = (sum(year[key] for year in years) for key in ("sent", "received"))
    return (
        f"Messages per year from {years[0]['year']} to {years[-1]['year']}: {sent:,} sent upwards, "
        f"{received:,} received downwards; below, new connections per year."
    )


def _people(table: Sequence[Data]) -> str:
    return f"{sum(group['people'] for group in table):,}"


_ALTERNATIVES: Final[dict[str, Callable[[Data], str]]] = {
    "balance": _balance_alt,
    "scores": _scores_alt,
    "years": _years_alt,
}
