"""Invented people: names, and the true parameters of each drawn from their character."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulation.dice import Dice
from simulation.settings import Treatment, settings
from simulation.texts import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulation.settings import Character, Range

YEAR: Final = 365.25


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody with a name and an address."""

    first: str
    last: str
    slug: str

    @property
    def name(self) -> str:
        """The first and the last name."""
        return f"{self.first} {self.last}"

    @property
    def url(self) -> str:
        """The address as invitations and messages have it."""
        return f"https://www.linkedin.com/in/{self.slug}"


@dataclass(frozen=True, kw_only=True)
class Person(Party):
    """Somebody the owner knows; `activity` in talks a year, `since` the accept or first contact."""

    key: str
    kind: str
    language: str
    firm: str
    position: str
    reciprocity: float
    activity: float
    pace: float
    treatment: Treatment
    since: datetime
    silent_from: datetime
    fades: timedelta | None
    connected: bool
    they_asked: bool
    has_note: bool

    @property
    def character(self) -> Character:
        """What they were drawn from."""
        return settings().characters[self.kind]


def draw_owner(seed: int) -> Party:
    """Return the owner of the download."""
    dice = Dice(f"{seed} owner")
    return _party(dice, "en", f"{seed} owner")


def draw_people(seed: int, count: int) -> Iterator[Person]:
    """Yield the people; there are enough that every character is among them."""
    for number, kind in enumerate(_kinds(seed, count)):
        yield _person(f"{seed} {number}", kind)


def _kinds(seed: int, count: int) -> list[str]:
    """Return the characters: each once, the others by their shares."""
    characters = settings().characters
    if count < len(characters):
        raise ValueError(f"There are {len(characters)} characters: ask for as many people.")
    dice = Dice(f"{seed} characters")
    shares = {kind: character.share for kind, character in characters.items()}
    rest = [dice.weighted(shares) for _ in range(count - len(characters))]
    return dice.shuffled([*characters, *rest])


def _person(key: str, kind: str) -> Person:
    dice = Dice(f"{key} person")
    character, exported = settings().characters[kind], settings().calendar.exported
    language = dice.weighted(settings().noise.languages)
    party = _party(dice, language, key)
    known = timedelta(days=YEAR * dice.low_end(*character.years))
    silent = dice.within(*character.silent) if character.silent else 0.0
    return Person(
        first=party.first,
        last=party.last,
        slug=party.slug,
        key=key,
        kind=kind,
        language=language,
        firm=dice.choose(names().firms),
        position=dice.choose(names().positions),
        reciprocity=_between(-1.0, dice.hump(*character.reciprocity), 1.0),
        activity=dice.low_end(*character.activity),
        pace=dice.within(*character.pace),
        treatment=_treatment(dice, character.owner),
        since=_at_a_waking_hour(dice, exported - known),
        silent_from=exported - timedelta(days=YEAR * silent),
        fades=_years(dice, character.fades),
        connected=dice.chance(character.connects),
        they_asked=dice.chance(character.requests),
        has_note=dice.chance(character.note),
    )


def _party(dice: Dice, language: str, key: str) -> Party:
    first, last = dice.choose(names().first[language]), dice.choose(names().last[language])
    tail = hashlib.sha256(f"slug {key}".encode()).hexdigest()[:8]
    slug = f"{first}-{last}".lower().replace(" ", "-")
    return Party(first=first, last=last, slug=f"{slug}-{tail}")


def _treatment(dice: Dice, usual: Treatment) -> Treatment:
    """Return how the owner treats this one: somewhat unlike the others of the character."""

    def near(probability: float) -> float:
        reach = min(probability, 1 - probability, 0.15)
        return dice.within(probability - reach, probability + reach)

    return Treatment(
        answer=near(usual.answer),
        open=near(usual.open),
        welcome=near(usual.welcome),
        decline=near(usual.decline),
    )


def _years(dice: Dice, span: Range | None) -> timedelta | None:
    return timedelta(days=YEAR * dice.within(*span)) if span else None


def _between(low: float, value: float, high: float) -> float:
    return min(high, max(low, value))


def _at_a_waking_hour(dice: Dice, day: datetime) -> datetime:
    seconds = dice.between(6 * 3600, 22 * 3600)
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(seconds=seconds)
