"""The sample's Facebook life, read from the downloads of any layout, as one log to compare."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.inspection import read
from reciprocity.sample.facebook import exported_at, facebook_export, facebook_name

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.sample.facebook.exports import Which

# Where a row stands, and the ids of threads (which changed in 2022), are the layout's own.
_TOLD: Final = (
    "person_id", "activity", "at", "at_latest", "precision", "actor", "certainty", "channel",
    "is_group", "text",
)  # fmt: skip


def write_downloads(layout: str, folder: Path) -> list[Path]:
    """Write both downloads of the story; all members of one show the same file time."""
    return [_write(which, layout, folder) for which in ("earlier", "later")]


def _write(which: Which, layout: str, folder: Path) -> Path:
    path = folder / facebook_name(which)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in facebook_export(which, layout).items():
            archive.writestr(zipfile.ZipInfo(name, exported_at(which).timetuple()[:6]), content)
    return path


def story_events(layout: str, folder: Path) -> pl.DataFrame:
    """Return the event log of both downloads in a layout."""
    return read(write_downloads(layout, folder)).events


def comparable(events: pl.DataFrame) -> pl.DataFrame:
    """Return a log without what is the layout's own, in an order of its own.

    Whoever is known by a thread alone is named after the thread's first words.
    """
    thread = pl.col("person_id").str.contains(":conversation/", literal=True)
    first = pl.concat_str([pl.col("at").dt.to_string("iso:strict"), pl.col("text")], separator=" ")
    named = events.sort("at", "text").with_columns(
        person_id=pl.when(thread).then(first.first().over("person_id")).otherwise("person_id")
    )
    times = [pl.col(name).dt.strftime("%Y-%m-%d %H:%M:%S%.3f") for name in ("at", "at_latest")]
    words = [
        pl.col(name).cast(pl.String) for name, kind in events.schema.items() if kind == pl.Enum
    ]
    return named.with_columns(*times, *words).select(_TOLD).sort(pl.all(), nulls_last=False)


def story_log(layout: str, folder: Path) -> pl.DataFrame:
    """Return the comparable log of both downloads in a layout."""
    return comparable(story_events(layout, folder))
