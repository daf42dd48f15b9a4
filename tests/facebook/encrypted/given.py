"""Messenger's encrypted downloads as Messenger writes them. Facts: facebook.md section 5."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.archive import open_archives
from reciprocity.parameters import default_parameters
from reciprocity.sources.together import read_together
from tests.coverage.given import ANN, ME
from tests.facebook.downloads import milliseconds, moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reciprocity.sources import Reading

BO: Final = "Bo Li"
CY: Final = "Cy Novák"
# The last message of OTHERS, and the moment at which a zip is written unless told otherwise.
LATEST: Final = "2025-06-09T10:00:00"
EXPORTED: Final = "2025-06-10T12:00:00"


def said(sender: str, at: str, text: str = "Hello", **keys: Any) -> dict[str, Any]:
    """Return one message; `keys` are further keys as Messenger names them."""
    return {
        "isUnsent": False,
        "media": [],
        "reactions": [],
        "senderName": sender,
        "text": text,
        "timestamp": milliseconds(at),
        "type": "text",
        **keys,
    }


def chat(name: str, messages: Sequence[Any], *, number: int = 1, **keys: Any) -> dict[str, Any]:
    """Return one chat of the owner's, oldest message first as told."""
    return {
        "participants": [ME, name],
        "threadName": f"{name}_{number}",
        "messages": list(messages),
        **keys,
    }


def chats(**of: Any) -> dict[str, Any]:
    """Return chats by their files: `ann=[...]` are the messages with her."""
    names = {"ann": ANN, "bo": BO, "cy": CY}
    numbered = enumerate(of.items(), 1)
    return {
        f"{names[key]}_{n}.json": chat(names[key], messages, number=n)
        for n, (key, messages) in numbered
    }


# Talk with two others from March 2024 up to a day before the download, so that it reaches that far.
OTHERS: Final[dict[str, Any]] = {
    "bo": [said(BO, "2024-03-01T10:00:00"), said(ME, LATEST)],
    "cy": [said(CY, "2024-03-02T10:00:00", "Ahoj, Žofie")],
}


def as_json(value: Any) -> bytes:
    """Return the bytes of a chat: proper UTF-8."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def write(path: Path, members: Mapping[str, Any], at: str = EXPORTED) -> Path:
    """Write a zip of this moment; bytes are written as they are, other values as JSON."""
    when = moment(at)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            archive.writestr(entry, value if isinstance(value, bytes) else as_json(value))
    return path


def write_chats(tmp_path: Path, at: str = EXPORTED, /, **of: Any) -> Path:
    """Write messages.zip with these chats, at this moment."""
    return write(tmp_path / "messages.zip", chats(**of), at)


def readings_of(paths: Sequence[Path], owner: str | None = None) -> list[Reading]:
    """Return what each archive says, in the order in which the program sorts their names."""
    archives = open_archives(paths)
    try:
        return read_together(archives, default_parameters().coverage, owner)
    finally:
        for archive in archives:
            archive.close()


def reading_of(path: Path, owner: str | None = None) -> Reading:
    """Return what one archive says."""
    (reading,) = readings_of([path], owner)
    return reading


def told(events: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Return the events in order: moment, other one, actor, activity, channel, text, row."""
    rows = events.sort("at", "name", "row").select(
        pl.col("at").dt.strftime("%Y-%m-%dT%H:%M:%S"),
        "name", "actor", "activity", "channel", "text", "row",
    )  # fmt: skip
    return rows.rows()


def log_of(events: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Return a united log in order: moment, id, actor, activity, channel, text, archive."""
    rows = events.select(
        pl.col("at").dt.strftime("%Y-%m-%dT%H:%M:%S"),
        "person_id", "actor", "activity", "channel", "text", pl.col("archive").cast(pl.String),
    )  # fmt: skip
    return rows.rows()
