"""One loaded member of a Facebook download, and what its readers share.

Facts: facebook.md sections 2 (lists, generic records), 4.3 (nobody's names) and 6.3 (times).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.errors import DamagedError
from reciprocity.events import TIME
from reciprocity.printable import printable
from reciprocity.problems import Problem
from reciprocity.sources.facebook.lines import is_departed
from reciprocity.sources.facebook.records import versioned
from reciprocity.sources.facebook.text import name_of
from reciprocity.sources.part import row_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.base import Owner

# Facebook opened in February 2004; a time far ahead is no time either (section 6.3).
_EARLIEST: Final = 1_075_593_600  # 2004-02-01, in seconds
_LATEST: Final = 4_102_444_800  # 2100-01-01
_MILLISECONDS: Final = 100_000_000_000  # what is above are milliseconds

UNREADABLE_ROW: Final = "unreadable row"
IMPOSSIBLE_DATE: Final = "impossible date"


@dataclass(frozen=True, kw_only=True)
class Source:
    """The value of one member, texts not repaired, with where it lies and whose it is."""

    value: object
    archive: str
    member: str
    owner: Owner

    def problem(self, kind: str, hint: str) -> Problem:
        """Return a problem of the member as a whole."""
        return Problem(archive=self.archive, member=self.member, row=None, kind=kind, hint=hint)


class ShapeError(DamagedError):
    """A member whose records lie where no known form of it has them; `problem` counts it."""

    def __init__(self, source: Source) -> None:
        hint = "This file has a form that is not known; what it holds is missing from the result."
        self.problem = source.problem("unknown form", hint)
        place = f"{printable(source.member)} in {printable(source.archive)}"
        super().__init__(f"{place} has a form that is not known: please report it.")


def rows_of(source: Source, *keys: str) -> list[Any]:
    """Return the records under one of the keys, of a bare list, or the one record that is all.

    Raises ShapeError where there is none of these.
    """
    rows = versioned(source.value, *keys)
    if rows is not None:
        return rows
    if isinstance(source.value, dict) and {"timestamp", "label_values"} & source.value.keys():
        return [source.value]
    raise ShapeError(source)


def microseconds(value: object) -> int | None:
    """Return microseconds since 1970 (UTC) of seconds or milliseconds, None for no possible time.

    0 and negative values occur (section 6.3), and so do bools and texts in hand-edited files.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    scale = 1_000 if value > _MILLISECONDS else 1_000_000
    if not _EARLIEST <= value * scale / 1_000_000 < _LATEST:
        return None
    return round(value * scale)


def table(
    source: Source,
    names: Sequence[str | None],
    times: Sequence[object],
    **columns: Sequence[Any] | pl.Series,
) -> pl.DataFrame:
    """Return one row per record: row (1-based), name, at (TIME), archive, member, the columns."""
    moments = pl.Series([microseconds(each) for each in times], dtype=pl.Int64)
    return pl.DataFrame(
        {
            "row": pl.Series(range(1, len(names) + 1), dtype=pl.Int64),
            "name": pl.Series(names, dtype=pl.String),
            "at": moments.cast(pl.Datetime("us")).dt.replace_time_zone("UTC").cast(TIME),
            **columns,
        }
    ).with_columns(archive=pl.lit(source.archive), member=pl.lit(source.member))


def unreadable(
    rows: pl.DataFrame, *, dated: bool = True, kept: bool = False
) -> tuple[Problem, ...]:
    """Return a problem for each row that is no record and, where rows are dated, has no time.

    rows: from table, with `written` where a name is a text; a text of which nothing is left is no
    problem, since accounts go (section 4.3). kept: those without a time are used all the same.
    """
    written = pl.col("written") if "written" in rows.columns else pl.lit(value=False)
    nameless = rows.filter(pl.col("name").is_null() & ~written)
    timeless = rows.filter(pl.col("name").is_not_null() & pl.col("at").is_null())
    problems = row_problems(nameless, UNREADABLE_ROW, "It names nobody; the row is left out.")
    if dated:
        what = "it is kept without one" if kept else "the row is left out"
        problems += row_problems(
            timeless, IMPOSSIBLE_DATE, f"Its time cannot be read, or be right; {what}."
        )
    return tuple(sorted(problems, key=lambda each: each.row or 0))


def person_of(value: object) -> str | None:
    """Return a display name, or None where nothing is left of it: blank, or "Facebook user"."""
    name = name_of(value)
    return None if name is None or is_departed(name) else name


def items(value: object) -> list[Any]:
    """Return the value if it is a list, else nothing."""
    return value if isinstance(value, list) else []


def field(record: object, *path: str) -> Any:
    """Return what lies under the keys, one inside the other; None where one is missing."""
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record
