"""What one kind of file adds to a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.problems import Problem
from reciprocity.sources.base import PROFILE_COLUMNS, RAW_COLUMNS, empty_raw

if TYPE_CHECKING:
    from datetime import date

APART_COLUMNS = {**RAW_COLUMNS, "kind": pl.String()}


def empty_apart() -> pl.DataFrame:
    """Return the rows kept apart from the log, without any."""
    return pl.DataFrame(schema=APART_COLUMNS)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Events, rows kept apart, problems, days of blank connections, duplicates left out.

    profiles: what a list tells of people beside events (PROFILE_COLUMNS).
    """

    events: pl.DataFrame = field(default_factory=empty_raw)
    apart: pl.DataFrame = field(default_factory=empty_apart)
    problems: tuple[Problem, ...] = ()
    blank_days: tuple[date, ...] = ()
    duplicates: int = 0
    profiles: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROFILE_COLUMNS))


def row_problems(rows: pl.DataFrame, kind: str, hint: str) -> tuple[Problem, ...]:
    """Return one problem for each row of a frame with archive, member and row."""
    return tuple(
        Problem(archive=archive, member=member, row=row, kind=kind, hint=hint)
        for archive, member, row in rows.select("archive", "member", "row").iter_rows()
    )
