"""Ctrl-C ends the program with its exit code and one sentence, whenever it comes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import FIRST, LATER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("after", [1.0, 1.8, 2.6])
def test_an_interrupt_is_met_politely(tmp_path: Path, after: float) -> None:
    output = tmp_path / "report.html"
    running = subprocess.Popen(
        [sys.executable, "-m", "reciprocity", "report", FIRST, LATER, "-o", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    if running.returncode == 0:
        assert output.exists()
        return
    assert running.returncode == 130
    assert said.decode().splitlines()[-1] == "reciprocity: Interrupted; nothing was written."
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []


WITHIN_TEXT = """
import os, signal
import reciprocity.cli.commands as commands
from reciprocity.cli import main

def interrupted_within_text():
    exec("os.kill(os.getpid(), signal.SIGINT); sum(range(10**7))", {"os": os, "signal": signal})

commands.app = interrupted_within_text
main()
"""


def test_an_interrupt_within_code_given_as_text_keeps_the_exit_code(tmp_path: Path) -> None:
    # SciPy executes text while it is imported; `python -m` then dies of SIGINT, see _Interrupt.
    (tmp_path / "within_text.py").write_text(WITHIN_TEXT, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "within_text"], capture_output=True, check=False, cwd=tmp_path
    )
    assert ended.returncode == 130
    assert ended.stderr.decode() == "reciprocity: Interrupted; nothing was written.\n"
