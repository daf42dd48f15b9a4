"""Small Facebook downloads of Olive Owner over time, as zips, and what a person's steps are then.

Each download is of an old account that is still in use: Zoe Old has been a friend since 2009 and
wrote five days before the export, in plain words, so that nothing looks cut and nothing encrypted.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from reciprocity.analysis import Analysis, analyse
from reciprocity.contracts import timeline_document
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, moment, thread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ME: Final = "Olive Owner"
ANN: Final = "Ann Roe"
ZOE: Final = "Zoe Old"
ROOT: Final = "your_facebook_activity/messages"
NOW_FRIENDS: Final = "You are now connected on Messenger"
LET_IN: Final = (
    "You can now message and call each other and see info like Active Status and when you've read "
    "messages."
)

# Attribute of Download -> its file and key.
_LISTS: Final = {
    "friends": ("connections/friends/your_friends.json", "friends_v2"),
    "sent": ("connections/friends/sent_friend_requests.json", "sent_requests_v2"),
    "received": ("connections/friends/received_friend_requests.json", "received_requests_v2"),
    "rejected": ("connections/friends/rejected_friend_requests.json", "rejected_requests_v2"),
    "removed": ("connections/friends/removed_friends.json", "deleted_friends_v2"),
    "following": ("connections/followers/who_you've_followed.json", "following_v3"),
}

Rows = tuple[tuple[str, str], ...]
Said = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Download:
    """One download by its day. Lists are rows of name and ISO time, None for a file that lacks.

    threads: by folder and directory, such as `inbox/annroe_100000000000001`, the messages in the
    order in which they were written. members: further files by their path. usual: with Zoe Old.
    """

    day: str
    friends: Rows | None = ()
    sent: Rows | None = ()
    received: Rows | None = ()
    rejected: Rows | None = ()
    removed: Rows | None = ()
    following: Rows | None = None
    threads: Mapping[str, Sequence[Said]] = field(default_factory=dict)
    members: Mapping[str, Any] = field(default_factory=dict)
    usual: bool = True
    owner: str | None = ME

    def write(self, tmp_path: Path) -> Path:
        """Write the zip, which tells nothing of its time but the day in its name."""
        path = tmp_path / f"facebook-olive.owner-{self.day}-AbCdEf12.zip"
        files = self._files()
        return write_zip(
            path, {n: v if isinstance(v, bytes) else as_json(v) for n, v in files.items()}
        )

    def write_in_parts(self, tmp_path: Path, apart: str) -> list[Path]:
        """Write it as two zips, as Facebook splits a large one; those of a name with `apart` last.

        They are in the second alone.
        """
        whole = self.write(tmp_path)
        with zipfile.ZipFile(whole) as opened:
            files = {name: opened.read(name) for name in opened.namelist()}
        second = {name: data for name, data in files.items() if apart in name}
        first = {name: data for name, data in files.items() if name not in second}
        other = whole.with_name(whole.name.replace("AbCdEf12", "AbCdEf13"))
        return [write_zip(whole, first), write_zip(other, second)]

    def _files(self) -> dict[str, Any]:
        files = {
            path: entries(key, self._rows(name))
            for name, (path, key) in _LISTS.items()
            if getattr(self, name) is not None
        }
        if self.owner:
            files["personal_information/profile_information/profile_information.json"] = {
                "profile_v2": {"name": {"full_name": self.owner}}
            }
        threads = {**self.threads, **(self._zoe() if self.usual else {})}
        chats = {f"{ROOT}/{at}/message_1.json": _chat(self.owner, m) for at, m in threads.items()}
        return {**files, **chats, **self.members}

    def _rows(self, name: str) -> Rows:
        rows: Rows = getattr(self, name)
        old: Rows = ((ZOE, "2009-01-05T10:00:00"),) if self.usual and name == "friends" else ()
        return tuple(sorted((*rows, *old), key=lambda row: row[1], reverse=True))

    def _zoe(self) -> dict[str, list[Said]]:
        lately = (moment(self.day) - timedelta(days=5)).isoformat()
        return {
            "inbox/zoeold_900000000000001": [
                message(ZOE, "2009-01-06T10:00:00", "Welcome"),
                message(ZOE, lately, "Hello again"),
            ]
        }


def _chat(owner: str | None, messages: Sequence[Said]) -> dict[str, Any]:
    """Return a thread of everybody who writes in it; with Ann Roe when only the owner does."""
    others = dict.fromkeys(m["sender_name"] for m in messages if m["sender_name"] != owner)
    return thread([*(others or (ANN,)), *([owner] if owner else [])], messages)


def ann(at: str, text: str | None = "Hello", **keys: Any) -> Said:
    """Return a message of Ann Roe's."""
    return message(ANN, at, text, **keys)


def me(at: str, text: str | None = "Hello", **keys: Any) -> Said:
    """Return a message of the owner's."""
    return message(ME, at, text, **keys)


def judged(tmp_path: Path, *downloads: Download) -> Analysis:
    """Write the downloads and analyse them together."""
    return analyse([download.write(tmp_path) for download in downloads])


def id_of(analysis: Analysis, name: str = ANN) -> str:
    """Return the id of the one person of that name."""
    people = analysis.people
    (found,) = people.loc[[name in names for names in people["names"]], "person_id"]
    return str(found)


def stages_of(analysis: Analysis, name: str = ANN) -> list[dict[str, Any]]:
    """Return a person's stages, as other programs read them."""
    stages: list[dict[str, Any]] = timeline_document(analysis, id_of(analysis, name))["person"][
        "stages"
    ]
    return stages


def listed(analysis: Analysis) -> set[str]:
    """Return the names of everybody in the ranking."""
    return set(analysis.people["name"])
