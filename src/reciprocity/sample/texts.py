"""The written part of the sample: text files beside the code, read into plain lists."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Return the lines of one text file, without comments and blank lines."""
    return tuple(line for line in _read(name).splitlines() if line and not line.startswith("#"))


@cache
def sections_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of each `[section]` of one text file, in the order of the file."""
    found: dict[str, list[str]] = {}
    for line in lines_of(name):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return {key: tuple(lines) for key, lines in found.items()}


@cache
def members_of(name: str) -> dict[str, str]:
    """Return the members of a bundle: `=== member` lines, each followed by its content."""
    found: dict[str, str] = {}
    for part in _read(name).split("=== ")[1:]:
        head, _, content = part.partition("\n")
        member, _, ending = head.partition(" (")
        found[member] = content.removesuffix("\n") if ending else content
    return found


def cells_of(line: str) -> list[str]:
    """Split a line at its bars; one blank on either side of a cell belongs to the bar."""
    return [cell.removeprefix(" ").removesuffix(" ") for cell in f" {line} ".split("|")]


def moment(text: str) -> datetime:
    """Return the UTC moment of `2015-08-24 09:12:40`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def unfold(text: str) -> str:
    r"""Turn the two characters `\n` into a line break."""
    return text.replace("\\n", "\n")


def _read(name: str) -> str:
    return (files("reciprocity.sample") / "texts" / name).read_text(encoding="utf-8")
