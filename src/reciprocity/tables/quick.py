"""The quick way to split a table: Polars, trusted only where the bytes prove it right.

The bytes are looked at once with NumPy: quotes must open and close at the borders of fields, and
every record must have as many fields as the header. Then every row Polars returns must hold
exactly as many bytes as its record. What is proven so is well-formed CSV, and `careful` gives the
same rows for it; from the first record that is not proven on, `careful` has to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Counts = npt.NDArray[np.int64]

_QUOTE: Final = ord('"')
_LF: Final = ord("\n")
_CR: Final = ord("\r")


class Quick(NamedTuple):
    """The rows up to the first record that is not proven well-formed.

    frame: strings. records: each row's record number from 0, blank lines counted. following and
    passed: where that record starts, and its number. quoted: every row starts with a quote.
    """

    frame: pl.DataFrame
    records: Counts
    following: int
    passed: int
    quoted: bool


class _Marks(NamedTuple):
    """Where quotes, delimiters and line ends stand, in order, as far as quotes are regular."""

    place: Counts
    byte: npt.NDArray[np.uint8]
    quote: Flags
    free: Flags  # not within quotes; an opening quote is within them, a closing one not
    after: npt.NDArray[np.uint8]


class _Records(NamedTuple):
    """One element per record, blank lines too."""

    start: Counts
    stop: Counts  # of the text, the line end not counted
    following: Counts
    delimiters: Counts
    payload: Counts  # bytes of all fields, unquoted

    def upto(self, count: int) -> _Records:
        return _Records(*(column[:count] for column in self))


def read_quickly(body: bytes, delimiter: str, names: list[str]) -> Quick:
    """Return the rows of a body as far as they are proven well-formed, perhaps none.

    body: UTF-8 that follows the header and ends in LF, at least that.
    """
    mark = ord(delimiter)
    data = np.frombuffer(body, np.uint8)
    records = _records(data, _marks(data, mark), mark)
    live = records.stop > records.start
    wrong = live & (records.delimiters != len(names) - 1)
    if wrong.any():
        records = records.upto(int(wrong.argmax()))
        live = live[: records.stop.size]
    rows = np.flatnonzero(live)
    nothing = Quick(_no_rows(names), rows[:0], 0, 0, quoted=True)
    if not rows.size:
        return nothing
    frame = _parsed(body, records, rows, delimiter, names)
    if frame is None or not _same_size(frame, records.payload[rows]):
        return nothing
    quoted = bool((data[records.start[rows]] == _QUOTE).all())
    return Quick(frame, rows, int(records.following[-1]), records.stop.size, quoted)


def _no_rows(names: list[str]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(names, pl.String))


def _marks(data: npt.NDArray[np.uint8], delimiter: int) -> _Marks:
    """Return the marks before the first quote or lone CR that stands where RFC 4180 has none."""
    place = np.flatnonzero((data == _QUOTE) | (data == delimiter) | (data == _LF) | (data == _CR))
    byte = data[place]
    quote = byte == _QUOTE
    free = (np.cumsum(quote, dtype=np.uint8) & 1) == 0
    before = data[place - 1]
    after = np.append(data[place[:-1] + 1], np.uint8(_LF))
    if place[0] == 0:
        before[0] = _LF
    border = (after == delimiter) | (after == _LF) | (after == _CR) | (after == _QUOTE)
    begins = (before == delimiter) | (before == _LF) | (before == _QUOTE)
    bad = quote & np.where(free, ~border, ~begins)
    bad |= (byte == _CR) & free & (after != _LF)
    end = int(bad.argmax()) if bad.any() else bad.size
    return _Marks(place[:end], byte[:end], quote[:end], free[:end], after[:end])


def _records(data: npt.NDArray[np.uint8], marks: _Marks, delimiter: int) -> _Records:
    free = marks.free
    ends = np.flatnonzero(free & (marks.byte == _LF))
    feed = marks.place[ends]
    following = feed + 1
    start = np.append(0, following)[:-1]
    stop = feed - ((data[feed - 1] == _CR) & (feed > start))
    delimiters = _per_record(free & (marks.byte == delimiter), ends)
    quotes = _per_record(marks.quote, ends)
    # Two quotes within a quoted field are one: the first closes, the second opens again.
    pairs = _per_record(marks.quote & free & (marks.after == _QUOTE), ends)
    payload = stop - start - delimiters - quotes + pairs
    return _Records(start, stop, following, delimiters, payload)


def _per_record(flags: Flags, ends: Counts) -> Counts:
    return np.diff(np.cumsum(flags, dtype=np.int64)[ends], prepend=0)


def _parsed(
    body: bytes, records: _Records, rows: Counts, delimiter: str, names: list[str]
) -> pl.DataFrame | None:
    """Return what Polars makes of the body without the blank lines around it."""
    first, last = rows[0], rows[-1]
    try:
        frame = pl.read_csv(
            body[records.start[first] : records.following[last]],
            has_header=False,
            schema=dict.fromkeys(names, pl.String),
            separator=delimiter,
            quote_char='"',
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height == last - first + 1 > rows.size:
        frame = frame[rows - first]
    return frame.fill_null("") if frame.height == rows.size else None


def _same_size(frame: pl.DataFrame, payload: Counts) -> bool:
    sizes = frame.select(pl.sum_horizontal(pl.all().str.len_bytes().cast(pl.Int64))).to_series()
    return bool((sizes.to_numpy() == payload).all())
