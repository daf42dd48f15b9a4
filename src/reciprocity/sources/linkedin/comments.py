r"""Comments.csv put right before it is read as a table. Facts: linkedin.md section 3.

LinkedIn writes it against RFC 4180 in two ways: quotes inside a comment stand as `\"` (2026), and a
comment of several lines without comma and quote stands without quotes, so that its lines look like
rows of their own (2021 to 2024).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_HEADER: Final = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*"?date"?,"?link"?,"?message"?[ \t]*\r?\n', re.IGNORECASE
)
# Every row begins with its moment, and a line of a comment hardly ever does.
_ROW: Final = re.compile(rb'^"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,', re.MULTILINE)
_FIELDS: Final = re.compile(rb'((?:(?:"[^"\r\n]*"|[^",\r\n]*),){2})(.*)', re.DOTALL)
_QUOTED: Final = re.compile(rb'"((?:[^"\\]++|\\.|"")*+)"[ \t]*(?:\r?\n|\Z)', re.DOTALL)
_INNER_QUOTE: Final = re.compile(rb'\\"|""')
# How many lines inside one quoted comment may look like the beginning of a row.
_MOST_ALIKE: Final = 10


class _Taken(NamedTuple):
    """A row as RFC 4180 has it, with whatever stands between it and the next, and where that is."""

    row: bytes
    following: int


def mend_comments(data: bytes) -> bytes:
    """Return the file with every comment in quotes as RFC 4180 has them, one record for each row.

    A row whose quotes never close is cut down to its date, which no table takes for a row. Whatever
    is not Comments.csv as LinkedIn writes it comes back unchanged.
    """
    header = _HEADER.match(data)
    starts = [match.start() for match in _ROW.finditer(data, header.end())] if header else []
    if not starts:
        return data
    ends = [*starts[1:], len(data)]
    pieces = [data[: starts[0]]]
    place = 0
    while place < len(starts):
        taken = _take(data, starts[place], ends[place : place + _MOST_ALIKE + 1])
        pieces.append(taken.row)
        place += next(i for i, end in enumerate(ends[place:], 1) if end == taken.following)
    return b"".join(pieces)


def _take(data: bytes, start: int, ends: list[int]) -> _Taken:
    """Return the row that starts here. ends: where the next lines that look like rows start."""
    fields = _FIELDS.fullmatch(data, start, ends[0])
    if fields is None:
        return _Taken(data[start : ends[0]], ends[0])
    before, text = fields.group(1, 2)
    if not text.startswith(b'"'):
        return _Taken(before + _quoted(text), ends[0])
    for end in ends:
        if quoted := _QUOTED.match(data, fields.start(2), end):
            return _Taken(before + _quoted(_unquoted(quoted[1])) + data[quoted.end() : end], end)
        inner = text.rstrip()[1:]
        if end == ends[0] and inner.endswith(b'"'):
            return _Taken(before + _quoted(_unquoted(inner[:-1])), end)
    return _Taken(before.partition(b",")[0] + b"\n", ends[0])


def _unquoted(text: bytes) -> bytes:
    return _INNER_QUOTE.sub(b'"', text)


def _quoted(text: bytes) -> bytes:
    return b'"' + text.rstrip(b"\r\n").replace(b'"', b'""') + b'"\n'
