"""Conversations that an earlier export holds and a later one does not: deleted by the owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import TIME
from reciprocity.sources.base import ENCRYPTED_CHATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.history.endings import Export
    from reciprocity.parameters import CoverageParameters


# Where message requests lie until they are let in (facebook.md section 4).
REQUEST_FOLDERS: Final = r"(^|/)(message_requests|filtered_threads)/"


def nothing_gone() -> pl.DataFrame:
    """Return the frame of what is gone without rows: event_id, at, at_latest (UTC)."""
    return pl.DataFrame(schema={"event_id": pl.String, "at": TIME, "at_latest": TIME})


def gone_messages(
    earlier: Export,
    later: Export,
    later_logs: Sequence[pl.DataFrame],
    parameters: CoverageParameters,
) -> pl.DataFrame:
    """Return the messages of Facebook's one-to-one threads that are gone, with the interval.

    later_logs: of the later export and all after it. A thread keeps its id as long as Facebook
    keeps its scheme of ids (facebook.md 4.1), so two exports without any thread in common cannot
    be compared; nor can a later export that lost most threads, shows nothing of the time of the
    thread's messages, or lacks the folder that the thread was in.
    """
    missing, common = _missing(earlier, later, parameters)
    if not len(missing) or not common or lacks_a_part(earlier, later, parameters):
        return nothing_gone()
    first, second = earlier[0], later[0]
    before = _messages(earlier[1])
    gone = before.filter(pl.col("conversation_id").is_in(missing.implode()))
    # What a still later export holds again was only missing.
    for log in later_logs:
        gone = gone.join(log.select("event_id"), on="event_id", how="anti")
    start, end = first.generated["message"], second.generated["message"]
    last = pl.col("at").max().over("conversation_id")
    return gone.select(
        "event_id",
        at=pl.max_horizontal(last, pl.lit(start)).dt.cast_time_unit("us"),
        at_latest=pl.lit(max(start, end)).dt.cast_time_unit("us"),
    ).sort("event_id")


def without_encrypted(gone: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Leave out what is gone of a pair whose chat goes on in the encrypted download.

    Such a chat was moved, and it is not known what the main download keeps of it for how long
    (facebook.md section 5). events: the united log.
    """
    if not gone.height:
        return gone
    encrypted = events.filter(
        pl.col("conversation_id").cast(pl.String).str.starts_with(ENCRYPTED_CHATS)
        & ~pl.col("is_group")
    )["person_id"]
    kept = events.filter(pl.col("person_id").is_in(encrypted.unique().implode()))["event_id"]
    return gone.filter(~pl.col("event_id").is_in(kept.implode()))


def lacks_a_part(earlier: Export, later: Export, parameters: CoverageParameters) -> bool:
    """Return whether a later download lost more threads than an owner deletes.

    Then one of the zips it came in was not given, and what is not in it proves nothing.
    """
    missing, common = _missing(earlier, later, parameters)
    many = len(missing) >= parameters.threads_lost_least
    lost = len(missing) > parameters.threads_lost_share * (len(missing) + common)
    return bool(common) and many and lost


def _missing(
    earlier: Export, later: Export, parameters: CoverageParameters
) -> tuple[pl.Series, int]:
    """Return the threads that a later download should hold and does not, and how many it holds."""
    (first, first_log), (second, second_log) = earlier, later
    before, after = _messages(first_log), _messages(second_log)
    covered = "message" in first.generated and "message" in second.generated
    if first.platform != "facebook" or not covered:
        before = before.clear()
    comparable = before.filter(pl.col("at").is_between(*shown(later, parameters)))
    if "message_request" not in second.generated:
        requests = (
            pl.col("member")
            .cast(pl.String)
            .str.contains(REQUEST_FOLDERS)
            .all()
            .over("conversation_id")
        )
        comparable = comparable.filter(~requests)
    known = comparable.select("conversation_id").unique()
    missing = known.join(after, on="conversation_id", how="anti")["conversation_id"]
    return missing, known.height - len(missing)


def _messages(log: pl.DataFrame) -> pl.DataFrame:
    return log.filter(
        (pl.col("activity") == "message")
        & ~pl.col("is_group")
        & pl.col("conversation_id").is_not_null()
    ).select("event_id", "conversation_id", "at", "member")


def shown(export: Export, parameters: CoverageParameters) -> tuple[pl.Expr, pl.Expr]:
    """Return the first and the last moment that a Facebook download can say anything of.

    It may have been asked for with a date range, which filters every list and every thread by its
    times and is told nowhere in JSON (facebook.md 6.2). So nothing is missed before the first
    thing it shows, nor after the last one when that lies long before the export.
    """
    reading, log = export
    times = log.filter((pl.col("activity") != "reaction") | (pl.col("precision") != "interval"))
    first, last = times["at"].min(), times["at"].max()
    end: datetime | None = reading.exported_at
    if isinstance(last, datetime) and reading.exported_at - last > timedelta(
        days=parameters.range_end_days
    ):
        end = last
    return pl.lit(first, TIME), pl.lit(end, TIME)


def unshown(log: pl.DataFrame, later: Export, parameters: CoverageParameters) -> pl.DataFrame:
    """Return the rows of an earlier log of which a later export cannot say anything."""
    if later[0].platform != "facebook":
        return log.clear()
    inside = pl.col("at").is_between(*shown(later, parameters)).fill_null(value=True)
    return log.filter(~inside)
