"""Problems are values: what could not be read is counted and shown, never raised or quoted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reciprocity.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

# The kind of a member that the zip around it does not give back.
DAMAGED: Final = "damaged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that could not be read as it stands. Holds no content of the archive.

    archive: name of the zip or folder. member: path inside it, "" for the archive as a whole.
    row: 1-based record number in the member with the header counted, None for the whole member.
    kind: a short constant such as "bad date"; hint: one sentence on what it means for the result.
    """

    archive: str
    member: str
    row: int | None
    kind: str
    hint: str


def damage(problems: Iterable[Problem], which: str) -> str | None:
    """Return the sentence on a download of which damage has left nobody, None without damage.

    which: whose download it is, as in "Facebook".
    """
    broken = [problem for problem in problems if problem.kind == DAMAGED]
    if not broken:
        return None
    names = " and ".join(sorted({printable(problem.archive) for problem in broken}))
    files = "1 file" if len(broken) == 1 else f"{len(broken)} files"
    are = "is" if len(broken) == 1 else "are"
    return (
        f"{files} in {names} {are} damaged, and nobody is in the rest of this {which} download: "
        "download it again."
    )
