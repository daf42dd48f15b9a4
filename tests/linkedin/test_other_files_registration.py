"""Registration.csv: the day the owner joined, by the clock of Los Angeles, told in UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reciprocity import read
from tests.exports import NAME, connections, table, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

R2016: Final = (
    "Registration Date,Registration IP,Subscription Type,Inviter First Name,Inviter Last Name"
)
R2018: Final = (
    "Registration Date,Registration IP Address,Invited by (First Name),Invited by (Last Name),"
    "Subscription Types"
)
R2020: Final = "Registered At,Registration Ip,Subscription Types"
_MORE: Final = {R2016: ("192.0.2.7", "Basic", "Inga", "Viter"),
                R2018: ("192.0.2.7", "Inga", "Viter", "Basic"),
                R2020: ("192.0.2.7", "Basic")}  # fmt: skip


def _read(tmp_path: Path, **files: str) -> Inspection:
    members = {"Connections.csv": connections(("Bo", "Li", "bo-li", "01 Feb 2024"))}
    members |= {f"{name}.csv": text for name, text in files.items()}
    return read([write_zip(tmp_path / NAME, members)])


def _registered(*dates: str, header: str = R2020) -> str:
    return table(header, [(date, *_MORE[header]) for date in dates])


def _joined(inspection: Inspection) -> list[str]:
    return [reason for reason in inspection.exports[0].reasons if "joined" in reason]


@pytest.mark.parametrize("header", _MORE)
@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("5/3/12, 9:03 AM", "3 May 2012"),
        ("12/31/11, 9:30 PM", "1 January 2012"),  # 5:30 of the next morning in UTC
        ("11/4/12, 1:30 AM", "4 November 2012"),  # an hour that those clocks showed twice
    ],
)
def test_the_day_of_joining_in_every_year_s_form(
    tmp_path: Path, header: str, date: str, day: str
) -> None:
    inspection = _read(tmp_path, Registration=_registered(date, header=header))
    assert _joined(inspection) == [f"its owner joined on {day}"]
    assert inspection.problems == ()
    assert inspection.exports[0].members["read"] == ["Connections.csv", "Registration.csv"]
    assert inspection.events.height == 1


@pytest.mark.parametrize(
    "date",
    ["soon", "", "13/40/12, 9:03 AM", "4/30/03, 9:03 AM", "3/3/24, 9:03 AM", "3/11/12, 2:30 AM"],
)
def test_a_wrong_day_is_a_counted_problem(tmp_path: Path, date: str) -> None:
    """No date, one before LinkedIn or after the export, an hour that no clock there showed."""
    inspection = _read(tmp_path, Registration=_registered(date))
    assert _joined(inspection) == []
    found = [(p.member, p.row, p.kind) for p in inspection.problems]
    assert found == [("Registration.csv", 2, "bad registration")]


def test_no_row_is_no_problem(tmp_path: Path) -> None:
    inspection = _read(tmp_path, Registration=_registered())
    assert (_joined(inspection), inspection.problems) == ([], ())


def test_two_files_of_one_day_agree_and_of_two_days_tell_nothing(tmp_path: Path) -> None:
    first, other = _registered("5/3/12, 9:03 AM"), _registered("5/4/12, 9:03 AM")
    old = _registered("5/3/12, 9:03 AM", header=R2018)
    agreed = _read(tmp_path, Registration=first, Registration_1=old)
    assert _joined(agreed) == ["its owner joined on 3 May 2012"]
    assert agreed.problems == ()
    apart = _read(tmp_path, Registration=first, Registration_1=other)
    assert _joined(apart) == []
    assert [(p.member, p.kind) for p in apart.problems] == [
        ("Registration_1.csv", "bad registration")
    ]


def test_an_archive_without_any_date_tells_it_all_the_same(tmp_path: Path) -> None:
    """Beside another download one may hold nothing dated but the registration."""
    bare = write_zip(tmp_path / "bare.zip", {
        "Registration.csv": _registered("5/3/12, 9:03 AM"), "Connections.csv": connections(),
    })  # fmt: skip
    listed = connections(("Bo", "Li", "bo-li", "01 Feb 2024"))
    other = write_zip(tmp_path / NAME, {"Connections.csv": listed})
    exports = {info.name: info.reasons for info in read([bare, other]).exports}
    assert exports["bare.zip"][-1] == "its owner joined on 3 May 2012"
