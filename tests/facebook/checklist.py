"""One small Facebook download for each pitfall of the page, and what its log must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.inspection import Inspection, read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, message, thread
from tests.facebook.trees import DATED, EXPORTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ME: Final = "Olive Owner"
MESSAGES: Final = "your_facebook_activity/messages"
FRIENDS: Final = "connections/friends/your_friends.json"
SENT: Final = "connections/friends/sent_friend_requests.json"
RECEIVED: Final = "connections/friends/received_friend_requests.json"
REJECTED: Final = "connections/friends/rejected_friend_requests.json"
REMOVED: Final = "connections/friends/removed_friends.json"
FOLLOWING: Final = "connections/followers/who_you've_followed.json"
PROFILE_PATH: Final = "personal_information/profile_information/profile_information.json"
PROFILE: Final[dict[str, Any]] = {PROFILE_PATH: {"profile_v2": {"name": {"full_name": ME}}}}
ANN: Final = f"{MESSAGES}/inbox/annroe_100000000000001/message_1.json"
END: Final = "2024-05-10 12:00:00"
DAY: Final = "2023-05-01"
ACCEPTED: Final = (
    "You can now message and call each other and see info like Active Status and when you've "
    "read messages."
)

Row = tuple[object, ...]


def say(sender: str, second: int, text: str | None = None, **keys: Any) -> dict[str, Any]:
    """Return a message of so many seconds after ten on the first of May 2023."""
    return message(sender, f"{DAY}T10:{second // 60:02}:{second % 60:02}", text, **keys)


def chat(
    who: str, *messages: dict[str, Any], box: str = "inbox", number: int = 1, **keys: Any
) -> dict[str, Any]:
    """Return one thread of the owner with somebody as a member of a download."""
    slug = "".join(c for c in who.casefold() if c.isascii() and c.isalnum())
    folder = f"{slug}_10000000000000{number}" if slug else f"10000000000000{number}"
    return {f"{MESSAGES}/{box}/{folder}/message_1.json": thread([who, ME], messages, **keys)}


def zipped(folder: Path, members: Mapping[str, Any], name: str = f"{DATED}.zip") -> Path:
    """Write a download; bytes are written as they are, other values as Facebook's JSON."""
    written = {
        path: value if isinstance(value, bytes) else as_json(value)
        for path, value in members.items()
    }
    return write_zip(folder / name, written, at=EXPORTED)


def inspected(folder: Path, *members: Mapping[str, Any], profile: bool = True) -> Inspection:
    """Return what the members, together one download of Olive Owner's, amount to."""
    together = dict(PROFILE) if profile else {}
    for some in members:
        together.update(some)
    return read([zipped(folder, together)])


def told(
    who: str | None, activity: str, at: str | None, actor: str, *, row: int = 1, member: str = ANN,
    until: str | None = None, precision: str = "second", certainty: str = "observed",
    channel: str = "direct", text: str | None = None,
) -> Row:  # fmt: skip
    """Return a row of exports.log_of; `at` of a time of day alone lies on DAY, `who` is a name."""
    begins = f"{DAY} {at}" if at and len(at) == 8 else at
    person = who if who is None or ":" in who else f"facebook:name/{who}"
    ends = until or begins
    return (
        person, activity, begins, ends, precision, actor, certainty, channel, text, member, row,
    )  # fmt: skip


def settled(log: list[Row]) -> list[Row]:
    """Return a log with the rows of one moment in an order of their own."""
    return sorted(log, key=lambda row: (str(row[2] or row[3]), str(row)))


def kinds(inspection: Inspection) -> list[tuple[str, int | None, str]]:
    """Return file name, row and kind of every problem."""
    return [(p.member.rsplit("/", 1)[-1], p.row, p.kind) for p in inspection.problems]


def short(inspection: Inspection) -> list[tuple[object, ...]]:
    """Return time of day, person, activity, actor, channel and text of the log, sorted by time."""
    events = inspection.events.sort("at", "event_id", nulls_last=True)
    clock = events["at"].dt.strftime("%H:%M:%S")
    columns = ("person_id", "activity", "actor", "channel", "text")
    return list(zip(clock, *(events[name] for name in columns), strict=True))
