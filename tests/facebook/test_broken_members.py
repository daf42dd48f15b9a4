"""What broken members of a download cost: only themselves."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciprocity.errors import NotRecognisedError
from reciprocity.sources.base import RAW_COLUMNS
from tests.exports import moment
from tests.facebook.downloads import as_json, entries, message, thread
from tests.facebook.trees import (
    BOB_DIR,
    DATED,
    EXPORTED,
    INBOX,
    JANA,
    JANA_DIR,
    OWNER,
    PATHS,
    reading_of,
    reading_with,
    tree,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "unreadable"),
        (b"[object Object]", "unreadable"),
        (b"\x00" * 500, "unreadable"),
        (b"\xff\xfe{\x00}\x00", "unknown form"),
        (b"<html>", "unreadable"),
        (b"{}", "unknown form"),
        (b"[[[[", "unreadable"),
        (b"null", "unknown form"),
        (b'"friends_v2"', "unknown form"),
        (b'{"friends_v2": "Jana"}', "unknown form"),
        (b'{"friends_v2": 7}', "unknown form"),
    ],
)
def test_a_broken_list_costs_only_itself(tmp_path: Path, data: bytes, kind: str) -> None:
    reading = reading_with(tmp_path, {PATHS["friends"]: data})
    assert reading.members["unreadable"] == [PATHS["friends"]]
    assert [(p.kind, p.member, p.row) for p in reading.problems] == [(kind, PATHS["friends"], None)]
    assert "connected" not in reading.snapshots
    assert "connected" not in reading.generated
    assert {"request_sent", "message"} <= reading.generated.keys()
    assert reading.events.filter(pl.col("activity") == "message").height == 4
    assert reading.advice is not None
    assert "tick at least" in reading.advice


def test_a_list_that_breaks_off_is_no_witness(tmp_path: Path) -> None:
    whole = tree("2024")[PATHS["friends"]]
    reading = reading_with(tmp_path, {PATHS["friends"]: whole[: whole.index(b"Bob")]})
    assert [p.kind for p in reading.problems] == ["cut file"]
    assert JANA in set(reading.events.filter(pl.col("activity") == "connected")["name"])
    assert "connected" not in reading.snapshots
    assert "connected" not in reading.generated
    assert reading.members["unreadable"] == []


@pytest.mark.parametrize(("bad", "sound"), [(1, True), (9, False)])
def test_a_list_of_many_bad_rows_is_no_witness(tmp_path: Path, *, bad: int, sound: bool) -> None:
    rows: list[Any] = [{"name": f"P {n}", "timestamp": 1_500_000_000 + n} for n in range(60)]
    rows[:bad] = [{"name": "Q", "timestamp": 0}] * bad
    reading = reading_with(tmp_path, {PATHS["sent"]: as_json({"sent_requests_v2": rows})})
    assert [p.kind for p in reading.problems] == ["impossible date"] * bad
    assert ("request_sent" in reading.snapshots) is sound
    assert ("request_sent" in reading.generated) is sound
    if sound:
        assert reading.snapshots["request_sent"].unread == bad


@pytest.mark.parametrize(
    "data",
    [b"", b"[object Object]", b"{}", b'{"participants": []}', b'{"messages": [], "x": 1}', b"[]"],
)
def test_a_broken_thread_costs_only_itself(tmp_path: Path, data: bytes) -> None:
    broken = PATHS["inbox"].format(JANA_DIR)
    reading = reading_with(tmp_path, {broken: data})
    assert reading.members["unreadable"] == [broken]
    assert len(reading.problems) == 1
    texts = reading.events.filter(pl.col("activity") == "message")["text"].to_list()
    assert sorted(texts) == ["Gladly.", "Lunch on Friday?"]
    # One of two conversations is gone: nothing is said of silences.
    assert "message" not in reading.generated


def test_one_broken_thread_of_many_leaves_the_others_witnesses(tmp_path: Path) -> None:
    many: dict[str, bytes | None] = {
        PATHS["inbox"].format(f"p_{n:011}"): as_json(
            thread([f"P {n}", OWNER], [message(f"P {n}", "2024-01-01T10:00:00", f"hi {n}")])
        )
        for n in range(40)
    }
    broken = PATHS["inbox"].format("broken_99999999999")
    reading = reading_with(tmp_path, {**many, broken: b"{"})
    assert reading.generated["message"] == EXPORTED
    assert reading.members["read"][-1] == f"{INBOX}/.../ (42 files)"
    assert reading.members["unreadable"] == [broken]


def test_dates_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    late = thread(
        [JANA, OWNER],
        [
            message(JANA, "2001-01-01T00:00:00", "too old"),
            message(JANA, "2024-05-11T00:00:00", "within the slack"),
            message(JANA, "2031-01-01T00:00:00", "too new"),
        ],
    )
    sent = as_json(
        entries("sent_requests_v2", [("Sam", "2003-12-31T00:00:00"), ("Tam", "2030-01-01")])
    )
    reading = reading_with(
        tmp_path, {PATHS["inbox"].format(JANA_DIR): as_json(late), PATHS["sent"]: sent}
    )
    kinds = [(p.kind, p.member.rsplit("/", 1)[-1], p.row) for p in reading.problems]
    assert sorted(kinds) == [
        ("impossible date", "message_1.json", 1),
        ("impossible date", "message_1.json", 3),
        ("impossible date", "sent_friend_requests.json", 1),
        ("impossible date", "sent_friend_requests.json", 2),
    ]
    assert reading.exported_at == moment("2024-05-11 00:00:00")
    assert "within the slack" in set(reading.events["text"])


def _json_values() -> st.SearchStrategy[Any]:
    keys = st.sampled_from([
        "friends_v2", "name", "timestamp", "participants", "messages", "sender_name",
        "timestamp_ms", "content", "reactions", "title", "profile_v2", "label_values", "data",
        "comments_v2", "entries", "thread_path", "photos", "call_duration", "is_unsent",
    ])  # fmt: skip
    leaves = (
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
        | st.sampled_from([OWNER, JANA, 1_600_000_000, 1_600_000_000_000, -1, 10**30])
    )  # fmt: skip
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=20,
    )


_ANY = [
    *(path.format(JANA_DIR) for path in PATHS.values()),
    "connections/followers/people_who_followed_you.json",
    "x/messages/messenger_contacts_you've_blocked.json",
    "x/messages/secret_conversations.json",
    "x/comments_and_reactions/comments.json",
    "x/comments_and_reactions/posts_and_comments.json",
    "x/posts/your_posts_1.json",
    "x/posts/other_people's_posts_to_your_timeline.json",
    "x/other_activity/pokes.json",
    "x/activity_messages/recently_visited.json",
    "connections/friends/waving_emojis_you_sent_after_your_friend_requests_were_accepted.json",
]


def _survives(tmp_path: Path, path: str, data: bytes) -> None:
    members = {**tree("2024"), path: data, PATHS["inbox"].format(BOB_DIR): tree("2024")[
        PATHS["inbox"].format(BOB_DIR)
    ]}  # fmt: skip
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.events.schema == pl.Schema(RAW_COLUMNS)
    assert reading.events["at_latest"].null_count() == 0
    chat = reading.events.filter(pl.col("conversation_id") == f"facebook/{BOB_DIR[-10:]}")
    if reading.owner.name == OWNER and not any(p.kind == "owner unknown" for p in reading.problems):
        assert chat.height == 2


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(_ANY), value=_json_values())
def test_whatever_a_member_holds_the_others_are_read(
    tmp_path: Path, path: str, value: object
) -> None:
    _survives(tmp_path, path, json.dumps(value).encode("ascii"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.sampled_from(sorted(tree("2024"))), share=st.floats(0, 1), noise=st.binary(max_size=9)
)
def test_wherever_a_member_breaks_the_others_are_read(
    tmp_path: Path, path: str, share: float, noise: bytes
) -> None:
    data = tree("2024")[path]
    if BOB_DIR not in path:
        _survives(tmp_path, path, data[: int(share * len(data))] + noise)


def test_a_member_damaged_in_the_zip_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / f"{DATED}.zip", tree("2024"))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(PATHS["sent"])
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + info.compress_size] = b"\xff" * info.compress_size
    path.write_bytes(data)
    reading = reading_of(path)
    assert reading.members["unreadable"] == [PATHS["sent"]]
    assert [p.kind for p in reading.problems] == ["damaged"]
    assert "request_sent" not in reading.generated
    assert reading.events.filter(pl.col("activity") == "message").height == 4


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"[object Object]", b"{", b"7"])
def test_when_nothing_can_be_read_it_is_said(tmp_path: Path, data: bytes) -> None:
    path = zipped(tmp_path / f"{DATED}.zip", dict.fromkeys(tree("2024"), data))
    with pytest.raises(NotRecognisedError, match="none of its 2 files of conversations, 6 lists"):
        reading_of(path)
