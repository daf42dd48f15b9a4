"""Thread files in which everything has the type that it ought to have, read at once.

Facts: facebook.md 4.1, 4.2 and 6.1. Nothing is made here of keys that nobody asks for, nor a
dictionary of a message that holds words alone, as most do. Any other file is left to records.load
and columns.columns_of, which forgive; of a file that is read here they make the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from reciprocity.sources.facebook.columns import (
    AT_ONCE,
    BUMPED,
    CALL,
    GONE,
    MEMBERSHIP,
    MEMBERSHIPS,
    PLAIN,
    Columns,
    add_attached,
    add_reactions,
    repeats,
    text_column,
)

if TYPE_CHECKING:
    from reciprocity.sources.facebook.columns import Numbers

# A call without a length is a call all the same.
_ABSENT: Final = msgspec.UNSET


class _Message(msgspec.Struct, gc=False):
    """The keys of a message that are read. Defaults are what most messages have or mean."""

    sender_name: str
    timestamp_ms: int
    content: str = ""
    type: str = "Generic"
    is_unsent: bool = False
    is_taken_down: bool = False
    missed: bool = False
    call_duration: Any = _ABSENT
    bumped_message_metadata: dict[str, Any] | None = None
    reactions: list[dict[str, Any]] | None = None
    photos: list[dict[str, Any]] | None = None
    videos: list[dict[str, Any]] | None = None
    audio_files: list[dict[str, Any]] | None = None
    files: list[dict[str, Any]] | None = None
    gifs: list[dict[str, Any]] | None = None
    sticker: dict[str, Any] | None = None
    share: dict[str, Any] | None = None


class Head(msgspec.Struct, gc=False):
    """The keys of a thread file beside its messages, as they are written."""

    participants: Any
    title: Any = None
    thread_path: Any = None
    thread_type: Any = None
    is_pending: Any = None


class _File(Head, gc=False, kw_only=True):
    messages: list[_Message]


_READER: Final = msgspec.json.Decoder(_File)


def read_strictly(data: bytes, names: Numbers) -> tuple[Head, Columns] | None:
    """Return what a file of a thread holds, None for one that has to be read with more patience.

    Facebook writes ASCII alone (section 6.1); other bytes are nothing to be strict about.
    """
    if not data.isascii():
        return None
    try:
        file = _READER.decode(data)
        return file, _columns_of(file.messages, names)
    except (msgspec.MsgspecError, AttributeError, TypeError, KeyError, ArithmeticError):
        return None
    except RecursionError:
        return None


def _columns_of(messages: list[_Message], names: Numbers) -> Columns:
    columns = Columns()
    for start in range(0, len(messages), AT_ONCE):
        _add_some(messages[start : start + AT_ONCE], start, columns, names)
    return columns


def _add_some(messages: list[_Message], start: int, columns: Columns, names: Numbers) -> None:
    """Add messages of which the first belongs at the place `start`."""
    senders = [names[m.sender_name] for m in messages]
    text, lengths = text_column([m.content for m in messages])
    columns.writers.update(dict.fromkeys(senders))
    columns.senders.fromlist(senders)
    columns.times.fromlist([m.timestamp_ms for m in messages])
    columns.text.extend(text)
    columns.lengths.extend(lengths)
    for place, message in _rare(messages, start):
        _add(message, place, columns, names)


def _rare(messages: list[_Message], start: int) -> list[tuple[int, _Message]]:
    """Return place and message of all that hold more than words; `start` is that of the first."""
    return [
        (place, m)
        for place, m in enumerate(messages, start)
        if m.reactions
        or m.photos
        or m.share
        or m.sticker is not None
        or m.videos
        or m.audio_files
        or m.files
        or m.gifs
        or m.is_unsent
        or m.is_taken_down
        or m.missed
        or m.call_duration is not _ABSENT
        or m.bumped_message_metadata
        or m.type != "Generic"
    ]


def _add(m: _Message, place: int, columns: Columns, names: Numbers) -> None:
    if m.reactions:
        add_reactions(m.reactions, place, columns, names)
    media = [some for some in (m.photos, m.videos, m.audio_files, m.files, m.gifs) if some]
    if m.sticker is not None:
        media.append([m.sticker])
    if media or m.share:
        add_attached(media, m.share, place, columns)
    form = _form(m)
    if form != PLAIN:
        columns.forms.append((place, form))


def _form(m: _Message) -> int:
    if m.is_unsent or m.is_taken_down:
        return GONE
    if m.type in MEMBERSHIPS:
        return MEMBERSHIP
    if m.type == "Call" or m.call_duration is not _ABSENT or m.missed:
        return CALL
    return BUMPED if repeats(m.bumped_message_metadata, m.content) else PLAIN
