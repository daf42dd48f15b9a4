"""The owner's invented Facebook life: people, conversations, lists. All times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reciprocity.sample.texts import moment

if TYPE_CHECKING:
    from datetime import datetime

OWNER_KEY: Final = "owner"
OWNER_NAME: Final = "Johanna Teasdale"
OWNER_BEFORE: Final = "Johanna Birkett"
OWNER_RENAMED: Final = moment("2011-09-10 15:00:00")
DEPARTED: Final = "Facebook user"


@dataclass(frozen=True, kw_only=True)
class Friend:
    """Somebody invented, friend or not.

    since, until: from when to when they are in the list of friends (None: never; for good).
    accepted_by: `friend` or `owner` where a "connected" line tells of it, else empty.
    renamed: the moment and the new name, None for most.
    """

    key: str
    name: str
    since: datetime | None
    plot: str
    accepted_by: str = ""
    until: datetime | None = None
    renamed: tuple[datetime, str] | None = None

    @property
    def call(self) -> str:
        """The name friends use: the first one."""
        return self.name.split(" ")[0]

    def name_at(self, at: datetime) -> str:
        """Return the display name at a moment."""
        return self.renamed[1] if self.renamed and self.renamed[0] <= at else self.name


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message, notice or call; `sender` is a key, `owner`, or `=Name` of somebody outside.

    marks: pairs (what, argument) such as ("photo", "") and ("react", "😂 wilf").
    """

    sender: str
    at: datetime
    text: str
    marks: tuple[tuple[str, str], ...] = ()
    notice: bool = False

    def has(self, mark: str) -> bool:
        """Tell whether the line carries this mark."""
        return any(name == mark for name, _ in self.marks)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One conversation, oldest line first; kind is `pair`, `group`, `market` or `page`.

    members: keys, or `=Name`, of everybody but the owner. deleted: when the owner deleted it.
    """

    key: str
    title: str = ""
    members: tuple[str, ...]
    kind: str = "pair"
    folder: str = "inbox"
    joined: bool = True
    lines: tuple[Line, ...]
    deleted: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A row of a list: the moment shown (None: none is shown), and when it came and went."""

    name: str
    at: datetime | None
    came: datetime | None = None
    gone: datetime | None = None
    profile: str = ""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A comment, a post or a reaction: its title and what was written, or which reaction."""

    at: datetime
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Poke:
    """Who poked whom."""

    at: datetime
    poker: str
    poked: str


@dataclass(frozen=True, kw_only=True)
class World:
    """All there is to export at one moment, or over all the years."""

    friends: tuple[Listed, ...]
    lists: dict[str, tuple[Listed, ...]]
    threads: tuple[Thread, ...]
    comments: tuple[Deed, ...]
    reactions: tuple[Deed, ...]
    posts: tuple[Deed, ...]
    wall: tuple[Deed, ...]
    pokes: tuple[Poke, ...]


def owner_at(at: datetime) -> str:
    """Return the owner's display name at a moment."""
    return OWNER_NAME if at >= OWNER_RENAMED else OWNER_BEFORE
