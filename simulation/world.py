"""A world: an owner, lives with invented people, and what a download of a moment holds of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from simulation.dice import Dice
from simulation.lives import live
from simulation.people import draw_owner, draw_people
from simulation.settings import settings

if TYPE_CHECKING:
    from simulation.events import Endorsement, Life, Message
    from simulation.people import Party

WINDOW: Final = timedelta(days=180)  # LinkedIn lists no invitation whose last event is older


class Missing(StrEnum):
    """What a download lacks."""

    NOTHING = "nothing"
    MESSAGES = "messages"
    INVITATIONS = "invitations"
    CUT = "cut"


@dataclass(frozen=True, kw_only=True)
class World:
    """An owner and their lives with others; `closed` are connections whose accounts are closed."""

    owner: Party
    lives: tuple[Life, ...]
    closed: tuple[datetime, ...]


@dataclass(frozen=True, kw_only=True)
class Download:
    """A download of that moment, lacking something or nothing."""

    moment: datetime
    missing: Missing = Missing.NOTHING

    def lists(self, life: Life) -> bool:
        """Tell whether the person is among the connections."""
        person, end = life.person, life.removed
        there = person.connected and person.since <= self.moment
        return there and (end is None or end > self.moment)

    def invitation(self, life: Life) -> bool:
        """Tell whether the request is among the invitations."""
        if life.asked is None or self.missing == Missing.INVITATIONS:
            return False
        accepted = life.person.since
        last = accepted if accepted <= self.moment else life.asked
        return life.asked <= self.moment and last > self.moment - WINDOW

    def note_row(self, life: Life) -> bool:
        """Tell whether the note of the request is among the messages: since the accept."""
        return bool(life.note) and self._holds(life.person.since)

    def messages(self, life: Life) -> list[Message]:
        """Return the messages it holds, the oldest first."""
        return [one for one in life.messages if self._holds(one.at)]

    def endorsements(self, life: Life) -> list[Endorsement]:
        """Return the endorsements it holds."""
        return [one for one in life.endorsements if one.at <= self.moment]

    def _holds(self, at: datetime) -> bool:
        if self.missing == Missing.MESSAGES or at > self.moment:
            return False
        calendar = settings().calendar
        return self.missing != Missing.CUT or at > calendar.exported - timedelta(days=calendar.cut)


def build_world(seed: int, people: int) -> World:
    """Return the world of a seed."""
    owner = draw_owner(seed)
    dice = Dice(f"{seed} closed accounts")
    calendar, blank = settings().calendar, settings().noise.blank
    span = calendar.exported - timedelta(days=2 * 365) - calendar.joined
    closed = [dice.fraction() * span for _ in range(people) if dice.chance(blank)]
    return World(
        owner=owner,
        lives=tuple(live(owner, person) for person in draw_people(seed, people)),
        closed=tuple(calendar.joined + after for after in closed),
    )


def downloads(count: int, missing: Missing) -> tuple[Download, ...]:
    """Return the last download, or two of them; all lack the same."""
    calendar = settings().calendar
    first = calendar.exported - timedelta(days=calendar.between)
    last = Download(moment=calendar.exported, missing=missing)
    return (last,) if count == 1 else (Download(moment=first, missing=missing), last)
