"""Pseudonyms and orders of a report that is passed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from reciprocity.report import summarise
from reciprocity.report.drawing import draw_timeline
from reciprocity.report.redacting import number_people, without_order_of_names
from reciprocity.report.times import Clock
from tests.report.book import Book, utc
from tests.report.factory import make_analysis, make_book

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis


def quiet(names: dict[str, str]) -> Analysis:
    """Return people with the same score of 0, each of whom wrote once: id -> moment."""
    book = Book()
    for person, at in names.items():
        book.message(person, at, "person", f"Hello from {person}", "other")
        book.person(person, person, "acquaintance", 0.0, messages_received=1)
    return make_analysis(book, suggestions=())


FOUR = {
    "linkedin:ann": "2019-05-20T09:00:00",
    "linkedin:bea": "2018-01-01T09:00:00",
    "linkedin:cas": "2020-02-02T09:00:00",
    "linkedin:dan": "2017-07-07T09:00:00",
}


def test_people_are_numbered_as_they_appear() -> None:
    numbers = number_people(quiet(FOUR))
    assert sorted(FOUR, key=numbers.__getitem__) == [
        "linkedin:dan", "linkedin:bea", "linkedin:ann", "linkedin:cas",
    ]  # fmt: skip


def test_numbers_stay_when_scores_change_and_later_people_come() -> None:
    before = quiet(FOUR)
    more = quiet({"linkedin:aaa": "2020-11-01T09:00:00", **FOUR})
    turned = replace(before, scores=before.scores.iloc[::-1].reset_index(drop=True))
    numbers = number_people(before)
    assert number_people(turned) == numbers
    assert {who: n for who, n in number_people(more).items() if who in FOUR} == numbers
    assert number_people(more)["linkedin:aaa"] == 5


def test_within_a_month_neither_names_nor_days_order_people() -> None:
    days = {
        f"linkedin:{letter}": f"2019-05-{n:02}T09:00:00" for n, letter in enumerate("abcdefgh", 1)
    }
    analysis = quiet(days)
    # In a real log these are hashes of what happened.
    events = analysis.events.assign(event_id=[f"{len(days) - n}" for n in range(len(days))])
    numbers = number_people(replace(analysis, events=events))
    assert sorted(days, key=numbers.__getitem__) == sorted(days, reverse=True)


def test_those_without_a_date_come_last() -> None:
    analysis = quiet(FOUR)
    dated = analysis.events["person_id"] != "linkedin:dan"
    moments = {name: analysis.events[name].where(dated) for name in ("at", "at_latest")}
    events = analysis.events.assign(**moments)
    assert number_people(replace(analysis, events=events))["linkedin:dan"] == 4


def test_ties_of_a_redacted_ranking_are_not_in_the_order_of_ids() -> None:
    analysis = quiet(FOUR)
    ids = [row["name"] for row in summarise(analysis)["ranked"]]
    assert ids == sorted(FOUR)
    rows = summarise(analysis, redact=True)["ranked"]
    assert [row["name"] for row in rows] == [f"Person {n}" for n in range(1, 5)]
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]


def test_places_that_differ_stay() -> None:
    analysis = make_analysis(make_book())
    mixed = without_order_of_names(analysis, number_people(analysis))
    pd.testing.assert_series_equal(mixed.scores["score"], analysis.scores["score"])
    pd.testing.assert_series_equal(mixed.scores["rank"], analysis.scores["rank"])
    assert set(mixed.scores["person_id"]) == set(analysis.scores["person_id"])


def test_scores_of_a_redacted_report_have_two_places() -> None:
    people = summarise(make_analysis(), redact=True)["people"]
    shown = [p[key] for p in people for key in ("score", "low", "high")]
    shown += [signal["contribution"] for p in people for signal in p["signals"]]
    assert shown == [round(value, 2) for value in shown]


def test_a_coarse_drawing_knows_no_day() -> None:
    berlin = Clock(zone=ZoneInfo("Europe/Berlin"), coarse=True)

    def drawn(day: int, hour: int) -> object:
        at = utc(f"2020-05-{day:02}T{hour:02}:00")
        step = {
            "stage": "pitch", "actor": "person", "certainty": "observed", "at": at,
            "at_latest": at, "until": at, "days": None,
        }  # fmt: skip
        return draw_timeline([step], [at, utc("2019-01-05")], [], berlin, (utc("2015-03-01"), at))

    assert drawn(1, 1) == drawn(17, 9) == drawn(31, 21)
    assert drawn(31, 23) == draw_timeline(
        [
            {
                "stage": "pitch", "actor": "person", "certainty": "observed",
                "at": utc("2020-06-20"), "at_latest": utc("2020-06-20"),
                "until": utc("2020-06-20"), "days": None,
            }
        ],
        [utc("2020-06-20"), utc("2019-01-05")], [], berlin,
        (utc("2015-03-09"), utc("2020-06-20")),
    )  # fmt: skip


def test_no_text_is_dropped_and_names_stay() -> None:
    summary = summarise(make_analysis(), texts=False)
    assert not [step for p in summary["people"] for step in p["steps"] if step["quotes"]]
    assert "Max Netzwerk" in str(summary)
    assert summary["texts"] is False
    assert summary["redacted"] is False
