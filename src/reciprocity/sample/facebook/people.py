"""Who is in the Facebook sample: people.txt, read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.sample.facebook.model import Friend
from reciprocity.sample.texts import cells_of, lines_of, moment

if TYPE_CHECKING:
    from datetime import datetime

_NAMES: Final = {"-": "", "(invisible)": "\u206f\u206f\u206f"}  # as seen in real downloads


@cache
def everybody() -> dict[str, Friend]:
    """Return all people by key, in the order of people.txt."""
    people = [_friend(line) for line in lines_of("facebook/people.txt")]
    return {person.key: person for person in people}


def of_plot(*plots: str) -> list[Friend]:
    """Return the people of these plots."""
    return [person for person in everybody().values() if person.plot in plots]


def name_of(key: str, at: datetime) -> str:
    """Return the display name of a key at a moment; `=Name` is somebody outside people.txt."""
    return key[1:] if key.startswith("=") else everybody()[key].name_at(at)


def _friend(line: str) -> Friend:
    key, name, since, plot, accepted_by, until, renamed = cells_of(line)
    return Friend(
        key=key,
        name=_NAMES.get(name, name),
        since=_moment(since),
        plot=plot,
        accepted_by=accepted_by.strip("-"),
        until=_moment(until),
        renamed=None if renamed == "-" else (moment(renamed[:19]), renamed[20:]),
    )


def _moment(text: str) -> datetime | None:
    return None if text == "-" else moment(text)
