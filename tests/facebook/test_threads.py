"""Which members are threads, where they lie, and which of them are one conversation."""

from __future__ import annotations

from typing import Any

import pytest

from reciprocity.sources.base import empty_raw
from reciprocity.sources.facebook.messages import read_talk
from reciprocity.sources.facebook.threads import Threads
from tests.facebook.downloads import loaded, message, thread
from tests.facebook.talking import ME, OWNER, ROOT, collected, short, talk_of

_DIGITS = "123456789012345"
_PAGE = "this_profile's_activity_across_facebook/messages/inbox/x_100000000000003/message_1.json"
_HELLO = thread(["Ann Roe", ME], [message("Ann Roe", "2020-01-01T10:00:00", "hello")])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("messages/inbox/AnnRoe_aB3-_xYz90/message.json", "aB3-_xYz90"),
        ("messages/inbox/annroe_ab_cd_ef-g/message_1.json", "ab_cd_ef-g"),
        ("messages/archived_threads/annroe_123456789012345/message_1.json", "123456789012345"),
        ("facebook-olive/messages/inbox/annroe_77/message_2.json", "77"),
        ("your_activity_across_facebook/messages/inbox/123456789012345/message_1.json", _DIGITS),
        (f"{ROOT}/e2ee_cutover/annroe_123456789012345/message_1.json", "123456789012345"),
        (f"{ROOT}/legacy_threads/aB3-_xYz90/message_1.json", "aB3-_xYz90"),
        (f"{ROOT}/filtered_threads/x/message_1.json", "x"),
        ("groups/your_group_messages/123456789012345.json", "123456789012345"),
    ],
)
def test_every_layout_is_found(path: str, expected: str) -> None:
    talk = talk_of({path: _HELLO})
    event = talk.part.events.row(0, named=True)
    assert event["conversation_id"] == f"facebook/{expected}"
    assert (event["archive"], event["member"], event["row"]) == ("part-1.zip", path, 1)


@pytest.mark.parametrize(
    "value",
    [
        None, [], "text", {}, {"participants": []}, {"messages": []},
        {"participants": [], "messages": None}, {"participants": [], "messages": {}},
        {"secret_conversations_v2": {}}, {"support_messages": []},
    ],
)  # fmt: skip
def test_side_files_are_no_threads(value: Any) -> None:
    threads = Threads()
    assert not threads.add(value, archive="a.zip", path="messages/inbox/x/message_1.json")
    assert read_talk(threads, OWNER, empty_raw()).part.events.is_empty()


def test_parts_of_a_thread_in_several_zips_are_one_conversation() -> None:
    """Of one moment the higher file and the higher row are the older."""
    at = "2020-01-01T10:00:00"
    newest = thread(["Ann Roe", ME], [message(ME, at, "four"), message(ME, at, "five")])
    older = thread(["Ann Roe", ME], [message(ME, at, "two"), message(ME, at, "three")])
    oldest = thread(["Ann Roe", ME], [message("Ann Roe", at, "one")])
    threads = Threads()
    place = f"{ROOT}/inbox/annroe_123456789012345"
    for archive, number, value in (("b", 10, oldest), ("c", 1, newest), ("a", 2, older)):
        path = f"{place}/message_{number}.json"
        assert threads.add(loaded(value), archive=f"{archive}.zip", path=path)
    events = read_talk(threads, OWNER, empty_raw()).part.events
    assert events["text"].to_list() == ["one", "two", "three", "four", "five"]
    assert events["row"].to_list() == [1, 2, 1, 2, 1]
    assert events["archive"].to_list() == ["b.zip", "a.zip", "a.zip", "c.zip", "c.zip"]
    assert set(events["conversation_id"]) == {"facebook/123456789012345"}


def test_without_a_folder_of_its_own_a_thread_has_its_path() -> None:
    value = {**_HELLO, "thread_path": "inbox/annroe_123456789012345"}
    events = talk_of({"messages/inbox/message_1.json": value}).part.events
    assert events["conversation_id"].to_list() == ["facebook/123456789012345"]


def test_parties_are_everybody_with_a_name() -> None:
    group = thread(
        ["Zoë Roe", "Facebook user", "", ME], [message("Bo Li", "2020-01-01T10:00:00", "hi")]
    )
    threads = collected(
        {
            f"{ROOT}/inbox/annroe_100000000000001/message_1.json": _HELLO,
            f"{ROOT}/inbox/trip_100000000000002/message_1.json": group,
            _PAGE: thread(["Kim Poe", "Olive's Cakes"], []),
        }
    )
    assert threads.parties().rows() == [
        ("facebook/100000000000001", "Ann Roe"),
        ("facebook/100000000000001", ME),
        ("facebook/100000000000002", "Bo Li"),
        ("facebook/100000000000002", ME),
        ("facebook/100000000000002", "Zoë Roe"),
    ]


def test_another_profile_alone_is_read() -> None:
    assert collected({_PAGE: _HELLO}).parties()["name"].to_list() == ["Ann Roe", ME]
    assert len(short(talk_of({_PAGE: _HELLO}).part.events)) == 1
    renamed = _PAGE.replace("'", "_")
    both = talk_of(
        {
            renamed: _HELLO,
            f"{ROOT}/inbox/boli_100000000000001/message_1.json": thread(
                ["Bo Li", ME], [message(ME, "2020-01-01T10:00:01", "mine")]
            ),
        }
    )
    assert both.part.events["text"].to_list() == ["mine"]
    assert both.part.apart.select("kind", "text").rows() == [("page", "hello")]


def test_the_same_folder_under_a_page_is_another_thread() -> None:
    """The account's own messages stay events, and those of its page stay apart."""
    twin = _PAGE.replace("x_100000000000003", "annroe_100000000000001")
    place = f"{ROOT}/inbox/annroe_100000000000001/message_1.json"
    paged = thread(
        ["Ann Roe", "Olive's Cakes"], [message("Ann Roe", "2020-01-01T09:00:00", "two?")]
    )
    talk = talk_of({twin: paged, place: _HELLO})
    assert talk.part.events["text"].to_list() == ["hello"]
    assert talk.part.events["member"].to_list() == [place]
    assert talk.part.apart.select("kind", "text", "member").rows() == [("page", "two?", twin)]
