"""Whether all archives belong to one person."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from reciprocity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources import Owner, Reading


def check_one_owner(readings: Sequence[Reading]) -> None:
    """Raise UsageError when the archives belong to different people.

    On one platform the same address is the same person; without one the names decide. Across
    platforms people go by longer and shorter names, so one word in common is enough.
    """
    told = [r for r in readings if r.owner.name or r.owner.handle]
    for one, other in combinations(told, 2):
        alike = _same if one.platform == other.platform else _akin
        if not alike(one.owner, other.owner):
            raise UsageError(
                "These downloads belong to two different people: give those of one person at a "
                "time, or name the owner of all with --owner."
            )


def _same(one: Owner, other: Owner) -> bool:
    if one.handle and one.handle == other.handle:
        return True
    ours, theirs = ({name.lower() for name in owner.names} for owner in (one, other))
    return not ours or not theirs or bool(ours & theirs)


def _akin(one: Owner, other: Owner) -> bool:
    ours, theirs = (
        {word for name in owner.names for word in name.lower().split()} for owner in (one, other)
    )
    return not ours or not theirs or bool(ours & theirs)
