"""A later download in HTML tells the range of dates it was cut to, or that there was none.

Rules: facebook.md sections 6.2 and 7; what a removal, a withdrawal and a deletion are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import analyse
from tests.coverage.given import ME, ROOT, ZOE, Download, Rows
from tests.exports import write_zip
from tests.facebook.downloads import entries, message, moment, thread
from tests.facebook.html.writing import Writer
from tests.history.facebook import (
    ACCEPT,
    ASKED,
    BETWEEN,
    CHAT,
    FIRST,
    FRIENDS,
    UNTOLD,
    acts,
    requested,
    words_gone,
)
from tests.timeline.facebook import INBOX
from tests.timeline.stories import step

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.analysis import Analysis


@dataclass(frozen=True, kw_only=True)
class _Pages:
    """A later download in HTML: of one friend who has written twice, and without a request.

    range: the dates at its foot, None without any.
    """

    friend: tuple[str, str]
    folder: str
    said: tuple[str, str]
    range: tuple[str, str] | None = None
    made: str = "2025-06-10T12:00:00"

    def write(self, tmp_path: Path) -> Path:
        writer = Writer(
            style="en 2024", zone="UTC", owner=ME, made=moment(self.made), range=self.range
        )
        name, _ = self.friend
        talk = thread([name, ME], [message(name, at, "Hello") for at in self.said])
        members = {
            "connections/friends/your_friends.html": writer.people(
                "Friends", entries("friends_v2", [self.friend])
            ),
            "connections/friends/sent_friend_requests.html": writer.people(
                "Sent friend requests", entries("sent_requests_v2", [])
            ),
            "personal_information/profile_information/timezone.html": writer.page(
                "Time zone", [writer.block(None, "UTC", None)]
            ),
            f"{ROOT}/inbox/{self.folder}/message_1.html": writer.thread(talk),
        }
        return write_zip(tmp_path / f"facebook-olive.owner-{self.made[:10]}-AbCdEf12.zip", members)


def _early(told: tuple[str, str] | None = None) -> _Pages:
    """Return one in which nothing lies in the last months before it was written."""
    return _Pages(
        friend=(ZOE, "2009-01-05T10:00:00"),
        folder="zoeold_900000000000001",
        said=("2009-01-06T10:00:00", "2024-10-20T10:00:00"),
        range=told,
    )


def _late(told: tuple[str, str] | None = None) -> _Pages:
    """Return one in which nothing lies before Christmas 2024."""
    return _Pages(
        friend=("Cy New", "2024-12-25T10:00:00"),
        folder="cynew_700000000000001",
        said=("2024-12-26T10:00:00", "2025-06-05T10:00:00"),
        range=told,
    )


def _judged(tmp_path: Path, first: Download, later: _Pages) -> Analysis:
    return analyse([first.write(tmp_path), later.write(tmp_path)])


_OF_ALL_TIME: Final = pytest.mark.parametrize(
    "later", [_early(), _late()], ids=["nothing at the end", "nothing before"]
)


@_OF_ALL_TIME
def test_a_friend_missing_from_a_download_of_all_time(tmp_path: Path, later: _Pages) -> None:
    analysis = _judged(tmp_path, Download(day=FIRST, friends=FRIENDS, usual=False), later)
    assert acts(analysis) == [UNTOLD, ACCEPT, step("removal", *BETWEEN)]


@_OF_ALL_TIME
def test_a_request_missing_from_a_download_of_all_time(tmp_path: Path, later: _Pages) -> None:
    analysis = _judged(tmp_path, Download(day=FIRST, sent=ASKED), later)
    assert acts(analysis) == [requested("owner"), step("withdrawal", *BETWEEN, sure=False)]


def test_a_thread_missing_from_a_download_of_all_time(tmp_path: Path) -> None:
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: CHAT})
    lost = ["2025-01-10T23:59:59Z", "2025-06-10T12:00:59Z"]  # as the foot tells it
    analysis = _judged(tmp_path, first, _early())
    assert words_gone(analysis) == [("pitch", lost), ("decline", lost)]


def test_a_friend_missing_from_the_range_that_is_told(tmp_path: Path) -> None:
    """The range goes on after the last thing that it holds."""
    told = ("January 1, 2005 at 12:00 AM", "December 31, 2024 at 11:59 PM")
    analysis = _judged(tmp_path, Download(day=FIRST, friends=FRIENDS), _early(told))
    assert acts(analysis) == [UNTOLD, ACCEPT, step("removal", *BETWEEN)]


def test_a_friend_of_after_the_range_that_is_told(tmp_path: Path) -> None:
    """It ends before the download, however soon before the last thing lies."""
    befriended: Rows = (("Ann Roe", "2025-01-05T10:00:00"),)
    later = _Pages(
        friend=(ZOE, "2009-01-05T10:00:00"),
        folder="zoeold_900000000000001",
        said=("2009-01-06T10:00:00", "2024-12-30T10:00:00"),
        range=("January 1, 2005 at 12:00 AM", "December 31, 2024 at 11:59 PM"),
        made="2025-01-20T12:00:00",
    )
    analysis = _judged(tmp_path, Download(day=FIRST, friends=befriended), later)
    assert [each[0] for each in acts(analysis)] == ["request", "accept"]
