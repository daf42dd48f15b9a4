"""One zip or one folder as given: its safe members, and reading them within limits.

Facts of the providers: linkedin.md section 1 (double extensions, colons in names, times without a
zone), facebook.md section 1.1. Whatever cannot be read safely is refused with one sentence that
names the zip or folder and never what is in it.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from reciprocity.archive.unpacking import AT_ONCE, UnpackingError, unpacked
from reciprocity.errors import DamagedError, NotRecognisedError
from reciprocity.printable import printable
from reciprocity.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_DAMAGE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    UnpackingError,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Providers use no other; of these alone Python unpacks a piece without unpacking all it expands to.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_RATIO_FLOOR: Final = 16 << 20
_LONGEST_LINK: Final = 4096
_ENCRYPTED: Final = 0x41
_ZIP_EPOCH: Final = date(1980, 1, 1)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_JUNK: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

_AGAIN: Final = "download it again"
_LEFT_OUT: Final = "It was left out; what it holds is missing from the result."
_TWICE: Final = "Another file in the zip bears the same name; only the last one of them was read."
_UNPACK: Final = "unpack it yourself and give the folder"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one zip or folder may hold, in members and uncompressed bytes.

    max_ratio: uncompressed to compressed, judged on members above 16 MiB. max_nesting: how many
    zips may be wrapped around each other, beside the outermost.
    """

    max_members: int = 200_000
    max_member_bytes: int = 2 << 30
    max_total_bytes: int = 8 << 30
    max_ratio: float = 200.0
    max_nesting: int = 2


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file in an archive.

    archive: file name of the zip or folder it came from. path: posix path inside, wrapper folders
    and wrapping zips included; name: its last part. Both are cleared of characters that cannot be
    printed. size: bytes, as declared. modified: naive, the zone is unknown; None when not told.
    """

    archive: str
    path: str
    name: str
    size: int
    modified: datetime | None

    def __hash__(self) -> int:
        """Hash the path alone: few members share one, and each is looked up many times."""
        return hash(self.path)


class Entry(NamedTuple):
    """How to read a member."""

    pieces: Callable[[], Iterator[bytes]]
    packed: int | None  # compressed bytes, None for a file in a folder
    known: bool = True  # packed by a method that can be unpacked piece by piece


@dataclass(kw_only=True)
class Part:
    """One zip or folder as given: its members and the bytes read from it so far."""

    path: Path
    name: str
    limits: Limits
    entries: dict[Member, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)
    spent: int = 0

    def refuse(self, why: str, advice: str = _AGAIN) -> DamagedError:
        """Return the error that says in one sentence what is wrong and what to do."""
        return DamagedError(f"{self.name} {why}: {advice}.")

    def doubt(self, path: str, kind: str, hint: str) -> None:
        """Note a file that is left out."""
        member = printable(path)
        self.problems.append(
            Problem(archive=self.name, member=member, row=None, kind=kind, hint=hint)
        )

    def read(self, member: Member) -> bytes:
        """Return the bytes of a member; DamagedError when it is damaged or too large."""
        entry = self.entries[member]
        if member.size > self.limits.max_member_bytes:
            raise self.refuse("holds a file larger than any download has")
        if not entry.known:
            raise self.refuse("holds a file packed by an unusual method", _UNPACK)
        try:
            data = self._drain(entry.pieces(), entry.packed)
        except _DAMAGE:
            raise self.refuse("is damaged: a file in it cannot be read") from None
        if entry.packed is not None and len(data) != member.size:
            raise self.refuse("is damaged: a file in it is not as long as it says")
        return data

    def _drain(self, pieces: Iterator[bytes], packed: int | None) -> bytes:
        kept = []
        size = 0
        for piece in pieces:
            kept.append(piece)
            size += len(piece)
            self.spent += len(piece)
            self._check(size, packed)
        return b"".join(kept)

    def _check(self, size: int, packed: int | None) -> None:
        limits = self.limits
        swollen = packed is not None and size > max(_RATIO_FLOOR, limits.max_ratio * packed)
        if swollen or size > limits.max_member_bytes or self.spent > limits.max_total_bytes:
            raise self.refuse("unpacks to far more than a download holds and was refused")


def open_part(path: Path, name: str, limits: Limits) -> Part:
    """Return the zip or folder at a resolved path, shown under the name; close its stack."""
    part = Part(path=path, name=printable(name) or "/", limits=limits)
    with part.stack:
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                _add_folder(part)
            else:
                _add_file(part, regular=stat.S_ISREG(mode))
        except PermissionError:
            raise part.refuse("cannot be opened", "ask for permission to read it") from None
        except OSError:
            raise part.refuse("cannot be read", "copy it to another place and try again") from None
        part.stack = part.stack.pop_all()
    return part


def is_junk(path: str) -> bool:
    """Say whether a path inside is what systems add on their own, not the provider."""
    parts = path.split("/")
    name = parts[-1]
    return "__MACOSX" in parts or name.startswith("._") or name.casefold() in _JUNK


def _add_folder(part: Part) -> None:
    def deny(error: OSError) -> None:
        if Path(error.filename) == part.path:
            raise error
        part.doubt(os.path.relpath(error.filename, part.path), "no permission", _LEFT_OUT)

    for folder, folders, names in os.walk(part.path, onerror=deny):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            inner = file.relative_to(part.path).as_posix()
            if not is_junk(inner):
                _add_inner_file(part, file, inner)


def _add_inner_file(part: Part, file: Path, inner: str) -> None:
    try:
        true = file.resolve(strict=True)
        status = true.stat()
    except (OSError, RuntimeError):
        return part.doubt(inner, "broken link", _LEFT_OUT)
    if not true.is_relative_to(part.path):
        return part.doubt(inner, "link out of the folder", _LEFT_OUT)
    if not stat.S_ISREG(status.st_mode):
        return part.doubt(inner, "not a file", _LEFT_OUT)
    member = _member(part, inner, status.st_size, _file_time(status.st_mtime))
    part.entries[member] = Entry(partial(_pieces_of, true), None)
    _check_count(part, len(part.entries))
    return None


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(AT_ONCE):
            yield piece


def _file_time(seconds: float) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(seconds, tz=UTC).replace(tzinfo=None)
    except (OSError, OverflowError, ValueError):
        return None
    return None if moment.date() == _ZIP_EPOCH else moment.replace(microsecond=0)


def _check_count(part: Part, count: int) -> None:
    if count > part.limits.max_members:
        raise part.refuse("holds too many files", "give the download itself, or its folder")


def _member(part: Part, path: str, size: int, modified: datetime | None) -> Member:
    shown = printable(path)
    name = posixpath.basename(shown)
    return Member(archive=part.name, path=shown, name=name, size=size, modified=modified)


def _add_file(part: Part, *, regular: bool) -> None:
    if not regular:
        raise _not_a_zip(part)
    stream = part.stack.enter_context(part.path.open("rb"))
    try:
        start = stream.read(4)
        is_zip = start.startswith(_MAGIC) or zipfile.is_zipfile(stream)
    except zipfile.BadZipFile:
        is_zip = True
    if not start:
        raise part.refuse("is empty")
    if not is_zip:
        raise _not_a_zip(part)
    _add_zip(part, stream, prefix="", depth=0)


def _not_a_zip(part: Part) -> NotRecognisedError:
    return NotRecognisedError(
        f"{part.name} is not a zip: give the .zip that LinkedIn or Facebook sent, or the folder "
        "unpacked from it."
    )


def _add_zip(part: Part, stream: IO[bytes], *, prefix: str, depth: int) -> None:
    try:
        room = stream.seek(0, os.SEEK_END)
        opened = part.stack.enter_context(zipfile.ZipFile(stream))
    except _DAMAGE:
        raise part.refuse("is damaged or not complete") from None
    _check_count(part, len(opened.infolist()))
    kept: dict[str, zipfile.ZipInfo] = {}
    for path, info in _safe_members(part, opened):
        if _content(info) != _content(kept.get(path, info)):
            part.doubt(path, "name twice", _TWICE)
        kept[path] = info
    if [path for path in kept if path.casefold().endswith(".zip")] == list(kept) and len(kept) == 1:
        return _add_inner_zip(part, stream, kept, prefix=prefix, depth=depth)
    for path, info in kept.items():
        _add_zipped(part, stream, prefix + path, info, room)
    return None


def _content(info: zipfile.ZipInfo) -> tuple[int, int]:
    return info.CRC, info.file_size


def _add_inner_zip(
    part: Part,
    outer: IO[bytes],
    only: dict[str, zipfile.ZipInfo],
    *,
    prefix: str,
    depth: int,
) -> None:
    if depth >= part.limits.max_nesting:
        raise part.refuse("is a zip in a zip in a zip", _UNPACK)
    ((path, info),) = only.items()
    member = _add_zipped(part, outer, prefix + path, info, info.compress_size)
    data = io.BytesIO(part.read(member))
    del part.entries[member]
    _add_zip(part, data, prefix=f"{member.path}/", depth=depth + 1)


def _add_zipped(
    part: Part, stream: IO[bytes], path: str, info: zipfile.ZipInfo, room: int
) -> Member:
    member = _member(part, path, info.file_size, _zip_time(info))
    packed = min(info.compress_size, room)
    known = info.compress_type in _METHODS
    part.entries[member] = Entry(partial(unpacked, stream, info), packed, known)
    return member


def _safe_members(part: Part, opened: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield path and entry of every file; an entry of the same path comes later and wins."""
    for info in opened.infolist():
        path = info.filename.replace("\\", "/")
        if info.flag_bits & _ENCRYPTED:
            raise part.refuse("is protected by a password", _UNPACK)
        if _escapes(path):
            raise part.refuse("holds a file that would land outside its folder and was refused")
        clean = "/".join(step for step in path.split("/") if step not in {"", "."})
        if path.endswith("/") or not clean or is_junk(clean):
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            _judge_link(part, opened, info, clean)
            continue
        yield clean, info


def _escapes(path: str) -> bool:
    return path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")


def _judge_link(part: Part, opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> None:
    """Leave a link out; refuse the zip when it points out of it. No link is ever followed."""
    try:
        with opened.open(info) as stream:
            target = stream.read(_LONGEST_LINK).decode("utf-8", "replace").replace("\\", "/")
    except _DAMAGE:
        target = ""
    landing = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if target.startswith("/") or _DRIVE.match(target) or landing.split("/")[0] == "..":
        raise part.refuse("holds a link to a place outside of it and was refused")
    part.doubt(path, "link", _LEFT_OUT)


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        moment = datetime(*info.date_time)  # noqa: DTZ001 a zip does not say the zone
    except ValueError:
        return None
    return None if moment.date() == _ZIP_EPOCH else moment
