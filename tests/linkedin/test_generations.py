"""The same relationship in the files of every year gives the same log, as far as a year can tell.

Each expectation is that of the newest year, changed by what the year is stated not to know.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from tests.exports import NAME, PROFILE, log_of, table, write_zip
from tests.linkedin.generations import (
    ANSWER,
    INVITATIONS,
    LISTS,
    NEWEST,
    NOTE,
    TALK,
    YEARS,
    Year,
    flat,
    wall,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reciprocity.inspection import Inspection

LATER: Final = "Basic_LinkedInDataExport_03-02-2024.zip"
ANN: Final = "linkedin:ann-roe"
BO: Final = "linkedin:bo-li"
NAMES: Final = {ANN: "linkedin:name/ann roe", BO: "linkedin:name/bo li"}
Told = tuple[str, str, str, str, str, str, str, str | None]

# person, activity, at, at_latest, precision, actor, channel, text; the newest files tell this.
RELATIONSHIP: Final[tuple[Told, ...]] = (
    (ANN, "request_sent", "2024-02-01 05:30:00", "2024-02-01 05:30:00", "minute", "owner",
     "invitation", flat(NOTE)),
    (ANN, "connected", "2024-02-02 12:00:01", "2024-02-02 12:00:01", "second", "person", "list",
     None),
    (ANN, "message", "2024-02-02 12:00:01", "2024-02-02 12:00:01", "second", "owner", "note", NOTE),
    (ANN, "message", "2024-02-03 10:00:05", "2024-02-03 10:00:05", "second", "person", "direct",
     ANSWER),
    (ANN, "message", "2024-02-03 10:00:40", "2024-02-03 10:00:40", "second", "owner", "direct",
     "Yes"),
    (BO, "request_received", "2024-02-04 22:15:00", "2024-02-04 22:15:00", "minute", "person",
     "invitation", None),
    (BO, "connected", "2024-02-05 00:00:00", "2024-02-05 23:59:59", "day", "owner", "list", None),
    (BO, "message", "2024-02-06 09:00:00", "2024-02-06 09:00:00", "second", "person", "direct",
     "Hello Olive"),
)  # fmt: skip
BO_S_MINUTE: Final = "2024-02-05 03:10:00"
BO_S_REQUEST: Final = "2024-02-04 22:15:00"


def told_by(year: Year) -> list[Told]:
    """Return what is left of the relationship in the files of a year."""
    told = [_of_year(year, event) for event in RELATIONSHIP]
    return sorted(told, key=lambda event: (event[2], event[0], event[1]))


def _of_year(year: Year, event: Told) -> Told:
    person, activity, at, latest, precision, actor, channel, text = event
    if not year.addresses:
        person = NAMES[person]
    if activity == "message":
        text = text and text.replace("\n", year.breaks)
    if activity in {"message", "connected"} and precision == "second" and not year.seconds:
        # A clock without a zone: that of UTC or of Los Angeles.
        at, latest = wall(at), f"{at[:-2]}00"
        precision = "day" if activity == "connected" and year.accepts == "day" else "interval"
    if activity == "connected" and precision == "day" and year.accepts == "clock":
        # Not before the request.
        at, latest, precision = BO_S_REQUEST, BO_S_MINUTE, "interval"
    return person, activity, at, latest, precision, actor, channel, text


def _members(year: Year) -> dict[str, str | bytes]:
    # The first letter of Messages.csv was a capital until 2018.
    messages = "Messages" if year.messages == "M0" else "messages"
    return {
        "Profile.csv": PROFILE,
        "Connections.csv": LISTS[year.connections],
        "Invitations.csv": INVITATIONS[year.invitations],
        f"{messages}.csv": TALK[year.messages],
    }


def _read(tmp_path: Path, year: Year) -> Inspection:
    return read([write_zip(tmp_path / NAME, _members(year))])


def _told(inspection: Inspection) -> list[tuple[object, ...]]:
    assert set(inspection.events["certainty"]) == {"observed"}
    return [
        (person, activity, at, latest, precision, actor, channel, text)
        for person, activity, at, latest, precision, actor, _, channel, text, _, _ in log_of(
            inspection
        )
    ]


@pytest.mark.parametrize("name", YEARS)
def test_a_year(tmp_path: Path, name: str) -> None:
    inspection = _read(tmp_path, YEARS[name])
    assert _told(inspection) == told_by(YEARS[name])
    assert inspection.problems == ()
    assert inspection.owner_name == "Olive Owner"
    assert inspection.exports[0].apart == {}


@pytest.mark.parametrize("name", YEARS)
def test_a_year_beside_the_newest_adds_nothing_twice(tmp_path: Path, name: str) -> None:
    paths = [
        write_zip(tmp_path / NAME, _members(YEARS[name])),
        write_zip(tmp_path / LATER, _members(NEWEST)),
    ]
    for order in (paths, paths[::-1]):
        inspection = read(order)
        assert _told(inspection) == list(RELATIONSHIP)
        assert set(inspection.people["person_id"]) == {ANN, BO}


@pytest.mark.parametrize("name", YEARS)
def test_the_story_is_the_same_in_every_year(tmp_path: Path, name: str) -> None:
    stages = analyse([write_zip(tmp_path / NAME, _members(YEARS[name]))]).stages
    told = {
        str(person).rpartition("/")[2].replace(" ", "-").rpartition(":")[2]: list(of["stage"])
        for person, of in stages.groupby("person_id")
    }
    assert told == {"ann-roe": ["request", "accept", "message"],
                    "bo-li": ["request", "accept", "message"]}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_each_list_of_connections_beside_the_newest_files(tmp_path: Path, name: str) -> None:
    accepts = "clock" if name in {"H0", "H1 of 2018"} else "day"
    year = Year(connections=name, invitations="I3", messages="M6", accepts=accepts, breaks="\n")
    assert _told(_read(tmp_path, year)) == told_by(year)


@pytest.mark.parametrize("name", INVITATIONS)
def test_each_list_of_invitations_beside_the_newest_files(tmp_path: Path, name: str) -> None:
    year = Year(connections="H2", invitations=name, messages="M6", breaks="\n")
    assert _told(_read(tmp_path, year)) == told_by(year)


@pytest.mark.parametrize("name", TALK)
def test_each_file_of_messages_beside_the_newest_lists(tmp_path: Path, name: str) -> None:
    breaks = "" if name == "M0" else "\n" if name.startswith("M6") else " "
    year = Year(
        connections="H2", invitations="I3", messages=name, breaks=breaks, seconds=name != "M0"
    )
    inspection = _read(tmp_path, year)
    assert _told(inspection) == told_by(year)
    newest = _read(tmp_path, NEWEST).events
    assert inspection.events["event_id"].to_list() == newest["event_id"].to_list()


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-16-le", "\t"), ("utf-8", ","), ("utf-8", ";")]
)
@pytest.mark.parametrize("name", ["2017", "2021", "2026-04"])
def test_another_encoding_and_line_end(
    tmp_path: Path, name: str, encoding: str, delimiter: str
) -> None:
    """With a mark and CRLF; UTF-16 comes with tabs and every field quoted."""
    year = YEARS[name]
    members: dict[str, str | bytes] = {}
    for path, text in _members(year).items():
        assert isinstance(text, str)
        saved = io.StringIO(newline="")
        writer = csv.writer(
            saved,
            delimiter=delimiter,
            quoting=csv.QUOTE_ALL if delimiter == "\t" else csv.QUOTE_MINIMAL,
            lineterminator="\r\n",
        )
        writer.writerows(csv.reader(io.StringIO(text, newline="")))
        members[path] = ("\ufeff" + saved.getvalue()).encode(encoding)
    inspection = read([write_zip(tmp_path / NAME, members)])
    assert _told(inspection) == told_by(year)
    assert inspection.problems == ()


EMPTIED: Final = {
    "no ids": ["CONVERSATION ID"],
    "no addresses": ["SENDER PROFILE URL", "RECIPIENT PROFILE URLS"],
    "neither": ["CONVERSATION ID", "SENDER PROFILE URL", "RECIPIENT PROFILE URLS"],
    "no folders": ["FOLDER", "SUBJECT", "CONVERSATION TITLE", "ATTACHMENTS"],
}


@pytest.mark.parametrize("dropped", [False, True], ids=["empty", "dropped"])
@pytest.mark.parametrize("name", EMPTIED)
def test_columns_of_messages_without_a_value(tmp_path: Path, name: str, *, dropped: bool) -> None:
    reader = csv.DictReader(io.StringIO(TALK["M6"], newline=""))
    rows = [{**row, **dict.fromkeys(EMPTIED[name], "")} for row in reader]
    columns = [
        column for column in reader.fieldnames or () if not (dropped and column in EMPTIED[name])
    ]
    text = table(",".join(columns), [[row[column] for column in columns] for row in rows])
    inspection = read([write_zip(tmp_path / NAME, _members(NEWEST) | {"messages.csv": text})])
    assert _told(inspection) == told_by(NEWEST)
    talk = inspection.events.filter(inspection.events["activity"] == "message")
    assert talk["conversation_id"].n_unique() == 2


def _split(text: str, header_lines: int) -> Sequence[str]:
    lines = text.splitlines(keepends=True)
    top, rows = "".join(lines[:header_lines]), lines[header_lines:]
    return [top + "".join(rows[:1]), top + "".join(rows[1:])]


@pytest.mark.parametrize("name", ["2017", "2021", "2025-12"])
def test_files_split_in_parts(tmp_path: Path, name: str) -> None:
    members: dict[str, str | bytes] = {}
    for path, text in _members(YEARS[name]).items():
        assert isinstance(text, str)
        if path == "Profile.csv":
            members[path] = text
            continue
        lines = 4 if text.startswith("Notes:") else 1
        for number, part in enumerate(_split(text, lines), 1):
            members[path.replace(".csv", f"_{number}.csv")] = part
    inspection = read([write_zip(tmp_path / NAME, members)])
    assert len(inspection.exports[0].members["read"]) == 7
    assert _told(inspection) == told_by(YEARS[name])


@pytest.mark.parametrize("suffix", ["_1234567890", " (1)", "_1234567890 (2)"])
def test_files_with_a_number_in_the_name(tmp_path: Path, suffix: str) -> None:
    members = {
        path.replace(".csv", f"{suffix}.csv"): text for path, text in _members(NEWEST).items()
    }
    assert _told(read([write_zip(tmp_path / NAME, members)])) == told_by(NEWEST)


@pytest.mark.parametrize("name", YEARS)
def test_a_copy_beside_each_file_adds_nothing(tmp_path: Path, name: str) -> None:
    members = _members(YEARS[name])
    copies = {path.replace(".csv", " (1).csv"): text for path, text in members.items()}
    inspection = read([write_zip(tmp_path / NAME, members | copies)])
    assert _told(inspection) == told_by(YEARS[name])
    assert inspection.exports[0].duplicates == 8
