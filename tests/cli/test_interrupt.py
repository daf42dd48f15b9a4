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
