"""Why somebody has their verdict, in words: what is not known is not told."""

from __future__ import annotations

import pytest

from reciprocity.report.verdicts import because


@pytest.mark.parametrize(
    ("unanswered", "told"),
    [
        (3, " Of 5 conversations you opened, 3 were never answered by them."),
        (1, " Of 5 conversations you opened, 1 was never answered by them."),
        (0, ""),
    ],
)
def test_nothing_known_to_be_unanswered_is_not_all_answered(unanswered: int, told: str) -> None:
    row = {
        "verdict": "one_sided_you", "score": None, "sent": 5, "received": 0,
        "openings_sent": 5, "unanswered_sent": unanswered,
    }  # fmt: skip
    assert because(row, []) == f"You sent 5 messages and received 0.{told}"
