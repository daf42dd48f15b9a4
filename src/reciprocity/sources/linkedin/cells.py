"""Rows of a snapshot as a frame of texts, as the CSV of the export would give it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from reciprocity.sources.linkedin.domains import DOMAINS
from reciprocity.sources.linkedin.portability import Repeated
from reciprocity.tables import fold_column

if TYPE_CHECKING:
    from collections.abc import Iterable

# The files of the export have up to 19 columns; beyond these a list of rows is none of them.
_MOST_COLUMNS: Final = 200
# Beyond it a number that did not fit into 64 bits, or has a fraction, has lost digits.
_LARGEST: Final = 2**53
# What the API puts in place of a value that it failed on (read in others' notes, not measured).
_UNPROCESSED: Final = "unable_to_process_this_field"
# The files say Yes and No (section 2.3).
_DRAFTS: Final = ("is_message_draft", "is_conversation_draft")

_HINTS: Final = {
    "broken row": "The row is not an object of keys and values and was left out.",
    "nested value": "A value of this row is a list or an object; it counts as empty.",
    "huge number": "A number of this row is too large to keep its digits; it counts as empty.",
    "repeated key": "A key stands twice in this row; its last value counts.",
    "unprocessed value": "LinkedIn could not give a value of this row; it counts as empty.",
    "many keys": "The rows have more keys than any table of LinkedIn's; the rest was left out.",
    "bad endorsement": "The row does not tell whether the endorsement was given or received.",
}


class Flaw(NamedTuple):
    """What is wrong with a row; row is None for all of them."""

    row: int | None
    kind: str
    hint: str


class Rows(NamedTuple):
    """The good rows by kind of file, and the flaws."""

    frames: dict[str, pl.DataFrame]
    flaws: list[Flaw]


def frame_of(rows: Iterable[Any], first: int, domain: str) -> Rows:
    """Return the rows of a domain by kind of file, numbered from `first`.

    A String column for each key (tables.fold_column), "" where a row lacks it, and `row` (Int64).
    Numbers and truth values become their text, null becomes "".
    """
    table = _Table()
    for number, row in enumerate(rows, first):
        table.add(number, row)
    if not table.numbers:
        return Rows({}, table.flaws)
    frame = table.frame()
    if domain == "ENDORSEMENTS":
        frames, unclear = _endorsements(frame)
        return Rows(frames, [*table.flaws, *unclear])
    return Rows({DOMAINS[domain][0]: frame}, table.flaws)


class _Table:
    """Columns of texts that grow by rows."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.numbers: list[int] = []
        self._rows: list[dict[str, str]] = []
        self._names: dict[str, str] = {}  # the column of each key; "" for one key too many
        self._columns: dict[str, None] = {}

    def add(self, number: int, row: object) -> None:
        """Take one row, or count it."""
        if not isinstance(row, dict):
            self._note(number, "broken row")
            return
        cells: dict[str, str] = {}
        kinds = {"repeated key"} if isinstance(row, Repeated) else set()
        for key, value in row.items():
            text, flaw = _text(value)
            kinds |= {flaw} if flaw else set()
            column = self._column(key)
            if column and column in cells:
                kinds.add("repeated key")
            if column and (text or column not in cells):
                cells[column] = text
        self.numbers.append(number)
        self._rows.append(cells)
        for kind in sorted(kinds):
            self._note(number, kind)

    def frame(self) -> pl.DataFrame:
        """Return the rows that were taken."""
        columns = {
            column: pl.Series([cells.get(column, "") for cells in self._rows], dtype=pl.String)
            for column in self._columns
        }
        frame = pl.DataFrame({**columns, "row": pl.Series(self.numbers, dtype=pl.Int64)})
        drafts = [pl.col(name) for name in _DRAFTS if name in columns]
        return frame.with_columns(
            pl.when(draft.str.to_lowercase().is_in(["true", "1"]))
            .then(pl.lit("Yes"))
            .otherwise(draft)
            .name.keep()
            for draft in drafts
        )

    def _column(self, key: str) -> str:
        if key in self._names:
            return self._names[key]
        column = fold_column(_clean(key)) or "column"
        column = "row_2" if column == "row" else column
        if column not in self._columns and len(self._columns) == _MOST_COLUMNS:
            if "" not in self._names.values():
                self._note(None, "many keys")
            column = ""
        else:
            self._columns[column] = None
        self._names[key] = column
        return column

    def _note(self, number: int | None, kind: str) -> None:
        self.flaws.append(Flaw(number, kind, _HINTS[kind]))


def _text(value: object) -> tuple[str, str | None]:
    """Return the text of a value as the CSV would hold it, and what is wrong with it, if so."""
    match value:
        case str():
            text = _clean(value)
            lost = len(text) < 40 and text.strip(" .").casefold() == _UNPROCESSED
            return ("", "unprocessed value") if lost else (text, None)
        case None:
            return "", None
        case bool():
            return ("true" if value else "false"), None
        case int():
            return str(value), None
        case float():
            huge = not math.isfinite(value) or abs(value) > _LARGEST
            return ("", "huge number") if huge else (str(value), None)
        case _:
            return "", "nested value"


def _clean(text: str) -> str:
    """Return the text without NUL, half a surrogate pair as `?`: neither is text."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _endorsements(frame: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], list[Flaw]]:
    """Tell endorsements given from those received by the keys that name the other party."""
    others, targets = (
        [column for column in frame.columns if column.startswith(role)]
        for role in ("endorser_", "endorsee_")
    )
    received, given = _any_filled(others), _any_filled(targets)
    unclear = frame.filter(received == given)["row"]
    frames = {
        "endorsements received": frame.filter(received & ~given).drop(targets),
        "endorsements given": frame.filter(given & ~received).drop(others),
    }
    hint = _HINTS["bad endorsement"]
    return (
        {kind: rows for kind, rows in frames.items() if rows.height},
        [Flaw(number, "bad endorsement", hint) for number in unclear],
    )


def _any_filled(columns: list[str]) -> pl.Expr:
    filled = [pl.col(column).str.strip_chars() != "" for column in columns]
    return pl.any_horizontal(pl.lit(value=False), *filled)
