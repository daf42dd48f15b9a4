"""Whole event logs of small archives, each with one thing that breaks other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import observed_in
from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from tests.exports import (
    H1,
    I1,
    M1,
    NAME,
    PROFILE,
    connections,
    invitations,
    log_of,
    messages,
    table,
    url,
    write_zip,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection


NOTED = "Hello Ann,\n\nwe met at the fair"


def _read(tmp_path: Path, **members: str | bytes) -> Inspection:
    named = {f"{name}.csv": content for name, content in members.items()}
    return read([write_zip(tmp_path / NAME, named)])


def _connected(person: str, day: str, row: int) -> tuple[object, ...]:
    start, end = f"{day} 00:00:00", f"{day} 23:59:59"
    return (
        person, "connected", start, end, "day", "unknown", "observed", "list", None,
        "Connections.csv", row,
    )  # fmt: skip


def _message(person: str, at: str, actor: str, text: str, row: int) -> tuple[object, ...]:
    return (
        person, "message", at, at, "second", actor, "observed", "direct", text, "messages.csv", row,
    )  # fmt: skip


def test_one_connection(tmp_path: Path) -> None:
    inspection = _read(tmp_path, Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")))
    assert log_of(inspection) == [_connected("linkedin:ann-roe", "2024-02-01", 5)]
    assert inspection.problems == ()


def test_preamble_may_be_missing(tmp_path: Path) -> None:
    rows = (("Ann", "Roe", "ann-roe", "01 Feb 2024"), ("Bo", "Li", "bo-li", "31 Jan 2024"))
    inspection = _read(tmp_path, Connections=connections(*rows, preamble=False))
    assert log_of(inspection) == [
        _connected("linkedin:bo-li", "2024-01-31", 3),
        _connected("linkedin:ann-roe", "2024-02-01", 2),
    ]


def test_surnames_that_look_missing(tmp_path: Path) -> None:
    rows = [
        ("Ji-woo", "NA", "ji-woo-na", "03 Feb 2024"),
        ("Claire", "None", "claire-none", "02 Feb 2024"),
        ("Peter", "null", "", "01 Feb 2024"),
    ]
    inspection = _read(tmp_path, Connections=connections(*rows))
    assert dict(inspection.people.select("person_id", "name").rows()) == {
        "linkedin:claire-none": "Claire None",
        "linkedin:ji-woo-na": "Ji-woo NA",
        "linkedin:name/peter null": "Peter null",
    }


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=connections(
            ("John", "Smith", "john-smith-1", "02 Feb 2024"),
            ("John", "Smith", "john-smith-2", "01 Feb 2024"),
        ),
        messages=messages(
            ("c1", ">", "John Smith", "john-smith-1", "2024-02-05 10:00:00", "To the first"),
            ("c2", "<", "John Smith", "john-smith-2", "2024-02-04 10:00:00", "From the second"),
        ),
    )
    assert log_of(inspection) == [
        _connected("linkedin:john-smith-2", "2024-02-01", 6),
        _connected("linkedin:john-smith-1", "2024-02-02", 5),
        _message("linkedin:john-smith-2", "2024-02-04 10:00:00", "person", "From the second", 3),
        _message("linkedin:john-smith-1", "2024-02-05 10:00:00", "owner", "To the first", 2),
    ]
    assert inspection.suggestions == ()


def test_namesakes_without_addresses_are_not_joined(tmp_path: Path) -> None:
    """The old format knows two John Smiths by name alone: the message belongs to neither."""
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=table(
            H1,
            [
                ("John", "Smith", "", "", "", "02 Feb 2022"),
                ("John", "Smith", "", "", "", "01 Feb 2022"),
                ("John", "Smith", "", "", "", "01 Feb 2022"),
            ],
        ),
        messages=table(
            M1,
            [("c1", "", "Olive Owner", url("olive-owner"), "John Smith", "2022-02-05 10:00:00 UTC",
              "", "Hello", "INBOX")],
        ),
    )  # fmt: skip
    people = [row[0] for row in log_of(inspection)]
    assert people == [
        "linkedin:name/john smith@2022-02-01",
        "linkedin:name/john smith@2022-02-01#2",
        "linkedin:name/john smith@2022-02-02",
        people[3],
    ]
    assert str(people[3]).startswith("linkedin:conversation/")


def test_blank_addresses_fall_back_to_an_unambiguous_name(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=connections(
            ("Ann", "Roe", "", "02 Feb 2024"),
            ("Bo", "Li", "", "01 Feb 2024"),
            ("", "", "", "31 Jan 2024"),
        ),
        messages=messages(
            ("c1", "<", "Ann Roe", "ann-roe", "2024-02-05 10:00:00", "With an address"),
            ("c2", "<", "Bo Li", "", "2024-02-04 10:00:00", "Without one"),
        ),
    )
    assert log_of(inspection) == [
        _connected("linkedin:name/bo li", "2024-02-01", 6),
        _connected("linkedin:ann-roe", "2024-02-02", 5),
        _message("linkedin:name/bo li", "2024-02-04 10:00:00", "person", "Without one", 3),
        _message("linkedin:ann-roe", "2024-02-05 10:00:00", "person", "With an address", 2),
    ]
    assert inspection.exports[0].blank_connections == 1


def test_latin_1_bytes_lose_no_row(tmp_path: Path) -> None:
    rows = [("Jörg", "Müller", "joerg", "02 Feb 2024"), ("Ann", "Roe", "ann", "01 Feb 2024")]
    text = connections(*rows, preamble=False).encode("latin-1")
    inspection = _read(tmp_path, Connections=text)
    assert log_of(inspection) == [
        _connected("linkedin:ann", "2024-02-01", 3),
        _connected("linkedin:joerg", "2024-02-02", 2),
    ]
    assert list(inspection.people["name"]) == ["Ann Roe", "Jörg Müller"]
    assert [p.kind for p in inspection.problems] == ["not UTF-8"]


def test_without_messages_nothing_is_said_about_them(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        Invitations=invitations(("INCOMING", "Ann Roe", "ann-roe", "1/31/24, 9:30 AM", "Hi Olive")),
    )
    assert log_of(inspection) == [
        ("linkedin:ann-roe", "request_received", "2024-01-31 17:30:00", "2024-01-31 17:30:00",
         "minute", "person", "observed", "invitation", "Hi Olive", "Invitations.csv", 2),
        ("linkedin:ann-roe", "connected", "2024-02-01 00:00:00", "2024-02-01 23:59:59", "day",
         "owner", "observed", "list", None, "Connections.csv", 5),
    ]  # fmt: skip
    info = inspection.exports[0]
    assert (info.kind, info.coverage["message"]["from"]) == ("partial", None)
    assert info.advice is not None
    assert "messages.csv" in info.advice
    assert observed_in(inspection).seen("linkedin").messages == ()


def test_the_request_s_note_gives_the_second_of_the_accept(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=connections(
            ("Cy", "Day", "cy-day", "02 Feb 2024"),
            ("Ann", "Roe", "ann-roe", "02 Feb 2024"),
            ("Bo", "Li", "bo-li", "02 Feb 2024"),
        ),
        Invitations=invitations(
            ("OUTGOING", "Ann Roe", "ann-roe", "1/31/24, 9:30 PM", "Hello Ann,  we met at the fair")
        ),
        messages=messages(
            ("c1", "<", "Ann Roe", "ann-roe", "2024-02-02 12:30:00", "Sure!"),
            ("c1", ">", "Ann Roe", "ann-roe", "2024-02-02 12:00:01", NOTED),
        ),
    )  # fmt: skip
    ann = "linkedin:ann-roe"
    assert log_of(inspection) == [
        (ann, "request_sent", "2024-02-01 05:30:00", "2024-02-01 05:30:00", "minute", "owner",
         "observed", "invitation", "Hello Ann,  we met at the fair", "Invitations.csv", 2),
        # The list is sorted newest first, so Bo came before Ann's second and Cy after it.
        ("linkedin:bo-li", "connected", "2024-02-02 00:00:00", "2024-02-02 12:00:01", "day",
         "unknown", "observed", "list", None, "Connections.csv", 7),
        (ann, "connected", "2024-02-02 12:00:01", "2024-02-02 12:00:01", "second", "person",
         "observed", "list", None, "Connections.csv", 6),
        (ann, "message", "2024-02-02 12:00:01", "2024-02-02 12:00:01", "second", "owner",
         "observed", "note", "Hello Ann,\n\nwe met at the fair", "messages.csv", 3),
        ("linkedin:cy-day", "connected", "2024-02-02 12:00:01", "2024-02-02 23:59:59", "day",
         "unknown", "observed", "list", None, "Connections.csv", 5),
        _message(ann, "2024-02-02 12:30:00", "person", "Sure!", 2),
    ]  # fmt: skip


def test_the_repeated_hour_is_marked(tmp_path: Path) -> None:
    """On 5 November 2023 the clocks of Los Angeles showed 1:30 AM twice."""
    inspection = _read(
        tmp_path,
        Invitations=invitations(
            ("OUTGOING", "Ann Roe", "ann-roe", "11/5/23, 1:30 AM", ""),
            ("OUTGOING", "Bo Li", "bo-li", "11/5/23, 3:30 AM", ""),
            ("OUTGOING", "Cy Day", "cy-day", "6/5/23, 11:30 PM", ""),
        ),
    )
    assert [(row[0], *row[2:5]) for row in log_of(inspection)] == [
        ("linkedin:cy-day", "2023-06-06 06:30:00", "2023-06-06 06:30:00", "minute"),
        ("linkedin:ann-roe", "2023-11-05 08:30:00", "2023-11-05 09:30:00", "interval"),
        ("linkedin:bo-li", "2023-11-05 11:30:00", "2023-11-05 11:30:00", "minute"),
    ]


def test_old_invitations_have_no_addresses(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=table(H1, [("Ann", "Roe", "", "", "", "01 Feb 2022")]),
        Invitations=table(
            I1,
            [
                ("Olive Owner", "Ann Roe", "1/31/22, 9:30 AM", "", "OUTGOING"),
                ("Bo Li", "Olive Owner", "1/30/22, 9:30 AM", "", "INCOMING"),
            ],
        ),
    )
    assert [row[:4] for row in log_of(inspection)] == [
        ("linkedin:name/bo li", "request_received", "2022-01-30 17:30:00", "2022-01-30 17:30:00"),
        ("linkedin:name/ann roe", "request_sent", "2022-01-31 17:30:00", "2022-01-31 17:30:00"),
        ("linkedin:name/ann roe", "connected", "2022-02-01 00:00:00", "2022-02-01 23:59:59"),
    ]


def test_percent_encoded_and_raw_slugs_are_one_person(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        Profile=PROFILE,
        Connections=connections(("Jörg", "Maß", "j%C3%B6rg-ma%C3%9F", "01 Feb 2024")),
        messages=messages(("c1", "<", "Jörg Maß", "jörg-maß", "2024-02-05 10:00:00", "Hallo")),
        Endorsement_Received_Info="Endorsement Date,Skill Name,Endorser First Name,"
        "Endorser Last Name,Endorser Public Url,Endorsement Status\n"
        "2024/02/06 11:00:00 UTC,Pruning,Jörg,Maß,www.linkedin.com/in/JÖRG-maß,ACCEPTED\n",
    )
    assert inspection.people.height == 1
    assert [row[1:3] for row in log_of(inspection)] == [
        ("connected", "2024-02-01 00:00:00"),
        ("message", "2024-02-05 10:00:00"),
        ("endorsement", "2024-02-06 11:00:00"),
    ]


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"Connections": connections()},
        {"Connections": connections(), "messages": messages(), "Profile": PROFILE},
    ],
)
def test_nobody_in_it_is_one_sentence(tmp_path: Path, members: dict[str, str]) -> None:
    with pytest.raises(NotRecognisedError) as told:
        _read(tmp_path, **members)
    assert told.value.exit_code == 3
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "holiday.zip", {"a.jpg": b"x", "b.jpg": b"y"})
    with pytest.raises(
        NotRecognisedError, match=r"holiday\.zip is not a LinkedIn or Facebook download"
    ):
        read([path])


@pytest.mark.parametrize(
    "header",
    [
        (
            "First Name,Last Name,Maiden Name,Created Date,Address,Birth Date,Contact Instructions,"
            "Marital Status,Headline,Summary,Industry,Association"
        ),
        (
            "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,"
            "Summary,Industry,Country,Zip Code,Geo Location,Twitter Handles,Websites,"
            "Instant Messengers"
        ),
        PROFILE.partition("\n")[0],
    ],
)
def test_the_profile_of_every_year_names_the_owner(tmp_path: Path, header: str) -> None:
    rest = "," * (header.count(",") - 1)
    profile = f"{header}\nOlive,Owner{rest}\n"
    inspection = _read(
        tmp_path,
        Profile=profile,
        Connections=connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
    )
    assert inspection.owner_name == "Olive Owner"
    assert inspection.exports[0].drift == ()
    assert inspection.problems == ()
