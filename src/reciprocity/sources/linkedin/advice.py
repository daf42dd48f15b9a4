"""What is said of a download whose main files are there, but in a form of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.archive import split_suffix
from reciprocity.sources.linkedin.members import rule_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reciprocity.problems import Problem

_MAIN: Final = {
    "connections": "Connections.csv",
    "messages": "messages.csv",
    "invitations": "Invitations.csv",
}


def in_unknown_form(problems: Iterable[Problem], rowless: Collection[str]) -> list[str]:
    """Return the main files of which nothing was understood.

    rowless: kinds with rows of which none could be read.
    """
    headless = {_kind(problem.member) for problem in problems if problem.kind == "no header"}
    return [name for kind, name in _MAIN.items() if kind in headless or kind in rowless]


def look_for_newer(strange: Sequence[str], read: int) -> str:
    """Return one sentence on main files in an unknown form; read: how many others were read."""
    *before, last = strange
    named = f"{', '.join(before)} and {last}" if before else last
    others = f"{read} other {'file' if read == 1 else 'files'}"
    return (
        f"{named} {'are' if before else 'is'} in a form that this version does not know and could "
        f"not be read, {others} could: look for a newer version of this program."
    )


def _kind(member: str) -> str | None:
    rule = rule_for(split_suffix(member.rpartition("/")[2])[0])
    return rule.kind if rule else None
