"""A group that lies in several downloads under several ids is one, and counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from reciprocity.inspection import read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, moment, thread
from tests.facebook.encrypted.given import chat, chats, said, write
from tests.facebook.htm.writing import meta, page, section
from tests.facebook.htm.writing import said as paragraph
from tests.facebook.htm.writing import thread as block
from tests.facebook.html.writing import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME: Final = "Olive Owner"
WORDS: Final = [
    ("Ann Roe", "2016-05-01T10:00:05", "Who reads what?"),
    (ME, "2016-05-01T10:01:05", "Nothing"),
    ("Bo Li", "2016-05-02T10:00:05", "Everything"),
    ("Bo Li", "2016-05-02T10:00:50", "Everything"),
]
LATER: Final = ("Ann Roe", "2024-04-02T10:00:05", "Still here?")
OLD, NEW = "bookclub_AbCdEfGhIj", "bookclub_100000000000003"
Words = list[tuple[str, str, str]]


def _group(words: Words, title: str = "Book club", who: tuple[str, ...] = ()) -> dict[str, Any]:
    people = [*(who or ("Ann Roe", "Bo Li")), ME]
    return {**thread(people, [message(*each) for each in words]), "title": title}


def _json(folder: Path, day: str, threads: dict[str, Any]) -> Path:
    members = {
        "friends_and_followers/friends.json": as_json(
            entries("friends_v2", [("Ann Roe", "2015-01-01T10:00:00")])
        ),
        "profile_information/profile_information.json": as_json(
            {"profile_v2": {"name": {"full_name": ME}}}
        ),
        **{f"messages/inbox/{name}/message_1.json": as_json(of) for name, of in threads.items()},
    }
    path = folder / f"facebook-olive-{day}-AbCdEf12.zip"
    return write_zip(path, members, at=moment(f"{day}T12:00:00"))


def _html(folder: Path, words: Words) -> Path:
    made = moment("2022-01-10T12:00:00")
    writer = Writer(style="en 2021", zone="Europe/Paris", owner=ME, made=made)
    members = {
        f"messages/inbox/{OLD}/message_1.html": writer.thread(_group(words)),
        "profile_information/timezone.html": writer.page(
            "Zone", [writer.block(None, "Europe/Paris", None)]
        ),
    }
    return write_zip(folder / "pages.zip", members, at=made)


def _htm(folder: Path, words: Words) -> Path:
    talk = [paragraph(by, meta(at), text) for by, at, text in reversed(words)]
    members = {
        "index.htm": page("", "Profile", owner=ME),
        "html/friends.htm": page(section("Friends", ["Ann Roe"]), "Friends", owner=ME),
        "html/messages.htm": page(block(["Ann Roe", "Bo Li", ME], talk), owner=ME),
    }
    return write_zip(folder / "old.zip", members, at=moment("2017-06-01T12:00:00"))


def _chats(folder: Path, words: Words) -> Path:
    group = {
        **chat("Book club", [said(*each) for each in words], number=9),
        "participants": [ME, "Ann Roe", "Bo Li"],
    }
    return write(folder / "messages.zip", {**chats(cy=[]), "Book club_9.json": group})


def _spoken(inspection: Inspection) -> pl.DataFrame:
    return inspection.events.filter(pl.col("is_group") & (pl.col("activity") == "message"))


def _texts(inspection: Inspection) -> list[str]:
    return _spoken(inspection)["text"].to_list()


ALL: Final = [text for _, _, text in WORDS]


@pytest.mark.parametrize("flavour", ["old ids", "html", "htm", "encrypted"])
def test_a_group_of_two_downloads_is_one(tmp_path: Path, flavour: str) -> None:
    newest = _json(tmp_path, "2024-06-10", {NEW: _group([*WORDS, LATER])})
    other = {
        "old ids": lambda: _json(tmp_path, "2021-06-10", {OLD: _group(WORDS, "Readers")}),
        "html": lambda: _html(tmp_path, WORDS),
        "htm": lambda: _htm(tmp_path, WORDS),
        "encrypted": lambda: _chats(tmp_path, [*WORDS, LATER]),
    }[flavour]()
    both, alone = read([other, newest]), read([newest])
    assert _texts(both) == _texts(alone) == [*ALL, "Still here?"]
    assert _spoken(both)["event_id"].sort().equals(_spoken(alone)["event_id"].sort())
    assert set(_spoken(both)["conversation_id"].cast(pl.String)) == {"facebook/100000000000003"}


def test_three_downloads_of_one_group(tmp_path: Path) -> None:
    paths = [
        _htm(tmp_path, WORDS),
        _json(tmp_path, "2021-06-10", {OLD: _group(WORDS)}),
        _json(tmp_path, "2024-06-10", {NEW: _group([*WORDS, LATER])}),
    ]
    assert _texts(read(paths)) == [*ALL, "Still here?"]


def test_a_wish_to_two_groups_makes_them_no_one(tmp_path: Path) -> None:
    """The owner says the same to both within a minute; in each download there is one of them."""
    wish = (ME, "2016-12-31T23:59:05", "Happy new year!")
    club = _group([wish, ("Ann Roe", "2017-01-01T10:00:00", "A")])
    choir = _group([wish, ("Cy Dee", "2017-01-01T10:00:00", "B")], "Choir", ("Cy Dee", "Di Fox"))
    paths = [
        _json(tmp_path, "2021-06-10", {OLD: club}),
        _json(tmp_path, "2024-06-10", {NEW: choir}),
    ]
    assert sorted(_texts(read(paths))) == ["A", "B", "Happy new year!", "Happy new year!"]


def test_groups_that_one_download_tells_apart_stay_apart(tmp_path: Path) -> None:
    """A page of before May 2018 has one block for two groups of the same people."""
    first, second = WORDS[:2], WORDS[2:]
    whole = _json(tmp_path, "2024-06-10", {NEW: _group(first), NEW[:-1] + "4": _group(second)})
    both = read([_htm(tmp_path, WORDS), whole])
    assert _spoken(both)["conversation_id"].n_unique() == 3


def test_what_is_said_in_two_groups_at_once_tells_of_neither(tmp_path: Path) -> None:
    twice = [(ME, "2016-05-01T12:00:05", "Hello both"), (ME, "2016-05-01T12:01:05", "And again")]
    club = _group([*twice, *WORDS])
    own = {NEW: club, NEW[:-1] + "4": _group(twice, "Choir", ("Cy Dee", "Di Fox"))}
    other = _json(tmp_path, "2021-06-10", {OLD: club})
    both = read([other, _json(tmp_path, "2024-06-10", own)])
    assert _spoken(both)["conversation_id"].n_unique() == 2
    assert len(_texts(both)) == len(WORDS) + 2 * len(twice)
