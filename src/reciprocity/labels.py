"""What the user says of single messages: a CSV of the user's own, read and completed.

It has the columns `event_id` and `label` (`pitch`, `ordinary` or nothing yet); others are the
user's and stay as they are.
"""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Final

from reciprocity.errors import UsageError
from reciprocity.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    """The file as it stands, to be completed row by row; saved whole each time.

    UsageError, naming the file and the row (1-based, the header counted) but never what is
    written there, for a file that cannot be read, lacks a column, or contradicts itself.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Read the file; `new`: one that is not there is empty."""
        self.path = path
        text = f"{ID},{LABEL}\n" if new and not path.exists() else self._text()
        self._mark = _MARK if text.startswith(_MARK) else ""
        text = text.removeprefix(_MARK)
        first, _, _ = text.partition("\n")
        self._end = "\r\n" if first.endswith("\r") else "\n"
        self._separator = max(_SEPARATORS, key=first.count)
        self._rows = self._records(text)
        header = [cell.strip() for cell in self._rows[0]] if self._rows else []
        if header.count(ID) != 1 or header.count(LABEL) != 1:
            raise UsageError(f"The labels file {path.name} needs the columns {ID} and {LABEL}.")
        self._id, self._label = header.index(ID), header.index(LABEL)
        self._place = self._places()

    def pitches(self) -> dict[str, bool]:
        """Return event_id -> is it a pitch, for every row with a label."""
        told = ((name, self._told(row)) for name, row in self._place.items())
        return {name: is_pitch for name, is_pitch in told if is_pitch is not None}

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        name = self.path.name
        try:
            yield
        except OSError as error:
            raise UsageError(f"The labels file {name} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"The labels file {name} is not UTF-8; save it as such.") from error

    def _text(self) -> str:
        with self._refusing():
            return self.path.read_bytes().decode("utf-8")

    def _records(self, text: str) -> list[list[str]]:
        reader = csv.reader(StringIO(text, newline=""), delimiter=self._separator, strict=True)
        rows: list[list[str]] = []
        try:
            rows.extend(reader)
        except csv.Error as error:
            raise UsageError(
                f"The labels file {self.path.name} cannot be read in row {len(rows) + 1}."
            ) from error
        return rows

    def _places(self) -> dict[str, int]:
        """Return event_id -> the row that says something of it, else its first."""
        places: dict[str, int] = {}
        for row in range(1, len(self._rows)):
            told, name = self._told(row), self._cell(row, self._id).removeprefix("'")
            if told is not None and not name:
                raise UsageError(self._row(row, "has a label but no event_id"))
            before = self._told(places[name]) if name in places else None
            if None not in (told, before) and told is not before:
                raise UsageError(self._row(row, f"contradicts row {places[name] + 1}"))
            if name and (name not in places or before is None):
                places[name] = row
        return places

    def _told(self, row: int) -> bool | None:
        word = self._cell(row, self._label).lower()
        if word and word not in WORDS:
            raise UsageError(self._row(row, f"says neither {' nor '.join(WORDS)}"))
        return WORDS.get(word)

    def _cell(self, row: int, column: int) -> str:
        cells = self._rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def _row(self, row: int, wrong: str) -> str:
        return f"The labels file {self.path.name}: row {row + 1} {wrong}."

    def put(self, event_id: str, is_pitch: bool | None) -> None:
        """Save a label in the row of the event or in a new one; None takes the label back."""
        if event_id not in self._place:
            self._place[event_id] = len(self._rows)
            self._rows.append([""] * len(self._rows[0]))
            self._rows[-1][self._id] = as_cell(event_id)
        row = self._rows[self._place[event_id]]
        row += [""] * (self._label + 1 - len(row))
        row[self._label] = "" if is_pitch is None else _NAMES[is_pitch]
        self._save()

    def _save(self) -> None:
        text = StringIO(newline="")
        # Python 3.11 leaves a lone \r without quotes, and so takes it for the end of a row later.
        bare = any("\r" in cell for row in self._rows for cell in row)
        csv.writer(
            text,
            delimiter=self._separator,
            lineterminator=self._end,
            quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL,
        ).writerows(self._rows)
        with replacing(self.path) as file:
            file.write((self._mark + text.getvalue()).encode("utf-8"))


def as_cell(event_id: str) -> str:
    """Return the id as a spreadsheet keeps it: one that looks like a number gets a quote."""
    return f"'{event_id}" if _NUMBER.fullmatch(event_id) else event_id
