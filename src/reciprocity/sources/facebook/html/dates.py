"""Dates as pages in HTML write them. Facts: facebook.md section 7.

The order of day and month, the words and the comma changed from year to year and from language to
language, so a date is read word by word: whatever the order, one month by name, a day, a year of
four digits and a time. Numbers alone are read in the German order with full stops; with strokes
between them nobody could tell the day from the month.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_TIME: Final = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([ap])\s?\.?\s?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"\b(?:UTC|GMT)(?:\s?([+\u2212-])(\d{1,2}):?(\d{2})?)?(?!\S)")
_NUMBERS: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_LONGEST: Final = 100
_FARTHEST: Final = 14 * 60  # minutes; no zone is farther from UTC


@dataclass(frozen=True, kw_only=True)
class Written:
    """A date as it is written: the wall clock's moment, and what it leaves open.

    timed: it tells the time; to_second: with seconds. offset: minutes east of UTC, None untold.
    """

    at: datetime
    timed: bool
    to_second: bool
    offset: int | None


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the words of dates.toml."""
    text = files("reciprocity.sources.facebook.html").joinpath("dates.toml")
    return tomllib.loads(text.read_text(encoding="utf-8"))


@cache
def _months() -> dict[str, int]:
    lists = table()["months"].values()
    return {word: n for year in lists for n, words in enumerate(year, start=1) for word in words}


@cache
def _idle() -> frozenset[str]:
    kinds = (table()["weekdays"], table()["fillers"])
    return frozenset(word for kind in kinds for words in kind.values() for word in words)


@lru_cache(maxsize=4096)
def read_date(text: str) -> Written | None:
    """Return what a text says if it is a date and nothing else, None for any other text."""
    if len(text) > _LONGEST:
        return None
    rest = " ".join(text.split())
    offset = _OFFSET.search(rest)
    rest = rest[: offset.start()] + rest[offset.end() :] if offset else rest
    time = _TIME.search(rest)
    rest = f"{rest[: time.start()]} {rest[time.end() :]}" if time else rest
    day = _by_numbers(rest) or _by_words(rest)
    minutes = _minutes(offset)
    if day is None or (offset and minutes is None):
        return None
    clock = _clock(time)
    try:
        at = datetime(*day, *(clock or (0, 0, 0)))  # noqa: DTZ001 - a wall clock's moment
    except ValueError:
        return None
    if time and clock is None:
        return None
    to_second = time is not None and time[3] is not None
    return Written(at=at, timed=time is not None, to_second=to_second, offset=minutes)


def _by_numbers(text: str) -> tuple[int, int, int] | None:
    match = _NUMBERS.search(text)
    if not match or not _is_idle(text[: match.start()] + text[match.end() :]):
        return None
    return int(match[3]), int(match[2]), int(match[1])


def _by_words(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a text with one month by name and two numbers."""
    words = _WORD.findall(text.casefold())
    numbers = [word for word in words if word.isdecimal() and word.isascii()]
    names = [word for word in words if word not in numbers]
    # "mar." may be Tuesday in Spanish and French; then the month stands after it.
    months = [word for word in names if word in _months()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if not months or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return None
    if any(word not in _idle() for word in names if word not in months):
        return None
    if months[:-1] not in ([], ["mar"]):
        return None
    return int(years[0]), _months()[months[-1]], int(days[0])


def _is_idle(text: str) -> bool:
    return all(word in _idle() for word in _WORD.findall(text.casefold()))


def _clock(time: re.Match[str] | None) -> tuple[int, int, int] | None:
    if time is None:
        return None
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    half = (time[4] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, second


def _minutes(offset: re.Match[str] | None) -> int | None:
    """Return the minutes east of UTC, None where they are untold or impossible."""
    if offset is None:
        return None
    minutes = int(offset[2] or 0) * 60 + int(offset[3] or 0)
    if minutes > _FARTHEST:
        return None
    return minutes if (offset[1] or "+") == "+" else -minutes
