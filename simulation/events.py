"""What happens between the owner and a person, before it is written into files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from simulation.people import Person


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message; its act is what the simulation meant by it, and is written nowhere but here."""

    at: datetime
    by_owner: bool
    act: str
    text: str
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Endorsement:
    """A skill of one endorsed by the other."""

    at: datetime
    by_owner: bool
    skill: str


@dataclass(kw_only=True)
class Life:
    """All that passed between the owner and a person.

    `asked` is None for those who were never connected; `removed` is when the connection ended.
    """

    person: Person
    asked: datetime | None = None
    note: str = ""
    removed: datetime | None = None
    messages: list[Message] = field(default_factory=list)
    endorsements: list[Endorsement] = field(default_factory=list)
