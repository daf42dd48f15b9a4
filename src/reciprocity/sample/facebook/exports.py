"""The sample downloads of the Facebook life, in the forms of several years."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from reciprocity.sample.facebook.layouts import LAYOUTS
from reciprocity.sample.facebook.list_files import empty_members, list_members
from reciprocity.sample.facebook.thread_files import thread_members
from reciprocity.sample.facebook.world import world_at
from reciprocity.sample.packing import pack
from reciprocity.sample.texts import moment

Which = Literal["earlier", "later", "pending"]
# The moment the zip was written and the random tail of its name.
_MADE: Final[dict[str, tuple[datetime, str]]] = {
    "earlier": (moment("2021-01-15 19:42:10"), "Kq7mWx2P"),
    "later": (moment("2021-02-09 20:05:30"), "tR4vZb9L"),
    "pending": (moment("2021-01-15 19:42:10"), "Hd3nYc8S"),
}
_SAMPLES: Final[tuple[tuple[str, Which], ...]] = (
    ("facebook/", "earlier"),
    ("facebook/", "later"),
    ("facebook/pending/", "pending"),
)
_LAYOUT_OF_THE_TIME: Final = "2022"


def facebook_export(which: Which, layout: str) -> dict[str, bytes]:
    """Return member path -> bytes of one download.

    which: `earlier` (15 January 2021), `later` (9 February 2021), or `pending`: the earlier
    day with the story's message request not yet accepted. layout: a key of LAYOUTS.
    """
    form, at = LAYOUTS[layout], exported_at(which)
    world = world_at(at, story_accepted=which != "pending")
    values = {**list_members(world, form), **thread_members(world, form, at)}
    members = {member: as_json(value) for member, value in values.items()}
    return members | {name: note.encode() for name, note in empty_members(form).items()}


def facebook_name(which: Which) -> str:
    """Return the name of the zip, as Facebook names them (facebook.md 1.1)."""
    written, tail = _MADE[which]
    return f"facebook-johannateasdale-{written:%Y-%m-%d}-{tail}.zip"


def facebook_zip(which: Which, layout: str = _LAYOUT_OF_THE_TIME) -> bytes:
    """Return the bytes of one download's zip."""
    return pack(facebook_export(which, layout), _MADE[which][0])


def facebook_samples() -> dict[str, bytes]:
    """Return file name (relative, with slashes) -> bytes of the committed Facebook samples."""
    return {folder + facebook_name(which): facebook_zip(which) for folder, which in _SAMPLES}


def exported_at(which: Which) -> datetime:
    """Return the moment that the files of a download show: shortly before it was written."""
    return _MADE[which][0] - timedelta(seconds=10)


def as_json(value: Any) -> bytes:
    """Return JSON as Facebook writes it: each byte of the UTF-8 is an escape of its own (6.1)."""
    return json.dumps(_garbled(value), ensure_ascii=True, indent=2).encode("ascii")


def _garbled(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8").decode("latin-1")
    if isinstance(value, dict):
        return {_garbled(key): _garbled(each) for key, each in value.items()}
    return [_garbled(each) for each in value] if isinstance(value, list) else value
