"""The bytes of one member of a zip, unpacked piece by piece.

zipfile tells where members lie, but reads them through layers that copy every byte; a download
holds thousands. zlib-ng is a zlib twice as fast. Facts: the zip format's APPNOTE.TXT, 4.3.7.
"""

from __future__ import annotations

import struct
import zipfile
from typing import IO, TYPE_CHECKING, Final, cast

from zlib_ng import zlib_ng

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL: Final = struct.Struct("<4s22xHH")  # signature, length of the name, of the extra field
_SIGNATURE: Final = b"PK\x03\x04"
_UTF_8: Final = 0x800
# As long as most files of conversations are: those are unpacked in one go.
AT_ONCE: Final = 4 << 20

# A class, though its stubs call it an error that was raised.
UnpackingError: Final = cast("type[Exception]", zlib_ng.error)


def unpacked(stream: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member, AT_ONCE at most at a time.

    stream: the zip. info: of a member that is stored or deflated. Raises BadZipFile or
    UnpackingError when it is damaged or not as long as it says.
    """
    _find(stream, info)
    pieces = _inflated if info.compress_type == zipfile.ZIP_DEFLATED else _packed
    size = checksum = 0
    for piece in pieces(stream, info):
        size += len(piece)
        checksum = zlib_ng.crc32(piece, checksum)
        if size > info.file_size:
            break
        yield piece
    if size != info.file_size or checksum != info.CRC:
        raise zipfile.BadZipFile


def _find(stream: IO[bytes], info: zipfile.ZipInfo) -> None:
    """Go to where the member begins: after a header that must tell the same name."""
    stream.seek(info.header_offset)
    signature, name, extra = _LOCAL.unpack(stream.read(_LOCAL.size))
    encoding = "utf-8" if info.flag_bits & _UTF_8 else "cp437"
    if signature != _SIGNATURE or stream.read(name).decode(encoding) != info.orig_filename:
        raise zipfile.BadZipFile
    stream.seek(extra, 1)


def _packed(stream: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = info.compress_size
    while left and (piece := stream.read(min(left, AT_ONCE))):
        left -= len(piece)
        yield piece


def _inflated(stream: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacker = zlib_ng.decompressobj(-zlib_ng.MAX_WBITS)
    # Room for one byte too many, after which nobody asks for more. To ask for 4 MiB of which little
    # is there takes half as long again.
    left = info.file_size + 1
    for packed in _packed(stream, info):
        tail = packed
        # What is left to unpack of a piece may all be inside of the unpacker.
        while not unpacker.eof and (piece := unpacker.decompress(tail, min(left, AT_ONCE))):
            yield piece
            left -= len(piece)
            tail = unpacker.unconsumed_tail
