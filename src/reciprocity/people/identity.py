"""Ids of people on LinkedIn: by the profile's address, and by the name where that is unambiguous.

Two people of one name stay two, one person with two addresses is suggested and never merged
silently, and whoever has lost the name is known by the conversation.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.people.keys import conversation_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources import Reading

# More addresses than these under one name are namesakes, not one person who changed the address.
_MOST_SUGGESTED = 4

# What stands in a list in which nobody has two rows.
_LISTED = ("connected", "request_sent", "request_received")


def with_address_ids(rows: pl.DataFrame, readings: Sequence[Reading]) -> pl.DataFrame:
    """Add person_id to the raw rows of LinkedIn.

    Rows that no name, address or conversation attributes to anybody are left out.
    """
    del readings
    return _with_ids(_with_handles(_with_name_keys(rows)))


def _with_name_keys(rows: pl.DataFrame) -> pl.DataFrame:
    key = pl.col("name").str.normalize("NFC").str.to_lowercase()
    return rows.with_columns(
        # Of an interval the end: of a clock without a zone it is the day in Los Angeles.
        name_key=key,
        day=pl.col("at_latest").dt.date(),
        given_handle=pl.col("handle"),
    )


def _with_handles(rows: pl.DataFrame) -> pl.DataFrame:
    """Fill in the address where conversation, name and day, or the name alone tell it for sure."""
    pairs = ~pl.col("is_group")
    rows = _fill(rows, rows.filter(pairs), ["conversation_id"], pairs)
    connected = pl.col("activity") == "connected"
    rows = _fill(rows, rows.filter(connected), ["name_key", "day"], connected)
    # Lists hold one row per person (linkedin.md 2.1 and 2.2), so a name twice is two people.
    listed = (
        rows.filter(pl.col("activity").is_in(_LISTED))
        .group_by("reading", "archive", "name_key", "activity")
        .len()
        .group_by("name_key")
        .agg(pl.col("len").max().alias("listed"))
    )
    rows = rows.join(listed, on="name_key", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("listed").fill_null(0))
    rows = _fill(rows, rows, ["name_key"], pl.col("listed") <= 1)
    handles = rows.group_by("name_key").agg(pl.col("handle").drop_nulls().n_unique().alias("of"))
    return rows.join(handles, on="name_key", how="left", maintain_order="left", nulls_equal=True)


def _fill(rows: pl.DataFrame, known: pl.DataFrame, key: list[str], where: pl.Expr) -> pl.DataFrame:
    """Give rows without an address the only one that others of the same key have."""
    only = (
        known.filter(pl.col("handle").is_not_null(), *(pl.col(k).is_not_null() for k in key))
        .group_by(key)
        .agg(pl.col("handle").n_unique().alias("n"), pl.col("handle").first().alias("only"))
        .filter(pl.col("n") == 1)
        .drop("n")
    )
    joined = rows.join(only, on=key, how="left", maintain_order="left")
    filled = pl.when(where).then(pl.coalesce("handle", "only")).otherwise("handle")
    return joined.with_columns(handle=filled).drop("only")


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """Add person_id; leave out what no name, address or conversation attributes to anybody."""
    place = pl.col("platform")
    # A row of the list and everything else of an ambiguous name are identities of their own.
    day = pl.col("day").dt.strftime("%Y-%m-%d").fill_null("undated")
    nth = pl.int_range(pl.len()).over("reading", "archive", "name_key", "day", "activity")
    numbered = pl.when((nth > 0) & pl.col("activity").is_in(_LISTED)).then(
        pl.format("#{}", nth + 1)
    )
    alone = pl.concat_str(
        [place, pl.lit(":name/"), pl.col("name_key"), pl.lit("@"), day, numbered.fill_null("")]
    )
    own_group_row = pl.col("is_group") & (pl.col("actor") == "owner")
    unambiguous = (pl.col("listed") <= 1) & (pl.col("of") == 0)
    person_id = (
        pl.when(own_group_row)
        .then(None)
        .when(pl.col("handle").is_not_null())
        .then(pl.concat_str([place, pl.lit(":"), pl.col("handle")]))
        .when(pl.col("name_key").is_not_null() & unambiguous)
        .then(pl.concat_str([place, pl.lit(":name/"), pl.col("name_key")]))
        .when(pl.col("conversation_id").is_not_null())
        .then(pl.concat_str([place, pl.lit(":conversation/"), "thread"]))
        .when(pl.col("name_key").is_not_null())
        .then(alone)
    )
    threads = rows.with_columns(thread=conversation_keys(rows, "name_key"))
    rows = threads.with_columns(person_id=person_id).drop("thread")
    return rows.filter(pl.col("person_id").is_not_null() | own_group_row)


def same_name_suggestions(rows: pl.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Return pairs that may be one person: same name, never two at once in one list."""
    by_name = (
        rows.filter(pl.col("name_key").is_not_null() & pl.col("person_id").is_not_null())
        .group_by("name_key")
        .agg(pl.col("person_id").unique().sort())
        .filter(pl.col("person_id").list.len().is_between(2, _MOST_SUGGESTED))
        .sort("name_key")
    )
    lists = (
        rows.filter(pl.col("activity").is_in(_LISTED))
        .group_by("archive", "member", "activity")
        .agg(pl.col("person_id").unique())
    )
    listed = [set(ids) for ids in lists["person_id"]]
    return tuple(
        (one, other, "the same name, but two profile addresses or none")
        for ids in by_name["person_id"]
        for one, other in combinations(ids, 2)
        if not any(one in people and other in people for people in listed)
    )
