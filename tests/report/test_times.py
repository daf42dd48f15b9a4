from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from reciprocity.errors import UsageError
from reciprocity.report.times import (
    Clock,
    find_zone,
    length,
    months,
    of_length,
    of_months,
    timestamp,
)
from tests.report.book import day, utc

if TYPE_CHECKING:
    from collections.abc import Callable

UTC = Clock(zone=ZoneInfo("UTC"))
BERLIN = Clock(zone=ZoneInfo("Europe/Berlin"))
COARSE = Clock(zone=ZoneInfo("UTC"), coarse=True)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (59, "59 days"),
        (90, "3 months (90 days)"),
        (365, "1 year (365 days)"),
        (88, "2 months (88 days)"),
        (180, "6 months (180 days)"),
        (360, "11 months (360 days)"),
        (1990, "5 years 5 months (1,990 days)"),
    ],
)
def test_lengths_are_human_words(days: float, said: str) -> None:
    assert length(days) == said


def test_a_moment_is_shown_in_the_zone_asked_for() -> None:
    late = utc("2015-08-23T23:30:00")
    assert UTC.span(late, late) == {
        "text": "23 August 2015",
        "time": "23:30",
        "iso": "2015-08-23T23:30:00Z",
    }
    assert BERLIN.span(late, late)["text"] == "24 August 2015"
    assert BERLIN.span(late, late)["time"] == "01:30"


def test_a_utc_day_stays_that_day_in_any_zone() -> None:
    start, end = day("2015-08-23")
    assert UTC.span(start, end)["text"] == "23 August 2015"
    assert UTC.span(start, end + pd.Timedelta(microseconds=1))["text"] == "23 August 2015"
    assert BERLIN.span(start, end)["text"] == "23 August 2015 (UTC day)"


def test_intervals_say_both_ends_or_the_one_that_is_known() -> None:
    span = UTC.span(utc("2021-02-02"), utc("2021-02-20"))
    assert span == {"text": "between 2 February 2021 and 20 February 2021", "time": "", "iso": ""}
    assert UTC.span(None, utc("2021-02-20"))["text"] == "no later than 20 February 2021"
    assert UTC.span(pd.NaT, pd.NaT)["text"] == "date unknown"


def test_coarse_dates_stop_at_the_month() -> None:
    assert COARSE.span(utc("2021-02-02"), utc("2021-02-20"))["text"] == "February 2021"
    moment = utc("2021-02-02T10:11:12")
    assert COARSE.span(moment, moment) == {"text": "February 2021", "time": "", "iso": "2021-02"}
    assert COARSE.floor(moment) == utc("2021-02-01")


@pytest.mark.parametrize("said", [months, of_months, length, of_length])
def test_coarse_lengths_tell_no_days(said: Callable[..., str]) -> None:
    assert said(12, coarse=True) == "less than two months"
    assert said(59, coarse=True) == "less than two months"
    assert said(1_990, coarse=True) == "5 years 5 months"


def test_an_unknown_zone_is_a_usage_error() -> None:
    for name in ("Mars/Olympus", "../../etc/passwd", ""):
        with pytest.raises(UsageError, match="time zone"):
            find_zone(name)


def test_nothing_is_no_moment() -> None:
    assert [timestamp(value) for value in (None, pd.NaT, "", float("nan"), pd.NA)] == [None] * 5
