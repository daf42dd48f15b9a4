"""A seed gives the same bytes on every machine, and the package stands alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from simulation.__main__ import main, write_world
from simulation.world import Missing, build_world, downloads

if TYPE_CHECKING:
    from pathlib import Path

# Changes whenever a parameter, a sentence or the course of chance does; never with the machine.
DIGEST = "d738ffcf6363920b048a4205317f26f594f0ae2231be03d3889f41ea8bccab12"


def written(folder: Path, seed: int) -> list[bytes]:
    paths, truth = write_world(folder, build_world(seed, 40), downloads(2, Missing.NOTHING))
    return [path.read_bytes() for path in (*paths, truth)]


def test_the_bytes_of_a_seed(tmp_path: Path) -> None:
    assert hashlib.sha256(b"".join(written(tmp_path, 1))).hexdigest() == DIGEST


def test_another_seed_is_another_world(tmp_path: Path) -> None:
    first, second = written(tmp_path / "1", 1), written(tmp_path / "2", 2)
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_nothing_of_what_is_judged_is_imported() -> None:
    code = "import sys, simulation.__main__; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    names = {name.split(".")[0] for name in loaded.stdout.split()}
    assert "simulation" in names
    assert not names & {"reciprocity", "training", "benchmarks", "tests"}


def test_the_command_writes_and_tells_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(tmp_path), "--people", "20", "--seed", "3", "--missing", "messages"])
    assert capsys.readouterr().out.splitlines() == [
        str(tmp_path / "Basic_LinkedInDataExport_06-15-2026.zip"),
        str(tmp_path / "truth.csv"),
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "Basic_LinkedInDataExport_06-15-2026.zip", "truth.csv",
    }  # fmt: skip


def test_fewer_people_than_characters_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--people", "3"])
    assert "There are 14 characters: ask for as many people." in capsys.readouterr().err
