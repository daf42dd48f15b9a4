"""Texts that come from below in English, in the language that is spoken.

Coverage, the readers, the timeline and the phrases of pitches say why in plain sentences, and
none of them may know of the report. So each sentence, and each shape of a sentence with a number
or a name in it, stands marked in borrowed_texts.py, problem_texts.py and cue_texts.py and is
found there by its English words. What is not found (the words of an archive) stays as it is.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from reciprocity.report.borrowed_texts import COUNTED, SHAPES, TEXTS
from reciprocity.report.cue_texts import CUES, DESCRIBED
from reciprocity.report.formats import day_words, first_upper, listed, whole
from reciprocity.report.language import _, ngettext, spoken
from reciprocity.report.problem_texts import HINTS, PROBLEMS

_KNOWN: Final = frozenset({*TEXTS, *PROBLEMS, *HINTS, *CUES, *DESCRIBED})
_PLACE: Final = re.compile(r"\{(\w+)\}")
_NUMBERS: Final = frozenset({"number", "lost", "there"})
_MOST_PARTS: Final = 30  # the program says less in one; a name of a file may hold anything
_BETWEEN: Final = re.compile(r"; |(?<=\.) ")  # what stands between texts that are said in one


class _Shape(NamedTuple):
    """The forms of a text, one or two by number, and what English of it looks like."""

    forms: tuple[str] | tuple[str, str]
    pattern: re.Pattern[str]


def borrowed(text: str) -> str:
    """Return a text from below, or several in one, in the language that is spoken."""
    if spoken() == "en":
        return text
    told = _told(text)
    return _in_parts(text) if told is None else told


def _told(text: str) -> str | None:
    if text in _KNOWN:
        return _(text)
    for shape in _shapes():
        if found := shape.pattern.fullmatch(text):
            values = found.groupdict()
            form = _form(shape.forms, values.get("number"))
            return str(form.format(**{name: _value(name, value) for name, value in values.items()}))
    return None


def _form(forms: tuple[str] | tuple[str, str], number: str | None) -> str:
    # A text that was collected alone is not found among those that count.
    return _(forms[0]) if len(forms) == 1 else ngettext(*forms, _count(number))


def _in_parts(text: str) -> str:
    """Return the text with its parts told: the longest that is known at its beginning first."""
    places = list(_BETWEEN.finditer(text))
    if len(places) > _MOST_PARTS:
        return text
    for place in reversed(places):
        told = _told(text[: place.start()])
        if told is not None:
            return f"{told}{place[0]}{borrowed(text[place.end() :])}"
    if not places:
        return text
    first = places[0]
    return f"{text[: first.start()]}{first[0]}{borrowed(text[first.end() :])}"


def _count(number: str | None) -> int:
    return 1 if number is None else int(number)


def _value(name: str, value: str) -> str:
    if name in _NUMBERS:
        return whole(int(value))
    if name == "names":
        return listed(re.split(", | and ", value))
    if name == "Missing":
        parts = re.split(" and ", f"{value[:1].lower()}{value[1:]}")
        return first_upper(listed([borrowed(part) for part in parts]))
    return _day(value) if name == "date" else value


def _day(text: str) -> str:
    day = datetime.strptime(text, "%d %B %Y")  # noqa: DTZ007 - a day without a time
    return day_words(day.year, day.month, day.day)


@cache
def _shapes() -> tuple[_Shape, ...]:
    forms: list[tuple[str] | tuple[str, str]] = [*((text,) for text in SHAPES), *COUNTED]
    return tuple(_Shape(each, _pattern(form)) for each in forms for form in dict.fromkeys(each))


def _pattern(form: str) -> re.Pattern[str]:
    pieces = _PLACE.split(form)
    return re.compile(
        "".join(_group(piece) if n % 2 else re.escape(piece) for n, piece in enumerate(pieces))
    )


def _group(name: str) -> str:
    if name == "date":
        return r"(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4})"
    return rf"(?P<{name}>\d{{1,15}})" if name in _NUMBERS else rf"(?P<{name}>[^;]{{1,500}}?)"
