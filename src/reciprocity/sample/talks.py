"""Exchanges to fill the years with: parsed from text files, picked so that few repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reciprocity.sample.texts import lines_of, sections_of

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.dice import Dice

_SLOTS: Final = {"topic": "topics", "event": "events", "city": "cities", "book": "books"}


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One exchange: (said by the one who starts, text) in order, and when it fits."""

    lines: tuple[tuple[bool, str], ...]
    by: str
    months: frozenset[int]
    since: int
    until: int

    def fits(self, at: datetime, starter: str) -> bool:
        """Tell whether it can be said at that time by that side (owner or person)."""
        in_time = self.since <= at.year <= self.until and (
            not self.months or at.month in self.months
        )
        return in_time and self.by in {"either", starter}


def read_talks(name: str) -> tuple[Talk, ...]:
    """Return the exchanges of one text file."""
    heads: list[str] = []
    bodies: list[list[tuple[bool, str]]] = []
    for line in lines_of(name):
        if line.startswith("@"):
            heads.append(line)
            bodies.append([])
        else:
            bodies[-1].append((line[0] == ">", line[2:]))
    return tuple(_talk(head, body) for head, body in zip(heads, bodies, strict=True))


class TalkBook:
    """Hands out exchanges: never one twice to a pair, else the one used least so far."""

    def __init__(self) -> None:
        self._used: dict[tuple[tuple[bool, str], ...], int] = {}

    def pick(
        self, talks: tuple[Talk, ...], done: list[Talk], at: datetime, starter: str, dice: Dice
    ) -> Talk | None:
        """Return an exchange that fits and is not yet done by the pair, if there is one."""
        rest = [talk for talk in talks if talk not in done and talk.fits(at, starter)]
        if not rest:
            return None
        fewest = min(self._used.get(talk.lines, 0) for talk in rest)
        talk = dice.choose([t for t in rest if self._used.get(t.lines, 0) == fewest])
        self._used[talk.lines] = fewest + 1
        return talk


def draw_slots(dice: Dice) -> dict[str, str]:
    """Return a topic, an event, a city and a book for one exchange."""
    lists = sections_of("short.txt")
    return {slot: dice.choose(lists[name]) for slot, name in _SLOTS.items()}


def _talk(head: str, body: list[tuple[bool, str]]) -> Talk:
    facts = dict(fact.split("=") for fact in head[1:].split())
    return Talk(
        lines=tuple(body),
        by=facts.get("by", "either"),
        months=frozenset(int(month) for month in facts.get("months", "").split(",") if month),
        since=int(facts.get("since", "0")),
        until=int(facts.get("until", "9999")),
    )
