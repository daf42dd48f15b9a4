"""Which files are one thread. Facts: facebook.md sections 4.1, 4.3 and 9.

A thread's folder is named after who is in it and ends with a tail: a number, or ten characters. The
name changes with a person's name and with the language of the account, the tail does not: by it a
thread is known in every box, part and download. But a tail is short, and hands other than
Facebook's name folders, too. One download calls a thread and its people everywhere alike, so where
two folders of one tail differ in these, they are two threads.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import COLUMNS
from reciprocity.sources.facebook.lines import folded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from reciprocity.sources.base import Reading
    from reciprocity.sources.facebook.threads import ThreadFile

# Since December 2022 a number ends the folder's name, before that ten characters, among which
# there may be `_` and `-` (section 4.1). A slug holds no `_`, and numbers are longer than ten.
_NUMBER: Final = re.compile(r"(?:[^_]*_|.*_|)([0-9]{11,})|[^_]*_([0-9]+)")
_TAIL: Final = re.compile(r"(?:.*_)?([A-Za-z0-9_-]{10})", re.DOTALL)
_THREADS: Final = "facebook/"


def thread_id(name: str) -> str:
    """Return the part of a folder's name that is the same wherever the thread lies, else all."""
    number, tail = _NUMBER.fullmatch(name), _TAIL.fullmatch(name)
    if number:
        return number[1] or number[2]
    return tail[1] if tail else name


def conversation_of(name: str) -> str:
    """Return the id of the thread in a folder of this name."""
    return _THREADS + thread_id(name)


def apart(conversation: str, key: str) -> str:
    """Return the id of one of several threads of a tail, which holds no name: digest, then tail."""
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{_THREADS}{digest}/{tail_of(conversation)}"


def tail_of(conversation: str) -> str:
    """Return the tail of the thread with this id, be it alone under that tail or not."""
    return conversation.rpartition("/")[2]


def with_ids(reading: Reading, ids: Mapping[str, str]) -> Reading:
    """Return a reading in which conversations have other ids, those that have any."""
    if not ids:
        return reading
    events, rest = (_with_ids(frame, ids) for frame in (reading.events, reading.apart))
    encryption = reading.encryption and replace(
        reading.encryption, cutover=frozenset(ids.get(c, c) for c in reading.encryption.cutover)
    )
    return replace(reading, events=events, apart=rest, encryption=encryption)


def _with_ids(frame: pl.DataFrame, ids: Mapping[str, str]) -> pl.DataFrame:
    named = pl.col("conversation_id").cast(pl.String).replace(ids)
    return frame.with_columns(named.cast(COLUMNS["conversation_id"]))


def told_apart(files: Iterable[ThreadFile]) -> Iterator[ThreadFile]:
    """Yield the files of an archive, those of several threads of one tail under ids of their own.

    A thread with a page of the owner's is another one anyway.
    """
    alike: dict[tuple[str, bool], list[ThreadFile]] = {}
    for file in files:
        alike.setdefault((file.conversation, file.page), []).append(file)
    for group in alike.values():
        yield from group if len({(f.name, f.title) for f in group}) == 1 else _parted(group)


def _parted(files: Sequence[ThreadFile]) -> Iterator[ThreadFile]:
    """Yield the files of one tail, under it if they are one thread."""
    threads = _united(_signs(files))
    if len(set(threads)) == 1:
        yield from files
        return
    keys = _keys(files, threads)
    for file, thread in zip(files, threads, strict=True):
        yield replace(file, conversation=apart(file.conversation, keys[thread]))


def _signs(files: Sequence[ThreadFile]) -> list[tuple[Hashable, ...]]:
    """Return by what each file is known to be of one thread with another that has the same sign.

    The same folder is one thread whatever its files say; in another box one of that name is, unless
    its title is another; and one of another name is where title and people are the same. A file
    that breaks off has lost its title.
    """
    titles: dict[str, str] = {}
    for file in files:
        if file.title:
            name, title = file.name.casefold(), folded(file.title)
            titles[name] = min(titles.get(name, title), title)
    signs: list[tuple[Hashable, ...]] = []
    for file in files:
        name = file.name.casefold()
        told = folded(file.title) if file.title else titles.get(name)
        people = frozenset(folded(each) for each in file.participants if each is not None)
        signs.append((("place", file.folder, name), ("name", name, told), ("who", people, told)))
    return signs


def _united(signs: Sequence[tuple[Hashable, ...]]) -> list[int]:
    """Return for each of several things the first one that shared signs lead to."""
    first: dict[Hashable, int] = {}
    leaders = list(range(len(signs)))

    def lead(n: int) -> int:
        while leaders[n] != n:
            leaders[n] = leaders[leaders[n]]
            n = leaders[n]
        return n

    for n, of in enumerate(signs):
        for sign in of:
            one, other = sorted((lead(n), lead(first.setdefault(sign, n))))
            leaders[other] = one
    return [lead(n) for n in range(len(signs))]


def _keys(files: Sequence[ThreadFile], threads: Sequence[int]) -> dict[int, str]:
    """Return for each thread its folder's name, with the box where two threads have that name."""
    places: dict[int, tuple[str, str]] = {}
    for file, thread in zip(files, threads, strict=True):
        place = file.name.casefold(), file.folder
        places[thread] = min(places.get(thread, place), place)
    named = Counter(name for name, _ in places.values())
    return {
        thread: name if named[name] == 1 else f"{folder}/{name}"
        for thread, (name, folder) in places.items()
    }
