"""Ids of people on Facebook, where a display name is all there is.

Facts: facebook.md section 6.5. Names are not unique: whoever has a name that stands twice in a
friends list, over two one-to-one threads or beside two profile addresses is never taken for
anybody else of that name. A thread keeps its id when the other side takes another name or leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.people.keys import conversation_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources import Reading

# The name shown for people of whom no archive has one.
NAMELESS: Final = {"linkedin": "LinkedIn Member", "facebook": "Facebook user"}

_PLACE: Final = "facebook:"
# Begins the id of rows that one of several people of a name is behind, and nothing tells which.
SOMEBODY: Final = f"{_PLACE}somebody/"
# Rows that are alike in these belong to the same person.
_ALIKE: Final = ["name", "conversation_id", "is_group", "own"]


def with_name_ids(rows: pl.DataFrame, readings: Sequence[Reading]) -> pl.DataFrame:
    """Add person_id to the raw rows of Facebook; leave out rows that nothing attributes."""
    rows = rows.with_columns(own=pl.col("is_group") & (pl.col("actor") == "owner"))
    # The messages of a thread stand together: a million rows are some ten thousand runs.
    runs = rows.select(pl.struct("reading", *_ALIKE).rle_id()).to_series()
    heads = rows.select("reading", *_ALIKE).filter(runs.ne_missing(runs.shift(1)))
    alike = _with_keys(heads.unique(maintain_order=True))
    renamed = _renamed(alike, _present(rows, alike))
    alike = alike.with_columns(key=pl.col("key").replace(renamed))
    shared = _shared(rows, alike, readings, renamed)
    ids = heads.join(
        _with_ids(alike, shared), on=["reading", *_ALIKE], how="left", nulls_equal=True,
        maintain_order="left",
    ).select("key", "person_id")  # fmt: skip
    rows = _with_ids_of_their_own(rows.with_columns(ids[runs].get_columns()))
    kept = rows["person_id"].is_not_null() | rows["own"]
    return (rows if kept.all() else rows.filter(kept)).drop("own", "key")


def _folded(name: pl.Expr) -> pl.Expr:
    return name.str.normalize("NFC").str.to_lowercase()


def _with_keys(alike: pl.DataFrame) -> pl.DataFrame:
    """Add `key`: the folded name, in a one-to-one thread the newest name anybody gives it."""
    pair = ~pl.col("is_group") & pl.col("conversation_id").is_not_null()
    threads = (
        alike.filter(pair & pl.col("name").is_not_null())
        .sort("reading", maintain_order=True)
        .group_by("conversation_id")
        .agg(pl.col("name").last().alias("current"))
    )
    joined = alike.join(threads, on="conversation_id", how="left", maintain_order="left")
    current = pl.when(pair).then(pl.coalesce("current", "name")).otherwise("name")
    return joined.with_columns(key=_folded(current), given=_folded(pl.col("name"))).drop("current")


def _present(rows: pl.DataFrame, alike: pl.DataFrame) -> dict[str, set[int]]:
    """Return in which readings a name is that of a list's row or of a one-to-one thread.

    Titles of comments and the like keep the name of their day (section 6.5) and prove nothing.
    """
    lists = rows.filter(pl.col("channel").is_in(["list", "invitation"])).select(
        "reading", given=_folded(pl.col("name"))
    )
    pairs = ~pl.col("is_group") & pl.col("conversation_id").is_not_null()
    names = pl.concat([lists, alike.filter(pairs).select("reading", "given")])
    found = names.drop_nulls().group_by("given").agg(pl.col("reading").unique())
    return {name: set(readings) for name, readings in found.iter_rows()}


def _renamed(alike: pl.DataFrame, present: dict[str, set[int]]) -> dict[str, str]:
    """Return old name -> new one, where a thread changed its name between two archives.

    Only where neither name is ever present beside the other in one archive.
    """
    changed = alike.filter(pl.col("given") != pl.col("key")).select("given", "key").unique()
    once = changed.filter(pl.col("given").is_unique() & pl.col("key").is_unique())
    return {
        old: new
        for old, new in once.sort("given").iter_rows()
        if not present.get(old, set()) & present.get(new, set())
    }


def _shared(
    rows: pl.DataFrame, alike: pl.DataFrame, readings: Sequence[Reading], renamed: dict[str, str]
) -> list[str]:
    """Return the names that more than one person has."""
    listed = rows.filter((pl.col("activity") == "connected") & (pl.col("channel") == "list"))
    listed = listed.filter(pl.col("certainty") == "observed").select("reading", "name")
    twice = listed.group_by("reading", _folded(pl.col("name")).alias("key")).len()
    pairs = alike.filter(~pl.col("is_group") & pl.col("conversation_id").is_not_null())
    threads = pairs.group_by("reading", "key").agg(
        pl.col("conversation_id").n_unique().alias("len")
    )
    told = [r.profiles for r in readings if r.platform == "facebook"]
    addresses = (
        pl.concat(told)
        .filter(pl.col("url").is_not_null())
        .group_by(_folded(pl.col("name")).alias("key"))
        .agg(pl.col("url").n_unique().alias("len"))
    )
    counted = [
        of.filter(pl.col("len") > 1, pl.col("key").is_not_null()).select(
            pl.col("key").replace(renamed)
        )
        for of in (twice, threads, addresses)
    ]
    return pl.concat(counted)["key"].unique().sort().to_list()


def _with_ids(alike: pl.DataFrame, shared: list[str]) -> pl.DataFrame:
    """Add person_id where name or thread tell; null where only the single row is somebody."""
    known = pl.col("key").is_not_null() & ~pl.col("key").is_in(shared)
    ids = alike.with_columns(thread=conversation_keys(alike, "key")).with_columns(
        person_id=pl.when("own")
        .then(None)
        .when(known)
        .then(pl.concat_str([pl.lit(f"{_PLACE}name/"), pl.col("key")]))
        .when(pl.col("conversation_id").is_not_null())
        .then(pl.concat_str([pl.lit(f"{_PLACE}conversation/"), pl.col("thread")]))
    )
    return ids.select("reading", *_ALIKE, "key", "person_id")


def _with_ids_of_their_own(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each list's row of a shared name an id by its day.

    What such a name did elsewhere, in comments or on timelines, stands under one id that is nobody.
    """
    unknown = pl.col("person_id").is_null() & pl.col("key").is_not_null() & ~pl.col("own")
    places = rows.select(unknown.arg_true()).to_series()
    lone = rows[places]
    day = pl.coalesce("at", "at_latest").dt.strftime("%Y-%m-%d").fill_null("undated")
    nth = pl.int_range(pl.len()).over("reading", "archive", "key", day, "activity")
    number = pl.when((nth > 0) & (pl.col("activity") == "connected")).then(
        pl.format("#{}", nth + 1)
    )
    place = pl.concat_str([pl.lit(f"{_PLACE}listed/"), pl.col("key")])
    listed = pl.col("channel").is_in(["list", "invitation"])
    alone = (
        pl.when(listed)
        .then(pl.concat_str([place, pl.lit("@"), day, number.fill_null("")]))
        .otherwise(pl.concat_str([pl.lit(SOMEBODY), pl.col("key")]))
    )
    ids = rows["person_id"].scatter(places, lone.select(alone).to_series())
    return rows.with_columns(person_id=ids)
