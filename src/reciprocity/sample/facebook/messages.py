"""One line of a conversation as Facebook writes it. Facts: facebook.md section 4.2 to 4.4."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sample.facebook.model import OWNER_KEY, OWNER_NAME
from reciprocity.sample.facebook.people import name_of

if TYPE_CHECKING:
    from reciprocity.sample.facebook.model import Line, Thread

CONNECTED: Final = "You are now connected on Messenger"
CAN_MESSAGE: Final = (
    "You can now message and call each other and see info like Active Status and when you've "
    "read messages."
)
_NO_STOP_FROM: Final = datetime(2018, 1, 1, tzinfo=UTC)  # 2016 and 2017 end the line with a stop
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MEDIA: Final = {
    "photo": ("photos", "photos", "jpg"),
    "video": ("videos", "videos", "mp4"),
    "audio": ("audio_files", "audio", "mp4"),
}
_FIXED: Final[dict[str, dict[str, Any]]] = {
    "missed": {"call_duration": 0, "missed": True},
    "unsent": {"is_unsent": True},
    "taken down": {"is_taken_down": True},
}
_TYPES: Final = {"call": "Call", "missed": "Call", "share": "Share"}


def message_of(
    line: Line, thread: Thread, *, folder: str, at: datetime, typed: bool
) -> dict[str, Any]:
    """Return the message; `at` is the moment of the download, `typed` adds the type."""
    message: dict[str, Any] = {
        "sender_name": _name(line.sender, at),
        "timestamp_ms": (line.at - _EPOCH) // timedelta(milliseconds=1),
    }
    content = _content(line, thread, at)
    if content:
        message["content"] = content
    for mark, value in line.marks:
        message |= _extra(mark, value, line, folder)
    reactions = [_reaction(value, line, thread, at) for m, value in line.marks if m == "react"]
    if reactions:
        message["reactions"] = reactions
    users = [{"name": _name(value, at)} for m, value in line.marks if m in {"added", "left"}]
    if users:
        message["users"] = users
    if typed:
        message["type"] = _type(line)
    message["is_geoblocked_for_viewer"] = False
    return message


def _name(key: str, at: datetime) -> str:
    return OWNER_NAME if key == OWNER_KEY else name_of(key, at)


def _content(line: Line, thread: Thread, at: datetime) -> str:
    """Return the text: what was said, or the words Facebook puts in its place."""
    for mark, value in line.marks:
        if mark in {"unsent", "taken down"}:
            return ""
        if mark == "reacted":
            return f"Reacted {value} to your message "
        if mark == "can message":
            return CAN_MESSAGE
        if mark == "connected":
            return CONNECTED if line.at >= _NO_STOP_FROM else f"{CONNECTED}."
        if mark in {"call", "missed", "wave", "attachment"}:
            return _prose(mark, line, thread, at)
    return line.text


def _prose(mark: str, line: Line, thread: Thread, at: datetime) -> str:
    mine = line.sender == OWNER_KEY
    other = name_of(thread.members[0] if mine else line.sender, at).split(" ")[0]
    return {
        "call": f"You called {other}." if mine else f"{other} called you.",
        "missed": f"{other} missed your call." if mine else f"You missed a call from {other}.",
        "wave": f"You waved at {other}!" if mine else f"{other} is waving at you!",
        "attachment": "You sent an attachment." if mine else f"{other} sent an attachment.",
    }[mark]


def _extra(mark: str, value: str, line: Line, folder: str) -> dict[str, Any]:
    """Return the keys that a mark adds."""
    if mark in _MEDIA:
        key, place, ending = _MEDIA[mark]
        uri = f"{folder}/{place}/{_number(line, mark)}.{ending}"
        return {key: [{"uri": uri, "creation_timestamp": int(line.at.timestamp())}]}
    if mark == "gif":
        return {"gifs": [{"uri": f"{folder}/gifs/{_number(line, mark)}.gif"}]}
    if mark == "sticker":
        root = folder.partition("/messages")[0].removesuffix("messages")
        uri = f"{root}/messages/stickers_used/{_number(line, mark)}.png".removeprefix("/")
        return {"sticker": {"uri": uri, "ai_stickers": []}}
    if mark == "call":
        return {"call_duration": int(value)}
    return {"share": {"link": value}} if mark == "share" else _FIXED.get(mark, {})


def _reaction(value: str, line: Line, thread: Thread, at: datetime) -> dict[str, str]:
    """Return a reaction; without a key it is by the other side."""
    emoji, _, key = value.partition(" ")
    other = thread.members[0] if line.sender == OWNER_KEY else OWNER_KEY
    return {"reaction": emoji, "actor": _name(key or other, at)}


def _type(line: Line) -> str:
    if line.has("added"):
        return "Subscribe"
    if line.has("left"):
        return "Unsubscribe"
    return next((_TYPES[mark] for mark, _ in line.marks if mark in _TYPES), "Generic")


def _number(line: Line, mark: str) -> str:
    """Return the number that names a file of the line."""
    key = f"facebook {mark} {line.sender} {line.at.isoformat()}"
    return str(int(hashlib.sha256(key.encode()).hexdigest()[:14], 16))
