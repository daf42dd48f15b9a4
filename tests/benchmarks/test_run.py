"""The benchmark gives figures; how large they are is no matter of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.floor import read_tables
from benchmarks.stages import STAGES, time_stages

from benchmarks import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> run.Exports:
    return run.generate(tmp_path_factory.mktemp("bench"), connections=40, messages=200)


def test_the_floor_reads_the_same_tables(exports: run.Exports) -> None:
    tables = read_tables(exports.full)
    assert {"Connections.csv", "Invitations.csv", "messages.csv", "Profile.csv"} <= set(tables)
    assert tables["Connections.csv"].columns[0] == "First Name"
    assert tables["Connections.csv"].height == 40
    assert tables["messages.csv"].height >= 200


def test_a_command_is_measured_beside_the_floor(exports: run.Exports) -> None:
    floor = run.measure_floor(exports)
    figure = run.measure_command("events", exports, floor)
    assert 0 < floor.wall < figure.wall
    assert figure.wall_empty
    assert figure.ratio == pytest.approx((figure.wall - figure.wall_empty) / floor.wall)
    assert figure.peak > 20 * 2**20
    assert (exports.scratch / "events.parquet").stat().st_size


def test_a_command_that_fails_has_no_figures(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        run.run_alone(["-c", "raise SystemExit(3)"], tmp_path)


def test_the_table_shows_what_was_measured() -> None:
    figures = [
        run.Figure(name="rank", wall=12.345, wall_empty=1.5, cpu=14.2, peak=900 * 2**20,
                   peak_empty=150 * 2**20, ratio=7.04),
        run.Figure(name="floor", wall=1.54, wall_empty=None, cpu=2.0, peak=400 * 2**20,
                   peak_empty=None, ratio=None),
    ]  # fmt: skip
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in run.format_table(figures).splitlines()
    ]
    assert lines[2:] == [
        ["rank", "12.35 s", "1.50 s", "14.20 s", "900 MiB", "150 MiB", "7.0"],
        ["floor", "1.54 s", "", "2.00 s", "400 MiB", "", ""],
    ]
    assert len({len(line) for line in run.format_table(figures).splitlines()}) == 1


def test_the_median_of_each_figure_counts() -> None:
    rounds = [
        run.Figure(name="rank", wall=wall, wall_empty=None, cpu=2 * wall, peak=int(9 * wall),
                   peak_empty=7, ratio=ratio)
        for wall, ratio in ((4.0, 9.0), (2.0, 8.0), (3.0, 1.0))
    ]  # fmt: skip
    assert run.median_of(rounds) == run.Figure(
        name="rank", wall=3.0, wall_empty=None, cpu=6.0, peak=27, peak_empty=7, ratio=8.0
    )


def test_the_machine_is_described() -> None:
    assert {"cores", "python", "polars", "pandas"} <= run.describe_machine().keys()


def test_every_stage_is_timed(exports: run.Exports) -> None:
    seconds = time_stages(exports.full)
    assert list(seconds) == [*STAGES, "all"]
    assert all(spent > 0 for spent in seconds.values())
