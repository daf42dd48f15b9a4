"""What each command prints and writes, on the sample."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from reciprocity import __version__
from reciprocity.events import COLUMNS, check_events
from tests.cli.running import FACEBOOK_FIRST, FACEBOOK_LATER, FIRST, LATER, call, run
from tests.exports import NAME, PROFILE, connections, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path


def test_version_and_help() -> None:
    assert run("--version").out.decode().strip() == f"reciprocity {__version__}"
    listed = run("--help").out.decode()
    assert "LinkedIn and Facebook downloads" in " ".join(listed.split())
    assert all(
        name in listed
        for name in ("report", "rank", "timeline", "label", "events", "inspect", "demo")
    )


def test_rank_json_keeps_the_contract() -> None:
    outcome = run("rank", FIRST, LATER, "--format", "json")
    document = outcome.document
    assert outcome.code == 0
    assert document["schema"] == "reciprocity.rank/1"
    assert document["as_of"].startswith("2021-02-11T")
    assert document["owner"] == {"name": "Johanna Teasdale"}
    assert [export["kind"] for export in document["exports"]] == ["basic", "basic"]
    for export in document["exports"]:
        assert set(export) >= {"platform", "kind", "exported_at", "coverage"}
        for window in export["coverage"].values():
            assert set(window) == {"from", "to", "basis", "gaps"}
    ranks = [person["rank"] for person in document["people"]]
    known = [rank for rank in ranks if rank is not None]
    assert known == list(range(1, len(known) + 1))
    assert ranks == known + [None] * (len(ranks) - len(known))
    for person in document["people"]:
        assert {
            "rank", "person_id", "name", "platforms", "verdict", "score", "low", "high", "counts",
            "signals", "stages",
        } <= set(person)  # fmt: skip
        for stage in person["stages"]:
            assert set(stage) == {
                "stage", "at", "at_latest", "actor", "certainty", "days", "detail", "events",
            }  # fmt: skip
            assert stage["at_latest"] is not None
            assert stage["events"]


def test_rank_can_be_narrowed() -> None:
    document = call("rank", FIRST, LATER, "--verdict", "extractive", "--limit", "2", "--format",
                   "json").document  # fmt: skip
    assert [person["verdict"] for person in document["people"]] == ["extractive"] * 2


def test_rank_csv_and_table_and_parquet(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("rank", LATER, "--format", "csv").out.decode())))
    table = run("rank", LATER).out.decode()
    parquet = tmp_path / "ranking.parquet"
    parquet.write_bytes(run("rank", LATER, "--format", "parquet").out)
    frame = pl.read_parquet(parquet)
    assert [row["person_id"] for row in rows] == frame["person_id"].to_list()
    assert all(row["name"] in table for row in rows)
    assert frame["score"].is_between(-1, 1).all()


@pytest.mark.parametrize("ending", ["parquet", "csv", "xes"])
def test_events_are_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"events.{ending}"
    outcome = call("events", FIRST, LATER, "-o", path)
    assert (outcome.code, outcome.out.decode().strip()) == (0, str(path))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    if ending == "parquet":
        check_events(pl.read_parquet(path).select(list(COLUMNS)))
    elif ending == "csv":
        assert set(COLUMNS) < set(pl.read_csv(path, infer_schema=False).columns)
    else:
        log = ET.parse(path).getroot()
        names = {
            string.get("value") for string in log.iter() if string.get("key") == "concept:name"
        }
        assert {"connected", "message", "disconnected"} <= names


def test_hostile_text_is_harmless_in_every_format(tmp_path: Path) -> None:
    name = "=HYPERLINK(1)\x1b[31m [/red] \u202egnol"
    text = "-1+1\x00\x0b ]]> <b>&\ufffe\U0001f600"
    archive = write_zip(
        tmp_path / NAME,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": connections((name, "Roe", "ann", "01 Feb 2024")),
            "messages.csv": messages(
                ("=1+1\u202e", "<", f"{name} Roe", "ann", "2024-02-02 10:00:00", text)
            ),
        },
    )
    assert call("events", archive, "-o", tmp_path / "e.xes").code == 0
    ET.parse(tmp_path / "e.xes")
    assert call("events", archive, "-o", tmp_path / "e.csv").code == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "e.csv").read_text())))
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]
    assert "\u202e" not in (tmp_path / "e.csv").read_text()
    for command in (["rank"], ["timeline", "--person", "ann"], ["inspect"]):
        shown = call(command[0], archive, *command[1:])
        assert shown.code == 0
        assert b"\x1b" not in shown.out
        assert "\u202e" not in shown.out.decode()
    assert b"[/red]" in call("rank", archive).out


@pytest.mark.parametrize(
    ("answers", "told"), [((), False), (("Good, thank you!",), True)], ids=["alone", "answered"]
)
def test_who_alone_ever_wrote_is_not_called_one_of_two(
    tmp_path: Path, answers: tuple[str, ...], *, told: bool
) -> None:
    """Nor one who opens conversations, before the other one has taken any up."""
    rows = [("c", ">", "Ann Roe", "ann", "2024-02-03 10:00:00", text) for text in answers]
    first = ("c", "<", "Ann Roe", "ann", "2024-02-02 10:00:00", "How was the harvest?")
    # So that the pause before her words was seen: the messages reach back to this one.
    older = ("b", "<", "Bob Fox", "bob", "2023-01-02 10:00:00", "Happy new year!")
    archive = write_zip(
        tmp_path / NAME,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": connections(("Ann", "Roe", "ann", "01 Feb 2024")),
            "messages.csv": messages(*rows, first, older),
        },
    )
    said = call("timeline", archive, "--person", "ann").out.decode()
    assert ("they open conversations" in said) is told
    assert "both sides" not in said


def test_inspect_json_keeps_the_contract() -> None:
    document = call("inspect", LATER, "--format", "json").document
    (archive,) = document["archives"]
    assert document["schema"] == "reciprocity.inspect/1"
    assert (archive["path"], archive["platform"], archive["kind"]) == (
        str(LATER), "linkedin", "basic",
    )  # fmt: skip
    assert set(archive["members"]) == {"read", "ignored", "unknown", "unreadable"}
    assert archive["members"]["unknown"] == []
    assert "coach_messages.csv" in archive["members"]["ignored"]
    assert document["problems"] == []
    assert document["events"]["connected"] > 100


def test_inspect_says_what_to_ask_for(tmp_path: Path) -> None:
    archive = write_zip(
        tmp_path / NAME,
        {
            "Connections.csv": connections(("Ann", "Roe", "ann", "01 Feb 2024")),
            "Brand_New.csv": "a,b\n1,2\n",
            "Invitations.csv": "this is no table",
        },
    )
    shown = call("inspect", archive).out.decode()
    assert "messages.csv is not in this download" in shown
    assert "unknown (1): Brand_New.csv" in shown
    assert "unreadable (1): Invitations.csv" in shown


def test_timeline_tells_the_story() -> None:
    shown = call("timeline", FIRST, LATER, "--person", "Desmond Harkwell").out.decode()
    places = [shown.find(words) for words in ("23 August 2015", "24 August 2015", "1,990 days",
              "3 February 2021", "10 February 2021", "11 February 2021")]  # fmt: skip
    assert places == sorted(places)
    assert -1 not in places
    assert "messages.csv" in shown


def test_people_file_joins_and_leaves_out(tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text(
        'same = [["Edmund Castellane", "Sabine Hollerbach"]]\nleave_out = ["Noor Haddadin"]'
    )
    ids = [p["person_id"] for p in call("rank", LATER, "--people", people, "--format", "json")
           .document["people"]]  # fmt: skip
    assert len([i for i in ids if "castellane" in i or "hollerbach" in i]) == 1
    assert not [i for i in ids if "noor" in i]


def test_config_changes_a_threshold(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[timeline]\nsilence_days = 2000\n")
    person = call("timeline", FIRST, LATER, "--person", "Desmond Harkwell", "--format", "json",
                 "--config", config).document["person"]  # fmt: skip
    assert "silence" not in [stage["stage"] for stage in person["stages"]]
    config.write_text("[timeline]\nsilense_days = 3\n")
    assert "Did you mean silence_days?" in call("rank", LATER, "--config", config).err


def test_as_of_shows_the_archive_as_it_stood() -> None:
    person = call("timeline", FIRST, LATER, "--person", "Desmond Harkwell", "--as-of", "2020-12-31",
                 "--format", "json").document["person"]  # fmt: skip
    last = person["stages"][-1]
    assert (last["stage"], last["detail"]["ongoing"]) == ("silence", True)
    assert person["verdict"] != "extractive"


def test_report_and_demo_are_written_and_announced(tmp_path: Path) -> None:
    report = run("report", FIRST, LATER, FACEBOOK_LATER, FACEBOOK_FIRST, cwd=tmp_path)
    demo = run("demo", cwd=tmp_path)
    assert (report.code, report.out) == (0, b"reciprocity.html\n")
    assert (demo.code, demo.out) == (0, b"reciprocity-demo.html\n")
    pages = [
        (tmp_path / name).read_bytes() for name in ("reciprocity.html", "reciprocity-demo.html")
    ]
    assert pages[0] == pages[1]
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "reciprocity-demo.html", "reciprocity.html",
    ]  # fmt: skip


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m reciprocity rank {LATER} --format json | head -c 100"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False
    )
    assert done.stderr == b""
    assert done.returncode == 0
