"""Lists of the years: connections, invitations, endorsements, and files that Excel has saved."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from tests.exports import (
    H1,
    H2,
    I1,
    I3,
    NAME,
    PROFILE,
    connections,
    log_of,
    messages,
    table,
    write_zip,
)
from tests.linkedin.generations import H0, I2

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME: Final = "Olive Owner"
CONSTANT: Final = "https://www.linkedin.com/in"
RECEIVED: Final = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name"
TABBED: Final = f"{RECEIVED},Endorsement Status,Display Status"


def _read(tmp_path: Path, **members: str | bytes) -> Inspection:
    named = {f"{name.replace('__', ' ')}.csv": text for name, text in members.items()}
    return read([write_zip(tmp_path / NAME, {"Profile.csv": PROFILE, **named})])


def _accepts(inspection: Inspection) -> list[tuple[object, ...]]:
    return [(row[0], *row[2:5]) for row in log_of(inspection) if row[1] == "connected"]


def _requests(inspection: Inspection) -> list[tuple[object, ...]]:
    return [row[:3] for row in log_of(inspection) if str(row[1]).startswith("request_")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("09 Sep 2022", "2022-09-09"),
        ("9 Sep 2022", "2022-09-09"),
        ("09-Sep-22", "2022-09-09"),
        ("9-Sep-22", "2022-09-09"),
        ("9-Sep-2022", "2022-09-09"),
        ("2022-09-09", "2022-09-09"),
        (" 09 Sep 2022 ", "2022-09-09"),
    ],
)
@pytest.mark.parametrize("header", [H0, H1, H2], ids=["H0", "H1", "H2"])
def test_a_day_however_it_was_saved(tmp_path: Path, header: str, written: str, day: str) -> None:
    columns = header.split(",")
    fields = {"First Name": "Ann", "Last Name": "Roe", "Connected On": written}
    text = table(header, [[fields.get(column, "") for column in columns]])
    inspection = _read(tmp_path, Connections=text.replace("\n", "\r\n"))
    expected = ("linkedin:name/ann roe", f"{day} 00:00:00", f"{day} 23:59:59", "day")
    assert _accepts(inspection) == [expected]
    assert inspection.problems == ()


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("3/4/17, 9:03 AM", "2017-03-04 09:03:00", "2017-03-04 17:03:00"),
        ("03/04/17, 09:03 PM", "2017-03-04 21:03:00", "2017-03-05 05:03:00"),
        ("7/4/17, 9:03 PM", "2017-07-04 21:03:00", "2017-07-05 04:03:00"),
        ("11/5/17, 1:30 AM", "2017-11-05 01:30:00", "2017-11-05 09:30:00"),
    ],
)
def test_the_first_lists_had_a_clock_without_a_zone(
    tmp_path: Path, written: str, first: str, last: str
) -> None:
    """Presumably that of Los Angeles, as in the invitations; perhaps that of UTC."""
    row = ("Ann", "Roe", "", "ann@example.org", "Acme", "Gardener", written, "", "")
    inspection = _read(tmp_path, Connections=table(H0, [row]))
    assert _accepts(inspection) == [("linkedin:name/ann roe", first, last, "interval")]


@pytest.mark.parametrize("slug", ["ann-roe", "ann-gardens"])
@pytest.mark.parametrize("day", ["04 Mar 2017", "05 Mar 2017"])
def test_the_day_of_a_later_list_may_be_either(tmp_path: Path, slug: str, day: str) -> None:
    """9:03 PM on the fourth is the fifth by now if the clock was that of Los Angeles."""
    row = ("Ann", "Roe", "", "", "Acme", "Gardener", "3/4/17, 9:03 PM", "", "")
    bo = ("Bo", "Li", "", "", "", "", "3/3/17, 9:03 PM", "", "")
    later = connections(("Ann", "Roe", slug, day), ("Bo", "Li", "bo-li", "04 Mar 2017"))
    paths = [
        write_zip(tmp_path / name, {"Profile.csv": PROFILE, "Connections.csv": text})
        for name, text in (
            ("Basic_LinkedInDataExport_03-10-2017.zip", table(H0, [row, bo])),
            (NAME, later),
        )
    ]
    inspection = read(paths)
    accepts = {(who, precision) for who, *_, precision in _accepts(inspection)}
    assert accepts == {(f"linkedin:{slug}", "day"), ("linkedin:bo-li", "day")}
    assert set(inspection.events["activity"]) == {"connected"}


@pytest.mark.parametrize("written", ["", "9. Mai 2022", "9/9/2022", "#######", "44813"])
def test_a_connection_stays_when_its_day_is_lost(tmp_path: Path, written: str) -> None:
    """Excel's numbers and rearranged days may be one day or another: none is made up."""
    text = connections(("Ann", "Roe", "ann-roe", "01 Feb 2024"), ("Bo", "Li", "bo-li", written))
    inspection = _read(tmp_path, Connections=text)
    undated = inspection.events.filter(pl.col("at").is_null())
    assert undated["person_id"].to_list() == ["linkedin:bo-li"]
    assert undated["precision"].to_list() == ["interval"]
    assert [(p.kind, p.row) for p in inspection.problems] == [("bad date", 6)]


def test_an_unsorted_list_bounds_nothing(tmp_path: Path) -> None:
    """Until 2018 the list was not sorted, so a note's second says nothing of its neighbours."""
    rows = [
        (first, last, "", "", "", "", on, "", "")
        for first, last, on in (
            ("Bo", "Li", "2/2/24, 7:00 PM"),
            ("Ann", "Roe", "2/2/24, 8:00 AM"),
            ("Cy", "Day", "2/2/24, 9:00 AM"),
        )
    ]
    inspection = _read(
        tmp_path,
        Connections=table(H0, rows),
        Invitations=table(I1, [(ME, "Ann Roe", "2/1/24, 9:00 AM", "Hello Ann", "OUTGOING")]),
        messages=messages(("c1", ">", "Ann Roe", "", "2024-02-02 16:00:09", "Hello Ann")),
    )
    assert [(who, at, latest) for who, at, latest, _ in _accepts(inspection)] == [
        ("linkedin:name/cy day", "2024-02-02 09:00:00", "2024-02-02 17:00:00"),
        ("linkedin:name/ann roe", "2024-02-02 16:00:09", "2024-02-02 16:00:09"),
        ("linkedin:name/bo li", "2024-02-02 19:00:00", "2024-02-03 03:00:00"),
    ]


def test_an_address_column_that_is_empty_in_every_row(tmp_path: Path) -> None:
    text = connections(("Ann", "Roe", "", "01 Feb 2024"), ("", "", "", "31 Jan 2024"))
    chat = messages(("c1", "<", "Ann Roe", "ann-roe", "2024-02-05 10:00:00", "Hello"))
    inspection = _read(tmp_path, Connections=text, messages=chat)
    assert [row[:2] for row in log_of(inspection)] == [
        ("linkedin:ann-roe", "connected"),
        ("linkedin:ann-roe", "message"),
    ]
    assert inspection.exports[0].blank_connections == 1


def test_the_constant_address_is_nobody_s(tmp_path: Path) -> None:
    """In 2023-12 all parties have it: taken for an address, all would be one, and the owner."""
    rows = [
        (ME, "Ann Roe", "12/1/23, 9:30 AM", "", "OUTGOING", CONSTANT, CONSTANT),
        (ME, "Bo Li", "12/2/23, 9:30 AM", "", "OUTGOING", f"{CONSTANT}/", f"{CONSTANT}/"),
        ("Cy Day", ME, "12/3/23, 9:30 AM", "", "INCOMING", CONSTANT, CONSTANT),
    ]
    inspection = _read(tmp_path, Invitations=table(I3, rows))
    assert _requests(inspection) == [
        ("linkedin:name/ann roe", "request_sent", "2023-12-01 17:30:00"),
        ("linkedin:name/bo li", "request_sent", "2023-12-02 17:30:00"),
        ("linkedin:name/cy day", "request_received", "2023-12-03 17:30:00"),
    ]
    assert set(inspection.people["profile_url"]) == {None}


@pytest.mark.parametrize(("header", "further"), [(I1, ()), (I2, ("urn:li:member:1",) * 2)])
def test_without_a_direction_the_names_tell_it(
    tmp_path: Path, header: str, further: tuple[str, ...]
) -> None:
    rows = [
        (ME, "Ann Roe", "8/1/23, 9:30 AM", "", "", *further),
        ("Bo Li", ME, "8/2/23, 9:30 AM", "", "?", *further),
        ("Cy Day", "Di Fox", "8/3/23, 9:30 AM", "", "", *further),
    ]
    inspection = _read(tmp_path, Invitations=table(header, rows))
    assert _requests(inspection) == [
        ("linkedin:name/ann roe", "request_sent", "2023-08-01 16:30:00"),
        ("linkedin:name/bo li", "request_received", "2023-08-02 16:30:00"),
    ]
    assert [(p.kind, p.row) for p in inspection.problems] == [("bad invitation", 4)]


def test_two_requests_to_one_name_are_two_people(tmp_path: Path) -> None:
    """Nobody has two rows in one direction, so they are namesakes, whoever is connected now."""
    rows = [
        (ME, "Ann Roe", "8/2/23, 9:30 AM", "", "OUTGOING", "urn:li:member:1", "urn:li:member:2"),
        (ME, "Ann Roe", "8/2/23, 9:20 AM", "", "OUTGOING", "urn:li:member:1", "urn:li:member:3"),
        (ME, "Bo Li", "8/1/23, 9:30 AM", "", "OUTGOING", "urn:li:member:1", "urn:li:member:4"),
        ("Bo Li", ME, "7/1/23, 9:30 AM", "", "INCOMING", "urn:li:member:4", "urn:li:member:1"),
    ]
    listed = connections(("Ann", "Roe", "ann-roe", "05 Aug 2023"))
    for header, width in ((I2, 7), (I1, 5)):
        text = table(header, [row[:width] for row in rows])
        inspection = _read(tmp_path, Invitations=text, Connections=listed)
        asked = [person for person, *_ in _requests(inspection)]
        assert len(set(asked)) == 3
        assert asked.count("linkedin:name/bo li") == 2
        assert "linkedin:ann-roe" not in asked
        (actor,) = inspection.events.filter(pl.col("activity") == "connected")["actor"]
        assert actor == "unknown"
        suggested = {frozenset(suggestion[:2]) for suggestion in inspection.suggestions}
        first, second = {person for person in asked if "ann roe" in str(person)}
        assert suggested == {
            frozenset({"linkedin:ann-roe", first}),
            frozenset({"linkedin:ann-roe", second}),
        }


def _wide(header: str, *rows: tuple[str, ...]) -> bytes:
    """Return a table as the server's logs have it: UTF-16LE with a mark, tabs, all quoted, LF."""
    lines = ["\t".join(f'"{cell}"' for cell in row) for row in (header.split(","), *rows)]
    return codecs.BOM_UTF16_LE + "".join(f"{line}\n" for line in lines).encode("utf-16-le")


def test_endorsements_of_2022_in_their_second_form(tmp_path: Path) -> None:
    wide = _wide(
        TABBED,
        ("2022/09/01 10:11:12 UTC", "Pruning", "Jörg", "Moll", "Accepted", "SHOWN"),
        ("2022/09/02 10:11:12 UTC", "Digging, deep", "Ann", "Roe", "Redacted", "HIDDEN"),
        ("2. September", "Lost", "Bo", "Li", "Accepted", "SHOWN"),
    )
    inspection = _read(tmp_path, Endorsement__Received__Info=wide)
    praise = [
        (row[0], row[2], row[4], row[5], row[8])
        for row in log_of(inspection)
        if row[1] == "endorsement"
    ]
    assert praise == [
        ("linkedin:name/jörg moll", "2022-09-01 10:11:12", "second", "person", "Pruning"),
        ("linkedin:name/ann roe", "2022-09-02 10:11:12", "second", "person", "Digging, deep"),
    ]
    assert [(p.kind, p.row, p.member) for p in inspection.problems] == [
        ("bad endorsement", 4, "Endorsement Received Info.csv")
    ]


def test_both_forms_of_endorsements_count_once(tmp_path: Path) -> None:
    at = "2022/09/01 10:11:12 UTC"
    inspection = _read(
        tmp_path,
        Endorsement__Received__Info=_wide(
            TABBED,
            (at, "Pruning", "Ann", "Roe", "Accepted", ""),
            (at, "Sowing", "Bo", "Li", "", ""),
        ),
        Endorsement_Received_Info=table(
            f"{RECEIVED},Endorsement Status",
            [(at, "Pruning", "Ann", "Roe", "ACCEPTED"), (at, "Weeding", "Ann", "Roe", "ACCEPTED")],
        ),
    )
    found = inspection.events.filter(pl.col("activity") == "endorsement").select(
        "person_id", "text"
    )
    assert sorted(found.rows()) == [
        ("linkedin:name/ann roe", "Pruning"),
        ("linkedin:name/ann roe", "Weeding"),
        ("linkedin:name/bo li", "Sowing"),
    ]
    assert inspection.exports[0].duplicates == 1


@pytest.mark.parametrize(
    ("dates", "first", "last", "precision"),
    [
        # 2020: Los Angeles, without leading zeros; since 2023-12: UTC, with them.
        (("1/5/20, 9:00 AM",), "2020-01-05 17:00:00", "2020-01-05 17:00:00", "minute"),
        (("01/05/20, 09:00 AM",), "2020-01-05 09:00:00", "2020-01-05 09:00:00", "minute"),
        (("11/15/20, 11:00 AM",), "2020-11-15 11:00:00", "2020-11-15 19:00:00", "interval"),
        (("11/15/20, 11:00 AM", "1/5/20, 9:00 AM"), "2020-01-05 17:00:00", "2020-01-05 17:00:00",
         "minute"),
    ],
)  # fmt: skip
def test_recommendations_have_two_zones(
    tmp_path: Path, dates: tuple[str, ...], first: str, last: str, precision: str
) -> None:
    text = table(
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        [("Ann", "Roe", "", "", f"Good {n}", date, "VISIBLE") for n, date in enumerate(dates)],
    )
    inspection = _read(tmp_path, Recommendations_Received=text)
    assert log_of(inspection)[0][2:5] == (first, last, precision)


def _workbook() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
    return saved.getvalue()


@pytest.mark.parametrize("name", ["Connections", "Invitations", "messages", "Profile"])
def test_a_workbook_under_the_name_of_a_table(tmp_path: Path, name: str) -> None:
    members: dict[str, str | bytes] = {
        "Profile": PROFILE,
        "Connections": connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        "messages": messages(("c1", "<", "Ann Roe", "ann-roe", "2024-02-05 10:00:00", "Hello")),
        name: _workbook(),
    }
    inspection = _read(tmp_path, **members)
    assert inspection.exports[0].members["unreadable"] == [f"{name}.csv"]
    (problem,) = (p for p in inspection.problems if p.kind != "owner unknown")
    assert (problem.kind, problem.member) == ("workbook", f"{name}.csv")
    assert problem.hint.count(".") == 1
    assert "Excel" in problem.hint
    assert "linkedin:ann-roe" in set(inspection.people["person_id"])


def test_nothing_but_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(NotRecognisedError) as told:
        _read(tmp_path, Connections=_workbook())
    assert str(told.value) == (
        "This is a LinkedIn download, but nobody is in it: Connections.csv is an Excel workbook "
        "under the name of a CSV; save it as CSV or use the original download."
    )


@pytest.mark.parametrize("lost", ["Connected On", "First Name"])
def test_a_list_without_a_column_it_cannot_do_without(tmp_path: Path, lost: str) -> None:
    """Users drop columns before they hand a file on."""
    text = table(H2.replace(lost, "Something"), [("Ann", "Roe", "", "", "", "", "01 Feb 2024")])
    chat = messages(("c1", "<", "Bo Li", "bo-li", "2024-02-05 10:00:00", "Hello"))
    inspection = _read(tmp_path, Connections=text, messages=chat)
    assert inspection.exports[0].members["unreadable"] == ["Connections.csv"]
    assert [p.kind for p in inspection.problems if p.row is None] == ["no header"]


@pytest.mark.parametrize("lost", ["Email Address", "Company", "Position", "URL"])
def test_a_list_without_a_column_it_can_do_without(tmp_path: Path, lost: str) -> None:
    columns = [column for column in H2.split(",") if column != lost]
    fields = {"First Name": "Ann", "Last Name": "Roe", "Connected On": "01 Feb 2024"}
    text = table(",".join(columns), [[fields.get(column, "") for column in columns]])
    inspection = _read(tmp_path, Connections=text)
    assert [who for who, *_ in _accepts(inspection)] == ["linkedin:name/ann roe"]
    assert inspection.problems == ()


def test_alike_rows_of_one_list_stay(tmp_path: Path) -> None:
    """Two closed accounts of a day in the parts of a split file are two; so are two namesakes."""
    rows = [("Ann", "Roe", "", "01 Feb 2024"), ("Ann", "Roe", "", "01 Feb 2024")]
    blank = ("", "", "", "03 Feb 2024")
    inspection = _read(
        tmp_path,
        Connections_1=connections(*rows, blank),
        Connections_2=connections(blank, ("Bo", "Li", "bo-li", "01 Jan 2024"), preamble=False),
    )
    assert len(_accepts(inspection)) == 3
    assert inspection.exports[0].blank_connections == 2
