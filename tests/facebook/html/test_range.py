"""The range of dates that pages say they were cut to bounds what the download can show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reciprocity.coverage.facebook import facebook_coverage
from reciprocity.parameters import default_parameters
from tests.facebook.downloads import moment
from tests.facebook.html.story import EXPORTED, OWNER, ZONE, ZONE_PATH, in_html
from tests.facebook.html.writing import Writer
from tests.facebook.trees import DATED, reading_of, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.sources.base import Reading

_RANGE = ("January 1, 2015 at 12:00 AM", "May 9, 2024 at 11:59 PM")


def _reading(tmp_path: Path, told: tuple[str, str] | None, *, zone: bool = True) -> Reading:
    writer = Writer(style="en 2024", zone=ZONE, owner=OWNER, made=EXPORTED, range=told)
    members = in_html(writer)
    if not zone:
        del members[f"{ZONE_PATH}.html"]
    return reading_of(zipped(tmp_path / f"{DATED}.zip", members))


def test_each_window_is_the_range_that_was_asked_for(tmp_path: Path) -> None:
    reading = _reading(tmp_path, _RANGE)
    bounds = (moment("2014-12-31T23:00:00"), moment("2024-05-09T21:59:00"))
    assert reading.asked == bounds
    windows = facebook_coverage(reading, default_parameters().coverage)
    for kind in ("message", "connected", "request_sent", "follow"):
        window = windows[kind]
        assert (window.start, window.end) == bounds
        assert window.basis.endswith("; the download says that it was cut to these dates")
        assert "may begin here" not in window.basis
    assert windows["poke"].start is None


def test_a_range_without_a_zone_holds_only_what_is_certain(tmp_path: Path) -> None:
    reading = _reading(tmp_path, _RANGE, zone=False)
    assert reading.asked is not None
    start, end = reading.asked
    assert start - moment("2014-12-31T23:00:00") >= timedelta(0)
    assert end <= moment("2024-05-09T21:59:00")


def test_without_a_range_the_first_event_begins_the_window(tmp_path: Path) -> None:
    reading = _reading(tmp_path, None)
    assert reading.asked is None
    windows = facebook_coverage(reading, default_parameters().coverage)
    assert windows["message"].start == reading.events["at"].min()


def test_a_range_that_ends_before_it_begins_is_none(tmp_path: Path) -> None:
    assert _reading(tmp_path, _RANGE[::-1]).asked is None
