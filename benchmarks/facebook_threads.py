"""Threads of the invented Facebook download: who talks with whom, and every message of it.

Forms of messages and threads: as Facebook writes them since 2024, without types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from benchmarks.writing import Writer, draw_language, fraction, log_between, names
from reciprocity.sample.dice import Dice
from reciprocity.sample.model import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXPORTED: Final = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
JOINED: Final = datetime(2009, 2, 1, tzinfo=UTC)
ROOT: Final = "your_facebook_activity/messages"
PER_FILE: Final = 10_000

# Share of the one-to-one threads in each folder; requests and spam are short and of strangers.
_FOLDERS: Final = (("message_requests", 0.07), ("filtered_threads", 0.05),
                   ("archived_threads", 0.05), ("e2ee_cutover", 0.15), ("inbox", 1.0))  # fmt: skip
REQUESTS: Final = frozenset({"message_requests", "filtered_threads"})
_ENCRYPTED: Final = datetime(2024, 3, 1, tzinfo=UTC).timestamp()
_MINUTE, _DAY, _SECOND = 60.0, 86_400.0, 1_000
_CONNECTED: Final = "You are now connected on Messenger"
_LET_IN: Final = (
    "You can now message and call each other and see info like Active Status and when you've "
    "read messages."
)
_FACES: Final = ("😀", "❤️", "🎂", "👍", "😂", "🙈", "🎉", "☀️", "🍀", "🤔")


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """An invented person; `befriended` in seconds since 1970, None for strangers."""

    number: int
    name: str
    language: str
    befriended: int | None


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A conversation before it is written: where it lies, with whom, how many messages."""

    number: int
    folder: str
    others: tuple[Somebody, ...]
    count: int

    @property
    def is_group(self) -> bool:
        """Whether more than two people are in it."""
        return len(self.others) > 1

    @property
    def path(self) -> str:
        """The folder of the thread in the tree: a slug and the id of the thread."""
        letters = (c for c in self.title.lower() if c.isascii() and c.isalnum())
        return f"{self.folder}/{''.join(letters)}_{1_000_000_000_000_000 + 7_919 * self.number}"

    @property
    def title(self) -> str:
        """The other party's name, or that of the group."""
        return f"Planning {self.number}" if self.is_group else self.others[0].name


def somebody(number: int, *, friend: bool) -> Somebody:
    """Return the person of this number."""
    dice = Dice(f"benchmark facebook {number}")
    parts = ("first", "start", "end")
    first, start, end = (dice.choose(names(part)) for part in parts)
    double = "-" + dice.choose(names("start")) + dice.choose(names("end"))
    return Somebody(
        number=number,
        name=f"{first} {start}{end}{double if dice.chance(0.35) else ''}",
        language=draw_language(dice),
        befriended=int(moment(dice)) if friend else None,
    )


def moment(dice: Dice, earliest: float = JOINED.timestamp()) -> float:
    """Return a moment from the earliest to the export, in seconds since 1970."""
    late = max(fraction(dice), fraction(dice))
    return earliest + late * (EXPORTED.timestamp() - _DAY - earliest)


def folder_of(dice: Dice, count: int) -> str:
    """Return the folder a thread of so many messages lies in."""
    if count > PER_FILE:
        return "inbox"
    at = fraction(dice)
    for folder, share in _FOLDERS:
        if at <= share:
            return folder
        at -= share
    return "inbox"


def files_of(thread: Thread) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and value of each file of a thread, the newest messages first."""
    messages = list(_messages(thread))[::-1]
    for number, start in enumerate(range(0, max(1, len(messages)), PER_FILE), 1):
        yield (
            f"{ROOT}/{thread.path}/message_{number}.json",
            {
                "participants": [{"name": one} for one in (*_names(thread), OWNER.name)],
                "messages": messages[start : start + PER_FILE],
                "title": thread.title,
                "is_still_participant": True,
                "thread_path": thread.path,
                "magic_words": [],
                **({"is_pending": True} if thread.folder in REQUESTS else {}),
                **({"joinable_mode": {"mode": 1, "link": ""}} if thread.is_group else {}),
            },
        )


def _names(thread: Thread) -> list[str]:
    return [one.name for one in thread.others]


def _messages(thread: Thread) -> Iterator[dict[str, Any]]:
    """Yield the messages of a thread, the oldest first."""
    dice = Dice(f"benchmark facebook thread {thread.number}")
    times = _times(dice, thread)
    language = thread.others[0].language
    writer = Writer(dice, language, names("first")[thread.number % 40])
    speakers = _names(thread) if thread.folder in REQUESTS else [*_names(thread), OWNER.name]
    notice = _notice(dice, thread)
    sender = dice.choose(speakers)
    for number, at in enumerate(times):
        if number == notice:
            yield _message(sender, at, {"content": _LET_IN if notice else _CONNECTED})
            continue
        if dice.chance(0.6):
            sender = dice.choose(speakers)
        yield _message(sender, at, _content(dice, writer, thread, sender))


def _notice(dice: Dice, thread: Thread) -> int | None:
    """Return where the line of the platform stands: first for friends, later for strangers."""
    if thread.is_group or thread.folder in REQUESTS or not dice.chance(0.5):
        return None
    return 0 if thread.others[0].befriended else 1


def _times(dice: Dice, thread: Thread) -> list[int]:
    """Return the times in ms: bursts of a few messages, with anything up to years between."""
    befriended = thread.others[0].befriended
    last = _ENCRYPTED if thread.folder == "e2ee_cutover" else EXPORTED.timestamp() - _DAY
    first = min(befriended or moment(dice), last - 30 * _DAY)
    found = [first + 2.0]
    while len(found) < thread.count:
        at = first + fraction(dice) * (last - first)
        for _ in range(min(dice.between(1, 9), thread.count - len(found))):
            found.append(min(at, last))
            at += log_between(dice, 2, 20 * _MINUTE)
    return sorted(int(at * _SECOND) + dice.between(0, 999) for at in found[: thread.count])


def _message(sender: str, at: int, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "sender_name": sender,
        "timestamp_ms": at,
        **said,
        "is_geoblocked_for_viewer": False,
        "is_unsent_image_by_messenger_kid_parent": False,
    }


def _content(dice: Dice, writer: Writer, thread: Thread, sender: str) -> dict[str, Any]:
    """Return what a message holds: mostly a text, sometimes a photo, a link, a call or nothing."""
    at = fraction(dice)
    if at <= 0.05:
        uri = f"{ROOT}/{thread.path}/photos/{dice.between(10**8, 10**9)}_n.jpg"
        return {"photos": [{"uri": uri, "creation_timestamp": 1_700_000_000}]}
    if at <= 0.07:
        link = f"https://reading.example/{dice.between(1, 10**6)}"
        return {"content": f"{sender} sent an attachment.", "share": {"link": link}}
    if at <= 0.08:
        told = f"{sender} called you." if dice.chance(0.8) else "The video call ended."
        return {"content": told, "call_duration": dice.between(0, 3_000)}
    if at <= 0.09:
        return {"is_unsent": True}
    text = {"content": _text(dice, writer)}
    return {**text, "reactions": _reactions(dice, thread)} if dice.chance(0.04) else text


def _text(dice: Dice, writer: Writer) -> str:
    text = writer.chat()
    return f"{text} {dice.choose(_FACES)}" if dice.chance(0.12) else text


def _reactions(dice: Dice, thread: Thread) -> list[dict[str, str]]:
    actors: Sequence[str] = dice.shuffled([*_names(thread), OWNER.name])
    return [{"reaction": "❤", "actor": one} for one in actors[: 2 if dice.chance(0.1) else 1]]
