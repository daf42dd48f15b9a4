"""The encrypted download by itself: recognised, every event of it, and what it can show."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from reciprocity.analysis import analyse
from reciprocity.archive import open_archives
from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from reciprocity.sources.facebook.recognition import recognise
from tests.coverage.given import ANN, ME, id_of
from tests.facebook.downloads import as_json as as_facebook
from tests.facebook.downloads import entries, moment
from tests.facebook.encrypted.given import (
    BO,
    CY,
    EXPORTED,
    LATEST,
    OTHERS,
    as_json,
    chat,
    chats,
    reading_of,
    said,
    told,
    write,
    write_chats,
)
from tests.timeline.stories import quiet, steps, talk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.sources.moments import Recognition

MEDIA: Final = {"media/0b1c2d3e.jpeg": b"x", "media/4f5a6b7c.mp4": b"x"}


def _recognised(path: Path) -> Recognition | None:
    (archive,) = open_archives([path])
    with archive:
        return recognise(archive)


@pytest.mark.parametrize("folder", ["", "messages/", "messages-olive/messages/"])
@pytest.mark.parametrize("media", [{}, MEDIA], ids=["without media", "with media"])
def test_it_is_recognised(tmp_path: Path, folder: str, media: Mapping[str, bytes]) -> None:
    members = {f"{folder}{name}": value for name, value in {**chats(**OTHERS), **media}.items()}
    found = _recognised(write(tmp_path / "x.zip", members))
    assert found is not None
    assert found.kind == "e2ee"
    assert found.confidence == (1.0 if media else 0.9)
    assert found.reasons == (
        "its files are chats, as Messenger's download of end-to-end-encrypted chats holds them",
        "it holds 2 files of chats",
        *(["pictures and other media lie beside them"] if media else []),
    )


def test_an_unpacked_folder(tmp_path: Path) -> None:
    (tmp_path / "messages" / "media").mkdir(parents=True)
    for name, value in chats(**OTHERS).items():
        (tmp_path / "messages" / name).write_bytes(as_json(value))
    assert reading_of(tmp_path / "messages").events.height == 3


def test_a_chat_with_somebody_named_like_a_file_of_facebook(tmp_path: Path) -> None:
    chat_of = chat("Message", [said("Message", "2024-03-01T10:00:00")], number=3)
    reading = reading_of(write(tmp_path / "x.zip", {"Message_3.json": chat_of}))
    assert (reading.kind, reading.events["name"].to_list()) == ("e2ee", ["Message"])


def test_the_main_download_is_not_taken_for_it(tmp_path: Path) -> None:
    friends = as_facebook(entries("friends_v2", [("Bo Li", "2020-01-02T03:04:05")]))
    members = {**chats(**OTHERS), "connections/friends/your_friends.json": friends}
    found = _recognised(write(tmp_path / "x.zip", members))
    assert found is not None
    assert found.kind == "json"


@pytest.mark.parametrize(
    "value",
    [
        {"participants": [{"name": ANN}], "threadName": "x", "messages": []},
        {"participants": [ME, ANN], "messages": []},
        {"participants": [ME, ANN], "threadName": "x", "messages": {}},
        {"participants": "Ann", "threadName": "x", "messages": []},
        [chat(ANN, [])],
    ],
)
def test_what_only_looks_like_it(tmp_path: Path, value: Any) -> None:
    assert _recognised(write(tmp_path / "messages.zip", {"Ann Roe_1.json": value})) is None


def test_every_event(tmp_path: Path) -> None:
    spoken = [
        said(ANN, "2024-03-01T10:00:00", "Grüße, 早安 😀"),
        said(ME, "2024-03-01T10:05:00", "Ã© is how é looks when it is read wrongly"),
        said(ANN, "2024-03-01T10:06:00", "https://example.org/ros%C3%A9", type="link"),
        said(ANN, "2024-03-01T10:07:00", "", type="media", media=[{"uri": "./media/0b1c.jpeg"}]),
        said(
            ME, "2024-03-01T10:08:00", "", type="media", media=[{"uri": "Failed to download media"}]
        ),
        said(ME, "2024-03-01T10:09:00", "Failed to download media", type="media"),
        said(ANN, "2024-03-01T10:10:00", "Look", type="media", media=[{"uri": "./media/a.gif"}]),
        said(
            ANN, "2024-03-01T10:11:00", "User unsent a message", type="placeholder", isUnsent=True
        ),
        said(ME, "2024-03-01T10:12:00", "Liked", reactions=[{"actor": ANN, "reaction": "❤"}]),
    ]
    reading = reading_of(write_chats(tmp_path, ann=spoken, **OTHERS))
    events = reading.events.filter(pl.col("name") == ANN)
    day = "2024-03-01T10:"
    assert told(events) == [
        (f"{day}00:00", ANN, "person", "message", "direct", "Grüße, 早安 😀", 1),
        (f"{day}05:00", ANN, "owner", "message", "direct", spoken[1]["text"], 2),
        (f"{day}06:00", ANN, "person", "message", "direct", spoken[2]["text"], 3),
        (f"{day}07:00", ANN, "person", "message", "direct", None, 4),
        (f"{day}08:00", ANN, "owner", "message", "direct", None, 5),
        (f"{day}09:00", ANN, "owner", "message", "direct", None, 6),
        (f"{day}10:00", ANN, "person", "message", "direct", "Look", 7),
        (f"{day}11:00", ANN, "person", "message", "trace", None, 8),
        (f"{day}12:00", ANN, "owner", "message", "direct", "Liked", 9),
        (f"{day}12:00", ANN, "person", "reaction", "direct", None, 9),
    ]
    assert set(events["platform"]) == {"facebook"}
    assert set(events["member"].cast(pl.String)) == {"Ann Roe_1.json"}
    assert set(events["archive"].cast(pl.String)) == {"messages.zip"}
    assert events["is_group"].any() is False
    assert reading.problems == ()
    assert reading.apart.height == 0
    (conversation,) = events["conversation_id"].unique().cast(pl.String)
    assert conversation.startswith("facebook/encrypted/")
    assert "ann" not in conversation.lower()


def test_a_download_of_pictures_alone_is_not_wordless(tmp_path: Path) -> None:
    sent = [
        said(ANN, f"2024-03-0{day}T10:00:00", "", type="media", media=[{"uri": "./media/a.jpg"}])
        for day in range(1, 9)
    ]
    reading = reading_of(write_chats(tmp_path, ann=sent, bo=[]))
    assert (reading.events.height, reading.problems) == (8, ())


def test_names_and_texts_are_not_repaired(tmp_path: Path) -> None:
    """What a repair of mojibake would change: bytes of UTF-8 that somebody wrote as letters."""
    name = "JosÃ© Roe"
    spoken = [said(name, "2024-03-01T10:00:00", "Ã¼"), said(ME, "2024-03-01T10:01:00", "â€™")]
    path = write(tmp_path / "messages.zip", {f"{name}_1.json": chat(name, spoken)})
    events = reading_of(path, ME).events.sort("at")
    assert events["name"].to_list() == [name, name]
    assert events["text"].to_list() == ["Ã¼", "â€™"]


def test_a_mark_of_byte_order(tmp_path: Path) -> None:
    members = {name: codecs.BOM_UTF8 + as_json(value) for name, value in chats(**OTHERS).items()}
    reading = reading_of(write(tmp_path / "messages.zip", members))
    assert told(reading.events)[1][5] == "Ahoj, Žofie"
    assert reading.problems == ()


def test_messages_come_in_any_order(tmp_path: Path) -> None:
    mixed = [said(ANN, f"2024-03-0{day}T10:00:00", str(day)) for day in (2, 3, 1)]
    inspection = read([write_chats(tmp_path, ann=mixed, **OTHERS)])
    words = inspection.events.filter(pl.col("person_id") == "facebook:name/ann roe")
    assert words["text"].to_list() == ["1", "2", "3"]


def test_one_chat_in_two_files_counts_once(tmp_path: Path) -> None:
    members = chats(**OTHERS)
    copies = {f"messages/{name}": value for name, value in members.items()}
    reading = reading_of(write(tmp_path / "messages.zip", {**members, **copies}))
    assert (reading.events.height, reading.duplicates) == (3, 3)


def test_a_group(tmp_path: Path) -> None:
    spoken = [said(BO, "2024-03-03T10:00:00"), said(CY, "2024-03-03T10:01:00")]
    group = chat("Garden", spoken, number=9, participants=[ME, BO, CY])
    reading = reading_of(
        write(tmp_path / "messages.zip", {**chats(**OTHERS), "Garden_9.json": group})
    )
    assert reading.events.filter(pl.col("is_group"))["name"].to_list() == [BO, CY]


def test_two_chats_of_one_name_are_two_people(tmp_path: Path) -> None:
    spoken = {n: [said(ANN, f"2024-03-0{n}T10:00:00")] for n in (4, 5)}
    two = {f"Ann Roe_{n}.json": chat(ANN, m, number=n) for n, m in spoken.items()}
    inspection = read([write(tmp_path / "messages.zip", {**chats(**OTHERS), **two})])
    named = inspection.people.filter(pl.col("name") == ANN)
    assert named["person_id"].str.starts_with("facebook:conversation/").to_list() == [True, True]


def test_an_empty_chat_of_the_same_name_is_nobody(tmp_path: Path) -> None:
    two = {
        "Ann Roe_4.json": chat(ANN, [], number=4),
        "Ann Roe_5.json": chat(ANN, [said(ANN, "2024-03-05T10:00:00")], number=5),
    }
    inspection = read([write(tmp_path / "messages.zip", {**chats(**OTHERS), **two})])
    named = inspection.people.filter(pl.col("name") == ANN)
    assert named["person_id"].to_list() == ["facebook:name/ann roe"]


def test_half_of_the_files_are_empty(tmp_path: Path) -> None:
    members = chats(**OTHERS, ann=[])
    members |= {f"Nobody {n}_{n}.json": chat(f"Nobody {n}", [], number=n) for n in range(10, 14)}
    reading = reading_of(write(tmp_path / "messages.zip", members))
    assert reading.events.height == 3
    assert reading.problems == ()
    assert reading.members["read"] == [".../ (7 files)"]


def test_it_names_nobody_in_its_members(tmp_path: Path) -> None:
    members = {**{f"messages/{n}": v for n, v in chats(**OTHERS).items()}, **MEDIA}
    reading = reading_of(write(tmp_path / "messages.zip", {**members, "notes.txt": b"x"}))
    assert reading.members == {
        "read": [".../ (2 files)"],
        "ignored": ["media/ (2 files)"],
        "unknown": ["notes.txt"],
        "unreadable": [],
    }


def test_what_it_can_show(tmp_path: Path) -> None:
    inspection = read([write_chats(tmp_path, **OTHERS)])
    (export,) = inspection.exports
    assert export.exported_at == moment(EXPORTED)
    seen = {kind: (each["from"], each["to"]) for kind, each in export.coverage.items()}
    shown = ("2024-03-01T10:00:00Z", "2025-06-10T12:00:00Z")
    assert {kind: of for kind, of in seen.items() if of != (None, None)} == {
        "message": shown, "reaction": shown,
    }  # fmt: skip
    assert {"connected", "request_sent", "disconnected", "call"} < seen.keys()


def test_file_times_of_a_copy_are_not_its_moment(tmp_path: Path) -> None:
    inspection = read([write_chats(tmp_path, "2026-02-01T10:00:00", **OTHERS)])
    assert inspection.as_of == moment(LATEST)


def test_silences_lie_between_its_first_message_and_its_moment(tmp_path: Path) -> None:
    spoken = [said(ANN, "2024-06-01T10:00:00"), said(ME, "2024-12-01T10:00:00")]
    analysis = analyse([write_chats(tmp_path, ann=spoken, **OTHERS)])
    assert steps(analysis, id_of(analysis)) == [
        talk("2024-06-01 10:00:00", "person", 0, 1),
        quiet("2024-06-01 10:00:00", "2024-12-01 10:00:00", 183, "owner"),
        talk("2024-12-01 10:00:00", "owner", 1, 0),
        quiet("2024-12-01 10:00:00", None, 191),
    ]
    assert not analysis.people["connected"].any()
    assert not analysis.stages["stage"].isin(["removal", "accept", "request"]).any()


def test_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(NotRecognisedError, match="nobody is in it"):
        read([write_chats(tmp_path, ann=[], bo=[])])


def test_of_one_millisecond_the_first_in_the_file_is_the_older(tmp_path: Path) -> None:
    """Chats lie in their files the other way round than threads do (section 5)."""
    moment = "2024-03-01T10:00:00"
    words = [said(ANN, moment, "First"), said(ANN, moment, "Second"), said(ANN, moment, "Third")]
    path = write_chats(tmp_path, **OTHERS, ann=words)
    spoken = reading_of(path).events.filter(pl.col("text").is_in(["First", "Second", "Third"]))
    assert spoken["text"].to_list() == ["First", "Second", "Third"]
    events = read([path]).events.filter(pl.col("text").is_in(["First", "Second", "Third"]))
    assert events.select("text", "row").rows() == [("First", 1), ("Second", 2), ("Third", 3)]
