"""Silences: at least 90 observed days between two events of a pair, and none that nobody saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import analyse
from tests.exports import NAME, connections, invitations, messages, write_zip
from tests.timeline.stories import (
    ANN,
    BO,
    met,
    quiet,
    step,
    steps,
    talk,
    told,
    written,
    wrote,
)

if TYPE_CHECKING:
    from pathlib import Path

ANN_ROW = ("Ann", "Roe", "ann-roe", "28 Sep 2023")
BO_ROW = ("Bo", "Li", "bo-li", "31 Aug 2023")
BO_CHAT = ("c9", "<", "Bo Li", "bo-li", "2023-09-01 10:00:00", "Hello")


def _ann(way: str, at: str, text: str = "Hello") -> tuple[str, str, str, str, str, str]:
    return "c1", way, "Ann Roe", "ann-roe", at, text


@pytest.mark.parametrize(("way", "actor"), [(">", "owner"), ("<", "person")])
def test_ninety_days_and_who_broke_them(tmp_path: Path, way: str, actor: str) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        messages=messages(_ann(way, "2023-12-30 10:00:00"), _ann(">", "2023-10-01 10:00:00")),
    )
    sent = int(way == ">")
    assert steps(analysis) == [
        *met("2023-09-28"),
        talk("2023-10-01 10:00:00", "owner", 1, 0),
        quiet("2023-10-01 10:00:00", "2023-12-30 10:00:00", 90, actor),
        talk("2023-12-30 10:00:00", actor, sent, 1 - sent),
    ]


@pytest.mark.parametrize("nth", range(8))
def test_of_one_second_whoever_wrote_first_broke_it(tmp_path: Path, nth: int) -> None:
    """The file holds the newest first; ids of events, which texts change, decide nothing."""
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        messages=messages(
            _ann(">", "2023-12-30 10:00:00", f"Hello {nth}"),
            _ann("<", "2023-12-30 10:00:00", f"Are you there, {nth}?"),
            _ann("<", "2023-10-01 10:00:00", f"Yes {nth}"),
            _ann(">", "2023-10-01 10:00:00", "Hello"),
        ),
    )
    silence = next(step for step in steps(analysis) if step[0] == "silence")
    assert silence == quiet("2023-10-01 10:00:00", "2023-12-30 10:00:00", 90, "person")


def test_a_second_less_is_none(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        messages=messages(_ann("<", "2023-12-30 09:59:59"), _ann(">", "2023-10-01 10:00:00")),
    )
    assert [s[0] for s in steps(analysis)] == ["request", "accept", "message", "message"]


def test_still_going_on_at_the_export(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        messages=messages(_ann(">", "2023-12-02 23:59:59")),
    )
    assert steps(analysis) == [
        *met("2023-09-28"),
        talk("2023-12-02 23:59:59", "owner", 1, 0),
        quiet("2023-12-02 23:59:59", None, 90),
    ]


def test_a_second_less_is_not_going_on(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        messages=messages(_ann(">", "2023-12-03 00:00:00")),
    )
    assert [s[0] for s in steps(analysis)] == ["request", "accept", "message"]


def test_counted_from_the_accept(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW, BO_ROW),
        messages=messages(_ann("<", "2024-01-28 10:00:00"), BO_CHAT),
    )
    assert steps(analysis) == [
        *met("2023-09-28"),
        quiet("2023-09-28 23:59:59", "2024-01-28 10:00:00", 121, "person"),
        talk("2024-01-28 10:00:00", "person", 0, 1),
    ]


def test_counted_from_a_request(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        Invitations=invitations(("OUTGOING", "Ann Roe", "ann-roe", "10/1/23, 9:30 AM", "")),
        messages=messages(_ann("<", "2024-01-15 16:30:00"), BO_CHAT),
    )
    assert steps(analysis) == [
        wrote("request", "2023-10-01 16:30:00", "owner", says=False),
        quiet("2023-10-01 16:30:00", "2024-01-15 16:30:00", 106, "person"),
        talk("2024-01-15 16:30:00", "person", 0, 1),
    ]


def test_between_request_and_accept(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "20 Feb 2024"), BO_ROW),
        Invitations=invitations(("OUTGOING", "Ann Roe", "ann-roe", "10/1/23, 9:30 AM", "")),
        messages=messages(BO_CHAT),
    )
    assert steps(analysis) == [
        wrote("request", "2023-10-01 16:30:00", "owner", says=False),
        quiet("2023-10-01 16:30:00", "2024-02-20 00:00:00", 141, "person"),
        step("accept", "2024-02-20 00:00:00", "2024-02-20 23:59:59", "person"),
    ]


def test_praise_breaks_it(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW, BO_ROW),
        messages=messages(BO_CHAT),
        Endorsement_Received_Info="Endorsement Date,Skill Name,Endorser First Name,"
        "Endorser Last Name,Endorser Public Url,Endorsement Status\n"
        "2024/01/06 11:00:00 UTC,Pruning,Ann,Roe,www.linkedin.com/in/ann-roe,ACCEPTED\n",
    )
    assert steps(analysis) == [
        *met("2023-09-28"),
        quiet("2023-09-28 23:59:59", "2024-01-06 11:00:00", 99, "person"),
        wrote("endorsement", "2024-01-06 11:00:00", "person", says=1),
    ]


def test_none_without_messages(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(ANN_ROW),
        Invitations=invitations(("OUTGOING", "Bo Li", "bo-li", "10/1/23, 9:30 AM", "")),
    )
    assert [s[0] for s in steps(analysis, ANN)] == ["request", "accept"]
    assert [s[0] for s in steps(analysis, BO)] == ["request"]


def test_only_where_messages_could_be_seen(tmp_path: Path) -> None:
    """Twelve connections before the first message in the file have none, twelve later ones do."""
    early = [(f"E{i}", "Old", f"old-{i}", f"{i + 1:02} Mar 2021") for i in range(12)]
    late = [(f"L{i}", "New", f"new-{i}", f"{i + 1:02} Sep 2023") for i in range(12)]
    chats = [
        (f"c{i}", "<", f"L{i} New", f"new-{i}", f"2023-09-{i + 2:02} 10:00:00", "Hello")
        for i in range(12)
    ]
    analysis = told(
        tmp_path,
        Connections=connections(*reversed(late), *reversed(early)),
        messages=messages(*chats),
    )
    assert steps(analysis, "linkedin:old-3") == [
        *met("2021-03-04", note=None),
        quiet("2023-09-02 10:00:00", None, 181),
    ]


def test_one_silent_connection_does_not_make_the_messages_look_cut(tmp_path: Path) -> None:
    """LinkedIn sets no limit, and one that wrote against one that did not shows nothing."""
    analysis = told(
        tmp_path,
        Connections=connections(
            ("Bo", "Li", "bo-li", "31 Aug 2023"), ("Ann", "Roe", "ann-roe", "05 Jan 2021")
        ),
        messages=messages(
            BO_CHAT, ("c8", "<", "Cy Day", "cy-day", "2022-09-01 10:00:00", "A message request")
        ),
    )
    assert steps(analysis) == [*met("2021-01-05"), quiet("2021-01-05 23:59:59", None, 1151)]


def test_messages_older_than_the_list(tmp_path: Path) -> None:
    """The second download holds the list alone, five months after the messages were seen."""
    lists = connections(ANN_ROW, BO_ROW)
    chat = messages(_ann("<", "2023-11-01 10:00:00"), BO_CHAT)
    paths = [
        written(tmp_path, name="Basic_LinkedInDataExport_01-01-2024.zip",
                Connections=lists, messages=chat),
        written(tmp_path, name="Basic_LinkedInDataExport_06-01-2024.zip", Connections=lists),
    ]  # fmt: skip
    analysis = analyse(paths)
    assert steps(analysis, ANN) == [
        *met("2023-09-28"),
        talk("2023-11-01 10:00:00", "person", 0, 1),
    ]
    assert steps(analysis, BO) == [
        *met("2023-08-31"),
        talk("2023-09-01 10:00:00", "person", 0, 1),
        quiet("2023-09-01 10:00:00", None, 122),
    ]


def test_messages_written_a_day_before_the_rest(tmp_path: Path) -> None:
    """Files of one archive are up to a day apart (linkedin.md section 1)."""
    import zipfile

    path = write_zip(tmp_path / NAME, {})
    files = {
        "Connections.csv": ((2024, 3, 1, 12, 0, 0), connections(ANN_ROW)),
        "messages.csv": (
            (2024, 2, 29, 12, 0, 0), messages(_ann("<", "2023-12-01 13:00:00")),
        ),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, (time, text) in files.items():
            archive.writestr(zipfile.ZipInfo(name, time), text)
    analysis = analyse([path], owner="Olive Owner")
    assert [s[0] for s in steps(analysis)] == ["request", "accept", "message"]


def test_ended_by_the_removal(tmp_path: Path) -> None:
    chat = messages(("c9", "<", "Bo Li", "bo-li", "2022-12-31 10:00:00", "Hello"))
    bo = ("Bo", "Li", "bo-li", "30 Dec 2022")
    paths = [
        written(tmp_path, name="Basic_LinkedInDataExport_02-10-2024.zip", messages=chat,
                Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2023"), bo)),
        written(tmp_path, name="Basic_LinkedInDataExport_02-20-2024.zip", messages=chat,
                Connections=connections(bo)),
    ]  # fmt: skip
    assert steps(analyse(paths)) == [
        *met("2023-01-05"),
        quiet("2023-01-05 23:59:59", "2024-02-10 00:00:00", 400),
        step("removal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", says=None),
    ]
