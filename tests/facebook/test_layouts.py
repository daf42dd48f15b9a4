"""The same download in every layout and container says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reciprocity.sources.base import raw_events
from reciprocity.sources.facebook.members import RULES, Form, place_of
from tests.exports import moment
from tests.facebook.downloads import as_json, message, thread
from tests.facebook.trees import (
    BOB_DIR,
    DATED,
    EXPORTED,
    JANA,
    JANA_DIR,
    LAYOUTS,
    OWNER,
    chats,
    reading_of,
    said,
    tree,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path


def _event(
    name: str, activity: str, actor: str, channel: str, at: str, row: int
) -> dict[str, object]:
    return {
        "name": name,
        "activity": activity,
        "actor": actor,
        "channel": channel,
        "at": moment(at),
        "at_latest": moment(at),
        "precision": "second",
        "certainty": "observed",
        "row": row,
    }


def _expected() -> pl.DataFrame:
    jana, bob = f"facebook/{JANA_DIR[-17:]}", f"facebook/{BOB_DIR[-10:]}"
    rejected = moment("2022-04-01 00:00:01")
    rows = [
        _event(JANA, "connected", "unknown", "list", "2023-04-01 10:00:00", 1),
        _event("Bob Roe", "connected", "unknown", "list", "2019-02-03 04:05:06", 2),
        _event("Sam Sent", "request_sent", "owner", "invitation", "2024-03-01 00:00:01", 1),
        _event("Rita Rec", "request_received", "person", "invitation", "2024-04-01 00:00:01", 1),
        _event("Rob Rej", "request_received", "person", "invitation", "2022-04-01 00:00:01", 1),
        _event("Rob Rej", "request_declined", "owner", "invitation", "2022-04-01 00:00:01", 1)
        | {"at": rejected, "at_latest": EXPORTED, "precision": "interval"},
        _event("Dan Gone", "disconnected", "owner", "list", "2021-04-01 00:00:01", 1)
        | {"certainty": "inferred"},
        _event("Dan Gone", "connected", "unknown", "list", "2021-04-01 00:00:01", 1)
        | {"at": None, "precision": "interval", "certainty": "inferred"},
        _event("Fay Far", "follow", "owner", "profile", "2024-03-02 00:00:01", 1),
        _event(JANA, "message", "person", "direct", "2023-04-02 09:00:00", 2)
        | {"conversation_id": jana, "text": "Ahoj, jak se máš?"},
        _event(JANA, "message", "owner", "direct", "2023-04-02 09:05:00", 1)
        | {"conversation_id": jana, "text": "Dobře 🌻"},
        _event("Bob Roe", "message", "owner", "direct", "2024-05-01 10:00:00", 2)
        | {"conversation_id": bob, "text": "Lunch on Friday?"},
        _event("Bob Roe", "message", "person", "direct", "2024-05-01 11:00:00", 1)
        | {"conversation_id": bob, "text": "Gladly."},
    ]
    frame = raw_events(
        pl.DataFrame(rows, infer_schema_length=None), platform="facebook", is_group=False
    )
    told = [name for name in frame.columns if name not in {"archive", "member"}]
    return frame.select(told).sort(told, nulls_last=True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(tmp_path: Path, layout: str) -> None:
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", tree(layout)))
    assert_frame_equal(said(reading), _expected())
    assert reading.problems == ()
    assert reading.members["unknown"] == []
    assert reading.members["unreadable"] == []
    assert reading.advice is None
    assert reading.exported_at == EXPORTED
    assert sorted(reading.snapshots) == [
        "connected", "disconnected", "request_received", "request_sent",
    ]  # fmt: skip
    assert sorted(reading.generated) == [
        "call", "connected", "disconnected", "follow", "message", "message_request_accepted",
        "reaction", "request_declined", "request_received", "request_sent",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["facebook-oliveowner.zip", "download.zip"])
def test_without_a_date_in_the_name_the_newest_file_dates_it(tmp_path: Path, name: str) -> None:
    reading = reading_of(zipped(tmp_path / name, tree("2021")))
    assert_frame_equal(said(reading), _expected())
    assert reading.reasons[-1] == "the date is that of its newest file"


def test_an_unpacked_folder(tmp_path: Path) -> None:
    for path, data in tree("2024").items():
        file = tmp_path / DATED / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    reading = reading_of(tmp_path / DATED)
    late = said(reading)["at_latest"].max()
    assert late == reading.exported_at
    assert f"{reading.exported_at:%Y-%m-%d}" == "2024-05-10"
    assert said(reading).height == _expected().height


def _in_parts(folder: Path, *, wrapped: bool) -> list[Path]:
    members = [*sorted(tree("2024").items()), ("posts/media/1.jpg", b"\xff\xd8")]
    names = [f"facebook-olive.owner-2024-05-10-{tail * 8}" for tail in "ABC"]
    return [
        zipped(
            folder / f"{name}.zip",
            {f"{name}/{p}" if wrapped else p: data for p, data in members[place::3]},
        )
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize("wrapped", [False, True])
def test_three_parts_are_one_download(tmp_path: Path, *, wrapped: bool) -> None:
    parts = _in_parts(tmp_path, wrapped=wrapped)
    for paths in (parts, parts[::-1], [tmp_path]):
        reading = reading_of(*paths)
        assert_frame_equal(said(reading), _expected())
        assert reading.duplicates == 0


@pytest.mark.parametrize("layout", ["2021", "2024"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_parts_that_overlap_count_everything_once(
    tmp_path: Path, layout: str, *, wrapped: bool
) -> None:
    names = [f"facebook-olive.owner-2024-05-10-{tail * 8}" for tail in "AB"]
    for name in names:
        inner = {f"{name}/{p}" if wrapped else p: data for p, data in tree(layout).items()}
        zipped(tmp_path / f"{name}.zip", inner)
    reading = reading_of(tmp_path)
    assert_frame_equal(said(reading), _expected())
    # Seven rows of lists; where the wrappers hide that the threads are the same, their four, too.
    assert reading.duplicates == (11 if wrapped and layout == "2021" else 7)


def test_two_layouts_in_one_folder_are_merged(tmp_path: Path) -> None:
    both = {**{f"one/{p}": d for p, d in tree("2021").items()},
            **{f"two/{p}": d for p, d in tree("2024").items()}}  # fmt: skip
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", both))
    assert_frame_equal(said(reading), _expected())


def test_one_thread_in_two_files_in_two_parts(tmp_path: Path) -> None:
    base = "your_facebook_activity/messages/inbox/jana_12345678901"
    older = thread([JANA, OWNER], [message(JANA, "2023-04-02T09:00:00", "one")])
    newer = thread([JANA, OWNER], [message(OWNER, "2023-04-03T09:00:00", "two")])
    profile = "personal_information/profile_information/profile_information.json"
    for tail, members in {
        "A": {f"{base}/message_1.json": as_json(newer), profile: tree("2024")[profile]},
        "B": {f"{base}/message_2.json": as_json(older), f"{base}/photos/1.jpg": b"x"},
    }.items():
        name = f"facebook-olive-2024-05-10-{tail * 8}"
        zipped(tmp_path / f"{name}.zip", {f"{name}/{p}": data for p, data in members.items()})
    reading = reading_of(tmp_path)
    rows = reading.events.sort("at").select("conversation_id", "actor", "text").rows()
    assert rows == [
        ("facebook/12345678901", "person", "one"),
        ("facebook/12345678901", "owner", "two"),
    ]


def test_the_same_path_with_other_bytes_in_two_parts_is_read_twice(tmp_path: Path) -> None:
    path = LAYOUTS["2024"]["inbox"].format(JANA_DIR)
    for tail, text in {"A": "one", "B": "two"}.items():
        chat = thread([JANA, OWNER], [message(JANA, "2023-04-02T09:00:00", text)])
        members = {**tree("2024"), path: as_json(chat)} if tail == "A" else {path: as_json(chat)}
        zipped(tmp_path / f"facebook-olive-2024-05-10-{tail * 8}.zip", members)
    texts = reading_of(tmp_path).events.filter(pl.col("name") == JANA)["text"]
    assert set(texts.drop_nulls()) == {"one", "two"}


def test_a_page_beside_the_main_account_is_kept_apart(tmp_path: Path) -> None:
    root = "this_profile's_activity_across_facebook/messages/inbox"
    chat = thread(["Cy Client", "Olive's Shop"], [message("Cy Client", "2024-01-02", "open?")])
    page = {f"{root}/cyclient_99999999999/message_1.json": as_json(chat)}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", {**tree("2024"), **page}))
    assert_frame_equal(said(reading), _expected())
    assert reading.apart.select("kind", "text").rows() == [("page", "open?")]


def test_a_page_export_is_read_as_the_page(tmp_path: Path) -> None:
    root = "this_profile's_activity_across_facebook/messages/inbox"
    members = {f"{root}/{d}/message_1.json": as_json(chat) for d, chat in chats().items()}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert_frame_equal(said(reading), _expected().filter(pl.col("activity") == "message"))
    assert reading.owner.name == OWNER
    assert any("nearly every conversation" in reason for reason in reading.reasons)


@pytest.mark.parametrize(
    ("path", "form", "kind"),
    [
        ("friends.json", Form.LIST, "friends"),
        ("x/friends/friends (1).json", Form.LIST, "friends"),
        ("friends/friends.html", Form.PAGE, "friends"),
        ("html/friends.htm", Form.PAGE, "friends"),
        ("html/messages.htm", Form.PAGE, "unknown"),
        ("messages/17.html", Form.PAGE, "unknown"),
        ("messages/inbox/a_1/message_12.html", Form.PAGE, "thread"),
        ("messages/inbox/a_1/message_12.json", Form.THREAD, "thread"),
        ("messages/inbox/a_1/message.json", Form.THREAD, "thread"),
        ("messages/inbox/a_1/photos/message_1.json", Form.MEDIA, "media"),
        ("messages/secret_conversations.json", Form.ENCRYPTED, "encrypted"),
        ("messages/autofill_information.json", Form.IGNORED, "ignored"),
        ("messages/messenger_contacts_you_ve_blocked.json", Form.LIST, "blocked in Messenger"),
        ("groups/your_group_messages/123456.json", Form.IGNORED, "ignored"),
        ("comments_and_reactions/comments.json", Form.LIST, "comments"),
        ("reels/comments.json", Form.IGNORED, "ignored"),
        ("c/likes_and_reactions_12.json", Form.LIST, "reactions"),
        ("posts/your_posts__check_ins__photos_and_videos_2.json", Form.LIST, "own posts"),
        ("posts/your_posts_1.json", Form.LIST, "own posts"),
        ("posts/album/0.json", Form.IGNORED, "ignored"),
        ("friends_and_followers/no-data.txt", Form.IGNORED, "no data"),
        ("connections/friends/brand_new.json", Form.UNKNOWN, "unknown"),
        ("followers_and_following/following.json", Form.UNKNOWN, "unknown"),
        ("notes.txt", Form.UNKNOWN, "unknown"),
        ("", Form.UNKNOWN, "unknown"),
        (".json", Form.UNKNOWN, "unknown"),
        ("\u2019/\u2019.json", Form.UNKNOWN, "unknown"),
    ],
)
def test_place_of(path: str, form: Form, kind: str) -> None:
    place = place_of(path)
    assert (place.form, place.kind) == (form, kind)


def test_every_rule_is_found_by_each_of_its_names() -> None:
    for rule in RULES:
        for name in rule.names:
            folder = rule.folders[0] if rule.folders else "any"
            place = place_of(f"root/{folder}/{name.replace('#', '7')}.json")
            assert place.rule is not None
            assert place.rule.kind == rule.kind


# Files of other things than two people, or of what another file says better (sections 2 and 3).
_NOTHING_BETWEEN_TWO = (
    "connections/friends/people_you_may_know",
    "connections/friends/suggested_friends",
    "connections/friends/your_post_audiences",
    "connections/followers/your_recently_followed_history",
    "friends_and_followers/friends_you_see_less",
    "friends/friend_peer_group",
    "preferences/feed/feed",
    "preferences/feed/unfollowed_profiles",
    "following_and_followers/followed_pages",
    "following_and_followers/unfollowed_pages",
    "your_facebook_activity/messages/conversations_that_you've_reported",
    "your_facebook_activity/messages/autofill_information",
    "your_facebook_activity/messages/ai_conversations",
    "your_facebook_activity/groups/your_group_messages/123456",
    "your_facebook_activity/groups/your_community_chat_messages/7",
    "your_facebook_activity/stories/story_reactions",
    "your_facebook_activity/stories/archived_stories",
    "your_facebook_activity/facebook_marketplace/conversations_you_had_as_a_buyer",
    "activity_you're_tagged_in/posts_you're_tagged_in",
    "logged_information/notifications/notifications",
    "notifications/notifications",
    "personal_information/profile_information/profile_update_history",
    "security_and_login_information/account_activity",
)


@pytest.mark.parametrize("ending", ["json", "html"])
def test_files_of_nothing_between_two_people_are_known_and_say_nothing(
    tmp_path: Path, ending: str
) -> None:
    records = as_json({"x_v2": [{"name": "Eve New", "timestamp": 1_700_000_000}]})
    others = {f"{path}.{ending}": records for path in _NOTHING_BETWEEN_TWO}
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", {**tree("2024"), **others}))
    assert_frame_equal(said(reading), _expected())
    assert reading.members["ignored"] == sorted(others)
    assert reading.members["unknown"] == []
    assert reading.problems == ()
