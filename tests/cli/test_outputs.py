"""An output never takes the place of the archive, and CSV steers no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.running import run
from tests.exports import NAME, connections, write_zip

if TYPE_CHECKING:
    from pathlib import Path


def test_an_archive_is_not_overwritten(tmp_path: Path) -> None:
    archive = write_zip(
        tmp_path / NAME, {"Connections.csv": connections(("A", "B", "a", "01 Feb 2024"))}
    )
    before = archive.read_bytes()
    inside = tmp_path / "x.html"
    outcomes = [run("report", archive, "-o", archive), run("report", tmp_path, "-o", inside)]
    assert [outcome.code for outcome in outcomes] == [2, 2]
    assert all("belongs to the archive" in outcome.err for outcome in outcomes)
    assert archive.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_csv_holds_no_control_characters(tmp_path: Path) -> None:
    name = "\x1b[31mRed\x1b[0m\u202e"
    archive = write_zip(
        tmp_path / NAME, {"Connections.csv": connections((name, "B", "a", "01 Feb 2024"))}
    )
    printed = run("rank", archive, "--format", "csv").out.decode()
    assert run("events", archive, "-o", tmp_path / "e.csv").code == 0
    for text in (printed, (tmp_path / "e.csv").read_text(encoding="utf-8")):
        assert "Red" in text
        assert not {"\x1b", "\u202e"} & set(text)
