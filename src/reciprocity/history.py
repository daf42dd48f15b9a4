"""Several exports of one owner over time: one log, nothing twice, and what is gone since.

A connection or a pending request that an earlier list holds and a later one does not has ended in
the interval (last seen, first missing]. Who ended it is in no archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.errors import UsageError
from reciprocity.events import COLUMNS, PRECISIONS, check_events, empty_events, sort_events
from reciprocity.events import event_ids as ids_of
from reciprocity.problems import Problem
from reciprocity.sources.linkedin.notes import accept_times, type_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading, Snapshot


@dataclass(frozen=True, kw_only=True)
class History:
    """The united log (events.COLUMNS) and the problems that comparing the exports brought up."""

    events: pl.DataFrame
    problems: tuple[Problem, ...]


def check_one_owner(readings: Sequence[Reading]) -> None:
    """Raise UsageError when the archives belong to different people.

    The same address is the same person; without one the names decide.
    """
    for one, other in pairwise(r for r in readings if r.owner.name or r.owner.handle):
        handles = one.owner.handle, other.owner.handle
        same_handle = None not in handles and handles[0] == handles[1]
        ours, theirs = ({n.lower() for n in r.owner.names} for r in (one, other))
        if not same_handle and ours and theirs and not ours & theirs:
            raise UsageError(
                "These downloads belong to two different people: give those of one person at a "
                "time, or name the owner of all with --owner."
            )


def unite(
    readings: Sequence[Reading],
    logs: Sequence[pl.DataFrame],
    people: pl.DataFrame,
    parameters: CoverageParameters,
) -> History:
    """From the logs of several exports to one, with endings.

    logs: one per reading (people.Resolved.events). people: person_id and names, for the renamed.
    """
    events = type_notes(_deduplicated(logs)) if logs else empty_events()
    events = accept_times(events)
    problems: list[Problem] = []
    endings = [empty_events()]
    ordered = sorted(zip(readings, logs, strict=True), key=lambda pair: pair[0].exported_at)
    listed = [pair for pair in ordered if "connections" in pair[0].snapshots]
    for i, (earlier, later) in enumerate(pairwise(listed)):
        gone, trouble = _disconnected(
            earlier, later, [log for _, log in listed[i + 1 :]], people, parameters
        )
        endings.append(gone)
        problems.extend(trouble)
    invited = [pair for pair in ordered if "invitations" in pair[0].snapshots]
    endings += [_withdrawn(*two, events, parameters) for two in pairwise(invited)]
    united = pl.concat([events, *endings]).unique("event_id", keep="first", maintain_order=True)
    return History(events=check_events(sort_events(united)), problems=tuple(problems))


def _deduplicated(logs: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Keep one row per event: the most precise, of those the newest export's."""
    rows = pl.concat([log.with_columns(export=pl.lit(i)) for i, log in enumerate(logs)])
    finest = pl.col("precision").replace_strict(
        list(PRECISIONS), list(range(len(PRECISIONS))), return_dtype=pl.Int8
    )
    ranked = rows.with_columns(finest=finest).sort("finest", -pl.col("export"), maintain_order=True)
    return ranked.unique("event_id", keep="first", maintain_order=True).select(list(COLUMNS))


def _connections(log: pl.DataFrame) -> pl.DataFrame:
    return log.filter((pl.col("activity") == "connected") & (pl.col("certainty") == "observed"))


Export = tuple["Reading", pl.DataFrame]


def _disconnected(
    earlier: Export,
    later: Export,
    later_logs: Sequence[pl.DataFrame],
    people: pl.DataFrame,
    parameters: CoverageParameters,
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return `disconnected` for whoever the earlier list holds and no later list does."""
    (first, first_log), (second, second_log) = earlier, later
    before, after = _connections(first_log), _connections(second_log)
    missing = before.join(after, on="person_id", how="anti", maintain_order="left")
    # Listed again later with the same day: a list was incomplete, nobody was removed.
    others = pl.concat([_connections(log) for log in later_logs])
    missing = missing.join(
        others.select("person_id", day=pl.col("at").dt.date()),
        left_on=["person_id", pl.col("at").dt.date()],
        right_on=["person_id", "day"],
        how="anti",
        maintain_order="left",
    )
    if _shrunk(before, missing, parameters) or _tail_lost(missing, after):
        return empty_events(), [_shrunk_problem(second)]
    missing = _without_renamed(missing, before, after, people)
    one, other = first.snapshots["connections"], second.snapshots["connections"]
    missing = _without_closed(missing, one, other)
    if missing.height <= other.unread:
        return empty_events(), []
    return _ending(missing, "disconnected", "observed", one, other), []


def _shrunk(before: pl.DataFrame, missing: pl.DataFrame, parameters: CoverageParameters) -> bool:
    many = missing.height >= parameters.shrunk_least
    return many and missing.height > parameters.shrunk_share * before.height


def _tail_lost(missing: pl.DataFrame, after: pl.DataFrame) -> bool:
    """Return whether several are missing, and just the oldest: the list, newest first, was cut."""
    oldest = after["at"].min()
    return missing.height > 1 and bool((missing["at"] < oldest).fill_null(value=True).all())


def _shrunk_problem(reading: Reading) -> Problem:
    return Problem(
        archive=reading.archive,
        member="",
        row=None,
        kind="shortened list",
        hint="This list looks cut beside the earlier one; nobody is called removed.",
    )


def _without_renamed(
    missing: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """Leave out whoever may stand in the later list under a new address or a new name.

    A connection of the same day that only the later list has may be the same one when it has the
    same name, or when one of the lists gives no addresses to tell the two apart.
    """
    names = people.select("person_id", pl.col("names").alias("name")).explode("name")
    names = names.with_columns(pl.col("name").str.to_lowercase())
    keyed = [
        rows.select("person_id", day=pl.col("at").dt.date()).join(names, on="person_id", how="left")
        for rows in (missing, after.join(before, on="person_id", how="anti"))
    ]
    pairs = keyed[0].join(keyed[1], on="day", how="inner", suffix="_new")
    unaddressed = pl.any_horizontal(
        pl.col("person_id", "person_id_new").str.contains(":name/", literal=True)
    )
    doubtful = pairs.filter(unaddressed | (pl.col("name") == pl.col("name_new")))
    return missing.join(doubtful, on="person_id", how="anti", maintain_order="left")


def _without_closed(missing: pl.DataFrame, one: Snapshot, other: Snapshot) -> pl.DataFrame:
    """Leave out connections of days on which the later list has more blank rows than before.

    A closed or restricted account stays in the list as a row with nothing but its day (2.1).
    """
    closed = {d for d in other.blank_days if other.blank_days.count(d) > one.blank_days.count(d)}
    return missing.filter(~pl.col("at").dt.date().is_in(sorted(closed)).fill_null(value=False))


def _withdrawn(
    earlier: Export, later: Export, events: pl.DataFrame, parameters: CoverageParameters
) -> pl.DataFrame:
    """Return `request_withdrawn` for pending requests that a later list should still hold.

    Cancelled, declined, expired or gone with the account: the archive does not say which. Requests
    old enough to have left the window of the list are left alone.
    """
    (first, first_log), (second, second_log) = earlier, later
    asked = pl.col("activity").is_in(["request_sent", "request_received"])
    requests = first_log.filter(asked)
    other = second.snapshots["invitations"]
    surely = other.earliest - timedelta(days=parameters.invitation_sure_days)
    connected = events.filter(pl.col("activity") == "connected")
    missing = (
        requests.filter(pl.col("at") > surely)
        .join(second_log.filter(asked), on=["person_id", "activity"], how="anti")
        .join(connected, on="person_id", how="anti")
        .sort("event_id")
    )
    one = first.snapshots["invitations"]
    if missing.height <= other.unread:
        return empty_events()
    return _ending(missing, "request_withdrawn", "inferred", one, other)


def _ending(
    rows: pl.DataFrame, activity: str, certainty: str, one: Snapshot, other: Snapshot
) -> pl.DataFrame:
    """Return the rows as endings in (last seen, first missing]; their evidence stays the row."""
    seen = pl.max_horizontal(pl.lit(one.earliest), pl.col("at"))
    endings = rows.with_columns(
        activity=pl.lit(activity),
        at=seen.dt.cast_time_unit("us"),
        at_latest=pl.lit(max(one.earliest, other.latest)).dt.cast_time_unit("us"),
        precision=pl.lit("interval"),
        actor=pl.lit("unknown"),
        certainty=pl.lit(certainty),
        text=pl.lit(None, pl.String),
    )
    return endings.with_columns(event_id=ids_of(endings)).select(list(COLUMNS))
