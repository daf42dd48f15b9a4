"""Friendships that no list shows, and who asked: from the lines in threads.

Facts: facebook.md 4.4 (the lines, who sends them, what they survive), 2 (the lists) and 10. The
sender of the line is probably whoever accepted, never surely: all of this is inferred.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

from reciprocity.sources.base import RAW_COLUMNS, raw_events
from reciprocity.sources.facebook.lines import folded

# The line follows the friendship's beginning, within seconds mostly, within a minute always; clocks
# of two services may differ a little the other way (section 4.4).
_BEFORE: Final = timedelta(seconds=65)
_AFTER: Final = timedelta(seconds=5)

_LISTS: Final = ("connected", "disconnected", "request_sent", "request_received")


def infer_friendships(
    connected: pl.DataFrame, lists: pl.DataFrame, *, has_friends_list: bool
) -> pl.DataFrame:
    """Return raw events: friendships that began with a line, and which side had asked.

    connected: the lines, RAW_COLUMNS with or without `ambiguous` (see Talk). lists: raw events of
    the lists of friends, removed people and requests. Where a friend's time and a line's meet, the
    line tells only who asked. A line of somebody removed later, or of somebody in no list at all
    (the only trace of being unfriended), tells that there was a friendship. So does the list of
    removed people. Of a name that two people bear nothing is inferred.
    """
    lists = _called(lists.filter(pl.col("activity").is_in([*_LISTS, "request_declined"])))
    lines = _called(connected)
    shared = _shared_names(lines, lists)
    lines = lines.filter(~pl.col("called").is_in(shared.implode()))
    judged = _judged(lines, lists, has_friends_list=has_friends_list)
    return pl.concat(
        [
            _began(judged.filter("began")),
            _asked(judged.filter("asked")),
            _removed_without(lines, lists.filter(~pl.col("called").is_in(shared.implode()))),
        ]
    )


def _called(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of named people with `called`, the name as names compare."""
    named = rows.filter(pl.col("name").is_not_null())
    return named.with_columns(called=pl.col("name").map_elements(folded, return_dtype=pl.String))


def _shared_names(lines: pl.DataFrame, lists: pl.DataFrame) -> pl.Series:
    """Return the names that stand twice in the friends list, or in two threads of two."""
    friends = lists.filter(pl.col("activity") == "connected").unique(["called", "at"])
    twice = friends.filter(pl.col("called").is_duplicated())["called"]
    threads = lines.unique(["called", "conversation_id"])
    several = threads.filter(pl.col("called").is_duplicated())["called"]
    told = lines.filter("ambiguous")["called"] if "ambiguous" in lines.columns else several
    return pl.concat([twice, several, told]).unique()


def _judged(lines: pl.DataFrame, lists: pl.DataFrame, *, has_friends_list: bool) -> pl.DataFrame:
    """Add began, asked and `by` (when the friendship had begun at the latest) to each line."""
    friends = lists.filter(pl.col("activity") == "connected").select(
        "called", since="at", since_by="at_latest"
    )
    removed = lists.filter(pl.col("activity") == "disconnected").select("called", removal="at")
    lines = lines.with_row_index("line")
    meets = pl.col("since").is_between(pl.col("at") - _BEFORE, pl.col("at") + _AFTER)
    friend = (
        lines.join(friends, on="called", how="inner")
        .filter(meets)
        .unique("line", keep="first", maintain_order=True)
        .select("line", "since", "since_by")
    )
    later = lines.join(removed, on="called", how="inner").filter(pl.col("removal") > pl.col("at"))
    judged = lines.join(friend, on="line", how="left", maintain_order="left").with_columns(
        friend=pl.col("since").is_not_null(),
        later=pl.col("line").is_in(later["line"].implode()),
        listed=pl.col("called").is_in(lists["called"].implode()),
    )
    ended = ~pl.col("friend") & pl.col("later")
    unlisted = ~pl.col("friend") & ~pl.col("later") & ~pl.col("listed")
    known = pl.lit(value=has_friends_list)
    return judged.with_columns(
        began=ended | (unlisted & known),
        asked=pl.col("friend") | ended | unlisted,
        by=pl.coalesce("since_by", "at_latest"),
    )


def _began(lines: pl.DataFrame) -> pl.DataFrame:
    """Return a friendship that began when the line was written."""
    return raw_events(
        lines,
        activity="connected",
        actor="unknown",
        certainty="inferred",
        text=None,
    )


def _asked(lines: pl.DataFrame) -> pl.DataFrame:
    """Return who had asked: the one who did not accept, some time before (section 4.4)."""
    accepted = pl.col("actor") == "owner"
    directed = lines.with_columns(
        activity=pl.when(accepted)
        .then(pl.lit("request_received"))
        .otherwise(pl.lit("request_sent")),
        actor=pl.when(accepted).then(pl.lit("person")).otherwise(pl.lit("owner")),
        at=pl.lit(None),
        at_latest=pl.col("by"),
    )
    return raw_events(directed, precision="interval", certainty="inferred", text=None)


def _removed_without(lines: pl.DataFrame, lists: pl.DataFrame) -> pl.DataFrame:
    """Return the friendships of removed people that no line before the removal shows."""
    removed = lists.filter(pl.col("activity") == "disconnected").with_row_index("removal")
    told = (
        removed.join(lines.select("called", line_at="at"), on="called", how="inner")
        .filter(pl.col("line_at") < pl.col("at"))["removal"]
        .unique()
    )
    rest = removed.filter(~pl.col("removal").is_in(told.implode()))
    # It is known to the second in JSON; of the pages of before 2018 the latest moment counts.
    before = rest.with_columns(at=pl.lit(None))
    return raw_events(
        before,
        activity="connected",
        actor="unknown",
        certainty="inferred",
        precision="interval",
        channel="list",
        text=None,
    ).select(list(RAW_COLUMNS))
