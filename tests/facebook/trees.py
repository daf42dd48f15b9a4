"""One small invented download, laid out as Facebook laid it out in one year or another.

Layouts: facebook.md section 1.2.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from reciprocity.archive import open_archives
from reciprocity.parameters import default_parameters
from reciprocity.sources.base import RAW_COLUMNS, Reading
from reciprocity.sources.facebook.reading import read_facebook
from reciprocity.sources.facebook.recognition import recognise
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, thread

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

OWNER: Final = "Olive Öwner"
JANA: Final = "Jana Nováková"
DATED: Final = "facebook-olive.owner-2024-05-10-AbCdEf12"
EXPORTED: Final = datetime(2024, 5, 10, 12, tzinfo=UTC)

# Kind of list: key, its version since 2021, rows.
LISTS: Final[dict[str, tuple[str, str, list[tuple[str, str]]]]] = {
    "friends": (
        "friends", "_v2",
        [(JANA, "2023-04-01T10:00:00"), ("Bob Roe", "2019-02-03T04:05:06")],
    ),
    "sent": ("sent_requests", "_v2", [("Sam Sent", "2024-03-01T00:00:01")]),
    "received": ("received_requests", "_v2", [("Rita Rec", "2024-04-01T00:00:01")]),
    "rejected": ("rejected_requests", "_v2", [("Rob Rej", "2022-04-01T00:00:01")]),
    "removed": ("deleted_friends", "_v2", [("Dan Gone", "2021-04-01T00:00:01")]),
    "following": ("following", "_v3", [("Fay Far", "2024-03-02T00:00:01")]),
}  # fmt: skip

_PROFILE: Final = {
    "name": {"full_name": OWNER},
    "previous_names": [{"name": "Olive Maiden", "timestamp": 1_300_000_000}],
}

# Where each kind lies in each layout; `{}` is the folder of a conversation.
_OLD: Final = {
    "friends": "friends/friends.json",
    "sent": "friends/sent_friend_requests.json",
    "received": "friends/received_friend_requests.json",
    "rejected": "friends/rejected_friend_requests.json",
    "removed": "friends/removed_friends.json",
    "following": "following_and_followers/following.json",
    "inbox": "messages/inbox/{}/message_1.json",
    "profile": "profile_information/profile_information.json",
}
_REVERSED: Final = {
    "friends": "friends_and_followers/friends.json",
    "sent": "friends_and_followers/friend_requests_sent.json",
    "received": "friends_and_followers/friend_requests_received.json",
    "rejected": "friends_and_followers/rejected_friend_requests.json",
    "removed": "friends_and_followers/removed_friends.json",
    "following": "friends_and_followers/who_you_follow.json",
    "inbox": "messages/inbox/{}/message_1.json",
    "profile": "profile_information/profile_information.json",
}
_CONNECTIONS: Final = {
    "friends": "connections/friends/your_friends.json",
    "sent": "connections/friends/sent_friend_requests.json",
    "received": "connections/friends/received_friend_requests.json",
    "rejected": "connections/friends/rejected_friend_requests.json",
    "removed": "connections/friends/removed_friends.json",
    "following": "connections/followers/who_you've_followed.json",
    "inbox": "your_activity_across_facebook/messages/inbox/{}/message_1.json",
    "profile": "personal_information/profile_information/profile_information.json",
}
_NEWEST: Final = {
    **_CONNECTIONS,
    "inbox": "your_facebook_activity/messages/inbox/{}/message_1.json",
}
LAYOUTS: Final[dict[str, dict[str, str]]] = {
    "2018": {**_OLD, "inbox": "messages/inbox/{}/message.json"},
    "2019": _OLD,
    "2021": _REVERSED,
    "2023": _CONNECTIONS,
    "2024": _NEWEST,
    "transition": {
        kind: path if kind == "inbox" else f"your_activity_across_facebook/{path}"
        for kind, path in _NEWEST.items()
    },
    "apostrophe turned into an underline": {
        **_NEWEST, "following": "connections/followers/who_you_ve_followed.json",
    },
    "typographic apostrophe": {
        **_NEWEST, "following": "connections/followers/who_you\u2019ve_followed.json",
    },
    "apostrophe mangled by a zip program": {
        **_NEWEST, "following": "connections/followers/who_you\u0393\u00c7\u00d6ve_followed.json",
    },
    "capitals": {kind: path.upper().replace("JSON", "json") for kind, path in _OLD.items()},
    "re-zipped": {kind: f"dist1/{path}" for kind, path in _NEWEST.items()},
    "wrapped": {kind: f"{DATED}/{path}" for kind, path in _NEWEST.items()},
}  # fmt: skip

# Where everything lies in the newest layout.
PATHS: Final = _NEWEST
INBOX: Final = "your_facebook_activity/messages/inbox"
JANA_DIR: Final = "jananovakova_12345678901234567"
BOB_DIR: Final = "bobroe_7654321_Ab"


def chats() -> dict[str, dict[str, Any]]:
    """Return two threads by their folder."""
    return {
        JANA_DIR: thread(
            [JANA, OWNER],
            [
                message(JANA, "2023-04-02T09:00:00", "Ahoj, jak se máš?"),
                message(OWNER, "2023-04-02T09:05:00", "Dobře 🌻"),
            ],
        ),
        BOB_DIR: thread(
            ["Bob Roe", OWNER],
            [
                message(OWNER, "2024-05-01T10:00:00", "Lunch on Friday?"),
                message("Bob Roe", "2024-05-01T11:00:00", "Gladly."),
            ],
        ),
    }


def tree(layout: str) -> dict[str, bytes]:
    """Return the members of the download in a layout."""
    paths = LAYOUTS[layout]
    old = layout in {"2018", "2019", "capitals"}
    members = {
        paths[kind]: as_json(entries(key if old else key + version, rows))
        for kind, (key, version, rows) in LISTS.items()
    }
    members[paths["profile"]] = as_json({"profile" if old else "profile_v2": _PROFILE})
    return members | {paths["inbox"].format(d): as_json(chat) for d, chat in chats().items()}


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write a zip whose members are of the hour of the export."""
    return write_zip(path, members, at=EXPORTED)


def reading_of(*paths: Path, owner: str | None = None) -> Reading:
    """Return what the one download behind the paths says."""
    (archive,) = open_archives(list(paths))
    with archive:
        recognition = recognise(archive)
        assert recognition is not None
        return read_facebook(archive, recognition, default_parameters().coverage, owner)


def reading_with(tmp_path: Path, changed: Mapping[str, bytes | None]) -> Reading:
    """Return what the download of 2024 says with members changed, added or, by None, left out."""
    members = {**tree("2024"), **changed}
    kept = {path: data for path, data in members.items() if data is not None}
    return reading_of(zipped(tmp_path / f"{DATED}.zip", kept))


def said(reading: Reading) -> pl.DataFrame:
    """Return all events without the places where they stand, in a canonical order."""
    told = [name for name in RAW_COLUMNS if name not in {"archive", "member"}]
    return reading.events.select(told).sort(told, nulls_last=True)
