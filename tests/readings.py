"""Readings made by hand, as a reader of either platform would hand them on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from reciprocity.sources.base import (
    PROFILE_COLUMNS,
    Encryption,
    Owner,
    Reading,
    Snapshot,
    empty_raw,
    raw_events,
)
from reciprocity.sources.part import empty_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]

_LISTS = ("connected", "request_sent", "request_received", "disconnected")


def at(text: str) -> datetime:
    """Return a UTC moment from an ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def row(activity: str, name: str | None, when: str | None, **keys: Any) -> Row:
    """Return one raw row to the second: by the owner on a list unless keys say otherwise."""
    moment = at(when) if when else None
    given = {
        "actor": "owner", "certainty": "observed", "channel": "list", "is_group": False,
        "precision": "second" if moment else "interval", "at": moment, "at_latest": moment,
        "member": f"{activity}.json",
    }  # fmt: skip
    return {**given, "activity": activity, "name": name, **keys}


def friend(name: str | None, when: str, **keys: Any) -> Row:
    """Return a row of the friends list."""
    return row("connected", name, when, actor="unknown", **keys)


def sent(name: str | None, when: str, **keys: Any) -> Row:
    """Return a request of the owner that is still open."""
    return row("request_sent", name, when, channel="invitation", **keys)


def received(name: str | None, when: str, **keys: Any) -> Row:
    """Return a request to the owner that is still open."""
    return row("request_received", name, when, actor="person", channel="invitation", **keys)


def wrote(name: str | None, when: str, thread: str, text: str | None = "Hello", **keys: Any) -> Row:
    """Return a message of the person; `actor="owner"` for one to the person."""
    given = {"actor": "person", "channel": "direct", "conversation_id": thread, "text": text}
    return row("message", name, when, **{**given, "member": f"{thread}/message_1.json", **keys})


def reading(
    exported: str,
    rows: Iterable[Row],
    *,
    platform: str = "facebook",
    archive: str | None = None,
    owner: str = "Olive Owner",
    lists: Sequence[str] = _LISTS,
    profiles: Sequence[tuple[str | None, ...]] = (),
    encryption: Encryption | None = None,
    generated: Sequence[str] = ("message", "message_request"),
    unread: int = 0,
) -> Reading:
    """Return the reading of an export of that moment, with these lists and these rows."""
    moment = at(exported)
    name = archive or f"{platform}-{exported[:10]}.zip"
    given = [{**r, "archive": name, "row": i} for i, r in enumerate(rows, 1)]
    frame = pl.DataFrame(given, infer_schema_length=None) if given else empty_raw()
    events = raw_events(frame, platform=platform) if given else empty_raw()
    events = events.with_columns(at_latest=pl.col("at_latest").fill_null(pl.lit(moment)))
    snapshot = Snapshot(earliest=moment, latest=moment, unread=unread)
    activities = {*generated, *lists, *events["activity"]}
    return Reading(
        archive=name,
        path=name,
        platform=platform,
        kind="json" if platform == "facebook" else "complete",
        confidence=1.0,
        reasons=(),
        exported_at=moment,
        owner=Owner(name=owner, handle=None, names=frozenset({owner})),
        events=events,
        apart=empty_apart(),
        problems=(),
        members={},
        advice=None,
        snapshots=dict.fromkeys(lists, snapshot),
        generated=dict.fromkeys(activities, moment),
        profiles=pl.DataFrame(list(profiles), schema=PROFILE_COLUMNS, orient="row"),
        encryption=encryption,
    )
