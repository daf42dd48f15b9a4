"""Removal and withdrawal between two downloads, and what one alone can only suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import Analysis, analyse
from tests.exports import connections, invitations, messages
from tests.timeline.stories import (
    ANN,
    met,
    person_of,
    quiet,
    stage_names,
    step,
    steps,
    talk,
    told,
    written,
    wrote,
)

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND = "Basic_LinkedInDataExport_02-10-2024.zip", "Basic_LinkedInDataExport_02-20-2024.zip"
LATE = "Basic_LinkedInDataExport_05-20-2024.zip"
ANN_ROW = ("Ann", "Roe", "ann-roe", "05 Jan 2024")
BO_ROW = ("Bo", "Li", "bo-li", "03 Jan 2024")
BO_CHAT = ("c9", "<", "Bo Li", "bo-li", "2024-01-04 10:00:00", "Hello")
Message = tuple[str, str, str, str, str, str]


def _ann(way: str, at: str, text: str = "Hello", name: str = "Ann Roe") -> Message:
    return "c1", way, name, "ann-roe", at, text


PITCH = _ann("<", "2024-02-05 10:00:00", "PITCH")
NO = _ann(">", "2024-02-06 10:00:00", "DECLINE")


def _two(
    tmp_path: Path,
    first: dict[str, str],
    second: dict[str, str],
    names: tuple[str, str] = (FIRST, SECOND),
) -> Analysis:
    both = zip(names, (first, second), strict=True)
    return analyse([written(tmp_path, name=name, **members) for name, members in both])


def test_between_two_lists(tmp_path: Path) -> None:
    chat = messages(NO, PITCH, BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"Connections": connections(BO_ROW), "messages": chat},
    )
    assert steps(analysis) == [
        *met("2024-01-05"),
        wrote("pitch", "2024-02-05 10:00:00", "person", says=[]),
        wrote("decline", "2024-02-06 10:00:00", "owner", says="pitch"),
        step("removal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", says=14),
    ]


def test_without_a_no(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"Connections": connections(BO_ROW), "messages": chat},
    )
    assert steps(analysis) == [
        *met("2024-01-05"),
        step("removal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", says=None),
    ]


def test_what_else_it_could_be_is_said(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"Connections": connections(BO_ROW), "messages": chat},
    )
    told_of = person_of(analysis)["stages"][-1]["detail"]["explanations"]
    assert len(told_of) > 1
    assert any("closed" in why for why in told_of)
    assert any("you " in why for why in told_of)


def test_words_between_the_lists_end_the_silence(tmp_path: Path) -> None:
    """Gone at some time between the lists; the pitch between them came after four years."""
    bo = ("Bo", "Li", "bo-li", "03 Jan 2020")
    bo_chat = ("c9", "<", "Bo Li", "bo-li", "2020-01-04 10:00:00", "Hello")
    ann = ("Ann", "Roe", "ann-roe", "05 Jan 2020")
    first_words = _ann("<", "2020-01-07 10:00:00")
    analysis = _two(
        tmp_path,
        {
            "Connections": connections(ann, bo),
            "messages": messages(first_words, bo_chat),
        },
        {
            "Connections": connections(bo),
            "messages": messages(
                _ann(">", "2024-02-14 10:00:00", "DECLINE"),
                _ann("<", "2024-02-12 10:00:00", "PITCH"),
                first_words,
                bo_chat,
            ),
        },
    )
    found = steps(analysis)
    assert [s for s in found if s[0] == "silence"] == [
        quiet("2020-01-07 10:00:00", "2024-02-12 10:00:00", 1497, "person")
    ]
    assert [s for s in found if s[0] == "removal"] == [
        step("removal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", says=6)
    ]


def test_listed_again_was_never_gone(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    both, one = connections(ANN_ROW, BO_ROW), connections(BO_ROW)
    paths = [
        written(tmp_path, name=name, Connections=rows, messages=chat)
        for name, rows in ((FIRST, both), (SECOND, one), (LATE, both))
    ]
    assert stage_names(analyse(paths)) == ["request", "accept", "silence"]


def test_a_download_without_the_list_ends_nothing(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"messages": chat},
    )
    assert steps(analysis) == met("2024-01-05")


def test_a_row_without_a_name_is_a_closed_account(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"Connections": connections(("", "", "", "05 Jan 2024"), BO_ROW), "messages": chat},
    )
    assert steps(analysis) == met("2024-01-05")


def test_a_row_without_a_name_of_another_day_is_not_hers(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    blank = ("", "", "", "04 Jan 2024")
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {"Connections": connections(blank, BO_ROW), "messages": chat},
    )
    assert stage_names(analysis) == ["request", "accept", "removal"]


def test_a_changed_address_is_no_removal(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {
            "Connections": connections(("Ann", "Roe", "ann-gardens", "05 Jan 2024"), BO_ROW),
            "messages": chat,
        },
    )
    assert steps(analysis) == met("2024-01-05")
    assert {frozenset(pair[:2]) for pair in analysis.suggestions} == {
        frozenset({ANN, "linkedin:ann-gardens"})
    }


def test_somebody_else_of_that_day_is_not_she(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    analysis = _two(
        tmp_path,
        {"Connections": connections(ANN_ROW, BO_ROW), "messages": chat},
        {
            "Connections": connections(("Cy", "Day", "cy-day", "05 Jan 2024"), BO_ROW),
            "messages": chat,
        },
    )
    assert stage_names(analysis) == ["request", "accept", "removal"]


# One download alone.


def test_a_candidate(tmp_path: Path) -> None:
    """The owner wrote first and had an answer, as with a connection, but the list lacks her."""
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        messages=messages(
            _ann("<", "2024-01-12 10:00:00", "Fine"), _ann(">", "2024-01-11 10:00:00"), BO_CHAT
        ),
    )
    assert steps(analysis) == [
        step("request", None, "2024-01-11 10:00:00", sure=False, says=None),
        step("accept", None, "2024-01-11 10:00:00", sure=False),
        talk("2024-01-11 10:00:00", "owner", 1, 1, "2024-01-12 10:00:00"),
        step("removal", "2024-01-12 10:00:00", "2024-03-01 23:59:59", sure=False, says=None),
    ]


def test_an_accepted_note_without_a_connection_is_a_candidate(tmp_path: Path) -> None:
    """The note enters the messages only when the request is accepted (fact 3)."""
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        Invitations=invitations(
            ("OUTGOING", "Ann Roe", "ann-roe", "1/10/24, 9:30 AM", "Hello Ann")
        ),
        messages=messages(_ann(">", "2024-01-12 12:00:01", "Hello Ann"), BO_CHAT),
    )
    assert steps(analysis) == [
        wrote("request", "2024-01-10 17:30:00", "owner", says=True),
        step("accept", "2024-01-12 12:00:01", actor="person", sure=False, says=2),
        step("removal", "2024-01-12 12:00:01", "2024-03-01 23:59:59", sure=False, says=None),
    ]
    assert "never connected" not in str(person_of(analysis)["stages"][-1]["detail"])


def test_a_candidate_after_a_no(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        messages=messages(
            _ann(">", "2024-02-21 10:00:00", "DECLINE"),
            _ann("<", "2024-02-20 10:00:00", "PITCH"),
            _ann(">", "2024-01-11 10:00:00"),
            BO_CHAT,
        ),
    )
    assert steps(analysis)[-1] == step(
        "removal", "2024-02-21 10:00:00", "2024-03-01 23:59:59", sure=False, says=9
    )


OPENED = (_ann("<", "2024-01-12 10:00:00", "Fine"), _ann(">", "2024-01-11 10:00:00"))
TALK = [talk("2024-01-11 10:00:00", "owner", 1, 1, "2024-01-12 10:00:00")]


def test_no_candidate_after_a_message_request(tmp_path: Path) -> None:
    system = "c1,,,,,,2024-01-12 09:00:00 UTC,,Message request accepted,INBOX,\n"
    asked = (_ann(">", "2024-01-12 10:00:00", "Fine"), _ann("<", "2024-01-11 10:00:00"))
    analysis = told(
        tmp_path, Connections=connections(BO_ROW), messages=messages(*asked, BO_CHAT) + system
    )
    assert steps(analysis) == [talk("2024-01-11 10:00:00", "person", 1, 1, "2024-01-12 10:00:00")]


def test_no_candidate_who_never_had_an_answer(tmp_path: Path) -> None:
    """A stranger's message request that nobody took up."""
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        messages=messages(_ann("<", "2024-01-11 10:00:00"), BO_CHAT),
    )
    assert steps(analysis) == [talk("2024-01-11 10:00:00", "person", 0, 1)]


def test_no_candidate_with_a_namesake_in_the_list(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe-2", "02 Jan 2024"), BO_ROW),
        messages=messages(*OPENED, BO_CHAT),
    )
    assert steps(analysis) == TALK


def test_no_candidate_without_a_name(tmp_path: Path) -> None:
    closed = [("c1", w, "LinkedIn Member", "", at, text) for _, w, _, _, at, text in OPENED]
    analysis = told(tmp_path, Connections=connections(BO_ROW), messages=messages(*closed, BO_CHAT))
    (member,) = set(analysis.people["person_id"]) - {"linkedin:bo-li"}
    assert steps(analysis, member) == TALK


def test_no_candidate_who_came_after_the_list(tmp_path: Path) -> None:
    """The newest list is of 10 February, the newest messages are of 20 February."""
    late = (_ann("<", "2024-02-16 10:00:00", "Fine"), _ann(">", "2024-02-15 10:00:00"))
    analysis = _two(
        tmp_path,
        {"Connections": connections(BO_ROW), "messages": messages(BO_CHAT)},
        {"messages": messages(*late, BO_CHAT)},
    )
    assert steps(analysis) == [talk("2024-02-15 10:00:00", "owner", 1, 1, "2024-02-16 10:00:00")]


def test_no_candidate_on_the_day_of_the_list(tmp_path: Path) -> None:
    """Files of one download are up to a day apart (linkedin.md section 1)."""
    late = (_ann("<", "2024-03-01 11:00:00", "Fine"), _ann(">", "2024-03-01 10:00:00"))
    analysis = told(tmp_path, Connections=connections(BO_ROW), messages=messages(*late, BO_CHAT))
    assert steps(analysis) == [talk("2024-03-01 10:00:00", "owner", 1, 1, "2024-03-01 11:00:00")]


def test_no_candidate_from_an_inmail(tmp_path: Path) -> None:
    first = messages(_ann(">", "2024-01-11 10:00:00")).splitlines()[1]
    titled = first.replace('UTC",""', 'UTC","A question"')
    assert titled != first
    chat = messages(_ann("<", "2024-01-12 10:00:00", "Fine"), BO_CHAT) + titled + "\n"
    analysis = told(tmp_path, Connections=connections(BO_ROW), messages=chat)
    assert steps(analysis) == TALK


def test_no_candidate_without_a_list(tmp_path: Path) -> None:
    assert steps(told(tmp_path, messages=messages(*OPENED, BO_CHAT))) == TALK


@pytest.mark.parametrize("direction", ["INCOMING", "OUTGOING"])
@pytest.mark.parametrize("way", ["<", ">"])
def test_no_candidate_whose_request_still_lies_there(
    tmp_path: Path, direction: str, way: str
) -> None:
    """Listed as asked and not as connected, nobody has shown that the request was accepted."""
    analysis = told(
        tmp_path,
        Connections=connections(BO_ROW),
        Invitations=invitations((direction, "Ann Roe", "ann-roe", "1/10/24, 9:30 AM", "")),
        messages=messages(_ann(way, "2024-01-12 10:00:00", "Hello"), BO_CHAT),
    )
    assert stage_names(analysis) == ["request", "message"]


# Requests.


@pytest.mark.parametrize(("direction", "actor"), [("OUTGOING", "owner"), ("INCOMING", "person")])
def test_a_pending_request_is_gone(tmp_path: Path, direction: str, actor: str) -> None:
    chat = messages(BO_CHAT)
    other = ("OUTGOING", "Cy Day", "cy-day", "1/21/24, 9:30 AM", "")
    asked = (direction, "Ann Roe", "ann-roe", "1/20/24, 9:30 AM", "")
    analysis = _two(
        tmp_path,
        {"Connections": connections(BO_ROW), "messages": chat,
         "Invitations": invitations(other, asked)},
        {"Connections": connections(BO_ROW), "messages": chat, "Invitations": invitations(other)},
    )  # fmt: skip
    assert steps(analysis) == [
        wrote("request", "2024-01-20 17:30:00", actor, says=False),
        step("withdrawal", "2024-02-10 00:00:00", "2024-02-20 23:59:59", sure=False),
    ]
    explained = " ".join(person_of(analysis)["stages"][-1]["detail"]["explanations"])
    for word in ("cancelled", "declined", "expired", "account"):
        assert word in explained
    assert stage_names(analysis, "linkedin:cy-day") == ["request"]


def test_a_request_older_than_the_window_is_not(tmp_path: Path) -> None:
    """Sent 8 January, it had left the window of 180 days by August whatever became of it."""
    chat = messages(("c9", "<", "Bo Li", "bo-li", "2024-08-04 10:00:00", "Hello"))
    other = ("OUTGOING", "Cy Day", "cy-day", "7/21/24, 9:30 AM", "")
    asked = ("OUTGOING", "Ann Roe", "ann-roe", "1/8/24, 9:30 AM", "")
    analysis = _two(
        tmp_path,
        {"Connections": connections(BO_ROW), "messages": messages(BO_CHAT),
         "Invitations": invitations(asked)},
        {"Connections": connections(BO_ROW), "messages": chat, "Invitations": invitations(other)},
        (FIRST, "Basic_LinkedInDataExport_08-10-2024.zip"),
    )  # fmt: skip
    assert "withdrawal" not in stage_names(analysis)


def test_an_accepted_request_is_not(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    other = ("OUTGOING", "Cy Day", "cy-day", "1/21/24, 9:30 AM", "")
    asked = ("OUTGOING", "Ann Roe", "ann-roe", "1/20/24, 9:30 AM", "")
    analysis = _two(
        tmp_path,
        {"Connections": connections(BO_ROW), "messages": chat,
         "Invitations": invitations(other, asked)},
        {"Connections": connections(("Ann", "Roe", "ann-roe", "12 Feb 2024"), BO_ROW),
         "messages": chat, "Invitations": invitations(other)},
    )  # fmt: skip
    assert steps(analysis) == [
        wrote("request", "2024-01-20 17:30:00", "owner", says=False),
        step("accept", "2024-02-12 00:00:00", "2024-02-12 23:59:59", "person"),
    ]


def test_a_download_without_requests_withdraws_none(tmp_path: Path) -> None:
    chat = messages(BO_CHAT)
    asked = ("OUTGOING", "Ann Roe", "ann-roe", "1/20/24, 9:30 AM", "")
    analysis = _two(
        tmp_path,
        {"Connections": connections(BO_ROW), "messages": chat, "Invitations": invitations(asked)},
        {"Connections": connections(BO_ROW), "messages": chat},
    )
    assert stage_names(analysis) == ["request"]
