"""Facebook's requests: to be friends, and to be let in with a message.

Message requests are their own folder, and not every download has it.
Facts: facebook.md sections 2, 9 (points 5 and 12) and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.coverage.given import ANN, LET_IN, ME, ZOE, Download, ann, judged, listed, me
from tests.facebook.downloads import seconds
from tests.timeline.facebook import DAY, INBOX, OTHERS, REQUEST, SENT, SINCE, only, told_steps
from tests.timeline.stories import quiet, step

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows


@pytest.mark.parametrize("kind", ["sent", "received"])
@pytest.mark.parametrize("there", [True, False])
def test_an_open_request_and_words_that_could_be_missing(
    tmp_path: Path, kind: str, there: bool
) -> None:
    """Whoever is no friend writes into message requests; without the folder nothing is seen."""
    lists: dict[str, Any] = {kind: SENT}
    found = told_steps(tmp_path, Download(day=DAY, threads=OTHERS if there else {}, **lists))
    silence = [quiet("2024-11-01 10:00:00", None, 221)] if there else []
    actor = "owner" if kind == "sent" else "person"
    assert found == [step("request", "2024-11-01 10:00:00", actor=actor), *silence]


def test_a_declined_request_and_words_that_could_be_missing(tmp_path: Path) -> None:
    downloads = [Download(day="2025-04-10", received=SENT), Download(day=DAY, rejected=SENT)]
    assert only("silence", told_steps(tmp_path, *downloads)) == []


def test_the_folder_was_there_at_first(tmp_path: Path) -> None:
    downloads = [
        Download(day="2025-04-10", sent=SENT, threads=OTHERS),
        Download(day=DAY, sent=SENT),
    ]
    assert only("silence", told_steps(tmp_path, *downloads)) == [
        quiet("2024-11-01 10:00:00", "2025-04-10 23:59:59", 160)
    ]


def test_the_folder_is_there_at_last(tmp_path: Path) -> None:
    """The newest download shows every request that is still there."""
    downloads = [
        Download(day="2025-04-10", sent=SENT),
        Download(day=DAY, sent=SENT, threads=OTHERS),
    ]
    assert only("silence", told_steps(tmp_path, *downloads)) == [
        quiet("2024-11-01 10:00:00", None, 221)
    ]


def test_a_message_request_in_the_earlier_download_alone(tmp_path: Path) -> None:
    """What she wrote since would be in a folder that the later download lacks."""
    asked = {REQUEST: [ann("2025-03-05T10:00:00")]}
    downloads = [Download(day="2025-03-10", threads=asked), Download(day="2025-09-10")]
    assert only("silence", told_steps(tmp_path, *downloads)) == []


def test_a_message_request_that_was_let_in_goes_on_in_the_inbox(tmp_path: Path) -> None:
    let_in = {INBOX: [ann("2025-03-05T10:00:00"), me("2025-03-06T10:00:00", LET_IN)]}
    downloads = [Download(day=day, threads=let_in) for day in ("2025-03-10", "2025-09-10")]
    assert only("silence", told_steps(tmp_path, *downloads)) == [
        quiet("2025-03-06 10:00:00", None, 188)
    ]


def test_a_friend_needs_no_folder_of_requests(tmp_path: Path) -> None:
    found = told_steps(tmp_path, Download(day=DAY, friends=SENT))
    assert only("silence", found) == [quiet("2024-11-01 10:00:00", None, 221)]


def test_a_decline_lies_between_arrival_and_export(tmp_path: Path) -> None:
    assert told_steps(tmp_path, Download(day=DAY, rejected=SENT, threads=OTHERS)) == [
        step("request", "2024-11-01 10:00:00", actor="person"),
        step("decline", "2024-11-01 10:00:00", "2025-06-10 23:59:59", "owner", says="request"),
    ]


def test_a_decline_that_two_downloads_hold_lies_before_the_first(tmp_path: Path) -> None:
    downloads = [Download(day=day, rejected=SENT, threads=OTHERS) for day in ("2025-01-10", DAY)]
    assert only("decline", told_steps(tmp_path, *downloads)) == [
        step("decline", "2024-11-01 10:00:00", "2025-01-10 23:59:59", "owner", says="request")
    ]


def test_declined_and_friends_later(tmp_path: Path) -> None:
    """Asked again since, by nobody knows whom: the request that was declined was not accepted."""
    friends: Rows = ((ANN, "2025-02-01T10:00:00"),)
    found = told_steps(tmp_path, Download(day=DAY, rejected=SENT, friends=friends))
    assert [each for each in found if each[0] in {"request", "decline", "accept"}][:2] == [
        step("request", "2024-11-01 10:00:00", actor="person"),
        step("decline", "2024-11-01 10:00:00", "2025-06-10 23:59:59", "owner", says="request"),
    ]
    assert only("accept", found) == [step("accept", "2025-02-01 10:00:00")]


@pytest.mark.parametrize("kind", ["sent", "received"])
def test_a_friend_whose_request_is_still_open(tmp_path: Path, kind: str) -> None:
    """Accepted requests leave the list: the other one of two was accepted (section 2)."""
    lists: dict[str, Any] = {kind: SENT}
    friends: Rows = ((ANN, "2025-02-01T10:00:00"),)
    found = told_steps(tmp_path, Download(day=DAY, friends=friends, threads=OTHERS, **lists))
    assert only("accept", found) == [step("accept", "2025-02-01 10:00:00")]


def test_acts_from_afar_make_nobody_a_tie(tmp_path: Path) -> None:
    root, second = "your_facebook_activity/comments_and_reactions", seconds("2025-05-01T10:00:00")
    comment = {"timestamp": second, "comment": "Lovely", "author": ME}
    members = {
        f"{root}/comments.json": {
            "comments_v2": [
                {
                    "timestamp": second,
                    "title": f"{ME} commented on Cid Comment's post.",
                    "data": [{"comment": comment}],
                }
            ]
        },
        f"{root}/posts_and_comments.json": [
            {
                "timestamp": second,
                "title": f"{ME} liked Rex React's post.",
                "data": [{"reaction": {"reaction": "LIKE", "actor": ME}}],
            }
        ],
        "connections/followers/people_who_followed_you.json": {
            "followers_v3": [{"name": "Fae Follower"}]
        },
    }
    given = Download(
        day=DAY, following=(("Gus Followed", "2025-05-01T10:00:00"),), members=members, sent=SENT
    )
    analysis = judged(tmp_path, given)
    assert listed(analysis) == {ANN, ZOE}
    counted = analysis.events["activity"].value_counts()
    assert (counted["follow"], counted["comment"], counted["reaction"]) == (2, 1, 1)


def test_a_friend_who_is_also_followed_is_a_tie(tmp_path: Path) -> None:
    given = Download(day=DAY, friends=SINCE, following=((ANN, "2020-05-02T10:00:00"),))
    assert listed(judged(tmp_path, given)) == {ANN, ZOE}
