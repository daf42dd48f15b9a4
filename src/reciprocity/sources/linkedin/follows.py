"""Member_Follows.csv: whom the owner follows or followed. Facts: linkedin.md section 3."""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.fields import display_name, utc_second
from reciprocity.sources.part import Part, row_problems

HEADERS: Final = (frozenset({"date", "status", "fullname"}),)

# What an unfollow of somebody who is no connection means is not known; of a connection it mutes.
_ACTIVITIES: Final = {"active": "follow", "unfollow": "unfollow"}


def read_follows(frame: pl.DataFrame, owner: Owner) -> Part:
    """From the rows of Member_Follows.csv to one `follow` or `unfollow` of the owner's each.

    `Date` is UTC without saying so, to the second. There is no address, only a name. A request that
    was sent can leave an active follow within a minute, so a follow is no sign of interest. Rows
    that are alike to the letter count once.
    """
    del owner
    rows = with_columns(frame, "date", "status", "fullname")
    status = pl.col("status").str.strip_chars().str.to_lowercase()
    rows = rows.select(
        "archive",
        "member",
        "row",
        at=utc_second("date"),
        name=display_name("fullname"),
        activity=status.replace_strict(_ACTIVITIES, default=None, return_dtype=pl.String),
    ).with_columns(at_latest=pl.col("at"))
    told = pl.all_horizontal(pl.col("at", "name", "activity").is_not_null())
    once = rows.filter(told).unique(["at", "name", "activity"], keep="first", maintain_order=True)
    return Part(
        events=raw_events(
            once,
            platform="linkedin",
            precision="second",
            actor="owner",
            certainty="observed",
            channel="profile",
            is_group=False,
        ),
        problems=row_problems(
            rows.filter(~told), "bad follow", "Its date, its status or whose it is is unreadable."
        ),
        duplicates=rows.filter(told).height - once.height,
    )
