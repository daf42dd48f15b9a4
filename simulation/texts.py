"""Messages put together from the sentences in texts/, with names, places and days filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulation.dice import Dice

_FOLDER: Final = Path(__file__).with_name("texts")
LANGUAGES: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
# What may follow a short act in the same message; another sentence of the same act otherwise.
_COMPANIONS: Final = {"thanks": "smalltalk", "welcome": "smalltalk"}


class Names(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What people, towns, firms and skills are called; names of people by language."""

    places: list[str]
    firms: list[str]
    positions: list[str]
    skills: list[str]
    first: dict[str, list[str]]
    last: dict[str, list[str]]


class Offer(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A trade, pitched softly and hard."""

    soft: str
    hard: str


class Frame(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What stands before and behind a pitch."""

    openers: list[str]
    asks: list[str]


class Bank(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The sentences of a language, by act."""

    greetings: list[str]
    closings: list[str]
    days: list[str]
    clicks: list[str]
    click_answers: list[str]
    subjects: list[str]
    smalltalk: list[str]
    question: list[str]
    answer: list[str]
    thanks: list[str]
    congratulate: list[str]
    plan: list[str]
    decline: list[str]
    followup: list[str]
    gracious: list[str]
    press: list[str]
    welcome: list[str]
    note: list[str]
    pitch_note: list[str]
    soft: Frame
    hard: Frame
    pitch: list[Offer]
    job: list[Offer]


@cache
def bank(language: str) -> Bank:
    """Return the sentences of a language, read once."""
    return msgspec.toml.decode((_FOLDER / f"{language}.toml").read_bytes(), type=Bank)


@cache
def names() -> Names:
    """Return the names, read once."""
    content = Path(__file__).with_name("names.toml").read_bytes()
    return msgspec.toml.decode(content, type=Names)


class Writer:
    """One side of a pair: writes in a language, and says nothing twice before it must."""

    def __init__(
        self,
        dice: Dice,
        language: str,
        *,
        me: str,
        you: str,
        sentences: tuple[int, int],
        trade: float,
    ) -> None:
        self._dice, self._bank = dice, bank(language)
        self._me, self._you = me, you
        self._sentences = sentences
        self._decks: dict[str, list[str]] = {}
        self._greets = dice.within(0.1, 0.8)
        self._signs = dice.within(0.0, 0.5)
        self._trade = trade

    def message(self, *acts: str, opening: bool = False) -> str:
        """Return a message that does these acts, the first of them at some length."""
        first, *others = acts
        count = self._dice.between(*self._sentences)
        parts = [self._sentence(first)]
        if count > 1 and not self._dice.chance(0.15):
            more = first if first in {"answer", "smalltalk"} else "smalltalk"
            parts += [self._sentence(more) for _ in range(count - 1)]
        parts += [self._sentence(act) for act in others]
        return self._framed(parts, self._greets if opening else self._greets / 3)

    def short(self, act: str) -> str:
        """Return a sentence or two, at times with a greeting or a name below."""
        acts = [act, _COMPANIONS.get(act, act)] if self._dice.chance(0.5) else [act]
        return self._framed([self._sentence(one) for one in acts], self._greets / 2)

    def bare(self, act: str) -> str:
        """Return a sentence as it stands: the note of a request, a one-click text, a subject."""
        return self._sentence(act)

    def pitch(self, *, soft: bool, job: bool = False) -> str:
        """Return a pitch, of the writer's own trade or of another job each time."""
        offers = self._bank.job if job else self._bank.pitch
        place = self._dice.fraction() if job else self._trade
        offer = offers[int(place * len(offers))]
        frame = self._bank.soft if soft else self._bank.hard
        parts = [self._filled(offer.soft if soft else offer.hard)]
        if not job:
            before = self._dice.shuffled(frame.openers)[: self._dice.between(0, 2)]
            behind = self._dice.shuffled(frame.asks)[: self._dice.between(0, 3)]
            parts = [*map(self._filled, before), *parts, *map(self._filled, behind)]
        return self._framed(parts, 0.85)

    def _sentence(self, act: str) -> str:
        deck = self._decks.get(act)
        if not deck:
            sentences: Sequence[str] = getattr(self._bank, act)
            deck = self._decks[act] = self._dice.shuffled(sentences)
        return self._filled(deck.pop())

    def _framed(self, parts: list[str], greets: float) -> str:
        """Return the sentences with or without a greeting and a name, on one line or several."""
        gap = "\n\n" if self._dice.chance(0.3) else "\n"
        text = _joined(parts)
        if len(parts) > 2 and self._dice.chance(0.3):
            text = gap.join([_joined(parts[:-1]), parts[-1]])
        if self._dice.chance(greets):
            between = gap if self._dice.chance(0.7) else " "
            text = self._filled(self._dice.choose(self._bank.greetings)) + between + text
        if self._dice.chance(self._signs):
            text += gap + self._filled(self._dice.choose(self._bank.closings))
        return text

    def _filled(self, sentence: str) -> str:
        if "{" not in sentence:
            return sentence
        return sentence.format(
            you=self._you,
            me=self._me,
            me_slug="".join(c for c in self._me.lower() if c.isascii() and c.isalpha()),
            place=self._dice.choose(names().places),
            firm=self._dice.choose(names().firms),
            day=self._dice.choose(self._bank.days),
        )


def _joined(parts: Sequence[str]) -> str:
    """Join sentences by a blank; one that ends without a stop, such as a link, by a line break."""
    text = parts[0]
    for part in parts[1:]:
        text += (" " if text[-1] in ".!?)" else "\n") + part
    return text
