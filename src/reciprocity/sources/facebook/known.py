"""Which keys are new in the members of a download, and which classes in its pages.

Facts: facebook.md sections 2 to 5, and 7.

Only a sample is looked at, so that it costs next to nothing: of a list, LOOKED_AT records from its
start (the newest) and as many spread over the rest; of the files of conversations, MOST_THREADS
spread over all, as long as they have MOST_BYTES together, and in each the keys beside the messages
and those of the first LOOKED_AT messages; of an encrypted chat, oldest first, as many of its end.
Of a page in HTML its first cards (html.pages).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import msgspec
import orjson

from reciprocity.sources.drift import column_drift, key_drift
from reciprocity.sources.facebook.source import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reciprocity.archive import Member
    from reciprocity.sources.base import Drift

LOOKED_AT: Final = 50
MOST_THREADS: Final = 100
MOST_BYTES: Final = 16 << 20

THREAD: Final = "thread"
CHAT: Final = "chat"
_LISTS: Final = ("entries", "data", "activity_log_data")
_AROUND: Final = frozenset({"name", "description", *_LISTS})  # keys of a section of records
_RECORD: Final = frozenset({"timestamp", "title", "label_values"})
_VERSION: Final = re.compile(r"_v[0-9]+\Z")
_ENOUGH: Final = 1000  # names; whoever has more of them has no keys but data
# A message takes some hundred bytes; in so many there are enough of them to be looked at.
_SLICE: Final = 1 << 16
_BETWEEN: Final = re.compile(r"[\s,]*")
_DECODER: Final = json.JSONDecoder()
_RAW: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


@cache
def _tables() -> dict[str, Any]:
    text = files("reciprocity.sources.facebook").joinpath("known.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _known(*path: str) -> frozenset[str]:
    table: Any = _tables()
    for step in path:
        table = table[step]
    return frozenset(table)


def known_lists() -> frozenset[str]:
    """Return the kinds of lists of which the keys are known."""
    return frozenset(_tables()["lists"])


@cache
def known_keys() -> frozenset[str]:
    """Return every key that is known anywhere, without its version."""
    tables = _tables()
    inner = [keys for kind in tables["lists"].values() for keys in kind.values()]
    talks = [keys for form in (THREAD, CHAT) for keys in tables[form].values()]
    told = [tables["generic"], *talks, *inner, _AROUND]
    return frozenset(step for keys in told for key in keys for step in key.split("."))


def strange_in_list(kind: str, value: object) -> set[str]:
    """Return the keys that are new in a list of a kind: of the file, and of a sample of records.

    None for a kind without known keys.
    """
    if kind not in known_lists():
        return set()
    records, strange = _records(kind, value)
    record, generic = _known("lists", kind, "record"), _known("generic")
    for each in _spread(records):
        told = isinstance(each, dict) and "label_values" in each
        strange |= _strange(each, generic if told else record, "")
    return strange


def strange_in_thread(value: object, messages: Sequence[object], form: str = THREAD) -> set[str]:
    """Return the keys that are new in a file of a conversation and in the messages given.

    value: the file as an object; what lies under `messages` in it is not looked at. form: THREAD,
    or CHAT for one of Messenger's own download.
    """
    strange = _strange(value, _known(form, "top"), "")
    known = _known(form, "message")
    inside = {key for message in messages for key in _strange(message, known, "")}
    return strange | {f"messages.{key}" for key in inside}


def _records(kind: str, value: object) -> tuple[list[Any], set[str]]:
    """Return the records of a list, and the keys around them that are new."""
    if isinstance(value, dict) and "label_values" not in value:
        top = _known("lists", kind, "top")
        new = {key for key in value if _VERSION.sub("", key) not in top | _AROUND}
        sections = [row for k, v in value.items() if k not in new for row in (items(v) or [v])]
    else:
        sections, new = value if isinstance(value, list) else [value], set()
    records: list[Any] = []
    for section in sections:
        entries = _entries(section)
        records += [section] if entries is None else entries
        new |= set() if entries is None else section.keys() - _AROUND
    return records, new


def _entries(section: object) -> list[Any] | None:
    """Return the records of a section, None for what is a record itself.

    A record has a list under `data`, too, and its time or title beside it.
    """
    if not isinstance(section, dict) or section.keys() & _RECORD:
        return None
    lists = [section[key] for key in _LISTS if isinstance(section.get(key), list)]
    return [each for entries in lists for each in entries] if lists else None


def _spread(records: list[Any]) -> list[Any]:
    """Return the first records and some from all over the rest."""
    rest = records[LOOKED_AT:]
    return [*records[:LOOKED_AT], *rest[:: len(rest) // LOOKED_AT + 1]]


def _strange(value: object, known: frozenset[str], above: str) -> set[str]:
    """Return the keys of an object that are new, with dots, and of the objects inside it."""
    if not isinstance(value, dict):
        return set()
    strange: set[str] = set()
    for key, inner in value.items():
        path = f"{above}{key}"
        if path not in known:
            strange.add(path)
        elif isinstance(inner, dict | list) and any(each.startswith(f"{path}.") for each in known):
            for each in inner[:LOOKED_AT] if isinstance(inner, list) else [inner]:
                strange |= _strange(each, known, f"{path}.")
        if len(strange) > _ENOUGH:
            break
    return strange


class Keys:
    """What is new in the members of one download, collected as they are read."""

    def __init__(self) -> None:
        self._lists: list[Drift] = []
        self._threads: dict[str, set[str]] = defaultdict(set)
        self._pages: dict[str, set[str]] = defaultdict(set)
        self._chosen: frozenset[Member] = frozenset()
        self._left = MOST_BYTES

    def choose(self, threads: Iterable[Member]) -> None:
        """Choose the files of conversations to look into, spread over all of them."""
        members = list(threads)
        self._chosen = frozenset(members[:: -(-len(members) // MOST_THREADS) or 1])

    def look_into_list(self, member: Member, kind: str, value: object) -> None:
        """Take note of what is new in a list that was read."""
        drift = key_drift(member.path, kind, strange_in_list(kind, value))
        if drift:
            self._lists.append(drift)

    def look_into_thread(self, member: Member, data: bytes) -> None:
        """Take note of what is new in a file of a conversation that was read, if it is chosen."""
        if member not in self._chosen or len(data) > self._left:
            return
        self._left -= len(data)
        told = _head_of(data)
        if told is not None:
            self._threads[_box(member)] |= strange_in_thread(*told)

    def look_into_chat(self, member: Member, value: object) -> None:
        """Take note of what is new in a chat of Messenger's own download, if it is chosen."""
        if member in self._chosen and isinstance(value, dict):
            head = {key: each for key, each in value.items() if key != "messages"}
            messages = items(value.get("messages"))
            looked = [*messages[:LOOKED_AT], *messages[LOOKED_AT:][-LOOKED_AT:]]
            box = "/".join([*member.path.split("/")[:-1], "..."])
            self._threads[box] |= strange_in_thread(head, looked, CHAT)

    def look_into_page(self, member: Member, kind: str, classes: Iterable[str]) -> None:
        """Take note of the classes that are new in a page in HTML that was read."""
        if kind == THREAD:
            self._pages[_box(member)] |= set(classes)
        elif drift := column_drift(member.path, kind, classes):
            self._lists.append(drift)

    def told(self) -> tuple[Drift, ...]:
        """Return what is new, one for each list and one for each folder of conversations."""
        threads = [key_drift(box, THREAD, keys) for box, keys in sorted(self._threads.items())]
        pages = [column_drift(box, THREAD, names) for box, names in sorted(self._pages.items())]
        return (*self._lists, *(drift for drift in (*threads, *pages) if drift))


def _box(member: Member) -> str:
    """Return the folder around that of a conversation, which is named after people."""
    return "/".join([*member.path.split("/")[:-2], "...", ""])


def _head_of(data: bytes) -> tuple[dict[str, Any], list[Any]] | None:
    """Return what lies beside the messages of a file, and the first messages; None if damaged."""
    try:
        raw = _RAW.decode(data)
        head = {k: orjson.loads(bytes(v)) if k != "messages" else None for k, v in raw.items()}
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return None
    return head, list(_first_messages(bytes(raw.get("messages", b""))))


def _first_messages(raw: bytes) -> Iterator[Any]:
    """Yield the first messages of a list, from the start of its bytes alone."""
    text, place = raw[:_SLICE].decode("utf-8", "replace"), 1
    for _ in range(LOOKED_AT):
        start = _BETWEEN.match(text, place)
        try:
            message, place = _DECODER.raw_decode(text, start.end() if start else place)
        except (ValueError, RecursionError):  # the list ends here, or the slice does
            return
        yield message
