"""Moments and days in the words of several languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reciprocity.sources.facebook.columns import MINUTE_MS
from reciprocity.sources.facebook.htm.dates import Day, day_of, moment_of
from reciprocity.sources.facebook.html.clock import in_utc


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Friday, October 4, 2013 at 10:05pm PDT", "2013-10-05T05:05"),
        ("Friday, October 4, 2013 at 12:05am PST", "2013-10-04T08:05"),
        ("Friday, October 4, 2013 at 12:05pm UTC", "2013-10-04T12:05"),
        ("Friday, October 4, 2013 at 22:05 UTC+02", "2013-10-04T20:05"),
        ("Friday, 4 October 2013 at 22:05 UTC+05:30", "2013-10-04T16:35"),
        ("viernes, 4 de octubre de 2013 a las 0:05 UTC-03", "2013-10-04T03:05"),
        ("vendredi 4 octobre 2013, 22:05 UTC+02", "2013-10-04T20:05"),
        ("Freitag, 4. Oktober 2013 um 22:05 UTC+02", "2013-10-04T20:05"),
        ("4. prosince 2013 v 22:05 UTC+01", "2013-12-04T21:05"),
        ("2013. október 4., 22:05 UTC+02", "2013-10-04T20:05"),
        ("4 декабря 2016, 13:54 UTC+03", "2016-12-04T10:54"),
    ],
)
def test_moments(text: str, utc: str) -> None:
    moment = moment_of(text)
    assert moment is not None
    assert in_utc(moment.ms) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert moment.within == MINUTE_MS


@pytest.mark.parametrize("zone", ["", " IST", " Somewhere", " UTC+99"])
def test_a_zone_that_is_not_known_leaves_a_day(zone: str) -> None:
    moment = moment_of(f"Friday, October 4, 2013 at 10:05pm{zone}")
    assert moment is not None
    least, most = in_utc(moment.ms), in_utc(moment.ms + moment.within)
    assert least == datetime(2013, 10, 4, 8, 5, tzinfo=UTC)
    assert most == datetime(2013, 10, 5, 10, 5, 59, tzinfo=UTC)
    assert most - least < timedelta(hours=27)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Friday, October 4, 2013",
        "Friday, October 34, 2013 at 10:05pm PDT",
        "Friday, October 4, 2013 at 13:05pm PDT",
        "Friday, October 4, 2013 at 25:05 PDT",
        "Friday, October 4 at 10:05pm PDT",
        "October 4, 2013 at 10:05pm and at 10:06pm PDT",
        "4 October November 2013 at 10:05pm PDT",
        "4/10/2013 10:05 UTC",
        "October 4, 0000 at 10:05pm PDT",
        "October 4, 9999 at 10:05pm PDT",
        "x" * 10_000,
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26 de diciembre de 2011", Day(year=2011, month=12, day=26)),
        ("15 de marzo", Day(year=None, month=3, day=15)),
        ("December 26, 2011", Day(year=2011, month=12, day=26)),
        ("Dec 26, 2011", Day(year=2011, month=12, day=26)),
        ("29 February", Day(year=None, month=2, day=29)),
        ("29 February 2015", None),
        ("December 2011", None),
        ("26.12.2011", None),
        ("26 2011", None),
    ],
)
def test_days(text: str, day: Day | None) -> None:
    assert day_of(text) == day
