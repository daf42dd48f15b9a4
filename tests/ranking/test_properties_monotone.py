"""An answer more never lowers a score, a pitch more never raises it, more of the same narrows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import strategies as st

from tests.ranking.proving import proven
from tests.ranking.relationships import (
    EXPORTED,
    FIRST_NAMES,
    LAST_NAMES,
    Relationship,
    Word,
    analysed,
    people_of,
    relationships,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_DUE: Final = timedelta(days=90)
_PROMPTED: Final = timedelta(days=14)
_TWIN: Final = "son"
_START: Final = EXPORTED - timedelta(days=1100)
_FAMILIES: Final = (*LAST_NAMES, "Ash", "Bay")
_PLACES: Final = (0, 1, 20, 50, 80, 99, 100)
Pairs = list[tuple[Relationship, Relationship]]


@pytest.fixture(autouse=True)
def plain_words() -> None:
    """Let the real words decide what a message is."""


def _between(draw: st.DrawFn, start: datetime, end: datetime) -> datetime:
    """Draw a moment after the start and before the end, both sometimes as near as can be."""
    inside = (end - start) - timedelta(seconds=2)
    at = start + timedelta(seconds=1) + inside * draw(st.sampled_from(_PLACES)) / 100
    return at.replace(microsecond=0)


def _gaps(of: Relationship) -> list[tuple[Word | None, datetime, datetime]]:
    """Return the word before, the start and the end of every gap into which another fits."""
    first = of.met or (of.asked[1] if of.asked else None)
    before: list[Word | None] = list(of.words)
    starts = [word.at for word in of.words]
    if first and not (starts and starts[0] <= first):
        before, starts = [None, *before], [first, *starts]
    return [
        (word, start, end)
        for word, start, end in zip(before, starts, [*starts[1:], EXPORTED], strict=False)
        if end - start > timedelta(minutes=1)
    ]


def _answers(draw: st.DrawFn, of: Relationship) -> Relationship | None:
    """Add words of theirs that answer a message of the owner's in time."""
    gaps = [
        (start, min(end, start + _DUE))
        for word, start, end in _gaps(of)
        if word and word.way == ">" and word.kind != "click"
    ]
    if not gaps:
        return None
    start, end = draw(st.sampled_from(gaps))
    kind = draw(st.sampled_from(["plain", "question", "answer"]))
    return of.with_word(Word(at=_between(draw, start, end), way="<", kind=kind))


def _pitched(draw: st.DrawFn, of: Relationship) -> Relationship | None:
    """Add a pitch of theirs that nothing of the owner's may have asked for."""
    gaps = [
        (start + _PROMPTED if word and word.way == ">" else start, end)
        for word, start, end in _gaps(of)
    ]
    gaps = [(start, end) for start, end in gaps if end - start > timedelta(minutes=1)]
    if not gaps:
        return None
    start, end = draw(st.sampled_from(gaps))
    return of.with_word(Word(at=_between(draw, start, end), way="<", kind="pitch", copy=1))


@st.composite
def pairs(
    draw: st.DrawFn, change: Callable[[st.DrawFn, Relationship], Relationship | None]
) -> Pairs:
    """Draw relationships, and beside each a twin's with something more."""
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
    found = []
    for name in names[: draw(st.integers(1, 16))]:
        of = draw(relationships(name=name, endings=False))
        more = change(draw, of)
        if more:
            found.append((of, replace(more, name=f"{name}{_TWIN}")))
    return found


def _told(
    folder: pytest.TempPathFactory, found: Pairs
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return what the ranking says of each two, read in one download."""
    if not found:
        return []
    people = people_of(analysed(folder.mktemp("twins"), [each for two in found for each in two]))
    return [(people[one.person_id], people[other.person_id]) for one, other in found]


@proven(5, found=pairs(_answers))
def test_an_answer_more_never_lowers_the_score(
    tmp_path_factory: pytest.TempPathFactory, found: Pairs
) -> None:
    for before, after in _told(tmp_path_factory, found):
        assert after["score"] >= before["score"] - 1e-12


@proven(5, found=pairs(_pitched))
def test_a_pitch_more_never_raises_the_score(
    tmp_path_factory: pytest.TempPathFactory, found: Pairs
) -> None:
    for before, after in _told(tmp_path_factory, found):
        assert after["score"] <= before["score"] + 1e-12
        _owes_nothing_more(before, after)


def _owes_nothing_more(before: dict[str, Any], after: dict[str, Any]) -> None:
    """The owner's own figures are no worse: a pitch takes nothing from the one it is sent to."""
    assert after["mirror"]["score"] >= before["mirror"]["score"] - 1e-12
    assert after["counts"]["unanswered_received"] <= before["counts"]["unanswered_received"]


_SHAPES: Final = st.tuples(
    st.sampled_from(["><", "<>", "><><", "<><", ">", "P"]), st.sampled_from([20, 31, 95, 185])
)
_MOST: Final = 5


def _rounds(shape: str, days: int, count: int) -> tuple[Word, ...]:
    """Return so many rounds of one shape, a day between its messages: `P` is a pitch of theirs."""
    kinds = {"P": ("<", "pitch")}
    return tuple(
        Word(at=_START + timedelta(days=nth * days + day), way=way, kind=kind)
        for nth in range(count)
        for day, (way, kind) in enumerate(kinds.get(each, (each, "plain")) for each in shape)
    )


@proven(3, shapes=st.lists(_SHAPES, min_size=3, max_size=6, unique=True))
def test_more_of_the_same_narrows_the_interval(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[str, int]]
) -> None:
    """An interval may widen where the new evidence speaks against the old."""
    repeated = [
        [
            Relationship(
                name=f"{first} {last}", met=_START - timedelta(days=5),
                words=_rounds(shape, days, nth + 1),
            )
            for nth, first in enumerate(FIRST_NAMES[:_MOST])
        ]
        for (shape, days), last in zip(shapes, _FAMILIES, strict=False)
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("rounds")
    people = people_of(analysed(folder, [each for of in repeated for each in of]))
    for of in repeated:
        widths = [_width(people[each.person_id]) for each in of]
        assert all(later < earlier for earlier, later in pairwise(widths))


def _width(person: dict[str, Any]) -> float:
    width: float = person["high"] - person["low"]
    return width
