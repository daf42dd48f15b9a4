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
# Of a tie, or of the hope for one.
ENDINGS: Final = ("disconnected", "request_withdrawn")
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

COLUMNS: Final[dict[str, pl.DataType]] = {
    "event_id": pl.String(),  # stable across exports of one owner, see event_ids()
    "person_id": pl.String(),  # null only for what the owner wrote in a group
    "platform": pl.Enum(PLATFORMS),
    "activity": pl.Enum(ACTIVITIES),
    "at": TIME,  # earliest possible moment; null when nothing bounds it from below
    "at_latest": TIME,  # latest possible moment; equal to `at` for second and minute precision
    "precision": pl.Enum(PRECISIONS),
    "actor": pl.Enum(ACTORS),
    "certainty": pl.Enum(CERTAINTIES),
    "channel": pl.Enum(CHANNELS),
    "conversation_id": pl.Categorical(),
    "is_group": pl.Boolean(),
    "text": pl.String(),  # null when there is none
    "archive": pl.Categorical(),
    "member": pl.Categorical(),
    "row": pl.Int64(),  # 1-based record number in the member, the header counted
}

_WORDS: Final = [name for name, kind in COLUMNS.items() if isinstance(kind, pl.Enum)]

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
    "public",  # what the owner did for all to see, towards nobody who is named
)

# How the ids of conversations begin that lie in their file with the oldest message first.
OLDEST_FIRST: Final = "facebook/encrypted/"

_SOMETIMES_NULL: Final = ("person_id", "at", "conversation_id", "text")
# Rule -> where it is broken.
_RULES: Final = {
    "only person_id, at, conversation_id and text may be null": (
        pl.any_horizontal(pl.all().exclude(_SOMETIMES_NULL).is_null())
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

_HASH_KEY: Final = "reciprocity-ev-1"
_DIGITS: Final = np.array([f"{byte:02x}".encode() for byte in range(256)]).view(np.uint16)
_MINUTE: Final = 60
_NUMBERED: Final = r"_([0-9]{1,9})\.[A-Za-z]+$"  # the number of a member's name
_AT_ONCE: Final = 10_000  # texts
_UNDATED: Final = -(2**62)

Numbers = np.ndarray[Any, np.dtype[np.uint64]]


def word(column: str, value: str) -> pl.Expr:
    """Return a word of the vocabulary of a column, in that column's type."""
    return pl.lit(value, COLUMNS[column])


def empty_events() -> pl.DataFrame:
    """Return an event log without rows: every column with its type."""
    return pl.DataFrame(schema=COLUMNS)


def check_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log unchanged, or raise ValueError naming the first rule it breaks.

    Called where logs are put together, so that a reader's slip is found there and not in a figure.
    """
    if dict(events.schema) != COLUMNS:
        raise ValueError("an event log has exactly the columns and types of events.COLUMNS")
    broken = events.select(rule.any().alias(name) for name, rule in _RULES.items())
    found = broken.row(0, named=True)
    found = {"event_id is unique": not is_unique(events["event_id"]), **found}
    for name, is_broken in found.items():
        if is_broken:
            raise ValueError(f"the event log breaks a rule: {name}")
    return events


def is_unique(ids: pl.Series) -> bool:
    """Return whether no text is there twice; numbers made of them are counted sooner."""
    return ids.hash().n_unique() == len(ids) or ids.n_unique() == len(ids)


def event_ids(events: pl.DataFrame) -> pl.Series:
    """Return the id of each row: a hash of platform, both parties, activity, minute and text.

    White space is left out of LinkedIn's texts and seconds out of the time, because its older
    formats flatten line breaks and drop seconds; for a day (`Connected On`) the day is taken. The
    owner is the other party of every event. Rows that are equal in all this are numbered by their
    second, then by appearance, so that two exports that both hold a text twice agree on both.
    """
    hashes = _hashes(events)
    ids = _hex(hashes)
    again = _repeated(pl.Series(hashes))
    return _numbered(ids, events["at"], again) if len(again) else ids


def _hashes(events: pl.DataFrame) -> Numbers:
    """Return the hash (SipHash, combined by pandas) of what each event is told apart by.

    Of a million events two that differ have one hash with a chance of 1 to 30 million; they are
    numbered like repeats.
    """
    told = events.select(
        "platform",
        pl.col("person_id").cast(pl.Categorical).fill_null(""),
        "actor",
        "activity",
        group=pl.when("is_group").then("conversation_id").fill_null(""),
        moment=_moment(),
    ).to_pandas()
    told["text"] = _text_hashes(_texts(events))
    hashed = pd.util.hash_pandas_object(told, index=False, hash_key=_HASH_KEY, categorize=False)
    return np.asarray(hashed, dtype=np.uint64)


def _text_hashes(texts: pl.Series) -> Numbers:
    """Return the hash (SipHash) of each text; none is hashed like an empty one.

    Bytes are hashed faster than texts, and to the same. So many at once as stay in a processor's
    cache: with all of them it takes twice as long, and a hundred bytes of memory for each.
    """
    there = texts.is_not_null()
    told = texts.filter(there).cast(pl.Binary)
    hashes = np.full(len(texts), _hash_of(np.array([b""], dtype=object)))
    parts = [_hash_of(told[n : n + _AT_ONCE].to_numpy()) for n in range(0, len(told), _AT_ONCE)]
    hashes[there.to_numpy()] = np.concatenate([np.empty(0, np.uint64), *parts])
    return hashes


def _hash_of(values: np.ndarray[Any, Any]) -> Numbers:
    return pd.util.hash_array(values, hash_key=_HASH_KEY, categorize=False)


def _moment() -> pl.Expr:
    """Return the minute or, of a connection, the day since 1970; one number for all undated."""
    # What was seen in a list that tells no time is the same thing in the next export.
    undated = pl.col("at").is_null() & (pl.col("certainty") == "observed")
    at = pl.coalesce("at", "at_latest")
    # Of LinkedIn's clocks without a zone the likely moment, that of Los Angeles, so that the event
    # has the id that later files give it (linkedin.md 2.1 and 2.3).
    unzoned = (
        (pl.col("platform") == "linkedin")
        & (pl.col("precision") == "interval")
        & pl.col("activity").is_in(["message", "connected"])
    )
    at = pl.when(unzoned).then("at_latest").otherwise(at)
    minutes = at.dt.epoch("s") // _MINUTE
    # `connected` may be known to the day in one export and, by the request's note, to the second
    # in another: its day is the same in both.
    day = at.dt.epoch("d").cast(pl.Int64)
    moment = pl.when(pl.col("activity") == "connected").then(day).otherwise(minutes)
    return pl.when(undated).then(_UNDATED).otherwise(moment)


def _texts(events: pl.DataFrame) -> pl.Series:
    """Return the texts, LinkedIn's without white space."""
    linkedin = events["platform"] == "linkedin"
    if not linkedin.any():
        return events["text"]
    unspaced = pl.when(linkedin).then("text").str.replace_all(r"\s+", "")
    return events.select(pl.coalesce(unspaced, "text")).to_series()


def _hex(hashes: Numbers) -> pl.Series:
    """Return each number as text, two digits for each byte."""
    digits = _DIGITS[hashes.astype(">u8").view(np.uint8)]
    ends = np.arange(len(hashes) + 1, dtype=np.int64) * (2 * hashes.itemsize)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(digits)]
    return pl.Series("event_id", pa.Array.from_buffers(pa.large_string(), len(hashes), buffers))


def _repeated(numbers: pl.Series) -> pl.Series:
    """Return the places of the numbers that are there twice; sorting finds them soonest."""
    ordered = numbers.sort()
    twice = ordered.filter(ordered == ordered.shift(1))
    return numbers.is_in(twice.implode()).arg_true()


def _numbered(ids: pl.Series, moments: pl.Series, places: pl.Series) -> pl.Series:
    """Return the ids with those that occur again, at the places at most, hashed with a number."""
    alike = pl.DataFrame(
        {"place": places, "id": ids.gather(places), "moment": moments.gather(places)}
    )
    nth = pl.col("moment").rank("ordinal").over("id").fill_null(1)
    repeats = alike.with_columns(nth=nth).filter(pl.col("nth") > 1)
    keys = repeats.select(pl.concat_str("id", "nth", separator="\x1f")).to_series()
    hashes = _hash_of(keys.to_numpy().astype(object))
    return ids.scatter(repeats["place"], _hex(hashes))


def sort_events(events: pl.DataFrame, among: pl.Series | None = None) -> pl.DataFrame:
    """Return the log in its canonical order: by time, then person, activity, file, row and id.

    among: the places of the rows that are wanted, None for all of them. Of messages of the same
    moment the higher row is the older one, but in encrypted chats, and so is the file of the higher
    number where a conversation lies in several (facebook.md 4). Few rows share their time with
    another, so only those are compared by more than it.
    """
    events = events.rechunk()  # Looking a million rows up takes five times as long in two pieces.
    times = events.select(pl.coalesce("at", "at_latest")).to_series()
    order = times.arg_sort() if among is None else among.gather(times.gather(among).arg_sort())
    ordered = times.gather(order)
    again = (ordered == ordered.shift(1)).fill_null(value=False) | ordered.is_null()
    tied = (again | again.shift(-1)).fill_null(value=False).arg_true()
    places = order.gather(tied)
    oldest_first = pl.col("conversation_id").cast(pl.String).str.starts_with(OLDEST_FIRST)
    named = ("person_id", "activity", "conversation_id", "member", "row", "event_id")
    number = pl.col("member").cast(pl.String).str.extract(_NUMBERED).cast(pl.Int64, strict=False)
    ties = events.select(named)[places].with_columns(
        pl.col("activity").cast(pl.String),
        number=number.fill_null(0),
        row=pl.when(oldest_first).then(-pl.col("row")).otherwise("row"),
        place=places,
        time=ordered.gather(tied),
    )
    falling = [False, False, False, True, True, False]
    by = ["time", "person_id", "activity", "number", "row", "event_id"]
    sorted_ties = ties.sort(by, descending=falling)["place"]
    return events[order.scatter(tied, sorted_ties)]


def to_pandas(events: pl.DataFrame) -> pd.DataFrame:
    """Return the log as pandas: times as datetime64[us, UTC], words as categories, text as str."""
    frame = events.with_columns(pl.col(pl.Categorical).cast(pl.String)).to_pandas()
    for column in _WORDS:
        frame[column] = frame[column].cat.as_unordered().cat.remove_unused_categories()
    return frame
