"""What each archive can and cannot show, and over which window.

Absence is evidence only inside these windows: no silence, no ignored request and no removal is
claimed where the archive could not have shown the opposite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.coverage.facebook import facebook_coverage
from reciprocity.coverage.linkedin import linkedin_coverage
from reciprocity.coverage.window import Window, observed, seen_by_all

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

__all__ = [
    "Window", "coverage_of", "cut_messages", "observed", "seen_by_all", "without_messages",
]  # fmt: skip

_IN_THREADS: Final = frozenset({"message", "message_request", "call", "reaction"})

_BY_PLATFORM: Final = {"linkedin": linkedin_coverage, "facebook": facebook_coverage}


def coverage_of(reading: Reading, parameters: CoverageParameters) -> dict[str, Window]:
    """Return the window of each kind of event in one archive."""
    return dict(sorted(_BY_PLATFORM[reading.platform](reading, parameters).items()))


def without_messages(windows: dict[str, Window]) -> dict[str, Window]:
    """Return the windows of an archive of which a part of the messages is missing."""
    unseen = Window(start=None, end=None, basis="a part of the conversations is missing")
    return {kind: unseen if kind in _IN_THREADS else w for kind, w in windows.items()}


def cut_messages(
    windows: dict[str, Window], start: datetime | None, end: datetime | None
) -> dict[str, Window]:
    """Return the windows of an archive whose messages lie between two moments, None for any."""
    return {
        kind: w.between(start, end, "beside the earlier download the file looks cut in time")
        if kind in _IN_THREADS
        else w
        for kind, w in windows.items()
    }
