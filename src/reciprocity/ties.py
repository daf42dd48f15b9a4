"""Who is a tie of the owner at all, and who is connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl

from reciprocity.events import ENDINGS
from reciprocity.people import SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reciprocity.people import Resolved
    from reciprocity.sources import Reading

# Acts towards people who may never have noticed: they make nobody a tie.
FOLLOWS: Final = ("follow", "unfollow")
_FROM_AFAR: Final = ("message_request_accepted", *FOLLOWS, "reaction", "comment")


def known_by() -> pl.Expr:
    """Return when an event was known: an ending only when it was seen to have happened."""
    ending = pl.col("activity").is_in(ENDINGS)
    return pl.when(ending).then("at_latest").otherwise(pl.coalesce("at", "at_latest"))


def between_ties(resolved: Resolved) -> list[tuple[str, str, str]]:
    """Return the suggested pairs but those with somebody who was only followed: nobody's tie."""
    if not resolved.suggestions:
        return []
    acts = [
        log["person_id"].filter(~log["activity"].is_in(FOLLOWS)).unique() for log in resolved.events
    ]
    known = set(pl.concat(acts).unique())
    return [pair for pair in resolved.suggestions if known.issuperset(pair[:2])]


def tied_people(
    resolved: Resolved, readings: Sequence[Reading], events: pl.DataFrame, until: datetime
) -> pl.DataFrame:
    """Return everybody the owner dealt with: resolved.people with `connected`.

    connected: in the newest list of that time, of any platform. Who only wrote in a group together
    with the owner, or was only followed or reacted to, is nobody's tie and left out; so is what
    one of several people of a name did without a trace of which one.
    """
    near = ~events["is_group"] & ~events["activity"].is_in(_FROM_AFAR)
    dealt = events["person_id"].filter(near).unique()
    platforms = dict.fromkeys(reading.platform for reading in readings)
    listed = pl.concat(
        [_listed(resolved, readings, platform, until) for platform in platforms]
    ).unique()
    told = dealt.filter(~dealt.str.starts_with(SOMEBODY).fill_null(value=False))
    return resolved.people.filter(pl.col("person_id").is_in(told.implode())).with_columns(
        connected=pl.col("person_id").is_in(listed.implode())
    )


def _listed(
    resolved: Resolved, readings: Sequence[Reading], platform: str, until: datetime
) -> pl.Series:
    """Return who is in the newest list of connections of a platform at that time."""
    lists = [
        (reading.snapshots["connected"].earliest, log)
        for reading, log in zip(readings, resolved.events, strict=True)
        if reading.platform == platform and "connected" in reading.snapshots
    ]
    # Before the first list only that one can tell who was connected.
    told = [log for moment, log in lists if moment <= until] or [log for _, log in lists[:1]]
    if not told:
        return pl.Series("person_id", [], pl.String)
    known = (pl.col("activity") == "connected") & (known_by() <= until)
    return told[-1].filter(known & (pl.col("certainty") == "observed"))["person_id"]


def people_frame(people: pl.DataFrame) -> pd.DataFrame:
    """From Inspection.people to Analysis.people."""
    rows = people.sort("person_id")
    return pd.DataFrame(
        {
            "person_id": pd.Series(rows["person_id"].to_list(), dtype="str"),
            "name": pd.Series(rows["name"].to_list(), dtype="str"),
            "names": pd.Series([tuple(names) for names in rows["names"]], dtype="object"),
            "platforms": pd.Series([tuple(of) for of in rows["platforms"]], dtype="object"),
            "profile_url": pd.Series(rows["profile_url"].to_list(), dtype="object"),
            "connected": pd.Series(rows["connected"].to_list(), dtype="bool"),
            "doubtful": pd.Series(rows["doubtful"].to_list(), dtype="bool"),
        }
    )
