"""Requests and connections that another row of the log tells more of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import COLUMNS, TIME, word
from reciprocity.history.moments import SPAN, may_be_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.history.endings import Export

REQUESTS: Final = ("request_sent", "request_received")
_TIES: Final = (*REQUESTS, "connected", "request_declined")
_LINE: Final = timedelta(seconds=65)


def told_once(events: pl.DataFrame, exports: Sequence[Export]) -> tuple[pl.DataFrame, pl.Series]:
    """Return a log, and the places of the rows in it that tell each request and connection once.

    Every decline is bounded in it. The other rows are told anew behind them; to take them out first
    would copy all. Inferred ones are left out where the thing itself was seen; a decline lies after
    the last export that still held the request. exports: each a reading and its log, in the order
    of time.
    """
    is_tie = events["activity"].is_in(_TIES)
    ties = _without_seen(_without_known(_with_their_accept(events.filter(is_tie))))
    first = _first_words(events, ties)
    bounded = _after_the_request(_before_first_words(_before_the_accept(ties), first), exports)
    settled = _declined_since(_accepted_by(bounded, exports), exports)
    log = pl.concat([events, settled])
    return log, (~is_tie).extend_constant(value=True, n=settled.height).arg_true()


def _with_their_accept(events: pl.DataFrame) -> pl.DataFrame:
    """Return requests that a line of the thread suggests no later than the listed accept.

    The line stands up to a minute after it (facebook.md 4.4).
    """
    line = pl.col("activity").is_in(REQUESTS) & (pl.col("certainty") == "inferred")
    accepts = events.filter(
        (pl.col("activity") == "connected")
        & (pl.col("certainty") == "observed")
        & pl.col("at").is_not_null()
    ).select("person_id", listed="at")
    late = (
        events.filter(line)
        .select("event_id", "person_id", "at_latest")
        .join(accepts, on="person_id")
        .filter((pl.col("at_latest") - pl.col("listed")).is_between(timedelta(0), _LINE))
    )
    if not late.height:
        return events
    joined = events.join(
        late.group_by("event_id").agg(pl.col("listed").max()),
        on="event_id",
        how="left",
        maintain_order="left",
    )
    return joined.with_columns(at_latest=pl.coalesce("listed", "at_latest")).drop("listed")


def _without_known(events: pl.DataFrame) -> pl.DataFrame:
    asked = pl.col("activity").is_in(REQUESTS)
    guessed = events.filter(asked & pl.col("at").is_null())
    if not guessed.height:
        return events
    seen = events.filter(asked & pl.col("at").is_not_null()).select("person_id", seen="at")
    known = guessed.join(seen, on="person_id").filter(pl.col("seen") <= pl.col("at_latest"))
    # The list of waves tells what the line of a thread only suggests.
    observed = guessed.filter(pl.col("certainty") == "observed")["person_id"]
    doubled = guessed.filter(
        (pl.col("certainty") == "inferred") & pl.col("person_id").is_in(observed.implode())
    )
    return _without(events, pl.concat([known["event_id"], doubled["event_id"]]))


def _without(events: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    return events.filter(~pl.col("event_id").is_in(ids.implode())) if len(ids) else events


def _without_seen(events: pl.DataFrame) -> pl.DataFrame:
    """Leave out the connection that a removal suggests, where an export lists it with its time."""
    connected = events.filter(pl.col("activity") == "connected")
    guessed = connected.filter((pl.col("certainty") == "inferred") & pl.col("at").is_null())
    seen = connected.filter(pl.col("at").is_not_null()).select("person_id", seen="at")
    known = guessed.join(seen, on="person_id").filter(pl.col("seen") <= pl.col("at_latest"))
    return _without(events, known["event_id"])


def _before_the_accept(events: pl.DataFrame) -> pl.DataFrame:
    """Bound a request of the list of waves, which tells no time, by what it led to."""
    undated = (
        pl.col("activity").is_in(REQUESTS)
        & pl.col("at").is_null()
        & (pl.col("certainty") == "observed")
    )
    if not events.select(undated.any()).item():
        return events
    accepts = events.filter((pl.col("activity") == "connected") & pl.col("at").is_not_null())
    first = accepts.group_by("person_id").agg(pl.col("at").min().alias("accepted"))
    joined = events.join(first, on="person_id", how="left", maintain_order="left")
    bounded = pl.when(undated).then(pl.min_horizontal("at_latest", "accepted"))
    return joined.with_columns(at_latest=bounded.otherwise("at_latest")).drop("accepted")


def _first_words(events: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Return person_id and first: the first direct words with whom only a removal is listed."""
    people = ties.filter(_unknown_accept())["person_id"].unique()
    direct = (pl.col("activity") == "message") & (pl.col("channel") == "direct")
    return (
        events.filter(pl.col("person_id").is_in(people.implode()))
        .filter(direct & ~pl.col("is_group"))
        .group_by("person_id")
        .agg(pl.col("at").min().alias("first"))
    )


def _before_first_words(events: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    """Bound a connection of which only the removal is listed by the pair's first direct words.

    Words of people who are no friends come as message requests (facebook.md 4.4).
    """
    unknown = _unknown_accept()
    joined = events.join(first, on="person_id", how="left", maintain_order="left")
    bounded = pl.when(unknown).then(pl.min_horizontal("at_latest", "first"))
    return joined.with_columns(at_latest=bounded.otherwise("at_latest")).drop("first")


def _unknown_accept() -> pl.Expr:
    return (
        (pl.col("activity") == "connected")
        & (pl.col("certainty") == "inferred")
        & (pl.col("platform") == "facebook")
        & pl.col("at").is_null()
    )


def _after_the_request(events: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """Bound such a connection from below by the last export in which its request was still open."""
    unknown = _unknown_accept()
    asked = pl.col("activity").is_in(REQUESTS) & (pl.col("certainty") == "observed")
    opened = [
        log.filter(asked).select(
            "person_id",
            asked="at",
            open_at=pl.lit(reading.snapshots["request_sent"].earliest, TIME),
        )
        for reading, log in exports
        if reading.platform == "facebook" and "request_sent" in reading.snapshots
    ]
    if not opened or not events.select(unknown.any()).item():
        return events
    late = events.filter(unknown).select("event_id", "person_id", "at_latest")
    bounds = late.join(pl.concat(opened), on="person_id").with_columns(
        since=pl.when(pl.col("open_at") <= pl.col("at_latest")).then("open_at").otherwise("asked")
    )
    since = bounds.filter(pl.col("since") <= pl.col("at_latest"))
    joined = events.join(
        since.group_by("event_id").agg(pl.col("since").max()),
        on="event_id",
        how="left",
        maintain_order="left",
    )
    at = pl.when(unknown).then(pl.col("since")).otherwise("at")
    return joined.with_columns(at=at).drop("since")


def _accepted_by(events: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """Return the log with whoever accepted as the actor of a friendship that a request led to.

    Not a request that was declined, nor one that an export still lists as open after the friendship
    began: then another one of the two was accepted (facebook.md 2).
    """
    asked = pl.col("activity").is_in(REQUESTS) & (pl.col("certainty") == "observed")
    key = ["person_id", "activity", *SPAN]
    listed = [
        log.filter(asked).select(*key, open_at=pl.lit(reading.exported_at, TIME))
        for reading, log in exports
        if reading.platform == "facebook"
    ]
    connected = (pl.col("activity") == "connected") & (pl.col("platform") == "facebook")
    if not listed or not events.select(connected.any()).item():
        return events
    declined = pl.concat([_requests_declined(log) for _, log in exports])
    requests = pl.concat(listed).unique(maintain_order=True).with_row_index("request")
    alike = requests.join(requests, on=["person_id", "activity"], suffix="_other")
    known = (
        alike.filter(may_be_one()).group_by("request").agg(open_at=pl.col("open_at_other").max())
    )
    over = requests.join(declined, on="person_id", suffix="_other").filter(may_be_one())
    requests = (
        requests.drop("open_at")
        .join(known, on="request")
        .join(over.select("request"), on="request", how="anti")
        .select("person_id", "open_at", asked="activity", asked_at="at")
    )
    by = (
        pl.when(pl.col("asked") == "request_sent")
        .then(word("actor", "person"))
        .otherwise(word("actor", "owner"))
    )
    led = (
        events.filter(connected)
        .select("event_id", "person_id", "at_latest")
        .join(requests, on="person_id")
        .filter(
            (pl.col("asked_at") <= pl.col("at_latest")) & (pl.col("open_at") <= pl.col("at_latest"))
        )
        .sort("asked_at", "asked")
        .group_by("event_id")
        .agg(by.last().alias("by"))
    )
    joined = events.join(led, on="event_id", how="left", maintain_order="left")
    return joined.with_columns(actor=pl.coalesce("by", "actor")).drop("by")


def _requests_declined(log: pl.DataFrame) -> pl.DataFrame:
    """Return person_id and SPAN of the requests that a log tells to be declined."""
    received = log.filter(pl.col("activity") == "request_received")
    return received.join(_answers(log), on=["person_id", "at"], how="semi").select(
        "person_id", *SPAN
    )


def _answers(log: pl.DataFrame) -> pl.DataFrame:
    """Return person_id and at, when its request arrived, of each decline in a log."""
    return log.filter(pl.col("activity") == "request_declined").select("person_id", "at")


def _declined_since(events: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """Bound the moment of a decline, of which only the request's arrival is listed (facebook.md 2).

    An export in which the same request was still open lies before it, the first one in which it is
    declined after it.
    """
    pending = [
        log.filter((pl.col("activity") == "request_received") & (pl.col("certainty") == "observed"))
        .join(_answers(log), on=["person_id", "at"], how="anti")
        .select("person_id", *SPAN, open_at=pl.lit(reading.snapshots["request_received"].earliest))
        for reading, log in exports
        if reading.platform == "facebook" and "request_received" in reading.snapshots
    ]
    declined = pl.concat([
        log.filter(pl.col("activity") == "request_declined").select("event_id", "at_latest")
        for _, log in exports
    ] or [events.clear().select("event_id", "at_latest")])  # fmt: skip
    if not declined.height:
        return events
    first = declined.group_by("event_id").agg(pl.col("at_latest").min().alias("first_seen"))
    none = events.clear().select("person_id", *SPAN, open_at=pl.col("at"))
    is_declined = pl.col("activity") == "request_declined"
    rows = events.filter(is_declined)
    # A decline's own `at` is the arrival, as exactly as its list tells it.
    arrived = rows.select("event_id", "person_id", "at", at_latest="at", precision="precision")
    waited = arrived.join(
        pl.concat([none, *pending], how="vertical_relaxed"), on="person_id", suffix="_other"
    ).filter(may_be_one())
    opened = waited.group_by("event_id").agg(pl.col("open_at").max())
    rows = rows.join(opened, on="event_id", how="left")
    rows = rows.join(first, on="event_id", how="left").with_columns(
        at_latest=pl.min_horizontal("at_latest", "first_seen"),
    )
    rows = rows.with_columns(
        at=pl.when(pl.col("open_at") <= pl.col("at_latest"))
        .then(pl.max_horizontal("at", "open_at"))
        .otherwise("at")
    )
    return pl.concat([events.filter(~is_declined), rows.select(list(COLUMNS))])
