"""Conversations with fixed times: one to one (scripts.txt), groups and shops (rooms.txt).

Marks behind a text: photo, video, audio, gif, sticker, attachment (the filler alone), share LINK,
call SECONDS, missed, wave, unsent, taken down, react EMOJI [KEY] (of the other side without a
key), reacted EMOJI (a reaction written as a message), connected, can message, added KEY, left KEY.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.facebook.model import OWNER_KEY, Line, Thread
from reciprocity.sample.texts import cells_of, moment, sections_of, unfold

if TYPE_CHECKING:
    from datetime import datetime

_SCRIPTED: Final = re.compile(r"(?P<at>\S+ \S+) (?P<who>[<>]) (?P<text>.*)")
_MARK: Final = re.compile(r" ?\[\[(?P<name>[a-z]+(?: (?:down|message))?) ?(?P<value>.*?)\]\]")


def said(sender: str, at: datetime, text: str, *, notice: bool = False) -> Line:
    """Return a line from a text with marks; a whole second gets drawn milliseconds."""
    marks = tuple((mark["name"], mark["value"]) for mark in _MARK.finditer(text))
    drawn = Dice(f"milliseconds {sender} {at:%Y-%m-%d %H:%M:%S}").between(1, 999)
    shown = at if at.microsecond else at + timedelta(milliseconds=drawn)
    return Line(
        sender=sender,
        at=shown,
        text=unfold(_MARK.sub("", text)),
        marks=marks,
        notice=notice,
    )


def scripted_threads() -> list[Thread]:
    """Return every scripted conversation between the owner and one person."""
    return [_pair(head, lines) for head, lines in sections_of("facebook/scripts.txt").items()]


def room_threads() -> list[Thread]:
    """Return groups, marketplace threads and chats with pages."""
    return [_room(head, lines) for head, lines in sections_of("facebook/rooms.txt").items()]


def _pair(head: str, lines: tuple[str, ...]) -> Thread:
    key, folder, deleted = (*cells_of(head), "")[:3]
    return Thread(
        key=key,
        members=(key,),
        folder=folder,
        lines=tuple(_scripted(key, line) for line in lines),
        deleted=moment(deleted) if deleted else None,
    )


def _scripted(key: str, line: str) -> Line:
    found = _SCRIPTED.fullmatch(line)
    if found is None:
        raise ValueError(f"scripts.txt: {line[:30]}")
    return said(OWNER_KEY if found["who"] == ">" else key, moment(found["at"]), found["text"])


def _room(head: str, lines: tuple[str, ...]) -> Thread:
    key, title, members, kind, folder, joined = cells_of(head)
    return Thread(
        key=key,
        title=title,
        members=tuple(members.split(", ")),
        kind=kind,
        folder=folder,
        joined=joined == "yes",
        lines=tuple(_said_in_room(line) for line in lines),
    )


def _said_in_room(line: str) -> Line:
    at, sender, text = cells_of(line)
    return said(sender, moment(at), text.removeprefix("= "), notice=text.startswith("= "))
