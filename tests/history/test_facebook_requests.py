"""Friend requests that a later Facebook download no longer holds, or holds elsewhere.

Rules: facebook.md sections 2, 6.2, 9 and 10; what a withdrawal is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from tests.coverage.given import ANN, Download, judged
from tests.exports import log_of
from tests.history.facebook import (
    ASKED,
    BETWEEN,
    EARLY_ONLY,
    FIRST,
    LATE_ONLY,
    SECOND,
    THIRD,
    WITHDRAWN,
    acts,
    detail_of,
    every_step,
    requested,
)
from tests.timeline.facebook import OTHERS
from tests.timeline.stories import step

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows


def test_a_pending_request_that_is_gone_was_withdrawn(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND))
    assert every_step(analysis) == [requested("owner"), WITHDRAWN]


def test_the_log_of_a_withdrawal(tmp_path: Path) -> None:
    paths = [d.write(tmp_path) for d in (Download(day=FIRST, sent=ASKED), Download(day=SECOND))]
    rows = [row for row in log_of(read(paths)) if row[0] != "facebook:name/zoe old"]
    member = "connections/friends/sent_friend_requests.json"
    sent = "2024-11-01 10:00:00"
    assert [(row[1:8], row[9:]) for row in rows] == [
        (("request_sent", sent, sent, "second", "owner", "observed", "invitation"), (member, 1)),
        (
            ("request_withdrawn", *BETWEEN, "interval", "unknown", "inferred", "invitation"),
            (member, 1),
        ),
    ]


def test_a_request_on_facebook_does_not_expire(tmp_path: Path) -> None:
    """LinkedIn's half year is no rule of Facebook's: requests stay for years (section 2)."""
    old: Rows = ((ANN, "2011-04-01T10:00:00"),)
    analysis = judged(tmp_path, Download(day=FIRST, sent=old), Download(day=SECOND))
    assert acts(analysis) == [step("request", "2011-04-01 10:00:00", actor="owner"), WITHDRAWN]
    told = detail_of(analysis, "withdrawal")["explanations"]
    assert len(told) > 1
    assert not [why for why in told if "expire" in why]


def test_still_pending_is_no_withdrawal(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, sent=ASKED))
    assert acts(analysis) == [requested("owner")]


@pytest.mark.parametrize(
    ("asked", "asker", "accepter"), [("sent", "owner", "person"), ("received", "person", "owner")]
)
def test_an_accepted_request(tmp_path: Path, asked: str, asker: str, accepter: str) -> None:
    now: Rows = ((ANN, "2025-01-20T10:00:00"),)
    lists: dict[str, Any] = {asked: ASKED}
    analysis = judged(tmp_path, Download(day=FIRST, **lists), Download(day=SECOND, friends=now))
    assert acts(analysis) == [
        requested(asker),
        step("accept", "2025-01-20 10:00:00", actor=accepter),
    ]


def test_a_declined_request_lies_between_the_downloads(tmp_path: Path) -> None:
    """The rejected list tells the arrival; the no lies after the last list that held it."""
    first, second = Download(day=FIRST, received=ASKED), Download(day=SECOND, rejected=ASKED)
    analysis = judged(tmp_path, first, second)
    assert acts(analysis) == [
        requested("person"),
        step("decline", *BETWEEN, "owner", says="request"),
    ]


def test_a_received_request_that_is_gone_is_no_decline(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, received=ASKED), Download(day=SECOND))
    assert acts(analysis) == [requested("person"), WITHDRAWN]


def test_accepted_and_then_removed_by_the_owner(tmp_path: Path) -> None:
    """The accept lies after the list that still held the request and before the removal."""
    gone: Rows = ((ANN, "2025-03-01T10:00:00"),)
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, removed=gone))
    assert [s[0] for s in acts(analysis)] == ["request", "accept", "removal"]
    accept = acts(analysis)[1]
    assert accept[1] is not None, "what came after the request has a lower bound"
    assert "2024-11-01T10:00:00Z" <= accept[1] <= "2025-01-10T23:59:59Z"
    assert accept[2:5] == ("2025-03-01T10:00:00Z", "person", "inferred")
    assert acts(analysis)[2] == step("removal", "2025-03-01 10:00:00", actor="owner", sure=False)


def test_no_silence_goes_across_an_accept_of_an_unknown_day(tmp_path: Path) -> None:
    asked: Rows = ((ANN, "2024-09-01T10:00:00"),)
    gone: Rows = ((ANN, "2025-03-01T10:00:00"),)
    analysis = judged(
        tmp_path,
        Download(day=FIRST, sent=asked, threads=OTHERS),
        Download(day=SECOND, removed=gone, threads=OTHERS),
    )
    ends = [s[6][0] for s in every_step(analysis) if s[0] == "silence"]
    assert all(end is not None and end <= "2025-01-10T23:59:59Z" for end in ends)


def test_the_same_request_under_a_new_name(tmp_path: Path) -> None:
    renamed: Rows = (("Ann Lopez", "2024-11-01T10:00:00"),)
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, sent=renamed))
    assert acts(analysis) == [requested("owner")]


def test_a_request_of_another_second_is_another_request(tmp_path: Path) -> None:
    other: Rows = (("Ann Lopez", "2024-11-01T10:00:01"),)
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, sent=other))
    assert acts(analysis) == [requested("owner"), WITHDRAWN]


def test_a_request_before_the_range_of_the_later_download(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, **LATE_ONLY))
    assert acts(analysis) == [requested("owner")]


def test_a_request_after_the_range_of_the_later_download(tmp_path: Path) -> None:
    """A range that ends before the request was sent shows nothing of it, though asked for later."""
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, **EARLY_ONLY))
    assert acts(analysis) == [requested("owner")]


def test_a_later_download_without_the_list_of_requests(tmp_path: Path) -> None:
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND, sent=None))
    assert acts(analysis) == [requested("owner")]


def test_the_next_list_counts_when_one_is_missing_between(tmp_path: Path) -> None:
    downloads = Download(day=FIRST, sent=ASKED), Download(day=SECOND, sent=None)
    analysis = judged(tmp_path, *downloads, Download(day=THIRD))
    gone = step("withdrawal", "2025-01-10 00:00:00", "2025-09-10 23:59:59", sure=False)
    assert acts(analysis) == [requested("owner"), gone]


def test_the_later_download_is_not_known_before_its_day(tmp_path: Path) -> None:
    paths = [d.write(tmp_path) for d in (Download(day=FIRST, sent=ASKED), Download(day=SECOND))]
    assert acts(analyse(paths, as_of=date(2025, 6, 9))) == [requested("owner")]
    assert acts(analyse(paths[::-1])) == [requested("owner"), WITHDRAWN]
