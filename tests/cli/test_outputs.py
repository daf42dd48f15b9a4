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


def test_the_format_follows_the_file_and_the_file_the_format(tmp_path: Path) -> None:
    archive = write_zip(
        tmp_path / NAME, {"Connections.csv": connections(("A", "B", "a", "01 Feb 2024"))}
    )
    starts = {"md": b"# Reciprocity report\n", "json": b'{\n  "schema": "reciprocity.report/1"'}
    for form, start in starts.items():
        named = run("report", archive, "--format", form, cwd=tmp_path)
        assert (named.code, named.out) == (0, f"reciprocity.{form}\n".encode())
        ending = run("report", archive, "-o", f"other.{form.upper()}", cwd=tmp_path)
        assert ending.code == 0
        written = (tmp_path / f"reciprocity.{form}").read_bytes()
        assert written.startswith(start)
        assert (tmp_path / f"other.{form.upper()}").read_bytes() == written
    both = run("report", archive, "-o", "x.json", "--format", "md", cwd=tmp_path)
    assert both.code == 0
    assert (tmp_path / "x.json").read_bytes().startswith(starts["md"])
