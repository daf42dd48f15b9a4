"""Reads threads as the reader of a download does, and shows their events in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.sources.base import Owner, empty_raw, raw_events
from reciprocity.sources.facebook.messages import Talk, read_talk
from reciprocity.sources.facebook.threads import Threads
from tests.facebook.downloads import loaded, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ME: Final = "Olive Owner"
OWNER: Final = Owner(name=ME, handle=None)
ROOT: Final = "your_facebook_activity/messages"
ANN: Final = f"{ROOT}/inbox/annroe_100000000000001/message_1.json"
ANN_ID: Final = "facebook/100000000000001"

# What a row tells in short: who, what, when (time of day), by whom, how, in which words.
Short = tuple[str | None, str, str | None, str, str, str | None]


def collected(files: Mapping[str, Any], archive: str = "part-1.zip") -> Threads:
    """Return threads with each of the files, by member path; all of them must be threads."""
    threads = Threads()
    for path, value in files.items():
        assert threads.add(loaded(value), archive=archive, path=path)
    return threads


def talk_of(files: Mapping[str, Any], *, friends: pl.DataFrame | None = None) -> Talk:
    """Read the files of one archive as Olive Owner's."""
    return read_talk(collected(files), OWNER, empty_raw() if friends is None else friends)


def listed(activity: str, rows: Iterable[tuple[str, str]], **constants: Any) -> pl.DataFrame:
    """Return raw events as a list gives them: names and ISO times."""
    told = list(rows)
    frame = pl.DataFrame(
        {
            "name": [name for name, _ in told],
            "at": [moment(at) for _, at in told],
            "row": range(1, len(told) + 1),
        },
        schema_overrides={"name": pl.String(), "at": pl.Datetime("us", "UTC")},
    ).with_columns(at_latest="at")
    fixed = {
        "platform": "facebook",
        "activity": activity,
        "precision": "second",
        "actor": "unknown",
        "certainty": "observed",
        "channel": "list",
        "archive": "part-1.zip",
        "member": f"{activity}.json",
        "is_group": False,
    }
    return raw_events(frame, **{**fixed, **constants})


def short(events: pl.DataFrame) -> list[Short]:
    """Return the rows of a frame in short."""
    columns = events.select(
        "name", "activity", pl.col("at").dt.strftime("%H:%M:%S"), "actor", "channel", "text"
    )
    return columns.rows()
