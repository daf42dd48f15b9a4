"""The page's checklist of what a parser must survive, points 6 to 11 (facebook.md section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from tests.exports import log_of
from tests.facebook.checklist import (
    ACCEPTED,
    ANN,
    FRIENDS,
    ME,
    MESSAGES,
    Row,
    chat,
    inspected,
    kinds,
    say,
    short,
    told,
)
from tests.facebook.downloads import entries, mojibake, seconds, thread

if TYPE_CHECKING:
    from pathlib import Path

_PHOTO = [{"uri": "photos/1.jpg", "creation_timestamp": 1}]


# 6. `type` and `thread_type` are absent since 2024: fields and text tell.


@pytest.mark.parametrize("typed", [False, True])
def test_6_the_same_log_with_types_and_without(tmp_path: Path, *, typed: bool) -> None:
    def kind(name: str) -> dict[str, Any]:
        return {"type": name} if typed else {}

    plain = kind("Generic")
    whole: dict[str, Any] = {"thread_type": "Regular"} if typed else {}
    asking: dict[str, Any] = {"thread_type": "Pending"} if typed else {"is_pending": True}
    members = {
        **chat(
            "Ann Roe",
            say("Ann Roe", 0, "hello", **plain),
            say(ME, 1, "look", share={"link": "https://a.example"}, **kind("Share")),
            say("Ann Roe", 2, "Ann called you.", call_duration=61, **kind("Call")),
            say(ME, 3, None, photos=_PHOTO, **plain),
            say("Ann Roe", 4, "You missed a call from Ann.", call_duration=0, missed=True,
                **kind("Call")),
            **whole,
        ),
        **chat("Pit Cher", say("Pit Cher", 5, "buy", **plain), number=2, box="message_requests",
               **asking),
    }  # fmt: skip
    assert short(inspected(tmp_path, members)) == [
        ("10:00:00", "facebook:name/ann roe", "message", "person", "direct", "hello"),
        ("10:00:01", "facebook:name/ann roe", "message", "owner", "direct", "look"),
        ("10:00:02", "facebook:name/ann roe", "call", "person", "direct", None),
        ("10:00:03", "facebook:name/ann roe", "message", "owner", "direct", None),
        ("10:00:04", "facebook:name/ann roe", "call", "person", "direct", None),
        ("10:00:05", "facebook:name/pit cher", "message", "person", "message_request", "buy"),
    ]


# 7. Participants.


def test_7_two_hundred_and_fifty_people_and_an_owner_who_left(tmp_path: Path) -> None:
    crowd = [f"P {n}" for n in range(250)]
    path = f"{MESSAGES}/inbox/trip_100000000000007/message_1.json"
    members = {path: thread(crowd, [say("P 7", 0, "all"), say(ME, 1, "mine"),
                                    say("Gone One", 2, "left")], title="Trip",
                            is_still_participant=False)}  # fmt: skip
    inspection = inspected(tmp_path, members, {FRIENDS: entries("friends_v2", [])})
    assert log_of(inspection) == [
        told("p 7", "message", "10:00:00", "person", channel="group", text="all", row=3,
             member=path),
        told(None, "message", "10:00:01", "owner", channel="group", text="mine", row=2,
             member=path),
        told("gone one", "message", "10:00:02", "person", channel="group", text="left", row=1,
             member=path),
    ]  # fmt: skip
    assert inspection.people.height == 0


@pytest.mark.parametrize(
    "participants", [["Ann Roe", ME], [ME, "Ann Roe"], ["Ann Roe"], [ME], []], ids=str
)
def test_7_whoever_is_listed_the_two_are_the_two(tmp_path: Path, participants: list[str]) -> None:
    said = [say("Ann Roe", 0, "hello"), say(ME, 1, "yes")]
    value = thread(participants, said, title="Ann Roe")
    assert log_of(inspected(tmp_path, {ANN: value})) == [
        told("ann roe", "message", "10:00:00", "person", text="hello", row=2),
        told("ann roe", "message", "10:00:01", "owner", text="yes"),
    ]


# 8. Names.


def test_8_names_that_do_not_show_stay_apart(tmp_path: Path) -> None:
    blank = ["", "\u206f" * 40, "\u200c" * 40, "Facebook user", "\u00ad", " \t"]
    chats = {}
    for n, name in enumerate(blank):
        path = f"{MESSAGES}/inbox/10000000000002{n}/message_1.json"
        chats[path] = thread([name, ME], [say(name, n, f"{n}")], title="")
    rows = [(name, f"2020-01-0{n + 1}T10:00:00") for n, name in enumerate(blank)]
    inspection = inspected(tmp_path, chats, {FRIENDS: entries("friends_v2", rows)})
    log = log_of(inspection)
    assert [(row[1], row[8]) for row in log] == [("message", str(n)) for n in range(len(blank))]
    assert len({row[0] for row in log}) == len(blank)
    assert inspection.exports[0].blank_connections == len(blank)
    assert inspection.problems == ()


def test_8_a_name_twice_in_the_list_is_two_people_though_one_has_no_time(tmp_path: Path) -> None:
    rows = [{"name": "Ann Roe", "timestamp": 0}, {"name": "Ann Roe", "timestamp": 1_583_020_800}]
    members = {**chat("Ann Roe", say("Ann Roe", 0, "hello")), FRIENDS: {"friends_v2": rows}}
    inspection = inspected(tmp_path, members)
    assert kinds(inspection) == [("your_friends.json", 1, "impossible date")]
    friend, writer = (inspection.events.filter(activity=a) for a in ("connected", "message"))
    assert friend["person_id"].to_list() != writer["person_id"].to_list()


@pytest.mark.parametrize(
    "name", ["x@somebody", "@somebody", "a@2020-01-01", "b#2", "<i>x", "\x1b[31mr"]
)
def test_8_no_name_is_taken_for_a_mark_of_the_program(tmp_path: Path, name: str) -> None:
    members = chat(name, say(name, 0, "hello"), say(ME, 1, "yes"))
    rows = [(name, "2020-01-01T10:00:00")]
    inspection = inspected(tmp_path, members, {FRIENDS: entries("friends_v2", rows)})
    assert inspection.events["person_id"].n_unique() == 1
    assert inspection.people["name"].to_list() == [name]


def test_8_a_name_like_an_id_of_the_program_is_nobody_elses(tmp_path: Path) -> None:
    days = [
        ("Ann Roe", "2020-01-01"),
        ("Ann Roe", "2021-01-01"),
        ("Ann Roe@2020-01-01", "2022-01-01"),
    ]
    rows = [(name, f"{day}T10:00:00") for name, day in days]
    inspection = inspected(tmp_path, {FRIENDS: entries("friends_v2", rows)})
    assert inspection.events["person_id"].n_unique() == 3
    assert inspection.people.height == 3


# 9. The folder's name.


def test_9_tails_of_both_schemes_tell_threads_of_one_name_apart(tmp_path: Path) -> None:
    tails = ["annroe_aB-_cD_eF1", "annroe_aB-_cD_eF2", "annroe__________1", "annroe_1234567890",
             "annroe_123456789012345", "annroe_123456789012345678", "aB-_cD_eF3",
             "123456789012346"]  # fmt: skip
    members = {
        f"{MESSAGES}/inbox/{tail}/message_1.json": thread(
            ["Ann Roe", ME], [say("Ann Roe", n, str(n))]
        )
        for n, tail in enumerate(tails)
    }
    events = inspected(tmp_path, members).events.sort("at")
    assert events["text"].to_list() == [str(n) for n in range(len(tails))]
    assert events["conversation_id"].n_unique() == len(tails)
    assert events["person_id"].n_unique() == len(tails)


def test_9_a_thread_is_one_in_the_inbox_and_where_encryption_cut_it(tmp_path: Path) -> None:
    before = chat("Ann Roe", say("Ann Roe", 0, "one"), box="e2ee_cutover")
    after = chat("Ann Roe", say("Ann Roe", 0, "one"), say("Ann Roe", 1, "two"))
    inspection = inspected(tmp_path, before, after)
    assert [row[-2] for row in short(inspection)] == ["direct", "direct"]
    assert [row[-1] for row in short(inspection)] == ["one", "two"]
    assert inspection.exports[0].duplicates == 1


# 10. What is no reply.

_NO_REPLY = [
    ("Ann sent an attachment.", "trace"), ("Ann ha enviado un archivo adjunto.", "trace"),
    ("Ann a envoyé une pièce jointe.", "trace"), ("This message was unsent", "trace"),
    ("Este mensaje no se ha enviado", "trace"), ("Este mensaje no se envió", "trace"),
    ("Ce message n'a pas été envoyé", "trace"), ("Reacted ❤ to your message ", "reaction"),
    ("Liked a message", "reaction"), ("Ha reaccionado con ❤ a tu mensaje:", "reaction"),
    ("Ann is waving at you!", "poke"), ("Ann vous fait coucou !", "poke"),
    ("Ann called you.", "call"), ("You missed a call from Ann.", "call"),
    ("Vous avez manqué un appel de Ann.", "call"), ("The video call ended.", "call"),
    ("Ann just joined Messenger! Be the first to wave.", None), ("Say hello to Ann.", None),
    ("Ann vous a ajouté sur Messenger.", None),
    ("Tú y Ann Roe celebran 5 años de amistad en Facebook", None),
    ("Ann changed the chat theme.", None), ("Ann set your nickname to Boss.", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "what"), _NO_REPLY)
def test_10_a_line_of_the_platform_is_no_reply(tmp_path: Path, line: str, what: str | None) -> None:
    members = chat("Ann Roe", say(ME, 0, "Hello there, Ann."), say("Ann Roe", 9, line))
    inspection = inspected(tmp_path, members)
    mine = told("ann roe", "message", "10:00:00", "owner", text="Hello there, Ann.", row=2)
    activity = "message" if what == "trace" else what
    channel = "trace" if what == "trace" else "direct"
    other: list[Row] = [
        told("ann roe", activity, "10:00:09", "person", channel=channel)
    ] if activity else []  # fmt: skip
    assert log_of(inspection) == [mine, *other]
    assert inspection.exports[0].apart == ({} if activity else {"system": 1})


def test_10_being_let_in_is_no_reply_and_what_came_before_was_a_request(tmp_path: Path) -> None:
    members = chat("Pit Cher", say("Pit Cher", 0, "buy"), say(ME, 9, ACCEPTED))
    path = next(iter(members))
    assert log_of(inspected(tmp_path, members)) == [
        told("pit cher", "message", "10:00:00", "person", channel="message_request", text="buy",
             row=2, member=path),
        told("pit cher", "message_request_accepted", "10:00:09", "owner", member=path),
    ]  # fmt: skip


def test_10_unsent_taken_down_and_membership_say_nothing(tmp_path: Path) -> None:
    members = chat(
        "Ann Roe",
        say("Ann Roe", 0, None, is_unsent=True),
        say("Ann Roe", 1, "secret", is_unsent=True),
        say("Ann Roe", 2, "secret", is_taken_down=True),
        say("Ann Roe", 3, "in", type="Subscribe", users=[{"name": "Ann Roe"}]),
    )
    assert short(inspected(tmp_path, members)) == [
        (f"10:00:0{n}", "facebook:name/ann roe", "message", "person", "trace", None)
        for n in range(3)
    ]


# 11. What stands there twice.


def test_11_bumps_group_copies_and_overlaps_count_once(tmp_path: Path) -> None:
    bump = {"is_bumped": True, "bumped_message": "hello"}
    talk = [say("Ann Roe", 0, "hello"), say("Ann Roe", 1, "hello", bumped_message_metadata=bump)]
    trip = [say("Bo Li", 2, "trip"), say(ME, 3, "gladly")]
    folder = f"{MESSAGES}/inbox/trip_100000000000008"
    group = thread(["Bo Li", "Cy Ro", ME], trip, title="Trip")
    members = {
        **chat("Ann Roe", *talk),
        ANN.replace("message_1", "message_2"): thread(["Ann Roe", ME], talk[:1]),
        f"{folder}/message_1.json": group,
        "groups/your_group_messages/100000000000008.json": {"thread_name": "Trip",
                                                            "messages": trip[::-1]},
    }  # fmt: skip
    inspection = inspected(tmp_path, members)
    assert short(inspection) == [
        ("10:00:00", "facebook:name/ann roe", "message", "person", "direct", "hello"),
        ("10:00:01", "facebook:name/ann roe", "message", "person", "direct", None),
        ("10:00:02", "facebook:name/bo li", "message", "person", "group", "trip"),
        ("10:00:03", None, "message", "owner", "group", "gladly"),
    ]
    assert inspection.exports[0].duplicates == 1


def test_11_the_order_of_ties_is_that_of_the_file_backwards(tmp_path: Path) -> None:
    members = chat("Ann Roe", *(say("Ann Roe", 0, f"word {n}") for n in range(6)))
    assert inspected(tmp_path, members).events["text"].to_list() == [f"word {n}" for n in range(6)]


def test_11_reactions_have_their_own_second_or_the_time_since(tmp_path: Path) -> None:
    heart = mojibake("❤")
    reactions = [
        {"reaction": heart, "actor": ME, "timestamp": seconds("2023-05-02T10:00:00")},
        {"reaction": heart, "actor": "Ann Roe"},
    ]
    members = chat("Ann Roe", say("Ann Roe", 0, "hello", reactions=reactions))
    later = "2023-05-02 10:00:00"
    log = inspected(tmp_path, members).events.filter(pl.col("activity") == "reaction")
    assert log.select("actor", "precision").rows() == [("person", "interval"), ("owner", "second")]
    assert str(log["at"][1])[:19] == later
