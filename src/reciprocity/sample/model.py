"""The invented world: people, what they wrote, what they asked. All times are UTC."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_AFTER_NAME: Final = re.compile(r"[,(].*$")
_NO_SLUG: Final = re.compile(r"[\W_]+")
_WORD: Final = re.compile(r"[^\W\d_][\w'-]*\b(?!\.)")


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side of a message: a name and the address of a profile, empty where LinkedIn has none."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody invented; `connected` is None for those who never were."""

    key: str
    first: str
    last: str
    company: str
    position: str
    kind: str
    language: str = "en"
    email: str = ""
    connected: datetime | None = None
    gone: datetime | None = None

    @property
    def name(self) -> str:
        """The name as messages and invitations show it."""
        return f"{self.first} {self.last}"

    @property
    def call(self) -> str:
        """The name friends use: no title, no emoji."""
        found = _WORD.search(self.first)
        return found.group() if found else self.first

    @property
    def slug(self) -> str:
        """The last part of the profile address, raw Unicode; its digits keep it nobody's."""
        plain = _AFTER_NAME.sub("", f"{self.first} {self.last}").lower()
        digits = hashlib.sha256(self.key.encode()).hexdigest()[:9]
        return "-".join((*_NO_SLUG.sub(" ", plain).split(), digits))

    @property
    def party(self) -> Party:
        """The person as sender or recipient."""
        return Party(name=self.name, url=f"https://www.linkedin.com/in/{self.slug}")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of messages.csv; a line of the system has neither sender nor recipients."""

    conversation: str
    at: datetime
    sender: Party | None
    recipients: tuple[Party, ...] = ()
    text: str
    title: str = ""
    subject: str = ""
    folder: str = "INBOX"
    attachment: str = ""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A request; `accepted` and `withdrawn` are None while it has not come to that."""

    person: Person
    outgoing: bool
    sent: datetime
    note: str = ""
    accepted: datetime | None = None
    withdrawn: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Endorsement:
    """A skill confirmed by the person (received) or by the owner (not received)."""

    person: Person
    received: bool
    skill: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """A recommendation written by the person (received) or by the owner (not received)."""

    person: Person
    received: bool
    at: datetime
    status: str
    text: str


@dataclass(frozen=True, kw_only=True)
class World:
    """All there is to export, over all the years."""

    people: tuple[Person, ...]
    blanks: tuple[datetime, ...]
    rows: tuple[Row, ...]
    invitations: tuple[Invitation, ...]
    endorsements: tuple[Endorsement, ...]
    recommendations: tuple[Recommendation, ...]


OWNER: Final = Person(
    key="owner",
    first="Johanna",
    last="Teasdale",
    company="Larkfield Learning",
    position="Learning Designer",
    kind="owner",
)
