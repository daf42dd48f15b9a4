"""What is new in a member: names of columns, keys and domains that no known form of it has.

Names come out of the archive and may be anything: only those that look like names of columns and
keys are told, cut to a number and a length; the others are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reciprocity.sources.base import Drift

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TOLD: Final = 30
_LONGEST: Final = 60
# A key is what a program would name so. Objects may be keyed by people, addresses or numbers.
_KEY: Final = re.compile(r"[A-Za-z_]+[A-Za-z0-9_]*(?:\.[A-Za-z_]+[A-Za-z0-9_]*)*")
# Those of the platforms begin with a small letter; names of people mostly do not.
_CAPITAL: Final = re.compile(r"(?:^|\.)[A-Z]")
# A column is some words with little between them: `Date/Time`, `Ad Title/Id`, `Saved (if any)`.
_COLUMN: Final = re.compile(r"\(?[^\W\d]\w*\)?(?:[ /&._'-]{1,2}\(?\w+\)?){0,9}")
_DIGITS: Final = re.compile(r"[0-9]{5}")


def is_key(name: str) -> bool:
    """Return whether a key, or several with dots between, looks like the platforms' own."""
    return is_identifier(name) and not _CAPITAL.search(name)


def is_identifier(name: str) -> bool:
    """Return whether a key, or several with dots between, looks like a program's."""
    return len(name) <= _LONGEST and bool(_KEY.fullmatch(name)) and not _DIGITS.search(name)


def is_column(name: str) -> bool:
    """Return whether a text looks like the name of a column."""
    return len(name) <= _LONGEST and bool(_COLUMN.fullmatch(name)) and not _DIGITS.search(name)


def column_drift(member: str, kind: str, strange: Iterable[str]) -> Drift | None:
    """Return what is new among the columns of a table, None where nothing is."""
    names = set(strange)
    return _drift(member, kind, names, {name for name in names if is_column(name)})


def key_drift(member: str, kind: str, strange: Iterable[str]) -> Drift | None:
    """Return what is new among the keys of a file of records, None where nothing is."""
    names = set(strange)
    return _drift(member, kind, names, {name for name in names if is_key(name)})


def _drift(member: str, kind: str, names: set[str], plain: set[str]) -> Drift | None:
    if not names:
        return None
    told = tuple(sorted(plain)[:MOST_TOLD])
    return Drift(member=member, kind=kind, new=told, others=len(names) - len(told))
