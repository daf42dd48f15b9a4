"""What a signal rests on leads to the step that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.analysis import analyse
from reciprocity.report import summarise
from tests.coverage.given import ANN, Download, ann, me

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("first", "last", "signal"), [(me, ann, "answers"), (ann, me, "silence_broken")]
)
def test_no_signal_of_words_leads_to_the_silence_beside_them(
    tmp_path: Path, first: Callable[..., Any], last: Callable[..., Any], signal: str
) -> None:
    """A silence names the last event before it and the one that ends it."""
    chat = [
        said
        for year in range(2018, 2024)
        for said in (
            first(f"{year}-03-01T10:00:00", "How are you doing in the new house?"),
            last(f"{year}-03-01T11:00:00", "Fine, the roof is done. And how is your mother?"),
        )
    ]
    threads = {"inbox/annroe_100000000000001": chat}
    friends = ((ANN, "2018-01-05T10:00:00"),)
    path = Download(day="2025-06-10", friends=friends, threads=threads).write(tmp_path)
    (person,) = (p for p in summarise(analyse([path]))["people"] if p["name"] == ANN)
    stages = [step["stage"] for step in person["steps"]]
    assert stages.count("silence") == 6
    (found,) = (each for each in person["signals"] if each["name"] == signal)
    assert len(found["steps"]) >= 5
    assert {stages[step["number"] - 1] for step in found["steps"]} == {"message"}
