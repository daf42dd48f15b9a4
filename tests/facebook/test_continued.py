"""One thread under two ids in two downloads is one; what others might have said as well tells none.

Since December 2022 folders end otherwise than before (facebook.md 4.1). Such downloads have to tell
what they tell where the thread keeps its id.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from reciprocity.inspection import read
from reciprocity.sources.continued import continued
from tests.facebook.tails import (
    ALL,
    EVERYBODY,
    JUNE,
    LAST,
    LATER,
    ME,
    Talk,
    conversations,
    download,
    each_once,
    talk,
    whole_log,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reciprocity.inspection import Inspection
    from reciprocity.sources.base import Reading

LONGER: Final = [talk(key, 3, 4, 7) for key in EVERYBODY]
NAMELESS: Final = [talk(key, 3, 4, name="") for key in ("ann", "bo")]


def _read(folder: Path, *downloads: tuple[str, Sequence[Talk]]) -> Inspection:
    return read([download(folder, day, talks, tail=None) for day, talks in downloads])


def _moved(talks: Sequence[Talk]) -> list[Talk]:
    return [replace(each, key=f"new{each.key}") for each in talks]


def _said(name: str, *said: tuple[str, str]) -> Talk:
    """Return Bo's thread under a name, with what `Bo` or the owner said at minutes of one hour."""
    lines = [
        (ME if who == ME else name, f"2021-03-03T10:{n:02}:00", text)
        for n, (who, text) in enumerate(said)
    ]
    return Talk(key="bo", name=name, said=lines)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ALL, [LONGER[0], talk("bo", 3, 4, 7, name="Bobby Lincoln"), *LONGER[2:]]),
        (ALL, [LONGER[0], talk("bo", 3, 4, name=""), *LONGER[2:]]),
        (NAMELESS, NAMELESS),
        (ALL[:1], [talk("ann", 4, 7, name="Ann Lee")]),
    ],
    ids=["renamed", "gone", "nameless", "later words"],
)
def test_across_the_change_of_ids(
    tmp_path: Path, first: Sequence[Talk], second: Sequence[Talk]
) -> None:
    kept = _read(tmp_path / "kept", (JUNE, first), (LATER, second))
    moved = _read(tmp_path / "moved", (JUNE, first), (LATER, _moved(second)))
    assert _without_places(moved) == _without_places(kept)
    assert set(conversations(moved).values()) == {1}


def _without_places(inspection: Inspection) -> list[dict[str, object]]:
    """Return the whole log, without the digests of the ids of those who have no name."""
    log = whole_log(inspection)
    people = list(dict.fromkeys(row["person_id"] for row in log))
    named = {who: who if "/name/" in str(who) else people.index(who) for who in people}
    ids = [str(row["event_id"]) for row in log]
    assert len(set(ids)) == len(ids)
    return [{**row, "person_id": named[row["person_id"]], "event_id": ""} for row in log]


def test_three_downloads_in_any_order(tmp_path: Path) -> None:
    moved = _moved([talk("ann", 3, 4, 7, name="Ann Lee")])
    told = (JUNE, ALL[:2]), (LATER, moved), (LAST, _moved([talk("ann", 3, 4, 7, 10, name="")]))
    once = _read(tmp_path, *told)
    assert conversations(once) == each_once("Ann Lee", "Bo Li")
    paths = sorted(tmp_path.iterdir())
    assert all(read(list(of)).events.equals(once.events) for of in permutations(paths))


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ([("Bo", "It is raining in Brno")], 1),
        ([("Bo", "ok")], 2),
        ([(ME, "It is raining in Brno"), (ME, "And here?")], 2),
        ([(ME, "It is raining in Brno"), (ME, "And here?"), (ME, "Well?")], 1),
        ([("Bo", "ok"), (ME, "ok")], 1),
    ],
    ids=["a sentence", "a word", "the owner's alone", "three of the owner's", "two words"],
)
def test_how_much_tells_a_thread(tmp_path: Path, said: list[tuple[str, str]], people: int) -> None:
    first, second = _said("Bo Li", *said), _said("Bobby Lincoln", *said)
    both = _read(tmp_path, (JUNE, [first]), (LATER, _moved([second])))
    assert len(conversations(both)) == people
    assert both.events["text"].drop_nulls().to_list() == sorted(
        [text for _, text in said] * people, key=[text for _, text in said].index
    )


def test_one_who_said_the_same_for_the_most_part_is_another(tmp_path: Path) -> None:
    """Two things are said in both, but of what both show that is not all."""
    same = [("Bo", "It is raining in Brno"), (ME, "And here?")]
    first = _said("Bo Li", *same, ("Bo", "Not yet"), ("Bo", "Bye"))
    second = _said("Bobby Lincoln", *same, ("Bo", "Sun"), ("Bo", "See you"))
    both = _read(tmp_path, (JUNE, [first]), (LATER, _moved([second])))
    assert conversations(both) == each_once("Bo Li", "Bobby Lincoln")


def test_side_by_side_in_one_download_they_are_two(tmp_path: Path) -> None:
    anew = replace(talk("bo", 7, name="Bobby Lincoln"), key="new")
    both = replace(talk("bo", 3, 4, 7, name="Bobby Lincoln"), key="new")
    told = _read(tmp_path, (JUNE, ALL[1:2]), (LATER, [ALL[1], anew]), (LAST, [both]))
    assert conversations(told) == each_once("Bo Li", "Bobby Lincoln")


@pytest.mark.parametrize("stays", [True, False])
def test_what_is_said_in_two_threads_tells_neither(tmp_path: Path, stays: bool) -> None:
    """The owner says the same to three people, one of whom is in the second download only."""
    said = [(ME, text) for text in ("It is raining in Brno", "And here?", "Well?")]
    cy, di = (replace(_said(name, *said), key=name[:2]) for name in ("Cy Dee", "Di Fox"))
    first = [_said("Bo Li", *said), cy]
    both = _read(tmp_path, (JUNE, first), (LATER, [di, cy] if stays else [di]))
    assert conversations(both) == each_once("Bo Li", "Cy Dee", "Di Fox")


@pytest.mark.parametrize(
    ("first", "last"), [("0h", "1h"), ("-1h", "0h"), ("-14h", "12h")], ids=["on", "off", "any"]
)
def test_an_hour_that_pages_leave_open_parts_no_thread(
    tmp_path: Path, first: str, last: str
) -> None:
    """Of a page whose offset may be another season's any moment of the hour may be it (6.3)."""
    exact, rough = _exact_and_rough(tmp_path, (ALL, _moved(ALL)), first, last)
    tails = ((f"{key:0<10}", f"{f'new{key}':0<10}") for key in EVERYBODY)
    ids = [[f"facebook/{tail}" for tail in pair] for pair in tails]
    assert sorted(continued([exact, rough])) == sorted(ids)
    assert sorted(continued([rough, exact])) == [pair[::-1] for pair in sorted(ids)]


def test_words_that_two_said_within_that_hour_tell_neither(tmp_path: Path) -> None:
    """Within the minute nobody else says so, within the hour Cy does, whom both downloads have."""
    same = "It is raining in Brno"
    cy = Talk(key="cy", name="Cy Dee", said=[("Cy Dee", "2021-03-03T09:30:00", same)])
    bo = _said("Bo Li", ("Bo", same))
    talks = [bo, cy], [*_moved([replace(bo, name="Bobby Lincoln")]), cy]
    assert continued(_exact_and_rough(tmp_path / "both", talks, "-1h", "0h")) == []
    alone = talks[0][:1], talks[1][:1]
    assert len(continued(_exact_and_rough(tmp_path / "one", alone, "-1h", "0h"))) == 1


def _exact_and_rough(
    folder: Path, talks: tuple[Sequence[Talk], Sequence[Talk]], first: str, last: str
) -> list[Reading]:
    """Return two readings, the later one of a clock that is off by something between these."""
    folder.mkdir(exist_ok=True)
    exact, later = (
        reading
        for n, told in enumerate(zip((JUNE, LATER), talks, strict=True))
        for reading in _read(folder / str(n), told).witnesses.readings
    )
    between = pl.col("at").dt.offset_by(first), pl.col("at_latest").dt.offset_by(last)
    return [exact, replace(later, events=later.events.with_columns(*between))]
