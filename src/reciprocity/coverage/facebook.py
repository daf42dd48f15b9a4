"""What a Facebook download can and cannot show, and over which window.

A download may have been asked for with a date range. That filters every list and every thread by
its times, and JSON does not admit it (facebook.md 6.2). So each window begins with the first thing
the archive shows: if there was a range, it began no later. HTML tells the range at the foot of its
pages (section 7), or by its absence that there was none; then each window is that range, or goes
on to the export, however long nothing has happened.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.coverage.window import Window, absent

if TYPE_CHECKING:
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

# One-to-one chats were moved to end-to-end encryption between these dates; since then they come in
# a download of their own (facebook.md section 5).
ENCRYPTED_SINCE: Final = datetime(2023, 12, 1, tzinfo=UTC)
ENCRYPTED_BY: Final = datetime(2024, 7, 1, tzinfo=UTC)

_PENDING: Final = (
    "only requests that are still open are listed; accepted, cancelled and declined ones leave no "
    "trace"
)
_LISTS: Final = {
    "connected": (
        "The list of friends",
        "the list of current friends; friendships that ended are not in it",
    ),
    "request_sent": ("The list of sent requests", _PENDING),
    "request_received": ("The list of received requests", _PENDING),
    "request_declined": (
        "The list of rejected requests",
        "requests you declined, each with the day it arrived and not the day of your no",
    ),
    "disconnected": (
        "The list of removed friends",
        "as far as anyone can tell, the friends that you removed; who removed you is never listed",
    ),
    "follow": ("The list of whom you follow", "listed as it stands; followers carry no time"),
    "block": ("The list of blocked contacts", "contacts you blocked in Messenger"),
    "comment": ("Comments", "your own; other people's comments on you are never exported"),
    "wall_post": ("Posts on timelines", "your own; those of others are rarely exported"),
    "poke": ("Pokes", "listed as they stand"),
}
_MESSAGES: Final = "the threads that are still there; conversations that you deleted are gone"
_ENCRYPTED: Final = (
    "; chats that became end-to-end encrypted go on in a download of their own, not in this one"
)
_CHATS: Final = (
    "end-to-end-encrypted chats, of the people in them alone; chats that you deleted or that "
    "disappear are gone"
)
_REQUESTS: Final = "message requests of people who are no friends, as long as they are kept"
_ASKED: Final = "; the download says that it was cut to these dates"
_ALL_TIME: Final = "; its pages tell of no range of dates, so it is of all time"
_YEAR: Final = 365.25
_TOLD: Final = ("activity", "channel", "at", "precision")


def facebook_coverage(reading: Reading, parameters: CoverageParameters) -> dict[str, Window]:
    """Return the window of each kind of event in one Facebook archive."""
    if reading.is_encrypted:
        return _encrypted_coverage(reading, parameters)
    seen = _seen(reading.events, reading.apart)
    told = reading.asked or reading.all_time
    range_said = "" if told else _range_start(seen, reading, parameters)
    windows = {
        kind: _window(reading, seen, kind, label, basis + range_said, parameters)
        for kind, (label, basis) in _LISTS.items()
    }
    encrypted = _ENCRYPTED if reading.encryption and reading.exported_at > ENCRYPTED_SINCE else ""
    messages = _window(
        reading, seen, "message", "Messages", _MESSAGES + encrypted + range_said, parameters
    )
    windows["message"] = windows["call"] = messages
    windows["message_request"] = _window(
        reading, seen, "message_request", "The folder of message requests", _REQUESTS, parameters
    )
    windows["reaction"] = _window(
        reading, seen, "reaction", "Reactions",
        "your own, and those to messages; other people's to your posts are never exported",
        parameters,
    )  # fmt: skip
    return windows


def _encrypted_coverage(reading: Reading, parameters: CoverageParameters) -> dict[str, Window]:
    """Return the windows of Messenger's encrypted download: it has no lists (facebook.md 5).

    It begins with its first message, with whomever that is: when a chat was moved is not told.
    """
    seen = _seen(reading.events)
    messages = _window(reading, seen, "message", "Messages", _CHATS, parameters)
    reactions = _window(reading, seen, "reaction", "Reactions", "those to messages", parameters)
    lists = {kind: absent(label) for kind, (label, _) in _LISTS.items()}
    others = {"call": absent("Calls"), "message_request": absent("The folder of message requests")}
    return {**lists, **others, "message": messages, "reaction": reactions}


def _seen(*logs: pl.DataFrame) -> pl.DataFrame:
    """Return activity, channel and at of all rows that have a time of their own."""
    rows = pl.concat([log.select(_TOLD) for log in logs])
    return rows.filter(pl.col("at").is_not_null() & ~_undated()).drop("precision")


def _undated() -> pl.Expr:
    """Return which rows carry the time of something else: reactions to a message without one."""
    return (pl.col("activity") == "reaction") & (pl.col("precision") == "interval")


def _first(seen: pl.DataFrame) -> datetime | None:
    first = seen["at"].min()
    return first if isinstance(first, datetime) else None


def _last(seen: pl.DataFrame) -> datetime | None:
    last = seen["at"].max()
    return last if isinstance(last, datetime) else None


def _window(
    reading: Reading,
    seen: pl.DataFrame,
    kind: str,
    label: str,
    basis: str,
    parameters: CoverageParameters,
) -> Window:
    start, last = _first(seen), _last(seen)
    if kind not in reading.generated or start is None or last is None:
        return absent(label)
    end = reading.generated[kind]
    if reading.asked is not None:
        start, end = min(start, reading.asked[0]), min(end, max(last, reading.asked[1]))
        return Window(start=start, end=max(start, end), basis=basis + _ASKED)
    if reading.all_time:
        return Window(start=start, end=max(start, end), basis=basis + _ALL_TIME)
    if end - last > timedelta(days=parameters.range_end_days):
        end = last
        basis += "; nothing at all is later than this, so a date range may end here"
    return Window(start=start, end=max(start, end), basis=basis)


def _range_start(seen: pl.DataFrame, reading: Reading, parameters: CoverageParameters) -> str:
    """Return what to say when the lists begin together, as those of a date range do.

    Three kinds of list that begin within days of each other, or two that do so whole years before
    the export: the forms that ranges take (facebook.md 6.2).
    """
    first = _first(seen)
    if first is None:
        return ""
    begin = first + timedelta(days=parameters.range_start_days)
    near = seen.filter(pl.col("at") <= begin).select("activity", "channel").n_unique()
    years = (reading.exported_at - first) / timedelta(days=_YEAR)
    slack = parameters.range_start_days / _YEAR
    whole = round(years) >= 1 and abs(years - round(years)) <= slack
    if near < 3 and not (near > 1 and whole):
        return ""
    return "; the lists begin together, so a date range may begin here"
