"""The event log: the contract between reading, history, timeline, ranking and report.

One row per event, in the terms of process mining: the case is the person (`person_id`), the
activity says what happened, `at` says when. Times are UTC. Readers produce the log with Polars;
`to_pandas` hands it to everything from the timeline on.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    import pandas as pd

TIME: Final = pl.Datetime("us", "UTC")

COLUMNS: Final[dict[str, pl.DataType]] = {
    "event_id": pl.String(),  # stable across exports of one owner, see event_ids()
    "person_id": pl.String(),  # null only for what the owner wrote in a group
    "platform": pl.String(),
    "activity": pl.String(),
    "at": TIME,  # earliest possible moment; null when nothing bounds it from below
    "at_latest": TIME,  # latest possible moment; equal to `at` for second and minute precision
    "precision": pl.String(),
    "actor": pl.String(),
    "certainty": pl.String(),
    "channel": pl.String(),
    "conversation_id": pl.String(),
    "is_group": pl.Boolean(),
    "text": pl.String(),  # null when there is none
    "archive": pl.String(),
    "member": pl.String(),
    "row": pl.Int64(),  # 1-based record number in the member, the header counted
}

ACTIVITIES: Final = (
    "request_sent",
    "request_received",
    "request_declined",
    "request_withdrawn",
    "connected",
    "message",
    "message_request_accepted",
    "reaction",
    "comment",
    "wall_post",
    "endorsement",
    "recommendation",
    "follow",
    "unfollow",
    "poke",
    "call",
    "block",
    "disconnected",
)
PRECISIONS: Final = ("second", "minute", "day", "interval")
ACTORS: Final = ("owner", "person", "unknown")
CERTAINTIES: Final = ("observed", "inferred")
PLATFORMS: Final = ("linkedin", "facebook")

# How an event reached the other side. "note" is a request's note, which LinkedIn also lists as a
# message at the moment of acceptance; it is never counted as a message.
CHANNELS: Final = ("invitation", "list", "direct", "inmail", "note", "group", "profile")

# Kept apart from the log: nobody addressed anybody (see sources).
APART: Final = (
    "advert",
    "sponsored",
    "coach",
    "marketplace",
    "page",
    "system",
    "draft",
    "notice",
)

_VOCABULARY: Final = {
    "activity": ACTIVITIES,
    "precision": PRECISIONS,
    "actor": ACTORS,
    "certainty": CERTAINTIES,
    "platform": PLATFORMS,
    "channel": CHANNELS,
}


def empty_events() -> pl.DataFrame:
    """Return an event log without rows: every column with its type."""
    return pl.DataFrame(schema=COLUMNS)


def check_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log unchanged, or raise ValueError naming the first rule it breaks.

    Called where logs are put together, so that a reader's slip is found there and not in a figure.
    """
    if dict(events.schema) != COLUMNS:
        raise ValueError("an event log has exactly the columns and types of events.COLUMNS")
    for column, words in _VOCABULARY.items():
        strange = events.filter(~pl.col(column).is_in(words).fill_null(value=False))
        if strange.height:
            raise ValueError(f"the column {column} holds a word that is not in its vocabulary")
    rules = {
        "event_id is unique": events["event_id"].is_duplicated().any(),
        "event_id, at_latest, is_group, archive, member and row are never null": events.select(
            pl.any_horizontal(
                pl.col("event_id", "at_latest", "is_group", "archive", "member", "row").is_null()
            ).any()
        ).item(),
        "only what the owner wrote in a group has no person": events.select(
            (
                pl.col("person_id").is_null() & ~(pl.col("is_group") & (pl.col("actor") == "owner"))
            ).any()
        ).item(),
        "at is not after at_latest": events.select(
            (pl.col("at") > pl.col("at_latest")).any()
        ).item(),
        "second and minute precision know the moment": events.select(
            (
                pl.col("precision").is_in(["second", "minute"])
                & ~pl.col("at").eq_missing(pl.col("at_latest"))
            ).any()
        ).item(),
    }
    for rule, broken in rules.items():
        if broken:
            raise ValueError(f"the event log breaks a rule: {rule}")
    return events


def event_ids(events: pl.DataFrame) -> pl.Series:
    """Return the id of each row: a hash of platform, both parties, activity, minute and text.

    White space is left out of the text and seconds out of the time, because older LinkedIn formats
    flatten line breaks and drop seconds; for a day (`Connected On`) the day is taken. The owner is
    the other party of every event. Rows that are equal in all this are numbered by their second,
    then by appearance, so that two exports that both hold a text twice agree on both.
    """
    if not events.height:
        return pl.Series("event_id", [], pl.String)
    # `connected` may be known to the day in one export and, by the request's note, to the second
    # in another: its day is the same in both.
    moment = (
        pl.when(pl.col("activity") == "connected")
        .then(pl.col("at").fill_null(pl.col("at_latest")).dt.strftime("%Y-%m-%d"))
        .otherwise(pl.col("at").fill_null(pl.col("at_latest")).dt.strftime("%Y-%m-%dT%H:%M"))
    )
    text = pl.col("text").fill_null("").str.replace_all(r"\s+", "")
    conversation = pl.when(pl.col("is_group")).then(pl.col("conversation_id")).otherwise(pl.lit(""))
    key = pl.concat_str(
        [
            pl.col("platform"),
            pl.col("person_id").fill_null(""),
            pl.col("actor"),
            pl.col("activity"),
            conversation.fill_null(""),
            moment.fill_null(""),
            text,
        ],
        separator="\x1f",
    )
    ids = pl.Series([_digest(text) for text in events.select(key).to_series()], dtype=pl.String)
    nth = (
        pl.DataFrame({"id": ids, "moment": events["at"]})
        .select(pl.col("moment").rank("ordinal").over("id").fill_null(1))
        .to_series()
    )
    if nth.max() == 1:
        return ids.alias("event_id")
    numbered = [
        first if place == 1 else _digest(f"{first}\x1f{place}")
        for first, place in zip(ids, nth, strict=True)
    ]
    return pl.Series("event_id", numbered, pl.String)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def sort_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log in its canonical order: by time, then by person, activity and id."""
    return events.sort(
        pl.col("at").fill_null(pl.col("at_latest")), "person_id", "activity", "event_id"
    )


def to_pandas(events: pl.DataFrame) -> pd.DataFrame:
    """Return the log as pandas: times as datetime64[us, UTC], words as categories, text as str."""
    frame = events.to_pandas()
    for column in _VOCABULARY:
        frame[column] = frame[column].astype("category")
    return frame
