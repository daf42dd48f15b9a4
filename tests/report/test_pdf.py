"""Printing with browsers that fail in every way; tests/browser has one that works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from reciprocity.errors import ExitCode, UsageError
from reciprocity.report.pdf import find_browser, print_pdf
from tests.cli.running import LATER, run


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, which must be empty at the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def browser(path: Path, script: str) -> Path:
    """Write a browser that does what the script says; $OUT is where the PDF should be."""
    find = 'for a in "$@"; do case "$a" in --print-to-pdf=*) OUT="${a#*=}";; esac; done'
    path.write_text(f"#!/bin/sh\n{find}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_what_the_browser_prints_is_returned(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    made = browser(tmp_path / "b", f'printf "%s\\n" "$@" > {told}; printf "%%PDF-1.4 x" > "$OUT"')
    monkeypatch.setenv("CHROMIUM", str(made))
    assert print_pdf("<p>page</p>") == b"%PDF-1.4 x"
    arguments = told.read_text(encoding="utf-8").splitlines()
    assert {"--headless", "--disable-background-networking"} <= set(arguments)
    assert "--proxy-server=http://127.0.0.1:9" in arguments
    assert ("--no-sandbox" in arguments) == (os.geteuid() == 0)
    assert str(scratch) in next(a for a in arguments if a.startswith("--user-data-dir="))
    assert arguments[-1].startswith("file://")
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "script", ["exit 1", "exit 0", 'printf "no pdf" > "$OUT"', 'printf "%%PDF-" > "$OUT"; exit 9']
)
def test_a_browser_that_fails_is_told(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setenv("CHROMIUM", str(browser(tmp_path / "b", script)))
    with pytest.raises(UsageError, match=r"^The browser could not print the PDF; name another"):
        print_pdf("page")
    assert list(scratch.iterdir()) == []


def test_a_browser_that_hangs_is_ended_with_its_children(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    hangs = browser(tmp_path / "b", f"sleep 600 & echo $! > {child}; wait")
    monkeypatch.setenv("CHROMIUM", str(hangs))
    begun = time.monotonic()
    with pytest.raises(UsageError, match="took longer than 1 seconds"):
        print_pdf("page", time_limit=1)
    assert time.monotonic() - begun < 300  # it is not waited for
    assert list(scratch.iterdir()) == []
    state = Path(f"/proc/{child.read_text().strip()}/status")
    for _ in range(50):
        if not state.exists() or "zombie" in state.read_text():
            return
        time.sleep(0.1)
    pytest.fail("the child of the browser still runs")


def test_a_program_that_cannot_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "b"
    broken.write_bytes(b"\x7fELF nothing")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    with pytest.raises(UsageError, match="could not print"):
        print_pdf("page")


def test_the_browser_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(UsageError, match=r"^A PDF is printed by Chromium or Chrome, and none was"):
        find_browser()
    edge = browser(tmp_path / "msedge", "")
    assert find_browser() == edge
    chrome = browser(tmp_path / "google-chrome", "")
    assert find_browser() == chrome
    own = browser(tmp_path / "own", "")
    monkeypatch.setenv("CHROMIUM", str(own))
    assert find_browser() == own
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="none was found"):
        find_browser()


def test_the_command_line_says_so_before_the_work(tmp_path: Path) -> None:
    done = run("report", LATER, "--format", "pdf", cwd=tmp_path, CHROMIUM="/nowhere/chromium")
    assert done.code == ExitCode.USAGE
    assert done.err.startswith("reciprocity: A PDF is printed by Chromium or Chrome, and none was")
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    scratch, started = tmp_path / "scratch", tmp_path / "started"
    scratch.mkdir()
    hangs = browser(tmp_path / "b", f"touch {started}; sleep 60")
    program = "from reciprocity.report.pdf import print_pdf; print_pdf('page')"
    environment = {**os.environ, "TMPDIR": str(scratch), "CHROMIUM": str(hangs)}
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stderr=subprocess.DEVNULL
    ) as running:
        while not started.exists():
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
    assert running.returncode != 0
    assert list(scratch.iterdir()) == []
