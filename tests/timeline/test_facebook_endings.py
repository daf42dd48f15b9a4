"""What ends a tie on Facebook breaks no silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import analyse
from reciprocity.timeline.connection import REMOVED_FACEBOOK, STILL_LISTED
from tests.coverage.given import ANN, ROOT, Download, ann, id_of, judged, me
from tests.facebook.downloads import seconds
from tests.timeline.facebook import DAY, INBOX, only, told_steps
from tests.timeline.stories import quiet

if TYPE_CHECKING:
    from pathlib import Path


def test_a_removal_breaks_no_silence(tmp_path: Path) -> None:
    chat = {INBOX: [ann("2020-01-01T10:00:00")]}
    removed = ((ANN, "2022-02-20T10:00:00"),)
    found = told_steps(tmp_path, Download(day=DAY, removed=removed, threads=chat))
    (silence,) = only("silence", found)
    assert silence[6] == ("2022-02-20T10:00:00Z", None, False)
    assert [(step[3], step[4]) for step in only("removal", found)] == [("owner", "inferred")]


def _blocked(at: str) -> dict[str, object]:
    """Return the list of contacts that the owner blocked in Messenger, with Ann in it."""
    entry = {"timestamp": seconds(at), "data": {"name": ANN}}
    listed = {"messenger_contacts_blocked_v2": {"name": "B", "entries": [entry]}}
    return {f"{ROOT}/messenger_contacts_you've_blocked.json": listed}


@pytest.mark.parametrize(
    ("blocked", "silences"),
    [
        (None, [quiet("2020-01-01 10:00:00", None, 1987)]),
        ("2020-01-11T10:00:00", []),
        ("2022-01-01T10:00:00", [quiet("2020-01-01 10:00:00", "2022-01-01 10:00:00", 731)]),
    ],
    ids=["never", "soon", "after two years"],
)
def test_no_silence_after_the_owner_s_block(
    tmp_path: Path, blocked: str | None, silences: list[object]
) -> None:
    """Whoever is blocked cannot write; before it nobody broke the silence."""
    download = Download(
        day=DAY,
        friends=((ANN, "2020-01-01T09:00:00"),),
        threads={INBOX: [ann("2020-01-01T10:00:00")]},
        members=_blocked(blocked) if blocked else {},
    )
    assert only("silence", told_steps(tmp_path, download)) == silences


def test_words_after_the_block_begin_anew(tmp_path: Path) -> None:
    """Unblocked, of which no download tells, the two go on."""
    chat = [ann("2020-01-01T10:00:00"), me("2022-06-01T10:00:00")]
    download = Download(
        day=DAY,
        friends=((ANN, "2020-01-01T09:00:00"),),
        threads={INBOX: chat},
        members=_blocked("2020-01-11T10:00:00"),
    )
    found = only("silence", told_steps(tmp_path, download))
    assert found == [quiet("2022-06-01 10:00:00", None, 1105)]


_SINCE: Final = (ANN, "2020-05-01T10:00:00")
_AGAIN: Final = (ANN, "2023-05-01T10:00:00")
_REMOVED: Final = ((ANN, "2022-02-20T10:00:00"),)


@pytest.mark.parametrize(
    ("downloads", "doubted"),
    [
        ([Download(day=DAY, friends=(_SINCE,), removed=_REMOVED)], True),
        ([Download(day=DAY, friends=(_AGAIN,), removed=_REMOVED)], False),
        ([Download(day=DAY, removed=_REMOVED)], False),
        (
            [
                Download(day="2021-06-10", friends=(_SINCE,)),
                Download(day=DAY, removed=_REMOVED),
            ],
            False,
        ),
        (
            [
                Download(day="2021-06-10", friends=(_SINCE,)),
                Download(day=DAY, friends=(_SINCE,), removed=_REMOVED),
            ],
            True,
        ),
    ],
    ids=["still a friend", "a friend anew", "no friend", "a friend before", "ever a friend"],
)
def test_who_is_removed_and_still_a_friend_may_be_two(
    tmp_path: Path, downloads: list[Download], *, doubted: bool
) -> None:
    """The lists hold names alone (facebook.md 2): the removed one may be another of the name."""
    analysis = judged(tmp_path, *downloads)
    stages = analysis.stages[analysis.stages["person_id"] == id_of(analysis, ANN)]
    (removal,) = stages.loc[stages["stage"] == "removal", "detail"]
    expected = [*REMOVED_FACEBOOK, *([STILL_LISTED] if doubted else [])]
    assert removal["explanations"] == expected


def test_the_lists_may_lie_in_two_parts(tmp_path: Path) -> None:
    download = Download(day=DAY, friends=(_SINCE,), removed=_REMOVED)
    analysis = analyse(download.write_in_parts(tmp_path, apart="removed"))
    assert len(analysis.exports) == 1
    (removal,) = analysis.stages.loc[analysis.stages["stage"] == "removal", "detail"]
    assert removal["explanations"] == [*REMOVED_FACEBOOK, STILL_LISTED]
