"""One thread is one over several downloads, and two threads of one tail stay two.

Downloads whose threads share one tail have to tell what they tell with a tail for each.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from reciprocity.inspection import read
from tests.facebook.tails import (
    ALL,
    EVERYBODY,
    JUNE,
    LAST,
    LATER,
    ME,
    TAIL,
    Talk,
    both_ways,
    conversations,
    each_once,
    talk,
    whole_log,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LONGER: Final = [talk(key, 3, 4, 7) for key in EVERYBODY]
RENAMED: Final = talk("bo", 3, 4, 7, name="Bobby Lincoln")
_JULY: Final = [(RENAMED.name, "2021-07-03T10:00:00", "7 from bo")]
DELETED: Final = talk("bo", 3, 4, 7, name="")


def _unanswered(of: Talk) -> Talk:
    return replace(of, said=[each for each in of.said if each[0] == ME])


def _with_an_ok(of: Talk) -> Talk:
    return replace(of, said=[*of.said, (of.name, "2021-03-03T10:30:00", "ok")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ALL, LONGER),
        (ALL, [LONGER[0], RENAMED, *LONGER[2:]]),
        (ALL, [LONGER[0], DELETED, *LONGER[2:]]),
        (ALL, [RENAMED, talk("cy", 3, 4, 7, name="Cyril Deere")]),
        (ALL, [talk("di", 3, 4, 7, box="archived_threads"), *LONGER[:3]]),
        (ALL, LONGER[1:2]),
        (ALL, [RENAMED]),
        (ALL[:1], LONGER),
        (ALL[1:2], [LONGER[0], RENAMED]),
        (ALL[1:2], [RENAMED]),
        (ALL[:1], [talk("ann", 7), talk("bo", 7)]),
        (ALL[:1], LONGER[1:2]),
        ([ALL[0], _unanswered(talk("bo", 3))], [LONGER[0], _unanswered(talk("cy", 3))]),
        ([*map(_unanswered, ALL[1:3])], [LONGER[0], _unanswered(ALL[3])]),
        ([ALL[0], _with_an_ok(ALL[1])], [LONGER[0], _with_an_ok(ALL[2])]),
    ],
    ids=[
        "all", "renamed", "deleted", "two renamed", "archived", "one left", "one left, renamed",
        "one at first", "one at first, renamed", "renamed alone",
        "one at first, other days", "another one", "another one, unanswered",
        "another one, several unanswered", "another one who said ok",
    ],
)  # fmt: skip
def test_two_downloads_over_time(
    tmp_path: Path, first: Sequence[Talk], second: Sequence[Talk]
) -> None:
    shared, own = both_ways(tmp_path, (JUNE, first), (LATER, second))
    assert whole_log(shared) == whole_log(own)
    assert set(conversations(shared).values()) == {1}


def test_whoever_is_alone_under_a_tail_is_renamed(tmp_path: Path) -> None:
    """The downloads show different days, so that nothing speaks against it."""
    for each in both_ways(tmp_path, (JUNE, ALL[1:2]), (LATER, [replace(RENAMED, said=_JULY)])):
        assert conversations(each) == each_once("Bobby Lincoln")
        assert each.events["text"].drop_nulls().to_list() == [
            "3 from bo", "3 to you", "4 from bo", "4 to you", "7 from bo"
        ]  # fmt: skip


def test_a_group_alone_under_a_tail_keeps_its_id(tmp_path: Path) -> None:
    shared, _ = both_ways(tmp_path, (JUNE, [_group("Trip", 3)]), (LATER, [_group("Trip", 3, 4)]))
    assert set(shared.events["conversation_id"].drop_nulls()) == {f"facebook/{TAIL}"}


def test_namesakes(tmp_path: Path) -> None:
    """One of them is called something else in the title, and only the later download has both."""
    other = replace(talk("bo", 3, 4, 7, name="Ann Roe"), title="Work")
    told = both_ways(tmp_path, (JUNE, ALL[:1]), (LATER, [LONGER[0], other]))
    logs = [[{**row, "event_id": "", "person_id": ""} for row in whole_log(each)] for each in told]
    assert logs[0] == logs[1]
    assert [list(conversations(each).values()) for each in told] == [[1, 1], [1, 1]]


def test_gone_and_back_again(tmp_path: Path) -> None:
    told = (
        (JUNE, [talk("ann", 3)]),
        (LATER, [talk("ann", 3, 4, name="")]),
        (LAST, [talk("ann", 10), talk("bo", 10)]),
    )
    shared, own = both_ways(tmp_path, *told)
    assert whole_log(shared) == whole_log(own)
    assert conversations(shared) == each_once("Ann Roe", "Bo Li")


def test_what_went_on_encrypted_is_still_that_thread(tmp_path: Path) -> None:
    moved = replace(ALL[0], box="e2ee_cutover")
    shared, _ = both_ways(tmp_path, (JUNE, [moved]), (LATER, [LONGER[0], moved, ALL[1]]))
    told = [each.encryption for each in shared.witnesses.readings]
    moved_ids = [each.cutover for each in told if each is not None]
    held = shared.events.filter(pl.col("person_id") == "facebook:name/ann roe")
    (kept,) = held["conversation_id"].cast(pl.String).unique()
    assert moved_ids == [{kept}, {kept}]


def test_three_downloads_in_any_order(tmp_path: Path) -> None:
    told = [
        (JUNE, ALL[1:3]),
        (LATER, [RENAMED]),
        (LAST, [talk("cy", 4, 7, 10), talk("bo", 7, 10, name="Bobby Lincoln"), talk("ed", 10)]),
    ]
    shared, own = both_ways(tmp_path, *told)
    assert whole_log(shared) == whole_log(own)
    assert conversations(shared) == each_once("Bobby Lincoln", "Cy Dee", "Ed Gum")
    paths = sorted((tmp_path / TAIL).iterdir())
    assert all(read(list(of)).events.equals(shared.events) for of in permutations(paths))


def _group(title: str, *months: int) -> Talk:
    """Return a group of Ann, Bo and the owner, who say different things in each."""
    said = [
        (who, f"2021-{month:02}-05T1{hour}:{len(title):02}:00", f"{month} to {title} from {who}")
        for month in months
        for hour, who in enumerate(("Ann Roe", "Bo Li", ME))
    ]
    return Talk(key=title[:3].lower(), name="", said=said, title=title, people=("Ann Roe", "Bo Li"))


@pytest.mark.parametrize("later", ["Trip", "Journey"])
def test_groups_of_one_tail_over_time(tmp_path: Path, later: str) -> None:
    """Two groups of the same people, of which one gets another title, and a thread of two."""
    pair = talk("ann", 3, 4)
    renamed = replace(_group("Trip", 3, 4, 7), title=later)
    shared, own = both_ways(
        tmp_path,
        (JUNE, [_group("Trip", 3, 4), _group("Book club", 3, 4), pair]),
        (LATER, [renamed, _group("Book club", 4, 7)]),
    )
    logs = [[{**row, "event_id": None} for row in whole_log(each)] for each in (shared, own)]
    assert logs[0] == logs[1]
    assert conversations(shared) == {"facebook:name/ann roe": 3, "facebook:name/bo li": 2, None: 2}
    assert len(logs[0]) == 2 * 9 + 4 + 1
