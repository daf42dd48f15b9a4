"""What ends a tie on Facebook breaks no silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.coverage.given import ANN, Download, ann
from tests.timeline.facebook import DAY, INBOX, only, told_steps

if TYPE_CHECKING:
    from pathlib import Path


def test_a_removal_breaks_no_silence(tmp_path: Path) -> None:
    chat = {INBOX: [ann("2020-01-01T10:00:00")]}
    removed = ((ANN, "2022-02-20T10:00:00"),)
    found = told_steps(tmp_path, Download(day=DAY, removed=removed, threads=chat))
    (silence,) = only("silence", found)
    assert silence[6] == ("2022-02-20T10:00:00Z", None, False)
    assert [(step[3], step[4]) for step in only("removal", found)] == [("owner", "inferred")]
