"""What a signal rests on leads to the step that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.analysis import analyse
from reciprocity.report import summarise
from tests.coverage.given import ANN, Download, ann, me

if TYPE_CHECKING:
    from pathlib import Path


def test_no_signal_of_words_leads_to_the_silence_beside_them(tmp_path: Path) -> None:
    """A silence names the last event before it and the one that ends it."""
    chat = [
        said
        for year in range(2018, 2024)
        for said in (
            ann(f"{year}-03-01T10:00:00", "How are you doing in the new house?"),
            me(f"{year}-03-01T11:00:00", "Fine, the roof is done. And how is your mother?"),
        )
    ]
    threads = {"inbox/annroe_100000000000001": chat}
    friends = ((ANN, "2018-01-05T10:00:00"),)
    path = Download(day="2025-06-10", friends=friends, threads=threads).write(tmp_path)
    (person,) = (p for p in summarise(analyse([path]))["people"] if p["name"] == ANN)
    stages = [step["stage"] for step in person["steps"]]
    assert stages.count("silence") == 6
    led = {
        signal["name"]: {stages[step["number"] - 1] for step in signal["steps"]}
        for signal in person["signals"]
    }
    assert {"openings", "silence_broken"} <= set(led)
    assert set().union(*led.values()) == {"message"}
