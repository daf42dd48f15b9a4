"""What is said when nobody is in any of the downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError, NotRecognisedError
from reciprocity.printable import printable
from reciprocity.problems import damage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.errors import ReciprocityError
    from reciprocity.sources.base import Reading

_PLATFORMS: Final = {"linkedin": "LinkedIn", "facebook": "Facebook"}


def nobody_in(readings: Sequence[Reading]) -> ReciprocityError:
    """Return why nobody is in any of the downloads, and what to do."""
    problems = [problem for reading in readings for problem in reading.problems]
    names = sorted({_PLATFORMS[reading.platform] for reading in readings}, reverse=True)
    if broken := damage(problems, " or ".join(names)):
        return DamagedError(broken)
    unknown = (p.hint for p in problems if p.kind == "owner unknown")
    told = [*unknown, *(r.advice for r in readings if r.advice)]
    said = f", and {_lowered(told[0])}" if told else "."
    if book := next((p for p in problems if p.kind == "workbook"), None):
        said = f": {printable(book.member)} {book.hint[0].lower()}{book.hint[1:]}"
    which = " and a ".join(names)
    return NotRecognisedError(f"This is a {which} download, but nobody is in it{said}")


def _lowered(sentence: str) -> str:
    """Return a sentence as it goes on behind another one; names of files stay as they are."""
    first, blank, rest = sentence.partition(" ")
    return sentence if "." in first else f"{first[0].lower()}{first[1:]}{blank}{rest}"
