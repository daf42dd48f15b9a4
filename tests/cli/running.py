"""Runs the command line: as a user does, in a process of its own, or sooner, in this one."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from reciprocity.cli import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_exports"
FIRST = SAMPLES / "Basic_LinkedInDataExport_02-10-2021.zip"
LATER = SAMPLES / "Basic_LinkedInDataExport_02-11-2021.zip"
FACEBOOK_FIRST = SAMPLES / "facebook" / "facebook-johannateasdale-2021-01-15-Kq7mWx2P.zip"
FACEBOOK_LATER = SAMPLES / "facebook" / "facebook-johannateasdale-2021-02-09-tR4vZb9L.zip"
FACEBOOK_PENDING = (
    SAMPLES / "facebook" / "pending" / "facebook-johannateasdale-2021-01-15-Hd3nYc8S.zip"
)


@dataclass(frozen=True)
class Outcome:
    """How a run ended and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def document(self) -> Any:
        """What stdout holds, as JSON."""
        return json.loads(self.out)


def run(
    *arguments: str | Path, cwd: Path | None = None, typed: bytes = b"", **environment: str
) -> Outcome:
    """Run `reciprocity` with these arguments and this on stdin; no terminal is attached."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "reciprocity", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        input=typed,
        env={**os.environ, **environment},
        timeout=120,
    )
    return Outcome(code=done.returncode, out=done.stdout, err=done.stderr.decode())


def call(*arguments: str | Path, cwd: Path | None = None, typed: bytes = b"") -> Outcome:
    """Do what `run` does in this process: where a start, with its imports, proves nothing more."""
    out, err, given = BytesIO(), BytesIO(), TextIOWrapper(BytesIO(typed), encoding="utf-8")
    streams = [TextIOWrapper(to, encoding="utf-8", write_through=True) for to in (out, err)]
    with (
        chdir(cwd or Path.cwd()),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
        patch.object(sys, "stdin", given),
        patch.object(sys, "argv", ["reciprocity", *map(str, arguments)]),
        patch("signal.signal"),  # Ctrl-C stays the test runner's
        pytest.raises(SystemExit) as end,
    ):
        main()
    gc.unfreeze()
    assert isinstance(end.value.code, int)
    return Outcome(code=end.value.code, out=out.getvalue(), err=err.getvalue().decode())
