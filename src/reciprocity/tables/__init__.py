"""Reads a CSV-like member to a frame of strings and loses no good row.

Facts: linkedin.md sections 1 and 5 (preamble, encodings, quoting by year, duplicate columns).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from reciprocity.errors import DamagedError
from reciprocity.printable import printable
from reciprocity.problems import Problem
from reciprocity.tables.careful import BROKEN, SHORT, Reading, Row, Splitter
from reciprocity.tables.decoding import Text, clean_text
from reciprocity.tables.quick import read_quickly

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Table", "TableError", "fold_column", "read_table"]

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_LOOKED_THROUGH: Final = 100
_PATIENCE: Final = 100
_BETWEEN: Final = re.compile(r"[\W_]+")
_HINTS: Final = {
    BROKEN: "The row does not split into the columns of the file and was left out.",
    SHORT: "The row has fewer columns than the file; the missing ones count as empty.",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """One member as strings.

    frame: a String column per column of the file, named by fold_column with `_2`, `_3` for
    repeated names, an empty field as "", and `row` (Int64): the number a spreadsheet shows for the
    record, blank lines counted and a broken record counted once. columns: the names as they stand.
    header_row: the record the names stand in, 0 for an empty file.
    """

    frame: pl.DataFrame
    columns: tuple[str, ...]
    problems: tuple[Problem, ...]
    header_row: int
    encoding: str


class TableError(DamagedError):
    """A member that is no table, or not one that was asked for; `problem` counts it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        place = f"{printable(problem.member)} in {printable(problem.archive)}"
        super().__init__(f"{place} {problem.hint[:1].lower()}{problem.hint[1:]}")


class _Header(NamedTuple):
    columns: tuple[str, ...]
    row: int
    following: int  # where the record after it starts
    delimiter: str
    quoted: bool


def read_table(
    data: bytes, *, archive: str, member: str, headers: Sequence[frozenset[str]]
) -> Table:
    """Return a member as a table; its header is the first record that holds one of `headers`.

    headers: sets of folded names. An empty file gives the columns of the first set, no rows.
    Rows that cannot be split are left out, each with a Problem; rows that are all shorter than the
    header have one together. TableError: a workbook under the
    name of a CSV, or no such header in the first 100 records.
    """
    if data.startswith(_WORKBOOKS):
        raise TableError(_problem(archive, member, None, "workbook", _WORKBOOK))
    text = clean_text(data)
    doubts = [_problem(archive, member, None, kind, hint) for kind, hint in text.doubts]
    if not text.body.strip():
        return _empty(text, headers, doubts)
    header = _find_header(text, headers)
    if header is None:
        raise TableError(_problem(archive, member, None, "no header", _NO_HEADER))
    frame, bad = _read_rows(text, header)
    told = _told(bad, frame.height)
    bad_rows = [_problem(archive, member, number, kind, hint) for number, kind, hint in told]
    return Table(
        frame=frame,
        columns=header.columns,
        problems=(*doubts, *bad_rows),
        header_row=header.row,
        encoding=text.encoding,
    )


_WORKBOOK: Final = (
    "Is an Excel workbook under the name of a CSV; save it as CSV or use the original download."
)
_ALL_SHORT: Final = (
    "All rows have fewer columns than the row of names; the missing ones count as empty."
)
_NO_HEADER: Final = (
    "Has no row with the column names this program knows, so nothing was read from it."
)


def fold_column(name: str) -> str:
    """Return a column name as it is compared: `SENDER PROFILE URL` is `sender_profile_url`."""
    return _BETWEEN.sub("_", unicodedata.normalize("NFC", name).casefold()).strip("_")


def _problem(archive: str, member: str, row: int | None, kind: str, hint: str) -> Problem:
    said = hint or _HINTS[kind]
    return Problem(archive=archive, member=member, row=row, kind=kind, hint=said)


def _told(bad: list[Row], height: int) -> list[tuple[int | None, str, str]]:
    """Return (row, kind, hint) of what is wrong, once where the header is wider than any row.

    height: how many rows were read. A single short row stands for itself.
    """
    short = sum(row.kind == SHORT for row in bad)
    together = short == height > 1
    alone = [row for row in bad if not (together and row.kind == SHORT)]
    first: list[tuple[int | None, str, str]] = [(None, SHORT, _ALL_SHORT)] if together else []
    return first + [(row.number, row.kind or "", "") for row in alone]


def _empty(text: Text, headers: Sequence[frozenset[str]], doubts: list[Problem]) -> Table:
    names = sorted(headers[0]) if headers else []
    return Table(
        frame=_strings(names, []),
        columns=(),
        problems=tuple(doubts),
        header_row=0,
        encoding=text.encoding,
    )


def _find_header(text: Text, headers: Sequence[frozenset[str]]) -> _Header | None:
    """Return the header for the first delimiter that shows it: comma, tab, semicolon."""
    order = "\t,;" if text.encoding.startswith("utf-16") else ",\t;"
    found = (_header_split_by(delimiter, text.body, headers) for delimiter in order)
    return next((header for header in found if header), None)


def _header_split_by(
    delimiter: str, body: bytes, headers: Sequence[frozenset[str]]
) -> _Header | None:
    splitter, place = Splitter(body, delimiter), 0
    for number in range(1, _LOOKED_THROUGH + 1):
        if place >= len(body):
            break
        end = body.index(b"\n", place)
        record = splitter.record(place) or splitter.record(place, Reading.TOLERANT, end)
        columns = [cell.decode() for cell in splitter.texts(record.fields)] if record else []
        following = record.following if record else end + 1
        known = {fold_column(column) for column in columns}
        if any(header <= known for header in headers):
            quoted = body.startswith(b'"', place)
            return _Header(tuple(columns), number, following, delimiter, quoted)
        place = following
    return None


def _names(columns: Sequence[str]) -> list[str]:
    """Return one name per column, none of them twice and none of them `row`."""
    names: list[str] = []
    taken = {"row"}
    counts: dict[str, int] = {}
    for column in columns:
        base = name = fold_column(column) or "column"
        while name in taken:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base}_{counts[base]}"
        taken.add(name)
        names.append(name)
    return names


def _read_rows(text: Text, header: _Header) -> tuple[pl.DataFrame, list[Row]]:
    """Return the frame, and the rows something is wrong with.

    Quick and careful take turns: the careful reading gets a few records at first, then more and
    more, so that a file with many broken records is not looked through from each of them.
    """
    names = _names(header.columns)
    splitter = Splitter(text.body, header.delimiter, width=len(names), quoted=header.quoted)
    place, number, patience = header.following, header.row + 1, _PATIENCE
    frames, bad = [_strings(names, [])], list[Row]()
    while place < len(text.body):
        quick = read_quickly(text.body[place:], header.delimiter, names)
        if quick.frame.height:
            splitter.learn(quoted=quick.quoted)
            frames.append(_numbered(quick.frame, (quick.records + number).tolist()))
        place, number = place + quick.following, number + quick.passed
        rows = list(islice(splitter.rows(place, number, cut=text.cut), patience))
        if not rows:
            break
        frames.append(_strings(names, rows))
        bad += [row for row in rows if row.kind]
        place, number, patience = rows[-1].following, rows[-1].number + 1, patience * 4
    return pl.concat(frames), bad


def _strings(names: list[str], rows: list[Row]) -> pl.DataFrame:
    good = [row.fields for row in rows if row.fields is not None]
    columns = zip(*good, strict=True) if good else ([] for _ in names)
    series = [
        pl.Series(name, list(values), pl.Binary).cast(pl.String)
        for name, values in zip(names, columns, strict=True)
    ]
    return _numbered(pl.DataFrame(series), [row.number for row in rows if row.fields is not None])


def _numbered(frame: pl.DataFrame, numbers: list[int]) -> pl.DataFrame:
    return frame.with_columns(pl.Series("row", numbers, pl.Int64))
