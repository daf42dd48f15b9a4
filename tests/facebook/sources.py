"""A loaded member for a reader to read, and the raw rows that should come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.sources.base import RAW_COLUMNS, Owner
from reciprocity.sources.facebook.source import Source
from tests.facebook.downloads import loaded, moment

if TYPE_CHECKING:
    from reciprocity.problems import Problem

ARCHIVE: Final = "facebook-olive.zip"
MEMBER: Final = "lists/some.json"
OLIVE: Final = Owner(name="Olive Owner", handle=None, names=frozenset({"Olive Owner"}))
NOBODY: Final = Owner(name=None, handle=None)


def source(value: Any, owner: Owner = OLIVE) -> Source:
    """Return a member with mojibake in every text, as Facebook writes it."""
    return Source(value=loaded(value), archive=ARCHIVE, member=MEMBER, owner=owner)


def raw(*rows: dict[str, Any], **constants: Any) -> pl.DataFrame:
    """Return raw events: `at` and `at_latest` as ISO texts, what is not told null."""
    told = [
        {
            "platform": "facebook",
            "certainty": "observed",
            "precision": "second",
            "is_group": False,
            "archive": ARCHIVE,
            "member": MEMBER,
            **constants,
            **row,
        }
        for row in rows
    ]
    for row in told:
        row.setdefault("at_latest", row.get("at"))
        for side in ("at", "at_latest"):
            row[side] = None if row.get(side) is None else moment(row[side])
    columns = {name: [row.get(name) for row in told] for name in RAW_COLUMNS}
    return pl.DataFrame(columns, schema=RAW_COLUMNS)


def kinds(problems: tuple[Problem, ...]) -> list[tuple[int | None, str]]:
    """Return row and kind of each problem."""
    assert all((each.archive, each.member) == (ARCHIVE, MEMBER) for each in problems)
    return [(each.row, each.kind) for each in problems]
