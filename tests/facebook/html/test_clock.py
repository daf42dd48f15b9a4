"""From the wall clock of a page to moments, with a zone, with an offset alone, with neither."""

from __future__ import annotations

from datetime import datetime

import pytest

from reciprocity.sources.facebook.html.clock import Clock, in_utc
from reciprocity.sources.facebook.html.dates import read_date
from tests.facebook.downloads import moment

_WINTER = datetime(2024, 2, 25, 18, 55)  # noqa: DTZ001 - a wall clock's moment
_SUMMER = datetime(2024, 7, 25, 18, 55)  # noqa: DTZ001


def _read(clock: Clock, text: str) -> tuple[datetime, int]:
    written = read_date(text)
    assert written is not None
    found = clock.read(written)
    return in_utc(found.ms), found.within


@pytest.mark.parametrize(
    ("text", "at", "within"),
    [
        ("1 Jul 2023, 12:00", "2023-07-01T10:00", 60_000),
        ("1 Jan 2023, 12:00", "2023-01-01T11:00", 60_000),
        ("Jan 1, 2023 12:00:07 pm", "2023-01-01T11:00:07", 1_000),
        # The hour that is repeated in autumn.
        ("29 Oct 2023, 02:30", "2023-10-29T00:30", 3_600_000 + 59_000),
        ("Oct 29, 2023 2:30:05 am", "2023-10-29T00:30:05", 3_600_000),
    ],
)
def test_a_zone_that_is_named_tells_summer_from_winter(text: str, at: str, within: int) -> None:
    clock = Clock("Europe/Paris", _WINTER, 60)
    assert _read(clock, text) == (moment(at), within)


def test_an_offset_is_right_for_its_season_and_leaves_an_hour_open_in_the_other() -> None:
    winter, summer = Clock(None, _WINTER, 60), Clock(None, _SUMMER, 120)
    hour = 3_600_000 + 59_000
    assert _read(winter, "20 Jan 2023, 12:00") == (moment("2023-01-20T11:00"), 60_000)
    assert _read(winter, "20 Jul 2023, 12:00") == (moment("2023-07-20T10:00"), hour)
    # Somewhere the summer's offset holds all the year.
    assert _read(summer, "20 Jul 2023, 12:00") == (moment("2023-07-20T10:00"), 60_000)
    assert _read(summer, "20 Jan 2023, 12:00") == (moment("2023-01-20T10:00"), hour)


def test_the_truth_lies_in_the_interval_whatever_the_zone() -> None:
    for zone, offset in (("Europe/Paris", 60), ("Africa/Lagos", 60), ("America/Denver", -420)):
        for month in range(1, 13):
            text = f"15.{month:02}.2022, 12:00"
            (exact, _), (earliest, within) = (
                _read(Clock(zone), text),
                _read(Clock(None, _WINTER, offset), text),
            )
            assert 0 <= (exact - earliest).total_seconds() * 1000 <= within


def test_a_zone_that_contradicts_the_page_is_not_believed() -> None:
    clock = Clock("Asia/Dhaka", _WINTER, 60)
    assert not clock.is_named
    assert _read(clock, "20 Jan 2023, 12:00") == (moment("2023-01-20T11:00"), 60_000)


def test_without_zone_and_offset_every_hour_of_the_earth_is_left_open() -> None:
    at, within = _read(Clock(), "20 Jan 2023, 12:00")
    assert (at, within) == (moment("2023-01-19T22:00"), 26 * 3_600_000 + 59_000)


def test_a_date_that_has_its_own_offset_needs_no_clock() -> None:
    assert _read(Clock(), "20 Jan 2023, 12:00 UTC+02:00") == (moment("2023-01-20T10:00"), 60_000)


def test_of_a_day_only_the_day_is_known() -> None:
    at, within = _read(Clock("Europe/Paris"), "20 January 2023")
    assert (at, within) == (moment("2023-01-19T23:00"), 24 * 3_600_000 - 1_000)


@pytest.mark.parametrize("text", ["1 May 1, 10:00", "31.12.9999, 23:59", "01.01.0001, 00:00"])
@pytest.mark.parametrize(
    "clock", [Clock(), Clock("Europe/Paris"), Clock(None, _WINTER, 60), Clock(None, _WINTER, 7)]
)
def test_the_ends_of_time_are_no_error(clock: Clock, text: str) -> None:
    written = read_date(text)
    assert written is None or clock.read(written).within >= 60_000
