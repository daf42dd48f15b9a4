"""The user's own words about people, from the file given with --people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from reciprocity.errors import UsageError
from reciprocity.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

_KEYS: Final = frozenset({"same", "different", "leave_out"})


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Each entry is an id, a profile address or a name.

    same: groups that are one person. different: groups of which no two are one person, whatever
    the archives suggest. leave_out: people to leave out.
    """

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    leave_out: tuple[str, ...] = ()
    source: str = field(default="", compare=False)


def read_choices(path: Path | None) -> Choices:
    """Read the user's TOML: `same`, `different` = [["id", "id"], ...], `leave_out` = ["id", ...].

    Raises UsageError for a file that cannot be read or says something else.
    """
    if path is None:
        return Choices()
    table = read_toml(path, "people file")
    same, different = table.get("same", []), table.get("different", [])
    leave_out = table.get("leave_out", [])
    well_formed = _is_groups(same) and _is_groups(different) and _is_texts(leave_out)
    if set(table) - _KEYS or not well_formed:
        raise UsageError(
            f"The people file {path.name} should hold same = [[id, id], ...], different = "
            "[[id, id], ...] and leave_out = [id, ...] and nothing else."
        )
    return Choices(
        same=tuple(map(tuple, same)),
        different=tuple(map(tuple, different)),
        leave_out=tuple(leave_out),
        source=path.name,
    )


def _is_groups(value: Any) -> bool:
    return isinstance(value, list) and all(_is_texts(group) and len(group) > 1 for group in value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
