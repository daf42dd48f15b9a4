"""Where an archive is damaged, cut or copied, nothing is concluded from what it does not show."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from reciprocity import analyse, read
from reciprocity.errors import NotRecognisedError
from tests.exports import NAME, OWNER, PROFILE, connections, invitations, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path

_LATER = "Basic_LinkedInDataExport_03-02-2024.zip"
_PEOPLE = [(f"Ann{i}", "Roe", f"ann-{i}", f"{28 - i:02} Jan 2020") for i in range(12)]
_CHAT = [
    (f"c{i}", way, f"Ann{i} Roe", f"ann-{i}", f"2020-02-{day:02} 10:00:00", f"Words {i} {day}")
    for i in range(12)
    for day, way in ((9, "<"), (8, ">"))
]


def _members(**changed: str) -> dict[str, str]:
    members = {
        "Profile": PROFILE,
        "Connections": connections(*_PEOPLE),
        "messages": messages(*_CHAT),
        **changed,
    }
    return {f"{name}.csv": text for name, text in members.items()}


def test_a_whole_archive_shows_silences(tmp_path: Path) -> None:
    analysis = analyse([write_zip(tmp_path / NAME, _members())])
    assert (analysis.stages["stage"] == "silence").sum() == 12
    assert analysis.problems == ()


def test_a_cut_message_file_shows_none(tmp_path: Path) -> None:
    text = messages(*_CHAT)
    analysis = analyse([write_zip(tmp_path / NAME, _members(messages=text[: len(text) // 2]))])
    assert "silence" not in set(analysis.stages["stage"])
    assert analysis.exports[0].coverage["message"]["from"] is None
    assert [problem.kind for problem in analysis.problems] == ["broken row"]
    assert (analysis.events["activity"] == "message").sum() > 5


def test_a_file_of_unreadable_dates_is_no_witness(tmp_path: Path) -> None:
    old = "From,To,Date,Subject,Content,Direction,Folder\n" + "".join(
        f'Ann{i} Roe,Olive Owner,"{i + 1}. März, 9:03",,hello,INCOMING,INBOX\n' for i in range(12)
    )
    analysis = analyse([write_zip(tmp_path / NAME, _members(messages=old))])
    assert "silence" not in set(analysis.stages["stage"])
    assert {problem.kind for problem in analysis.problems} == {"bad date"}


_NEWER = "could: look for a newer version of this program."


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("messages", "DATE", "SENT ON"),
        ("messages", "FROM", "AUTHOR"),
        ("messages", "2020-02", "2020/02"),
        ("Connections", "Connected On", "Since"),
        ("Connections", "First Name", "Given Name"),
    ],
)
def test_a_main_file_in_an_unknown_form_is_told(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    members = _members(Invitations=invitations())
    members[f"{name}.csv"] = members[f"{name}.csv"].replace(old, new)
    assert read([write_zip(tmp_path / NAME, members)]).exports[0].advice == (
        f"{name}.csv is in a form that this version does not know and could not be read, "
        f"3 other files {_NEWER}"
    )


def test_nobody_in_unknown_forms_is_no_reason_to_ask_linkedin_again(tmp_path: Path) -> None:
    strange = {"Connections": "Given,Since\nAnn,2026\n", "messages": "Thread,Body\n1,hello\n"}
    with pytest.raises(NotRecognisedError) as error:
        read([write_zip(tmp_path / NAME, _members(**strange))])
    assert str(error.value) == (
        "This is a LinkedIn download, but nobody is in it, and Connections.csv and messages.csv "
        "are in a form that this version does not know and could not be read, 1 other file "
        f"{_NEWER}"
    )


def test_a_cut_connection_list_removes_nobody(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / NAME, _members())
    text = connections(*_PEOPLE)
    rows = text.splitlines(keepends=True)
    for cut in (text[: len(text) * 2 // 3], "".join(rows[:10])):
        later = write_zip(tmp_path / _LATER, _members(Connections=cut))
        log = read([whole, later]).events
        assert "disconnected" not in set(log["activity"])


def test_one_who_is_gone_is_gone(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / NAME, _members())
    rest = [person for person in _PEOPLE if person[2] != "ann-5"]
    later = write_zip(tmp_path / _LATER, _members(Connections=connections(*rest)))
    log = read([whole, later]).events
    gone = log.filter(log["activity"] == "disconnected")
    assert gone["person_id"].to_list() == ["linkedin:ann-5"]


def test_an_owner_under_another_name_is_found_by_the_address(tmp_path: Path) -> None:
    renamed = messages(*_CHAT).replace("Olive Owner", "Olive Maiden, PhD")
    analysis = analyse([write_zip(tmp_path / NAME, _members(messages=renamed))])
    assert set(analysis.scores["messages_sent"]) == {1}
    assert set(analysis.scores["messages_received"]) == {1}


def test_messages_without_the_owner_are_left_alone(tmp_path: Path) -> None:
    strange = messages(*_CHAT[:2]).replace("Olive Owner", "Somebody Else").replace(OWNER, "")
    analysis = analyse([write_zip(tmp_path / NAME, _members(messages=strange))])
    assert [problem.kind for problem in analysis.problems] == ["owner unknown"]
    assert "silence" not in set(analysis.stages["stage"])


def test_a_copied_folder_is_as_old_as_its_newest_event(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    copied = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    for name, text in _members().items():
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (copied, copied))
    inspection = read([folder])
    assert inspection.exports[0].exported_at == datetime(2020, 2, 9, 10, tzinfo=UTC)
    assert "copy" in inspection.exports[0].reasons[-1]


def test_an_accepted_request_alone_is_nobody(tmp_path: Path) -> None:
    text = messages(*_CHAT[:2]) + (
        '"lone","","","","","","2020-01-01 10:00:00 UTC","","Message request accepted","INBOX",""\n'
    )
    inspection = read([write_zip(tmp_path / NAME, _members(messages=text))])
    assert "LinkedIn Member" not in set(inspection.people["name"])


def test_of_a_shared_name_no_silence_is_claimed(tmp_path: Path) -> None:
    """The recommendation is by one of two; the third identity says nothing of what they wrote."""
    praise = (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'John,Smith,,,Good work,"01/05/15, 09:00 AM",VISIBLE\n'
    )
    listed = connections(
        ("John", "Smith", "john-1", "02 Jan 2014"), ("John", "Smith", "john-2", "01 Jan 2014")
    )
    members = _members(Connections=listed, Recommendations_Received=praise)
    analysis = analyse([write_zip(tmp_path / NAME, members)])
    silent = analysis.stages[analysis.stages["stage"] == "silence"]["person_id"]
    assert not [person for person in silent if "@" in person]
    assert {"linkedin:john-1", "linkedin:john-2"} <= set(silent)


def test_a_closed_account_of_the_first_day_is_no_removal(tmp_path: Path) -> None:
    chat = [
        ("x", "<", "Gone Girl", "gone", "2020-01-05 10:00:00", "Nice to be connected with you"),
        ("x", ">", "Gone Girl", "gone", "2020-01-06 10:00:00", "Thanks for connecting, Gone"),
    ]
    for day, expected in (("05 Jan 2020", False), ("09 Jan 2020", True)):
        listed = connections(*_PEOPLE, ("", "", "", day))
        members = _members(Connections=listed, messages=messages(*chat, *_CHAT))
        analysis = analyse([write_zip(tmp_path / NAME, members)])
        gone = analysis.stages[analysis.stages["stage"] == "removal"]["person_id"]
        assert ("linkedin:gone" in set(gone)) is expected


def test_a_file_without_one_whole_row_is_no_witness(tmp_path: Path) -> None:
    text = messages(*_CHAT)
    header, rest = text.split("\n", 1)
    analysis = analyse([write_zip(tmp_path / NAME, _members(messages=f"{header}\n{rest[:40]}"))])
    assert "silence" not in set(analysis.stages["stage"])
    assert analysis.exports[0].coverage["message"]["from"] is None


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_a_row_that_cannot_be_read_is_missed_once(tmp_path: Path, bad: int) -> None:
    rows = [(f"A{n}", "Roe", f"a-{n}", "01 Feb 2024") for n in range(60)]
    rows[:bad] = [(first, last, slug, "01/02/24") for first, last, slug, _ in rows[:bad]]
    inspection = read([write_zip(tmp_path / NAME, {"Connections.csv": connections(*rows)})])
    assert len(inspection.problems) == bad
    (reading,) = inspection.witnesses.readings
    assert reading.snapshots["connected"].unread == bad
