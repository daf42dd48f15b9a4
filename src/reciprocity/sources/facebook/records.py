"""JSON members as plain values; of a file that was damaged, every whole record of it.

Facts: facebook.md section 1.1 (members that are no JSON), 2 (versioned keys), 6.1 (encoding).
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from reciprocity.errors import DamagedError
from reciprocity.printable import printable
from reciprocity.problems import Problem
from reciprocity.sources.lenient import NOTHING, read_leniently

if TYPE_CHECKING:
    from collections.abc import Iterator

# A quote alone opens a text that the file does not close any more.
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|["\[\]{},]', re.DOTALL)
_CLOSER: Final = {"[": "]", "{": "}"}
_VERSION: Final = r"(_v[0-9]+)?"
_LISTS: Final = ("entries", "data", "activity_log_data")


class RecordsError(DamagedError):
    """A member that is no JSON at all; `problem` counts it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        place = f"{printable(problem.member)} in {printable(problem.archive)}"
        super().__init__(f"{place} is not a file of records: download it again.")


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The value of a member, and the problem when only a part of it could be read."""

    value: Any
    problem: Problem | None = None


def load(data: bytes, *, archive: str, member: str) -> Loaded:
    """Return the value of a JSON member; texts are not repaired yet.

    Of a damaged file the records of the list or lists nearest the root are read one by one: up to
    the break, with None for each record that is no JSON. Raises RecordsError when no record of it
    can be read.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Loaded(value=orjson.loads(data))
    except orjson.JSONDecodeError:
        pass
    text = _decoded(data)
    value = read_leniently(text)
    if value is not NOTHING:
        return Loaded(value=value)
    value = _rescued(text)
    where = {"archive": archive, "member": member}
    if value is NOTHING:
        hint = "This file is not JSON; what it holds is missing from the result."
        raise RecordsError(Problem(**where, row=None, kind="unreadable", hint=hint))
    hint = "The file breaks off or is damaged; only the whole records that are left were read."
    return Loaded(value=value, problem=Problem(**where, row=None, kind="cut file", hint=hint))


def _decoded(data: bytes) -> str:
    """Return the text of a member; bytes that are no UTF-8 become the replacement character."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", "replace")


def _parsed(text: str) -> Any:
    """Return the value of a text, or NOTHING."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return read_leniently(text)


def _rescued(text: str) -> Any:
    """Return what is left of a damaged text, each unreadable record of it None, or NOTHING."""
    steps = list(_steps(text))
    if not steps:
        return NOTHING
    value = _parsed(text[: steps[-1].end] + steps[-1].closers)
    return _each_alone(text, steps) if value is NOTHING else value


def _each_alone(text: str, steps: list[_Step]) -> Any:
    """Return the value of a text with None for each record that cannot be read by itself."""
    pieces: list[str] = []
    place, found = 0, 0
    for step in steps:
        record = text[step.start : step.end]
        readable = step.kind == "end" or _parsed(record) is not NOTHING
        pieces += text[place : step.start], record if readable else "null"
        found += readable and step.kind == "record"
        place = step.end
    return _parsed("".join([*pieces, steps[-1].closers])) if found else NOTHING


class _Step(NamedTuple):
    """A place in a text: the next record of a list nearest the root, or the end of the root."""

    kind: str  # "record" or "end"
    start: int
    end: int
    closers: str  # closes everything that is open after it


def _steps(text: str) -> Iterator[_Step]:
    """Yield every whole record of the outermost lists, then the end of the root if it is there."""
    start, closers = 0, ""
    pending: _Step | None = None  # whole so far as its brackets tell; what follows may spoil it
    for mark, place, stack in _marks(text):
        if mark == "[":
            start, closers, pending = place + 1, "".join(reversed(stack)), None
        elif mark == "}":
            pending = _Step("record", start, place + 1, closers)
        elif mark == "end":
            yield _Step("end", place, place + 1, "")
        else:
            if mark == "," or text[start:place].strip():
                yield _Step("record", start, place, closers)
            start, pending = place + 1, None
    if pending:
        yield pending


class _Open:
    """The brackets that are open at a place of a text, the innermost last."""

    def __init__(self) -> None:
        self.closers: list[str] = []
        self.lists = 0

    @property
    def in_list(self) -> bool:
        """Whether the innermost of them is a list, and the only one."""
        return self.lists == 1 and self.closers[-1] == "]"

    def opens(self, mark: str) -> None:
        """Take note of an opening bracket."""
        self.closers.append(_CLOSER[mark])
        self.lists += mark == "["

    def closes(self, mark: str) -> bool:
        """Take note of a closing bracket; return whether it closes the innermost one."""
        self.lists -= mark == "]"
        return bool(self.closers) and self.closers.pop() == mark


def _marks(text: str) -> Iterator[tuple[str, int, list[str]]]:
    """Yield what happens in the outermost lists, as long as brackets and texts close in order.

    `[` opens one, `]` closes it, `,` follows a record, `}` ends a record that is an object or a
    list; `end` closes the root. With each come its place and what is still to be closed there.
    """
    brackets = _Open()
    for token in _TOKEN.finditer(text):
        mark, place = token.group(), token.start()
        listed = brackets.in_list
        if mark in _CLOSER:
            brackets.opens(mark)
            said = mark if mark == "[" and brackets.lists == 1 else ""
        elif mark == ",":
            said = mark if listed else ""
        elif mark in {"]", "}"}:
            if not brackets.closes(mark):
                return
            said = "]" if listed else "}" if brackets.in_list else ""
        elif mark == '"':
            return
        else:
            continue
        if said:
            yield said, place, brackets.closers
        if not brackets.closers:
            yield "end", place, []
            return


def versioned(value: object, *keys: str) -> list[Any] | None:
    """Return the list under one of the keys, whatever its version; None where there is none.

    `friends` finds `friends`, `friends_v2`, `friends_v3` (section 2); a bare list is the list.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, keys))}){_VERSION}")
    found = [v for k, v in value.items() if pattern.fullmatch(k)]
    lists = [v if isinstance(v, list) else entries_of(v) for v in found]
    known = [each for each in lists if each is not None]
    return [item for each in known for item in each] if known else None


def entries_of(value: object) -> list[Any] | None:
    """Return the list that an object wraps (`entries`, `data`, ...), None without one."""
    if not isinstance(value, dict):
        return None
    for key in _LISTS:
        if isinstance(value.get(key), list):
            found: list[Any] = value[key]
            return found
    return None


def labelled(record: object) -> Iterator[dict[str, Any]]:
    """Yield every labelled value of a generic record, nested ones too (section 2, end)."""
    values = record.get("label_values") if isinstance(record, dict) else None
    waiting = deque(values if isinstance(values, list) else [])
    while waiting:
        entry = waiting.popleft()
        if isinstance(entry, dict):
            yield entry
            inner = entry.get("dict")
            waiting.extend(inner if isinstance(inner, list) else [])
