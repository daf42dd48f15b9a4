"""Who is in the sample, and when each connection was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.model import Person
from reciprocity.sample.texts import cells_of, lines_of, moment

_EARLIEST: Final = datetime(2012, 3, 1, tzinfo=UTC)
_LATEST: Final = datetime(2020, 7, 20, tzinfo=UTC)  # later ones need a row in invitations.txt

GONE: Final = {
    "desmond-harkwell": moment("2021-02-10 21:37:00"),
    "rex-tolliver": moment("2020-10-23 18:05:00"),
    "clive-anstey-moore": moment("2018-11-30 12:00:00"),
}
BLANKS: Final = tuple(
    moment(text)
    for text in (
        "2013-06-11 10:00:00",
        "2014-09-18 09:00:00",
        "2015-02-09 20:15:00",
        "2019-05-02 07:45:00",
    )
)
_EMAILS: Final = {
    "laura-winter": "laura@quayside-learning.example",
    "margaret-ellwood-finch": "m.ellwood-finch@post.example",
    "conor-mulhatton": "conor@mulhatton-motors.example",
    "travis-boone-keller": "travis@pipelinepeak.example",
}


@cache
def everybody() -> dict[str, Person]:
    """Return all people by key, in the order of people.txt."""
    people = [_person(line) for line in lines_of("people.txt")]
    return {person.key: person for person in people}


def of_kind(*kinds: str) -> list[Person]:
    """Return the people of these kinds."""
    return [person for person in everybody().values() if person.kind in kinds]


def _person(line: str) -> Person:
    key, first, last, company, position, connected, kind, language = cells_of(line)
    person = Person(
        key=key,
        first=first,
        last=last,
        company=company,
        position=position,
        kind=kind,
        language=language,
        email=_EMAILS.get(key, ""),
        gone=GONE.get(key),
    )
    return replace(person, connected=_connected(key, connected))


def _connected(key: str, text: str) -> datetime | None:
    """Return the moment of a cell: none, complete, a day (early that day), or anything drawn."""
    dice = Dice(f"connected {key}")
    if text == "-":
        return None
    if " " in text:
        return moment(text)
    if text:
        return moment(f"{text} 05:00:00") + timedelta(seconds=dice.between(600, 11_000))
    days = dice.between(0, (_LATEST - _EARLIEST).days)
    return _EARLIEST + timedelta(days=days, seconds=dice.between(20_000, 80_000))
