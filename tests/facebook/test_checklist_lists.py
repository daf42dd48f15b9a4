"""The page's checklist of what a parser must survive, points 12 to 15 (facebook.md section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.errors import ReciprocityError
from reciprocity.inspection import read
from tests.exports import log_of
from tests.facebook.checklist import (
    ANN,
    END,
    FOLLOWING,
    FRIENDS,
    ME,
    MESSAGES,
    RECEIVED,
    REJECTED,
    REMOVED,
    SENT,
    chat,
    inspected,
    kinds,
    say,
    settled,
    short,
    told,
    zipped,
)
from tests.facebook.downloads import entries, milliseconds, seconds, thread

if TYPE_CHECKING:
    from pathlib import Path


# 12. The rejected list is unsorted, and its times are those of the arrival.


def test_12_rejected_requests_in_any_order_keep_their_rows(tmp_path: Path) -> None:
    days = ["2021-12-01", "2023-12-01", "2020-12-01"]
    rows = [(f"Rob {n}", f"{day}T10:00:00") for n, day in enumerate(days)]
    members = {REJECTED: entries("rejected_requests_v2", rows, marked_as_spam=True)}
    expected = []
    for n in (2, 0, 1):
        where: dict[str, Any] = {"channel": "invitation", "row": n + 1, "member": REJECTED}
        at = f"{days[n]} 10:00:00"
        expected += [
            told(f"rob {n}", "request_declined", at, "owner", until=END, precision="interval",
                 **where),
            told(f"rob {n}", "request_received", at, "person", **where),
        ]  # fmt: skip
    inspection = inspected(tmp_path, members)
    assert settled(log_of(inspection)) == settled(expected)
    assert inspection.problems == ()


def test_12_somebody_declined_asked_again_and_became_a_friend_and_was_removed(
    tmp_path: Path,
) -> None:
    members = {
        REJECTED: entries("rejected_requests_v2", [("Ann Roe", "2020-01-01T10:00:00")]),
        REMOVED: entries("deleted_friends_v2", [("Ann Roe", "2021-01-01T10:00:00")]),
        FRIENDS: entries("friends_v2", [("Ann Roe", "2022-01-01T10:00:00")]),
    }
    assert settled(log_of(inspected(tmp_path, members))) == settled([
        told("ann roe", "request_declined", "2020-01-01 10:00:00", "owner", until=END,
             precision="interval", channel="invitation", member=REJECTED),
        told("ann roe", "request_received", "2020-01-01 10:00:00", "person",
             channel="invitation", member=REJECTED),
        told("ann roe", "connected", None, "unknown", until="2021-01-01 10:00:00",
             precision="interval", certainty="inferred", channel="list", member=REMOVED),
        told("ann roe", "disconnected", "2021-01-01 10:00:00", "owner", certainty="inferred",
             channel="list", member=REMOVED),
        told("ann roe", "connected", "2022-01-01 10:00:00", "unknown", channel="list",
             member=FRIENDS),
    ])  # fmt: skip


def test_12_the_departed_among_requests_leave_the_list_a_witness(tmp_path: Path) -> None:
    """Deleted accounts are as usual in a list as anywhere (4.3); no row of it is damaged."""
    rows = [(f"P {n}", f"2023-01-{n + 1:02}T10:00:00") for n in range(20)]
    gone = [("Facebook user", f"2023-02-{n + 1:02}T10:00:00") for n in range(3)]
    members = {
        RECEIVED: entries("received_requests_v2", [*rows, *gone]),
        SENT: entries("sent_requests_v2", [*rows, *gone]),
    }
    inspection = inspected(tmp_path, members)
    assert inspection.events.height == 40
    coverage = inspection.exports[0].coverage
    for kind in ("request_received", "request_sent"):
        assert coverage[kind]["from"] is not None, kind


# 13. Times.


_TIMES: list[tuple[Any, bool]] = [
    (0, False), (-1, False), (-62169984000, False), (1, False), (True, False), (None, False),
    ("1583020800", False), ([], False), (1e300, False), (2**63, False), (-(2**63), False),
    (1583020800, True), (1583020800.0, True), (1583020800000, True),
]  # fmt: skip


@pytest.mark.parametrize(("at", "good"), _TIMES, ids=repr)
def test_13_a_time_that_cannot_be_costs_its_row_alone(
    tmp_path: Path, at: Any, *, good: bool
) -> None:
    lists = {FRIENDS: "friends_v2", SENT: "sent_requests_v2", RECEIVED: "received_requests_v2",
             REMOVED: "deleted_friends_v2", FOLLOWING: "following_v3"}  # fmt: skip
    rows = [{"name": "Odd", "timestamp": at}, {"name": "Fine", "timestamp": 1583020800}]
    said = [
        {"sender_name": "Ann Roe", "timestamp_ms": at, "content": "odd"},
        {"sender_name": "Ann Roe", "timestamp_ms": 1583020800000, "content": "fine"},
    ]
    talk = {"participants": [{"name": "Ann Roe"}, {"name": ME}], "messages": said}
    members = {path: {key: rows} for path, key in lists.items()} | {ANN: talk}
    inspection = inspected(tmp_path, members)
    found = inspection.events.filter(certainty="observed")["person_id"].to_list()
    assert found.count("facebook:name/fine") == len(lists) - 1  # a removal is inferred
    # A friend stays one without the time.
    assert found.count("facebook:name/odd") == (len(lists) - 1 if good else 1)
    texts = sorted(inspection.events["text"].drop_nulls())
    assert texts == (["fine", "odd"] if good else ["fine"])
    assert {(row, kind) for _, row, kind in kinds(inspection)} == (
        set() if good else {(1, "impossible date")}
    )
    assert len(inspection.problems) == (0 if good else len(lists) + 1)


def test_13_milliseconds_keep_their_order(tmp_path: Path) -> None:
    start = milliseconds("2023-05-01T10:00:00")
    said = [{"sender_name": "Ann Roe", "timestamp_ms": start + n, "content": f"{n}"}
            for n in (2, 1, 0)]  # fmt: skip
    inspection = inspected(tmp_path, {ANN: thread(["Ann Roe", ME], said)})
    assert inspection.events["text"].to_list() == ["0", "1", "2"]
    assert [at.microsecond for at in inspection.events["at"]] == [0, 1000, 2000]


# 14. Page mode, and two accounts.

_PAGE = "this_profile's_activity_across_facebook/messages/inbox"


@pytest.mark.parametrize("apostrophe", ["'", "_", "’"])  # noqa: RUF001
def test_14_a_page_is_kept_apart_beside_the_person(tmp_path: Path, apostrophe: str) -> None:
    talk = thread(["Cus Tomer", "My Page"], [say("Cus Tomer", 0, "price?"), say("My Page", 1, "5")])
    page = {f"{_PAGE.replace(chr(39), apostrophe)}/cus_100000000000009/message_1.json": talk}
    inspection = inspected(tmp_path, page, chat("Ann Roe", say("Ann Roe", 2, "hello")))
    assert log_of(inspection) == [told("ann roe", "message", "10:00:02", "person", text="hello")]
    assert inspection.exports[0].apart == {"page": 2}


def test_14_two_accounts_in_one_folder_are_not_taken_for_one_without_a_word(
    tmp_path: Path,
) -> None:
    root = "profile_information/profile_information.json"
    members: dict[str, Any] = {
        f"a/{root}": {"profile_v2": {"name": {"full_name": ME}}},
        f"b/{root}": {"profile_v2": {"name": {"full_name": "Second Self"}}},
        "a/messages/inbox/ann_100000000000001/message_1.json": thread(
            ["Ann Roe", ME], [say("Ann Roe", 0, "to a"), say(ME, 1, "from a")]
        ),
        "b/messages/inbox/bo_100000000000002/message_1.json": thread(
            ["Bo Li", "Second Self"], [say("Bo Li", 2, "to b"), say("Second Self", 3, "from b")]
        ),
    }
    alone = read([zipped(tmp_path, {k: v for k, v in members.items() if k[0] == "a"}, "a.zip")])
    known = {word for reason in alone.exports[0].reasons for word in reason.split()}
    said = _said_of(zipped(tmp_path, members, "b.zip"))
    assert said - known - {"2", "files"}


def _said_of(path: Path) -> set[str]:
    """Return the words of the reasons and problems of a download, or of its refusal."""
    try:
        both = read([path])
    except ReciprocityError as error:
        return set(str(error).split())
    told_of = [*both.exports[0].reasons, *(problem.hint for problem in both.problems)]
    return {word for sentence in told_of for word in sentence.split()}


# 15. Marketplace, adverts and spam groups are no relationships.


def test_15_sales_and_adverts_make_nobody_a_tie(tmp_path: Path) -> None:
    advert = "You opened this conversation through an ad. When you reply, Shop Inc will see more."
    members = {
        **chat("Sel Ler", say("Sel Ler", 0, "Still there?"), say(ME, 1, "Yes"), number=2,
               title="Sel · Red bike"),
        **chat("Shop Inc", say("Shop Inc", 2, advert), say(ME, 3, "hi"), number=3),
        **chat("Buy Er", say("Buy Er", 4, "Buy sent you a message about your listing: Sofa"),
               say("Buy Er", 5, "ok?"), number=4),
        **chat("Ann Roe", say("Ann Roe", 6, "hello")),
    }  # fmt: skip
    inspection = inspected(tmp_path, members)
    assert log_of(inspection) == [told("ann roe", "message", "10:00:06", "person", text="hello")]
    assert inspection.exports[0].apart == {"marketplace": 4, "page": 2}
    assert inspection.people["name"].to_list() == ["Ann Roe"]


def test_15_a_spam_group_makes_nobody_a_tie(tmp_path: Path) -> None:
    crowd = [f"Spam {n}" for n in range(40)]
    spam = thread(crowd, [say("Spam 3", 0, "win money")], title="WIN")
    members = {f"{MESSAGES}/filtered_threads/win_100000000000005/message_1.json": spam}
    inspection = inspected(tmp_path, members, chat("Ann Roe", say("Ann Roe", 6, "hello")))
    assert short(inspection) == [
        ("10:00:00", "facebook:name/spam 3", "message", "person", "group", "win money"),
        ("10:00:06", "facebook:name/ann roe", "message", "person", "direct", "hello"),
    ]
    assert inspection.people["name"].to_list() == ["Ann Roe"]


# Section 2: what else the lists say, and what belongs together.


def test_a_follow_of_the_second_of_a_request_and_the_lists_without_times(tmp_path: Path) -> None:
    followers = "connections/followers/people_who_followed_you.json"
    blocked = f"{MESSAGES}/messenger_contacts_you've_blocked.json"
    when = "2023-05-01T09:00:00"
    entry = {"timestamp": seconds(when), "data": {"name": "Blo Cked", "uri": "https://x.example"}}
    members = {
        SENT: entries("sent_requests_v2", [("Sam Sent", when)]),
        FOLLOWING: entries("following_v3", [("Sam Sent", when)]),
        followers: {"followers_v3": [{"name": "Fol Low"}]},
        blocked: {"messenger_contacts_blocked_v2": {"name": "B", "entries": [entry]}},
    }
    assert settled(log_of(inspected(tmp_path, members))) == settled([
        told("blo cked", "block", "09:00:00", "owner", channel="list", member=blocked),
        told("sam sent", "follow", "09:00:00", "owner", channel="profile", member=FOLLOWING),
        told("sam sent", "request_sent", "09:00:00", "owner", channel="invitation", member=SENT),
        told("fol low", "follow", None, "person", until=END, precision="interval",
             channel="profile", member=followers),
    ])  # fmt: skip
