"""Zips for the tests, hostile ones included."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.archive import Archive

MOMENT = (2024, 3, 5, 6, 7, 8)


def entry(name: str, mode: int = 0o100644, moment: tuple[int, ...] = MOMENT) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x", (*moment,))  # type: ignore[arg-type]
    info.filename = name
    info.external_attr = mode << 16
    info.create_system = 3
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as out:
        for name, data in files.items():
            out.writestr(entry(name), data)
    return sink.getvalue()


def write_zip(path: Path, files: Mapping[str, bytes | str]) -> Path:
    path.write_bytes(zipped(files))
    return path


def write_folder(path: Path, files: Mapping[str, bytes | str]) -> Path:
    for name, data in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def content(archive: Archive) -> dict[str, bytes]:
    return {member.path: archive.read(member) for member in archive.members}


def central(data: bytes, offset: int, layout: str, value: int, nth: int = 0) -> bytes:
    """Return the zip with a number in the nth record of its central directory changed."""
    at = -1
    for _ in range(nth + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    changed = bytearray(data)
    struct.pack_into(layout, changed, at + offset, value)
    return bytes(changed)
