"""One package per platform; an archive is handed to the one that recognises it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


# Folders of a Facebook download since 2018.
_FACEBOOK: Final = frozenset({
    "friends_and_followers", "your_activity_across_facebook", "your_facebook_activity",
})  # fmt: skip


def _unknown(archive: Archive) -> str:
    name = printable(archive.name)
    folders = {part for m in archive.members for part in m.path.split("/")[:-1]}
    if folders & _FACEBOOK or archive.name.startswith("facebook-"):
        return f"{name} looks like a Facebook download; this version reads LinkedIn's only."
    return (
        f"{name} is not a LinkedIn download that this program knows: give the zip as LinkedIn "
        "sent it, or the folder unpacked from it."
    )
