"""Pages in any state: nothing raises, and whatever is lost is counted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from tests.facebook.htm.story import friends_page, write_pages
from tests.facebook.htm.writing import ME, page, said, section, thread, write

if TYPE_CHECKING:
    from pathlib import Path

AT = "Friday, October 4, 2013 at 10:{:02}pm PDT"
GOOD = thread(["Ann Roe", ME], [said("Ann Roe", AT.format(5), "Hi"), said(ME, AT.format(4), "Yo")])
FRIENDS = page(section("Friends", ["Ann Roe (May 5, 2011)"]))


def _texts(tmp_path: Path, contents: str | bytes) -> list[str | None]:
    whole = contents if isinstance(contents, bytes) else page(contents)
    path = write(tmp_path, {"html/messages.htm": whole, "html/friends.htm": FRIENDS})
    messages = read([path]).events.filter(pl.col("activity") == "message")
    return messages.sort("row")["text"].to_list()


def test_control_characters(tmp_path: Path) -> None:
    talk = [said("Ann\x00 R\x08oe", AT.format(5), "a\x00b\x1bc\x7f\x85d\te\nf"),
            said(ME, AT.format(4), "x").replace("x", "y&#7;&#0;z")]  # fmt: skip
    path = write(tmp_path, {"html/messages.htm": page(thread(["Ann Roe", ME], talk))})
    events = read([path]).events.sort("row")
    assert events["text"].to_list() == ["abcd\te\nf", "y\ufffdz"]
    assert set(events["person_id"]) == {"facebook:name/ann roe"}


def test_letters_of_utf8_that_look_like_a_broken_encoding_stay(tmp_path: Path) -> None:
    talk = [said("Ann Roe", AT.format(5), "Ã© is not é")]
    assert _texts(tmp_path, thread(["Ann Roe", ME], talk)) == ["Ã© is not é"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    whole = page(GOOD).encode().replace(b"Hi", b"H\xff\xfei\xc3")
    assert _texts(tmp_path, whole) == ["H\ufffd\ufffdi\ufffd", "Yo"]


def test_tags_without_an_end(tmp_path: Path) -> None:
    other = GOOD.replace("Ann Roe", "Bo Li")
    for end in ("</p>", "</div>", "</span>", "</h1>"):
        whole = page(GOOD + other).replace(end, "").encode()
        assert _texts(tmp_path, whole) == ["Hi", "Yo", "Hi", "Yo"]


def test_a_page_that_breaks_off_anywhere(tmp_path: Path) -> None:
    data = page(GOOD).encode()
    for length in range(data.index(b'<div class="thread'), len(data), 7):
        found = _texts(tmp_path, data[:length])
        # What is left of the last tag may be taken for words.
        words = [(text or "").partition("<")[0] for text in found]
        assert len(words) <= 2
        assert all(whole.startswith(word) for whole, word in zip(("Hi", "Yo"), words, strict=False))


def test_ten_thousand_tags_in_each_other(tmp_path: Path) -> None:
    deep = "<div>" * 10_000 + GOOD
    path = write(tmp_path, {"html/messages.htm": page(deep), "html/friends.htm": FRIENDS})
    started = time.monotonic()
    inspection = read([path])
    assert time.monotonic() - started < 20
    assert [(p.member, p.kind) for p in inspection.problems] == [
        ("html/messages.htm", "unreadable")
    ]
    assert inspection.events["activity"].cast(pl.String).to_list() == ["connected"]


def test_a_head_without_words_and_words_without_a_head(tmp_path: Path) -> None:
    talk = thread(
        ["Ann Roe", ME],
        [
            "<p>lost</p>",
            said("Ann Roe", AT.format(9), None),
            said(ME, AT.format(8), "kept"),
            said(None, AT.format(7), "nobody's"),
        ],
    )
    path = write(tmp_path, {"html/messages.htm": page(talk)})
    inspection = read([path])
    assert inspection.events.sort("row")["text"].to_list() == [None, "kept", "nobody's"]
    assert [(p.member, p.kind) for p in inspection.problems] == [
        ("html/messages.htm", "unreadable row")
    ]


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\x00" * 99, b"<", b"{}", b"\xff\xfe<\x00", b"<html>"]
)
def test_empty_and_foreign_files_are_counted(tmp_path: Path, data: bytes) -> None:
    for name, other in (("messages", FRIENDS), ("friends", page(GOOD))):
        rest = "friends" if name == "messages" else "messages"
        path = write(tmp_path, {f"html/{name}.htm": data, f"html/{rest}.htm": other})
        inspection = read([path])
        assert [p.member for p in inspection.problems] == [f"html/{name}.htm"]
        assert inspection.exports[0].members["unreadable"] == [f"html/{name}.htm"]
        assert inspection.events.height > 0


def test_nothing_but_empty_files_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, {"html/messages.htm": b"", "html/friends.htm": b""})
    with pytest.raises(NotRecognisedError, match=r"^facebook-olive\.zip is a Facebook download"):
        read([path])


def test_the_same_pages_in_two_parts_are_one(tmp_path: Path) -> None:
    once = read([write_pages(tmp_path)]).events
    (tmp_path / "two").mkdir()
    members: dict[str, str | bytes] = {
        f"{part}/html/messages.htm": page(GOOD * 2) for part in ("a", "b")
    }
    members["html/friends.htm"] = friends_page()
    twice = read([write(tmp_path / "two", members)])
    said_twice = twice.events.filter(pl.col("activity") == "message")
    assert said_twice["text"].to_list().count("Hi") == 1
    assert once["event_id"].is_unique().all()
