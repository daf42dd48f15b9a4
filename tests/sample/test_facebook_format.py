from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from reciprocity.sample.facebook import LAYOUTS, ONLY_IN, Which, facebook_zip
from tests.sample.facebook_reading import (
    CAN_MESSAGE,
    CONNECTED,
    EVERY,
    OWNER,
    WHICH,
    members,
    names,
    part,
    repaired,
    texts_in,
    threads,
    values,
    with_title,
)

NEWEST_FIRST = ("friends", "sent", "received", "removed", "following")
PEOPLE = (*NEWEST_FIRST, "rejected")
LINK = re.compile(r"https?://([^/\s]+)")
TAIL = {"2019": r"[A-Za-z0-9_-]{10}", "2022": r"[A-Za-z0-9_-]{10}", "2026": r"[0-9]{15,18}"}
SLUG = {"2019": r"[A-Za-z0-9]+_", "2022": r"[a-z0-9]+_", "2026": r"[a-z0-9]+_"}
each_download = pytest.mark.parametrize(("which", "layout"), EVERY)


@each_download
def test_no_zip_is_larger_than_it_need_be(which: Which, layout: str) -> None:
    assert 200_000 < len(facebook_zip(which, layout)) < 400_000


@each_download
def test_json_is_ascii_and_each_byte_of_the_utf8_is_an_escape(which: Which, layout: str) -> None:
    wide = set()
    for name, data in members(which, layout).items():
        assert data.isascii(), name
        if name.endswith(".json"):
            value = json.loads(data)
            assert data.startswith((b"{\n  ", b"[\n  "))
            assert max((ord(c) for text in texts_in(value) for c in text), default=0) <= 0xFF
            wide |= {text for text in texts_in(repaired(value)) if not text.isascii()}
    assert b'"name": "Zo\\u00c3\\u00ab \\u00c5\\u0081ukaszek"' in b"".join(
        members(which, layout).values()
    )
    assert len(wide) > 100
    assert any(ord(c) > 0xFFFF for text in wide for c in text)


@each_download
def test_lists_are_newest_first_but_the_rejected(which: Which, layout: str) -> None:
    for name in NEWEST_FIRST:
        times = [row["timestamp"] for row in part(which, layout, name)]
        assert times == sorted(times, reverse=True), name
    arrived = [row["timestamp"] for row in part(which, layout, "rejected")]
    assert arrived != sorted(arrived, reverse=True)
    for name in PEOPLE:
        assert all(list(row) == ["name", "timestamp"] for row in part(which, layout, name))


@each_download
def test_only_what_is_pending_stands_among_the_requests(which: Which, layout: str) -> None:
    friends = set(names(which, "friends", layout))
    assert not friends & set(names(which, "sent", layout))
    assert not friends & set(names(which, "received", layout))
    assert friends & set(names(which, "rejected", layout)) == {"Hettie Langrick"}
    assert not friends & set(names(which, "removed", layout))


@each_download
def test_messages_are_newest_first_within_and_across_files(which: Which, layout: str) -> None:
    split = 0
    for path, thread in threads(which, layout).items():
        times = [message["timestamp_ms"] for message in thread["messages"]]
        assert times == sorted(times, reverse=True), path
        split += f"{LAYOUTS[layout].messages}/{path}/message_2.json" in values(which, layout)
    assert split >= 8


@each_download
def test_names_of_conversations(which: Which, layout: str) -> None:
    ids = set()
    for path, thread in threads(which, layout).items():
        name = path.partition("/")[2]
        nameless = not thread["title"].strip("\u206f")
        slug = "" if nameless else SLUG[layout]
        found = re.fullmatch(f"{slug}({TAIL[layout]})", name)
        assert found, path
        assert thread["thread_path"] == path
        ids.add(found.group(1))
    assert len(ids) == len(threads(which, layout))
    if layout != "2026":
        assert any("_" in each or "-" in each for each in ids)


@each_download
def test_keys_that_come_and_go(which: Which, layout: str) -> None:
    typed = layout != "2026"
    for path, thread in threads(which, layout).items():
        waiting = path.startswith("message_requests/")
        group = re.search("allotmentgang|birketts|bookclub|fastcash", path.lower())
        assert thread.get("is_pending", False) == (waiting and not typed)
        if typed and waiting:
            assert thread["thread_type"] == "Pending"
        elif typed and group:
            assert thread["thread_type"] == "RegularGroup"
        assert ("thread_type" in thread) == typed
        assert all(("type" in message) == typed for message in thread["messages"])
        assert ("joinable_mode" in thread) == bool(group)


def test_where_each_layout_keeps_things() -> None:
    old, middle, new = (set(members("earlier", layout)) for layout in ("2019", "2022", "2026"))
    assert "friends/sent_friend_requests.json" in old
    assert "friends_and_followers/friend_requests_sent.json" in middle
    assert "connections/friends/your_friends.json" in new
    assert "connections/followers/who_you've_followed.json" in new
    assert {"posts/other_people's_posts_to_your_timeline.json"} <= old & middle
    assert set(values("earlier", "2019")["friends/friends.json"]) == {"friends"}
    assert set(values("earlier", "2022")["friends_and_followers/friends.json"]) == {"friends_v2"}
    assert isinstance(part("earlier", "2026", "reactions"), list)
    for found in (old, middle, new):
        notes = [name for name in found if name.endswith("/no-data.txt")]
        assert len(notes) == 5
    for name, layouts in ONLY_IN.items():
        assert {key for key, layout in LAYOUTS.items() if name in layout.files} == layouts


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("layout", ["2019", "2026"])
def test_every_layout_holds_the_same(which: Which, layout: str) -> None:
    here, there = LAYOUTS[layout].files, LAYOUTS["2022"].files
    for name in set(here) & set(there) - {"profile"}:
        assert part(which, layout, name) == part(which, "2022", name), name
    assert _told(which, layout) == _told(which, "2022")
    profile = part(which, layout, "profile")
    assert part(which, "2022", "profile").items() <= profile.items()


@each_download
def test_no_link_leads_to_a_real_site(which: Which, layout: str) -> None:
    for member, value in values(which, layout).items():
        for text in texts_in(value):
            hosts = LINK.findall(text)
            assert all(each.endswith((".example", "www.facebook.com")) for each in hosts), member
            addresses = re.findall(r"@([\w.-]+\.\w+)", text)
            assert all(address.endswith(".example") for address in addresses), member


@pytest.mark.parametrize("which", WHICH)
def test_connected_lines_follow_the_friendship_at_once(which: Which) -> None:
    begun = {row["name"]: row["timestamp"] for row in part(which, "2022", "friends")}
    lines, senders, gone = 0, set(), []
    for thread in threads(which).values():
        content = [message.get("content", "") for message in thread["messages"]]
        assert not any(text.startswith(CONNECTED) for text in content[:-1])
        if not content[-1].startswith(CONNECTED):
            continue
        first = thread["messages"][-1]
        if thread["title"] not in begun:
            gone.append(thread["title"])
            continue
        assert 0 <= first["timestamp_ms"] / 1000 - begun[thread["title"]] <= 5
        lines += 1
        senders.add(first["sender_name"] == OWNER)
    since = [at for at in begun.values() if at >= 1_467_331_200]  # July 2016
    assert 0.4 <= lines / len(since) <= 0.65
    assert senders == {True, False}
    assert gone == ["Jasper Wyndle-Hart"]
    listed = {name for key in PEOPLE for name in names(which, key)}
    assert "Jasper Wyndle-Hart" not in listed


@pytest.mark.parametrize("which", WHICH)
def test_odd_people_and_odd_messages(which: Which) -> None:
    every = threads(which)
    titles = [thread["title"] for thread in every.values()]
    assert titles.count("Facebook user") == 4
    assert titles.count("") == 1
    assert titles.count("\u206f\u206f\u206f") == 1
    assert titles.count("Ben Marsland") == 2
    assert names(which, "friends").count("Katie Pendlebury-Ash") == 2
    messages = [message for thread in every.values() for message in thread["messages"]]
    keys = {key for message in messages for key in message}
    assert {"photos", "videos", "audio_files", "gifs", "sticker", "share", "users"} <= keys
    assert {"reactions", "call_duration", "missed", "is_unsent", "is_taken_down"} <= keys
    content = [message.get("content", "") for message in messages]
    assert {"Greg sent an attachment.", "You sent an attachment."} <= set(content)
    assert "Osian is waving at you!" in content
    assert any(text.startswith("You opened this conversation through an ad.") for text in content)
    folders = {path.partition("/")[0] for path in every}
    assert folders == {"inbox", "archived_threads", "message_requests", "filtered_threads"}
    left = [one for one in every.values() if {"name": OWNER} not in one["participants"]]
    assert [one["title"] for one in left] == ["Book club (we do read the book)"]
    assert [one["participants"] for one in every.values()].count([{"name": OWNER}]) == 1


@pytest.mark.parametrize("which", WHICH)
def test_who_accepted_a_message_request(which: Which) -> None:
    accepted = {}
    for thread in threads(which).values():
        for message in thread["messages"]:
            if message.get("content", "").startswith(CAN_MESSAGE):
                accepted[thread["title"]] = message["sender_name"]
    expected = {"Clemency Roebuck": OWNER, "Dermot Gallowglass": "Dermot Gallowglass"}
    if which == "earlier":
        expected["Philippa Ashgrove"] = OWNER
    assert accepted == expected


def test_bursts_among_the_removed_and_requests_accepted_together() -> None:
    removed = [row["timestamp"] for row in part("later", "2022", "removed")]
    close = [later - earlier <= 90 for later, earlier in pairwise(removed)]
    assert sum(close) == 4
    begun = {row["name"]: row["timestamp"] for row in part("later", "2022", "friends")}
    assert abs(begun["Lowenna Trevarthen"] - begun["Osian Prydderch"]) <= 180
    for name in ("Lowenna Trevarthen", "Osian Prydderch"):
        ((_, thread),) = with_title("later", name)
        assert thread["messages"][-1]["sender_name"] == OWNER


def _told(which: Which, layout: str) -> list[Any]:
    """Return conversations without what a layout decides: ids, types, places of files."""
    found = []
    for path, thread in threads(which, layout).items():
        plain = {key: thread[key] for key in ("participants", "title", "is_still_participant")}
        messages = [_plain(message) for message in thread["messages"]]
        found.append((path.partition("/")[0], plain, messages))
    return found


def _plain(message: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if key not in {"photos", "videos", "audio_files", "gifs", "sticker"} else "file"
        for key, value in message.items()
        if key != "type"
    }
