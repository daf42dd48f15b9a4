"""Chats in which something is amiss: counted, and nothing good is lost with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.inspection import read
from tests.coverage.given import ANN, ME
from tests.facebook.encrypted.given import (
    OTHERS,
    as_json,
    chat,
    chats,
    reading_of,
    said,
    told,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.sources import Reading

GOOD: Final = [said(ANN, "2024-03-01T10:00:00", "One"), said(ME, "2024-03-02T10:00:00", "Two")]
KEPT: Final = [
    ("2024-03-01T10:00:00", ANN, "person", "message", "direct", "One"),
    ("2024-03-02T10:00:00", ANN, "owner", "message", "direct", "Two"),
]
DEEP: Final = b"[" * 100_000 + b"]" * 100_000


def _with_ann(tmp_path: Path, data: Any, name: str = "Ann Roe_3.json") -> Reading:
    """Return what a download says in which this file lies beside good ones."""
    reading = reading_of(write(tmp_path / "messages.zip", {**chats(**OTHERS), name: data}))
    others = reading.events.filter(reading.events["name"] != ANN)
    assert others.height == 3
    return reading


def _of_ann(reading: Reading) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in told(reading.events.filter(reading.events["name"] == ANN))]


@pytest.mark.parametrize(
    "entry",
    [
        None, 7, "text", [], {}, {"text": "x", "timestamp": 1_709_287_200_000},
        said(ANN, "2024-03-01T10:30:00") | {"senderName": None},
        said(ANN, "2024-03-01T10:30:00") | {"senderName": ["Ann"]},
        said(ANN, "2024-03-01T10:30:00") | {"senderName": {"name": ANN}},
    ],
)  # fmt: skip
def test_an_entry_that_is_no_message(tmp_path: Path, entry: Any) -> None:
    reading = _with_ann(tmp_path, chat(ANN, [GOOD[0], entry, GOOD[1]], number=3))
    assert _of_ann(reading) == KEPT
    assert [(p.kind, p.member, p.row) for p in reading.problems] == [
        ("broken row", "Ann Roe_3.json", 2)
    ]


@pytest.mark.parametrize(
    "time",
    [None, "2024", True, 0, -1, 10**30, 1e400, [], {}, 946_684_800_000, 9_999_999_999_999],
)
def test_a_message_without_a_possible_time(tmp_path: Path, time: Any) -> None:
    entry = said(ANN, "2024-03-01T10:30:00") | {"timestamp": time}
    reading = _with_ann(tmp_path, chat(ANN, [*GOOD, entry], number=3))
    assert _of_ann(reading) == KEPT
    assert [(p.kind, p.row) for p in reading.problems] == [("impossible date", 3)]


@pytest.mark.parametrize(
    "keys",
    [
        {"text": None},
        {"type": ["media"], "text": ""}, {"type": {}, "text": ""},
        {"media": "x", "text": ""}, {"media": [[], None, 3], "text": ""},
        {"media": [{"uri": 5}, {"uri": None}, {}], "text": ""}, {"media": {"uri": "x"}, "text": ""},
        {"reactions": "x", "text": ""}, {"reactions": [None, 5, [], {}], "text": ""},
        {"reactions": [{"actor": None}, {"actor": ["x"]}], "text": ""},
        {"isUnsent": "no", "text": ""}, {"isUnsent": 1, "text": ""},
    ],
)  # fmt: skip
def test_keys_of_the_wrong_type(tmp_path: Path, keys: dict[str, Any]) -> None:
    entry = said(ANN, "2024-03-03T10:00:00") | keys
    reading = _with_ann(tmp_path, chat(ANN, [*GOOD, entry], number=3))
    wordless = ("2024-03-03T10:00:00", ANN, "person", "message", "direct", None)
    assert _of_ann(reading) == [*KEPT, wordless]
    assert reading.problems == ()


@pytest.mark.parametrize("text", [5, False, ["x"], {"a": "b"}])
def test_words_that_are_no_text(tmp_path: Path, text: Any) -> None:
    entry = said(ANN, "2024-03-03T10:00:00") | {"text": text}
    reading = _with_ann(tmp_path, chat(ANN, [*GOOD, entry], number=3))
    wordless = ("2024-03-03T10:00:00", ANN, "person", "message", "direct", None)
    assert _of_ann(reading) == [*KEPT, wordless]
    assert [(p.kind, p.row) for p in reading.problems] == [("broken row", 3)]


@pytest.mark.parametrize(
    "keys",
    [
        {"participants": None}, {"participants": "x"}, {"participants": [None, 5, {"name": ["x"]}]},
        {"participants": []}, {"threadName": 5}, {"threadName": None}, {"threadName": ""},
    ],
)  # fmt: skip
def test_a_chat_with_a_head_of_the_wrong_type(tmp_path: Path, keys: dict[str, Any]) -> None:
    assert _of_ann(_with_ann(tmp_path, chat(ANN, GOOD, number=3) | keys)) == KEPT


def test_a_name_of_control_characters(tmp_path: Path) -> None:
    name = "\u206f\u206f"
    entry = chat(name, [said(name, "2024-03-01T10:00:00")], number=3)
    reading = _with_ann(tmp_path, entry, f"{name}_3.json")
    assert reading.events["name"].null_count() == 1


@pytest.mark.parametrize(
    "data",
    [b"not JSON", b"[object Object]", DEEP, b"\xff\xfe\x00", b'"', b"{", b"\0" * 50],
    ids=["words", "object", "deep", "utf-16", "quote", "bracket", "zeros"],
)
def test_a_file_that_is_no_json(tmp_path: Path, data: bytes) -> None:
    reading = _with_ann(tmp_path, data)
    assert _of_ann(reading) == []
    assert [(p.kind, p.member) for p in reading.problems] == [("unreadable", "Ann Roe_3.json")]
    assert reading.members["unreadable"] == ["Ann Roe_3.json"]
    assert reading.lost_threads == {ANN}


@pytest.mark.parametrize(
    "value", [None, 5, "x", [], {}, {"participants": [], "messages": {}}, {"messages": []}]
)
def test_a_file_of_another_form(tmp_path: Path, value: Any) -> None:
    reading = _with_ann(tmp_path, value)
    assert [p.kind for p in reading.problems] == ["unknown form"]
    assert reading.lost_threads == {ANN}


def test_a_file_without_a_byte(tmp_path: Path) -> None:
    """About half of all chats are empty; what such a file means is not known."""
    reading = _with_ann(tmp_path, b"")
    assert [p.kind for p in reading.problems] == ["empty file"]
    assert reading.lost_threads == {ANN}
    assert "message" in reading.generated


def test_deep_values_inside_a_chat(tmp_path: Path) -> None:
    whole = as_json(chat(ANN, [*GOOD, "HERE"], number=3))
    for deep in (b"[" * 900 + b"]" * 900, DEEP):
        reading = _with_ann(tmp_path, whole.replace(b'"HERE"', deep))
        assert _of_ann(reading) == KEPT
        assert reading.problems


@pytest.mark.parametrize("cut", [5, 40, 200])
def test_a_file_that_breaks_off(tmp_path: Path, cut: int) -> None:
    data = as_json(chat(ANN, [*GOOD, said(ME, "2024-03-03T10:00:00", "Three" * 20)], number=3))
    end = data.rindex(b'"senderName"') + 60 - (cut % 50)
    reading = _with_ann(tmp_path, data[:end])
    assert _of_ann(reading) == KEPT
    assert [p.kind for p in reading.problems] == ["cut file"]
    assert reading.lost_threads == {ANN}


def test_a_file_that_breaks_off_before_its_name(tmp_path: Path) -> None:
    """Whose it is then stands in the name of the file alone."""
    of = chat(ANN, GOOD)
    order = {key: of[key] for key in ("participants", "messages", "threadName")}
    data = as_json(order)
    reading = _with_ann(tmp_path, data[: data.rindex(b'"threadName"') - 20])
    assert _of_ann(reading)[:1] == KEPT[:1]
    assert reading.lost_threads == {ANN}


def test_other_files(tmp_path: Path) -> None:
    members = {"settings.json": {"a": 1}, "notes.txt": b"x", "media/x_1.json": chat(ANN, GOOD),
               "media/y.jpg": b"x", "no-data.txt": b"x"}  # fmt: skip
    reading = reading_of(write(tmp_path / "messages.zip", {**chats(**OTHERS), **members}))
    assert reading.events.height == 3
    assert reading.members["unknown"] == ["notes.txt", "settings.json"]
    assert reading.members["ignored"] == ["media/ (2 files)", "no-data.txt (1 file)"]


def test_lone_halves_of_characters(tmp_path: Path) -> None:
    text = json.dumps(chat(ANN, [*GOOD, said(ANN, "2024-03-03T10:00:00", "\ud83d!")], number=3))
    reading = _with_ann(tmp_path, text.encode("ascii"))
    assert _of_ann(reading)[-1][-1] == "?!"


def test_a_long_chat(tmp_path: Path) -> None:
    start = 1_709_287_200_000
    many = [
        said(ANN if n % 2 else ME, "2024-03-01T10:00:00", f"Wort ü{n}") | {"timestamp": start + n}
        for n in range(12_345)
    ]
    many[5_000]["senderName"] = None
    reading = _with_ann(tmp_path, chat(ANN, many, number=3))
    assert len(_of_ann(reading)) == 12_344
    assert [p.row for p in reading.problems] == [5_001]
    texts = set(reading.events["text"])
    assert {"Wort ü0", "Wort ü12344"} <= texts


def test_control_characters_reach_no_name_of_a_file(tmp_path: Path) -> None:
    members = {**chats(**OTHERS), "A\x1b[31m\u202e_9.json": b"not JSON"}
    inspection = read([write(tmp_path / "messages.zip", members)])
    (problem,) = inspection.problems
    assert not {"\x1b", "\u202e"} & set(problem.member)
