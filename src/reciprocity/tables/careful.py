"""The careful way to split a table: loses a broken record, and only that one.

A record is read strictly (RFC 4180) where that gives as many fields as the header has. Otherwise
its quotes are taken as text: `Ann "Annie" Roe`, `"He said "hi" to me"`. A quote that is never
closed swallows the lines after it; reading goes on at the next line from which a strict record of
the right width starts. Where the header names more columns than the rows have, a record that only
lacks fields at its end is of the right width as well. All searches for a closing quote remember
their last result, so that the work stays proportional to the size of the file, however broken it
is.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN: Final = "broken row"
SHORT: Final = "short row"

_QUOTE: Final = ord('"')
_RUN: Final = re.compile(rb'"+')
# An odd number of quotes: pairs are quotes in the text, the odd one closes the field.
_ODD: Final = rb'(?<!")"(?:"")*+(?!")'
# Tools append empty columns; beyond these a line is no record.
_MOST_EXTRA: Final = 1000


class Row(NamedTuple):
    """One record: fields None when it is broken; kind: what is wrong with it, if anything.

    following: where the next record or blank line starts.
    """

    number: int
    fields: list[bytes] | None
    kind: str | None
    following: int


class Field(NamedTuple):
    """Where the text of a field stands, its quotes left out, and whether it had quotes."""

    start: int
    stop: int
    quoted: bool


class Record(NamedTuple):
    """Where the fields of a record stand and where the next record starts."""

    fields: list[Field]
    following: int


class Reading(Enum):
    """How quotes are understood.

    STRICT: as RFC 4180 has them. TOLERANT: a quote closes a field only before a delimiter or line
    end. PLAIN: as STRICT, but a field with text after its closing quote is taken as it stands.
    """

    STRICT = auto()
    TOLERANT = auto()
    PLAIN = auto()


class _Next:
    """Finds the next match of a pattern, and remembers it for the places before it."""

    def __init__(self, pattern: bytes, body: bytes) -> None:
        self._pattern = re.compile(pattern)
        self._body = body
        self._asked, self._found, self._end = 0, -1, -1

    def end(self, place: int) -> int:
        """Return the end of the first match at or after a place, -1 when there is none."""
        if not self._asked <= place <= self._found:
            match = self._pattern.search(self._body, place)
            self._asked = place
            self._found, self._end = match.span() if match else (len(self._body), -1)
        return self._end


class Splitter:
    """Splits UTF-8 bytes that end in LF into records.

    width: how many fields a record has, 0 when that is not known. quoted: whether records start
    with a quote, which lines in the midst of a text seldom do.
    """

    def __init__(
        self, body: bytes, delimiter: str, *, width: int = 0, quoted: bool = False
    ) -> None:
        self._body = body
        self._mark = delimiter.encode()
        self._width = width
        self._quoted = quoted
        self._any_row = False
        self._any_half = False
        self._stop = re.compile(b"[" + re.escape(self._mark) + rb"\n]")
        self._odd = _Next(_ODD, body)
        self._closing = _Next(_ODD + rb"(?=" + re.escape(self._mark) + rb"|\r?\n)", body)

    def rows(self, place: int, number: int, *, cut: bool) -> Iterator[Row]:
        """Yield the records from a place on, blank lines counted but not yielded.

        number: that of the first. cut: the last line had no end, so a short one is broken.
        """
        while place < len(self._body):
            end = self._body.index(b"\n", place)
            if self._is_blank(place, end):
                place = end + 1
            else:
                fields, kind, place = self._take(place, end, cut=cut)
                texts = None if fields is None else self._filled(fields)
                yield Row(number, texts, kind, place)
            number += 1

    def record(
        self, place: int, reading: Reading = Reading.STRICT, end: int | None = None
    ) -> Record | None:
        """Return the record at a place, None when its quotes cannot be understood that way.

        end: the line end a quoted field may not run over, None when it may. Then a record that
        shows to be too wide is None as well, lest lines are read again and again to their end.
        """
        limit = len(self._body) if end is None else end + 1
        fields: list[Field] = []
        while True:
            got = self._field(place, reading, limit)
            if got is None:
                return None
            field, stop = got
            fields.append(field)
            place = stop + 1
            if self._body[stop] != self._mark[0]:
                return Record(fields, place)
            if end is None and self._is_too_wide(fields):
                return None

    def _is_too_wide(self, fields: list[Field]) -> bool:
        extra = len(fields) - self._width
        return (
            self._width > 0 and extra > 0 and (extra > _MOST_EXTRA or self._is_filled(fields[-1]))
        )

    def _is_filled(self, field: Field) -> bool:
        return not self._body[field.start : field.stop].isspace() and field.start < field.stop

    def texts(self, fields: list[Field]) -> list[bytes]:
        """Return the texts of fields, doubled quotes in quoted ones undone."""
        found = []
        for start, stop, quoted in fields:
            text = self._body[start:stop]
            found.append(text.replace(b'""', b'"') if quoted else text)
        return found

    def learn(self, *, quoted: bool) -> None:
        """Take note of good rows: whether they all start with a quote."""
        self._quoted = quoted and (self._quoted or not self._any_row)
        self._any_row = True

    def _field(self, place: int, reading: Reading, limit: int) -> tuple[Field, int] | None:
        """Return a field and the place of the delimiter or LF after it."""
        if self._body[place] != _QUOTE:
            return self._bare(place, strict=reading is Reading.STRICT)
        close = self._close(place, tolerant=reading is Reading.TOLERANT)
        stop = self._border(close) if 0 <= close <= limit else -1
        if 0 <= stop < limit:
            return Field(place + 1, close - 1, quoted=True), stop
        if reading is not Reading.PLAIN:
            return None
        bare = self._bare(place, strict=False)
        return None if bare and self._body.count(b'"', *bare[0][:2]) % 2 else bare

    def _bare(self, place: int, *, strict: bool) -> tuple[Field, int] | None:
        match = self._stop.search(self._body, place)
        stop = match.start() if match else len(self._body) - 1
        if strict and self._body.find(b'"', place, stop) >= 0:
            return None
        cr = stop > place and self._body.startswith(b"\r\n", stop - 1)
        return Field(place, stop - cr, quoted=False), stop

    def _close(self, place: int, *, tolerant: bool) -> int:
        """Return where the quoted field ends, its closing quote included, -1 when nowhere."""
        run = _RUN.match(self._body, place)
        after = run.end() if run else place
        if (after - place) % 2 == 0 and (not tolerant or self._border(after) >= 0):
            return after
        return (self._closing if tolerant else self._odd).end(after)

    def _border(self, place: int) -> int:
        """Return the place of the delimiter or LF that stands here, a CR before it skipped."""
        at = place + 1 if self._body.startswith(b"\r\n", place) else place
        return at if self._body[at : at + 1] in {self._mark, b"\n"} else -1

    def _is_blank(self, place: int, end: int) -> bool:
        line = self._body[place:end]
        return line in {b"", b"\r"} or (
            self._width > 1 and line.isspace() and self._mark not in line
        )

    def _take(
        self, place: int, end: int, *, cut: bool
    ) -> tuple[list[Field] | None, str | None, int]:
        """Return the fields of the record at a place, what is wrong, and where to go on."""
        strict = self.record(place)
        whole = self._fitting(strict) or self._mended(place, end)
        if whole:
            self.learn(quoted=self._body[place] == _QUOTE)
            return whole.fields, None, whole.following
        if strict and self._is_short(strict, end, cut=cut):
            self._any_half = True
            return strict.fields, SHORT, strict.following
        if strict and strict.following == end + 1:
            return None, BROKEN, end + 1
        if self.record(place, Reading.TOLERANT, end) or self.record(place, Reading.PLAIN, end):
            return None, BROKEN, end + 1
        return None, BROKEN, self._resume(end + 1)

    def _mended(self, place: int, end: int) -> Record | None:
        """Return the record with stray quotes as text: in this line, or over several lines.

        Over several lines only where none of them is a record by itself.
        """
        for reading in (Reading.TOLERANT, Reading.PLAIN):
            if line := self._fitting(self.record(place, reading, end)):
                return line
        many = self._fitting(self.record(place, Reading.TOLERANT))
        if many and self._first_record(end + 1, many.following, styled=True) is None:
            return many
        return None

    def _fitting(self, record: Record | None) -> Record | None:
        """Return the record when it is as wide as the header, empty fields beyond cut off."""
        if record is None or len(record.fields) < self._width:
            return None
        extra = record.fields[self._width :]
        if any(self._is_filled(field) for field in extra):
            return None
        return Record(record.fields[: self._width], record.following)

    def _is_half(self, record: Record) -> bool:
        """Say whether a record only lacks fields at its end, and not more than half of them."""
        return max(2, (self._width + 1) // 2) <= len(record.fields) < self._width

    def _is_short(self, record: Record, end: int, *, cut: bool) -> bool:
        """Say whether half a record is all there was: not cut off, no other record within it."""
        if not self._is_half(record) or (cut and record.following == len(self._body)):
            return False
        return self._first_record(end + 1, record.following, styled=True) is None

    def _filled(self, fields: list[Field]) -> list[bytes]:
        return self.texts(fields) + [b""] * (self._width - len(fields))

    def _resume(self, place: int) -> int:
        """Return the start of the next line that is a record, else the end of the file."""
        until = len(self._body)
        found = self._first_record(place, until, styled=True, half=self._only_halves())
        if found is None and not self._any_row:
            found = self._first_record(place, until, styled=False)
        if found is None and not self._any_row:
            found = self._first_record(place, until, styled=True, half=True)
        return until if found is None else found

    def _only_halves(self) -> bool:
        return self._any_half and not self._any_row

    def _first_record(
        self, place: int, until: int, *, styled: bool, half: bool = False
    ) -> int | None:
        while place < until:
            end = self._body.index(b"\n", place)
            if self._is_record(place, end, styled=styled, half=half):
                return place
            place = end + 1
        return None

    def _is_record(self, place: int, end: int, *, styled: bool, half: bool) -> bool:
        if self._is_blank(place, end):
            return False
        if styled and self._quoted and self._body[place] != _QUOTE:
            return False
        strict = self.record(place)
        if self._fitting(strict) or (half and strict and self._is_half(strict)):
            return True
        readings = (Reading.TOLERANT, Reading.PLAIN)
        return any(self._fitting(self.record(place, how, end)) for how in readings)
