"""Who is missing from a later list, and why nothing is claimed of them: told with its coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import Analysis, analyse
from tests.coverage.given import ANN, Download, judged
from tests.exports import (
    H1,
    I1,
    I3,
    NOTES,
    PROFILE,
    connections,
    invitations,
    messages,
    table,
    write_zip,
)
from tests.history.facebook import ASKED, FIRST, LATE_ONLY, SECOND
from tests.linkedin.generations import I2
from tests.timeline.stories import person_of, stage_names, step, steps, written, wrote

if TYPE_CHECKING:
    from pathlib import Path

EARLY: Final = "Basic_LinkedInDataExport_02-10-2024.zip"
SOON: Final = "Basic_LinkedInDataExport_02-20-2024.zip"
LATE: Final = "Basic_LinkedInDataExport_08-10-2024.zip"
LISTED: Final = connections(("Bo", "Li", "bo-li", "03 Jan 2024"))
TALK: Final = messages(("c9", "<", "Bo Li", "bo-li", "2024-01-04 10:00:00", "Hello"))
GENERATIONS: Final = {
    "I1": (I1, ()),
    "I2": (I2, ("urn:li:member:1", "urn:li:member:2")),
    "I3 with one address for all": (I3, ("https://www.linkedin.com/in",) * 2),
}
AGED: Final = "1 row of the earlier list is missing and may only have become too old to be listed"


def _asked(generation: str, *rows: tuple[str, str, str]) -> str:
    """Return Invitations.csv without addresses from direction, name and time."""
    header, more = GENERATIONS[generation]
    lines = []
    for direction, name, at in rows:
        ends = ("Olive Owner", name) if direction == "OUTGOING" else (name, "Olive Owner")
        lines.append((*ends, at, "", direction, *more))
    return table(header, lines)


def _two(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], later: str = SOON
) -> Analysis:
    usual = {"Connections": LISTED, "messages": TALK}
    return analyse([
        written(tmp_path, name=EARLY, **{**usual, **first}),
        written(tmp_path, name=later, **{**usual, **second}),
    ])  # fmt: skip


def _basis(analysis: Analysis, kind: str) -> str:
    return str(analysis.exports[-1].coverage[kind]["basis"])


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize(
    ("direction", "actor", "kind"),
    [("INCOMING", "person", "request_received"), ("OUTGOING", "owner", "request_sent")],
)
def test_a_request_that_is_gone_is_told_in_every_generation(
    tmp_path: Path, generation: str, direction: str, actor: str, kind: str
) -> None:
    other = ("OUTGOING", "Cy Day", "1/21/24, 9:30 AM")
    asked = (direction, "Ann Roe", "1/20/24, 9:30 AM")
    analysis = _two(
        tmp_path,
        {"Invitations": _asked(generation, other, asked)},
        {"Invitations": _asked(generation, other)},
    )
    assert steps(analysis, "linkedin:name/ann roe") == [
        wrote("request", "2024-01-20 17:30:00", actor, says=False),
        step("withdrawal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", sure=False),
    ]
    assert "missing" not in _basis(analysis, kind)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_one_that_is_too_old_is_told_with_the_coverage(tmp_path: Path, generation: str) -> None:
    asked = ("INCOMING", "Ann Roe", "1/20/24, 9:30 AM")
    other = ("OUTGOING", "Cy Day", "8/1/24, 9:30 AM")
    analysis = _two(
        tmp_path,
        {"Invitations": _asked(generation, asked)},
        {"Invitations": _asked(generation, other)},
        LATE,
    )
    assert "withdrawal" not in stage_names(analysis, "linkedin:name/ann roe")
    assert _basis(analysis, "request_received").endswith(f"; {AGED}")
    assert "missing" not in _basis(analysis, "request_sent")


def test_a_name_of_two_people_withdraws_nothing(tmp_path: Path) -> None:
    """Without addresses one Ann Roe has asked; the later list tells two of them apart."""
    old = _asked("I1", ("INCOMING", "Ann Roe", "1/20/24, 9:30 AM"))
    new = invitations(
        ("INCOMING", "Ann Roe", "ann-roe", "1/20/24, 9:30 AM", ""),
        ("INCOMING", "Ann Roe", "ann-roe-2", "1/19/24, 9:30 AM", ""),
    )
    analysis = _two(tmp_path, {"Invitations": old}, {"Invitations": new})
    assert "withdrawal" not in set(analysis.stages["stage"])
    assert "1 row of the earlier list is missing and may stand in it under another" in _basis(
        analysis, "request_received"
    )


def test_rows_that_could_not_be_read(tmp_path: Path) -> None:
    asked = ("INCOMING", "Ann Roe", "ann-roe", "1/20/24, 9:30 AM", "")
    others = [("OUTGOING", f"Cy Day {n}", f"cy-{n}", "1/21/24, 9:30 AM", "") for n in range(30)]
    broken = ("INCOMING", "Ann Roe", "ann-roe", "no time", "")
    analysis = _two(
        tmp_path,
        {"Invitations": invitations(*others, asked)},
        {"Invitations": invitations(*others, broken)},
    )
    assert stage_names(analysis) == ["request"]
    assert "may be among those that could not be read" in _basis(analysis, "request_received")


ROWS: Final = [(f"P{n}", "Any", f"any-{n}", f"{20 - n:02} Jan 2024") for n in range(4)]


def test_a_few_of_a_short_list_are_gone(tmp_path: Path) -> None:
    analysis = _two(
        tmp_path,
        {"Connections": connections(*ROWS)},
        {"Connections": connections(ROWS[0], ROWS[3])},
    )
    gone = analysis.stages.loc[analysis.stages["stage"] == "removal", "person_id"]
    assert sorted(gone) == ["linkedin:any-1", "linkedin:any-2"]
    assert "missing" not in _basis(analysis, "connected")


def test_the_end_of_a_short_list(tmp_path: Path) -> None:
    analysis = _two(
        tmp_path, {"Connections": connections(*ROWS)}, {"Connections": connections(*ROWS[:2])}
    )
    assert "removal" not in set(analysis.stages["stage"])
    assert _basis(analysis, "connected").endswith(
        "; 2 rows of the earlier list are missing and the list looks cut: nobody is called removed"
    )


def _unaddressed(*rows: tuple[str, str]) -> str:
    return NOTES + table(H1, [(first, "Any", "", "", "", day) for first, day in rows])


WHY: Final = {
    "a closed account": (
        connections(("", "", "", "19 Jan 2024"), ROWS[0], *ROWS[2:]), "as closed accounts",
    ),
    "another address": (
        connections(("P1", "Any", "moved", "19 Jan 2024"), ROWS[0], *ROWS[2:]),
        "under another name or address",
    ),
    "another name": (
        _unaddressed(("P0", "20 Jan 2024"), ("Q1", "19 Jan 2024"), ("P2", "18 Jan 2024"),
                     ("P3", "17 Jan 2024")),
        "under another name or address",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("later", "why"), WHY.values(), ids=WHY)
def test_who_may_still_be_in_the_list(tmp_path: Path, later: str, why: str) -> None:
    first = {"Connections": connections(*ROWS)}
    analysis = _two(tmp_path, first, {"Connections": later})
    assert "removal" not in set(analysis.stages["stage"])
    assert f"1 row of the earlier list is missing and may stand in it {why}" in _basis(
        analysis, "connected"
    )


def test_a_date_range_may_hide_them(tmp_path: Path) -> None:
    analysis = judged(
        tmp_path,
        Download(day=FIRST, sent=ASKED, friends=((ANN, "2024-10-01T10:00:00"),)),
        Download(day=SECOND, **LATE_ONLY),
    )
    assert "removal" not in set(analysis.stages["stage"])
    assert "outside of the dates that were asked for" in _basis(analysis, "connected")


def test_nothing_is_said_where_nothing_is_missing(tmp_path: Path) -> None:
    analysis = _two(tmp_path, {}, {})
    assert all("missing" not in of["basis"] for of in analysis.exports[-1].coverage.values())
    assert person_of(analysis, "linkedin:bo-li")["verdict"]


def test_an_empty_file_is_no_list(tmp_path: Path) -> None:
    """LinkedIn leaves a file out or writes its header (linkedin.md section 1)."""
    asked = invitations(("OUTGOING", "Cy Day", "cy-day", "1/31/24, 9:30 PM", ""))
    first = {"Connections.csv": LISTED, "Profile.csv": PROFILE, "Invitations.csv": asked}
    paths = [
        write_zip(tmp_path / name, {**first, **members})
        for name, members in ((EARLY, {}), (SOON, {"Invitations.csv": "\ufeff\r\n"}))
    ]
    analysis = analyse(paths)
    assert "withdrawal" not in set(analysis.stages["stage"])
    assert [(p.kind, p.member) for p in analysis.problems] == [("empty file", "Invitations.csv")]
    header = write_zip(tmp_path / SOON, {**first, "Invitations.csv": f"{I3}\n"})
    assert "withdrawal" in set(analyse([paths[0], header]).stages["stage"])


@pytest.mark.parametrize("lost", [None, b""], ids=["missing", "unreadable"])
def test_a_request_that_may_have_become_a_friendship_is_not_gone(
    tmp_path: Path, lost: bytes | None
) -> None:
    """Facebook lists requests while they are open, and the later list of friends is not there."""
    path = "connections/friends/your_friends.json"
    later = Download(day=SECOND, friends=None, members={} if lost is None else {path: lost})
    analysis = judged(tmp_path, Download(day=FIRST, sent=ASKED), later)
    assert "withdrawal" not in set(analysis.stages["stage"])
    whole = judged(tmp_path, Download(day=FIRST, sent=ASKED), Download(day=SECOND))
    assert "withdrawal" in set(whole.stages["stage"])
