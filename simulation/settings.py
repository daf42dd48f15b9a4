"""The true parameters of characters.toml, and how the reciprocity of a person drives a choice."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec looks it up
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

_FILE: Final = Path(__file__).with_name("characters.toml")
Range = tuple[float, float]


class Calendar(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """When the downloads were made; `between` and `cut` in days."""

    exported: datetime
    between: int
    joined: datetime
    cut: int


class Noise(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How often people act unlike themselves, and what else happens for no reason."""

    unlike: float
    leaves: float
    blank: float
    languages: dict[str, float]


class Curve(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A probability by reciprocity."""

    taker: float
    giver: float
    bend: int

    def at(self, reciprocity: float, odds: float = 1.0) -> float:
        """Return the probability at this reciprocity, its odds multiplied."""
        share, weight = (1 - reciprocity) / 2, 1.0
        for _ in range(self.bend):
            weight *= share
        probability = self.giver + (self.taker - self.giver) * weight
        return probability * odds / (1 - probability + probability * odds)


class Habits(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How the owner acts towards anybody."""

    ask: float
    thank: float
    endorse: float
    note: float
    curious: float
    kin: float


class Treatment(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How the owner treats the people of a character."""

    answer: float
    open: float
    welcome: float
    decline: float


class Talk(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How talks go."""

    go_on: float
    longest: int
    congratulate: float
    plan: float
    question: float


class Character(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What the people of a character are drawn from; see the comments of characters.toml."""

    share: float
    reciprocity: tuple[float, float]
    years: Range
    activity: Range
    pace: Range
    sentences: tuple[int, int]
    requests: float
    note: float
    owner: Treatment
    extractive: bool | None = None
    odds: dict[str, float] = msgspec.field(default_factory=dict)
    fades: Range | None = None
    silent: Range | None = None
    pitches_after: Range | None = None
    removes: bool = False
    connects: float = 1.0
    offers: Literal["trade", "job"] = "trade"
    owner_pitches: bool = False


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Everything of characters.toml."""

    calendar: Calendar
    noise: Noise
    curves: dict[str, Curve]
    owner: Habits
    talk: Talk
    delays: dict[str, tuple[float, ...]]
    characters: dict[str, Character]


@cache
def settings() -> Settings:
    """Return the settings, read once."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=Settings)
