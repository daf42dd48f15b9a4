"""Connections.csv: who is connected, and since which day. Facts: linkedin.md 2.1."""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns, without_copies
from reciprocity.sources.linkedin.fields import clock, full_name, slugs, unlabelled
from reciprocity.sources.part import Part, row_problems

# H0 (2016 and 2017), H1 (2018-2023) and H2 (since 2023, with URL, though one export of 2023-06 has
# it empty in every row); found by name below the preamble of 2020 and later.
HEADERS: Final = (frozenset({"first_name", "last_name", "connected_on"}),)


def read_connections(frame: pl.DataFrame, owner: Owner) -> Part:
    """From the rows of Connections.csv to one `connected` event each.

    Since 2020 `Connected On` is a UTC day (fact 4): `at` and `at_latest` are its ends. Until 2018
    it was a moment to the minute on a clock without a zone, presumably that of the invitations: an
    interval. Rows with nothing but a date
    are closed or restricted members: they are connections, but nobody can be named (fact 9).
    """
    del owner  # the list holds everyone but the owner
    rows = with_columns(
        frame, "first_name", "last_name", "url", "connected_on", "company", "email_address"
    )
    rows = rows.with_columns(
        name=full_name("first_name", "last_name"), handle=slugs(rows["url"])
    ).with_columns(_connected_on())
    blank = pl.col("name").is_null() & pl.col("handle").is_null()
    dated = rows.filter(pl.col("at_latest").is_not_null())
    undated = rows.filter(pl.col("at_latest").is_null())
    # A connection whose date cannot be read is still a connection: it is kept without a date
    # where it has a name, and the problem is counted.
    named = pl.concat([dated, undated]).filter(~blank)
    kept = without_copies(named, of=frame.columns)
    events = raw_events(
        kept.drop("url"),
        platform="linkedin",
        activity="connected",
        actor="unknown",
        certainty="observed",
        channel="list",
        is_group=False,
    )
    return Part(
        events=events,
        problems=row_problems(
            undated, "bad date", "The day of this connection cannot be read; it is kept undated."
        ),
        duplicates=named.height - kept.height,
        # Of a clock without a zone, the day that it most likely was.
        blank_days=tuple(dated.filter(blank)["at_latest"].dt.date().sort()),
        profiles=_profiles(kept),
    )


def _profiles(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what the list tells of people beside the day: employer and, rarely, e-mail address."""
    return rows.select(
        "handle",
        "name",
        employer=_told("company"),
        email=_told("email_address"),
        url=pl.lit(None, pl.String),
    ).filter(pl.any_horizontal(pl.col("employer", "email").is_not_null()))


def _told(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text != "").then(text)


def _connected_on() -> list[pl.Expr]:
    # Excel saves 09 Sep 2022 as 09-Sep-22 or 9-Sep-22 (section 5, point 18).
    text = pl.col("connected_on").str.strip_chars()
    layouts = ("%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%Y-%m-%d")
    day = pl.coalesce(text.str.to_date(layout, strict=False) for layout in layouts)
    start = day.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    end = start + pl.duration(days=1) - pl.duration(seconds=1)
    first, last = unlabelled(clock("connected_on"))
    return [
        pl.coalesce(start, pl.when(last.is_not_null()).then(first)).alias("at"),
        pl.coalesce(end, last).alias("at_latest"),
        pl.when(day.is_not_null())
        .then(pl.lit("day"))
        .otherwise(pl.lit("interval"))
        .alias("precision"),
    ]
