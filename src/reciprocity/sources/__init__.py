"""One package per platform; an archive is handed to the one that recognises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.errors import NotRecognisedError
from reciprocity.printable import printable
from reciprocity.sources.base import Owner, Reading, Snapshot
from reciprocity.sources.linkedin import read_linkedin, recognise

if TYPE_CHECKING:
    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters

__all__ = ["Owner", "Reading", "Snapshot", "read_archive"]


def read_archive(archive: Archive, parameters: CoverageParameters, told: str | None) -> Reading:
    """Return everything one archive says.

    Raises NotRecognisedError when no platform knows it.
    """
    recognition = recognise(archive)
    if recognition is None:
        raise NotRecognisedError(_unknown(archive))
    return read_linkedin(archive, recognition, parameters, told)


def _unknown(archive: Archive) -> str:
    name = printable(archive.name)
    if any("friend" in m.path or "your_facebook_activity" in m.path for m in archive.members):
        return f"{name} looks like a Facebook download; this version reads LinkedIn's only."
    return (
        f"{name} is not a LinkedIn download that this program knows: give the zip as LinkedIn "
        "sent it, or the folder unpacked from it."
    )
