"""The note of a request, which turns up as a message at the moment of acceptance.

Facts: linkedin.md section 0, facts 3 and 5. In messages.csv the note carries the second at which
the request was accepted (its day was `Connected On` in 166 of 166 cases), not the one at which it
was sent. It is no message: nobody wrote it then.
"""

from __future__ import annotations

import polars as pl

from reciprocity.events import COLUMNS, event_ids, word

_REQUESTS = ("request_sent", "request_received")


def type_notes(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log with each note among the messages on the channel `note`.

    A note whose person is not in the list of connections was accepted all the same and is gone
    since (or closed, or renamed): an inferred `connected` of that second is added.
    """
    notes = _notes(events)
    typed = events.with_columns(
        channel=pl.when(pl.col("event_id").is_in(notes["event_id"].implode()))
        .then(word("channel", "note"))
        .otherwise("channel")
    )
    listed = events.filter(pl.col("activity") == "connected").select("person_id").unique()
    gone = notes.join(listed, on="person_id", how="anti", maintain_order="left")
    accepted = gone.with_columns(
        activity=word("activity", "connected"),
        actor=word("actor", "unknown"),
        certainty=word("certainty", "inferred"),
        channel=word("channel", "note"),
        text=pl.lit(None, pl.String),
    )
    accepted = accepted.with_columns(event_id=event_ids(accepted)).select(list(COLUMNS))
    return pl.concat([typed, accepted])


def _notes(events: pl.DataFrame) -> pl.DataFrame:
    """Return the message that is the note of each noted request: same words, same sender."""
    words = pl.col("text").str.replace_all(r"\s+", "")
    sent_by = (
        pl.when(pl.col("activity") == "request_sent")
        .then(word("actor", "owner"))
        .otherwise(word("actor", "person"))
    )
    requests = events.filter(
        pl.col("activity").is_in(_REQUESTS) & pl.col("text").is_not_null()
    ).select("person_id", sent_by.alias("actor"), words.alias("words"), pl.col("at").alias("sent"))
    messages = events.filter(
        (pl.col("activity") == "message")
        & ~pl.col("is_group")
        & pl.col("text").is_not_null()
        & pl.col("person_id").is_in(requests["person_id"].unique().implode())
    ).with_columns(words=words)
    # Its time is the acceptance, so it cannot be older than the request (to the minute).
    return (
        messages.join(requests, on=["person_id", "actor", "words"], maintain_order="left")
        .filter(pl.col("at_latest") >= pl.col("sent"))
        .sort("at", maintain_order=True)
        .unique("person_id", keep="first", maintain_order=True)
        .drop("words", "sent")
    )


def accept_times(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log with `connected` known as closely as requests, notes and the list allow.

    From the day: not before the request; as closely as a note of that day tells; and, since
    the list is sorted newest first by time (fact 5), between the noted accepts of the same day.
    `actor` becomes whoever accepted, where a request says who asked.
    """
    connected = events.filter(pl.col("activity") == "connected")
    if not connected.height:
        return events
    rest = events.filter(pl.col("activity") != "connected")
    bounded = _between_noted(_noted(_after_request(connected, rest), rest))
    return pl.concat([rest, bounded.select(list(COLUMNS))])


def _after_request(connected: pl.DataFrame, rest: pl.DataFrame) -> pl.DataFrame:
    requests = (
        rest.filter(pl.col("activity").is_in(_REQUESTS))
        .sort("at", maintain_order=True)
        .unique("person_id", keep="last", maintain_order=True)
        .select("person_id", pl.col("activity").alias("asked"), pl.col("at").alias("asked_at"))
    )
    joined = connected.join(requests, on="person_id", how="left", maintain_order="left")
    fits = pl.col("asked_at") <= pl.col("at_latest")
    acceptor = (
        pl.when(pl.col("asked") == "request_sent")
        .then(word("actor", "person"))
        .otherwise(word("actor", "owner"))
    )
    roughly = pl.col("precision").is_in(["day", "interval"])
    return joined.with_columns(
        at=pl.when(fits & roughly).then(pl.max_horizontal("at", "asked_at")).otherwise("at"),
        actor=pl.when(fits).then(acceptor).otherwise("actor"),
    ).drop("asked", "asked_at")


def _noted(connected: pl.DataFrame, rest: pl.DataFrame) -> pl.DataFrame:
    notes = (
        rest.filter(pl.col("channel") == "note")
        .sort("at", maintain_order=True)
        .unique("person_id", keep="first", maintain_order=True)
        .select(
            "person_id",
            pl.col("at").alias("noted_at"),
            pl.col("at_latest").alias("noted_latest"),
            pl.col("precision").alias("noted_precision"),
        )
    )
    joined = connected.join(notes, on="person_id", how="left", maintain_order="left")
    # The request's minute may end after the note's second within it.
    start, minute = pl.col("at").dt.truncate("1m"), pl.col("noted_at").dt.truncate("1m")
    meet = (start <= pl.col("noted_latest")) & (minute <= pl.col("at_latest"))
    day = pl.col("noted_at").dt.date() == pl.col("at_latest").dt.date()
    exact = pl.col("noted_precision") == "second"
    by_day, roughly = pl.col("precision") == "day", pl.col("precision") == "interval"
    known = exact & ((by_day & day) | (roughly & meet))
    # A note on a clock without a zone narrows the day, and leaves it one.
    bounds = ~exact & (by_day | roughly) & meet
    return joined.with_columns(
        at=pl.when(known)
        .then("noted_at")
        .when(bounds)
        .then(pl.max_horizontal("at", "noted_at"))
        .otherwise("at"),
        at_latest=pl.when(known)
        .then("noted_latest")
        .when(bounds)
        .then(pl.min_horizontal("at_latest", "noted_latest"))
        .otherwise("at_latest"),
        precision=pl.when(known).then("noted_precision").otherwise("precision"),
    ).drop("noted_at", "noted_latest", "noted_precision")


def _between_noted(connected: pl.DataFrame) -> pl.DataFrame:
    """Bound the days' other accepts by the noted ones, in lists that are sorted newest first."""
    day = pl.col("at_latest").dt.date()
    exact = pl.col("precision") == "second"
    listed = connected.with_columns(day=day).sort("archive", "member", "row")
    ordered = (pl.col("day").diff() <= pl.duration(days=0)).fill_null(value=True).all()
    group = ["archive", "member", "day"]
    lower = pl.when(exact).then("at").backward_fill().over(group)
    upper = pl.when(exact).then("at").forward_fill().over(group)
    return (
        listed.with_columns(sorted=ordered.over("archive", "member"), lower=lower, upper=upper)
        .with_columns(bounded=pl.col("sorted") & (pl.col("precision") == "day"))
        .with_columns(
            at=pl.when("bounded").then(pl.max_horizontal("at", "lower")).otherwise("at"),
            at_latest=pl.when("bounded")
            .then(pl.min_horizontal("at_latest", "upper"))
            .otherwise("at_latest"),
        )
        # A file that breaks the order within a day after all must not produce an empty interval.
        .with_columns(
            at=pl.when("bounded").then(pl.min_horizontal("at", "at_latest")).otherwise("at")
        )
    )
