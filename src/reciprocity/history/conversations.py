"""The one-to-one messages of an export, and what of an earlier one's stands in a later one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import TIME
from reciprocity.sources.base import ENCRYPTED_CHATS

if TYPE_CHECKING:
    from reciprocity.history.endings import Export
    from reciprocity.parameters import CoverageParameters


# Where message requests lie until they are let in (facebook.md section 4).
REQUEST_FOLDERS: Final = r"(^|/)(message_requests|filtered_threads)/"

# Facebook opened on 4 February 2004; nothing that it shows is older.
_OPENED: Final = datetime(2004, 2, 4, tzinfo=UTC)
_MINUTE: Final = "1m"
_COLUMNS: Final = (
    "event_id", "person_id", "conversation_id", "actor", "at", "at_latest", "text", "member",
)  # fmt: skip
_WORDED: Final = ["person_id", "actor", "words"]


def one_to_one(log: pl.DataFrame) -> pl.DataFrame:
    """Return the messages of two that stand in a conversation: _COLUMNS."""
    chosen = log.filter(
        (pl.col("activity") == "message")
        & ~pl.col("is_group")
        & pl.col("conversation_id").is_not_null()
    )
    return chosen.select(_COLUMNS).with_columns(pl.col("conversation_id").cast(pl.String))


def held_in(rows: pl.DataFrame, later: pl.DataFrame) -> pl.Series:
    """Return the event_id of those of one_to_one's rows that a later export's hold, too.

    Under whatever conversation and name the same words of a minute stand; or in the same
    conversation something of that minute by the same side, such as what was unsent since.
    """
    same = rows.join(later.select("event_id"), on="event_id", how="semi")["event_id"]
    left = rows.filter(~pl.col("event_id").is_in(same.implode()))
    if not left.height or not later.height:
        return same
    return pl.concat([same, _same_words(left, later), _same_place(left, later)]).unique()


def _same_words(rows: pl.DataFrame, later: pl.DataFrame) -> pl.Series:
    """Return which words stand in a later export at a time that may be theirs.

    Of the same person, or of whoever is the only one to have them on either side: threads outlive
    names and ids (facebook.md 4.1 and 4.3, linkedin.md 2.3). A clock without a zone gives an
    interval, so that ids do not meet (linkedin.md 2.3, M0).
    """
    ours = _worded(rows).select("event_id", *_WORDED, "at", "at_latest")
    theirs = _worded(later).select(*_WORDED, since="at", until="at_latest")
    meet = (pl.col("at").dt.truncate(_MINUTE) <= pl.col("until")) & (
        pl.col("since").dt.truncate(_MINUTE) <= pl.col("at_latest")
    )
    said, known = (_of_one(side.filter(pl.col("words") != "")) for side in (ours, theirs))
    both = ours.join(theirs, on=_WORDED), said.join(known, on=_WORDED[1:])
    return pl.concat([of.filter(meet)["event_id"] for of in both]).unique()


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Add words: the text without white space, which older formats do not keep."""
    return rows.with_columns(words=pl.col("text").str.replace_all(r"\s+", "").fill_null(""))


def _of_one(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose words one person alone has, which no common ones are."""
    return rows.filter(pl.col("person_id").n_unique().over(_WORDED[1:]) == 1).drop("person_id")


def _same_place(rows: pl.DataFrame, later: pl.DataFrame) -> pl.Series:
    keys = ["conversation_id", "actor", "minute"]
    minute = pl.col("at").dt.truncate(_MINUTE)
    theirs = later.select(*keys[:2], minute=minute)
    return rows.with_columns(minute=minute).join(theirs, on=keys, how="semi")["event_id"]


def without_encrypted(rows: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Leave out rows of a pair whose chat goes on in the encrypted download.

    Such a chat was moved, and it is not known what the main download keeps of it for how long
    (facebook.md section 5). rows: with person_id. events: the united log.
    """
    if not rows.height:
        return rows
    encrypted = events.filter(
        pl.col("conversation_id").cast(pl.String).str.starts_with(ENCRYPTED_CHATS)
        & ~pl.col("is_group")
    )["person_id"]
    return rows.filter(~pl.col("person_id").is_in(encrypted.unique().implode()))


def moments_of(times: pl.Series) -> tuple[datetime | None, datetime | None]:
    """Return the first and the last of some moments, None of none."""
    first, last = times.min(), times.max()
    known = isinstance(first, datetime) and isinstance(last, datetime)
    return (first, last) if known else (None, None)  # type: ignore[return-value]


def shown(
    export: Export, parameters: CoverageParameters
) -> tuple[datetime | None, datetime | None]:
    """Return the first and the last moment that a Facebook download can say anything of.

    It may have been asked for with a date range, which filters every list and every thread by its
    times (facebook.md 6.2). HTML tells the range, or by its absence that there was none (7). Where
    neither is told, nothing is missed before the first thing that it shows, nor after the last one
    when that lies long before the export.
    """
    reading, log = export
    if reading.asked is not None:
        return reading.asked[0], min(reading.asked[1], reading.exported_at)
    if reading.all_time:
        return _OPENED, reading.exported_at
    times = log.filter((pl.col("activity") != "reaction") | (pl.col("precision") != "interval"))
    first, last = moments_of(times["at"])
    ended = last is not None and reading.exported_at - last > timedelta(
        days=parameters.range_end_days
    )
    return first, last if ended else reading.exported_at


def is_shown(export: Export, parameters: CoverageParameters) -> pl.Expr:
    """Return whether an event lies where a Facebook download can say anything of it."""
    first, last = (pl.lit(moment, TIME) for moment in shown(export, parameters))
    return pl.col("at").is_between(first, last)


def unshown(log: pl.DataFrame, later: Export, parameters: CoverageParameters) -> pl.DataFrame:
    """Return the rows of an earlier log of which a later export cannot say anything."""
    if later[0].platform != "facebook":
        return log.clear()
    inside = is_shown(later, parameters).fill_null(value=True)
    return log.filter(~inside)
