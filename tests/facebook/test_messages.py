"""What each message of a thread amounts to. Whole rows are compared, in short where long."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reciprocity.sources.base import RAW_COLUMNS, Owner, empty_raw
from reciprocity.sources.facebook.messages import read_talk
from reciprocity.sources.facebook.threads import Threads
from reciprocity.sources.part import APART_COLUMNS
from tests.facebook.downloads import loaded, message, milliseconds, thread
from tests.facebook.talking import ANN, ANN_ID, ME, ROOT, short, talk_of

_DAY = "2020-01-01T"
_LET_IN = (
    "Ahora pueden enviarse mensajes, llamarse y ver su estado activo y cuándo leen los mensajes."
)


def _say(sender: str, at: str, text: str | None = None, **keys: Any) -> dict[str, Any]:
    return message(sender, f"{_DAY}{at}", text, **keys)


def _ann(*messages: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {ANN: thread(["Ann Roe", ME], messages, **keys)}


def _group(*messages: dict[str, Any], **keys: Any) -> dict[str, Any]:
    people = ["Ann Roe", "Bo Li", ME]
    return {f"{ROOT}/inbox/trip_7/message_1.json": thread(people, messages, title="Trip", **keys)}


def _one(*, who: str = "Ann Roe", group: bool = False, text: str | None = None, **keys: Any) -> Any:
    """Return the events in short of a thread with one message."""
    said = _say(who, "10:00:00", text, **keys)
    return short(talk_of(_group(said) if group else _ann(said)).part.events)


def test_every_column_of_a_thread_of_two() -> None:
    heart = [
        {"reaction": "❤", "actor": "Ann Roe"},
        {"reaction": "😮", "actor": ME, "timestamp": milliseconds(f"{_DAY}11:00:00") // 1000},
    ]
    talk = talk_of(
        _ann(
            _say("Ann Roe", "10:00:00.123", "Zoë — hé ❤"), _say(ME, "10:00:01", "", reactions=heart)
        )
    )
    first, second, later = (
        datetime(2020, 1, 1, 10, 0, 0, 123_000, UTC),
        datetime(2020, 1, 1, 10, 0, 1, tzinfo=UTC),
        datetime(2020, 1, 1, 11, tzinfo=UTC),
    )
    common = {
        "handle": None, "name": "Ann Roe", "platform": "facebook", "certainty": "observed",
        "channel": "direct", "conversation_id": ANN_ID, "is_group": False,
        "archive": "part-1.zip", "member": ANN,
    }  # fmt: skip
    rows = [
        ("message", first, first, "second", "person", "Zoë — hé ❤", 2),
        ("message", second, second, "second", "owner", None, 1),
        ("reaction", second, None, "interval", "person", None, 1),
        ("reaction", later, later, "second", "owner", None, 1),
    ]
    names = ("activity", "at", "at_latest", "precision", "actor", "text", "row")
    expected = pl.DataFrame(
        [{**common, **dict(zip(names, row, strict=True))} for row in rows], schema=RAW_COLUMNS
    )
    assert_frame_equal(talk.part.events, expected)
    assert talk.part.apart.schema == APART_COLUMNS
    assert (talk.part.problems, talk.part.duplicates, talk.learned) == ((), 0, ())


def test_a_group_names_who_wrote() -> None:
    heart = [{"reaction": "❤", "actor": "Bo Li"}, {"reaction": "❤", "actor": ME}]
    talk = talk_of(
        _group(
            _say("Ann Roe", "10:00:00", "one"),
            _say(ME, "10:00:01", "two", reactions=heart),
            _say("Facebook user", "10:00:02", "three"),
            _say("Bo Li", "10:00:03", "Reacted 👍 to your message "),
            _say("Bo Li", "10:00:04", "You can now message and call each other and see info like "
                 "Active Status and when you've read messages."),
            _say("Bo Li", "10:00:05", "Bo is waving at you!"),
            _say("Bo Li", "10:00:06", "Bo named the group Trip."),
            _say("Bo Li", "10:00:07", "Bo added Kim Poe to the group.", type="Subscribe"),
            _say("Bo Li", "10:00:08", call_duration=60),
        )
    )  # fmt: skip
    assert short(talk.part.events) == [
        ("Ann Roe", "message", "10:00:00", "person", "group", "one"),
        (None, "message", "10:00:01", "owner", "group", "two"),
        (None, "message", "10:00:02", "person", "group", "three"),
        ("Bo Li", "reaction", "10:00:03", "person", "group", None),
        ("Bo Li", "call", "10:00:08", "person", "group", None),
        ("Bo Li", "reaction", "10:00:01", "person", "group", None),
        (None, "reaction", "10:00:01", "owner", "group", None),
    ]
    assert talk.part.events["is_group"].all()
    assert talk.part.apart["kind"].to_list() == ["system"] * 4
    assert talk.connected.is_empty()


_PHOTO = [{"uri": "x/photos/1.jpg", "creation_timestamp": 1}]


@pytest.mark.parametrize(
    ("keys", "activity", "channel", "text"),
    [
        ({"text": "hello"}, "message", "direct", "hello"),
        ({}, "message", "direct", None),
        ({"text": " \n "}, "message", "direct", None),
        ({"text": "look", "share": {"link": "https://a.example"}}, "message", "direct", "look"),
        ({"share": {"link": "https://a.example", "share_text": "Zoë"}}, "message", "direct", "Zoë"),
        ({"share": {"link": "https://a.example"}}, "message", "direct", "https://a.example"),
        ({"text": "Ann sent an attachment.", "share": {"link": "u"}}, "message", "direct", "u"),
        ({"text": "Ann sent an attachment.", "photos": _PHOTO}, "message", "direct", None),
        ({"text": "Ann sent an attachment.", "share": {}}, "message", "trace", None),
        ({"text": "Ann sent an attachment."}, "message", "trace", None),
        ({"text": "Tom sent an attachment."}, "message", "direct", "Tom sent an attachment."),
        ({"photos": _PHOTO}, "message", "direct", None),
        ({"videos": _PHOTO, "text": "see"}, "message", "direct", "see"),
        ({"audio_files": _PHOTO}, "message", "direct", None),
        ({"files": _PHOTO}, "message", "direct", None),
        ({"gifs": [{"uri": "1.gif"}]}, "message", "direct", None),
        ({"sticker": {"uri": "1.png", "ai_stickers": []}}, "message", "direct", None),
        ({"text": "secret", "is_unsent": True}, "message", "trace", None),
        ({"is_unsent": True, "photos": _PHOTO}, "message", "trace", None),
        ({"text": "secret", "is_taken_down": True}, "message", "trace", None),
        ({"text": "hello", "is_unsent": False, "type": "Generic"}, "message", "direct", "hello"),
        ({"text": "This message was unsent"}, "message", "trace", None),
        ({"call_duration": 0, "text": "Words"}, "call", "direct", None),
        ({"call_duration": 9, "missed": True}, "call", "direct", None),
        ({"missed": True}, "call", "direct", None),
        ({"type": "Call"}, "call", "direct", None),
        ({"text": "The video call ended."}, "call", "direct", None),
        ({"text": "Reacted ❤ to your message "}, "reaction", "direct", None),
        ({"text": "Ha reaccionado con ❤ a tu mensaje:"}, "reaction", "direct", None),
        ({"text": "Liked a message"}, "reaction", "direct", None),
        ({"text": "Ann is waving at you!"}, "poke", "direct", None),
        ({"text": "Ann left the group."}, "message", "direct", "Ann left the group."),
        ({"text": "We are now connected on Messenger"}, "message", "direct",
         "We are now connected on Messenger"),
    ],
)  # fmt: skip
def test_kinds_of_message(
    keys: dict[str, Any], activity: str, channel: str, text: str | None
) -> None:
    assert _one(**keys) == [("Ann Roe", activity, "10:00:00", "person", channel, text)]


@pytest.mark.parametrize(
    ("text", "sender", "actor"),
    [
        ("Ann called you.", "Ann Roe", "person"),
        ("You missed a call from Ann.", "Ann Roe", "person"),
        ("You missed a call from Ann.", ME, "person"),
        ("You called Ann.", ME, "owner"),
        ("Ann missed your call.", "Ann Roe", "owner"),
        ("The video call ended.", ME, "owner"),
    ],
)
def test_who_called(text: str, sender: str, actor: str) -> None:
    assert _one(who=sender, text=text) == [("Ann Roe", "call", "10:00:00", actor, "direct", None)]


def test_a_bump_says_nothing_again() -> None:
    bump = {"bumped_message": "Are you there?", "is_bumped": True}
    still = {"bumped_message": "Are you there?", "is_bumped": False}
    assert _one(text="Are you there?", bumped_message_metadata=bump)[0][-1] is None
    assert _one(bumped_message_metadata=bump)[0][-1] is None
    assert _one(text="Still?", bumped_message_metadata=bump)[0][-1] == "Still?"
    assert _one(text="Are you there?", bumped_message_metadata=still)[0][-1] == "Are you there?"


@pytest.mark.parametrize(
    "text",
    [
        "Say hello to Ann.",
        "You added Ann on Messenger.",
        "Tú y Ann celebran 5 años de amistad en Facebook",
        "Ann changed the chat theme.",
        "Ann set your nickname to Boss.",
        "Ann just joined Messenger! Be the first to send a welcome message or sticker.",
    ],
)
def test_notices_are_apart(text: str) -> None:
    talk = talk_of(_ann(_say("Ann Roe", "10:00:00", text), _say(ME, "10:00:01", "real")))
    assert talk.part.events["text"].to_list() == ["real"]
    assert talk.part.apart.select("kind", "row").rows() == [("system", 2)]


def test_what_came_before_being_let_in_was_a_request() -> None:
    talk = talk_of(
        _ann(
            _say("Ann Roe", "10:00:00", "hello"),
            _say("Ann Roe", "10:00:01", is_unsent=True),
            _say(ME, "10:00:02", _LET_IN),
            _say(ME, "10:00:02", "who are you"),
            _say("Ann Roe", "10:00:03", _LET_IN),
            _say("Ann Roe", "10:00:04", "Ann"),
        )
    )
    assert short(talk.part.events) == [
        ("Ann Roe", "message", "10:00:00", "person", "message_request", "hello"),
        ("Ann Roe", "message", "10:00:01", "person", "trace", None),
        ("Ann Roe", "message_request_accepted", "10:00:02", "owner", "direct", None),
        ("Ann Roe", "message", "10:00:02", "owner", "direct", "who are you"),
        ("Ann Roe", "message_request_accepted", "10:00:03", "person", "direct", None),
        ("Ann Roe", "message", "10:00:04", "person", "direct", "Ann"),
    ]


@pytest.mark.parametrize(
    ("path", "keys", "channel"),
    [
        (f"{ROOT}/message_requests/annroe_1/message_1.json", {}, "message_request"),
        (f"{ROOT}/filtered_threads/annroe_1/message_1.json", {}, "message_request"),
        (f"{ROOT}/archived_threads/annroe_1/message_1.json", {}, "direct"),
        (f"{ROOT}/inbox/annroe_1/message_1.json", {"is_pending": True}, "message_request"),
        (f"{ROOT}/inbox/annroe_1/message_1.json", {"thread_type": "Pending"}, "message_request"),
        (f"{ROOT}/inbox/annroe_1/message_1.json", {"thread_type": "Regular"}, "direct"),
    ],
)
def test_requests_that_were_never_let_in(path: str, keys: dict[str, Any], channel: str) -> None:
    value = thread(["Ann Roe", ME], [_say("Ann Roe", "10:00:00", "hi")], **keys)
    assert talk_of({path: value}).part.events["channel"].to_list() == [channel]


def test_the_folder_of_encrypted_threads_is_a_sign() -> None:
    path = f"{ROOT}/e2ee_cutover/annroe_100000000000001/message_1.json"
    talk = talk_of({path: thread(["Ann Roe", ME], [_say(ME, "10:00:00", "hi")])})
    assert talk.cutover == {ANN_ID}
    assert talk.part.events.height == 1
    assert talk_of(_ann()).cutover == frozenset()


def test_a_friendship_line_is_told_with_its_sender() -> None:
    talk = talk_of(
        _ann(
            _say(ME, "10:00:00", "Say hi to your new Facebook friend, Ann."),
            _say("Ann Roe", "10:00:01", "Bienvenue à vous deux sur Messenger"),
            _say("Ann Roe", "10:00:02", "hi"),
        )
    )
    assert talk.part.events["text"].to_list() == ["hi"]
    assert talk.part.apart["kind"].to_list() == ["system", "system"]
    told = talk.connected.select("name", "activity", "actor", "certainty", "row", "learned")
    assert told.rows() == [
        ("Ann Roe", "connected", "owner", "observed", 3, False),
        ("Ann Roe", "connected", "person", "observed", 2, False),
    ]
    assert not talk.connected["ambiguous"].any()


def test_without_the_owner_nothing_is_told() -> None:
    threads = Threads()
    assert threads.add(loaded(thread(["Ann Roe", ME], [])), archive="a.zip", path=ANN)
    talk = read_talk(threads, Owner(name=None, handle=None), empty_raw())
    assert [problem.kind for problem in talk.part.problems] == ["owner unknown"]


def test_older_names_of_the_owner_are_the_owner() -> None:
    said = [_say("Olive Maiden", "10:00:00", "then"), _say(ME, "10:00:01", "now")]
    threads = Threads()
    threads.add(loaded(thread(["Ann Roe", ME], said)), archive="a.zip", path=ANN)
    owner = Owner(name=ME, handle=None, names=frozenset({"olive maiden"}))
    events = read_talk(threads, owner, empty_raw()).part.events
    assert events["actor"].to_list() == ["owner", "owner"]
    assert set(events["name"]) == {"Ann Roe"}
