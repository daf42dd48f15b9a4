"""Registration.csv: when the owner joined LinkedIn. Facts: linkedin.md section 2.4.

Nothing else of it is used: the address the owner joined from and who invited stay unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.fields import clock, los_angeles
from reciprocity.sources.part import row_problems

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.problems import Problem

# `Registration Date` until 2018, `Registered At` since 2020.
HEADERS: Final = (frozenset({"registered_at"}), frozenset({"registration_date"}))


def joined(
    table: pl.DataFrame | None, oldest: datetime, latest: datetime
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the day the owner joined as a reason in words, if it is told, and the problems.

    table: the rows of all files of the kind. The file has the wall clock of Los Angeles; the day
    is that of UTC, as everywhere. Dates before oldest or after latest (UTC) are not believed, nor
    is any where two differ.
    """
    if table is None:
        return (), ()
    rows = with_columns(table, "registered_at", "registration_date")
    told = pl.when(pl.col("registered_at") != "").then("registered_at")
    rows = rows.with_columns(told=told.otherwise("registration_date"))
    # In the hour that daylight saving repeats both moments are of one day.
    rows = rows.with_columns(at=los_angeles(clock("told"))[0])
    sound = pl.col("at").is_between(oldest, latest).fill_null(value=False)
    day = pl.when(sound).then(pl.col("at").dt.date())
    rows = rows.with_columns(day=day)
    agrees = pl.col("day") == pl.col("day").drop_nulls().first()
    problems = row_problems(
        rows.filter(~agrees.fill_null(value=False)),
        "bad registration",
        "The day on which the owner joined cannot be read from it.",
    )
    days = rows["day"].drop_nulls().unique()
    if len(days) != 1:
        return (), problems
    return (f"its owner joined on {days[0].day} {days[0]:%B %Y}",), problems
