"""One package per platform; an archive is handed to the one that recognises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.errors import NotRecognisedError
from reciprocity.printable import printable
from reciprocity.sources import facebook, linkedin
from reciprocity.sources.base import ENCRYPTED_KIND, Owner, Reading, Snapshot

if TYPE_CHECKING:
    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters

__all__ = ["Owner", "Reading", "Snapshot", "read_archive"]


def read_archive(archive: Archive, parameters: CoverageParameters, told: str | None) -> Reading:
    """Return everything one archive says. `told` is the owner's name as the user gave it, if so.

    Raises NotRecognisedError when no platform knows it, or none that can be read.
    """
    if (by_linkedin := linkedin.recognise(archive)) is not None:
        return linkedin.read_linkedin(archive, by_linkedin, parameters, told)
    if (by_facebook := facebook.recognise(archive)) is not None:
        if by_facebook.kind == ENCRYPTED_KIND:
            return facebook.read_encrypted(archive, by_facebook, parameters, told)
        return facebook.read_facebook(archive, by_facebook, parameters, told)
    if not archive.members:
        raise NotRecognisedError(f"{printable(archive.name)} holds no file: download it again.")
    raise NotRecognisedError(
        f"{printable(archive.name)} is not a LinkedIn or Facebook download that this program "
        "knows: give the zip as it was sent, or the folder unpacked from it."
    )
