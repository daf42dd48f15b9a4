"""What a whole download gives beside its events."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
from polars.testing import assert_frame_equal

from reciprocity.archive import Archive
from reciprocity.sources.base import PROFILE_COLUMNS, Encryption, Snapshot
from tests.exports import moment, write_zip
from tests.facebook.downloads import as_json, entries, message, seconds, thread
from tests.facebook.trees import (
    BOB_DIR,
    DATED,
    EXPORTED,
    INBOX,
    JANA,
    JANA_DIR,
    OWNER,
    PATHS,
    chats,
    reading_of,
    reading_with,
    said,
    tree,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reciprocity.archive import Member


def test_snapshots_lie_between_their_newest_row_and_the_clocks_doubt(tmp_path: Path) -> None:
    found = reading_with(tmp_path, {}).snapshots
    one = Snapshot(earliest=EXPORTED, latest=EXPORTED + timedelta(hours=8), unread=0)
    assert found == dict.fromkeys(
        ("connected", "request_sent", "request_received", "disconnected"), one
    )


def test_without_file_times_the_day_bounds_the_lists(tmp_path: Path) -> None:
    late = as_json(entries("sent_requests_v2", [("Sam Sent", "2024-05-10T07:00:00")]))
    members: dict[str, str | bytes] = {**tree("2024"), PATHS["sent"]: late}
    found = reading_of(write_zip(tmp_path / f"{DATED}.zip", members)).snapshots
    end = moment("2024-05-10 23:59:59")
    assert found["connected"] == Snapshot(
        earliest=moment("2024-05-10 00:00:00"), latest=end, unread=0
    )
    assert found["request_sent"] == Snapshot(
        earliest=moment("2024-05-10 07:00:00"), latest=end, unread=0
    )


def test_a_folder_of_message_requests_covers_them(tmp_path: Path) -> None:
    request = thread(["Eve New", OWNER], [message("Eve New", "2024-01-01T10:00:00", "hello")])
    box = "your_facebook_activity/messages/message_requests"
    for member, data in (
        (f"{box}/evenew_12345678901/message_1.json", as_json(request)),
        (f"{box}/no-data.txt", b"You have no data in this section"),
    ):
        reading = reading_with(tmp_path, {member: data})
        assert reading.generated["message_request"] == EXPORTED
    assert "message_request" not in reading_with(tmp_path, {}).generated


def test_followers_and_waves_are_bounded_by_the_export(tmp_path: Path) -> None:
    followers = as_json({"followers_v3": [{"name": "Fan One"}]})
    reading = reading_with(
        tmp_path, {"connections/followers/people_who_followed_you.json": followers}
    )
    row = reading.events.filter(pl.col("name") == "Fan One").row(0, named=True)
    assert (row["activity"], row["actor"], row["at"]) == ("follow", "person", None)
    assert row["at_latest"] == EXPORTED


def test_a_copied_folder_is_as_old_as_its_newest_event(tmp_path: Path) -> None:
    copied = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    for path, data in tree("2021").items():
        file = tmp_path / "copy" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (copied, copied))
    reading = reading_of(tmp_path / "copy")
    assert reading.exported_at == moment("2024-05-01 11:00:00")
    assert "copy" in reading.reasons[-1]


def test_profiles_are_collected_once(tmp_path: Path) -> None:
    uri = "https://www.facebook.com/jana.novakova"
    people = as_json({
        "people_interactions_v2": [
            {"name": "People", "entries": [
                {"timestamp": 1_600_000_000, "data": {"name": JANA, "uri": uri}},
                {"timestamp": 1_600_000_001, "data": {"name": JANA, "uri": uri}},
            ]}
        ]
    })  # fmt: skip
    base = "logged_information/activity_messages"
    reading = reading_with(
        tmp_path,
        {f"{base}/people_and_friends.json": people, f"x/{base}/people_and_friends.json": people},
    )
    expected = pl.DataFrame(
        {"handle": [None], "name": [JANA], "employer": [None], "email": [None], "url": [uri]},
        schema=PROFILE_COLUMNS,
    )
    assert_frame_equal(reading.profiles, expected)


def test_signs_of_encryption(tmp_path: Path) -> None:
    plain = reading_with(tmp_path, {})
    assert plain.encryption == Encryption()
    chat = as_json(chats()[JANA_DIR])
    secret = {"secret_conversations_v2": {"has_sent_message": True, "armadillo_devices": []}}
    reading = reading_with(
        tmp_path,
        {
            PATHS["inbox"].format(JANA_DIR): None,
            f"your_facebook_activity/messages/e2ee_cutover/{JANA_DIR}/message_1.json": chat,
            "your_facebook_activity/messages/secret_conversations.json": as_json(secret),
        },
    )
    assert reading.encryption == Encryption(
        cutover=frozenset({f"facebook/{JANA_DIR[-17:]}"}), used=True
    )
    assert_frame_equal(said(reading), said(plain))


def test_a_download_of_the_profile_alone_is_nobody(tmp_path: Path) -> None:
    members = {PATHS["profile"]: tree("2024")[PATHS["profile"]]}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.events.height == 0
    assert reading.owner.name == OWNER
    assert reading.exported_at == EXPORTED
    assert reading.advice == (
        "The list of friends and the messages could not be read from this download: if it came "
        "as several zips, give all of them; else ask Facebook "
        "again under Settings > Your Facebook information > Download your information, choose "
        "JSON, all time, and tick at least messages, friends and profile information."
    )


def test_one_thread_of_an_unknown_form_is_told_as_one_of_several(tmp_path: Path) -> None:
    strange = {f"{INBOX}/eve_12345678901/message_1.json": b'{"talk": []}'}
    reading = reading_with(tmp_path, strange)
    assert reading.advice is not None
    assert reading.advice.startswith("1 of 3 files of messages could not be read in full: ask ")
    whole = reading_with(tmp_path, {})
    assert_frame_equal(said(reading), said(whole))
    cut = reading_with(tmp_path, {PATHS["friends"]: tree("2024")[PATHS["friends"]][:-20]})
    assert cut.advice is not None
    assert cut.advice.startswith("The list of friends could not be read in full: ask ")


def test_sections_without_data_are_known(tmp_path: Path) -> None:
    names = ["friends_and_followers", "messages", "comments_and_reactions", "a/posts"]
    members = {f"{name}/no-data.txt": b"You have no data in this section" for name in names}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.members == {
        "read": [], "ignored": ["no-data.txt (4 files)"], "unknown": [], "unreadable": [],
    }  # fmt: skip
    assert reading.problems == ()


def test_empty_lists_are_no_failure(tmp_path: Path) -> None:
    members = {PATHS["friends"]: b'{"friends_v2": []}', PATHS["removed"]: b"[]"}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.events.height == 0
    assert sorted(reading.snapshots) == ["connected", "disconnected"]


def test_media_are_counted_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / DATED
    for path, data in tree("2024").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shown = {
        f"{INBOX}/.../photos/": [f"{INBOX}/{d}/photos/{n}.jpg" for d in (JANA_DIR, BOB_DIR)
                                 for n in range(60)],
        f"{INBOX}/.../files/": [f"{INBOX}/{BOB_DIR}/files/message_1.json"],
        "your_facebook_activity/posts/media/": [
            f"your_facebook_activity/posts/media/album_{n}/{n}.mp4" for n in range(40)
        ],
        "stickers_used/": ["stickers_used/1.png"],
    }  # fmt: skip
    for paths in shown.values():
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(b"{")
    opened = list[str]()
    read = Archive.read

    def watched(archive: Archive, member: Member) -> bytes:
        opened.append(member.path)
        return read(archive, member)

    monkeypatch.setattr(Archive, "read", watched)
    reading = reading_of(folder)
    assert sorted(opened) == sorted(tree("2024"))
    assert reading.members["ignored"] == sorted(
        f"{name} ({len(paths)} file{'s' if len(paths) > 1 else ''})"
        for name, paths in shown.items()
    )
    assert reading.problems == ()


def test_a_crowd_of_unknown_files_is_told_as_one(tmp_path: Path) -> None:
    strange: dict[str, bytes | None] = {f"new_things/{n}.json": b"{}" for n in range(500)}
    reading = reading_with(tmp_path, {**strange, "connections/friends/odd.json": b"{}"})
    assert reading.members["unknown"] == [
        "connections/friends/odd.json", "new_things/ (500 files)",
    ]  # fmt: skip


def test_a_list_in_two_layouts_counts_once_but_namesakes_stay(tmp_path: Path) -> None:
    twice = [("Ann Roe", "2023-01-01T00:00:00"), ("Ann Roe", "2023-01-01T00:00:00")]
    one = as_json(entries("received_requests_v2", [*twice, ("Bo", "2022-01-01T00:00:00")]))
    reading = reading_with(
        tmp_path,
        {
            PATHS["received"]: one,
            "friends_and_followers/friend_requests_received.json": one,
        },
    )
    asked = reading.events.filter(pl.col("activity") == "request_received")
    assert sorted(asked["name"]) == ["Ann Roe", "Ann Roe", "Bo", "Rob Rej"]
    assert reading.duplicates == 3


def test_names_that_steer_a_terminal_are_shown_without(tmp_path: Path) -> None:
    evil = "your_facebook_activity/\x1b[2Jodd\u202e/\x07new.json"
    reading = reading_with(tmp_path, {evil: b"{}"})
    assert reading.members["unknown"] == ["your_facebook_activity/[2Jodd/new.json"]


def test_a_second_reading_is_the_same(tmp_path: Path) -> None:
    path = zipped(tmp_path / f"{DATED}.zip", tree("2024"))
    one, other = reading_of(path), reading_of(path)
    assert_frame_equal(one.events, other.events)
    assert one.members == other.members


def test_the_newest_time_may_be_that_of_a_message(tmp_path: Path) -> None:
    chat = thread([JANA, OWNER], [message(JANA, "2024-05-11T20:00:00", "late")])
    reading = reading_with(tmp_path, {PATHS["inbox"].format(JANA_DIR): as_json(chat)})
    assert reading.exported_at.timestamp() == seconds("2024-05-11T20:00:00")
