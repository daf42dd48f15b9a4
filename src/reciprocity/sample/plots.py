"""What people of each kind write over the years, where scripts.txt does not fix it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.model import OWNER, Row
from reciprocity.sample.people import of_kind
from reciprocity.sample.talks import TalkBook, draw_slots, read_talks
from reciprocity.sample.texts import sections_of

if TYPE_CHECKING:
    from reciprocity.sample.model import Person
    from reciprocity.sample.talks import Talk

_LAST_DAY: Final = datetime(2021, 1, 29, tzinfo=UTC)  # the last exchanges start here or before


@dataclass(frozen=True, kw_only=True)
class Course:
    """How often a kind of person and the owner exchange something, and until when."""

    files: tuple[str, ...]
    exchanges: tuple[int, int]
    days: tuple[int, int] | None = None  # None: until shortly before the export


COURSES: Final = {
    "friend": Course(files=("friends.txt",), exchanges=(9, 11)),
    "mentor": Course(files=("mentor.txt",), exchanges=(7, 9)),
    "seller": Course(files=("friends.txt",), exchanges=(5, 7)),
    "faded": Course(files=("colleagues.txt",), exchanges=(2, 4), days=(240, 480)),
    "lapsed": Course(files=("friends.txt",), exchanges=(4, 6), days=(420, 720)),
}
_LANGUAGE_FILES: Final = {"de": "german.txt", "fr": "french.txt", "es": "spanish.txt"}
_OPENED: Final = frozenset({"laura-winter", "joerg-wendelmuth", "brigid-kinnear"})


def plotted_rows() -> list[Row]:
    """Return the rows of everybody who has a plot."""
    book = TalkBook()
    rows: list[Row] = []
    for person in of_kind(*COURSES):
        rows += _opening(person) + _years(person, book)
    for person in of_kind("met"):
        rows += _acquaintance(person)
    for person in of_kind("click"):
        rows += _clicks(person)
    for person in of_kind("friend", "faded"):
        rows += _birthdays(person)
    return rows


@cache
def _talks(course: Course, language: str) -> tuple[Talk, ...]:
    names = (_LANGUAGE_FILES[language],) if language in _LANGUAGE_FILES else course.files
    return tuple(talk for name in names for talk in read_talks(name))


def _years(person: Person, book: TalkBook) -> list[Row]:
    """Return all exchanges of a pair, spread over its time with changing distances."""
    dice = Dice(f"years {person.key}")
    course = COURSES[person.kind]
    talks = _talks(course, person.language)
    done: list[Talk] = []
    rows: list[Row] = []
    for number, at in enumerate(_starts(person, course, dice)):
        starter = "owner" if (number % 2 == 0) != dice.chance(0.2) else "person"
        talk = book.pick(talks, done, at, starter, dice)
        if talk is not None:
            done.append(talk)
            rows += _exchange(person, talk, at, starter, dice)
    return rows


def _starts(person: Person, course: Course, dice: Dice) -> list[datetime]:
    first = _made(person) + timedelta(days=25)
    last = first + timedelta(days=dice.between(*course.days)) if course.days else _LAST_DAY
    number = dice.between(*course.exchanges)
    step = (last - first) / max(1, number - 1)
    wobbles = [dice.between(-30, 30) for _ in range(number)]
    moved = [first + step * index + step * (wobbles[index] / 100) for index in range(number)]
    return [_by_day(max(first, min(last, at)), dice) for at in moved]


def _exchange(person: Person, talk: Talk, at: datetime, starter: str, dice: Dice) -> list[Row]:
    slots = draw_slots(dice)
    rows: list[Row] = []
    for by_starter, text in talk.lines:
        at = _next(at, len(rows), dice)
        rows.append(_say(person, by_starter == (starter == "owner"), at, text, slots))
    return rows


def _next(at: datetime, number: int, dice: Dice) -> datetime:
    """Return when the next line is said: soon at first, with days between later on."""
    if number == 0:
        return at
    if number == 1:
        pause = timedelta(minutes=dice.between(6, 700), seconds=dice.between(0, 59))
    else:
        pause = timedelta(hours=dice.between(20, 96), seconds=dice.between(0, 3599))
    later = at + pause
    return _by_day(later, dice) if later.hour < 7 or later.hour > 20 else later


def _by_day(at: datetime, dice: Dice) -> datetime:
    """Return a moment of the morning or the evening: that day, or the next when it is late."""
    day = at + timedelta(days=1) if at.hour > 20 else at
    seconds = dice.between(7 * 3600, 21 * 3600)
    moved = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(seconds=seconds)
    return moved if moved > at else moved + timedelta(days=1)


def _opening(person: Person) -> list[Row]:
    """Return thanks for connecting and the answer, unless the pair began otherwise."""
    if person.language != "en" or person.key in _OPENED:
        return []
    dice = Dice(f"opening {person.key}")
    return _thanks(person, by_owner=dice.chance(0.5), answered=True, dice=dice)


def _acquaintance(person: Person) -> list[Row]:
    """Return thanks for connecting, often answered, and perhaps a question a year later."""
    if person.key in {"nadine-abelard", "same-laura-winter"}:
        return []
    dice = Dice(f"met {person.key}")
    by_owner, answered = dice.chance(0.7), dice.chance(0.75)
    rows = _thanks(person, by_owner=by_owner, answered=answered, dice=dice)
    return rows + (_later(person, dice) if answered and dice.chance(0.5) else [])


def _thanks(person: Person, *, by_owner: bool, answered: bool, dice: Dice) -> list[Row]:
    lists, slots = sections_of("short.txt"), draw_slots(dice)
    sides = ("owner", "person") if by_owner else ("person", "owner")
    at = _by_day(_made(person), dice)
    text = dice.choose(lists[f"thanks by {sides[0]}"])
    rows = [_say(person, by_owner, at, text, slots)]
    if answered:
        answer = dice.choose(lists[f"answers by {sides[1]}"])
        rows.append(_say(person, not by_owner, _next(at, 1, dice), answer, slots))
    return rows


def _later(person: Person, dice: Dice) -> list[Row]:
    number, slots = dice.between(0, 2), draw_slots(dice)
    lists = sections_of("short.txt")
    at = _by_day(_made(person) + timedelta(days=dice.between(60, 400)), dice)
    answer = lists["later answers by owner"][(number + 2) % 3]
    if at > _LAST_DAY:
        return []
    return [
        _say(person, False, at, lists["later by person"][number], slots),
        _say(person, True, _next(at, 1, dice), answer, slots),
    ]


def _clicks(person: Person) -> list[Row]:
    """Return one-click congratulations, one a year at most, some answered with one click."""
    dice = Dice(f"clicks {person.key}")
    lists = sections_of("short.txt")
    at = _made(person)
    rows: list[Row] = []
    for _ in range(dice.between(1, 5)):
        at = _by_day(at + timedelta(days=dice.between(200, 420)), dice)
        by_owner = dice.chance(0.15)
        text = dice.choose(lists["one-click"])
        if text == "Happy birthday!" and not by_owner:
            at = _birthday(at.year + 1, dice)
        rows.append(_say(person, by_owner, at, text, {}))
        if dice.chance(0.55):
            answer = dice.choose(lists["one-click answers"])
            rows.append(_say(person, not by_owner, _next(at, 1, dice), answer, {}))
    return [row for row in rows if row.at < _LAST_DAY]


def _birthdays(person: Person) -> list[Row]:
    """Return a birthday wish or two by one click, answered or not."""
    dice = Dice(f"birthdays {person.key}")
    wished = [year for year in range(_made(person).year + 1, 2021) if dice.chance(0.2)]
    rows = []
    for year in wished[:2]:
        at = _birthday(year, dice)
        rows.append(_say(person, False, at, "Happy birthday!", {}))
        if dice.chance(0.7):
            rows.append(_say(person, True, _next(at, 1, dice), "Thank you!", {}))
    return rows


def _birthday(year: int, dice: Dice) -> datetime:
    """Return a moment of the owner's birthday, the one in Profile.csv."""
    return _by_day(datetime(year, 3, 7, tzinfo=UTC), dice)


def _say(person: Person, by_owner: bool, at: datetime, text: str, slots: dict[str, str]) -> Row:
    speaker, hearer = (OWNER, person) if by_owner else (person, OWNER)
    said = text.format(you=hearer.call, me=speaker.call, **slots)
    return Row(
        conversation=person.key,
        at=at,
        sender=speaker.party,
        recipients=(hearer.party,),
        text=said,
    )


def _made(person: Person) -> datetime:
    """Return the moment of the connection; people with a plot have one."""
    if person.connected is None:
        raise ValueError(f"people.txt: {person.key} needs a date")
    return person.connected
