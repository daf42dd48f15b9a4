"""What a Facebook download can show, and when: date ranges, which JSON never admits.

Facts: facebook.md sections 1.1, 2, 6.2, 9 (point 5) and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.coverage import coverage_of
from reciprocity.inspection import read
from reciprocity.parameters import default_parameters
from tests.coverage.given import (
    ANN,
    ME,
    NOW_FRIENDS,
    ZOE,
    Download,
    ann,
    id_of,
    judged,
    me,
    stages_of,
)
from tests.facebook.downloads import message, seconds
from tests.readings import at, friend, reading, received, row, sent, wrote
from tests.timeline.stories import Step, quiet, steps

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.coverage import Window
    from reciprocity.sources import Reading
    from tests.coverage.given import Rows, Said

LISTS = ("connected", "request_sent", "request_received", "disconnected")


def _windows(given: Reading) -> dict[str, Window]:
    return coverage_of(given, default_parameters().coverage)


def _lately(when: str = "2026-03-08T10:00:00") -> list[dict[str, Any]]:
    return [wrote(ZOE, when, "facebook/9")]


def _year(when: str = "2026-03-10T10:00:00") -> Reading:
    """Return an export whose lists all begin a year before it (section 6.2, dataset 1)."""
    rows = [
        friend("Cy New", "2025-03-11T10:00:00"),
        sent("Di New", "2025-03-12T10:00:00"),
        received("Ed New", "2025-03-13T10:00:00"),
        row("disconnected", "Flo New", "2025-03-12T11:00:00", certainty="inferred"),
        *_lately(),
    ]
    return reading(when, rows)


def _whole() -> Reading:
    """Return an export of an account that began in 2009 and grew over years."""
    rows = [
        friend(ZOE, "2009-01-05T10:00:00"),
        sent("Di New", "2011-03-12T10:00:00"),
        received("Ed New", "2014-03-13T10:00:00"),
        row("disconnected", "Flo New", "2012-03-12T11:00:00", certainty="inferred"),
        wrote(ZOE, "2010-02-03T10:00:00", "facebook/9"),
        *_lately(),
    ]
    return reading("2026-03-10T10:00:00", rows)


# 4. Where windows begin and end.


@pytest.mark.parametrize("kind", [*LISTS, "message", "call"])
def test_windows_begin_with_the_first_thing_shown(kind: str) -> None:
    window = _windows(_year())[kind]
    assert (window.start, window.end) == (at("2025-03-11T10:00:00"), at("2026-03-10T10:00:00"))


@pytest.mark.parametrize("kind", [*LISTS, "message"])
def test_windows_of_an_old_account(kind: str) -> None:
    window = _windows(_whole())[kind]
    assert (window.start, window.end) == (at("2009-01-05T10:00:00"), at("2026-03-10T10:00:00"))


@pytest.mark.parametrize("kind", [*LISTS, "message"])
def test_lists_that_begin_together_may_be_a_range(kind: str) -> None:
    assert "date range may begin" in _windows(_year())[kind].basis
    assert "range" not in _windows(_whole())[kind].basis


def test_a_single_list_is_no_sign_of_a_range() -> None:
    rows = [friend("Cy New", "2025-01-11T10:00:00"), *_lately()]
    assert "range" not in _windows(reading("2026-03-10T10:00:00", rows))["connected"].basis


@pytest.mark.parametrize(
    ("newest", "end"),
    [
        ("2026-03-08T10:00:00", "2026-03-10T10:00:00"),
        ("2026-02-09T10:00:00", "2026-03-10T10:00:00"),
        ("2026-02-07T10:00:00", "2026-02-07T10:00:00"),
        ("2023-06-01T10:00:00", "2023-06-01T10:00:00"),
    ],
)
def test_windows_end_with_the_last_thing_shown(newest: str, end: str) -> None:
    rows = [friend(ZOE, "2009-01-05T10:00:00"), *_lately(newest)]
    window = _windows(reading("2026-03-10T10:00:00", rows))["message"]
    assert window.end == at(end)
    assert ("date range may end" in window.basis) == (newest == end)


def test_a_time_that_nothing_gives_begins_no_window() -> None:
    """Followers have no time and no range: they say nothing of when the archive begins."""
    rows = [
        *_lately("2025-06-01T10:00:00"),
        *_lately(),
        row("follow", "Gus Far", None, actor="person", channel="profile"),
    ]
    window = _windows(reading("2026-03-10T10:00:00", rows))["message"]
    assert (window.start, window.end) == (at("2025-06-01T10:00:00"), at("2026-03-10T10:00:00"))


@pytest.mark.parametrize("missing", ["message", "message_request"])
def test_what_is_not_there_has_no_window(missing: str) -> None:
    kinds = {"message", "message_request"} - {missing}
    rows = [friend(ZOE, "2009-01-05T10:00:00"), friend("Cy New", "2026-03-08T10:00:00")]
    windows = _windows(reading("2026-03-10T10:00:00", rows, generated=tuple(kinds)))
    assert windows[missing].pieces() == []
    assert [windows[kind].pieces() for kind in kinds] == [
        [(at("2009-01-05T10:00:00"), at("2026-03-10T10:00:00"))]
    ]


@pytest.mark.parametrize("gone", LISTS)
def test_a_list_that_lacks_has_no_window(gone: str) -> None:
    rows = [*_lately("2025-06-01T10:00:00"), *_lately()]
    left = [each for each in LISTS if each != gone]
    windows = _windows(reading("2026-03-10T10:00:00", rows, lists=left))
    assert [kind for kind in LISTS if not windows[kind].pieces()] == [gone]


def test_nothing_at_all_has_no_windows() -> None:
    assert {kind: w.pieces() for kind, w in _windows(reading("2026-03-10", [])).items() if
            w.pieces()} == {}  # fmt: skip


def test_an_export_tells_of_its_missing_files(tmp_path: Path) -> None:
    path = Download(day="2026-03-10", sent=None).write(tmp_path)
    (info,) = read([path]).exports
    shown = {kind for kind, window in info.coverage.items() if window["from"]}
    assert not shown & {"request_sent", "message_request", "follow", "comment", "poke"}
    assert shown >= {"connected", "request_received", "disconnected", "message"}


# What is claimed of a pair then.

INBOX = "inbox/annroe_100000000000001"
FRIENDS: Rows = ((ANN, "2019-03-01T10:00:00"),)


def _zoe(*days: str) -> dict[str, list[Said]]:
    return {"inbox/zoeold_900000000000001": [message(ZOE, f"{d}T10:00:00", "Hello") for d in days]}


def _range(day: str, first: str, last: str, *said: Said, friends: Rows = ()) -> Download:
    """Return a download of a range between two days, on both of which Zoe wrote."""
    threads = {**_zoe(first, last), **({INBOX: list(said)} if said else {})}
    return Download(day=day, friends=friends, threads=threads, usual=False)


def _silences(tmp_path: Path, *downloads: Download) -> list[Step]:
    analysis = judged(tmp_path, *downloads)
    return [each for each in steps(analysis, id_of(analysis)) if each[0] == "silence"]


def test_no_silence_before_the_range(tmp_path: Path) -> None:
    cut = _range("2026-03-10", "2025-03-11", "2026-03-05", ann("2025-05-01T10:00:00"))
    assert _silences(tmp_path, cut) == [quiet("2025-05-01 10:00:00", None, 313)]


def test_a_whole_archive_shows_the_silence_before(tmp_path: Path) -> None:
    whole = Download(
        day="2026-03-10", friends=FRIENDS, threads={INBOX: [ann("2026-01-01T10:00:00")]}
    )
    assert _silences(tmp_path, whole) == [
        quiet("2019-03-01 10:00:00", "2026-01-01 10:00:00", 2498, "person")
    ]


def test_no_silence_across_the_hole_between_two_ranges(tmp_path: Path) -> None:
    analysis = [
        _range("2020-01-10", "2019-01-11", "2020-01-05", ann("2019-06-01T10:00:00")),
        _range("2026-03-10", "2025-03-11", "2026-03-05", ann("2026-01-01T10:00:00")),
    ]
    assert _silences(tmp_path, *analysis) == [
        quiet("2019-06-01 10:00:00", "2020-01-10 23:59:59", 223),
        quiet("2025-03-11 10:00:00", "2026-01-01 10:00:00", 296, "person"),
    ]


def test_parts_too_short_on_either_side_of_the_hole(tmp_path: Path) -> None:
    parts = [
        _range("2020-01-10", "2019-01-11", "2020-01-05", ann("2019-10-20T10:00:00")),
        _range("2026-03-10", "2025-03-11", "2026-03-05", ann("2025-06-01T10:00:00")),
    ]
    assert _silences(tmp_path, *parts) == [quiet("2025-06-01 10:00:00", None, 282)]


def test_ranges_that_meet_leave_no_hole(tmp_path: Path) -> None:
    parts = [
        _range("2025-03-12", "2024-03-11", "2025-03-05", ann("2024-10-20T10:00:00")),
        _range("2026-03-10", "2025-03-11", "2026-03-05", ann("2025-06-01T10:00:00")),
    ]
    assert _silences(tmp_path, *parts) == [
        quiet("2024-10-20 10:00:00", "2025-06-01 10:00:00", 224, "person"),
        quiet("2025-06-01 10:00:00", None, 282),
    ]


def test_nobody_is_silent_beyond_the_end_of_a_range(tmp_path: Path) -> None:
    ended = _range("2024-06-10", "2018-06-11", "2022-06-01", ann("2022-02-01T10:00:00"))
    assert [(each[1], each[5]) for each in _silences(tmp_path, ended)] == [
        ("2022-02-01T10:00:00Z", 120)
    ]


def test_nobody_is_still_silent_where_the_range_ended_years_ago(tmp_path: Path) -> None:
    """`until` is null only for a silence still going at the export; that was not seen."""
    ended = _range("2024-06-10", "2018-06-11", "2022-06-01", ann("2022-02-01T10:00:00"))
    assert _silences(tmp_path, ended) == [quiet("2022-02-01 10:00:00", "2022-06-01 10:00:00", 120)]


def test_no_removal_before_the_range(tmp_path: Path) -> None:
    first = _range("2020-01-10", "2019-01-11", "2020-01-05", friends=FRIENDS)
    cut = _range("2026-03-10", "2025-03-11", "2026-03-05")
    stages = [each["stage"] for each in stages_of(judged(tmp_path, first, cut))]
    assert "removal" not in stages


def test_a_line_outside_of_the_lists_range_is_no_removal(tmp_path: Path) -> None:
    """Friends since before the range are not listed, and their lines lie before it too."""
    since = message(ANN, "2025-03-11T10:00:00", NOW_FRIENDS)
    threads = {**_zoe("2025-03-11", "2026-03-05"), INBOX: [since, ann("2025-12-01T10:00:00")]}
    friends: Rows = ((ANN, "2025-03-11T09:59:58"),)
    cut = Download(day="2026-03-10", friends=friends, threads=threads, usual=False)
    stages = [each["stage"] for each in stages_of(judged(tmp_path, cut))]
    assert "removal" not in stages


def test_what_was_not_answered_within_the_range_only(tmp_path: Path) -> None:
    """The range ends a week after the question: whether it was answered cannot be seen."""
    asked = [ann("2022-05-20T10:00:00"), me("2022-05-25T10:00:00", "Will you come?")]
    ended = _range("2024-06-10", "2018-06-11", "2022-06-01", *asked)
    assert _silences(tmp_path, ended) == []


def test_a_profile_older_than_the_range_moves_no_window(tmp_path: Path) -> None:
    """Former names and the registration carry times, and are not events."""
    profile = "personal_information/profile_information/profile_information.json"
    told = {
        "name": {"full_name": ME},
        "previous_names": [{"name": "Olive Maiden", "timestamp": seconds("2010-01-01")}],
        "registration_timestamp": seconds("2008-01-01"),
    }
    cut = Download(
        day="2026-03-10", usual=False, threads=_zoe("2025-03-11", "2026-03-05"),
        members={profile: {"profile_v2": told}},
    )  # fmt: skip
    (info,) = read([cut.write(tmp_path)]).exports
    assert info.coverage["message"]["from"] == "2025-03-11T10:00:00Z"
