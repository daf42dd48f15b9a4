from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from reciprocity.report.images import draw_images, render_svg
from reciprocity.report.plots import (
    DARK,
    LIGHT,
    MOST_POINTS,
    Palette,
    add_legend,
    plot_balance,
    plot_connections,
    plot_scores,
    plot_years,
)
from reciprocity.report.summary import summarise
from reciprocity.report.words import VERDICTS
from tests.report.factory import make_analysis

if TYPE_CHECKING:
    from matplotlib.collections import Collection

YEARS = pd.DataFrame(
    {"year": [2019, 2020], "sent": [3, 0], "received": [1, 4], "connections": [2, 1]}
)
BALANCE = pd.DataFrame(
    {
        "sent": [0, 5, 3_000],
        "received": [1, 5, 0],
        "verdict": list(VERDICTS)[:3],
        "people": [9, 1, 1],
    }
)


def scores(people: int) -> pd.DataFrame:
    score = np.linspace(0.9, -0.9, people)
    return pd.DataFrame(
        {
            "place": range(1, people + 1),
            "score": score,
            "low": score - 0.1,
            "high": score + 0.1,
            "verdict": [list(VERDICTS)[n % 8] for n in range(people)],
        }
    )


def test_each_plot_returns_the_axes_it_was_given() -> None:
    for plot, frame in (
        (plot_balance, BALANCE),
        (plot_years, YEARS),
        (plot_connections, YEARS),
        (plot_scores, scores(1)),
    ):
        ax = Figure().add_subplot()
        assert plot(frame, ax) is ax
        assert ax.has_data()


def test_the_balance_map_shows_zero_and_the_largest() -> None:
    ax = plot_balance(BALANCE, Figure().add_subplot())
    assert ax.get_xlim()[0] < 0
    assert ax.get_xlim()[1] > 3_000
    assert ax.get_xlim() == ax.get_ylim()
    assert len(ax.collections) == 3


def test_verdicts_differ_by_shape() -> None:
    frame = pd.DataFrame({"sent": 1, "received": 1, "verdict": list(VERDICTS), "people": 1})
    ax = plot_balance(frame, Figure().add_subplot())
    shapes = {(outline(c), is_filled(c)) for c in ax.collections}
    assert len(shapes) == len(VERDICTS)


def outline(drawn: Collection) -> bytes:
    return np.asarray(drawn.get_paths()[0].vertices).round(2).tobytes()


def is_filled(drawn: Collection) -> bool:
    return not np.allclose(np.asarray(drawn.get_facecolor())[0][:3], 1.0)


def test_many_scores_are_thinned_evenly() -> None:
    ax = plot_scores(scores(5_000), Figure().add_subplot())
    assert sum(len(np.asarray(c.get_offsets())) for c in ax.collections[1:]) == MOST_POINTS


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_figure_gives_the_same_bytes_each_time(palette: Palette) -> None:
    def draw(figure: Figure, colours: Palette) -> None:
        plot_balance(BALANCE, figure.add_subplot(), palette=colours)
        add_legend(figure, colours)

    first, second = (render_svg(draw, palette, (4, 4)) for _ in range(2))
    assert first == second
    assert b"system-ui" in first
    assert b"<dc:date>" not in first


def test_mathematics_in_a_text_is_text() -> None:
    def draw(figure: Figure, _: Palette) -> None:
        figure.add_subplot().set_title(r"$\frac{1}{0}$ and $5")

    assert rb"$\frac{1}{0}$ and $5" in render_svg(draw, LIGHT, (4, 4))


def test_the_pictures_hold_no_names() -> None:
    analysis = make_analysis()
    images = draw_images(summarise(analysis)["figures"])
    assert [image["name"] for image in images] == ["balance", "scores", "years"]
    for image in images:
        assert not re.search("Netzwerk|Freund", image["alt"])


def test_both_schemes_draw_differently() -> None:
    for image in draw_images(summarise(make_analysis())["figures"]):
        assert image["light"] != image["dark"]


def test_a_panel_without_anything_is_left_out() -> None:
    figures = summarise(make_analysis())["figures"]
    quiet = [{**year, "sent": 0, "received": 0} for year in figures["years"]]
    (image,) = draw_images({**figures, "balance": [], "scores": [], "years": quiet})
    assert image["name"] == "years"


@pytest.mark.parametrize(
    ("light", "dark"), [(LIGHT.verdicts[key], DARK.verdicts[key]) for key in VERDICTS]
)
def test_colours_stand_out_from_their_paper(light: str, dark: str) -> None:
    assert contrast(light, LIGHT.paper) >= 3
    assert contrast(dark, DARK.paper) >= 3


def test_text_in_plots_is_readable() -> None:
    for palette in (LIGHT, DARK):
        assert contrast(palette.muted, palette.paper) >= 4.5
        assert contrast(palette.ink, palette.paper) >= 7


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
