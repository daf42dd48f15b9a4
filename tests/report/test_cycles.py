"""The life cycles in the report: what is said, and that the pictures can be read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from reciprocity.lifecycle import NODES, LifeCycle, survival
from reciprocity.report import draw_cycles, plot_flow, plot_survival, summarise
from reciprocity.report.axes import add_legend, width_of
from reciprocity.report.cycle_words import long_mark, mark_words, short_days
from reciprocity.report.cycles import describe_lifecycle
from reciprocity.report.flow_map import SIZE
from reciprocity.report.language import LANGUAGES, speaking
from reciprocity.report.palette import DARK, LIGHT, Palette
from tests.report.factory import make_analysis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    from reciprocity.report.words import Data


@pytest.fixture(scope="module")
def told() -> Data:
    described: Data = summarise(make_analysis())["lifecycle"]
    return described


def busy() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a map with every box, two arrows between most of the pairs, and large numbers."""
    inner = [node for node in NODES if node not in {"start", "end"}]
    nodes = pd.DataFrame({"node": inner, "count": 12_345})
    pairs = [
        ("request_you", "accept"), ("request_them", "accept"), ("accept", "words"),
        ("accept", "silence"), ("accept", "pitch_them"), ("words", "silence"),
        ("silence", "words"), ("words", "pitch_them"), ("pitch_them", "words"),
        ("pitch_them", "decline"), ("decline", "words"), ("words", "pitch_you"),
        ("pitch_you", "words"), ("words", "other_acts"), ("other_acts", "words"),
        ("silence", "other_acts"), ("other_acts", "silence"), ("words", "gone"),
        *(("start", node) for node in inner), *((node, "end") for node in inner),
        *((node, node) for node in inner),
    ]  # fmt: skip
    edges = pd.DataFrame(pairs, columns=["source", "target"])
    return nodes, edges.assign(count=1_234, timed=1_200, median_days=400.0)


def drawn_texts(ax: Axes) -> list[tuple[Text, Bbox]]:
    """Return the texts of axes in their place, drawn on paper of the figure's own size."""
    canvas = FigureCanvasAgg(ax.figure)  # type: ignore[arg-type]
    canvas.draw()  # type: ignore[no-untyped-call]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    ticks = [*ax.get_xticklabels(), *ax.get_yticklabels()] if ax.axison else []
    low, high = ax.get_ylim()
    shown = [text for text in ticks if low <= text.get_position()[1] <= high]
    texts = [text for text in (*ax.texts, *shown, ax.xaxis.label) if text.get_text()]
    return [(text, text.get_window_extent(renderer)) for text in texts]


def assert_legible(ax: Axes) -> None:
    figure = ax.figure
    assert isinstance(figure, Figure)
    texts = drawn_texts(ax)
    for text, box in texts:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, box), (other, second) in combinations(texts, 2):
        assert not box.overlaps(second), (one, other)


def test_a_busy_map_hides_no_label() -> None:
    figure = Figure(figsize=SIZE, layout="constrained")
    ax = figure.add_subplot()
    assert plot_flow(*busy(), ax) is ax
    assert_legible(ax)
    boxes = [p.get_window_extent() for p in ax.patches if isinstance(p, FancyBboxPatch)]
    for text, place in drawn_texts(ax):
        for box in boxes:
            inside = box.x0 < place.x0 and place.x1 < box.x1 and box.y0 < place.y0 < box.y1
            assert inside or not box.overlaps(place), text


@pytest.mark.parametrize("place", [0, 1])
def test_curves_hide_no_label(told: Data, place: int) -> None:
    figure = Figure(figsize=(5.4, 4.7), layout="constrained")
    ax = figure.add_subplot()
    assert plot_survival(pd.DataFrame(told["curves"][place]["points"]), ax) is ax
    add_legend(figure, columns=2)
    assert_legible(ax)


def test_a_network_of_thousands_over_twenty_years_is_legible() -> None:
    spells = pd.DataFrame(
        [("word", f"p{n}", group, 0, n, n % 2 == 0)
         for group in ("with_note", "without_note", "unseen_request") for n in range(8_000)],
        columns=["outcome", "person_id", "group", "entry", "days", "happened"],
    )  # fmt: skip
    figure = Figure(figsize=(5.4, 4.96), layout="constrained")
    ax = plot_survival(survival(spells), figure.add_subplot())
    add_legend(figure, columns=3)
    assert_legible(ax)


def test_under_the_curves_stands_who_is_under_watch(told: Data) -> None:
    ax = plot_survival(
        pd.DataFrame(told["curves"][0]["points"]), Figure(figsize=(4.3, 3)).add_subplot()
    )
    numbers = [text.get_text() for text in ax.texts]
    assert numbers[:5] == ["20", "13", "10", "10", "10"]
    assert numbers[5:7] == ["40", "39"]
    assert numbers[-1] == "under watch:"
    rows = [line for line in ax.get_lines() if np.asarray(line.get_xdata())[0] < 0]
    assert [line.get_color() for line in rows] == [LIGHT.them, LIGHT.you]


def test_a_long_curve_is_drawn_where_it_moves(told: Data) -> None:
    days = np.arange(2_000)
    falling = np.linspace(1.0, 0.9, 2_000)
    frame = pd.DataFrame({"group": "unseen_request", "days": days, "at_risk": 50,
                          "survival": falling, "low": falling, "high": falling})  # fmt: skip
    (line,) = plot_survival(frame, Figure().add_subplot()).get_lines()[:1]
    across, up = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
    assert len(across) < 50
    assert (across[0], across[-1], up[0], up[-1]) == (0, 1_999, 1.0, 0.9)
    assert np.abs(np.interp(days, across, up) - falling).max() < 0.005


def test_a_box_tells_first_last_and_again() -> None:
    nodes, edges = busy()
    ax = plot_flow(nodes, edges, Figure(figsize=SIZE).add_subplot())
    texts = [text.get_text() for text in ax.texts]
    assert texts.count("first 1,234 · last 1,234") == len(nodes)
    assert texts.count("again 1,234 · 13 mo of 1,200") == len(nodes)
    assert "Words  12,345" in texts


def test_no_arrow_runs_behind_a_box_in_a_map_of_neighbours() -> None:
    nodes, edges = busy()
    ax = plot_flow(nodes, edges, Figure(figsize=SIZE).add_subplot())
    arrows = [patch for patch in ax.patches if "Arrow" in type(patch).__name__]
    between = edges[~edges["source"].eq("start") & ~edges["target"].eq("end")]
    assert len(arrows) == (between["source"] != between["target"]).sum()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_sides_have_the_colours_of_the_other_plots(palette: Palette) -> None:
    ax = plot_flow(*busy(), Figure(figsize=SIZE).add_subplot(), palette=palette)
    colours = {text.get_text().split("  ")[0]: text.get_color() for text in ax.texts}
    assert colours["Your pitch"] == colours["You ask"] == palette.you
    assert colours["Their pitch"] == colours["They ask"] == palette.them
    assert colours["Words"] == palette.ink


def test_the_pictures_are_the_map_and_a_curve_of_each_outcome(told: Data) -> None:
    images = draw_cycles(told)
    assert [image["name"] for image in images] == ["flow", "word", "pitch"]
    assert {image["section"] for image in images} == {"cycles"}
    assert all(image["light"] != image["dark"] for image in images)
    assert draw_cycles(told) == images


def test_what_the_map_says(told: Data) -> None:
    flow = told["flow"]
    assert flow["people"] == 12
    accept = next(node for node in flow["nodes"] if node["node"] == "accept")
    assert accept == {
        "node": "accept", "label": "Connected", "count": 12, "people": 12, "first": 10, "last": 2,
    }  # fmt: skip
    assert flow["said"] == [
        "After 12 accepts the next thing seen was: words (10), nothing more (2).",
        "After 1 pitch of theirs the next thing seen was: a no (1).",
        "After 3 silences the next thing seen was: words (2), a pitch of theirs (1).",
        "The requests of 10 connections are not seen, and so not in the map.",
    ]
    assert flow["rows"][0] == {
        "source": "Connected", "target": "Words", "count": 10, "median": "31 d", "timed": 8,
    }  # fmt: skip
    assert flow["rest"] == {"kinds": 0, "steps": 0}


def test_what_the_curves_say(told: Data) -> None:
    word, pitch, removal = told["curves"]
    few, without, unseen, left_out = word["said"]
    assert few == ("With a note: 3 people, too few for a curve; it was seen for 3.")
    assert without == (
        "Without a note: 20 people. 10 % within a day, 50 % within a month, 50 % within a year "
        "had exchanged a word."
    )
    assert unseen == (
        "Request not seen: 40 people. 3 % within a day, 3 % within a month, 19 % within a year "
        "had exchanged a word."
    )
    assert left_out == "Left out: 2 whose accept is not dated to the day."
    assert pitch["points"]
    assert removal["points"] == removal["rows"] == []
    assert removal["said"] == [
        "With a note: 3 connections, too few for a curve; it was seen for 1.",
        "Left out: 5 that stand in one list only, so that their end could not be seen.",
    ]


def test_the_rows_of_the_table_are_the_marks(told: Data) -> None:
    rows = [row for row in told["curves"][0]["rows"] if row["group"] == "without a note"]
    assert [(row["after"], row["at_risk"]) for row in rows] == [
        ("the same day", 20), ("a day", 19), ("a week", 13), ("a month", 10),
        ("three months", 10), ("a year", 10), ("400 days", 10),
    ]  # fmt: skip
    assert [round(row["share"], 2) for row in rows] == [0.95, 0.9, 0.6, 0.5, 0.5, 0.5, 0.5]
    assert all(row["low"] < row["share"] < row["high"] for row in rows)


def test_a_late_curve_says_from_when_on() -> None:
    spells = pd.DataFrame(
        [("removal", f"p{n}", "unseen_request", 100, 900, n == 0) for n in range(20)],
        columns=["outcome", "person_id", "group", "entry", "days", "happened"],
    )
    cycle = LifeCycle(spells=spells, curves=survival(spells))
    (curve,) = describe_lifecycle(cycle)["curves"]
    (said,) = curve["said"]
    assert said == (
        "Request not seen: 20 connections. 0 % within a year were gone from the list, counted "
        "from 100 days after the accept."
    )


def test_nothing_is_told_of_nobody() -> None:
    empty = describe_lifecycle(LifeCycle())
    assert empty == {"flow": None, "curves": []}
    assert draw_cycles(empty) == []


def plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(plain(item) for item in value)
    return value is None or type(value) in {str, int, float, bool}


def test_it_is_plain_data_and_names_nobody(told: Data) -> None:
    assert plain(told)
    assert not {"Netzwerk", "Freund", "linkedin:"} & set(str(told).split())
    assert "linkedin:" not in str(told)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_words_of_the_marks_do_not_touch(spoken: str) -> None:
    days = list(range(0, 4_000, 10))
    frame = pd.DataFrame({"days": days, "group": "unseen_request"})
    frame = frame.assign(at_risk=50, survival=0.5, low=0.4, high=0.6)
    width = 235.0
    ax = Figure(figsize=(width / 72, 2)).add_axes((0, 0, 1, 1))
    with speaking(spoken):
        plot_survival(frame, ax)
    places = [np.log1p(at) / np.log1p(ax.get_xlim()[1]) * width for at in ax.get_xticks()]
    words = [tick.get_text() for tick in ax.get_xticklabels()]
    assert len(words) >= 4
    for n in range(1, len(words)):
        assert places[n] - places[n - 1] > (width_of(words[n]) + width_of(words[n - 1])) / 2


def test_times_and_marks_in_words() -> None:
    assert [short_days(days) for days in (0, 0.5, 1, 59, 60, 729, 730)] == [
        "same day", "same day", "1 d", "59 d", "2 mo", "24 mo", "2.0 y",
    ]  # fmt: skip
    assert (mark_words(7), mark_words(8)) == ("1 wk", "8 d")
    assert (long_mark(7), long_mark(8)) == ("a week", "8 days")
