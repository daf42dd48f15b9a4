"""Messages without ids of conversations: Messages.csv of 2016 to 2018 (M0 of linkedin.md 2.3).

The clock has no zone; it looks like that of the invitations, Los Angeles, but nothing proves it, so
each moment is an interval. Line breaks were removed without a blank in their place, and characters
stand as entities, some of them escaped twice. Which messages belong together shows only in the
other party's name.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.linkedin.fields import NAMELESS, clock, unlabelled, utc_second

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.base import Owner

# Text by text: only entities that end in a semicolon, since `&copy=1` stands in addresses.
_ENTITY: Final = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", re.ASCII
)
# How the ids begin that stand in for those of conversations.
NAMED: Final = "name/"
_BETWEEN_NAMES: Final = re.compile(r",(?! )")
_ESCAPED: Final = ("from", "to", "subject", "content")


def lacking_ids(frame: pl.DataFrame) -> pl.Series:
    """Return of each row whether its file has no conversation ids, for want of the column or in it.

    An empty id among others is something else: a draft (2.3).
    """
    if "conversation_id" not in frame.columns:
        return pl.repeat(value=True, n=frame.height, dtype=pl.Boolean, eager=True)
    absent = pl.col("conversation_id").is_null()
    empty = absent | (pl.col("conversation_id") == "")
    if not frame.select(empty.any()).item():
        return frame.select(absent).to_series()
    addressed = (pl.col("to") != "").any()
    nowhere = (empty.all() & addressed).over("archive", "member")
    return frame.select(absent | nowhere.fill_null(value=False)).to_series()


def dated_and_decoded(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with at, at_latest (UTC) and precision; texts of M0 without entities.

    rows: with a column no_ids. Moments are to the second, those of M0 intervals. Rows with ids come
    first.
    """
    second = utc_second("date")
    dated = rows.filter(~pl.col("no_ids")).with_columns(
        at=second, at_latest=second, precision=pl.lit("second")
    )
    early = rows.filter("no_ids")
    if not early.height:
        return dated
    first, last = unlabelled(clock("date"))
    known = second.is_not_null()
    early = early.with_columns(
        at=pl.coalesce(second, pl.when(last.is_not_null()).then(first)),
        at_latest=pl.coalesce(second, last),
        precision=pl.when(known).then(pl.lit("second")).otherwise(pl.lit("interval")),
    )
    return pl.concat([dated, _decoded(early)])


def _decoded(rows: pl.DataFrame) -> pl.DataFrame:
    """Decode the entities of files that tell the direction, as only M0 does."""
    told = rows["direction"] != ""
    if not told.any():
        return rows
    decoded = [
        pl.when(told).then(without_entities(rows[name])).otherwise(name).alias(name)
        for name in _ESCAPED
    ]
    return rows.with_columns(decoded)


def without_entities(texts: pl.Series) -> pl.Series:
    """Return texts with their HTML entities decoded, twice as M0 escapes some of them twice."""
    marked = texts.filter(texts.str.contains("&", literal=True)).unique()
    if not len(marked):
        return texts
    plain = pl.Series([_unescaped(_unescaped(text)) for text in marked], dtype=pl.String)
    return texts.replace(marked, plain)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text).replace("\xa0", " ")


def told_direction() -> pl.Expr:
    """Return whether the owner wrote a row, as M0 tells outright; null where nothing is told."""
    word = pl.col("direction").str.strip_chars().str.to_uppercase()
    return (
        pl.when(word == "OUTGOING")
        .then(statement=True)
        .when(word == "INCOMING")
        .then(statement=False)
    )


def with_ids(rows: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    """Give rows without ids one by the names of the others in them, "" where no name is left.

    rows: with no_ids, by_owner, recipients (how many) and the names as they are shown.
    """
    if not rows["no_ids"].any():
        return rows
    own = {_folded(name) for name in owner.names}
    told = ["sender_name", "recipient_name", "recipients", "by_owner"]
    distinct = rows.filter("no_ids").select(told).unique(maintain_order=True)
    ids = [_id(*parties, own=own) for parties in distinct.iter_rows()]
    named = distinct.with_columns(by_names=pl.Series(ids, dtype=pl.String), no_ids=True)
    joined = rows.join(
        named, on=[*told, "no_ids"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.with_columns(
        conversation_id=pl.when("no_ids").then("by_names").otherwise("conversation_id")
    ).drop("by_names")


def _id(
    sender: str | None, to: str | None, recipients: int, by_owner: bool, *, own: set[str]
) -> str:
    if recipients <= 1:
        other = to if by_owner else sender
        return f"{NAMED}{_folded(other)}" if other else ""
    everybody = {_folded(name) for name in [sender or "", *_split(to or "")]}
    others = everybody - own - set(NAMELESS)
    return f"names/{','.join(sorted(others))}" if others else ""


def _split(names: str) -> Sequence[str]:
    """Return the names in TO: joined by a comma without a blank (2.3)."""
    return _BETWEEN_NAMES.split(names)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).lower()
