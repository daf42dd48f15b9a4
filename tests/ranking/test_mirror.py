from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciprocity.ranking.mirror import FIGURES, TOTALS, YEARS
from tests.ranking.reflected import World, mirror_of, talks
from tests.timeline.stories import spoken_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER = {"owner": "person", "person": "owner"}

# Ann thanked in 2020 and was not answered; she opened on 2 May 2021 (answered in a click) and on 1
# December 2023 (left), and on 20 December 2023, too late to tell. Bo was pitched to after years of
# silence, and pitches himself. Cy asked a favour after a year.
WORLD = World(
    accepts=(("ann", "2020-01-10"), ("bo", "2019-02-01"), ("cy", "2019-02-01")),
    requests=(
        ("dee", ">", "2023-08-01", ""),
        ("eve", ">", "2023-08-02", "We met at the fair."),
        ("fay", "<", "2023-12-31", ""),
        ("gus", "<", "2023-06-30", ""),  # before the list begins
    ),
    rows=(
        ("ann", "<", "2020-01-11", "THANKS-CONNECT"),
        ("ann", "<", "2021-05-02", "Did you see the garden?"),
        ("ann", ">", "2021-05-03", "ONECLICK"),
        ("ann", "<", "2023-12-01", "I was in town."),
        ("ann", "<", "2023-12-20", "And again."),
        ("bo", "<", "2019-02-03", "Hello"),
        ("bo", ">", "2019-02-04", "Hello Bo"),
        ("bo", ">", "2022-03-01", "PITCH"),
        ("bo", "<", "2022-09-01", "PITCH"),
        ("cy", ">", "2019-02-05", "Hello"),
        ("cy", "<", "2019-02-06", "Hi"),
        ("cy", "<", "2020-06-01", "Could you introduce me to your head of marketing?"),
    ),
)


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reciprocity.timeline.score_messages", spoken_messages)


def frame(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def test_every_figure_of_both_sides() -> None:
    figures = mirror_of(WORLD).figures
    expected = [
        ("requests_without_note", "owner", 1, 2, 0, 1),
        ("requests_without_note", "person", 1, 1, 0, 1),
        # Others opened: Ann in 2021 (a click came back) and twice in 2023, Bo at first, Cy in 2020.
        ("unanswered", "owner", 2, 5, 1, 2),
        ("unanswered", "person", 0, 1, 0, 0),
        ("thanks_unanswered", "owner", 1, 1, 0, 1),
        ("thanks_unanswered", "person", 0, 0, 0, 0),
        ("one_click", "owner", 1, 4, 0, 1),
        ("one_click", "person", 0, 8, 0, 0),
        ("pitches", "owner", 1, 3, 0, 1),
        ("pitches", "person", 1, 8, 0, 1),
        ("silence_broken_to_ask", "owner", 1, 1, 0, 1),
        # Ann in 2021 and 2023, Bo's pitch after 184 days, Cy's favour.
        ("silence_broken_to_ask", "person", 2, 4, 0, 2),
        ("let_lapse", "owner", 0, 0, 0, 0),
        ("let_lapse", "person", 0, 0, 0, 0),
    ]
    got = figures.copy()
    pd.testing.assert_frame_equal(got, frame(expected, TOTALS), check_dtype=False)


def test_the_years_and_what_was_seen_of_them() -> None:
    years = mirror_of(WORLD).years
    assert list(years.columns) == list(YEARS)
    assert len(years) == 6 * len(FIGURES) * 2  # the world ends at the first second of 2024
    owner = years[years["side"] == "owner"].drop(columns="side")
    answers = owner[owner["figure"] == "unanswered"].drop(columns="figure")
    expected = [
        (2019, 0, 1, 0, "full"), (2020, 1, 1, 0, "full"), (2021, 0, 1, 0, "full"),
        (2022, 0, 0, 0, "full"), (2023, 1, 2, 1, "full"), (2024, None, None, None, "not"),
    ]  # fmt: skip
    columns = ("year", "part", "whole", "untold", "seen")
    numbers = dict.fromkeys(columns[1:4], "Int64")
    pd.testing.assert_frame_equal(
        answers.reset_index(drop=True), frame(expected, columns).astype(numbers), check_dtype=False
    )
    requests = owner[owner["figure"] == "requests_without_note"].set_index("year")
    assert requests["seen"].to_dict() == {
        2019: "not", 2020: "not", 2021: "not", 2022: "not", 2023: "partly", 2024: "not",
    }  # fmt: skip
    assert requests["whole"].dropna().to_dict() == {2023: 2}


def test_one_who_is_out_of_sight_leaves_a_year_seen_in_part() -> None:
    world = replace(WORLD, unseen_after=(("bo", "2021-06-01"),), seen=WORLD.seen)
    years = mirror_of(world).years
    seen = years[years["figure"] == "pitches"].drop_duplicates("year").set_index("year")["seen"]
    assert seen.to_dict() == {
        2019: "full", 2020: "full", 2021: "partly", 2022: "partly", 2023: "partly", 2024: "not",
    }  # fmt: skip


def test_what_lies_in_an_unseen_year_is_counted_and_not_called_all() -> None:
    world = World(rows=(("ann", ">", "2018-05-01", "PITCH"),))
    years = mirror_of(world).years
    rows = years[(years["year"] == 2018) & (years["figure"] == "pitches")]
    assert rows[["side", "part", "whole", "seen"]].astype("object").to_numpy().tolist() == [
        ["owner", 1, 1, "partly"], ["person", pd.NA, pd.NA, "not"],
    ]  # fmt: skip


def swapped(figures: pd.DataFrame) -> pd.DataFrame:
    by = [name for name in ("year", "figure", "side") if name in figures]
    turned = figures.assign(side=figures["side"].map(OTHER))
    return turned.sort_values(by, ignore_index=True)


def plain(figures: pd.DataFrame) -> pd.DataFrame:
    by = [name for name in ("year", "figure", "side") if name in figures]
    return figures.sort_values(by, ignore_index=True)


TEXTS = ("Hello", "QUESTION", "PITCH", "ONECLICK", "THANKS-CONNECT", "DECLINE", "Would you vote?")
days = st.dates(
    min_value=pd.Timestamp("2019-01-02").date(), max_value=pd.Timestamp("2023-12-30").date()
).map(str)
row = st.tuples(
    st.sampled_from(["ann", "bo", "cy", "dee"]), st.sampled_from("<>"), days, st.sampled_from(TEXTS)
)
worlds = st.lists(row, min_size=10, max_size=60, unique_by=lambda r: r[2]).map(
    lambda rows: World(rows=tuple(sorted(rows, key=lambda r: r[2])), accepts=WORLD.accepts)
)
slowly = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@slowly
@given(worlds)
def test_swapping_the_roles_swaps_the_sides(world: World) -> None:
    one, other = mirror_of(world), mirror_of(world.swapped())
    pd.testing.assert_frame_equal(swapped(one.figures), plain(other.figures))
    pd.testing.assert_frame_equal(swapped(one.years), plain(other.years))


@slowly
@given(worlds)
def test_people_without_events_change_nothing(world: World) -> None:
    one, other = mirror_of(world), mirror_of(replace(world, alone=("xu", "yo")))
    pd.testing.assert_frame_equal(one.figures, other.figures)
    pd.testing.assert_frame_equal(one.years, other.years)
    pd.testing.assert_frame_equal(one.people, other.people)


@slowly
@given(worlds, row)
def test_neither_a_pitch_nor_a_click_makes_the_owner_owe(
    world: World, more: tuple[str, str, str, str]
) -> None:
    owed = set(listed(world, "answer_owed"))
    for text in ("PITCH", "ONECLICK"):
        told = replace(world, rows=(*world.rows, (*more[:1], "<", f"{more[2]} 20:00", text)))
        assert set(listed(told, "answer_owed")) <= owed


@slowly
@given(worlds)
def test_nobody_is_on_two_lists_to_act_on(world: World) -> None:
    people = mirror_of(world).people
    acted = people[people["list"].isin(["answer_owed", "losing_touch", "invested"])]
    assert acted["person_id"].is_unique


def listed(world: World, name: str) -> dict[str, dict[str, object]]:
    people = mirror_of(world).people
    rows = people[people["list"] == name]
    return {
        row["person_id"]: {"at": str(row["at"].date()), "days": row["days"], **row["detail"]}
        for row in rows.to_dict("records")
    }


def test_the_roles_of_the_example_swap_too() -> None:
    one, other = mirror_of(WORLD), mirror_of(WORLD.swapped())
    pd.testing.assert_frame_equal(swapped(one.figures), plain(other.figures))
    pd.testing.assert_frame_equal(swapped(one.years), plain(other.years))


@pytest.mark.parametrize(
    ("texts", "part"),
    [
        (("PITCH",), 1),
        (("Would you vote for my project?",), 1),
        (("Hi", "PITCH"), 1),
        (("Hi", "Would you vote for my project?"), 1),
        (("QUESTION", "Would you vote for my project?"), 0),
        (("Join us for dinner on Friday?",), 0),
        (("Hi",), 0),
    ],
)
def test_a_silence_broken_to_ask(texts: tuple[str, ...], part: int) -> None:
    said = tuple(("ann", ">", f"2022-05-01 {10 + n}:00", text) for n, text in enumerate(texts))
    rows = (
        *talks("ann", "2020-01-05"), *said,
        ("ann", "<", "2022-05-01 20:00", "Oh"), ("ann", ">", "2022-05-01 21:00", "PITCH"),
    )  # fmt: skip
    figures = mirror_of(World(rows=rows)).figures.set_index(["figure", "side"])
    told = figures.loc[[("silence_broken_to_ask", "owner")]]
    assert (int(told["part"].iloc[0]), int(told["whole"].iloc[0])) == (part, 1)
    asked = listed(World(rows=rows), "silence_broken_to_ask")
    expected = {"at": "2022-05-01", "days": 846, "pitch": "PITCH" in texts}
    assert asked == ({"ann": expected} if part else {})


@pytest.mark.parametrize(("again", "whole"), [("2021-06-01", 1), ("2022-03-01", 0)])
def test_only_a_silence_long_in_sight_was_broken(again: str, whole: int) -> None:
    rows = (*talks("ann", "2020-01-05"), ("ann", ">", "2022-05-01", "PITCH"))
    seen = (("2019-01-01", "2020-03-01"), (again, "2024-01-01"))
    figures = mirror_of(World(rows=rows, seen=seen)).figures.set_index(["figure", "side"])
    assert figures["whole"].to_dict()["silence_broken_to_ask", "owner"] == whole
