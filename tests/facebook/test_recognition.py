"""What is a Facebook download that can be read, and what is said of the others."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from reciprocity.archive import open_archives
from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from reciprocity.parameters import default_parameters
from reciprocity.sources import read_archive
from reciprocity.sources.facebook.recognition import recognise
from tests.facebook.downloads import as_json, entries
from tests.facebook.trees import DATED, LAYOUTS, reading_of, tree, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.sources.moments import Recognition

FRIENDS = as_json(entries("friends_v2", [("Bob Roe", "2020-01-02T03:04:05")]))


def _recognised(
    tmp_path: Path, members: Mapping[str, bytes], name: str = "x.zip"
) -> Recognition | None:
    (archive,) = open_archives([zipped(tmp_path / name, members)])
    with archive:
        return recognise(archive)


def _refusal(tmp_path: Path, members: Mapping[str, bytes], name: str = "x.zip") -> str:
    (archive,) = open_archives([zipped(tmp_path / name, members)])
    with archive, pytest.raises(NotRecognisedError) as caught:
        read_archive(archive, default_parameters().coverage, None)
    return str(caught.value)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_recognised_whatever_the_name_of_the_zip(
    tmp_path: Path, layout: str
) -> None:
    found = _recognised(tmp_path, tree(layout))
    assert found is not None
    assert found.kind == "json"
    assert found.confidence >= 0.7
    assert "it holds 2 files of messages" in found.reasons


def test_the_name_alone_makes_it_surer(tmp_path: Path) -> None:
    bare = _recognised(tmp_path, {"friends/friends.json": FRIENDS})
    named = _recognised(tmp_path, {"friends/friends.json": FRIENDS}, f"{DATED}.zip")
    assert bare is not None
    assert named is not None
    assert bare.confidence < named.confidence == 0.9
    assert named.reasons == ("its name is that of a Facebook download", "it holds friends")
    assert named.told.named_date == date(2024, 5, 10)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("facebook-ann-2024-05-10-AbCdEf12.zip", date(2024, 5, 10)),
        ("facebook-ann-b-2024-05-10-AbCdEf12 (1).zip", date(2024, 5, 10)),
        ("facebook-ann-2024-13-10-AbCdEf12.zip", None),
        ("facebook-ann.zip", None),
        ("facebook-ann-2024-05-101.zip", None),
        ("other-2024-05-10-AbCdEf12.zip", None),
    ],
)
def test_the_day_in_the_name(tmp_path: Path, name: str, day: date | None) -> None:
    found = _recognised(tmp_path, {"friends/friends.json": FRIENDS}, name)
    assert found is not None
    assert found.told.named_date == day


def test_the_day_in_a_wrapper_folder_counts(tmp_path: Path) -> None:
    found = _recognised(tmp_path, {f"{DATED}/friends/friends.json": FRIENDS})
    assert found is not None
    assert found.told.named_date == date(2024, 5, 10)
    assert found.told.exported_at == datetime(2024, 5, 10, 12, tzinfo=UTC)


def test_no_person_is_in_the_reasons(tmp_path: Path) -> None:
    said = " ".join(reading_of(zipped(tmp_path / f"{DATED}.zip", tree("2024"))).reasons)
    for name in ("Jana", "jana", "Bob", "Olive", "olive"):
        assert name not in said


@pytest.mark.parametrize(
    "members",
    [
        {"notes.txt": b"x"},
        {"a/comments.json": b"[]", "b/index.html": b"<html>"},
        {"photos/1.jpg": b"x", "data.json": b"{}"},
        {"pokes.json": b"{}", "posts_and_comments.json": b"[]"},
    ],
)
def test_other_archives_are_none(tmp_path: Path, members: Mapping[str, bytes]) -> None:
    assert _recognised(tmp_path, members) is None
    assert _refusal(tmp_path, members) == (
        "x.zip is not a LinkedIn or Facebook download that this program knows: give the zip as it "
        "was sent, or the folder unpacked from it."
    )


HTML = b"<html><head><title>Friends</title></head></html>"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_download_in_html(tmp_path: Path, layout: str) -> None:
    members = {path.replace(".json", ".html"): HTML for path in tree(layout)}
    found = _recognised(tmp_path, members)
    assert found is not None
    assert (found.kind, found.confidence) == ("html", 1.0)
    assert f"{len(members)} of its files are HTML" in found.reasons
    members["security_and_login_information/account_activity.json"] = b"{}"
    found = _recognised(tmp_path, members)
    assert found is not None
    assert found.kind == "html"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_download_in_html_of_an_unknown_form(tmp_path: Path, layout: str) -> None:
    members = {path.replace(".json", ".html"): HTML for path in tree(layout)}
    said = _refusal(tmp_path, members)
    assert said.startswith("x.zip is a Facebook download, by its folder")
    assert "none of its 2 files of conversations, 6 lists and 0 other files could be read" in said


@pytest.mark.parametrize(
    "paths",
    [
        ["html/friends.htm", "html/messages.htm", "index.htm"],
        ["html/friends.htm", "messages/1.html", "messages/2.html"],
        ["facebook-ann/html/messages.htm"],
    ],
)
def test_a_download_of_before_2018(tmp_path: Path, paths: list[str]) -> None:
    found = _recognised(tmp_path, dict.fromkeys(paths, HTML))
    assert found is not None
    assert found.kind == "htm"
    assert f"{len(paths)} of its files are HTML of before May 2018" in found.reasons
    assert "in a form that this version does not know" in _refusal(
        tmp_path, dict.fromkeys(paths, HTML)
    )


def test_html_of_an_unknown_form_beside_json_is_told(tmp_path: Path) -> None:
    members = tree("2024")
    friends = LAYOUTS["2024"]["friends"]
    del members[friends]
    members[friends.replace(".json", ".html")] = HTML
    members["your_facebook_activity/messages/inbox/a_12345678901/message_1.html"] = HTML
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert "connected" not in reading.generated
    pages = [
        "connections/friends/your_friends.html",
        "your_facebook_activity/messages/inbox/a_12345678901/message_1.html",
    ]
    told = [(p.kind, p.member) for p in reading.problems]
    assert sorted(told) == [("unknown form", page) for page in pages]
    assert reading.members["unreadable"] == pages
    assert reading.members["ignored"] == []
    assert reading.advice is not None
    assert reading.advice.startswith(
        "The list of friends and 1 of 3 files of messages could not be read in full: ask Facebook"
    )


@pytest.mark.parametrize("folder", ["", "messages/"])
@pytest.mark.parametrize("empty", [False, True])
def test_the_download_of_encrypted_chats(tmp_path: Path, folder: str, *, empty: bool) -> None:
    said = {"senderName": "Jana Nováková", "text": "x", "timestamp": 1711913758573, "type": "text"}
    chat = {
        "participants": ["Me Myself", "Jana Nováková"],
        "threadName": "Jana Nováková_7",
        "messages": [] if empty else [said],
    }
    members = {
        f"{folder}Jana Nováková_7.json": json.dumps(chat, ensure_ascii=False).encode(),
        f"{folder}media/0b1c.jpg": b"x",
    }
    found = _recognised(tmp_path, members, "messages.zip")
    assert found is not None
    assert (found.kind, found.confidence) == ("e2ee", 1.0)


@pytest.mark.parametrize(
    "data",
    [b"", b"[object Object]", b"{", b"\xff\xfe", b"[1]", b'{"participants": [{}]}', b"9" * 99],
)
def test_what_only_looks_like_an_encrypted_chat(tmp_path: Path, data: bytes) -> None:
    assert _recognised(tmp_path, {"Jana Nováková_7.json": data}) is None


def test_instagram_is_not_taken_for_facebook(tmp_path: Path) -> None:
    members = {
        "your_instagram_activity/messages/inbox/ann_123/message_1.json": b"{}",
        "connections/followers_and_following/following.json": b"{}",
    }
    assert _refusal(tmp_path, members) == (
        "x.zip is an Instagram download; this version reads LinkedIn's and Facebook's."
    )


def _future() -> dict[str, bytes]:
    root = "your_facebook_activity/messages/inbox/jana_12345678901"
    return {
        "connections/friends/your_friends.json": as_json({"people": {"0": "Jana Nováková"}}),
        "connections/friends/removed_friends.json": as_json({"rows": "Jana"}),
        f"{root}/message_1.json": as_json({"talk": ["Jana"]}),
        f"{root}/message_2.json": as_json([1, 2]),
        f"{root}/summary_1.json": b"{}",
    }


@pytest.mark.parametrize("with_profile", [False, True])
def test_a_form_of_the_future_is_refused_in_one_sentence(
    tmp_path: Path, *, with_profile: bool
) -> None:
    members = _future()
    if with_profile:
        profile = LAYOUTS["2024"]["profile"]
        members[profile] = tree("2024")[profile]
    sentence = _refusal(tmp_path, members)
    assert sentence == (
        "x.zip is a Facebook download, by its folders connections, friends, inbox, messages "
        "and your_facebook_activity, in a form that this version does not know: none of its 2 "
        "files of conversations, 2 lists and 1 other file could be read, so look for a newer "
        "version of this program."
    )


def test_new_names_for_everything_are_refused_too(tmp_path: Path) -> None:
    members = {f"{DATED}/chats/jana/{n}.json": b'{"a": 1}' for n in range(3)}
    sentence = _refusal(tmp_path, members)
    assert sentence.startswith("x.zip is a Facebook download, by its name, in a form")
    assert "jana" not in sentence


def test_one_list_that_can_be_read_is_enough(tmp_path: Path) -> None:
    members = _future() | {"connections/friends/sent_friend_requests.json": as_json(
        entries("sent_requests_v2", [("Sam Sent", "2024-03-01T00:00:01")])
    )}  # fmt: skip
    inspection = read([zipped(tmp_path / "x.zip", members)])
    assert inspection.events["activity"].to_list() == ["request_sent"]
    assert len(inspection.exports[0].members["unreadable"]) == 4
