"""The benchmark gives figures; how large they are is no matter of a test."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.floor import read_tables, read_values
from benchmarks.stages import STAGES, time_stages

from benchmarks import run

if TYPE_CHECKING:
    from pathlib import Path


LINKEDIN = run.Subject(
    platform="linkedin",
    generator="benchmarks.generate",
    sizes={"connections": 40, "messages": 200},
    commands=("events",),
)
FACEBOOK = run.Subject(
    platform="facebook",
    generator="benchmarks.generate_facebook",
    sizes={"messages": 300, "threads": 20},
    commands=("events",),
)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> run.Exports:
    return run.generate(tmp_path_factory.mktemp("bench"), LINKEDIN)


@pytest.fixture(scope="module")
def facebook(tmp_path_factory: pytest.TempPathFactory) -> run.Exports:
    return run.generate(tmp_path_factory.mktemp("bench"), FACEBOOK)


def test_the_floor_reads_the_same_tables(exports: run.Exports) -> None:
    tables = read_tables(exports.full)
    assert {"Connections.csv", "Invitations.csv", "messages.csv", "Profile.csv"} <= set(tables)
    assert tables["Connections.csv"].columns[0] == "First Name"
    assert tables["Connections.csv"].height == 40
    assert tables["messages.csv"].height >= 200


def test_the_floor_reads_every_thread_and_list(facebook: run.Exports) -> None:
    values = dict(read_values(facebook.full))
    threads = [value for value in values.values() if "participants" in value]
    assert len(threads) == 20
    assert sum(len(thread["messages"]) for thread in threads) == 300
    assert values["connections/friends/your_friends.json"]["friends_v2"]
    assert all(path.endswith(".json") for path in values)


def test_a_facebook_download_has_a_floor_too(facebook: run.Exports) -> None:
    figure = run.measure_floor(facebook)
    assert figure.wall > 0
    assert figure.ratio is None


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


def test_scoring_is_measured_beside_reading(facebook: run.Exports) -> None:
    threads = [v for _, v in read_values(facebook.full) if "participants" in v]
    pairs = sum(len(v["messages"]) for v in threads if len(v["participants"]) == 2)
    scoring = run.measure_scoring(facebook, repeat=1)
    assert 0 < scoring.messages <= pairs
    assert scoring.read > 0
    assert scoring.score > 0
    assert scoring.peak > 20 * 2**20


def test_the_sentence_on_scoring_shows_what_was_measured() -> None:
    scoring = run.Scoring(
        messages=942_000, read=6.0, read_cpu=8.0, score=13.2, score_cpu=20.0, peak=1_500 * 2**20
    )
    assert str(scoring) == (
        "Scoring 942,000 one-to-one messages: 13.20 s, reading them: 6.00 s, ratio 2.2 "
        "(2.5 in processor time), peak memory 1,500 MiB"
    )


def test_the_report_is_measured_beside_the_whole_run(exports: run.Exports) -> None:
    report = run.measure_report(exports, repeat=1)
    assert 0 <= report.sections <= report.people
    assert report.size > 20_000
    assert 0 < report.render < report.whole


def test_the_sentence_on_the_report_shows_what_was_measured() -> None:
    report = run.Report(people=10_400, sections=1_000, size=19_250_000, render=9.0, whole=30.0)
    assert str(report) == (
        "The report of 10,400 people, 1,000 of them in full: 19.2 MB, rendered in 9.00 s of "
        "30.00 s, ratio 0.30"
    )


def test_the_machine_is_described() -> None:
    assert {"cores", "python", "polars", "pandas"} <= run.describe_machine().keys()


def test_both_platforms_are_measured_with_the_sizes_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    sizes = ["--connections", "3", "--messages", "9", "--threads", "2", "--facebook-messages", "8"]
    run.main([*sizes, "--commands", "events", "--repeat", "1", "--json", str(file)])
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["scoring"].keys() == {"linkedin", "facebook"}
    rows_of = document["figures"].items()
    assert {platform: [row["name"] for row in rows] for platform, rows in rows_of} == {
        "linkedin": ["events", "floor"],
        "facebook": ["events", "floor"],
    }


def test_one_platform_alone_can_be_measured() -> None:
    options = run._options(["--only", "facebook", "--threads", "7", "--facebook-messages", "70"])
    (subject,) = run.subjects(options)
    assert str(subject) == "facebook: 70 messages, 7 threads"
    assert subject.commands == ("events",)


def test_every_stage_is_timed(exports: run.Exports) -> None:
    seconds = time_stages(exports.full)
    assert list(seconds) == [*STAGES, "all"]
    assert all(spent > 0 for spent in seconds.values())


def test_stages_of_other_commands_take_no_time(exports: run.Exports) -> None:
    seconds = time_stages(exports.full, ("events",))
    assert {stage for stage, spent in seconds.items() if spent} == {
        "read", "resolve", "unite", "write", "all",
    }  # fmt: skip
