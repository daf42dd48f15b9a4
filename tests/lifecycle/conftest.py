from __future__ import annotations

import pytest

from tests.timeline.stories import spoken_messages


@pytest.fixture(autouse=True)
def plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts say openly what they are; the real words are tested with the pitch model."""
    monkeypatch.setattr("reciprocity.timeline.score_messages", spoken_messages)
