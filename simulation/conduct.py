"""How a pair acts: what each side does next, how soon, and in which words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulation.dice import Dice
from simulation.events import Life, Message
from simulation.settings import settings
from simulation.texts import Writer

if TYPE_CHECKING:
    from simulation.people import Party, Person

_OWNER_SENTENCES: Final = (1, 3)
_SECOND: Final = timedelta(seconds=1)
_HOUR: Final = timedelta(hours=1)
_MORNING: Final = 6 * _HOUR  # before it nobody answers: they do as long after it


class Conduct:
    """Chance, words and parameters of one pair; what they say is kept in its `life`."""

    def __init__(self, owner: Party, person: Person) -> None:
        self.person, self.life = person, Life(person=person)
        self.dice = Dice(f"{person.key} life")
        mine = Dice(f"{owner.slug} writes in {person.language}")
        self._writers = {
            True: Writer(
                # The owner has one trade; what they write differs from person to person.
                Dice(f"{person.key} owner's words"),
                person.language,
                me=owner.first,
                you=person.first,
                sentences=_OWNER_SENTENCES,
                trade=mine.fraction(),
            ),
            False: Writer(
                Dice(f"{person.key} words"),
                person.language,
                me=person.first,
                you=owner.first,
                sentences=person.character.sentences,
                trade=self.dice.fraction(),
            ),
        }

    def writer(self, by_owner: bool) -> Writer:
        """Return the words of a side."""
        return self._writers[by_owner]

    def say(self, at: datetime, act: str, text: str, *, by_owner: bool, subject: str = "") -> None:
        """Keep a message."""
        self.life.messages.append(
            Message(at=at, by_owner=by_owner, act=act, text=text, subject=subject)
        )

    def likely(self, act: str, reciprocity: float) -> float:
        """Return how likely this act would be with this reciprocity."""
        odds = self.person.character.odds.get(act, 1.0)
        return settings().curves[act].at(reciprocity, odds)

    def tendency(self, act: str) -> float:
        """Return how likely this act of the person is."""
        return self.likely(act, self.person.reciprocity)

    def does(self, act: str) -> bool:
        """Draw whether the person acts so; now and then as somebody else would."""
        return self.dice.chance(self.likely(act, self.moment_of_reciprocity()))

    def moment_of_reciprocity(self) -> float:
        """Return the person's reciprocity, or now and then that of anybody."""
        if self.dice.chance(settings().noise.unlike):
            return self.dice.within(-1.0, 1.0)
        return self.person.reciprocity

    def answers(self, by_owner: bool, weight: float = 1.0) -> bool:
        """Draw whether a side answers; by `weight` less when nothing was asked."""
        if by_owner:
            return self.dice.chance(self.person.treatment.answer * weight)
        return self.does("answer") and self.dice.chance(weight)

    def asks(self, by_owner: bool) -> bool:
        """Draw whether a side asks about the other in this message."""
        return self.dice.chance(settings().owner.ask) if by_owner else self.does("ask")

    def thanks(self, by_owner: bool) -> bool:
        """Draw whether a side thanks."""
        return self.dice.chance(settings().owner.thank) if by_owner else self.does("thank")

    def later(self, at: datetime, delay: str, *, by_owner: bool = False) -> datetime:
        """Return the moment after a delay of this kind; the person's is that of their pace."""
        unit, pace = delay.rpartition("_")[2], 1.0 if by_owner else self.person.pace
        length = self.dice.along(settings().delays[delay]) * pace
        minutes = length * 24 * 60 if unit == "days" else length
        moment = at + max(_SECOND, timedelta(seconds=int(minutes * 60)))
        return moment + _MORNING if moment.hour < _MORNING // _HOUR else moment
