"""Whatever a Facebook download holds: no failure, no good row lost, and not a word told of it."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.contracts import inspect_document
from reciprocity.errors import ReciprocityError
from reciprocity.inspection import Inspection, read
from tests.exports import log_of
from tests.facebook.checklist import (
    ANN,
    FOLLOWING,
    FRIENDS,
    ME,
    MESSAGES,
    PROFILE,
    RECEIVED,
    REJECTED,
    REMOVED,
    SENT,
    chat,
    inspected,
    kinds,
    say,
    told,
    zipped,
)
from tests.facebook.downloads import entries

# In every text of what is made up at random, so that it can be found again where it must not be.
_MARK: Final = "Zqx"
_AT: Final = 1_583_020_800
_MEMBERS: Final = (
    FRIENDS, SENT, RECEIVED, REJECTED, REMOVED, FOLLOWING,
    "connections/friends/waving_emojis_you_sent_after_your_friend_requests_were_accepted.json",
    "connections/friends/suggested_friends.json",
    "connections/friends/a_list_of_tomorrow.json",
    "connections/followers/people_who_followed_you.json",
    f"{MESSAGES}/messenger_contacts_you've_blocked.json",
    f"{MESSAGES}/secret_conversations.json",
    f"{MESSAGES}/inbox/bo_100000000000002/message_1.json",
    f"{MESSAGES}/message_requests/bo_100000000000002/message_1.json",
    "your_facebook_activity/other_activity/pokes.json",
    "your_facebook_activity/comments_and_reactions/comments.json",
    "your_facebook_activity/comments_and_reactions/likes_and_reactions.json",
    "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json",
    "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
    "your_facebook_activity/posts/posts_on_other_pages_and_profiles.json",
    "posts/other_people's_posts_to_your_timeline.json",
    "logged_information/activity_messages/people_and_friends.json",
    "personal_information/profile_information/timezone.json",
    "preferences/language_and_locale.json",
)  # fmt: skip
_KEYS: Final = (
    "friends_v2", "sent_requests_v2", "received_requests_v2", "rejected_requests_v2", "name",
    "deleted_friends_v2", "following_v3", "followers_v3", "comments_v2", "reactions", "pokes_v2",
    "messenger_contacts_blocked_v2", "secret_conversations_v2", "wall_posts_sent_to_you",
    "people_interactions_v2", "participants", "messages", "sender_name", "timestamp_ms", "content",
    "timestamp", "label_values", "label", "value", "timestamp_value", "dict", "vec", "href", "data",
    "entries", "title", "comment", "author", "post", "reaction", "actor", "poker", "pokee", "calls",
    "users", "uri", "photos", "share", "share_text", "sticker", "call_duration", "is_unsent",
    "type", "bumped_message_metadata", "is_bumped", "thread_path", "thread_type", "is_pending",
    "timezone_v2", "language_and_locale_v2", "has_sent_message", "identifier",
)  # fmt: skip
_TEXT = st.text(max_size=12).map(f"{_MARK}{{}}".format)
_NUMBER = (
    st.integers()
    | st.integers(min_value=10**18, max_value=10**40)
    | st.floats()
    | st.sampled_from([_AT, _AT * 1000, 0, -1, 2**63, -(2**63), 2**64])
)
_LEAF = st.none() | st.booleans() | _NUMBER | _TEXT | st.sampled_from([ME, "Ann Roe", ""])
_VALUE: st.SearchStrategy[Any] = st.recursive(
    _LEAF,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(_KEYS) | _TEXT, inner, max_size=5)
    ),
    max_leaves=20,
)
_GOOD: Final = {
    **PROFILE,
    ANN.replace("annroe_1", "annroe_3"): chat("Ann Roe", say("Ann Roe", 0, "hello"))[ANN],
    "friends/friends.json": entries("friends", [("Ann Roe", "2020-01-01T10:00:00")]),
}


def _read(members: dict[str, Any]) -> Inspection:
    with tempfile.TemporaryDirectory() as folder:
        return read([zipped(Path(folder), members)])


def _tried(members: dict[str, Any]) -> tuple[Inspection | None, str]:
    """Return what was read, or None and the sentence of the refusal."""
    try:
        return _read(members), ""
    except ReciprocityError as error:
        return None, str(error)


def _of_good(inspection: Inspection) -> Counter[object]:
    return Counter(row[1:] for row in log_of(inspection) if row[9] in _GOOD)


@cache
def _good_alone() -> Counter[object]:
    return _of_good(_read(_GOOD))


def _shown(inspection: Inspection) -> str:
    """Return what is told of a download, without what names people because it is about them."""
    document = inspect_document(inspection)
    told_of = {k: v for k, v in document.items() if k not in {"joined", "suggestions"}}
    return json.dumps(told_of, ensure_ascii=False) + str(inspection.problems)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(_MEMBERS), _VALUE)
def test_whatever_a_member_is_the_others_are_whole_and_nothing_is_told(
    path: str, value: Any
) -> None:
    inspection = _read({**_GOOD, path: json.dumps(value).encode()})
    assert _of_good(inspection) == _good_alone()
    assert _MARK not in _shown(inspection)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(st.sampled_from(_MEMBERS), _VALUE | st.binary(max_size=40), max_size=6),
    st.booleans(),
)
def test_whatever_all_members_are_it_is_read_or_refused_in_a_sentence(
    members: dict[str, Any], profile: bool
) -> None:
    written = {
        path: value if isinstance(value, bytes) else json.dumps(value).encode()
        for path, value in members.items()
    }
    inspection, refusal = _tried({**(PROFILE if profile else {}), **written, "x/x.txt": b"x"})
    if inspection is None:
        assert refusal.endswith(".")
        assert _MARK not in refusal
    else:
        assert inspection.events.height
        assert _MARK not in _shown(inspection)


_LISTS: Final = {
    FRIENDS: "friends_v2", SENT: "sent_requests_v2", RECEIVED: "received_requests_v2",
    REMOVED: "deleted_friends_v2", FOLLOWING: "following_v3",
}  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(sorted(_LISTS)), st.lists(_VALUE, max_size=5), st.lists(_VALUE, max_size=5))
def test_no_good_row_of_a_list_is_lost_beside_bad_ones(
    path: str, before: list[Any], after: list[Any]
) -> None:
    good = {"name": "Fine Row", "timestamp": _AT}
    value = json.dumps({_LISTS[path]: [*before, good, *after]}).encode()
    inspection = _read({**_GOOD, path: value})
    rows = [row[10] for row in log_of(inspection) if row[0] == "facebook:name/fine row"]
    assert len(before) + 1 in rows
    assert _MARK not in _shown(inspection)


@settings(deadline=None, max_examples=50)
@given(st.lists(_VALUE, max_size=5), st.lists(_VALUE, max_size=5), st.booleans())
def test_no_good_message_is_lost_beside_bad_ones(
    before: list[Any], after: list[Any], patient: bool
) -> None:
    good = {"sender_name": ME, "timestamp_ms": _AT * 1000, "content": "the good one"}
    rows = [*before, good, *after]
    value = {"participants": [{"name": "Bo Li"}, {"name": ME}], "messages": rows, "title": "Bo Li",
             **({"x": float("nan")} if patient else {}), "thread_type": "Regular"}  # fmt: skip
    path = f"{MESSAGES}/inbox/bo_100000000000002/message_1.json"
    inspection = _read({**_GOOD, path: json.dumps(value).encode()})
    found = [row for row in log_of(inspection) if row[8] == "the good one"]
    assert [(row[0], row[5], row[10]) for row in found] == [
        ("facebook:name/bo li", "owner", len(before) + 1)
    ]
    lost = {p.row for p in inspection.problems if p.member == path}
    read_rows = {row[10] for row in log_of(inspection) if row[9] == path}
    assert not (lost & read_rows)
    assert _MARK not in _shown(inspection)


# A form of the future is told, never a success.


def _renamed(names: dict[str, str]) -> dict[str, Any]:
    said = [say("Ann Roe", n, "hello") if n % 2 else say(ME, n, "yes") for n in range(8)]
    moved = [{names.get(key, key): value for key, value in each.items()} for each in said]
    return {ANN: {**chat("Ann Roe")[ANN], "messages": moved}}


@pytest.mark.parametrize("friends", [False, True])
@pytest.mark.parametrize(
    "names",
    [
        {"sender_name": "sender"},
        {"timestamp_ms": "time"},
        {"content": "body"},
        {"sender_name": "senderName", "timestamp_ms": "timestamp", "content": "text"},
    ],
    ids="+".join,
)
def test_messages_in_a_form_of_the_future_are_no_success(
    names: dict[str, str], *, friends: bool
) -> None:
    lists = {FRIENDS: entries("friends_v2", [("Cy Ro", "2020-01-01T10:00:00")])} if friends else {}
    inspection, refusal = _tried({**PROFILE, **_renamed(names), **lists})
    if inspection is None:
        assert "in a form that this version does not know" in refusal
        return
    assert friends
    assert inspection.problems
    assert inspection.exports[0].coverage["message"]["from"] is None
    assert [row[1] for row in log_of(inspection)] == ["connected"]


@pytest.mark.parametrize(
    "value",
    [
        {"friends_v3": [{"string_list_data": [{"value": "Ann Roe", "timestamp": _AT}]}]},
        {"friends_v3": [{"name": {"full_name": "Ann Roe"}, "timestamp": _AT}]},
        {"friends_v3": [["Ann Roe", _AT]]},
        {"people": [{"name": "Ann Roe", "timestamp": _AT}]},
        {"friends_v3": {"Ann Roe": _AT}},
    ],
    ids=lambda value: json.dumps(value)[:50],
)
def test_friends_in_a_form_of_the_future_are_no_success(tmp_path: Path, value: Any) -> None:
    with pytest.raises(ReciprocityError, match="in a form that this version does not know"):
        inspected(tmp_path, {FRIENDS: value})


@pytest.mark.parametrize("sender", [None, 5, ["x"], {"name": "Ann Roe"}, ...], ids=repr)
def test_who_wrote_a_message_without_a_sender_is_not_made_up(tmp_path: Path, sender: Any) -> None:
    odd = {"timestamp_ms": _AT * 1000, "content": "whose?"}
    odd |= {} if sender is ... else {"sender_name": sender}
    value = chat("Ann Roe", say("Ann Roe", 0, "hello"))[ANN]
    value["messages"].append(odd)
    inspection = inspected(tmp_path, {ANN: value})
    assert log_of(inspection) == [told("ann roe", "message", "10:00:00", "person", text="hello")]
    assert [(name, row) for name, row, _ in kinds(inspection)] == [("message_1.json", 2)]


def test_words_that_moved_are_told_though_pictures_stayed(tmp_path: Path) -> None:
    """Hardly one message in fifty holds nothing at all (4.2); here nearly all do."""
    said = [{**say("Ann Roe" if n % 2 else ME, n), "body": "words"} for n in range(40)]
    said += [say("Ann Roe", 40 + n, photos=[{"uri": f"photos/{n}.jpg"}]) for n in range(2)]
    friends = {FRIENDS: entries("friends_v2", [("Cy Ro", "2020-01-01T10:00:00")])}
    inspection = inspected(tmp_path, chat("Ann Roe", *said), friends)
    assert kinds(inspection)
    assert inspection.exports[0].coverage["message"]["from"] is None


def test_a_few_bare_messages_are_nothing_strange(tmp_path: Path) -> None:
    said = [say("Ann Roe" if n % 2 else ME, n, f"words {n}") for n in range(40)]
    inspection = inspected(tmp_path, chat("Ann Roe", *said, say("Ann Roe", 41), say(ME, 42, "")))
    assert inspection.events.height == 42
    assert inspection.problems == ()


@pytest.mark.parametrize("odd", [{}, {"actor": 5}, {"actor": None}, {"actor": ["x"]}], ids=repr)
def test_who_reacted_is_not_made_up(tmp_path: Path, odd: dict[str, Any]) -> None:
    reactions = [{"reaction": "x", **odd}, {"reaction": "x", "actor": ME}]
    members = chat("Ann Roe", say("Ann Roe", 0, "hello", reactions=reactions))
    found = [(row[1], row[5]) for row in log_of(inspected(tmp_path, members))]
    assert sorted(found) == [("message", "person"), ("reaction", "owner")]
