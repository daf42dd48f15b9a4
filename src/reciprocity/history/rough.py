"""What one download tells roughly and another one to the minute is told once.

The pages of Facebook tell the day of a friendship or request, in no zone, or none at all; its JSON
tells the second (facebook.md sections 2 and 7). LinkedIn's tables of 2016 to 2018 carry clocks
without a zone (linkedin.md 2.1 and 2.3). Ids of events rest on the time, so that the two may not
meet by these.
"""

from __future__ import annotations

from typing import Final

import polars as pl

# What lists hold, and a decline, which stands in the row of the request that it answers.
_LISTED: Final = ("connected", "disconnected", "request_sent", "request_received")
_ANSWER: Final = "request_declined"
_EXACT: Final = ("second", "minute")
_ALIKE: Final = ("person_id", "activity", "certainty")
_ROW: Final = ("archive", "member", "row")


def without_rough(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log without the rough rows of which another download knows the moment better.

    On Facebook that is a row of the same person and activity within the bounds of the rough one; on
    LinkedIn the same words, or a connection whose day meets them.
    """
    return _without_unzoned(_without_rough(events))


def _without_unzoned(events: pl.DataFrame) -> pl.DataFrame:
    """Leave out LinkedIn's rows on clocks without a zone that another table has, too."""
    told = events.filter(
        pl.col("platform") == "linkedin", pl.col("activity").is_in(["message", "connected"])
    )
    is_rough = pl.col("precision") == "interval"
    if not told.select(is_rough.any()).item() or told.select(is_rough.all()).item():
        return events
    words = pl.col("text").str.replace_all(r"\s+", "").fill_null("")
    place = pl.concat_str(pl.col("archive", "member").cast(pl.String), separator="/")
    keyed = told.with_columns(words=words, place=place)
    # Who accepted is not told by every table.
    actor = pl.when(pl.col("activity") == "message").then("actor")
    keys = ["person_id", "activity", "is_group", "actor", "words"]
    keyed = keyed.with_columns(actor=actor).select(
        *keys, "event_id", "place", "at", "at_latest", is_rough.alias("rough")
    )
    better = keyed.filter(~pl.col("rough")).drop("event_id", "rough")
    both = (
        keyed.filter("rough")
        .join(better, on=keys, suffix="_better", nulls_equal=True)
        .filter(
            pl.col("place") != pl.col("place_better"),
            pl.col("at_better").dt.truncate("1m") <= pl.col("at_latest"),
            pl.col("at_latest_better") >= pl.col("at"),
        )
    )
    return events.filter(~pl.col("event_id").is_in(both["event_id"].unique().implode()))


def _without_rough(events: pl.DataFrame) -> pl.DataFrame:
    listed = events.filter(
        pl.col("platform") == "facebook",
        pl.col("activity").is_in(_LISTED),
        pl.col("channel").is_in(["list", "invitation"]),
    )
    exact = pl.col("precision").is_in(_EXACT)
    if listed["archive"].n_unique() < 2 or listed.select(exact.all()).item():
        return events
    rough = listed.filter(~exact).select("event_id", *_ALIKE, *_ROW, "at", "at_latest")
    known = listed.filter(exact).select(*_ALIKE, other="archive", moment="at")
    told = rough.join(known, on=_ALIKE).filter(
        pl.col("archive") != pl.col("other"),
        pl.col("moment") <= pl.col("at_latest"),
        (pl.col("moment") >= pl.col("at")).fill_null(value=True),
    )
    answers = events.filter(pl.col("activity") == _ANSWER).join(
        told.filter(pl.col("activity") == "request_received"), on=_ROW, how="semi"
    )
    ids = pl.concat([told["event_id"], answers["event_id"]]).unique()
    return events.filter(~pl.col("event_id").is_in(ids.implode()))
