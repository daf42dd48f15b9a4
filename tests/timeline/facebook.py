"""Where Ann Roe stands in small Facebook downloads, and what her steps are then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.coverage.given import ANN, Download, id_of, judged
from tests.facebook.downloads import message
from tests.timeline.stories import Step, steps

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows

DAY: Final = "2025-06-10"
INBOX, REQUEST = "inbox/annroe_100000000000001", "message_requests/annroe_100000000000001"
SENT: Final[Rows] = ((ANN, "2024-11-01T10:00:00"),)
SINCE: Final[Rows] = ((ANN, "2020-05-01T10:00:00"),)
OTHERS: Final = {
    "message_requests/bobspam_500000000000001": [
        message("Bob Spam", "2024-06-01T10:00:00", "Hello")
    ]
}


def told_steps(tmp_path: Path, *downloads: Download, name: str = ANN) -> list[Step]:
    """Return all steps of the one person of that name, by the downloads together."""
    analysis = judged(tmp_path, *downloads)
    return steps(analysis, id_of(analysis, name))


def only(stage: str, found: list[Step]) -> list[Step]:
    """Return the steps of one stage."""
    return [each for each in found if each[0] == stage]
