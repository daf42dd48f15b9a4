"""One id for a thread that several downloads hold. Facts: facebook.md 4.1, 4.3 and 6.5.

Its tail stays when people take other names, so that it mostly tells which thread it is. Where one
of the downloads holds several threads of that tail, the name of the other one tells, and of groups
and of whoever took another name what was said. And where two downloads show the same days under one
tail and two names, but no word of the one is in the other, these are two threads. Since December
2022 tails are others than before: across that change only what was said tells.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from reciprocity.sources.continued import continued
from reciprocity.sources.facebook.tails import apart, tail_of, with_ids

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from reciprocity.sources.base import Reading

_SHARE: Final = 0.5
_EXACT: Final = ("second", "minute")


class _Said(NamedTuple):
    """One message: words without white space, which pages do not keep, and when they were said."""

    minute: datetime
    by_owner: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class _Thread:
    """A thread in one reading. name: of the other one, folded; None of a group."""

    reading: int
    id: str
    name: str | None
    said: frozenset[_Said]


@dataclass(kw_only=True)
class _Known:
    """A thread as all readings up to some moment hold it."""

    threads: list[_Thread] = field(default_factory=list)
    name: str | None = None
    said: set[_Said] = field(default_factory=set)

    def add(self, thread: _Thread) -> None:
        """Take in what a later reading holds of it."""
        self.threads.append(thread)
        self.name = thread.name or self.name
        self.said |= thread.said


def with_recurring_threads(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with one id for each thread that more than one of them holds."""
    ordered = sorted(
        (n for n, reading in enumerate(readings) if _may_hold(reading)),
        key=lambda n: (readings[n].exported_at, readings[n].archive),
    )
    ids: dict[int, dict[str, str]] = {}
    for threads in _doubtful(readings, ordered) if len(ordered) > 1 else ():
        for thread, own in _ids(threads):
            if own != thread.id:
                ids.setdefault(thread.reading, {})[thread.id] = own
    named = [with_ids(reading, ids.get(n, {})) for n, reading in enumerate(readings)]
    moved = {
        other: own for own, *others in continued([named[n] for n in ordered]) for other in others
    }
    return [with_ids(reading, moved) if _may_hold(reading) else reading for reading in named]


def _may_hold(reading: Reading) -> bool:
    return reading.platform == "facebook" and not reading.is_encrypted


def _doubtful(readings: Sequence[Reading], ordered: Sequence[int]) -> Iterable[list[_Thread]]:
    """Return the threads of each tail that has several names or ids, in the order of time."""
    heads = pl.concat(_heads(readings[n]).with_columns(reading=pl.lit(n)) for n in ordered)
    tail = pl.col("conversation").str.extract(r"([^/]*)\z")
    several = (pl.col("name").n_unique().over(tail) > 1) | (
        pl.col("conversation").n_unique().over(tail) > 1
    )
    heads = heads.filter(several & (pl.col("reading").n_unique().over(tail) > 1))
    said = {n: _said(readings[n], heads["conversation"]) for n in heads["reading"].unique()}
    found: dict[str, list[_Thread]] = {}
    for conversation, name, n in heads.iter_rows():
        words = frozenset(said[n].get(conversation, ()))
        thread = _Thread(reading=n, id=conversation, name=name, said=words)
        found.setdefault(tail_of(conversation), []).append(thread)
    return found.values()


def _messages(reading: Reading) -> pl.DataFrame:
    return reading.events.filter(
        (pl.col("activity") == "message") & pl.col("conversation_id").is_not_null()
    )


def _heads(reading: Reading) -> pl.DataFrame:
    """Return conversation and the folded name of the other one of two; null of groups."""
    name = pl.when(~pl.col("is_group")).then("name")
    held = _messages(reading).select("conversation_id", name).unique(maintain_order=True)
    return held.select(
        pl.col("conversation_id").cast(pl.String).alias("conversation"),
        pl.col("name").str.normalize("NFC").str.to_lowercase(),
    ).unique(maintain_order=True)


def _said(reading: Reading, wanted: pl.Series) -> dict[str, list[_Said]]:
    """Return what was said in the wanted conversations, where the minute is known."""
    conversation = pl.col("conversation_id").cast(pl.String)
    chosen = _messages(reading).filter(
        conversation.is_in(wanted.implode()),
        pl.col("precision").is_in(_EXACT),
        pl.col("text").is_not_null(),
    )
    rows = chosen.select(
        conversation,
        pl.col("at").dt.truncate("1m"),
        pl.col("actor") == "owner",
        pl.col("text").str.replace_all(r"\s+", ""),
    )
    found: dict[str, list[_Said]] = {}
    for name, *said in rows.iter_rows():
        found.setdefault(name, []).append(_Said(*said))
    return found


def _ids(threads: Iterable[_Thread]) -> Iterator[tuple[_Thread, str]]:
    """Yield each thread of one tail with its id."""
    known: list[_Known] = []
    for _, group in groupby(threads, key=lambda thread: thread.reading):
        fresh = list(group)
        same = _matched(fresh, known)
        for n, thread in enumerate(fresh):
            if n not in same:
                known.append(_Known())
            known[same.get(n, -1)].add(thread)
    taken: set[str] = set()
    for n, each in enumerate(known):
        free = (thread.id for thread in each.threads if thread.id not in taken)
        own = next(free, apart(each.threads[0].id, f"{each.name}/{n}"))
        taken.add(own)
        yield from ((thread, own) for thread in each.threads)


def _matched(fresh: Sequence[_Thread], known: Sequence[_Known]) -> dict[int, int]:
    """Return which of the known threads those of a later reading are, by their places."""
    found: dict[int, int] = {}
    for rule in (_by_name, _by_words, _by_id):
        taken = set(found.values())
        found |= rule(
            {n: thread for n, thread in enumerate(fresh) if n not in found},
            {n: each for n, each in enumerate(known) if n not in taken},
        )
    return found


def _by_name(fresh: Mapping[int, _Thread], known: Mapping[int, _Known]) -> dict[int, int]:
    """Return the pairs of one name, where nobody else under the tail has it."""
    return _alike(
        {n: thread.name for n, thread in fresh.items() if thread.name is not None},
        {n: each.name for n, each in known.items()},
    )


def _by_id(fresh: Mapping[int, _Thread], known: Mapping[int, _Known]) -> dict[int, int]:
    """Return the pairs of one folder, but those that show the same days and share no word."""
    pairs = _alike(
        {n: thread.id for n, thread in fresh.items()},
        {n: each.threads[-1].id for n, each in known.items()},
    )
    told = {n: _shared(fresh[n].said, known[other].said) for n, other in pairs.items()}
    return {n: other for n, other in pairs.items() if told[n].words or not told[n].most}


def _alike(fresh: Mapping[int, Hashable], known: Mapping[int, Hashable]) -> dict[int, int]:
    """Return the pairs of which each is the only one on its side that is called so."""
    here, there = Counter(fresh.values()), Counter(known.values())
    places = {key: n for n, key in known.items() if there[key] == 1}
    return {n: places[key] for n, key in fresh.items() if here[key] == 1 and key in places}


def _by_words(fresh: Mapping[int, _Thread], known: Mapping[int, _Known]) -> dict[int, int]:
    """Return the pairs of which each says most of what the other does, where both show the time.

    What is said in two threads at once tells nothing of either.
    """
    here, there = (
        {said: n for n, each in side.items() for said in each.said if of[said] == 1}
        for side in (fresh, known)
        for of in [Counter(said for each in side.values() for said in each.said)]
    )
    likely = Counter((here[said], there[said]) for said in here.keys() & there.keys())
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (n, other), _ in sorted(likely.items(), key=lambda pair: (-pair[1], pair[0])):
        free = n not in found and other not in taken
        if free and _is_one(_shared(fresh[n].said, known[other].said)):
            found[n] = other
            taken.add(other)
    return found


class _Shared(NamedTuple):
    """Of the time that two threads show: what is said in both, and how much that is at most."""

    words: frozenset[_Said]
    most: int


def _shared(one: AbstractSet[_Said], other: AbstractSet[_Said]) -> _Shared:
    """Compare what two threads show; of what the owner says nothing where the others speak.

    The owner may say the same to several at once.
    """
    if not one or not other:
        return _Shared(frozenset(), 0)
    start = max(min(one).minute, min(other).minute)
    end = min(max(one).minute, max(other).minute)
    sides = [frozenset(s for s in side if start <= s.minute <= end) for side in (one, other)]
    spoken = [frozenset(s for s in side if not s.by_owner) for side in sides]
    ours, theirs = spoken if all(spoken) else sides
    return _Shared(ours & theirs, min(len(ours), len(theirs)))


def _is_one(shared: _Shared) -> bool:
    """Return whether so much is shared; a single sentence of the owner's may go to two people."""
    enough = len(shared.words) > _SHARE * shared.most
    return enough and (len(shared.words) > 1 or not next(iter(shared.words)).by_owner)
