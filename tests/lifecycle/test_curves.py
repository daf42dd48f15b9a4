"""Kaplan-Meier by hand, against lifelines, and what must hold of every curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.exceptions import StatError

from reciprocity.lifecycle import CURVE_COLUMNS, LEAST, SPELL_COLUMNS, counted, survival

if TYPE_CHECKING:
    from random import Random

Spell = tuple[int, int, bool]


def spells(*rows: Spell, outcome: str = "removal", group: str = "unseen_request") -> pd.DataFrame:
    table = [(outcome, f"p{n}", group, *row) for n, row in enumerate(rows)]
    return pd.DataFrame(table, columns=list(SPELL_COLUMNS)).astype({"happened": bool})


def test_six_people_with_late_entry_by_hand() -> None:
    found = survival(
        spells(
            (0, 3, True), (0, 5, False), (0, 9, True), (2, 5, True), (4, 8, False), (6, 9, False)
        ),
        least=1,
    )  # fmt: skip
    # Day 3: four were in, one went: 3/4. Day 5: of 4 (the third, fourth and fifth, and the second,
    # who was out on that day and not before) one: 3/4 x 3/4. Day 9: of two one: x 1/2.
    wanted = pd.DataFrame(
        [
            (0, 3, 0, 1.0, None, None),
            (1, 3, 0, 1.0, None, None),
            (3, 4, 1, 0.75, 0.1279, 0.9606),
            (5, 4, 1, 0.5625, 0.0991, 0.8666),
            (7, 3, 0, 0.5625, 0.0991, 0.8666),
            (9, 2, 1, 0.28125, 0.0113, 0.6982),
        ],
        columns=list(CURVE_COLUMNS[2:]),
    ).astype({"low": float, "high": float})
    pd.testing.assert_frame_equal(found[list(CURVE_COLUMNS[2:])], wanted, atol=1e-4)
    assert set(found["outcome"]) == {"removal"}
    assert set(found["group"]) == {"unseen_request"}


_SPELLS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 60), st.booleans()).map(
        lambda row: (row[0], row[0] + row[1], row[2])
    ),
    min_size=1,
    max_size=60,
)


@settings(deadline=None, max_examples=40)
@given(_SPELLS)
def test_it_is_what_lifelines_tells(rows: list[Spell]) -> None:
    # From the first day on which anybody is watched to the first on which nobody is.
    found = survival(spells(*rows), least=1)
    table = np.array(rows)
    first, last = int(found["days"].iloc[0]), int(found["days"].iloc[-1])
    inside = (table[:, 0] <= last) & (table[:, 1] >= first)
    entry, days, happened = table[inside].T
    # Half a day later, so that whoever enters on a day is watched on it.
    try:
        fitter = KaplanMeierFitter().fit(days + 0.5, happened, entry=entry)
    except StatError:  # lifelines tells no curve that nobody is watched in for half a day
        reject()
    shares = fitter.survival_function_at_times(found["days"] + 0.5).to_numpy()
    np.testing.assert_allclose(found["survival"], shares, atol=1e-12)
    band = fitter.confidence_interval_.reindex(found["days"] + 0.5, method="ffill").to_numpy()
    told = found["low"].notna().to_numpy()
    assert (told == ((shares > 0) & (shares < 1))).all()
    np.testing.assert_allclose(found.loc[told, ["low", "high"]], band[told], atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(_SPELLS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[Spell], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(
        survival(spells(*rows), least=2), survival(spells(*shuffled), least=2)
    )


@settings(deadline=None, max_examples=40)
@given(_SPELLS, st.integers(0, 30), st.integers(1, 60))
def test_whom_it_did_not_happen_to_never_lowers_the_curve(
    rows: list[Spell], entry: int, more: int
) -> None:
    # All from the first day on, so that the curve begins on the same day.
    whole = [(0, 100, False), *rows]
    before = survival(spells(*whole), least=1).set_index("days")["survival"]
    after = survival(spells(*whole, (entry, entry + more, False)), least=1)
    after_at = after.set_index("days")["survival"].reindex(before.index)
    assert (after_at >= before - 1e-12).all()


@settings(deadline=None, max_examples=40)
@given(_SPELLS)
def test_every_curve_falls_from_one_to_zero_at_most(rows: list[Spell]) -> None:
    found = survival(spells(*rows), least=3)
    assert found["survival"].between(0, 1).all()
    assert (found["survival"].diff().dropna() <= 1e-12).all()
    told = found.dropna()
    assert (told["low"] <= told["survival"]).all()
    assert (told["survival"] <= told["high"]).all()
    assert (found["at_risk"] >= 2).all()


def test_of_nine_people_there_is_no_curve_and_they_are_counted() -> None:
    nine = spells(*[(0, 9, n == 0) for n in range(LEAST - 1)])
    assert survival(nine).empty
    assert counted(nine, survival(nine)).to_dict("records") == [
        {"outcome": "removal", "group": "unseen_request", "people": 9, "events": 1, "drawn": False}
    ]
    ten = spells(*[(0, 9, n == 0) for n in range(LEAST)])
    assert counted(ten, survival(ten))["drawn"].tolist() == [True]


def test_a_curve_begins_where_enough_are_watched_and_ends_where_half_are_left() -> None:
    late = [(5, 50, False)] * 6
    found = survival(spells((0, 20, True), (0, 30, False), (0, 30, False), (0, 40, True), *late))
    assert found["days"].iloc[0] == 5
    assert found["at_risk"].iloc[0] == 10
    assert found["days"].iloc[-1] == 50
    tail = survival(spells(*[(0, 10 + n, False) for n in range(10)]))
    assert (tail["days"].iloc[-1], tail["at_risk"].iloc[-1]) == (15, 5)


def test_of_two_such_times_the_longer_is_told() -> None:
    early, later = [(0, 5, True)] * 10, [(20, 90, False)] * 10
    found = survival(spells(*early, *later))
    assert (found["days"].iloc[0], found["days"].iloc[-1]) == (20, 90)
    assert (found["survival"] == 1).all()


def test_groups_and_outcomes_have_curves_of_their_own() -> None:
    rows = [(0, 9, False)] * LEAST
    both = pd.concat(
        [spells(*rows, outcome="word", group="unseen_request"),
         spells(*rows, outcome="word", group="with_note"),
         spells(*rows, outcome="removal", group="with_note")]
    )  # fmt: skip
    found = survival(both).drop_duplicates(["outcome", "group"])
    assert list(zip(found["outcome"], found["group"], strict=True)) == [
        ("word", "with_note"), ("word", "unseen_request"), ("removal", "with_note"),
    ]  # fmt: skip


def test_a_curve_of_one_day_is_none() -> None:
    assert survival(spells(*[(0, 0, True)] * 20)).empty


@pytest.mark.parametrize("least", [1, 10])
def test_nobody_gives_an_empty_frame_of_the_same_form(least: int) -> None:
    found = survival(spells(), least=least)
    assert list(found.columns) == list(CURVE_COLUMNS)
    assert found.empty
