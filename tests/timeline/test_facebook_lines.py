"""Messenger's line "You are now connected": who asked, and who is in no list any more.

Facts: facebook.md sections 4.4 and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.coverage.given import ANN, ME, NOW_FRIENDS, Download, ann, id_of, judged, stages_of
from tests.facebook.downloads import message
from tests.timeline.facebook import DAY, INBOX, SINCE, only, told_steps
from tests.timeline.stories import quiet, step, steps, talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Said

WORDS: Final = ann("2020-05-01T11:00:00")
SPOKE: Final = talk("2020-05-01 11:00:00", "person", 0, 1)
LONG: Final = quiet("2020-05-01 11:00:00", None, 1866)


def _line(sender: str = ANN) -> Said:
    return message(sender, "2020-05-01T10:00:03", NOW_FRIENDS)


@pytest.mark.parametrize(("sender", "asker"), [(ANN, "owner"), (ME, "person")])
def test_who_asked_is_inferred_from_the_line(tmp_path: Path, sender: str, asker: str) -> None:
    """Its sender is probably who accepted; the friendship itself is told by the list."""
    chat = {INBOX: [_line(sender), WORDS]}
    assert told_steps(tmp_path, Download(day=DAY, friends=SINCE, threads=chat)) == [
        step("request", None, "2020-05-01 10:00:00", asker, sure=False),
        step("accept", "2020-05-01 10:00:00"),
        SPOKE,
        LONG,
    ]


def test_without_the_line_nobody_knows_who_asked(tmp_path: Path) -> None:
    assert told_steps(tmp_path, Download(day=DAY, friends=SINCE, threads={INBOX: [WORDS]})) == [
        step("request", None, "2020-05-01 10:00:00", sure=False),
        step("accept", "2020-05-01 10:00:00"),
        SPOKE,
        LONG,
    ]


def test_a_line_of_somebody_in_no_list(tmp_path: Path) -> None:
    chat = {INBOX: [_line(), WORDS]}
    analysis = judged(tmp_path, Download(day=DAY, threads=chat))
    found = steps(analysis, id_of(analysis))
    removal = step("removal", "2020-05-01 11:00:00", "2025-06-10 23:59:59", sure=False)
    assert only("removal", found) == [removal]
    assert {each[4] for each in found if each[0] in {"request", "accept"}} == {"inferred"}
    (detail,) = (each["detail"] for each in stages_of(analysis) if each["stage"] == "removal")
    assert any("Messenger" in why and "contact" in why for why in detail["explanations"])


def test_no_line_and_in_no_list(tmp_path: Path) -> None:
    found = told_steps(tmp_path, Download(day=DAY, threads={INBOX: [WORDS]}))
    assert found == [SPOKE, LONG]


def test_a_line_without_the_list_of_friends(tmp_path: Path) -> None:
    chat = {INBOX: [_line(), WORDS]}
    assert (
        only("removal", told_steps(tmp_path, Download(day=DAY, friends=None, threads=chat))) == []
    )


@pytest.mark.parametrize("kind", ["friends", "removed", "rejected", "sent", "received"])
def test_a_line_of_somebody_who_is_in_a_list(tmp_path: Path, kind: str) -> None:
    """Only the removed list speaks of an end, and that is the owner's."""
    lists: dict[str, Any] = {kind: ((ANN, "2020-05-20T10:00:00"),)}
    chat = {INBOX: [_line(), WORDS]}
    end = step("removal", "2020-05-20 10:00:00", actor="owner", sure=False)
    found = only("removal", told_steps(tmp_path, Download(day=DAY, threads=chat, **lists)))
    assert found == ([end] if kind == "removed" else [])


def test_a_line_and_a_list_in_the_earlier_download_are_one_friendship(tmp_path: Path) -> None:
    """The end is seen between the lists then; one request, whose side the line still tells."""
    chat = {INBOX: [_line(), WORDS]}
    downloads = [
        Download(day="2024-10-01", friends=SINCE, threads=chat),
        Download(day=DAY, threads=chat),
    ]
    found = [each for each in told_steps(tmp_path, *downloads) if each[0] != "silence"]
    assert found == [
        step("request", None, "2020-05-01 10:00:00", "owner", sure=False),
        step("accept", "2020-05-01 10:00:00"),
        SPOKE,
        step("removal", "2024-10-01 00:00:00", "2025-06-10 23:59:59"),
    ]
