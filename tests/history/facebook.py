"""Lists and threads for two downloads, and what a person's steps are then.

The first downloads hold Ann Roe, asked or befriended on 1 November 2024; the later ones may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.coverage.given import ANN, ZOE, ann, id_of, me, stages_of
from tests.facebook.downloads import message
from tests.timeline.stories import Step, step, steps

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis
    from tests.coverage.given import Rows


FIRST, SECOND, THIRD = "2025-01-10", "2025-06-10", "2025-09-10"
BETWEEN: Final = ("2025-01-10 00:00:00", "2025-06-10 23:59:59")
ASKED: Final[Rows] = ((ANN, "2024-11-01T10:00:00"),)
FRIENDS: Final[Rows] = ((ANN, "2024-11-01T10:00:00"),)
PITCH: Final = ann("2024-12-05T10:00:00", "PITCH")
CHAT: Final = [PITCH, me("2024-12-06T10:00:00", "DECLINE")]
# A later download cut to what lies after 20 December 2024, when Cy was befriended.
LATE_ONLY: Final[dict[str, Any]] = {
    "usual": False,
    "friends": (("Cy New", "2024-12-20T10:00:00"),),
    "threads": {
        "inbox/cynew_700000000000001": [
            message("Cy New", "2024-12-21T10:00:00", "Hello"),
            message("Cy New", "2025-06-05T10:00:00", "Hello"),
        ]
    },
}
# The same range, and it ends with 20 November 2024 although it was asked for in 2025.
EARLY_ONLY: Final[dict[str, Any]] = {
    "usual": False,
    "friends": ((ZOE, "2009-01-05T10:00:00"),),
    "threads": {
        "inbox/zoeold_900000000000001": [
            message(ZOE, "2009-01-06T10:00:00", "Welcome"),
            message(ZOE, "2024-10-20T10:00:00", "Hello"),
        ]
    },
}
WITHDRAWN: Final = step("withdrawal", *BETWEEN, sure=False)
REMOVED: Final = step("removal", *BETWEEN)
UNTOLD: Final = step("request", None, "2024-11-01 10:00:00", sure=False)
ACCEPT: Final = step("accept", "2024-11-01 10:00:00")


def requested(actor: str) -> Step:
    """Return the step of the request of 1 November 2024."""
    return step("request", "2024-11-01 10:00:00", actor=actor)


def every_step(analysis: Analysis, name: str = ANN) -> list[Step]:
    """Return all steps of the one person of that name."""
    return steps(analysis, id_of(analysis, name))


def acts(analysis: Analysis, name: str = ANN) -> list[Step]:
    """Return the steps without silences."""
    return [each for each in every_step(analysis, name) if each[0] != "silence"]


def detail_of(analysis: Analysis, stage: str, name: str = ANN) -> dict[str, Any]:
    """Return what the one step of that stage says in detail."""
    (found,) = (each["detail"] for each in stages_of(analysis, name) if each["stage"] == stage)
    return dict(found)


def words_gone(analysis: Analysis) -> list[tuple[str, object]]:
    """Return the stages of Ann's words with the interval in which their thread went."""
    return [
        (each["stage"], each["detail"].get("conversation_gone"))
        for each in stages_of(analysis)
        if each["stage"] in {"message", "pitch", "decline", "reply", "thanks"}
    ]
