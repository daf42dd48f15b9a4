"""Which years the archives could show: all of it, a part of it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.timeline import Observed
    from reciprocity.timeline.observed import Stretch

SEEN: Final = ("full", "partly", "not")


def stretches_in(years: pd.Index, stretches: Sequence[Stretch]) -> pd.Series:
    """Return SEEN for what was seen in these stretches, by year (UTC), whomever it is about."""
    return pd.Series([_part(year, stretches) for year in years], index=years, dtype="str")


def messages_in(years: pd.Index, people: pd.Series, observed: Observed) -> pd.Series:
    """Return SEEN for the messages of all these people, by year (UTC).

    A year is seen in full only where the messages of every one of them could be seen in all of it.
    """
    wanted = frozenset(people)
    scopes = [
        (scope.messages, observed.unseen_after.reindex(sorted(scope.people & wanted)))
        for scope in observed.scopes
        if scope.people & wanted
    ]
    words = [
        _word([_limited(year, stretches, limits) for stretches, limits in scopes]) for year in years
    ]
    return pd.Series(words, index=years, dtype="str")


def _bounds(year: int) -> Stretch:
    return pd.Timestamp(year=year, month=1, day=1, tz="UTC"), pd.Timestamp(
        year=year + 1, month=1, day=1, tz="UTC"
    )


def _part(year: int, stretches: Iterable[Stretch]) -> str:
    start, end = _bounds(year)
    inside = [(a, b) for a, b in stretches if a < end and b > start]
    if any(a <= start and b >= end for a, b in inside):
        return "full"
    return "partly" if inside else "not"


def _limited(year: int, stretches: Iterable[Stretch], limits: pd.Series) -> str:
    """Return how much of a year is seen of people, some of whom are unseen after a moment."""
    start, end = _bounds(year)
    part = _part(year, stretches)
    if part == "not" or bool((limits <= start).all()):
        return "not"
    return "partly" if bool((limits < end).any()) else part


def _word(parts: list[str]) -> str:
    told = set(parts)
    if told == {"full"}:
        return "full"
    return "not" if told <= {"not"} else "partly"
