"""Exit codes, and one sentence for every failure: no traceback, no content of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import FIRST, LATER, run
from tests.exports import NAME, PROFILE, connections, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Outcome


def _failed(outcome: Outcome, code: int) -> str:
    assert outcome.code == code
    assert outcome.out == b""
    lines = outcome.err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("reciprocity: ")
    return lines[0]


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert "nowhere.zip" in _failed(run("inspect", tmp_path / "nowhere.zip"), 2)


def test_something_else_is_not_recognised(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "holiday.zip", {"beach.jpg": b"x"})
    assert "holiday.zip" in _failed(run("rank", path), 3)


def test_an_empty_download_is_not_recognised(tmp_path: Path) -> None:
    path = write_zip(tmp_path / NAME, {"Connections.csv": connections()})
    assert "nobody" in _failed(run("rank", path), 3)


def test_a_damaged_zip_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "half.zip"
    path.write_bytes(FIRST.read_bytes()[:100_000])
    assert "half.zip" in _failed(run("inspect", path), 4)


def test_two_owners_are_a_usage_error(tmp_path: Path) -> None:
    other = write_zip(
        tmp_path / NAME,
        {"Profile.csv": PROFILE, "Connections.csv": connections(("A", "B", "a-b", "01 Feb 2024"))},
    )
    assert "two different people" in _failed(run("rank", FIRST, other), 2)


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_name_of_two_people_lists_their_ids(format_: str) -> None:
    said = _failed(run("timeline", LATER, "--person", "laura winter", "--format", format_), 2)
    assert said.count("linkedin:laura-winter-") == 2


def test_an_unknown_person_is_a_usage_error() -> None:
    said = _failed(run("timeline", LATER, "--person", "Desmond"), 2)
    assert "Desmond Harkwell" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rank", LATER, "--verdict", "rude"], "rude is no verdict"),
        (["rank", LATER, "--timezone", "Mars/Olympus"], "time zone"),
        (["events", LATER, "-o", "events.xlsx"], ".parquet, .csv or .xes"),
        (["report", LATER, "-o", "no/such/folder/x.html"], "folder"),
        (["rank", LATER, "--people", "nobody.toml"], "nobody.toml"),
        (["rank", LATER, "--config", "nothing.toml"], "nothing.toml"),
    ],
)
def test_wrong_options_are_usage_errors(
    tmp_path: Path, arguments: list[str | Path], words: str
) -> None:
    assert words in _failed(run(*arguments, cwd=tmp_path), 2)
    assert list(tmp_path.iterdir()) == []


def test_typos_are_usage_errors() -> None:
    assert run("rnak", LATER).code == 2
    assert run("rank").code == 2
    assert run("rank", LATER, "--fromat", "json").code == 2


def test_content_never_reaches_an_error(tmp_path: Path) -> None:
    """Even where the program itself is at fault: the log is one the contract forbids."""
    secret = "xyzzy-secret"
    path = write_zip(
        tmp_path / NAME,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": connections(("Ann", "Roe", "ann", "01 Feb 2024")),
            "messages.csv": messages(("c", "<", "Ann Roe", "ann", "2024-02-02 10:00:00", secret)),
        },
    )
    program = (
        "import sys, reciprocity.inspection as i, reciprocity.cli as c\n"
        "def broken(*_, **__): raise ValueError('xyzzy-secret')\n"
        "i.resolve = broken\n"
        f"sys.argv = ['reciprocity', '-v', 'rank', {str(path)!r}]\n"
        "c.main()\n"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 1
    assert secret.encode() not in done.stdout + done.stderr
    assert b"ValueError at" in done.stderr
    assert b"Traceback" not in done.stderr
