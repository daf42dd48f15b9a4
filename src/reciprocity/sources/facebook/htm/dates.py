"""Dates of the old pages: moments of messages to the minute, and days in lists.

Facts: facebook.md section 7, first row ("Friday, October 4, 2013 at 10:05pm PDT", "... UTC+02"),
and section 2, end ("26 de diciembre de 2011", and "15 de marzo" for the current year). The words
between the numbers differ by language and say nothing; month and zone are looked up in words.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from reciprocity.sources.facebook.html.clock import Clock, Moment
from reciprocity.sources.facebook.html.dates import Written, table

_OFFSET: Final = re.compile(
    r"(?:UTC|GMT)\s*([+\-\u2212])(\d{1,2})(?::?(\d{2}))?\s*\Z", re.IGNORECASE
)
_ZONE: Final = re.compile(r"\b([A-Z]{3,4})\s*\Z", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d{2})(?::\d{2})?(?!\d)\s*(?:([ap])\.?\s?m\b\.?)?", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Longer texts are no dates, whatever they hold.
_LONGEST: Final = 100
_WIDEST_ZONE: Final = 14 * 60
# Facebook opened on 4 February 2004 (ms since 1970, UTC); of a century to come nothing is believed.
_OLDEST_MS: Final = 1_075_593_600_000
_NEWEST_MS: Final = 4_102_444_800_000


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day as a list tells it; year is None where it is the year of the download."""

    year: int | None
    month: int
    day: int

    def within(self, year: int) -> date | None:
        """Return the day of that year, None where the year has none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@cache
def words() -> dict[str, Any]:
    """Return the tables of words.toml."""
    text = files("reciprocity.sources.facebook.htm").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its name, in the languages of both tables."""
    known = table()["months"].values()
    lists = [*known, *([[name] for name in names] for names in words()["months"].values())]
    return {_plain(name): n for year in lists for n, names in enumerate(year, 1) for name in names}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=4096)
def moment_of(text: str) -> Moment | None:
    """Return the minute that a message carries, None where it cannot be read.

    In a zone that is not known, or without one, it is any minute that it may be on Earth.
    """
    written = written_in(text)
    moment = Clock().read(written) if written else None
    return moment if moment and _OLDEST_MS <= moment.ms < _NEWEST_MS else None


def written_in(text: str) -> Written | None:
    """Return the day and the time that a text holds, None for another text."""
    if len(text) > _LONGEST:
        return None
    text, offset = _without_zone(text.strip())
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) != 1:
        return None
    clock = clocks[0]
    day = _day(f"{text[: clock.start()]} {text[clock.end() :]}")
    hour = _hour(int(clock[1]), (clock[3] or "").casefold())
    if day is None or day.year is None or hour is None:
        return None
    try:
        wall = datetime(day.year, day.month, day.day, hour, int(clock[2]))  # noqa: DTZ001
    except ValueError:
        return None
    return Written(at=wall, timed=True, to_second=False, offset=offset)


def whole_day(day: date) -> Moment:
    """Return the time in which a day may have been, whatever the zone of the account."""
    wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone is not told
    return Clock().read(Written(at=wall, timed=False, to_second=False, offset=None))


def day_of(text: str) -> Day | None:
    """Return the day that a row of a list carries, None where it cannot be read."""
    return None if len(text) > _LONGEST else _day(text)


def _without_zone(text: str) -> tuple[str, int | None]:
    """Return a text without the zone at its end, and its minutes east of Greenwich."""
    if found := _OFFSET.search(text):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        known = minutes <= _WIDEST_ZONE
        sign = 1 if found[1] == "+" else -1
        return text[: found.start()], sign * minutes if known else None
    if (found := _ZONE.search(text)) and found[1].upper() in words()["zones"]:
        offset: int = words()["zones"][found[1].upper()]
        return text[: found.start()], offset
    return text, None


def _hour(told: int, half: str) -> int | None:
    if not half:
        return told
    return told % 12 + (12 if half == "p" else 0) if 1 <= told <= 12 else None


def _day(text: str) -> Day | None:
    """Return the one day that a text without a time holds."""
    numbers = _NUMBER.findall(text)
    months = {_months()[word] for word in _WORD.findall(_plain(text)) if word in _months()}
    years = [int(n) for n in numbers if len(n) == 4]
    days = [int(n) for n in numbers if len(n) <= 2]
    if len(months) != 1 or len(days) != 1 or len(years) + 1 != len(numbers) or len(years) > 1:
        return None
    day = Day(year=years[0] if years else None, month=months.pop(), day=days[0])
    # A year with a 29 February stands for one that is not told.
    possible = day.within(day.year if day.year is not None else 2016)
    return day if possible else None
