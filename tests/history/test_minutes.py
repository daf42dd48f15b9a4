"""Lists in HTML, which tell the minute, beside lists in JSON, which tell the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, moment, thread
from tests.facebook.html.writing import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME: Final = "Olive Owner"
FIRST, SECOND, THIRD = "2020-06-10", "2021-06-10", "2021-09-10"
_FOLDER: Final = "friends_and_followers"
_KEYS: Final = {
    "friends": "friends_v2",
    "friend_requests_received": "received_requests_v2",
    "friend_requests_sent": "sent_requests_v2",
    "rejected_friend_requests": "rejected_requests_v2",
}
Rows = list[tuple[str, str]]
# Old enough for no date range to hide whoever comes after them.
USUAL: Final[Rows] = [("Zoe Old", "2009-01-05T10:00:00")]


def _json(folder: Path, day: str, **lists: Rows) -> Path:
    profile = {"profile_v2": {"name": {"full_name": ME}}}
    members = {
        "profile_information/profile_information.json": as_json(profile),
        **{
            f"{_FOLDER}/{name}.json": as_json(entries(_KEYS[name], rows))
            for name, rows in lists.items()
        },
    }
    return write_zip(folder / f"facebook-olive-{day}-json.zip", members, at=moment(f"{day}T12:00"))


def _html(folder: Path, day: str, words: str | None = None, **lists: Rows) -> Path:
    writer = Writer(style="en 2021", zone="Europe/London", owner=ME, made=moment(f"{day}T12:00:00"))
    members = {
        f"{_FOLDER}/{name}.html": writer.people(name, entries(_KEYS[name], rows))
        for name, rows in lists.items()
    }
    if words is not None:
        said = [message("Ann Roe", "2020-03-01T10:05:50", words)]
        page = writer.thread(thread(["Ann Roe", ME], said))
        members["messages/inbox/annroe_abcdefghij/message_1.html"] = page
    members["profile_information/timezone.html"] = writer.page(
        "Time zone", [writer.block(None, "Europe/London", None)]
    )
    return write_zip(folder / f"facebook-olive-{day}-html.zip", members, at=moment(f"{day}T12:00"))


def _rows(inspection: Inspection, activity: str, *columns: str) -> list[tuple[object, ...]]:
    return inspection.events.filter(pl.col("activity") == activity).select(columns).rows()


def test_a_friend_under_another_name_is_not_gone(tmp_path: Path) -> None:
    for first, second in ((_json, _html), (_html, _json)):
        paths = [
            first(tmp_path, FIRST, friends=[("Ann Roe", "2020-03-01T10:05:30"), *USUAL]),
            second(tmp_path, SECOND, friends=[("Ann Lee", "2020-03-01T10:05:30"), *USUAL]),
        ]
        assert _rows(read(paths), "disconnected", "person_id") == []
        other = second(tmp_path, SECOND, friends=[("Ann Lee", "2020-03-01T10:06:30"), *USUAL])
        gone = _rows(read([paths[0], other]), "disconnected", "person_id")
        assert gone == [("facebook:name/ann roe",)]


def test_a_request_under_another_name_is_not_gone(tmp_path: Path) -> None:
    for first, second in ((_json, _html), (_html, _json)):
        paths = [
            path(tmp_path, day, friends=USUAL, friend_requests_sent=[(name, "2020-03-01T10:05:30")])
            for path, day, name in ((first, FIRST, "Ann Roe"), (second, SECOND, "Ann Lee"))
        ]
        assert _rows(read(paths), "request_withdrawn", "person_id") == []


def test_a_decline_lies_after_the_download_that_has_the_request_open(tmp_path: Path) -> None:
    asked = [("Ann Roe", "2020-03-01T10:05:30")]
    first = _html(tmp_path, FIRST, friends=USUAL, friend_requests_received=asked)
    second = _json(tmp_path, SECOND, friends=USUAL, rejected_friend_requests=asked)
    ((at, latest),) = _rows(read([first, second]), "request_declined", "at", "at_latest")
    assert str(at)[:10] == FIRST
    assert str(latest)[:10] == SECOND


def test_a_request_that_was_declined_made_no_friendship(tmp_path: Path) -> None:
    """They became friends by another request, and nothing tells whose that was."""
    asked = [("Ann Roe", "2020-03-01T10:05:30")]
    first = _html(tmp_path, FIRST, friends=USUAL, friend_requests_received=asked)
    second = _json(tmp_path, SECOND, friends=USUAL, rejected_friend_requests=asked)
    friends = [("Ann Roe", "2021-08-01T10:00:00"), *USUAL]
    third = _json(tmp_path, THIRD, friends=friends, rejected_friend_requests=asked)
    connected = _rows(read([first, second, third]), "connected", "person_id", "actor")
    assert ("facebook:name/ann roe", "unknown") in connected


def test_thanks_of_the_minute_of_an_accept_come_after_it(tmp_path: Path) -> None:
    """The page that has them tells no second, and the later download has the friends alone."""
    first = _html(tmp_path, FIRST, "THANKS-CONNECT")
    friends = [("Ann Roe", "2020-03-01T10:05:30"), *USUAL]
    analysis = analyse([first, _json(tmp_path, SECOND, friends=friends)])
    told = analysis.stages[analysis.stages["person_id"] == "facebook:name/ann roe"]
    assert [s for s in told["stage"] if s != "silence"] == ["request", "accept", "thanks"]
