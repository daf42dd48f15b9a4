"""Zip files whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FAT: Final = 0  # create_system as LinkedIn's own zips have it
_STEP: Final = timedelta(seconds=2)  # a zip holds even seconds only


def pack(members: Mapping[str, str | bytes], generated: datetime) -> bytes:
    """Return a zip of the members, sorted by name, written one after the other from `generated`.

    Entries are stored, not deflated: builds of zlib differ in the bytes they write.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, name in enumerate(sorted(members)):
            content = members[name]
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(_entry(name, generated + number * _STEP), data)
    return file.getvalue()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.create_system = _FAT
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED
    return entry
