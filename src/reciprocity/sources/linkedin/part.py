"""What one kind of LinkedIn file adds to a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.problems import Problem
from reciprocity.sources.base import RAW_COLUMNS, empty_raw

if TYPE_CHECKING:
    from datetime import date

APART_COLUMNS = {**RAW_COLUMNS, "kind": pl.String()}


def empty_apart() -> pl.DataFrame:
    """Return the rows kept apart from the log, without any."""
    return pl.DataFrame(schema=APART_COLUMNS)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Events, rows kept apart, problems, days of blank connections, duplicates left out."""

    events: pl.DataFrame = field(default_factory=empty_raw)
    apart: pl.DataFrame = field(default_factory=empty_apart)
    problems: tuple[Problem, ...] = ()
    blank_days: tuple[date, ...] = ()
    duplicates: int = 0


def row_problems(rows: pl.DataFrame, kind: str, hint: str) -> tuple[Problem, ...]:
    """Return one problem for each row of a frame with archive, member and row."""
    return tuple(
        Problem(archive=archive, member=member, row=row, kind=kind, hint=hint)
        for archive, member, row in rows.select("archive", "member", "row").iter_rows()
    )


def with_columns(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return the frame with the named columns added as empty text where a generation lacks them."""
    absent = [pl.lit("").alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(absent).with_columns(pl.col(*names).fill_null(""))
