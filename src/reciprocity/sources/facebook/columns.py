"""One thread file's messages as columns. Facts: facebook.md 4.2, 6.1 and 6.3.

Downloads hold millions of messages. What every message has goes into a column at once, texts as
the bytes that they were written with; only those with one of the rare keys are taken apart.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import compress, count
from operator import itemgetter, not_
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.facebook.text import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a message is by its keys, before its words are looked at.
PLAIN: Final = 0
GONE: Final = 1  # unsent or taken down
MEMBERSHIP: Final = 2  # Subscribe, Unsubscribe
CALL: Final = 3
BUMPED: Final = 4  # repeats an older message

MEMBERSHIPS: Final = ("Subscribe", "Unsubscribe")

# How exact a time is, as Columns.within has it.
SECOND_MS: Final = 1_000
MINUTE_MS: Final = 60_000

BROKEN: Final = -(2**62)  # the time of an entry that is no message at all

_MEDIA: Final = ("photos", "videos", "audio_files", "files", "gifs")
_ATTACHED: Final = frozenset({*_MEDIA, "sticker", "share"})
_CALLING: Final = frozenset({"call_duration", "missed"})
_RARE: Final = _ATTACHED | _CALLING | {"reactions"}
_BUMP: Final = "bumped_message_metadata"
_LARGEST_TIME: Final = 2**62
# Messages are gone over several times; so many of them stay in the nearer memory of a processor.
# With whole files of ten thousand it takes half as long again.
AT_ONCE: Final = 1000

_sender_of = itemgetter("sender_name")
_time_of = itemgetter("timestamp_ms")


def _numbers() -> array[int]:
    return array("q")


class Numbers(dict[Any, int]):
    """Numbers the texts it is asked for, in the order in which they come; TypeError for others."""

    def __missing__(self, key: Any) -> int:
        if not isinstance(key, str):
            raise TypeError
        number = len(self)
        self[key] = number
        return number


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Columns of equal length, one entry per message, in the order of the file, and sparse ones.

    senders: numbers of names. times: as written (ms, or s in odd files), 0 for no number, BROKEN
    for no message. text: all texts one after the other, in UTF-8, those that are none as `mended`
    has them, until Threads takes them over; lengths: of each, in bytes, 0 for none. forms: place
    and form of what is not PLAIN. attached_at: places of messages with attachments; shared: what a
    share of it says, None mostly; behind: the files and links, a line each.
    within: how exact each time is: SECOND_MS, MINUTE_MS, or, if that is more, how many ms later
    than the time the message was sent at the latest; empty where all are to the second, as in JSON.
    reacted_at: places of messages with reactions, one for each reaction; reactors: number of the
    actor's name; stamps: time as written or 0.
    untold: places of messages of which what they say is no text, and lost.
    writers: the keys are the numbers of all senders, each once, in their order.
    """

    senders: array[int] = field(default_factory=_numbers)
    times: array[int] = field(default_factory=_numbers)
    text: bytearray = field(default_factory=bytearray)
    lengths: array[int] = field(default_factory=_numbers)
    forms: list[tuple[int, int]] = field(default_factory=list)
    attached_at: array[int] = field(default_factory=_numbers)
    shared: list[str | None] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    within: array[int] = field(default_factory=_numbers)
    reacted_at: array[int] = field(default_factory=_numbers)
    reactors: array[int] = field(default_factory=_numbers)
    stamps: array[int] = field(default_factory=_numbers)
    untold: array[int] = field(default_factory=_numbers)
    writers: dict[int, None] = field(default_factory=dict)


def columns_of(messages: list[Any], names: Numbers) -> Columns:
    """Return the messages of one file as columns; an entry of the wrong type costs only itself."""
    whole = Columns()
    for start in range(0, len(messages), AT_ONCE):
        some = messages[start : start + AT_ONCE]
        try:
            part = _columns(some, names)
        except (AttributeError, TypeError, KeyError, OverflowError):
            part = _columns([_sound(message) for message in some], names)
            part.untold.extend(n for n, message in enumerate(some) if _is_untold(message))
        _append(part, start, whole)
    return whole


def _append(part: Columns, start: int, whole: Columns) -> None:
    """Add columns of which the first entry belongs at the place `start`."""
    for name in ("senders", "times", "text", "lengths", "shared", "behind", "reactors", "stamps"):
        getattr(whole, name).extend(getattr(part, name))
    whole.forms.extend((place + start, form) for place, form in part.forms)
    whole.attached_at.extend(place + start for place in part.attached_at)
    whole.reacted_at.extend(place + start for place in part.reacted_at)
    whole.untold.extend(place + start for place in part.untold)
    whole.writers.update(part.writers)


def _columns(messages: list[dict[str, Any]], names: Numbers) -> Columns:
    text, lengths = text_column([message.get("content", "") for message in messages])
    senders = list(map(names.__getitem__, map(_sender_of, messages)))
    columns = Columns(
        times=array("q", list(map(_time_of, messages))),
        senders=array("q", senders),
        text=bytearray(text),
        lengths=lengths,
        forms=_forms(messages),
        writers=dict.fromkeys(senders),
    )
    rare = compress(count(), map(not_, map(_RARE.isdisjoint, messages)))
    for place in rare:
        _add_rare(messages[place], place, columns, names)
    return columns


def _add_rare(message: dict[str, Any], place: int, columns: Columns, names: Numbers) -> None:
    if "reactions" in message:
        add_reactions(message["reactions"], place, columns, names)
    if not _ATTACHED.isdisjoint(message):
        media = [message[key] for key in _MEDIA if key in message]
        stickers = [message["sticker"]] if "sticker" in message else []
        add_attached([*media, stickers], message.get("share"), place, columns)


def add_reactions(
    reactions: list[dict[str, Any]], place: int, columns: Columns, names: Numbers
) -> None:
    """Add the reactions to the message at a place."""
    for each in reactions:
        columns.reacted_at.append(place)
        columns.reactors.append(names[each["actor"]])
        columns.stamps.append(each.get("timestamp", 0))


def add_attached(
    media: list[list[dict[str, Any]]], share: dict[str, Any] | None, place: int, columns: Columns
) -> None:
    """Add the files and the link of the message at a place."""
    found = [file.get("uri") or "?" for some in media for file in some]
    said = (share.get("share_text") or share.get("link")) if share else None
    if share:
        found.append(said or "?")
    if found:
        columns.attached_at.append(place)
        columns.shared.append(repaired(said) if said else None)
        columns.behind.append("\n".join(found))


def text_column(texts: Sequence[str]) -> tuple[bytes, array[int]]:
    """Return the texts as Columns.text has them, and the length of each in bytes.

    A text is written with each byte of its UTF-8 as a code point (section 6.1), so that its bytes
    are its code points, unless one of the file is not.
    """
    try:
        return "".join(texts).encode("latin-1"), array("q", list(map(len, texts)))
    except UnicodeError:
        parts = [repaired(text).encode("utf-8", "replace") for text in texts]
        return b"".join(parts), array("q", list(map(len, parts)))


def mended(written: bytes) -> str:
    """Return the text that these bytes of Columns.text stand for."""
    return repaired(written.decode("latin-1"))


def _forms(messages: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the form of what is not PLAIN; some generations write the keys on every message."""
    keys = frozenset().union(*messages)
    odd: set[int] = set()
    if "type" in keys:
        odd.update(n for n, m in enumerate(messages) if m.get("type", "Generic") != "Generic")
    for key in keys & {"is_unsent", "is_taken_down", "missed"}:
        odd.update([n for n, message in enumerate(messages) if message.get(key)])
    if "call_duration" in keys:
        odd.update([n for n, message in enumerate(messages) if "call_duration" in message])
    if _BUMP in keys:
        odd.update([n for n, message in enumerate(messages) if _bumps(message)])
    return [(place, form) for place in sorted(odd) if (form := _form(messages[place]))]


def _form(message: dict[str, Any]) -> int:
    if message.get("is_unsent") or message.get("is_taken_down"):
        return GONE
    kind = message.get("type")
    if kind in MEMBERSHIPS:
        return MEMBERSHIP
    if kind == "Call" or "call_duration" in message or message.get("missed"):
        return CALL
    return BUMPED if _bumps(message) else PLAIN


def _bumps(message: dict[str, Any]) -> bool:
    return repeats(message.get(_BUMP), message.get("content"))


def repeats(bump: object, text: object) -> bool:
    """Return whether a message only lifts an older one up again, with its words or without."""
    if not isinstance(bump, dict) or not bump.get("is_bumped"):
        return False
    return not text or text == bump.get("bumped_message")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_untold(message: object) -> bool:
    """Return whether a message has words that are no text; a null says nothing."""
    return isinstance(message, dict) and not isinstance(message.get("content"), str | None)


def _whole(value: object) -> int:
    """Return a number as a whole one, 0 for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return int(value) if abs(value) < _LARGEST_TIME else 0


def _sound(message: object) -> dict[str, Any]:
    """Return a message of which everything has the type that it ought to have."""
    # Whoever has no name any more is an empty text (section 4.3); without one it is no message.
    if not isinstance(message, dict) or not isinstance(message.get("sender_name"), str):
        return {"sender_name": "", "timestamp_ms": BROKEN}
    media = {key: _records(message[key]) for key in _MEDIA if key in message}
    share = message.get("share") if isinstance(message.get("share"), dict) else {}
    stuck = message.get("sticker")
    sticker = {"sticker": {"uri": _uri(stuck)}} if stuck or isinstance(stuck, dict) else {}
    return {
        **{key: value for key, value in message.items() if key not in _RARE or key in _CALLING},
        "timestamp_ms": _whole(message.get("timestamp_ms")),
        "content": _text(message.get("content")),
        "reactions": [
            {"actor": each["actor"], "timestamp": _whole(each.get("timestamp"))}
            for each in _records(message.get("reactions"))
            if isinstance(each.get("actor"), str)
        ],
        **{key: [{"uri": _uri(file)} for file in files] for key, files in media.items()},
        "share": {key: _text(value) for key, value in (share or {}).items()},
        **sticker,
    }


def _records(value: object) -> list[dict[str, Any]]:
    told = value if isinstance(value, list) else []
    return [each for each in told if isinstance(each, dict)]


def _uri(value: object) -> str:
    return (_text(value.get("uri")) if isinstance(value, dict) else "") or "?"
