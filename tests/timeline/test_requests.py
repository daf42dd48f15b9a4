"""Request and accept: what is observed, what is inferred, and what stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import analyse
from tests.exports import NAME, PROFILE, connections, invitations, messages, moment, write_zip
from tests.timeline.stories import met, step, steps, talk, told, wrote

if TYPE_CHECKING:
    from pathlib import Path

LISTED = ("Ann", "Roe", "ann-roe", "05 Jan 2024")
CHAT = ("c9", "<", "Bo Li", "bo-li", "2024-01-03 10:00:00", "Hello")


def test_a_request_with_a_note_and_the_second_of_its_accept(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        Invitations=invitations(
            ("OUTGOING", "Ann Roe", "ann-roe", "1/31/24, 9:30 AM", "Hello Ann")
        ),
        messages=messages(
            ("c1", "<", "Ann Roe", "ann-roe", "2024-02-01 15:00:00", "Hello!"),
            ("c1", ">", "Ann Roe", "ann-roe", "2024-02-01 12:00:01", "Hello Ann"),
        ),
    )
    assert steps(analysis) == [
        wrote("request", "2024-01-31 17:30:00", "owner", says=True),
        wrote("accept", "2024-02-01 12:00:01", "person", says=3),
        talk("2024-02-01 15:00:00", "person", 0, 1),
    ]


def test_a_request_without_a_note_bounds_the_accept_of_its_day(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        Invitations=invitations(("OUTGOING", "Ann Roe", "ann-roe", "2/1/24, 9:30 AM", "")),
        messages=messages(CHAT),
    )
    assert steps(analysis) == [
        wrote("request", "2024-02-01 17:30:00", "owner", says=False),
        step("accept", "2024-02-01 17:30:00", "2024-02-01 23:59:59", "person"),
    ]


def test_a_request_of_the_day_before_does_not(tmp_path: Path) -> None:
    """Late on 31 January in Los Angeles it is 1 February in UTC, here it is not."""
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        Invitations=invitations(("INCOMING", "Ann Roe", "ann-roe", "1/31/24, 3:30 PM", "Hi")),
        messages=messages(CHAT),
    )
    assert steps(analysis) == [
        wrote("request", "2024-01-31 23:30:00", "person", says=True),
        step("accept", "2024-02-01 00:00:00", "2024-02-01 23:59:59", "owner"),
    ]


def test_a_request_pending(tmp_path: Path) -> None:
    """Sent three weeks before the export, it is neither ignored nor a silence."""
    analysis = told(
        tmp_path,
        Connections=connections(("Bo", "Li", "bo-li", "03 Jan 2024")),
        Invitations=invitations(("OUTGOING", "Ann Roe", "ann-roe", "2/8/24, 9:30 AM", "")),
        messages=messages(CHAT),
    )
    assert steps(analysis) == [wrote("request", "2024-02-08 17:30:00", "owner", says=False)]


def test_without_a_request_there_was_none_with_a_note_on_a_silent_day(tmp_path: Path) -> None:
    analysis = told(tmp_path, Connections=connections(LISTED), messages=messages(CHAT))
    assert steps(analysis) == [
        step("request", None, "2024-01-05 23:59:59", sure=False, says=False),
        step("accept", "2024-01-05 00:00:00", "2024-01-05 23:59:59"),
    ]


@pytest.mark.parametrize(("way", "actor"), [(">", "owner"), ("<", "person")])
def test_words_of_that_day_may_be_the_note(tmp_path: Path, way: str, actor: str) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(LISTED),
        messages=messages(("c1", way, "Ann Roe", "ann-roe", "2024-01-05 10:00:00", "Hello")),
    )
    sent = int(way == ">")
    assert steps(analysis) == [
        *met("2024-01-05", note=None),
        talk("2024-01-05 10:00:00", actor, sent, 1 - sent),
    ]


def test_words_of_another_pair_or_day_may_not(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(LISTED),
        messages=messages(
            ("c9", "<", "Bo Li", "bo-li", "2024-01-05 10:00:00", "Hello"),
            ("c1", "<", "Ann Roe", "ann-roe", "2024-01-06 00:00:00", "Hello"),
        ),
    )
    assert steps(analysis) == [
        *met("2024-01-05", note=False),
        talk("2024-01-06 00:00:00", "person", 0, 1),
    ]


def test_without_messages_nothing_is_said_of_a_note(tmp_path: Path) -> None:
    analysis = told(tmp_path, Connections=connections(LISTED))
    assert steps(analysis) == met("2024-01-05", note=None)


def test_a_day_seen_in_part_does_not_tell(tmp_path: Path) -> None:
    """The archive was written at noon of the day of the accept."""
    files = {
        "Profile.csv": PROFILE,
        "Connections.csv": connections(("Ann", "Roe", "ann-roe", "01 Mar 2024")),
        "messages.csv": messages(CHAT),
    }
    path = write_zip(tmp_path / NAME, files, at=moment("2024-03-01 12:00:00"))
    analysis = analyse([path])
    assert [(s[0], s[-1]) for s in steps(analysis)] == [("request", None), ("accept", None)]


def test_messages_that_begin_later_do_not_tell(tmp_path: Path) -> None:
    """Twelve connections before the first message in the file have none, twelve later ones do."""
    early = [(f"E{i}", "Old", f"old-{i}", f"{i + 1:02} Mar 2021") for i in range(12)]
    late = [(f"L{i}", "New", f"new-{i}", f"{i + 1:02} Jan 2024") for i in range(12)]
    chats = [
        (f"c{i}", "<", f"L{i} New", f"new-{i}", f"2024-01-{i + 2:02} 10:00:00", "Hello")
        for i in range(12)
    ]
    analysis = told(
        tmp_path,
        Connections=connections(*reversed(late), *reversed(early)),
        messages=messages(*chats),
    )
    assert steps(analysis, "linkedin:old-3")[:2] == met("2021-03-04", note=None)


def test_an_accept_of_an_unknown_day(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "one day")),
        messages=messages(("c1", "<", "Ann Roe", "ann-roe", "2024-01-06 10:00:00", "Hello")),
    )
    assert steps(analysis) == [
        step("request", None, "2024-01-06 10:00:00", sure=False, says=None),
        step("accept", None, "2024-01-06 10:00:00"),
        talk("2024-01-06 10:00:00", "person", 0, 1),
    ]


def test_the_order_of_ties(tmp_path: Path) -> None:
    """Request, accept, thanks, message, pitch, decline, reply; the newest row stands first."""
    second = "2024-02-01 17:30:00"
    chat = [
        ("<", "I see"),
        (">", "DECLINE"),
        ("<", "PITCH"),
        (">", "And what do you do?"),
        (">", "THANKS-CONNECT"),
    ]
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        Invitations=invitations(("OUTGOING", "Ann Roe", "ann-roe", "2/1/24, 9:30 AM", "")),
        messages=messages(*(("c1", w, "Ann Roe", "ann-roe", second, t) for w, t in chat)),
    )
    found = steps(analysis)
    assert [s[0] for s in found] == [
        "request", "accept", "thanks", "message", "pitch", "decline", "reply",
    ]  # fmt: skip
    assert {s[1] for s in found} == {"2024-02-01T17:30:00Z"}
