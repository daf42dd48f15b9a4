from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from reciprocity.parameters import default_parameters
from reciprocity.ranking.lapses import pace_explains
from tests.ranking.reflected import Row, World, mirror_of, talks

# Six exchanges in half a year, then nothing for years.
MONTHS = tuple(f"2020-{month:02}-05" for month in range(1, 7))
OPENED: Row = ("ann", "<", "2023-09-01", "I was in town.")


def entries(world: World, name: str) -> list[tuple[object, ...]]:
    """Return the entries of a list: person, day, days and what is said."""
    people = mirror_of(world).people
    rows = people[people["list"] == name].to_dict("records")
    return [
        (r["person_id"], str(r["at"].date()), r["days"] if pd.notna(r["days"]) else None,
         *r["detail"].values())
        for r in rows
    ]  # fmt: skip


def owed(world: World) -> list[tuple[object, ...]]:
    return entries(world, "answer_owed")


def world_of(*rows: Row, **changes: object) -> World:
    return replace(World(rows=tuple(sorted(rows, key=lambda row: row[2]))), **changes)  # type: ignore[arg-type]


def test_the_lists_as_a_whole() -> None:
    world = world_of(
        *talks("ann", *MONTHS),
        ("bo", "<", "2023-11-01", "Hello"),
        ("bo", "<", "2023-11-02", "QUESTION"),
        ("cy", ">", "2023-03-01", "PITCH"),
    )
    mirror = mirror_of(world)
    expected = pd.DataFrame(
        {
            "list": ["answer_owed", "losing_touch", "pitched_to", "let_lapse"],
            "person_id": ["bo", "ann", "cy", "ann"],
            "at": pd.to_datetime(
                ["2023-11-02 12:00", "2020-06-05 18:00", "2023-03-01 12:00", "2020-06-05 18:00"],
                utc=True,
            ),
            "days": pd.array([59, 1304, None, 1304], dtype="Int64"),
            "detail": [
                {"asks": True, "messages": 2}, {"exchanges": 6, "before": 0}, {"pitches": 1},
                {"exchanges": 6, "because": "openings"},
            ],
            "events": [("e14",), ("e11",), ("e12",), ("e11",)],
        }
    ).astype({"at": "datetime64[us, UTC]"})  # fmt: skip
    pd.testing.assert_frame_equal(mirror.people, expected, check_dtype=False)


def test_an_opening_and_a_question_are_owed_an_answer_newest_first() -> None:
    world = world_of(
        OPENED,
        *talks("bo", "2023-02-01", last=">"),
        ("bo", "<", "2023-02-02", "QUESTION"),
        ("bo", "<", "2023-02-03", "As you like."),
    )
    assert owed(world) == [
        ("ann", "2023-09-01", 121, False, 1),
        ("bo", "2023-02-02", 332, True, 2),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("ann", ">", "2023-11-01", "Hello"),),  # however late
        (("ann", ">", "2023-11-01", "ONECLICK"),),
        (("ann", "<", "2023-11-01", "PITCH"),),
    ],
)
def test_what_settles_an_answer(rows: tuple[Row, ...]) -> None:
    assert owed(world_of(OPENED, *rows)) == []


@pytest.mark.parametrize(
    "text", ["PITCH", "ONECLICK", "THANKS-CONNECT", "DECLINE and QUESTION after a pitch"]
)
def test_what_is_owed_no_answer(text: str) -> None:
    rows: tuple[Row, ...] = (("ann", "<", "2023-09-05", text),)
    if "DECLINE" in text:
        rows = (("ann", ">", "2023-09-01", "PITCH"), *rows)
    assert owed(world_of(*rows, accepts=(("ann", "2023-09-04"),))) == []


def test_an_answer_without_a_question_is_owed_none() -> None:
    assert owed(world_of(*talks("ann", "2023-09-01"))) == []


def test_an_act_of_the_owner_is_some_answer() -> None:
    world = world_of(OPENED, more=(("ann", ">", "2023-09-20", "endorsement"),))
    assert owed(world) == []
    world = world_of(OPENED, more=(("ann", "<", "2023-09-20", "endorsement"),))
    assert len(owed(world)) == 1


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({"seen": (("2019-01-01", "2023-09-30"),)}, 0),  # too early to tell
        ({"seen": (("2019-01-01", "2023-10-02"),)}, 1),
        ({"unseen_after": (("ann", "2023-09-15"),)}, 0),
        ({"doubtful": ("ann",)}, 0),
        ({"nameless": ("ann",)}, 0),
        ({"more": (("ann", "?", "2023-12-01", "disconnected"),)}, 0),
        ({"more": (("ann", ">", "2023-12-01", "block"),)}, 0),
        ({"seen": (("2019-01-01", "2026-01-01"),)}, 0),  # too old to be answered
    ],
)
def test_only_what_was_seen_and_can_still_be_answered(
    changes: dict[str, object], count: int
) -> None:
    assert len(owed(world_of(OPENED, **changes))) == count


def test_what_may_be_a_pitch_is_owed_no_answer() -> None:
    usual = default_parameters()
    wary = replace(usual, mirror=replace(usual.mirror, doubtful_pitch=0.05))
    assert set(mirror_of(world_of(OPENED)).people["list"]) == {"answer_owed"}
    assert mirror_of(world_of(OPENED), wary).people.empty


def test_losing_touch() -> None:
    assert entries(world_of(*talks("ann", *MONTHS)), "losing_touch") == [
        ("ann", "2020-06-05", 1304, 6, 0)
    ]


def _recent(*early: str) -> World:
    """Return friends who wrote each month to June 2023, and before that at other times."""
    months = tuple(f"2023-{month:02}-05" for month in range(1, 7))
    return world_of(*talks("ann", *early, *months))


def test_touch_is_lost_before_a_friend_is_dormant() -> None:
    assert entries(_recent(), "losing_touch") == [("ann", "2023-06-05", 209, 6, 0)]
    assert entries(_recent("2022-08-05"), "losing_touch") == [("ann", "2023-06-05", 209, 7, 152)]


def test_no_touch_is_lost_where_the_pair_was_silent_for_longer() -> None:
    assert entries(_recent("2022-05-05"), "losing_touch") == []


def test_a_silence_that_may_have_been_longer_counts_with_all_its_time() -> None:
    seen = (("2019-01-01", "2022-08-10"), ("2022-10-01", "2024-01-01"))
    world = replace(_recent("2022-05-05"), seen=seen)
    assert entries(world, "losing_touch") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"more": (("ann", "?", "2023-12-01", "disconnected"),)},
        {"unseen_after": (("ann", "2023-06-20"),)},
        {"doubtful": ("ann",)},
        {"seen": (("2019-01-01", "2023-11-30"),)},  # 177 days
    ],
)
def test_no_touch_is_lost(changes: dict[str, object]) -> None:
    assert entries(replace(_recent(), **changes), "losing_touch") == []  # type: ignore[arg-type]


def test_they_invested() -> None:
    news = tuple(("ann", "<", f"2023-{month:02}-01", f"News {month}.") for month in range(1, 12))
    praised = ("ann", "<", "2023-12-20", "recommendation")
    world = world_of(
        *news, ("ann", ">", "2023-12-05", "Nice."), ("ann", "<", "2023-12-06", "Yes."),
        more=(praised,),
    )  # fmt: skip
    assert entries(world, "invested") == [("ann", "2023-12-20", None, 13, 1)]
    assert entries(world_of(*talks("ann", *MONTHS)), "invested") == []


def test_an_answer_that_is_owed_comes_before_what_was_invested() -> None:
    news = tuple(("ann", "<", f"2023-{month:02}-01", f"News {month}.") for month in range(1, 12))
    world = world_of(*news)
    assert [entry[0] for entry in owed(world)] == ["ann"]
    assert entries(world, "invested") == []


def lapses(world: World) -> tuple[list[tuple[object, ...]], tuple[int, ...]]:
    """Return the list, and part, whole and untold of the owner's and of the others' lapses."""
    figures = mirror_of(world).figures
    rows = figures[figures["figure"] == "let_lapse"]
    numbers = rows[["part", "whole", "untold"]].to_numpy().ravel().tolist()
    return entries(world, "let_lapse"), tuple(numbers)


ASKED: Row = ("ann", "<", "2020-06-06", "QUESTION")


def test_a_friendship_comes_to_rest_with_who_left_the_last_words() -> None:
    world = world_of(*talks("ann", *MONTHS), ASKED)
    expected = [("ann", "2020-06-06", 1303, 6, "unanswered")]
    assert lapses(world) == (expected, (1, 1, 0, 0, 1, 0))
    assert lapses(world.swapped()) == ([], (0, 1, 0, 1, 1, 0))


def test_it_comes_to_rest_with_who_used_to_begin() -> None:
    begun = world_of(*talks("ann", *MONTHS, last="<"))  # the owner began all six
    expected = [("ann", "2020-06-05", 1304, 6, "openings")]
    assert lapses(begun) == (expected, (1, 1, 0, 0, 1, 0))
    late = tuple(("ann", "<", f"{day} 20:00", "QUESTION") for day in MONTHS[:-1])
    assert lapses(world_of(*begun.rows, *late)) == ([], (0, 1, 0, 0, 1, 0))  # he answered late
    even = (*talks("ann", *MONTHS[:3]), *talks("ann", *MONTHS[3:], last=">"))
    assert lapses(world_of(*even)) == ([], (0, 1, 0, 0, 1, 0))


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({"more": (("ann", "?", "2023-12-01", "disconnected"),)}, (0, 1, 0)),
        ({"unseen_after": (("ann", "2020-08-01"),)}, (0, 1, 1)),
        ({"seen": (("2019-01-01", "2020-07-20"),)}, (0, 1, 0)),
        ({"doubtful": ("ann",)}, (0, 1, 1)),
    ],
)
def test_no_lapse_is_claimed_that_was_not_seen(
    changes: dict[str, object], numbers: tuple[int, ...]
) -> None:
    world = world_of(*talks("ann", *MONTHS), ASKED, **changes)
    assert lapses(world) == ([], (*numbers, *numbers))


def test_a_slow_pair_has_not_lapsed_after_a_slow_pause() -> None:
    slow = talks("ann", "2020-01-05", "2021-01-05", "2022-01-05")
    assert lapses(world_of(*slow, ("ann", "<", "2022-01-06", "QUESTION")))[1][0] == 0


def test_how_long_the_pace_explains() -> None:
    pairs = pd.DataFrame(
        {"exchanges": [3, 2], "first": pd.to_datetime(["2020-01-01"] * 2, utc=True),
         "last": pd.to_datetime(["2020-04-10"] * 2, utc=True)}, index=["ann", "bo"]
    )  # fmt: skip
    chance = pace_explains(pairs, pd.Series([300, None], index=pairs.index))
    assert chance.to_dict() == {"ann": pytest.approx(0.25**2), "bo": 1.0}
