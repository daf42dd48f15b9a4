"""Numbers, dates and lists as the language that is spoken writes them; the rules are Babel's.

A report has ten thousands of numbers and dates, so that numbers are only given other separators,
and a day is put in words once. English is written without Babel.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from reciprocity.report.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUS: Final = "\u2212"
_ENGLISH_PERCENT: Final = " %"
_DAYS_KEPT: Final = 1 << 15


def whole(number: float) -> str:
    """Return `1,234`, with the separators of the language; decimals of a float are kept."""
    return _separated(f"{number:,}")


def decimal(number: float, digits: int) -> str:
    """Return `1,234.5` with so many digits after the point."""
    return _separated(f"{number:,.{digits}f}")


def percent(share: float) -> str:
    """Return a share of 1 as `7 %`."""
    text = f"{share * 100:.0f}"
    return text + (_ENGLISH_PERCENT if spoken() == "en" else _percent_sign(spoken()))


def signed(number: float, digits: int = 2) -> str:
    """Return a score as `+0.62` or `0.00`, with a true minus sign below zero."""
    text = f"{abs(number):.{digits}f}"
    sign = "" if not float(text) else "+" if number > 0 else _MINUS
    return sign + _separated(text)


def day_words(year: int, month: int, day: int) -> str:
    """Return `23 August 2015`."""
    language = spoken()
    if language == "en":
        return f"{day} {_MONTHS[month - 1]} {year}"
    return _day(language, year, month, day)


def month_words(year: int, month: int) -> str:
    """Return `August 2015`."""
    language = spoken()
    return f"{_MONTHS[month - 1]} {year}" if language == "en" else _month(language, year, month)


def listed(items: Sequence[str]) -> str:
    """Return `one`, `one and two`, `one, two and three`; "" for nothing."""
    language = spoken()
    if language != "en":
        from babel.lists import format_list  # noqa: PLC0415 - English waits for no Babel

        return format_list(list(items), locale=language)
    head, last = ", ".join(items[:-1]), items[-1] if items else ""
    return f"{head} and {last}" if head else last


def first_upper(text: str) -> str:
    """Return a text with a capital letter at its beginning, as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def _separated(english: str) -> str:
    language = spoken()
    return english if language == "en" else english.translate(_separators(language))


@cache
def _separators(language: str) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 - as above

    return str.maketrans({",": get_group_symbol(language), ".": get_decimal_symbol(language)})


@cache
def _percent_sign(language: str) -> str:
    from babel import Locale  # noqa: PLC0415 - as above

    return str(Locale.parse(language).percent_formats[None].suffix[0])


@lru_cache(maxsize=_DAYS_KEPT)
def _day(language: str, year: int, month: int, day: int) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - as above

    text = format_date(date(year, month, day), "long", locale=language)
    return f"1er{text[1:]}" if language == "fr" and day == 1 else text


@lru_cache(maxsize=_DAYS_KEPT)
def _month(language: str, year: int, month: int) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 - as above

    return format_skeleton("yMMMM", date(year, month, 1), locale=language)
