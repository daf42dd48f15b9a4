"""Threads that a later Facebook download no longer holds: their words stay, and say when they went.

Rules: facebook.md sections 4.1, 6.2 and 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.coverage.given import ANN, LET_IN, ZOE, Download, ann, id_of, judged, me
from tests.facebook.downloads import message
from tests.history.facebook import (
    ACCEPT,
    CHAT,
    EARLY_ONLY,
    FIRST,
    FRIENDS,
    LATE_ONLY,
    PITCH,
    SECOND,
    THIRD,
    UNTOLD,
    WITHDRAWN,
    acts,
    every_step,
    words_gone,
)
from tests.timeline.facebook import INBOX, OTHERS, REQUEST
from tests.timeline.stories import quiet, step, talk, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.analysis import Analysis
    from tests.coverage.given import Rows, Said

LOST: Final = ["2025-01-10T23:59:59Z", "2025-06-10T23:59:59Z"]


def _two(tmp_path: Path, first: dict[str, Any], second: dict[str, Any]) -> Analysis:
    one = Download(day=FIRST, friends=FRIENDS, threads=first)
    return judged(tmp_path, one, Download(day=SECOND, friends=FRIENDS, threads=second))


def test_a_thread_that_is_gone_keeps_its_words(tmp_path: Path) -> None:
    analysis = _two(tmp_path, {INBOX: CHAT}, {})
    assert acts(analysis) == [
        UNTOLD,
        ACCEPT,
        wrote("pitch", "2024-12-05 10:00:00", "person", says=[]),
        wrote("decline", "2024-12-06 10:00:00", "owner", says="pitch"),
    ]
    assert words_gone(analysis) == [("pitch", LOST), ("decline", LOST)]
    words = analysis.events.loc[analysis.events["person_id"] == id_of(analysis), "text"]
    assert list(words.dropna()) == ["PITCH", "DECLINE"]


@pytest.mark.parametrize("box", ["inbox", "archived_threads", "e2ee_cutover"])
def test_a_thread_that_moved_is_not_gone(tmp_path: Path, box: str) -> None:
    analysis = _two(tmp_path, {INBOX: CHAT}, {INBOX.replace("inbox", box): CHAT})
    assert words_gone(analysis) == [("pitch", None), ("decline", None)]


def test_a_message_that_is_gone_from_its_thread_is_no_thread_gone(tmp_path: Path) -> None:
    analysis = _two(tmp_path, {INBOX: CHAT}, {INBOX: CHAT[1:]})
    assert [gone for _, gone in words_gone(analysis)] == [None, None]


@pytest.mark.parametrize("later", [LATE_ONLY, EARLY_ONLY], ids=["begins later", "ends before"])
def test_a_range_that_leaves_the_thread_out(tmp_path: Path, later: dict[str, Any]) -> None:
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: CHAT})
    analysis = judged(tmp_path, first, Download(day=SECOND, **later))
    assert words_gone(analysis) == [("pitch", None), ("decline", None)]


def test_a_later_download_without_messages(tmp_path: Path) -> None:
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: CHAT})
    zoe: Rows = ((ZOE, "2009-01-05T10:00:00"),)
    second = Download(day=SECOND, friends=(*FRIENDS, *zoe), usual=False)
    assert words_gone(judged(tmp_path, first, second)) == [("pitch", None), ("decline", None)]


def test_another_scheme_of_ids(tmp_path: Path) -> None:
    """No thread in common: since 2022 threads have other ids (section 4.1)."""
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: CHAT})
    chat = [message(ZOE, at, "Hello") for at in ("2009-01-06T10:00:00", "2025-06-05T10:00:00")]
    zoe: Rows = ((ZOE, "2009-01-05T10:00:00"),)
    second = Download(
        day=SECOND, friends=(*FRIENDS, *zoe), usual=False,
        threads={"inbox/zoeold_AbCdEf_-12": chat},
    )  # fmt: skip
    assert words_gone(judged(tmp_path, first, second)) == [("pitch", None), ("decline", None)]


@pytest.mark.parametrize("name", ["Ann Lee", "Facebook user"])
@pytest.mark.parametrize("said", [CHAT, CHAT[:1]], ids=["both", "one word"])
def test_a_thread_under_another_name_and_id_is_not_gone(
    tmp_path: Path, name: str, said: list[Said]
) -> None:
    """Whoever takes another name keeps the words, and so does who leaves (sections 4.1 and 4.3)."""
    again = [{**m, "sender_name": m["sender_name"].replace(ANN, name)} for m in said]
    analysis = _two(tmp_path, {INBOX: said}, {"inbox/other_700000000000007": again})
    assert not any("conversation_gone" in detail for detail in analysis.stages["detail"])


def _strangers(
    tmp_path: Path, first: dict[str, list[Said]], second: dict[str, list[Said]]
) -> Analysis:
    one = Download(day=FIRST, threads=first)
    return judged(tmp_path, one, Download(day=SECOND, threads=second))


def test_a_message_request_that_is_gone(tmp_path: Path) -> None:
    analysis = _strangers(tmp_path, {REQUEST: [PITCH], **OTHERS}, OTHERS)
    assert words_gone(analysis) == [("pitch", LOST)]


def test_a_later_download_without_message_requests(tmp_path: Path) -> None:
    analysis = _strangers(tmp_path, {REQUEST: [PITCH], **OTHERS}, {})
    assert words_gone(analysis) == [("pitch", None)]


def test_a_message_request_that_was_let_in_is_not_gone(tmp_path: Path) -> None:
    let_in = [PITCH, me("2025-02-01T10:00:00", LET_IN)]
    analysis = _strangers(tmp_path, {REQUEST: [PITCH], **OTHERS}, {INBOX: let_in})
    assert words_gone(analysis) == [("pitch", None)]


def test_let_in_and_deleted_when_nobody_else_asks(tmp_path: Path) -> None:
    """The second story: the thread was in the inbox by then, so its folder is there."""
    let_in = [PITCH, me("2024-12-05T18:00:00", LET_IN)]
    assert words_gone(_strangers(tmp_path, {INBOX: let_in}, {})) == [("pitch", LOST)]


def test_a_thread_that_is_back_in_a_third_download(tmp_path: Path) -> None:
    downloads = [
        Download(day=day, friends=FRIENDS, threads={INBOX: CHAT} if there else {})
        for day, there in ((FIRST, True), (SECOND, False), (THIRD, True))
    ]
    assert words_gone(judged(tmp_path, *downloads)) == [("pitch", None), ("decline", None)]


def test_words_written_after_the_thread_went_are_not_gone(tmp_path: Path) -> None:
    """A pair's thread keeps its id, so deleted and begun anew it is found under the same one."""
    new = [ann("2025-08-01T10:00:00")]
    downloads = [
        Download(day=day, friends=FRIENDS, threads=threads)
        for day, threads in ((FIRST, {INBOX: CHAT}), (SECOND, {}), (THIRD, {INBOX: new}))
    ]
    analysis = judged(tmp_path, *downloads)
    assert words_gone(analysis) == [("pitch", LOST), ("decline", LOST), ("message", None)]


def test_the_second_story_over_two_downloads(tmp_path: Path) -> None:
    """Asked, never accepted, half a year later a pitch let in; then thread and request are gone."""
    asked: Rows = ((ANN, "2024-06-01T10:00:00"),)
    let_in = [PITCH, me("2024-12-05T18:00:00", LET_IN)]
    analysis = judged(
        tmp_path,
        Download(day=FIRST, sent=asked, threads={INBOX: let_in, **OTHERS}),
        Download(day=SECOND, threads=OTHERS),
    )
    assert every_step(analysis) == [
        step("request", "2024-06-01 10:00:00", actor="owner"),
        quiet("2024-06-01 10:00:00", "2024-12-05 10:00:00", 187, "person"),
        wrote("pitch", "2024-12-05 10:00:00", "person", says=[]),
        WITHDRAWN,
    ]


def test_the_same_things_in_two_downloads_are_told_once(tmp_path: Path) -> None:
    chat = [ann("2024-11-02T10:00:00"), me("2024-11-03T10:00:00")]
    analysis = _two(tmp_path, {INBOX: chat}, {INBOX: chat})
    assert acts(analysis) == [
        UNTOLD,
        ACCEPT,
        talk("2024-11-02 10:00:00", "person", 1, 1, "2024-11-03 10:00:00"),
    ]


# What is not known of a pair whose thread went.

HELD: Final = "2025-01-10 23:59:59"


def _silences(analysis: Analysis) -> list[Any]:
    return [each for each in every_step(analysis) if each[0] == "silence"]


def test_the_silence_ends_where_the_thread_was_last_held(tmp_path: Path) -> None:
    chat = [me("2024-01-05T10:00:00")]
    first, friends = {INBOX: chat}, ((ANN, "2023-12-01T10:00:00"),)
    one, two = (
        Download(day=day, friends=friends, threads=threads)
        for day, threads in ((FIRST, first), (SECOND, {}))
    )
    assert _silences(judged(tmp_path, one, two)) == [quiet("2024-01-05 10:00:00", HELD, 371)]
    kept = Download(day=SECOND, friends=friends, threads=first)
    assert _silences(judged(tmp_path, one, kept)) == [quiet("2024-01-05 10:00:00", None, 522)]


def test_begun_anew_it_is_seen_from_its_first_words_on(tmp_path: Path) -> None:
    """Under the same id: words between the earlier download and the deletion are gone."""
    new = ann("2025-02-01T10:00:00", "Hello again")
    analysis = _two(tmp_path, {INBOX: CHAT}, {INBOX: [new]})
    gone = [LOST[0], "2025-02-01T10:00:00Z"]
    assert words_gone(analysis) == [("pitch", gone), ("decline", gone), ("reply", None)]
    assert _silences(analysis) == [quiet("2025-02-01 10:00:00", None, 129)]


def test_an_unsent_message_is_no_thread_gone(tmp_path: Path) -> None:
    unsent = ann("2024-12-05T10:00:00", None, is_unsent=True)
    analysis = _two(tmp_path, {INBOX: CHAT[:1]}, {INBOX: [unsent]})
    assert words_gone(analysis) == [("pitch", None)]
    assert _silences(analysis) == [quiet("2024-12-05 10:00:00", None, 187)]


def test_in_another_scheme_of_ids_nothing_is_known(tmp_path: Path) -> None:
    """It may be gone or not: of the pair nothing is seen after the first download."""
    zoe: Rows = ((ZOE, "2009-01-05T10:00:00"),)
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: [PITCH]})
    later = [message(ZOE, at, "Hi") for at in ("2009-01-06T10:00:00", "2025-06-05T10:00:00")]
    second = Download(
        day=SECOND, friends=(*FRIENDS, *zoe), usual=False,
        threads={"inbox/zoeold_AbCdEf_-12": later},
    )  # fmt: skip
    assert _silences(judged(tmp_path, first, second)) == []
