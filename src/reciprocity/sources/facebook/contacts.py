"""What lists tell of people beside events: addresses of profiles, e-mail. facebook.md 2, 6.5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from reciprocity.sources.base import PROFILE_COLUMNS
from reciprocity.sources.facebook.labels import is_generic, is_link, link_of, record_name, texts_of
from reciprocity.sources.facebook.records import entries_of
from reciprocity.sources.facebook.source import field, items, person_of, rows_of
from reciprocity.sources.facebook.text import name_of, repaired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.sources.facebook.source import Source

_KEYS: Final = (
    "friends",
    "messenger_contacts_blocked",
    "people_interactions",
    "visited_things",
)
# Pages, groups and events have addresses of their own kind; they are nobody's profile.
_NO_PROFILE: Final = re.compile(
    r"(?i)facebook\.com/(pages|groups|events|marketplace|watch|hashtag)/"
)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PROFILE_VISITS: Final = "profile visits"


class _Contact(NamedTuple):
    name: str
    email: str | None
    url: str | None


def read_contacts(source: Source) -> pl.DataFrame:
    """From lists with addresses to PROFILE_COLUMNS, one row for each name and address.

    The lists are blocked contacts, people interacted with, visited profiles (`uri`), and the
    friends of 2018 (`contact_info`, an e-mail or a telephone number). Of the visits only the
    section of profiles is taken: by its name, in other languages the first.
    """
    told = [_contact(entry) for entry in _entries(rows_of(source, *_KEYS), source.value)]
    found = list(dict.fromkeys(each for each in told if each and (each.email or each.url)))
    frame = pl.DataFrame(
        {
            "name": pl.Series([each.name for each in found], dtype=pl.String),
            "email": pl.Series([each.email for each in found], dtype=pl.String),
            "url": pl.Series([each.url for each in found], dtype=pl.String),
        }
    )
    absent = [pl.lit(None).alias(name) for name in PROFILE_COLUMNS if name not in frame.columns]
    return frame.with_columns(absent).select(
        pl.col(name).cast(kind) for name, kind in PROFILE_COLUMNS.items()
    )


def _entries(rows: list[Any], value: object) -> Iterator[Any]:
    """Yield the entries of every section, or the rows where there are no sections."""
    visits = isinstance(value, dict) and any(key.startswith("visited_things") for key in value)
    for row in _profile_sections(rows) if visits else rows:
        inner = entries_of(row)
        yield from [row] if inner is None else inner


def _profile_sections(rows: list[Any]) -> list[Any]:
    named = [row for row in rows if _heading(row) == _PROFILE_VISITS]
    return named or rows[:1]


def _heading(section: object) -> str:
    return (name_of(field(section, "name")) or "").casefold()


def _contact(entry: object) -> _Contact | None:
    if is_generic(entry):
        return _made(record_name(texts_of(entry)), link_of(entry), None)
    data = field(entry, "data")
    plain = data if isinstance(data, dict) else entry
    return _made(field(plain, "name"), field(plain, "uri"), field(plain, "contact_info"))


def _made(told: object, uri: object, info: object) -> _Contact | None:
    name = person_of(told)
    if name is None:
        return None
    url = repaired(uri) if isinstance(uri, str) and is_link(uri) else None
    emails = [each for each in (info, *items(info)) if isinstance(each, str)]
    email = next((repaired(each) for each in emails if _EMAIL.fullmatch(each)), None)
    return _Contact(name, email, None if url and _NO_PROFILE.search(url) else url)
