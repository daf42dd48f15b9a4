"""Invitations.csv: requests of about the last 180 days, both ways. Facts: linkedin.md 2.2."""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.fields import clock, display_name, los_angeles, slugs
from reciprocity.sources.part import Part, row_problems

# I1 (2018-2023) has no addresses, I3 (since 2023-12) both parties'.
HEADERS: Final = (frozenset({"from", "to", "sent_at", "direction"}),)


def read_invitations(frame: pl.DataFrame, owner: Owner) -> Part:
    """From the rows of Invitations.csv to one `request_sent` or `request_received` event each.

    `Sent At` is the wall clock of Los Angeles (fact 4); in the hour that daylight saving repeats
    the moment is an interval of an hour. `text` is the note, null when the request had none.
    There is no status: who was accepted is in Connections.csv alone (fact 2).
    """
    rows = _parties(frame, owner)
    first, last = los_angeles(clock("sent_at"))
    rows = rows.with_columns(at=first, at_latest=last).with_columns(
        precision=pl.when(pl.col("at") == pl.col("at_latest"))
        .then(pl.lit("minute"))
        .otherwise(pl.lit("interval")),
        text=pl.when(pl.col("message").str.strip_chars() == "")
        .then(None)
        .otherwise(pl.col("message")),
        activity=pl.when(pl.col("outgoing"))
        .then(pl.lit("request_sent"))
        .otherwise(pl.lit("request_received")),
        actor=pl.when(pl.col("outgoing")).then(pl.lit("owner")).otherwise(pl.lit("person")),
    )
    readable = (
        pl.col("at").is_not_null()
        & pl.col("outgoing").is_not_null()
        & (pl.col("name").is_not_null() | pl.col("handle").is_not_null())
    )
    events = raw_events(
        rows.filter(readable),
        platform="linkedin",
        certainty="observed",
        channel="invitation",
        is_group=False,
    )
    return Part(
        events=events,
        problems=row_problems(
            rows.filter(~readable),
            "bad invitation",
            "The date, the direction or the other party of this request cannot be read.",
        ),
    )


def _parties(frame: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    rows = with_columns(
        frame, "from", "to", "sent_at", "message", "direction", "inviterprofileurl",
        "inviteeprofileurl",
    )  # fmt: skip
    rows = rows.with_columns(
        inviter=slugs(rows["inviterprofileurl"]),
        invitee=slugs(rows["inviteeprofileurl"]),
        inviter_name=display_name("from"),
        invitee_name=display_name("to"),
    )
    word = pl.col("direction").str.strip_chars().str.to_uppercase()
    by_owner = pl.col("inviter") == owner.handle if owner.handle else pl.lit(None)
    outgoing = (
        pl.when(word == "OUTGOING")
        .then(statement=True)
        .when(word == "INCOMING")
        .then(statement=False)
        .otherwise(by_owner)
    )
    return rows.with_columns(outgoing=outgoing).with_columns(
        handle=pl.when("outgoing").then("invitee").otherwise("inviter"),
        name=pl.when("outgoing").then("invitee_name").otherwise("inviter_name"),
    )
