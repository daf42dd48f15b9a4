"""The event log: the contract between reading, history, timeline, ranking and report.

One row per event, in the terms of process mining: the case is the person (`person_id`), the
activity says what happened, `at` says when. Times are UTC. Readers produce the log with Polars;
`to_pandas` hands it to everything from the timeline on.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

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
# message at the moment of acceptance. "trace" is a message of which no words are left: unsent,
# taken down, or a filler of the platform. Neither is ever counted as a message. "message_request"
# is a message that had to be let in first.
CHANNELS: Final = (
    "invitation",
    "list",
    "direct",
    "inmail",
    "note",
    "group",
    "profile",
    "message_request",
    "trace",
)
# Rows of the activity `message` that nobody's words stand in.
WORDLESS_CHANNELS: Final = ("note", "trace")

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
    "nameless",
)

_VOCABULARY: Final = {
    "activity": ACTIVITIES,
    "precision": PRECISIONS,
    "actor": ACTORS,
    "certainty": CERTAINTIES,
    "platform": PLATFORMS,
    "channel": CHANNELS,
}

_NEVER_NULL: Final = ("event_id", "at_latest", "is_group", "archive", "member", "row")
# Rule -> where it is broken.
_RULES: Final = {
    "event_id is unique": pl.col("event_id").n_unique() < pl.len(),
    "event_id, at_latest, is_group, archive, member and row are never null": (
        pl.any_horizontal(pl.col(*_NEVER_NULL).is_null())
    ),
    "only what the owner wrote in a group has no person": (
        pl.col("person_id").is_null() & ~(pl.col("is_group") & (pl.col("actor") == "owner"))
    ),
    "at is not after at_latest": pl.col("at") > pl.col("at_latest"),
    "second and minute precision know the moment": (
        pl.col("precision").is_in(["second", "minute"])
        & ~pl.col("at").eq_missing(pl.col("at_latest"))
    ),
}

# An id is ten bytes of two hashes (SipHash) of the same text under two keys.
_HASH_KEYS: Final = ("reciprocity-ev-1", "reciprocity-ev-2")
_ID_BYTES: Final = 10
_MINUTE: Final = 60

Numbers = np.ndarray[Any, np.dtype[np.uint64]]


def empty_events() -> pl.DataFrame:
    """Return an event log without rows: every column with its type."""
    return pl.DataFrame(schema=COLUMNS)


def check_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log unchanged, or raise ValueError naming the first rule it breaks.

    Called where logs are put together, so that a reader's slip is found there and not in a figure.
    """
    if dict(events.schema) != COLUMNS:
        raise ValueError("an event log has exactly the columns and types of events.COLUMNS")
    strange = [~pl.col(column).is_in(words) for column, words in _VOCABULARY.items()]
    found = events.select(
        *(rule.fill_null(value=True).any() for rule in strange),
        *(rule.any().alias(name) for name, rule in _RULES.items()),
    ).row(0, named=True)
    for name in _VOCABULARY:
        if found[name]:
            raise ValueError(f"the column {name} holds a word that is not in its vocabulary")
    for name in _RULES:
        if found[name]:
            raise ValueError(f"the event log breaks a rule: {name}")
    return events


def event_ids(events: pl.DataFrame) -> pl.Series:
    """Return the id of each row: a hash of platform, both parties, activity, minute and text.

    White space is left out of LinkedIn's texts and seconds out of the time, because its older
    formats flatten line breaks and drop seconds; for a day (`Connected On`) the day is taken. The
    owner is the other party of every event. Rows that are equal in all this are numbered by their
    second, then by appearance, so that two exports that both hold a text twice agree on both.
    """
    first, second = _hashes(events.select(_key()).to_series())
    ids = _hex(first, second)
    # Numbers are compared sooner than texts; equal ids begin with equal numbers.
    again = pl.Series(first).is_duplicated().arg_true()
    return _numbered(ids, events["at"], again) if len(again) else ids


def _key() -> pl.Expr:
    """Return what an event is told apart by, as one text."""
    # What was seen in a list that tells no time is the same thing in the next export.
    undated = pl.col("at").is_null() & (pl.col("certainty") == "observed")
    at = pl.when(~undated).then(pl.coalesce("at", "at_latest"))
    minutes = at.dt.epoch("s") // _MINUTE
    # `connected` may be known to the day in one export and, by the request's note, to the second
    # in another: its day is the same in both.
    moment = pl.when(pl.col("activity") == "connected").then(at.dt.epoch("d")).otherwise(minutes)
    linkedin = pl.col("platform") == "linkedin"
    unspaced = pl.when(linkedin).then(pl.col("text")).str.replace_all(r"\s+", "")
    told = [
        pl.col("platform"),
        pl.col("person_id"),
        pl.col("actor"),
        pl.col("activity"),
        pl.when("is_group").then("conversation_id"),
        moment.cast(pl.String),
        pl.coalesce(unspaced, "text"),
    ]
    return pl.concat_str([each.fill_null("") for each in told], separator="\x1f")


def _hashes(keys: pl.Series) -> tuple[Numbers, Numbers]:
    """Return two hashes of each text; bytes are hashed faster than texts, and to the same."""
    texts = np.array(keys.cast(pl.Binary).to_list(), dtype=object)
    first, second = (pd.util.hash_array(texts, hash_key=k, categorize=False) for k in _HASH_KEYS)
    return first, second


def _hex(first: Numbers, second: Numbers) -> pl.Series:
    """Return ten bytes of each pair of numbers as text."""
    width = _ID_BYTES - first.itemsize
    wide = np.empty((len(first), _ID_BYTES), dtype=np.uint8)
    wide[:, : first.itemsize] = first.astype("<u8").view(np.uint8).reshape(-1, first.itemsize)
    wide[:, first.itemsize :] = second.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :width]
    rows = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(_ID_BYTES), len(first), [None, pa.py_buffer(wide.tobytes())]
    )
    return pl.Series("event_id", rows.cast(pa.binary())).bin.encode("hex")


def _numbered(ids: pl.Series, moments: pl.Series, places: pl.Series) -> pl.Series:
    """Return the ids with those that occur again, at the places at most, hashed with a number."""
    alike = pl.DataFrame(
        {"place": places, "id": ids.gather(places), "moment": moments.gather(places)}
    )
    nth = pl.col("moment").rank("ordinal").over("id").fill_null(1)
    repeats = alike.with_columns(nth=nth).filter(pl.col("nth") > 1)
    keys = repeats.select(pl.concat_str("id", "nth", separator="\x1f")).to_series()
    return ids.scatter(repeats["place"], _hex(*_hashes(keys)))


def sort_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log in its canonical order: by time, then by person, activity, row and id.

    Of messages of the same moment the higher row is the older one on both platforms. Few
    rows share their time with another, so only those are compared by more than it.
    """
    times = events.select(pl.coalesce("at", "at_latest")).to_series()
    order = times.arg_sort()
    ordered = times.gather(order)
    again = (ordered == ordered.shift(1)).fill_null(value=False) | ordered.is_null()
    tied = (again | again.shift(-1)).fill_null(value=False).arg_true()
    places = order.gather(tied)
    ties = events.select("person_id", "activity", "row", "event_id")[places].with_columns(
        place=places, time=ordered.gather(tied)
    )
    falling = [False, False, False, True, False]
    by = ["time", "person_id", "activity", "row", "event_id"]
    sorted_ties = ties.sort(by, descending=falling)["place"]
    return events[order.scatter(tied, sorted_ties)]


def to_pandas(events: pl.DataFrame) -> pd.DataFrame:
    """Return the log as pandas: times as datetime64[us, UTC], words as categories, text as str."""
    frame = events.to_pandas()
    for column in _VOCABULARY:
        frame[column] = frame[column].astype("category")
    return frame
