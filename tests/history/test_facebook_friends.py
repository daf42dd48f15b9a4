"""Friends whom a later Facebook download no longer lists, and when nobody may be called removed.

Rules: facebook.md sections 2, 6.2, 9 and 10; what a removal is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coverage.given import ANN, Download, ann, id_of, judged
from tests.facebook.downloads import message
from tests.history.facebook import (
    ACCEPT,
    EARLY_ONLY,
    FIRST,
    FRIENDS,
    LATE_ONLY,
    REMOVED,
    SECOND,
    THIRD,
    UNTOLD,
    acts,
    detail_of,
    every_step,
    requested,
)
from tests.timeline.facebook import INBOX
from tests.timeline.stories import step, talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows


def test_a_friend_who_is_gone(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND))
    assert every_step(analysis) == [UNTOLD, ACCEPT, REMOVED]
    told = " ".join(detail_of(analysis, "removal")["explanations"])
    assert all(word in told for word in ("blocked", "account", "name"))


def test_a_friend_whom_the_owner_removed(tmp_path: Path) -> None:
    """One friendship, one end: the owner's, at the second that the list tells."""
    removed: Rows = ((ANN, "2025-01-20T10:00:00"),)
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, removed=removed)
    )
    end = step("removal", "2025-01-20 10:00:00", actor="owner", sure=False)
    assert acts(analysis) == [UNTOLD, ACCEPT, end]


def test_an_older_removal_does_not_explain_a_newer_friendship(tmp_path: Path) -> None:
    """Removed and befriended again, then gone: who ended it the second time is not known."""
    removed: Rows = ((ANN, "2020-01-20T10:00:00"),)
    analysis = judged(
        tmp_path,
        Download(day=FIRST, friends=FRIENDS, removed=removed),
        Download(day=SECOND, removed=removed),
    )
    ends = [s for s in acts(analysis) if s[0] == "removal"]
    assert ends == [step("removal", "2020-01-20 10:00:00", actor="owner", sure=False), REMOVED]


def test_a_friend_who_stays(tmp_path: Path) -> None:
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, friends=FRIENDS)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]


def test_befriended_again_between_the_downloads(tmp_path: Path) -> None:
    again: Rows = ((ANN, "2025-04-01T10:00:00"),)
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, friends=again)
    )
    second = step("request", None, "2025-04-01 10:00:00", sure=False)
    assert acts(analysis) == [UNTOLD, ACCEPT, second, step("accept", "2025-04-01 10:00:00")]


def test_removed_and_befriended_again_between_the_downloads(tmp_path: Path) -> None:
    again: Rows = ((ANN, "2025-04-01T10:00:00"),)
    removed: Rows = ((ANN, "2025-01-20T10:00:00"),)
    analysis = judged(
        tmp_path,
        Download(day=FIRST, friends=FRIENDS),
        Download(day=SECOND, friends=again, removed=removed),
    )
    assert acts(analysis) == [
        UNTOLD,
        ACCEPT,
        step("removal", "2025-01-20 10:00:00", actor="owner", sure=False),
        step("request", None, "2025-04-01 10:00:00", sure=False),
        step("accept", "2025-04-01 10:00:00"),
    ]


def test_friends_since_the_same_second_under_a_new_name(tmp_path: Path) -> None:
    renamed: Rows = (("Ann Lopez", "2024-11-01T10:00:00"),)
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, friends=renamed)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]
    (told,) = analysis.suggestions
    assert set(told[:2]) == {id_of(analysis), id_of(analysis, "Ann Lopez")}


def test_friends_since_another_second_are_other_friends(tmp_path: Path) -> None:
    other: Rows = (("Ann Lopez", "2024-11-01T10:00:01"),)
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, friends=other)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT, REMOVED]
    assert analysis.suggestions == ()


def test_a_friend_from_before_the_range_of_the_later_download(tmp_path: Path) -> None:
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, **LATE_ONLY)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]


def test_a_friend_from_after_the_range_of_the_later_download(tmp_path: Path) -> None:
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, **EARLY_ONLY)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]


def test_a_friend_within_the_range_of_the_later_download(tmp_path: Path) -> None:
    since: Rows = ((ANN, "2024-12-25T10:00:00"),)
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=since), Download(day=SECOND, **LATE_ONLY)
    )
    assert acts(analysis)[-1] == REMOVED


def test_a_later_download_without_the_list_of_friends(tmp_path: Path) -> None:
    analysis = judged(
        tmp_path, Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, friends=None)
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]


@pytest.mark.parametrize(
    "bad", [b"[object Object]", b'{"friends_v2": [{"name": "Zoe Old", "ti', b""]
)
def test_a_later_list_that_cannot_be_read_ends_nothing(tmp_path: Path, bad: bytes) -> None:
    lists = ("your_friends", "sent_friend_requests")
    members = {f"connections/friends/{name}.json": bad for name in lists}
    asked: Rows = (("Bo Li", "2024-11-01T10:00:00"),)
    analysis = judged(
        tmp_path,
        Download(day=FIRST, friends=FRIENDS, sent=asked),
        Download(day=SECOND, members=members),
    )
    assert acts(analysis) == [UNTOLD, ACCEPT]
    assert acts(analysis, "Bo Li") == [requested("owner")]
    assert len(analysis.problems) == 2


def test_a_thread_knows_a_renamed_friend(tmp_path: Path) -> None:
    """The thread keeps its id, so one person goes by both names; nobody is removed."""
    renamed: Rows = (("Ann Lopez", "2024-11-01T10:00:00"),)
    told = message("Ann Lopez", "2024-12-05T10:00:00", "Hello")
    analysis = judged(
        tmp_path,
        Download(day=FIRST, friends=FRIENDS, threads={INBOX: [ann("2024-12-05T10:00:00")]}),
        Download(day=SECOND, friends=renamed, threads={INBOX: [told]}),
    )
    assert id_of(analysis, "Ann Lopez") == id_of(analysis, ANN)
    assert acts(analysis) == [UNTOLD, ACCEPT, talk("2024-12-05 10:00:00", "person", 0, 1)]


def test_missing_in_one_list_and_back_in_the_next(tmp_path: Path) -> None:
    downloads = Download(day=FIRST, friends=FRIENDS), Download(day=SECOND)
    analysis = judged(tmp_path, *downloads, Download(day=THIRD, friends=FRIENDS))
    assert acts(analysis) == [UNTOLD, ACCEPT]


def _many(count: int) -> Rows:
    return tuple(
        (f"Friend No{i}", f"2018-{i // 28 + 1:02}-{i % 28 + 1:02}T10:00:00") for i in range(count)
    )


@pytest.mark.parametrize(
    ("before", "after", "ended"),
    [(24, 4, 0), (24, 11, 13), (18, 0, 18), (52, 27, 25)],
    ids=["most of many", "half, but not twenty", "all of few", "twenty, but not half"],
)
def test_a_list_that_lost_most_was_cut(tmp_path: Path, before: int, after: int, ended: int) -> None:
    kept = _many(before)[-after:] if after else ()
    analysis = judged(
        tmp_path,
        Download(day=FIRST, friends=_many(before)),
        Download(day=SECOND, friends=kept),
    )
    assert int((analysis.events["activity"] == "disconnected").sum()) == ended
    assert [p.kind for p in analysis.problems] == ([] if ended else ["shortened list"])
