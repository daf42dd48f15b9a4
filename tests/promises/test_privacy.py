"""The program opens no connection, and writes nothing but what it was asked for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import FIRST, LATER, ROOT

if TYPE_CHECKING:
    from pathlib import Path

# An audit hook sees what the interpreter itself does, whatever library asks for it.
_GUARD = """
import sys
def guard(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        print("NETWORK", event, file=sys.stderr)
        import os
        os._exit(99)
sys.addaudithook(guard)
"""
_RUN = _GUARD + "import reciprocity.cli\nsys.argv = {arguments!r}\nreciprocity.cli.main()\n"


def _guarded(program: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, cwd=folder
    )


def test_the_guard_sees_a_connection(tmp_path: Path) -> None:
    program = _GUARD + "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    assert _guarded(program, tmp_path).returncode == 99


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", str(FIRST), str(LATER), "-o", "r.html"],
        ["report", str(LATER), "-o", "r.md"],
        ["report", str(LATER), "-o", "r.json"],
        ["rank", str(LATER)],
        ["timeline", str(LATER), "--person", "Desmond Harkwell"],
        ["events", str(LATER), "-o", "e.xes"],
        ["inspect", str(LATER)],
        ["demo", "-o", "d.html"],
    ],
)
def test_no_command_touches_the_network(tmp_path: Path, arguments: list[str]) -> None:
    done = _guarded(_RUN.format(arguments=["reciprocity", *arguments]), tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    written = {file.name for file in tmp_path.rglob("*")}
    assert written <= {"r.html", "r.md", "r.json", "e.xes", "d.html"}


def test_no_message_text_is_in_the_json() -> None:
    """The words of the story's pitch stay in the archive; only their figures leave it."""
    from reciprocity import analyse, rank_document

    analysis = analyse([FIRST, LATER])
    texts = set(analysis.events["text"].dropna())
    document = str(rank_document(analysis))
    assert not [text for text in texts if len(text) > 30 and text in document]


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    done = _guarded(_RUN.format(arguments=["reciprocity", "demo", "-o", "d.html"]), tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "d.html").stat().st_mode & 0o077 == 0


def test_of_urllib_only_the_parsing_of_addresses_is_used() -> None:
    lines = [
        line
        for path in (ROOT / "src").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "urllib" in line
    ]
    assert sorted(lines) == ["from urllib.parse import quote", "from urllib.parse import unquote"]
