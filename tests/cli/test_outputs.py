"""An output never takes the place of the archive, and CSV steers no terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import call, run
from tests.exports import NAME, PROFILE, connections, messages, write_zip

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
    unknown = call("report", archive, "-o", tmp_path / "x.docx")
    assert unknown.code == 2
    assert "A report ends in .html, .md, .json or .pdf, not in .docx" in unknown.err
    assert not (tmp_path / "x.docx").exists()


def test_a_day_after_all_downloads_is_not_told_of(tmp_path: Path) -> None:
    late = ("c", "<", "A B", "a", "2024-03-02 10:00:00", "Written after the download's own time")
    members = {
        "Connections.csv": connections(("A", "B", "a", "01 Feb 2024")),
        "messages.csv": messages(late),
        "Profile.csv": PROFILE,
    }
    archive = write_zip(tmp_path / NAME, members)
    plain = call("rank", archive, "--format", "json")
    later = call("rank", archive, "--format", "json", "--as-of", "2030-01-01")
    assert later.out == plain.out
    assert json.loads(plain.out)["people"][0]["counts"]["messages_received"] == 1
    assert "No download tells of anything after 2024-" in later.err
    assert "not 2030-01-01" in later.err
    earlier = call("rank", archive, "--as-of", "1999-01-01")
    assert (earlier.code, earlier.out) == (2, b"")
    assert "Nothing in these downloads is known to be from 1999-01-01 or before" in earlier.err


def test_a_file_of_the_user_s_that_is_not_there_is_named_in_a_sentence(tmp_path: Path) -> None:
    archive = write_zip(
        tmp_path / NAME, {"Connections.csv": connections(("A", "B", "a", "01 Feb 2024"))}
    )
    for option in ("--people", "--config"):
        told = call("rank", archive, option, tmp_path / "none.toml")
        assert told.code == 2
        assert "none.toml cannot be read: No such file or directory." in told.err
        assert "Errno" not in told.err
