"""From Messenger's encrypted download to a Reading. Facts: facebook.md section 5."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.encrypted.gathering import gather_chats
from reciprocity.sources.facebook.encrypted.owner import find_chat_owner
from reciprocity.sources.facebook.reading import read_gathered

if TYPE_CHECKING:
    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources.base import Reading
    from reciprocity.sources.moments import Recognition

# It holds words and reactions to them; calls, requests and lists are in none of its files.
_COVERS: Final = frozenset({"message", "reaction"})


def read_encrypted(
    archive: Archive,
    recognition: Recognition,
    parameters: CoverageParameters,
    told: str | None,
    known: frozenset[str] = frozenset(),
) -> Reading:
    """Read every chat of the archive. `told`: the owner's name from the user.

    known: the owner's names in the main download, where that is given too. Raises
    NotRecognisedError when none of its files has a form that is known.
    """
    gathered, chats = gather_chats(archive)
    found = find_chat_owner(chats, told, known)
    reading = read_gathered(archive, recognition, parameters, gathered, found)
    return replace(
        reading,
        encryption=None,
        advice=None,
        generated={kind: at for kind, at in reading.generated.items() if kind in _COVERS},
    )
