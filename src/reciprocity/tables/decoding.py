"""Bytes of a member to clean UTF-8. Facts: linkedin.md section 1, encoding and line ends."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

_LINE_END: Final = re.compile(rb"\r\n?|\n")
_WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GLANCE: Final = 64


@dataclass(frozen=True, kw_only=True)
class Text:
    """The text of a member as UTF-8 bytes without BOM and NUL, every line ended by LF or CRLF.

    cut: the last line had no end. doubts: (kind, hint) of what had to be mended.
    """

    body: bytes
    encoding: str
    cut: bool
    doubts: tuple[tuple[str, str], ...]


def clean_text(data: bytes) -> Text:
    """Return the text of a member, whatever it was saved as. Raises nothing."""
    doubts: list[tuple[str, str]] = []
    encoding = _encoding(data)
    if encoding.startswith("utf-16"):
        body = _from_wide(data, encoding, doubts)
    else:
        body = data.removeprefix(codecs.BOM_UTF8)
        lines = 0 if _is_utf8(body) else sum(not _is_utf8(line) for line in _lines(body))
        if lines:
            encoding = "utf-8 with cp1252"
            body = b"".join(_mended(line) for line in _lines(body))
            doubts.append(("not UTF-8", _NOT_UTF8.format(lines)))
    if b"\0" in body:
        doubts.append(("NUL bytes", f"{body.count(0)} NUL bytes were dropped."))
        body = body.replace(b"\0", b"")
    body = _with_line_feeds(body)
    cut = not body.endswith(b"\n")
    return Text(body=body + b"\n" * cut, encoding=encoding, cut=cut, doubts=tuple(doubts))


_NOT_UTF8: Final = (
    "{} lines are not UTF-8; their stray bytes were read as Windows-1252, so letters may be wrong."
)


def _encoding(data: bytes) -> str:
    """Return the name of the encoding; UTF-16 without a mark shows in its many NUL bytes."""
    if data[:2] in _WIDE:
        return _WIDE[data[:2]]
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    even, odd = data[:_GLANCE:2], data[1:_GLANCE:2]
    if odd and odd.count(0) > len(odd) * 0.8 and not even.count(0):
        return "utf-16-le"
    if odd and even.count(0) > len(even) * 0.8 and not odd.count(0):
        return "utf-16-be"
    return "utf-8"


def _from_wide(data: bytes, encoding: str, doubts: list[tuple[str, str]]) -> bytes:
    if data[:2] in _WIDE:
        data = data[2:]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        doubts.append(("not UTF-16", "Some characters could not be read and were replaced."))
        text = data.decode(encoding, "replace")
    return text.encode()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _mended(line: bytes) -> bytes:
    """Return a line in UTF-8: what is UTF-8 in it stays, every other byte is read as cp1252."""
    return line.decode("utf-8", "reciprocity.cp1252").encode()


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    try:
        return byte.decode("cp1252"), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error("reciprocity.cp1252", _as_cp1252)


def _with_line_feeds(body: bytes) -> bytes:
    """Return the body with LF or CRLF; where the first line ends in a lone CR, all line ends LF."""
    first = _LINE_END.search(body)
    if first and first[0] == b"\r":
        return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return body + b"\n" if body.endswith(b"\r") else body
