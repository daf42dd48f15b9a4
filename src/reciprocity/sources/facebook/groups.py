"""One id for a group that several downloads hold. Facts: facebook.md sections 4.1, 5 and 7.

Ids of threads changed in December 2022, pages of before May 2018 and encrypted chats have none, and
members and titles of groups change. What does not change is what was said: two groups of which each
says what the other says, where both show the time, are one. Threads of two are told by their
person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import COLUMNS
from reciprocity.sources.base import ENCRYPTED_CHATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from reciprocity.sources.base import Reading

# Facebook's own ids come before these.
_MADE_UP: Final = (ENCRYPTED_CHATS, "facebook/people/")
_KEY: Final = ["voice", "minute", "text"]
_GROUP: Final = ["reading", "conversation"]
_SHARE: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class _Group:
    """A group in one reading: when it shows words (minutes, sorted), and who wrote them."""

    minutes: Sequence[datetime]
    voices: frozenset[str]

    def within(self, start: datetime, end: datetime) -> int:
        """Return how many messages lie between two minutes."""
        return sum(start <= minute <= end for minute in self.minutes)


def with_united_groups(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with one id for each group that more than one of them holds."""
    holding = [n for n, reading in enumerate(readings) if _may_hold(reading)]
    if len(holding) < 2:
        return list(readings)
    ids = _ids(_pairs(pl.concat(_spoken(readings[n], n) for n in holding)))
    return [_renamed(reading, ids) for reading in readings] if ids else list(readings)


def _may_hold(reading: Reading) -> bool:
    return reading.platform == "facebook" and bool(reading.events["is_group"].any())


def _spoken(reading: Reading, number: int) -> pl.DataFrame:
    """Return reading, conversation, voice, minute and text of each message of a group."""
    said = reading.events.filter(
        pl.col("is_group") & (pl.col("activity") == "message") & pl.col("text").is_not_null()
    )
    name = pl.col("name").str.normalize("NFC").str.to_lowercase().fill_null("")
    owner = pl.col("actor") == "owner"
    return said.select(
        pl.lit(number).alias("reading"),
        pl.col("conversation_id").cast(pl.String).alias("conversation"),
        pl.when(owner).then(pl.lit("")).otherwise(name).alias("voice"),
        pl.col("at").dt.truncate("1m").alias("minute"),
        "text",
    )


def _pairs(spoken: pl.DataFrame) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    """Return which group of one reading is which of another one."""
    words = spoken.unique([*_GROUP, *_KEY])
    # What somebody says in two groups at once tells nothing of either.
    words = words.filter(pl.len().over("reading", *_KEY) == 1)
    both = words.join(words, on=_KEY, suffix="_other").filter(
        pl.col("reading") < pl.col("reading_other"),
        pl.col("conversation") != pl.col("conversation_other"),
    )
    shared = both.group_by("reading", "conversation", "reading_other", "conversation_other").len()
    told = [((a, b), (c, d), n) for a, b, c, d, n in shared.sort(pl.all()).iter_rows()]
    groups = _groups(spoken, {group for one, other, _ in told for group in (one, other)})
    return [(one, other) for one, other, n in told if _is_one(groups[one], groups[other], n)]


def _groups(
    spoken: pl.DataFrame, wanted: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], _Group]:
    known = set(wanted)
    return {
        (number, name): _Group(
            minutes=of["minute"].sort().to_list(), voices=frozenset(of["voice"]) - {""}
        )
        for (number, name), of in spoken.partition_by(_GROUP, as_dict=True).items()
        if (number, name) in known
    }


def _is_one(one: _Group, other: _Group, shared: int) -> bool:
    """Return whether two groups are one: most words of the time that both show are in both.

    A single sentence may have been said in two groups; then whoever wrote has to be alike, too.
    """
    start = max(one.minutes[0], other.minutes[0])
    end = min(one.minutes[-1], other.minutes[-1])
    least = min(one.within(start, end), other.within(start, end))
    alike = bool(one.voices & other.voices)
    return shared >= _SHARE * least and (shared > 1 or alike)


def _ids(pairs: Iterable[tuple[tuple[int, str], tuple[int, str]]]) -> dict[str, str]:
    """Return the one id for each id of a group that has several.

    Groups of which one reading holds two are left apart: there it is known that they are two.
    """
    united: list[set[tuple[int, str]]] = []
    for pair in pairs:
        touched = [each for each in united if each & set(pair)]
        united = [each for each in united if each not in touched]
        united.append(set(pair).union(*touched))
    plain = [each for each in united if len({number for number, _ in each}) == len(each)]
    found: dict[str, str] = {}
    for each in plain:
        first, *others = sorted({name for _, name in each}, key=_rank)
        found |= dict.fromkeys(others, first)
    return found


def _rank(name: str) -> tuple[int, str]:
    return sum(name.startswith(start) for start in _MADE_UP), name


def _renamed(reading: Reading, ids: dict[str, str]) -> Reading:
    if not _may_hold(reading):
        return reading
    known = pl.col("conversation_id").cast(pl.String)
    named = pl.when("is_group").then(known.replace(ids)).otherwise(known)
    return replace(
        reading,
        events=reading.events.with_columns(conversation_id=named.cast(COLUMNS["conversation_id"])),
    )
