"""The event log: the contract between reading, history, timeline, ranking and report.

One row per event, in the terms of process mining: the case is the person (`person_id`), the
activity says what happened, `at` says when. Times are UTC. Readers produce the log with Polars;
`to_pandas` hands it to everything from the timeline on.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np
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

# White space that UTF-8 writes in one byte, and that which takes several.
_BLANKS: Final = b"\t\n\x0b\x0c\r "
_WIDE_BLANKS: Final = (
    r"[\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
)
_ID_BYTES: Final = 10
_BEGINNING: Final = np.dtype([("number", "<u8"), ("rest", "V2")])
# Rows that are hashed at a time: what a piece needs stays in the cache of the processor.
_PIECE: Final = 20_000


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

    White space is left out of the text and seconds out of the time, because older LinkedIn formats
    flatten line breaks and drop seconds; for a day (`Connected On`) the day is taken. The owner is
    the other party of every event. Rows that are equal in all this are numbered by their second,
    then by appearance, so that two exports that both hold a text twice agree on both.
    """
    digests = [one for piece in events.iter_slices(_PIECE) for one in _digests(piece)]
    ids = pl.Series("event_id", digests, pl.Binary).bin.encode("hex")
    # Numbers are compared sooner than texts; equal ids begin with equal numbers.
    begins = np.frombuffer(b"".join(digests), dtype=_BEGINNING)["number"]
    again = pl.Series(begins.copy()).is_duplicated().arg_true()
    return _numbered(ids, events["at"], again) if len(again) else ids


def _digests(events: pl.DataFrame) -> list[bytes]:
    """Return the hash of each row; equal rows have the same."""
    # `connected` may be known to the day in one export and, by the request's note, to the second
    # in another: its day is the same in both.
    # What was seen in a list that tells no time is the same thing in the next export.
    undated = pl.col("at").is_null() & (pl.col("certainty") == "observed")
    at = pl.when(~undated).then(pl.coalesce("at", "at_latest"))
    moment = (
        pl.when(pl.col("activity") == "connected")
        .then(at.dt.strftime("%Y-%m-%d"))
        .otherwise(at.dt.strftime("%Y-%m-%dT%H:%M"))
    )
    conversation = pl.when("is_group").then("conversation_id").otherwise(pl.lit(""))
    told = [
        pl.col("platform"),
        pl.col("person_id").fill_null(""),
        pl.col("actor"),
        pl.col("activity"),
        conversation.fill_null(""),
        moment.fill_null(""),
        pl.lit(""),
    ]
    key = pl.concat_str(told, separator="\x1f")
    heads = events.select(key.cast(pl.Binary)).to_series().to_list()
    texts = _without_wide_blanks(events["text"].fill_null("")).cast(pl.Binary).to_list()
    fresh, digests = hashlib.blake2b(digest_size=_ID_BYTES).copy, []
    for head, text in zip(heads, texts, strict=True):
        state = fresh()
        state.update(head + text.translate(None, _BLANKS))
        digests.append(state.digest())
    return digests


def _without_wide_blanks(texts: pl.Series) -> pl.Series:
    """Return the texts without the white space that is longer than a byte; few have any."""
    wide = (texts.str.len_bytes() != texts.str.len_chars()).arg_true()
    found = wide.filter(texts.gather(wide).str.contains(_WIDE_BLANKS))
    if not len(found):
        return texts
    return texts.scatter(found, texts.gather(found).str.replace_all(_WIDE_BLANKS, ""))


def _numbered(ids: pl.Series, moments: pl.Series, places: pl.Series) -> pl.Series:
    """Return the ids with those that occur again, at the places at most, hashed with a number."""
    alike = pl.DataFrame(
        {"place": places, "id": ids.gather(places), "moment": moments.gather(places)}
    )
    nth = pl.col("moment").rank("ordinal").over("id").fill_null(1)
    repeats = alike.with_columns(nth=nth).filter(pl.col("nth") > 1)
    hashed = [
        hashlib.blake2b(f"{one}\x1f{nth}".encode(), digest_size=_ID_BYTES).hexdigest()
        for one, nth in repeats.select("id", "nth").iter_rows()
    ]
    return ids.scatter(repeats["place"], pl.Series(hashed, dtype=pl.String))


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
