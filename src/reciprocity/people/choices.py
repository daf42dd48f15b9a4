"""The user's own words about people, from the file given with --people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from reciprocity.errors import UsageError
from reciprocity.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

_KEYS: Final = frozenset({"same", "different", "leave_out", "elsewhere"})


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Each entry is an id, a profile address or a name.

    same: groups that are one person. different: groups of which no two are one person, whatever
    the archives suggest. leave_out: people to leave out. elsewhere: people the user talks to
    elsewhere, each with the user's own words about it ("we phone").
    """

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    leave_out: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", compare=False)


def read_choices(path: Path | None) -> Choices:
    """Read the user's TOML: `same`, `different`, `leave_out` and the table `elsewhere`.

    `same` and `different` are [["id", "id"], ...], `leave_out` is ["id", ...], and `elsewhere` has
    "id" = "words" for each person. Raises UsageError for a file that cannot be read or says
    something else.
    """
    if path is None:
        return Choices()
    table = read_toml(path, "people file")
    same, different = table.get("same", []), table.get("different", [])
    leave_out, elsewhere = table.get("leave_out", []), table.get("elsewhere", {})
    well_formed = (
        _is_groups(same)
        and _is_groups(different)
        and _is_texts(leave_out)
        and isinstance(elsewhere, dict)
        and _is_texts(list(elsewhere.values()))
    )
    if set(table) - _KEYS or not well_formed:
        raise UsageError(
            f"The people file {path.name} should hold same = [[id, id], ...], different = "
            "[[id, id], ...], leave_out = [id, ...] and, at its end, [elsewhere] with a line "
            'id = "words" for each person, and nothing else.'
        )
    return Choices(
        same=tuple(map(tuple, same)),
        different=tuple(map(tuple, different)),
        leave_out=tuple(leave_out),
        elsewhere=tuple(elsewhere.items()),
        source=path.name,
    )


def _is_groups(value: Any) -> bool:
    return isinstance(value, list) and all(_is_texts(group) and len(group) > 1 for group in value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
