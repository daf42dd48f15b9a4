"""The range of dates that pages say they were cut to bounds what the download can show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reciprocity.coverage.facebook import facebook_coverage
from reciprocity.parameters import default_parameters
from tests.facebook.downloads import as_json, moment
from tests.facebook.html.story import BO_DIR, EXPORTED, OWNER, ZONE, ZONE_PATH, in_html, in_json
from tests.facebook.html.writing import Writer
from tests.facebook.trees import DATED, reading_of, zipped

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from reciprocity.sources.base import Reading

_RANGE = ("January 1, 2015 at 12:00 AM", "May 9, 2024 at 11:59 PM")


def _reading(
    tmp_path: Path,
    told: tuple[str, str] | None,
    *,
    zone: bool = True,
    made: datetime = EXPORTED,
) -> Reading:
    writer = Writer(style="en 2024", zone=ZONE, owner=OWNER, made=made, range=told)
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
    assert windows["block"].start is None


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


_LATER = EXPORTED + timedelta(days=400)


def test_a_foot_without_a_range_is_that_of_a_download_of_all_time(tmp_path: Path) -> None:
    """Nothing lies in the last year: nothing happened, since no range of dates hides it."""
    reading = _reading(tmp_path, None, made=_LATER)
    assert reading.all_time
    windows = facebook_coverage(reading, default_parameters().coverage)
    for kind in ("message", "connected", "request_sent", "follow"):
        assert windows[kind].end == reading.exported_at == _LATER + timedelta(seconds=59)
        assert windows[kind].basis.endswith(
            "; its pages tell of no range of dates, so it is of all time"
        )
        assert "date range may" not in windows[kind].basis


def test_json_never_says_that_it_is_of_all_time(tmp_path: Path) -> None:
    path = zipped(tmp_path / "facebook-olive-2025-06-14-AAAAAAAA.zip", in_json())
    reading = reading_of(path)
    assert not reading.all_time
    window = facebook_coverage(reading, default_parameters().coverage)["message"]
    assert window.end == reading.events["at"].max()
    assert "a date range may end here" in window.basis


def test_pages_of_before_2022_do_not_tell_their_range(tmp_path: Path) -> None:
    assert not _reading(tmp_path, None, made=moment("2021-12-31T12:00:00")).all_time


def test_pages_beside_json_do_not_vouch_for_it(tmp_path: Path) -> None:
    writer = Writer(style="en 2024", zone=ZONE, owner=OWNER, made=EXPORTED)
    friends = {"connections/friends/your_friends.json": as_json({"friends_v2": []})}
    members = in_html(writer) | friends
    assert not reading_of(zipped(tmp_path / f"{DATED}.zip", members)).all_time


def test_one_page_with_a_range_is_enough(tmp_path: Path) -> None:
    writers = [
        Writer(style="en 2024", zone=ZONE, owner=OWNER, made=EXPORTED, range=told)
        for told in (None, _RANGE)
    ]
    members = in_html(writers[0])
    members[f"{BO_DIR}.html"] = in_html(writers[1])[f"{BO_DIR}.html"]
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.asked is not None
    assert not reading.all_time


def test_a_range_in_words_that_are_not_known_is_no_foot_without_one(tmp_path: Path) -> None:
    members = {
        path: page.replace(b"Contains data from", b"Inneholder data fra")
        for path, page in in_html(
            Writer(style="en 2024", zone=ZONE, owner=OWNER, made=EXPORTED, range=_RANGE)
        ).items()
    }
    assert not reading_of(zipped(tmp_path / f"{DATED}.zip", members)).all_time


def test_a_range_that_ends_before_it_begins_is_none(tmp_path: Path) -> None:
    assert _reading(tmp_path, _RANGE[::-1]).asked is None
