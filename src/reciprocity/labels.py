"""What the user says of single messages: a CSV of the user's own, read and completed.

It has the columns `event_id` and `label` (`pitch`, `ordinary` or nothing yet), in any case; others
are the user's and stay as they are.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Final

from reciprocity.errors import UsageError
from reciprocity.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ID: Final = "event_id"
LABEL: Final = "label"
WORDS: Final = {"pitch": True, "ordinary": False}
_NAMES: Final = {is_pitch: word for word, is_pitch in WORDS.items()}
# Spreadsheets of some countries save with other separators, and with a mark in front.
_SEPARATORS: Final = ",;\t"
_MARK: Final = "\ufeff"
_NUMBER: Final = re.compile(r"[0-9]+(?:e[0-9]+)?")


@dataclass(frozen=True, kw_only=True)
class Labels:
    """By event_id, whether the user calls the message a pitch."""

    pitches: Mapping[str, bool] = field(default_factory=dict)
    source: str = field(default="", compare=False)


def read_labels(path: Path | None) -> Labels:
    """Read the user's labels; UsageError for a file that cannot be read or says something else."""
    if path is None:
        return Labels()
    return Labels(pitches=LabelsFile(path).pitches(), source=path.name)


class LabelsFile:
    """The file, to be completed while others may write in it too.

    UsageError, naming the file and the row (1-based, the header counted) but never what is
    written there, for a file that cannot be read, lacks a column, or contradicts itself.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Read the file; `new`: one that is not there is empty."""
        self.path = path
        self._new = new
        self._answers: dict[str, bool | None] = {}
        self._read = self._sheet().pitches()

    def pitches(self) -> dict[str, bool]:
        """Return event_id -> is it a pitch, for every row that had a label when it was opened."""
        return self._read

    def put(self, answers: Mapping[str, bool | None]) -> None:
        """Save labels by event_id, in the file as it stands now; None takes a label back.

        All that was put before is put again: whoever had opened the file earlier may have saved it
        without. What was taken back is not: somebody else may say something of it now.
        """
        self._answers |= answers
        sheet = self._sheet()
        with replacing(self.path, users_own=True) as file:
            file.write(sheet.text().encode("utf-8"))
        self._answers = {name: told for name, told in self._answers.items() if told is not None}

    def _sheet(self) -> _Sheet:
        there = self.path.exists() or not self._new
        sheet = _Sheet(self._text() if there else f"{ID},{LABEL}\n", self.path.name)
        for event_id, is_pitch in self._answers.items():
            sheet.tell(event_id, is_pitch)
        sheet.check()
        return sheet

    def _text(self) -> str:
        name = self.path.name
        try:
            if self.path.exists() and not self.path.is_file():
                raise UsageError(f"The labels file {name} cannot be read: it is no regular file.")
            return self.path.read_bytes().decode("utf-8")
        except OSError as error:
            raise UsageError(f"The labels file {name} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"The labels file {name} is not UTF-8; save it as such.") from error


class _Sheet:
    """The rows of a file, and how it writes them."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._mark = _MARK if text.startswith(_MARK) else ""
        text = text.removeprefix(_MARK)
        first, _, _ = text.partition("\n")
        self._end = "\r\n" if first.endswith("\r") else "\n"
        self._separator = max(_SEPARATORS, key=first.count)
        self._rows = self._records(text)
        header = [cell.strip().lower() for cell in self._rows[0]] if self._rows else []
        if header.count(ID) != 1 or header.count(LABEL) != 1:
            raise UsageError(f"The labels file {name} needs the columns {ID} and {LABEL}.")
        self._id, self._label = header.index(ID), header.index(LABEL)
        self._places: dict[str, list[int]] = {}
        for row in range(1, len(self._rows)):
            self._places.setdefault(self._event(row), []).append(row)

    def _records(self, text: str) -> list[list[str]]:
        reader = csv.reader(StringIO(text, newline=""), delimiter=self._separator, strict=True)
        rows: list[list[str]] = []
        try:
            rows.extend(reader)
        except csv.Error as error:
            raise UsageError(
                f"The labels file {self._name} cannot be read in row {len(rows) + 1}."
            ) from error
        return rows

    def check(self) -> None:
        """Raise UsageError for a row that says something else, of no event, or the contrary."""
        said: dict[str, tuple[bool, int]] = {}
        for row in range(1, len(self._rows)):
            told, name = self._told(row), self._event(row)
            if told is None:
                continue
            if not name:
                raise UsageError(self._wrong(row, "has a label but no event_id"))
            before, where = said.setdefault(name, (told, row))
            if before is not told:
                raise UsageError(self._wrong(row, f"contradicts row {where + 1}"))

    def pitches(self) -> dict[str, bool]:
        """Return event_id -> is it a pitch, for every row with a label."""
        told = ((self._event(row), self._told(row)) for row in range(1, len(self._rows)))
        return {name: is_pitch for name, is_pitch in told if is_pitch is not None}

    def tell(self, event_id: str, is_pitch: bool | None) -> None:
        """Set the label in the rows of the event that have one, else in its first or a new one."""
        rows = self._places.get(event_id) or [self._added(event_id)]
        for row in [row for row in rows if self._cell(row, self._label)] or rows[:1]:
            cells = self._rows[row]
            cells += [""] * (self._label + 1 - len(cells))
            cells[self._label] = "" if is_pitch is None else _NAMES[is_pitch]

    def text(self) -> str:
        """Return the content of the file."""
        text = StringIO(newline="")
        # Python 3.11 leaves a lone \r without quotes, and so takes it for the end of a row later.
        bare = any("\r" in cell for row in self._rows for cell in row)
        csv.writer(
            text,
            delimiter=self._separator,
            lineterminator=self._end,
            quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL,
        ).writerows(self._rows)
        return self._mark + text.getvalue()

    def _added(self, event_id: str) -> int:
        self._rows.append([""] * len(self._rows[0]))
        self._rows[-1][self._id] = as_cell(event_id)
        self._places[event_id] = [len(self._rows) - 1]
        return len(self._rows) - 1

    def _event(self, row: int) -> str:
        return self._cell(row, self._id).removeprefix("'")

    def _told(self, row: int) -> bool | None:
        word = self._cell(row, self._label).lower()
        if word and word not in WORDS:
            raise UsageError(self._wrong(row, f"says neither {' nor '.join(WORDS)}"))
        return WORDS.get(word)

    def _cell(self, row: int, column: int) -> str:
        cells = self._rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def _wrong(self, row: int, wrong: str) -> str:
        return f"The labels file {self._name}: row {row + 1} {wrong}."


def as_cell(event_id: str) -> str:
    """Return the id as a spreadsheet keeps it: one that looks like a number gets a quote."""
    return f"'{event_id}" if _NUMBER.fullmatch(event_id) else event_id
