"""What an earlier list holds and a later one does not: connections and requests that ended.

They ended in the interval (last seen, first missing]. Who ended them is in no archive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from reciprocity.events import COLUMNS, TIME, empty_events, word
from reciprocity.events import event_ids as ids_of
from reciprocity.history.conversations import is_shown
from reciprocity.history.moments import SPAN, may_be_one
from reciprocity.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading, Snapshot

RENAMED = "friends since the very same second, in two downloads under two names"


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What comparing two lists brings up.

    events: events.COLUMNS. suggestions: pairs of ids that may be one, with the reason. untold: why
    nothing is claimed of some who are missing.
    """

    events: pl.DataFrame = field(default_factory=empty_events)
    problems: tuple[Problem, ...] = ()
    suggestions: tuple[tuple[str, str, str], ...] = ()
    untold: tuple[Untold, ...] = ()


class Untold(NamedTuple):
    """Rows of an earlier list that a later archive's lacks, of which nothing is claimed."""

    archive: str
    activity: str  # that of the list
    rows: int
    why: str

    @property
    def sentence(self) -> str:
        """What is said of them where the list's coverage is told."""
        rows, are = ("row", "is") if self.rows == 1 else ("rows", "are")
        return f"{self.rows} {rows} of the earlier list {are} missing {self.why}"


def _connections(log: pl.DataFrame) -> pl.DataFrame:
    return log.filter((pl.col("activity") == "connected") & (pl.col("certainty") == "observed"))


Export = tuple["Reading", pl.DataFrame]

_LISTED: Final = {"person_id": pl.String(), "platform": pl.String(), "at": TIME}


def listed_in(exports: Sequence[Export]) -> pl.DataFrame:
    """Return who stands in which list of connections: person_id, platform, at.

    at: the earliest moment (UTC) at which that list may have been written.
    """
    lists = [
        _connections(log).select(
            pl.col("person_id"),
            pl.lit(reading.platform).alias("platform"),
            pl.lit(reading.snapshots["connected"].earliest).dt.cast_time_unit("us").alias("at"),
        )
        for reading, log in exports
        if "connected" in reading.snapshots
    ]
    return pl.concat([pl.DataFrame(schema=_LISTED), *lists]).unique(maintain_order=True)


_CUT: Final = "and the list looks cut: nobody is called removed"
_RANGE: Final = "and may lie outside of the dates that were asked for"
_OTHER_ID: Final = "and may stand in it under another name or address"
_CLOSED: Final = "and may stand in it as closed accounts"
_UNREAD: Final = "and may be among those that could not be read"
_BEFRIENDED: Final = "and may be friends by now, whose list is not in it"
_AGED: Final = "and may only have become too old to be listed"


def _untold(later: Export, activity: str, *left: tuple[str, pl.DataFrame]) -> tuple[Untold, ...]:
    """Return what is untold from the rows that are left after each reason, all of them first."""
    return tuple(
        Untold(later[0].archive, activity, before.height - after.height, why)
        for (_, before), (why, after) in pairwise(left)
        if before.height > after.height
    )


def disconnected(
    earlier: Export,
    later: Export,
    later_logs: Sequence[pl.DataFrame],
    people: pl.DataFrame,
    parameters: CoverageParameters,
) -> Ended:
    """Return `disconnected` for whoever the earlier list holds and no later list does."""
    (first, first_log), (second, second_log) = earlier, later
    listed, after = _connections(first_log), _connections(second_log)
    before = _comparable(listed, later, parameters)
    missing = _not_listed_again(_lacking(before, after), later_logs)
    hidden = _not_listed_again(_lacking(listed, after), later_logs)
    if _shrunk(before, missing, parameters) or _tail_lost(missing, after):
        cut = _untold(later, "connected", ("", missing), (_CUT, missing.clear()))
        return Ended(problems=(_shrunk_problem(second),), untold=cut)
    added = _lacking(after, before)
    suggestions = _renamed(missing, added)
    named = _without_renamed(missing, added, people)
    one, other = first.snapshots["connected"], second.snapshots["connected"]
    alive = _without_closed(named, one, other)
    read = alive.clear() if alive.height <= other.unread else alive
    untold = _untold(
        later, "connected", ("", hidden), (_RANGE, missing), (_OTHER_ID, named), (_CLOSED, alive),
        (_UNREAD, read),
    )  # fmt: skip
    gone = _not_removed_by_owner(read, second_log)
    events = _ending(gone, "disconnected", "observed", one, other)
    return Ended(events=events, suggestions=suggestions, untold=untold)


def _lacking(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of people who are not in the others."""
    return rows.join(others, on="person_id", how="anti", maintain_order="left")


def _comparable(
    before: pl.DataFrame, later: Export, parameters: CoverageParameters
) -> pl.DataFrame:
    """Leave out what lies where a later Facebook download may be cut."""
    if later[0].platform != "facebook":
        return before
    return before.filter(is_shown(later, parameters))


def _not_listed_again(missing: pl.DataFrame, later_logs: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Leave out who is listed again later with the same day: a list was incomplete."""
    again = pl.concat([_by_day(_connections(log)) for log in later_logs])
    same = _by_day(missing).join(again, on=["person_id", "day"], how="semi")
    return missing.filter(~pl.col("person_id").is_in(same["person_id"].unique().implode()))


def _by_day(connections: pl.DataFrame, *kept: str) -> pl.DataFrame:
    """Return person_id, kept and day, a row for each day that a connection may have been made."""
    days = pl.date_ranges(pl.col("at").dt.date(), pl.col("at_latest").dt.date())
    dated = connections.filter(pl.col("at").is_not_null())
    return dated.select("person_id", *kept, day=days).explode("day")


def _not_removed_by_owner(missing: pl.DataFrame, second_log: pl.DataFrame) -> pl.DataFrame:
    """Leave out whoever the owner's own list of removed friends names since (facebook.md 2)."""
    removed = second_log.filter(
        (pl.col("activity") == "disconnected") & (pl.col("channel") == "list")
    )
    since = removed.group_by("person_id").agg(pl.col("at").max().alias("removed"))
    joined = missing.join(since, on="person_id", how="left", maintain_order="left")
    return joined.filter(~(pl.col("removed") >= pl.col("at")).fill_null(value=False)).drop(
        "removed"
    )


def _shrunk(before: pl.DataFrame, missing: pl.DataFrame, parameters: CoverageParameters) -> bool:
    many = missing.height >= parameters.shrunk_least
    return many and missing.height > parameters.shrunk_share * before.height


def _tail_lost(missing: pl.DataFrame, after: pl.DataFrame) -> bool:
    """Return whether several are missing, and just the oldest: the list, newest first, was cut."""
    older = (pl.col("at") < after["at"].min()) if after["at"].count() else pl.lit(value=True)
    return missing.height > 1 and bool(missing.select(older.fill_null(value=True).all()).item())


def _shrunk_problem(reading: Reading) -> Problem:
    return Problem(
        archive=reading.archive,
        member="",
        row=None,
        kind="shortened list",
        hint="This list looks cut beside the earlier one; nobody is called removed.",
    )


def _of_one_moment(missing: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """Return person_id and person_id_new of connections that may have been made at one moment.

    It is compared as exactly as both lists tell it: to the second, the minute, or the day.
    """
    told = [_by_day(rows, *SPAN) for rows in (missing, added)]
    pairs = told[0].join(told[1], on="day", suffix="_other")
    exact = [pl.col(name).is_in(["second", "minute"]) for name in ("precision", "precision_other")]
    same = pairs.filter(~pl.all_horizontal(exact) | may_be_one())
    return same.select("person_id", "person_id_other").unique()


def _without_renamed(
    missing: pl.DataFrame, added: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """Leave out whoever may stand in the later list under a new address or a new name.

    A connection of the same day (on Facebook: the same moment) that only the later list has may be
    the same one when it has the same name, or when one of the lists gives no addresses to tell the
    two apart.
    """
    names = people.select("person_id", pl.col("names").alias("name")).explode("name")
    names = names.with_columns(pl.col("name").str.to_lowercase())
    pairs = (
        _of_one_moment(missing, added)
        .join(names, on="person_id", how="left")
        .join(names, left_on="person_id_other", right_on="person_id", how="left", suffix="_other")
    )
    unaddressed = pl.any_horizontal(
        pl.col("person_id", "person_id_other").str.contains(":(name|listed)/")
    )
    doubtful = pairs.filter(unaddressed | (pl.col("name") == pl.col("name_other")))
    return missing.join(doubtful, on="person_id", how="anti", maintain_order="left")


def _renamed(missing: pl.DataFrame, added: pl.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Return the pairs of which one is gone and the other new, both of the same second."""
    exact = pl.col("precision") == "second"
    pairs = (
        missing.filter(exact)
        .select("person_id", "at")
        .join(
            added.filter(exact).select("at", other="person_id"),
            on="at",
            maintain_order="left_right",
        )
    )
    return tuple((old, new, RENAMED) for old, new in pairs.select("person_id", "other").iter_rows())


def _without_closed(missing: pl.DataFrame, one: Snapshot, other: Snapshot) -> pl.DataFrame:
    """Leave out connections of days on which the later list has more blank rows than before.

    A closed or restricted account stays in the list as a row with nothing but its day (2.1).
    """
    closed = {d for d in other.blank_days if other.blank_days.count(d) > one.blank_days.count(d)}
    perhaps = _by_day(missing).filter(pl.col("day").is_in(sorted(closed)))["person_id"]
    return missing.filter(~pl.col("person_id").is_in(perhaps.unique().implode()))


def request_withdrawn(
    earlier: Export,
    later: Export,
    activity: str,
    events: pl.DataFrame,
    parameters: CoverageParameters,
) -> Ended:
    """Return `request_withdrawn` for pending requests that a later list should still hold.

    activity: request_sent or request_received. Cancelled, declined, expired or gone with the
    account: the archive does not say which. Requests old enough to have left the list's window, or
    older than anything in the later download, are left alone.
    """
    (first, first_log), (second, second_log) = earlier, later
    seen = (pl.col("activity") == activity) & (pl.col("certainty") == "observed")
    before, asked = first_log.filter(seen), second_log.filter(seen)
    other = second.snapshots[activity]
    settled = events.filter(pl.col("activity").is_in(["connected", "request_declined"]))
    lost = _lacking(_lacking(before, asked), settled)
    shown = _comparable(lost, later, parameters)
    # The same moment under another name or address is the same request of somebody renamed.
    new = asked if second.platform == "facebook" else _lacking(asked, before)
    named = shown.join(_as_old(shown, new), on="event_id", how="anti", maintain_order="left")
    surely = pl.lit(other.earliest - timedelta(days=parameters.invitation_sure_days))
    # Facebook lists a request while it is open, so that one that was accepted is gone, too.
    told = second.platform == "linkedin" or "connected" in second.snapshots
    strangers = named if told else named.clear()
    young = strangers.filter((pl.col("at") > surely) | pl.lit(second.platform == "facebook"))
    read = young.clear() if young.height <= other.unread else young
    untold = _untold(
        later, activity, ("", lost), (_RANGE, shown), (_OTHER_ID, named),
        (_BEFRIENDED, strangers), (_AGED, young), (_UNREAD, read),
    )  # fmt: skip
    gone = read.sort("event_id")
    ended = _ending(gone, "request_withdrawn", "inferred", first.snapshots[activity], other)
    return Ended(events=ended, untold=untold)


def _as_old(requests: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the event_id of the requests that are as old as one of the others, if they may be.

    Pages tell the minute or the day of what JSON tells the second (facebook.md 7).
    """
    rows = requests.select("event_id", *SPAN).join(
        others.select(SPAN), how="cross", suffix="_other"
    )
    return rows.filter(may_be_one()).select("event_id").unique()


def _ending(
    rows: pl.DataFrame, activity: str, certainty: str, one: Snapshot, other: Snapshot
) -> pl.DataFrame:
    """Return the rows as endings in (last seen, first missing]; their evidence stays the row."""
    seen = pl.max_horizontal(pl.lit(one.earliest), pl.col("at"))
    endings = rows.with_columns(
        activity=word("activity", activity),
        at=seen.dt.cast_time_unit("us"),
        at_latest=pl.lit(max(one.earliest, other.latest)).dt.cast_time_unit("us"),
        precision=word("precision", "interval"),
        actor=word("actor", "unknown"),
        certainty=word("certainty", certainty),
        text=pl.lit(None, pl.String),
    )
    return endings.with_columns(event_id=ids_of(endings)).select(list(COLUMNS))
