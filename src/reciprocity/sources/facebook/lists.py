"""Lists of people: friends, requests, follows, blocks. Facts: facebook.md section 2."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from reciprocity.events import word
from reciprocity.sources.base import raw_events
from reciprocity.sources.facebook.labels import is_generic, record_name, record_time, texts_of
from reciprocity.sources.facebook.source import field, items, person_of, rows_of, table, unreadable
from reciprocity.sources.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.facebook.source import Source


def read_friends(source: Source) -> Part:
    """From `friends` to one `connected` event for each friend: when it began, not who asked.

    A friend whose name is empty or invisible (section 6.5) leaves only the day of the friendship.
    """
    rows = _people(source, "friends")
    blank = pl.col("name").is_null() & pl.col("written") & pl.col("at").is_not_null()
    named = rows.filter(~blank)
    said = {"activity": "connected", "actor": "unknown", "channel": "list"}
    # A friend whose time cannot be right is a friend all the same, and may be one of two of a name.
    undated = named.filter(pl.col("name").is_not_null() & pl.col("at").is_null())
    return Part(
        events=pl.concat([_dated(named, **said), _undated(undated, **said)]),
        problems=unreadable(named, kept=True),
        blank_days=tuple(rows.filter(blank)["at"].dt.date().sort()),
    )


def read_rejected_requests(source: Source) -> Part:
    """From `rejected_requests` to two events a row: the request came, and the owner declined it.

    The time is that of the arrival; the decline lies somewhere between it and the download.
    """
    rows = _people(source, "rejected_requests")
    received = _dated(rows, activity="request_received", actor="person", channel="invitation")
    declined = received.with_columns(
        activity=word("activity", "request_declined"),
        actor=word("actor", "owner"),
        at_latest=pl.lit(None, received.schema["at_latest"]),
        precision=word("precision", "interval"),
    )
    return Part(
        events=pl.concat([received, declined]), apart=_nameless(rows), problems=unreadable(rows)
    )


def _read_dated(
    source: Source,
    *,
    keys: Sequence[str],
    activity: str,
    actor: str,
    channel: str,
    certainty: str = "observed",
) -> Part:
    """From a list of names and times to one event for each row, to the second."""
    rows = _people(source, *keys)
    events = _dated(rows, activity=activity, actor=actor, channel=channel, certainty=certainty)
    return Part(events=events, apart=_nameless(rows), problems=unreadable(rows))


def _read_undated(
    source: Source, *, keys: Sequence[str], activity: str, actor: str, channel: str
) -> Part:
    """From a list of names alone to one event for each row, at any time before the download."""
    rows = _people(source, *keys)
    named = rows.filter(pl.col("name").is_not_null())
    events = _undated(named, activity=activity, actor=actor, channel=channel)
    return Part(events=events, problems=unreadable(rows, dated=False))


def _undated(rows: pl.DataFrame, *, activity: str, actor: str, channel: str) -> pl.DataFrame:
    return raw_events(
        rows.with_columns(at=pl.lit(None)),
        platform="facebook",
        activity=activity,
        actor=actor,
        channel=channel,
        certainty="observed",
        precision="interval",
        is_group=False,
    )


def _nameless(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of people who are gone (section 4.3), kept apart: they are nobody's act."""
    gone = rows.filter(pl.col("name").is_null() & pl.col("written") & pl.col("at").is_not_null())
    listed = _dated(
        gone.with_columns(name=pl.lit("")),
        activity="request_received",
        actor="unknown",
        channel="list",
    )
    return listed.with_columns(name=pl.lit(None, pl.String), kind=pl.lit("nameless"))


def _dated(
    rows: pl.DataFrame, *, activity: str, actor: str, channel: str, certainty: str = "observed"
) -> pl.DataFrame:
    whole = rows.filter(pl.col("name").is_not_null() & pl.col("at").is_not_null())
    return raw_events(
        whole.with_columns(at_latest=pl.col("at")),
        platform="facebook",
        activity=activity,
        actor=actor,
        channel=channel,
        certainty=certainty,
        precision="second",
        is_group=False,
    )


def _people(source: Source, *keys: str) -> pl.DataFrame:
    """Return the rows of a list with name and time; `written`: whether a name is a text at all."""
    told = [_name_and_time(record) for record in rows_of(source, *keys)]
    names = [person_of(name) for name, _ in told]
    written = [isinstance(name, str) for name, _ in told]
    return table(
        source, names, [time for _, time in told], written=pl.Series(written, dtype=pl.Boolean)
    )


def _name_and_time(record: object) -> tuple[Any, Any]:
    """Return both of a plain row, of an entry (`{timestamp, data: {name}}`) or a generic record."""
    if is_generic(record):
        return record_name(texts_of(record)), record_time(record)
    inner = field(record, "data")
    data = next(iter(items(inner)), None) if isinstance(inner, list) else inner
    name = field(record, "name")
    return (field(data, "name") if name is None else name), field(record, "timestamp")


# Only those that nobody has answered yet: the accepted ones leave no trace in these two lists.
read_sent_requests = partial(
    _read_dated,
    keys=("sent_requests",),
    activity="request_sent",
    actor="owner",
    channel="invitation",
)
read_received_requests = partial(
    _read_dated,
    keys=("received_requests",),
    activity="request_received",
    actor="person",
    channel="invitation",
)
# The page says only "no longer connected"; that the owner removed them is read off the times.
read_removed_friends = partial(
    _read_dated,
    keys=("deleted_friends",),
    activity="disconnected",
    actor="owner",
    channel="list",
    certainty="inferred",
)
read_following = partial(
    _read_dated, keys=("following",), activity="follow", actor="owner", channel="profile"
)
read_blocked = partial(
    _read_dated,
    keys=("messenger_contacts_blocked",),
    activity="block",
    actor="owner",
    channel="list",
)
read_followers = partial(
    _read_undated, keys=("followers",), activity="follow", actor="person", channel="profile"
)
# "Waving emojis you sent after your friend requests were accepted": the one file with a direction.
read_waves = partial(
    _read_undated, keys=("waving_emojis",), activity="request_sent", actor="owner", channel="list"
)
