"""What happens on walls: birthday wishes, comments, reactions (wall.txt, short.txt)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.facebook.chats import since
from reciprocity.sample.facebook.model import Deed, Friend, owner_at
from reciprocity.sample.facebook.people import of_plot
from reciprocity.sample.texts import cells_of, moment, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS: Final = range(2009, 2022)
_OWNER_BIRTHDAY: Final = (3, 7)  # the one in the LinkedIn sample
_END: Final = datetime(2021, 2, 9, tzinfo=UTC)
_KINDS: Final = ("LIKE", "LIKE", "LIKE", "LOVE", "HAHA", "WOW", "SORRY")
_EARLY_KINDS: Final = ("LIKE",)
_MORE_KINDS_FROM: Final = datetime(2016, 2, 24, tzinfo=UTC)
_THINGS: Final = ("post", "photo", "photo", "link", "video")
_REACTIONS: Final = {"close": (4, 7), "pal": (2, 4), "silent": (1, 3), "listed": (0, 2)}
_WISHED: Final = {"close": 0.4, "pal": 0.25}  # chance in a year that the owner wishes
_WISHING: Final = {"close": 0.45, "pal": 0.3, "listed": 0.1}  # and that they do
_COMMENTS: Final = {"close": (1, 3), "pal": (0, 2)}


def comments() -> tuple[Deed, ...]:
    """Return the owner's comments."""
    return (*_written("comments"), *_drawn_comments())


def posts() -> tuple[Deed, ...]:
    """Return the owner's posts: birthday wishes on other walls, and a few of their own."""
    return (*_written("posts"), *_wishes_by_owner())


def wall() -> tuple[Deed, ...]:
    """Return what others wrote on the owner's timeline."""
    return tuple(_wishes_to_owner())


def reactions() -> tuple[Deed, ...]:
    """Return the owner's reactions to posts; the text is the kind."""
    return tuple(_reactions())


def _written(section: str) -> tuple[Deed, ...]:
    rows = [cells_of(line) for line in sections_of("facebook/wall.txt")[section]]
    return tuple(Deed(at=moment(at), title=title, text=text) for at, title, text in rows)


def _drawn_comments() -> Iterator[Deed]:
    texts = sections_of("facebook/short.txt")["comments"]
    for friend in of_plot(*_COMMENTS):
        dice = Dice(f"facebook comments {friend.key}")
        for _ in range(dice.between(*_COMMENTS[friend.plot])):
            at = _some_moment(friend, dice)
            thing, text = dice.choose(_THINGS), dice.choose(texts)
            title = f"{owner_at(at)} commented on {friend.name_at(at)}'s {thing}."
            yield Deed(at=at, title=title, text=text)


def _reactions() -> Iterator[Deed]:
    for friend in of_plot(*_REACTIONS):
        dice = Dice(f"facebook reactions {friend.key}")
        for _ in range(dice.between(*_REACTIONS[friend.plot])):
            at = _some_moment(friend, dice)
            kind = dice.choose(_KINDS if at >= _MORE_KINDS_FROM else _EARLY_KINDS)
            verb = dice.choose(("likes", "liked")) if kind == "LIKE" else "reacted to"
            what = f"{friend.name_at(at)}'s {dice.choose(_THINGS)}"
            whose = "a post" if dice.chance(0.08) else what
            yield Deed(at=at, title=f"{owner_at(at)} {verb} {whose}.", text=kind)


def _wishes_by_owner() -> Iterator[Deed]:
    texts = sections_of("facebook/short.txt")["birthday wishes"]
    for friend in of_plot(*_WISHED):
        dice = Dice(f"facebook birthdays {friend.key}")
        month, day = dice.between(1, 12), dice.between(1, 28)
        for at in _birthdays(friend, month, day, dice):
            if dice.chance(_WISHED[friend.plot]):
                title = f"{owner_at(at)} wrote on {friend.name_at(at)}'s timeline."
                text = dice.choose(texts).replace("{you}", friend.call)
                yield Deed(at=at, title=title, text=text)


def _wishes_to_owner() -> Iterator[Deed]:
    texts = sections_of("facebook/short.txt")["birthday wishes"]
    for friend in of_plot(*_WISHING):
        dice = Dice(f"facebook wishes {friend.key}")
        for at in _birthdays(friend, *_OWNER_BIRTHDAY, dice):
            if dice.chance(_WISHING[friend.plot]):
                title = f"{friend.name_at(at)} wrote on {owner_at(at)}'s timeline."
                text = dice.choose(texts).replace("{you}", "Johanna")
                yield Deed(at=at, title=title, text=text)


def _birthdays(friend: Friend, month: int, day: int, dice: Dice) -> list[datetime]:
    """Return a waking moment of each birthday from the friendship to the end."""
    days = [datetime(year, month, day, tzinfo=UTC) for year in _YEARS]
    moments = [each + timedelta(seconds=dice.between(25_000, 79_000)) for each in days]
    return [at for at in moments if since(friend) < at < _END]


def _some_moment(friend: Friend, dice: Dice) -> datetime:
    days = dice.between(1, (_END - since(friend)).days - 1)
    day = (since(friend) + timedelta(days=days)).replace(hour=0, minute=0, second=0)
    return day + timedelta(seconds=dice.between(25_000, 79_000))
