"""From what the user calls somebody to the id of that person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.errors import UsageError
from reciprocity.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reciprocity.people.choices import Choices

_MOST_NAMED: Final = 4


def find_person(people: pl.DataFrame, who: str) -> str:
    """Return the id of the person with this id, profile address or name, also as they are shown.

    Raises UsageError when nobody is meant, or more than one (naming the ids of all).
    """
    if who in people["person_id"]:
        return who
    wanted = " ".join(who.split()).lower()
    by_handle = people.filter(pl.col("handle") == wanted)
    # Whoever has no name is shown under a stand-in, which `name` holds and `names` does not.
    shown = pl.col("name").str.to_lowercase() == wanted
    called = pl.col("names").list.eval(pl.element().str.to_lowercase()).list.contains(wanted)
    called = called | shown
    found = by_handle if by_handle.height else people.filter(called)
    match found["person_id"].to_list() or _as_shown(people, _shown(who)):
        case [only]:
            return only
        case []:
            raise UsageError(f"Nobody in this archive is called {who!r}.{_close(people, wanted)}")
        case several:
            raise UsageError(
                f"{len(several)} people are called {who!r}; name one by id: {', '.join(several)}."
            )


def find_elsewhere(
    people: pl.DataFrame, choices: Choices, left_out: Iterable[str]
) -> dict[str, str]:
    """Return id -> the user's words for the people the user talks to elsewhere, by id.

    Raises UsageError as find_person does, and where somebody is left out as well.
    """
    said: dict[str, list[str]] = {}
    for who, words in choices.elsewhere:
        said.setdefault(find_person(people, who), []).append(words)
    both = sorted(set(said) & set(left_out))
    if both:
        raise UsageError(
            f"The people file leaves {both[0]} out and has an entry under [elsewhere]: keep one of "
            "the two."
        )
    return {person: "; ".join(dict.fromkeys(said[person])) for person in sorted(said)}


def _as_shown(people: pl.DataFrame, wanted: str) -> list[str]:
    """Return the ids that are shown as this, or whose names are: without invisible marks."""
    columns = people.select("person_id", "name", "names").iter_rows()
    return [
        person
        for person, name, names in columns
        if wanted in {_shown(each or "") for each in (person, name, *names)}
    ]


def _shown(text: str) -> str:
    return " ".join(printable(text).split()).lower()


def _close(people: pl.DataFrame, wanted: str) -> str:
    containing = people.filter(pl.col("name").str.to_lowercase().str.contains(wanted, literal=True))
    if not 0 < containing.height <= _MOST_NAMED:
        return " The command rank lists everybody."
    return f" Did you mean {' or '.join(sorted(containing['name']))}?"
