"""Messenger's own lines that one download of an account knows and another one takes for words.

Lines stand in the account's language, and not all languages are known (facebook.md 4.4). Downloads
of one account hold the same messages of a thread, by the same senders at the same times (sections 4
and 7). So where one shows a line, and another one at that moment words of its sender that the first
does not hold, these words are the line. What somebody wrote in the same minute stands in both,
unless it was deleted in between: then there are more such words than lines, and only what surely is
a line elsewhere tells which they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import word
from reciprocity.sources.base import RAW_COLUMNS
from reciprocity.sources.part import APART_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reciprocity.sources.base import Reading

# What lines become beside those that are kept apart (outcomes.py).
_ACTS: Final = ("message_request_accepted", "poke", "call")
_MINUTE: Final = "1m"
# What a row takes over from the line that it is.
_TAKEN: Final = ["activity", "channel", "certainty", "kind"]
_ROW: Final = ["archive", "member", "row"]


@dataclass(frozen=True, kw_only=True)
class _Held:
    """What a reading holds of conversations, in the columns of _timed. moment: of the export."""

    moment: datetime
    lines: pl.DataFrame
    words: pl.DataFrame


def with_shared_lines(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, none of them with words that another one knows for a line.

    Such a row becomes what the line is there. Threads have one id in all readings by now; those
    that have none, as in the pages of before May 2018, are known by the name of the other one.
    """
    several = sum(map(_may_hold, readings)) > 1
    held = {n: _held(of) for n, of in enumerate(readings) if several and _may_hold(of)}
    return [
        _with_lines(reading, [_told(held[n], other) for m, other in held.items() if m != n])
        if n in held
        else reading
        for n, reading in enumerate(readings)
    ]


def _may_hold(reading: Reading) -> bool:
    return reading.platform == "facebook" and not reading.is_encrypted


def _held(reading: Reading) -> _Held:
    named = pl.col("conversation_id").is_not_null()
    events = reading.events.with_row_index("place").filter(named)
    spoken, trace = pl.col("activity") == "message", pl.col("channel") == "trace"
    reactions = events.filter(pl.col("activity") == "reaction")
    # One that is a line has a row of its own, others stand in that of a message.
    others = events.filter(pl.col("activity") != "reaction").select(_ROW)
    lines = [
        events.filter(pl.col("activity").is_in(_ACTS) | (spoken & trace)),
        reactions.join(others, on=_ROW, how="anti"),
        reading.apart.filter(named, pl.col("kind") == "system"),
    ]
    return _Held(
        moment=reading.exported_at,
        lines=_timed(pl.concat(lines, how="diagonal")).with_row_index("line"),
        words=_timed(events.filter(spoken & ~trace).with_columns(kind=pl.lit(None, pl.String))),
    )


def _timed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return place (in the events), thread, is_group, actor, name, text, start, end and _TAKEN.

    start, end: the first and the last minute that the moment may lie in.
    """
    return rows.select(
        "place", "is_group", "actor", "name", "text", *_TAKEN,
        thread=pl.col("conversation_id").cast(pl.String),
        start=pl.col("at").dt.truncate(_MINUTE),
        end=pl.col("at_latest").dt.truncate(_MINUTE),
    )  # fmt: skip


def _told(own: _Held, other: _Held) -> pl.DataFrame:
    """Return place and _TAKEN of the words of a reading that are lines in another one."""
    # Before somebody unsent a message there were words of it.
    unsent = (pl.col("activity") == "message") & (pl.col("channel") == "trace")
    known = other.lines.filter(~unsent) if own.moment < other.moment else other.lines
    ids = _same_threads(own, other)
    met = _meeting(own.words, _under(ids, known))
    met = met.filter((_plain("text") != "") | (pl.col("channel_other") == "trace"))
    words = own.words.filter(pl.col("place").is_in(met["place"].unique().implode()))
    both = _meeting(words, _under(ids, other.words)).filter(_plain("text") == _plain("text_other"))
    met = met.join(both.select("place").unique(), on="place", how="anti")
    taken = _meeting(words, own.lines).group_by("place").agg(taken=pl.len())
    met = met.join(taken, on="place", how="left").with_columns(
        free=pl.col("line").n_unique().over("place") - pl.col("taken").fill_null(0),
        rivals=pl.col("place").n_unique().over("line"),
        plain=_plain("text"),
    )
    is_sure = pl.col("rivals").max().over("place") <= pl.col("free")
    phrases = met.filter(is_sure, pl.col("plain") != "")["plain"].unique()
    again = (pl.col("free") > 0) & pl.col("plain").is_in(phrases.implode())
    taken_over = [pl.col(f"{name}_other").alias(name) for name in _TAKEN]
    return met.filter(is_sure | again).select("place", *taken_over)


def _plain(column: str) -> pl.Expr:
    """Return a text without white space, which pages do not keep as JSON does (section 7)."""
    return pl.col(column).fill_null("").str.replace_all(r"\s+", "")


def _same_threads(own: _Held, other: _Held) -> pl.DataFrame:
    """Return thread and `same`: ids in another reading, and those of the same threads in this one.

    By their name only where each of the two has one of this name, and neither id is in both.
    """
    name = pl.when(~pl.col("is_group")).then("name").alias("name")
    here, there = (
        pl.concat([of.select("thread", name).unique() for of in (side.lines, side.words)])
        .with_columns(_folded("name"))
        .unique()
        for side in (own, other)
    )
    ids = there.select("thread", same="thread").unique()
    alone = [
        side.drop_nulls("name").filter(pl.len().over("name") == 1)
        for side in (here, there)
    ]  # fmt: skip
    here, there = (
        one.join(rest.select("thread"), on="thread", how="anti")
        for one, rest in zip(alone, (there, here), strict=True)
    )
    named = there.join(here.rename({"thread": "same"}), on="name").select("thread", "same")
    return pl.concat([ids.join(named, on="thread", how="anti"), named])


def _folded(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFC").str.to_lowercase()


def _under(ids: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of another reading under the ids of this one."""
    return rows.join(ids, on="thread").drop("thread").rename({"same": "thread"})


def _meeting(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return rows with those of others of the same thread and sender that may be of their minute.

    What both have stands beside it as `<column>_other`.
    """
    near = rows.filter(pl.col("thread").is_in(others["thread"].unique().implode()))
    met = _daily(near).join(_daily(others), on=["thread", "day", "actor"], suffix="_other")
    both = (pl.col("start") <= pl.col("end_other")) & (pl.col("start_other") <= pl.col("end"))
    met = met.filter(both)
    # Of groups only the name tells which of the others it was.
    same = (pl.col("actor") == "owner") | ~pl.col("is_group")
    return (
        met.filter(same | (_folded("name") == _folded("name_other")))
        .drop("day")
        .unique(maintain_order=True)
    )


def _daily(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows once for each day that they may be of, so that few have to be compared."""
    first, last = pl.col("start").dt.date(), pl.col("end").dt.date()
    one = rows.filter(first == last).with_columns(day=first)
    several = rows.filter(first != last)
    return pl.concat([one, several.with_columns(day=pl.date_ranges(first, last)).explode("day")])


def _with_lines(reading: Reading, told: Sequence[pl.DataFrame]) -> Reading:
    """Return a reading in which rows are what another one tells, without words."""
    lines = pl.concat(told).unique("place", keep="first", maintain_order=True)
    if not lines.height:
        return reading
    marked = reading.events.with_row_index("place").join(
        lines.with_columns(is_line=pl.lit(value=True)), on="place", how="left", suffix="_other",
        maintain_order="left",
    )  # fmt: skip
    taken = [pl.coalesce(f"{name}_other", name).alias(name) for name in _TAKEN if name != "kind"]
    changed = marked.with_columns(*taken, text=pl.when(pl.col("is_line").is_null()).then("text"))
    aside = pl.col("kind").is_not_null()
    return replace(
        reading,
        events=_requested(changed.filter(~aside)).select(list(RAW_COLUMNS)),
        apart=pl.concat([reading.apart, changed.filter(aside).select(list(APART_COLUMNS))]),
    )


def _requested(events: pl.DataFrame) -> pl.DataFrame:
    """Return events, what came before a line that says that it was let in as message requests.

    Files hold the newest message first (section 4).
    """
    accepted = events.filter(pl.col("is_line") & (pl.col("activity") == "message_request_accepted"))
    if not accepted.height:
        return events
    first = accepted.sort("at", "row", descending=[False, True]).group_by("conversation_id").agg(
        since=pl.col("at").first(), line=pl.col("row").first()
    )  # fmt: skip
    earlier = (pl.col("at") < pl.col("since")) | (
        (pl.col("at") == pl.col("since")) & (pl.col("row") > pl.col("line"))
    )
    waiting = earlier & (pl.col("channel") == "direct") & (pl.col("activity") == "message")
    joined = events.join(first, on="conversation_id", how="left", maintain_order="left")
    channel = pl.when(waiting).then(word("channel", "message_request")).otherwise("channel")
    return joined.with_columns(channel=channel)
