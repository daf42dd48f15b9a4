"""What every source hands on: rows of an event log that does not know yet who is who."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import COLUMNS, OLDEST_FIRST

if TYPE_CHECKING:
    from datetime import date, datetime

    from reciprocity.problems import Problem

# A row as a reader yields it: an event without ids, with what the member says about the person.
# `handle` is the platform's own key of a person (LinkedIn: the profile slug), null when absent;
# `name` is the display name, null when the platform no longer tells it.
RAW_COLUMNS: Final[dict[str, pl.DataType]] = {
    "handle": pl.String(),
    "name": pl.String(),
    **{k: v for k, v in COLUMNS.items() if k not in {"event_id", "person_id"}},
}


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose archive it is. handle and name are None where the archive does not tell.

    stated: the names that the archive gives its owner outright, whatever the user told.
    """

    name: str | None
    handle: str | None
    names: frozenset[str] = frozenset()  # every display name the owner's own rows carry
    stated: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def shown(self) -> str:
        """The name for people to read."""
        return self.name or "the owner of this archive"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One list as it stood at one moment: who was in it, and when it was written (UTC).

    `earliest` and `latest` enclose the moment; `unread` counts rows that could not be read.
    """

    earliest: datetime
    latest: datetime
    unread: int
    blank_days: tuple[date, ...] = ()  # connections of closed accounts: only the day is left


PROFILE_COLUMNS: Final[dict[str, pl.DataType]] = {
    "handle": pl.String(),
    "name": pl.String(),
    "employer": pl.String(),
    "email": pl.String(),
    "url": pl.String(),
}


# Messenger's download of end-to-end-encrypted chats (facebook.md section 5): the kind of its
# reading, and how the ids of its conversations begin.
ENCRYPTED_KIND: Final = "e2ee"
ENCRYPTED_CHATS: Final = OLDEST_FIRST


@dataclass(frozen=True, kw_only=True)
class Encryption:
    """Signs that chats went on where this archive cannot show them (facebook.md section 5).

    cutover: ids of conversations that became end-to-end encrypted. named: display names in the
    list of secret conversations. used: that list shows use, whether or not it names anybody.
    """

    cutover: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    used: bool = False


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What is new in a member that was read: information, never a reason to doubt what was read.

    member: its path, for conversations that of the folder around theirs. kind: what it was read
    as; "domain" for domains of LinkedIn's portability API, which are left out. new: columns, keys
    or domains that no known form has, as the archive spells them (domains folded), sorted; only
    those that look like names of such. others: how many more there are.
    """

    member: str
    kind: str
    new: tuple[str, ...]
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Everything one archive said.

    events, apart: frames of RAW_COLUMNS; `apart` with a column `kind` from events.APART, and none
    of its rows is anybody's act towards anybody. members: names under read, ignored, unknown,
    unreadable. snapshots: by the activity that the list shows ("connected", "request_sent",
    "request_received", "disconnected"). generated: when each kind of event was written out (UTC),
    for the kinds whose file is there and readable; also under "message_request" when the folder of
    message requests is there. profiles: PROFILE_COLUMNS, what lists tell of people beside events.
    encryption: None where the platform or the kind of archive has no such thing. lost_threads:
    names of the folders of threads of which a file could not be read whole (of encrypted chats:
    their display names). drift: what is new in members that were read.
    """

    archive: str
    path: str
    platform: str
    kind: str
    confidence: float
    reasons: tuple[str, ...]
    exported_at: datetime
    owner: Owner
    events: pl.DataFrame
    apart: pl.DataFrame
    problems: tuple[Problem, ...]
    members: dict[str, list[str]]
    advice: str | None
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    generated: dict[str, datetime] = field(default_factory=dict)
    duplicates: int = 0
    profiles: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROFILE_COLUMNS))
    encryption: Encryption | None = None
    lost_threads: frozenset[str] = frozenset()
    drift: tuple[Drift, ...] = ()
    # From when to when (UTC) the download says it was asked for; None where it does not say.
    asked: tuple[datetime, datetime] | None = None
    # The download says that it was asked for of all time; False where it says nothing.
    all_time: bool = False

    @property
    def is_encrypted(self) -> bool:
        """Whether it is Messenger's download of encrypted chats, which holds nothing else."""
        return self.kind == ENCRYPTED_KIND


def raw_events(frame: pl.DataFrame, **constants: object) -> pl.DataFrame:
    """Return the frame with exactly RAW_COLUMNS: constants filled in, absent columns null."""
    named = frame.with_columns(**{k: pl.lit(v, RAW_COLUMNS[k]) for k, v in constants.items()})
    absent = [pl.lit(None, kind).alias(k) for k, kind in RAW_COLUMNS.items() if k not in named]
    return named.with_columns(absent).select(
        pl.col(name).cast(kind) for name, kind in RAW_COLUMNS.items()
    )


def empty_raw() -> pl.DataFrame:
    """Return a raw log without rows."""
    return pl.DataFrame(schema=RAW_COLUMNS)
