"""What one download tells roughly and another one to the minute is told once.

The pages of Facebook tell the day of a friendship or request, in no zone, or none at all; its JSON
tells the second (facebook.md sections 2 and 7). Ids of events rest on the time, so that the two do
not meet by these.
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
    """Return the log without the rough rows of which another download has the exact moment.

    That is a row of the same person and activity within the bounds of the rough one.
    """
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
