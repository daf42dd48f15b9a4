"""What friends write over the years, where scripts.txt does not fix it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.facebook.model import OWNER_KEY, Friend, Line, Thread
from reciprocity.sample.facebook.people import of_plot
from reciprocity.sample.facebook.scripts import said
from reciprocity.sample.talks import Talk, TalkBook, read_talks
from reciprocity.sample.texts import moment, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST_DAY: Final = datetime(2021, 2, 6, tzinfo=UTC)
_OWNER_CALL: Final = "Johanna"
_LATER_MORE: Final = 0.7  # below 1: the older a friendship, the more of its talk is recent
_FOLDERS: Final = {"tomasz": "archived_threads"}
_DELETED: Final = {"corin": moment("2021-01-30 21:08:44")}


@dataclass(frozen=True, kw_only=True)
class Course:
    """How many exchanges and passing words a kind of friend has, and over how many days.

    little: the section of short.txt with the passing words.
    """

    talks: tuple[int, int]
    littles: tuple[int, int]
    little: str
    days: tuple[int, int] | None = None  # None: until shortly before the later download


COURSES: Final = {
    "close": Course(talks=(11, 14), littles=(13, 17), little="little"),
    "pal": Course(talks=(0, 1), littles=(3, 5), little="hello"),
    "silent": Course(talks=(3, 5), littles=(3, 5), little="little", days=(300, 800)),
}


def plotted_threads() -> list[Thread]:
    """Return the conversations of everybody who has a course."""
    book = TalkBook()
    return [
        Thread(
            key=friend.key,
            members=(friend.key,),
            folder=_FOLDERS.get(friend.key, "inbox"),
            lines=tuple(sorted(_lines(friend, book), key=lambda line: line.at)),
            deleted=_DELETED.get(friend.key),
        )
        for friend in of_plot(*COURSES)
    ]


def _lines(friend: Friend, book: TalkBook) -> list[Line]:
    dice = Dice(f"facebook years {friend.key}")
    lines, done = _connected(friend, dice), list[Talk]()
    words, answers = _words(friend, dice)
    for number, (at, is_talk) in enumerate(_plan(friend, dice)):
        by_owner = (number % 2 == 0) != dice.chance(0.25)
        talk = _pick(book, done, at, by_owner, dice) if is_talk else None
        if talk is not None:
            done.append(talk)
            lines += _exchange(friend, talk, at, by_owner, dice)
        else:
            answer = next(answers) if dice.chance(0.85) else ""
            lines += _passing(friend, at, by_owner, (next(words), answer), dice)
    return lines


def _words(friend: Friend, dice: Dice) -> tuple[Iterator[str], Iterator[str]]:
    """Return passing words and answers, each list without end and without early repetition."""
    lists, name = sections_of("facebook/short.txt"), COURSES[friend.plot].little
    return cycle(dice.shuffled(lists[name])), cycle(dice.shuffled(lists[f"{name} answers"]))


def _plan(friend: Friend, dice: Dice) -> list[tuple[datetime, bool]]:
    """Return when something is said, and whether it is a whole exchange."""
    course = COURSES[friend.plot]
    talks, littles = dice.between(*course.talks), dice.between(*course.littles)
    kinds = dice.shuffled([True] * talks + [False] * littles)
    first = since(friend) + timedelta(days=3)
    last = first + timedelta(days=dice.between(*course.days)) if course.days else _LAST_DAY
    shares = [(n + dice.between(0, 60) / 100) / len(kinds) for n in range(len(kinds))]
    moments = [first + (last - first) * share**_LATER_MORE for share in shares]
    return [(_by_day(at, dice), kind) for at, kind in zip(moments, kinds, strict=True)]


def since(friend: Friend) -> datetime:
    """Return the moment of the friendship; people with a course have one."""
    if friend.since is None:
        raise ValueError(f"people.txt: {friend.key} needs a date")
    return friend.since


def _connected(friend: Friend, dice: Dice) -> list[Line]:
    """Return the line Messenger writes when a friendship begins, for those who have it."""
    if not friend.accepted_by:
        return []
    at = since(friend) + timedelta(milliseconds=dice.between(200, 4900))
    sender = OWNER_KEY if friend.accepted_by == OWNER_KEY else friend.key
    return [said(sender, at, "[[connected]]")]


def _pick(
    book: TalkBook, done: list[Talk], at: datetime, by_owner: bool, dice: Dice
) -> Talk | None:
    talks = read_talks("facebook/chats.txt")
    return book.pick(talks, done, at, "owner" if by_owner else "person", dice)


def _exchange(friend: Friend, talk: Talk, at: datetime, by_owner: bool, dice: Dice) -> list[Line]:
    lines: list[Line] = []
    for by_starter, text in talk.lines:
        at = _next(at, dice) if lines else at
        lines.append(_say(friend, by_owner == by_starter, at, text))
    return lines


def _passing(
    friend: Friend, at: datetime, by_owner: bool, texts: tuple[str, str], dice: Dice
) -> list[Line]:
    """Return a passing word and what comes back, if anything."""
    word, answer = texts
    lines = [_say(friend, by_owner, at, word)]
    if answer:
        lines.append(_say(friend, not by_owner, _next(at, dice), answer))
    return lines


def _say(friend: Friend, by_owner: bool, at: datetime, text: str) -> Line:
    you = friend.call if by_owner else _OWNER_CALL
    return said(OWNER_KEY if by_owner else friend.key, at, text.replace("{you}", you))


def _next(at: datetime, dice: Dice) -> datetime:
    """Return when the next line is said: mostly within minutes, sometimes the next day."""
    if dice.chance(0.25):
        return _by_day(at + timedelta(hours=12), dice)
    return at + timedelta(minutes=dice.between(0, 55), seconds=dice.between(4, 59))


def _by_day(at: datetime, dice: Dice) -> datetime:
    """Return a moment of the waking hours of that day, or of the next where that is over."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    moved = day + timedelta(seconds=dice.between(7 * 3600, 21 * 3600))
    return moved if moved > at else moved + timedelta(days=1)
