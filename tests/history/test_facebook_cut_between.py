"""A cut download between two whole ones takes nothing away from what these two tell.

Rules: facebook.md section 6.2; what a removal and a withdrawal are.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Final

import orjson

from reciprocity.analysis import analyse
from reciprocity.contracts import rank_document
from tests.coverage.given import Download, judged
from tests.history.facebook import (
    ACCEPT,
    ASKED,
    CHAT,
    FIRST,
    FRIENDS,
    LATE_ONLY,
    SECOND,
    THIRD,
    UNTOLD,
    acts,
    requested,
    words_gone,
)
from tests.timeline.facebook import INBOX, OTHERS
from tests.timeline.stories import step

if TYPE_CHECKING:
    from pathlib import Path

ACROSS: Final = ("2025-01-10 00:00:00", "2025-09-10 23:59:59")


def test_a_friend_gone_across_a_cut_download(tmp_path: Path) -> None:
    downloads = Download(day=FIRST, friends=FRIENDS), Download(day=SECOND, **LATE_ONLY)
    analysis = judged(tmp_path, *downloads, Download(day=THIRD))
    assert acts(analysis) == [UNTOLD, ACCEPT, step("removal", *ACROSS)]


def test_a_request_gone_across_a_cut_download(tmp_path: Path) -> None:
    downloads = Download(day=FIRST, sent=ASKED), Download(day=SECOND, **LATE_ONLY)
    analysis = judged(tmp_path, *downloads, Download(day=THIRD))
    assert acts(analysis) == [requested("owner"), step("withdrawal", *ACROSS, sure=False)]


def test_a_thread_gone_across_a_cut_download(tmp_path: Path) -> None:
    first = Download(day=FIRST, friends=FRIENDS, threads={INBOX: CHAT})
    third = Download(day=THIRD, friends=FRIENDS)
    analysis = judged(tmp_path, first, Download(day=SECOND, **LATE_ONLY), third)
    lost = ["2025-01-10T23:59:59Z", "2025-09-10T23:59:59Z"]
    assert words_gone(analysis) == [("pitch", lost), ("decline", lost)]


def test_still_there_after_a_cut_download(tmp_path: Path) -> None:
    first, third = (
        Download(day=day, friends=FRIENDS, threads={INBOX: CHAT}) for day in (FIRST, THIRD)
    )
    analysis = judged(tmp_path, first, Download(day=SECOND, **LATE_ONLY), third)
    assert words_gone(analysis) == [("pitch", None), ("decline", None)]
    assert "removal" not in [each[0] for each in acts(analysis)]


def test_the_order_in_which_they_are_given_does_not_matter(tmp_path: Path) -> None:
    downloads = [
        Download(day=FIRST, sent=ASKED, threads={INBOX: CHAT, **OTHERS}),
        Download(day=SECOND, **LATE_ONLY),
        Download(day=THIRD, threads=OTHERS),
    ]
    paths = [each.write(tmp_path) for each in downloads]
    told = [orjson.dumps(rank_document(analyse(list(order)))) for order in permutations(paths)]
    assert len(set(told)) == 1
