"""A friend request that nobody accepted is told as open up to the newest list that holds it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import analyse
from reciprocity.cli import output
from tests.coverage.given import ANN, Download, ann, id_of

if TYPE_CHECKING:
    from pathlib import Path

_SENT = ((ANN, "2022-01-01T10:00:00"),)
_CHAT = "message_requests/annroe_100000000000001"
_HELLO = ann("2021-06-01T10:00:00", "Hello there")
_AGAIN = ann("2022-10-10T10:00:00", "Hello again")


@pytest.mark.parametrize(
    ("later", "as_of", "told"),
    [
        (_SENT, None, "it was still open when Ann Roe wrote on 10 October 2022."),
        (_SENT, date(2022, 10, 1), "it was still open on 1 October 2022."),
        ((), date(2022, 10, 1), "it was still open on 30 June 2022."),
        ((), date(2022, 12, 31), "it was still open on 30 June 2022."),
        ((), None, "it was still open on 30 June 2022."),
    ],
)
def test_how_long_a_request_was_open(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    later: tuple[tuple[str, str], ...],
    as_of: date | None,
    told: str,
) -> None:
    downloads = [
        Download(day="2022-06-30", sent=_SENT, threads={_CHAT: [_HELLO]}),
        Download(day="2023-01-15", sent=later, threads={_CHAT: [_HELLO, _AGAIN]}),
    ]
    analysis = analyse([each.write(tmp_path) for each in downloads], as_of=as_of)
    output.print_timeline(analysis, id_of(analysis), "text", "UTC")
    assert (
        "You sent Ann Roe a friend request. It was never accepted, as far as these archives show: "
        f"{told}\n"
    ) in capfd.readouterr().out


def test_the_list_may_lie_in_another_part(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first = Download(day="2022-06-30", sent=_SENT, threads={_CHAT: [_HELLO]})
    parts = first.write_in_parts(tmp_path, apart="sent_friend")
    later = Download(day="2023-01-15", threads={_CHAT: [_HELLO, _AGAIN]}).write(tmp_path)
    analysis = analyse([*parts, later], as_of=date(2022, 10, 1))
    output.print_timeline(analysis, id_of(analysis), "text", "UTC")
    assert "it was still open on 30 June 2022.\n" in capfd.readouterr().out
