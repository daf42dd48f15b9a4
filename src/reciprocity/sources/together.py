"""Downloads that are given together: what one tells of another."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reciprocity.printable import printable
from reciprocity.problems import Problem
from reciprocity.sources import facebook, read_archive
from reciprocity.sources.facebook.groups import with_united_groups
from reciprocity.sources.facebook.recurring import with_recurring_threads
from reciprocity.sources.facebook.shared_lines import with_shared_lines
from reciprocity.sources.linkedin.recurring import with_recurring_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources.base import Reading

_ANOTHER_NAME: Final = (
    "It gives its owner another name; the one you told counts as a name of the owner, too."
)


def read_together(
    archives: Sequence[Archive], parameters: CoverageParameters, told: str | None
) -> list[Reading]:
    """Return what each archive says, in their order. `told`: the owner's name from the user.

    Facebook's main download tells whose the encrypted chats are where these leave it open
    (facebook.md 5 and 6.4); a thread that several hold has one id in all, and a line of Messenger's
    that one of them knows is one in all; whom LinkedIn's early conversations are with is told by
    later files. Raises NotRecognisedError for an archive that cannot be read.
    """
    readings = [read_archive(archive, parameters, told) for archive in archives]
    main = [r for r in readings if r.platform == "facebook" and not r.is_encrypted]
    known = frozenset(name for reading in main for name in reading.owner.names)
    readings = [
        _read_again(archive, reading, parameters, told, known)
        if reading.is_encrypted and not _folded(reading.owner.names - {told}) & _folded(known)
        else reading
        for archive, reading in zip(archives, readings, strict=True)
    ]
    one = with_united_groups(with_recurring_threads(with_recurring_people(readings)))
    return [_doubted(reading, told) for reading in with_shared_lines(one)]


def _doubted(reading: Reading, told: str | None) -> Reading:
    """Count an owner that the user told beside another one that the download states."""
    named, stated = _folded({told or ""}), _folded(reading.owner.stated)
    if named == {""} or not stated or named & stated:
        return reading
    problem = Problem(
        archive=reading.archive,
        member="",
        row=None,
        kind="another owner",
        hint=_ANOTHER_NAME,
    )
    return replace(reading, problems=(*reading.problems, problem))


def _folded(names: Iterable[str]) -> set[str]:
    plain = (unicodedata.normalize("NFC", printable(name)) for name in names)
    return {" ".join(name.split()).casefold() for name in plain}


def _read_again(
    archive: Archive,
    reading: Reading,
    parameters: CoverageParameters,
    told: str | None,
    known: frozenset[str],
) -> Reading:
    recognition = facebook.recognise(archive)
    if recognition is None:
        return reading
    return facebook.read_encrypted(archive, recognition, parameters, told, known)
