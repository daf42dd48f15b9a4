from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import reciprocity.report
from reciprocity.report import draw_cycles, draw_images, draw_mirror, summarise
from reciprocity.report.axes import add_legend, figure_of, years_along
from reciprocity.report.composing import COLUMN, Panel, Sheet
from reciprocity.report.language import speaking
from reciprocity.report.palette import DARK, LIGHT, TWINS
from reciprocity.report.plots import (
    MOST_PLACES,
    MOST_POINTS,
    plot_balance,
    plot_connections,
    plot_contacts,
    plot_scores,
    plot_years,
)
from reciprocity.report.reply_plot import plot_replies
from reciprocity.report.svg import darken, trim
from reciprocity.report.words import VERDICTS
from tests.report.drawn import bars, colours_in, svg_of, ticks
from tests.report.factory import make_analysis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import Collection

    from reciprocity.report.words import Data

YEARS = pd.DataFrame(
    {"year": [2019, 2020], "sent": [3, 0], "received": [1, 4], "connections": [2, 1],
     "people": [2, 3]}
)  # fmt: skip
BALANCE = pd.DataFrame(
    {
        "sent": [0, 5, 3_000],
        "received": [1, 5, 0],
        "verdict": list(VERDICTS)[:3],
        "people": [9, 1, 1],
    }
)
REPLIES = pd.DataFrame(
    {
        "side": ["owner", "owner", "owner", "person"],
        "hours": [1.0, 1.0, 24.0, 5_000.0],
    }
)


@pytest.fixture(scope="module")
def images() -> list[Data]:
    """Return every picture of a report."""
    told = summarise(make_analysis())
    mirrored = [{"name": key, **image} for key, image in draw_mirror(told["mirror"]).items()]
    return [*draw_images(told["figures"]), *draw_cycles(told["lifecycle"]), *mirrored]


def drawings(images: list[Data], scheme: str) -> list[str]:
    narrow = [image["narrow"] for image in images if image["narrow"]]
    return [svg_of(of[scheme]) for of in [*images, *narrow]]


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
        (plot_contacts, YEARS),
        (plot_connections, YEARS),
        (plot_replies, REPLIES),
        (plot_scores, scores(1)),
    ):
        ax = Figure().add_subplot()
        assert plot(frame, ax) is ax
        assert ax.has_data()


def test_every_plot_is_public() -> None:
    names = [name for name in reciprocity.report.__all__ if name.startswith("plot_")]
    assert len(names) == 11
    assert all(callable(getattr(reciprocity.report, name)) for name in names)


def test_the_balance_map_shows_zero_and_the_largest() -> None:
    ax = plot_balance(BALANCE, Figure().add_subplot())
    assert ax.get_xlim()[0] < 0
    assert ax.get_xlim()[1] > 3_000
    assert ax.get_xlim() == ax.get_ylim()
    assert [places(drawn) for drawn in ax.collections] == [[(0, 1)], [(5, 5)], [(3_000, 0)]]
    assert [drawn.get_label() for drawn in ax.collections] == [
        "Reciprocal", "One-sided: they invest", "Acquaintance",
    ]  # fmt: skip
    nine, one = (float(np.asarray(drawn.get_sizes())[0]) for drawn in ax.collections[:2]
                 if isinstance(drawn, PathCollection))  # fmt: skip
    assert nine == 3 * one


def places(drawn: Collection) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in np.asarray(drawn.get_offsets())]


def test_a_full_map_loses_nobody() -> None:
    frame = pd.DataFrame({"sent": range(1, 3_001), "received": range(3_000, 0, -1)})
    frame = frame.assign(verdict="reciprocal", people=1)
    ax = plot_balance(frame, Figure().add_subplot())
    drawn = [place for of in ax.collections for place in places(of)]
    assert 20 < len(drawn) <= MOST_POINTS
    assert all(1 <= x <= 3_000 and 1 <= y <= 3_000 for x, y in drawn)
    assert all(x + y < 6_002 for x, y in drawn)


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
    marks = [c for c in ax.collections if c.get_label() in {word for word, _ in VERDICTS.values()}]
    assert sum(len(places(drawn)) for drawn in marks) == MOST_PLACES


def test_few_intervals_are_lines_and_many_a_band() -> None:
    few = plot_scores(scores(2), Figure().add_subplot())
    line = next(line for line in few.lines if len(np.asarray(line.get_xdata())) == 6)
    assert np.allclose(np.asarray(line.get_ydata())[:2], [0.8, 1.0])
    many = plot_scores(scores(100), Figure().add_subplot())
    assert len(many.lines) == 1
    band = np.asarray(many.collections[0].get_paths()[0].vertices)
    assert np.isclose(band[:, 1].max(), 1.0)
    assert np.isclose(band[:, 1].min(), -1.0)


def test_years_stand_up_and_down() -> None:
    ax = plot_years(YEARS, Figure().add_subplot())
    assert bars(ax, LIGHT.you) == [(2019, 0, 3)]
    assert bars(ax, LIGHT.them) == [(2019, 0, -1), (2020, 0, -4)]
    assert ticks(ax) == ["2019", "2020"]
    contacts = plot_contacts(YEARS, Figure().add_subplot())
    assert bars(contacts, LIGHT.verdicts["reciprocal"]) == [(2019, 0, 2), (2020, 0, 3)]
    connections = plot_connections(YEARS, Figure().add_subplot())
    assert bars(connections, LIGHT.muted) == [(2019, 0, 2), (2020, 0, 1)]


def test_years_that_were_not_seen_whole_are_marked() -> None:
    frame = YEARS.assign(seen=["partly", "not"])
    for plot in (plot_years, plot_contacts):
        assert veils(plot(frame, Figure().add_subplot())) == [(2019, "////"), (2020, None)]
        assert veils(plot(frame.assign(seen="full"), Figure().add_subplot())) == []
        assert veils(plot(YEARS, Figure().add_subplot())) == []
    assert veils(plot_connections(frame, Figure().add_subplot())) == []


def veils(ax: Axes) -> list[tuple[float, str | None]]:
    """Return the middle and the hatching of what lies behind whole years."""
    spans = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return [(span.get_x() + span.get_width() / 2, span.get_hatch()) for span in spans]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(2024, 2024, ["2024"]), (2009, 2021, ["2010", "2015", "2020"]), (1971, 1971, ["1971"])],
)
def test_years_have_room(first: int, last: int, said: list[str]) -> None:
    figure = Figure(figsize=(2.5, 2))
    ax = figure.add_axes((0, 0, 1, 1))
    years_along(ax, [first, last])
    assert ticks(ax) == said


def test_answers_are_counted_by_how_long_they_took() -> None:
    ax = plot_replies(REPLIES, Figure().add_subplot())
    hour, day = (top for _, _, top in bars(ax, LIGHT.you))
    assert (hour, day) == (2, 1)
    assert bars(ax, LIGHT.them) == [(19, 0, -1)]
    low, high = ax.get_ylim()
    assert low == -high
    assert ticks(ax) == ["1 min", "1 h", "1 day", "1 week"]
    at = dict(zip(ticks(ax), ax.xaxis.get_ticklocs(), strict=True))
    for (middle, _, _), mark in zip(bars(ax, LIGHT.you), ("1 h", "1 day"), strict=True):
        assert abs(middle - at[mark]) <= 0.5
    medians = [line for line in ax.lines if len(set(np.asarray(line.get_xdata()))) == 1]
    assert np.allclose(np.asarray(medians[0].get_xdata())[0], at["1 h"])


def test_numbers_are_written_as_the_language_does() -> None:
    with speaking("de"):
        ax = plot_balance(BALANCE, Figure().add_subplot())
        german = plot_scores(scores(3), Figure().add_subplot())
    assert "1.000" in ticks(ax)
    assert "+0,5" in [text.get_text() for text in german.yaxis.get_majorticklabels()]
    assert "1,000" in ticks(plot_balance(BALANCE, Figure().add_subplot()))


def sheet() -> Sheet:
    return Sheet(panels=[Panel(plot=lambda ax: plot_balance(BALANCE, ax), height=200)])


def test_a_drawing_gives_the_same_text_each_time() -> None:
    first, second = sheet().draw(), sheet().draw()
    assert first == second
    assert "system-ui" in first
    assert "DejaVu" not in first
    assert "<dc:date>" not in first


def test_a_legend_has_its_own_room() -> None:
    def draw(ax: Axes) -> Axes:
        axes.append(ax)
        return plot_balance(BALANCE, ax)

    axes: list[Axes] = []
    Sheet(panels=[Panel(plot=draw, height=200)]).draw()
    (ax,) = axes
    figure = figure_of(ax)
    assert figure.get_size_inches()[0] * 72 == pytest.approx(COLUMN)
    height = ax.get_position().height * figure.get_size_inches()[1] * 72
    assert height == pytest.approx(200)
    legend = figure.legends[0].get_window_extent()
    assert legend.y0 >= 0
    assert legend.y1 < ax.get_window_extent().y0


def test_large_numbers_have_room_beside_the_axis() -> None:
    axes: list[Axes] = []

    def draw(ax: Axes) -> None:
        axes.append(ax)
        plot_years(YEARS.assign(sent=[1_234_567, 1], received=[1, 7_654_321]), ax)

    drawn = Sheet(panels=[Panel(plot=draw, height=100)], width=285, left=36).draw()
    assert re.search(r">\d,\d00,000</text>", drawn)
    (ax,) = axes
    labels = [text.get_window_extent() for text in ax.yaxis.get_majorticklabels()]
    assert labels
    assert min(box.x0 for box in labels) >= 0


def test_the_legend_has_as_many_columns_as_have_room() -> None:
    figure = Figure(figsize=(COLUMN / 72, 4))
    plot_years(YEARS, figure.add_subplot())
    narrow = add_legend(figure)
    assert narrow == add_legend(figure, columns=2)
    assert add_legend(figure, columns=1) > narrow
    assert add_legend(Figure()) == 0


def test_mathematics_in_a_text_is_text() -> None:
    def draw(ax: Axes) -> None:
        ax.set_title(r"$\frac{1}{0}$ and $5 <b>")

    drawn = Sheet(panels=[Panel(plot=draw, height=100)]).draw()
    assert r"$\frac{1}{0}$ and $5 &lt;b&gt;" in drawn


def test_the_pictures_hold_no_names(images: list[Data]) -> None:
    names = [image["name"] for image in images]
    assert names[:5] == ["story", "balance", "scores", "years", "pitches"]
    assert [image["section"] for image in images[:2]] == ["first", "network"]
    for image, text in zip(images, drawings(images, "light"), strict=False):
        assert not re.search("Netzwerk|Freund", image["alt"] + text)


def test_no_colour_is_of_no_role(images: list[Data]) -> None:
    for svg in drawings(images, "light"):
        style, _, rest = svg.partition("</style>")
        assert colours_in(style) <= set(TWINS)
        assert colours_in(rest) == set()
        assert 'style="' not in svg
    for svg in drawings(images, "dark"):
        assert colours_in(svg) <= set(DARK.by_role().values())
        assert colours_in(svg).isdisjoint(set(TWINS) - set(TWINS.values()))


def test_the_dark_picture_is_the_light_one_in_other_colours(images: list[Data]) -> None:
    for light, dark in zip(drawings(images, "light"), drawings(images, "dark"), strict=True):
        assert light != dark
        assert light.partition("</style>")[2] == dark.partition("</style>")[2]


def test_each_colour_has_one_twin() -> None:
    light, dark = LIGHT.by_role(), DARK.by_role()
    assert light.keys() == dark.keys()
    for colour, twin in TWINS.items():
        roles = [role for role, value in light.items() if value == colour]
        assert {dark[role] for role in roles} == {twin}
    with pytest.raises(KeyError):
        darken("<svg><style>.a{fill:#123456}</style></svg>")


def test_what_is_trimmed_looks_as_before() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="10pt" version="1.1"><metadata>who</metadata><g id="figure_1"><g id="patch_1">'
        '<path d="M 0 1.23456 \nL 2 -0.0001 \nz\n" style="fill: none"/>'
        '<path id="m1" d="M 0 1.23456 \nL 2 -0.0001 \nz\n" style="fill: #23282e"/></g>'
        '<use xlink:href="#m1" x="3.10000" style="fill: #23282e"/>'
        '<text transform="rotate(-0 1 2)">1.23456 and  two</text>'
        '<text transform="rotate(-90.00000 1 2)">up</text></g></svg>'
    )
    trimmed = trim(svg)
    assert trimmed.partition("</style>")[2] == (
        '<path id="_a" d="M0 1.23L2 0z" class="a"/><use x="3.1" href="#_a" class="a"/>'
        '<text>1.23456 and  two</text><text transform="rotate(-90 1 2)">up</text></svg>'
    )
    assert ".a{fill:#23282e}" in trimmed


def test_a_panel_without_anything_is_left_out() -> None:
    figures = summarise(make_analysis())["figures"]
    quiet = [{**year, "sent": 0, "received": 0, "people": 0} for year in figures["years"]]
    nothing: Data = {key: [] for key in ("balance", "scores", "pitches", "replies")}
    (image,) = draw_images({**figures, **nothing, "years": quiet})
    assert image["name"] == "years"
    (full,) = draw_images({**figures, **nothing})
    assert svg_of(image["light"]).count("clipPath") < svg_of(full["light"]).count("clipPath")


@pytest.mark.parametrize(
    ("light", "dark"),
    [(LIGHT.by_role()[key], DARK.by_role()[key]) for key in LIGHT.by_role() if "." in key],
)
def test_colours_stand_out_from_their_paper(light: str, dark: str) -> None:
    assert contrast(light, LIGHT.paper) >= 3
    assert contrast(dark, DARK.paper) >= 3


def test_text_in_plots_is_readable() -> None:
    for palette in (LIGHT, DARK):
        assert contrast(palette.muted, palette.paper) >= 4.5
        assert contrast(palette.you, palette.paper) >= 4.5
        assert contrast(palette.them, palette.paper) >= 4.5
        assert contrast(palette.ink, palette.paper) >= 7


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
