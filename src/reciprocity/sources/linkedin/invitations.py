"""Invitations.csv: requests of about the last 180 days, both ways. Facts: linkedin.md 2.2."""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns, without_copies
from reciprocity.sources.linkedin.fields import clock, display_name, los_angeles, slugs
from reciprocity.sources.part import Part, row_problems

# I1 (2018 to 2023-06) has no addresses; I2 (2023-07 to 2023-09) has numbers of members, which no
# other file has; I3 (since 2023-12) has both parties' addresses, but in 2023-12 a constant one that
# is nobody's. Files made by hand have "Date Sent".
HEADERS: Final = (
    frozenset({"from", "to", "sent_at", "direction"}),
    frozenset({"from", "to", "date_sent", "direction"}),
)


def read_invitations(frame: pl.DataFrame, owner: Owner) -> Part:
    """From the rows of Invitations.csv to one `request_sent` or `request_received` event each.

    `Sent At` is the wall clock of Los Angeles (fact 4); in the hour that daylight saving repeats
    the moment is an interval of an hour. `text` is the note, null when the request had none.
    There is no status: who was accepted is in Connections.csv alone (fact 2).
    """
    distinct = without_copies(frame, of=frame.columns)
    rows = _parties(distinct, owner)
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
        duplicates=frame.height - distinct.height,
    )


def _parties(frame: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    rows = with_columns(
        frame, "from", "to", "sent_at", "date_sent", "message", "direction", "inviterprofileurl",
        "inviteeprofileurl",
    )  # fmt: skip
    sent = pl.when(pl.col("sent_at") == "").then("date_sent").otherwise("sent_at")
    rows = rows.with_columns(
        sent_at=sent,
        inviter=slugs(rows["inviterprofileurl"]),
        invitee=slugs(rows["inviteeprofileurl"]),
        inviter_name=display_name("from"),
        invitee_name=display_name("to"),
    )
    word = pl.col("direction").str.strip_chars().str.to_uppercase()
    outgoing = (
        pl.when(word == "OUTGOING")
        .then(statement=True)
        .when(word == "INCOMING")
        .then(statement=False)
        .otherwise(_by_owner(owner))
    )
    return rows.with_columns(outgoing=outgoing).with_columns(
        handle=pl.when("outgoing").then("invitee").otherwise("inviter"),
        name=pl.when("outgoing").then("invitee_name").otherwise("inviter_name"),
    )


def _by_owner(owner: Owner) -> pl.Expr:
    """Return whether the inviter is the owner: by address, without one by name; null if unclear."""
    names = [name.lower() for name in sorted(owner.names)]
    inviter, invitee = (
        pl.col(side).str.to_lowercase().is_in(names).fill_null(value=False)
        for side in ("inviter_name", "invitee_name")
    )
    by_name = pl.when(inviter != invitee).then(inviter)
    return pl.coalesce(pl.col("inviter") == pl.lit(owner.handle, pl.String), by_name)
