"""When a download of before May 2018 was made: by the foot of its pages, else by what is in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.inspection import read
from reciprocity.sources.facebook.htm.pages import parsed, read_foot_page
from tests.facebook.htm.writing import ME, page, said, section, thread, write

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

_FOOT = f"Downloaded by {ME} on Saturday, January 23, 2016 at 9:22pm UTC"
_MADE = datetime(2016, 1, 23, 21, 22, 59, tzinfo=UTC)


def _read(
    tmp_path: Path,
    *rows: str,
    newest: str = "",
    foot: str | None = None,
    at: datetime | None = None,
) -> Inspection:
    members: dict[str, str | bytes] = {
        "html/friends.htm": page(section("Friends", rows), "Friends", foot=foot)
    }
    if newest:
        talk = thread(["Ann Roe", ME], [said("Ann Roe", newest, "Hi")])
        members["html/messages.htm"] = page(talk, foot=foot)
    return read([write(tmp_path, members, at=at)])


def _log(inspection: Inspection) -> list[tuple[str, str | None, str]]:
    """Return person and both ends of every friendship."""
    times = [pl.col(name).dt.strftime("%Y-%m-%d %H:%M:%S") for name in ("at", "at_latest")]
    events = inspection.events.filter(pl.col("activity") == "connected").sort("person_id")
    return events.select(pl.col("person_id").str.strip_prefix("facebook:name/"), *times).rows()


def test_the_foot_dates_the_download_and_its_days(tmp_path: Path) -> None:
    """A file time of years later is that of a copy; the day's own year is that of the foot."""
    inspection = _read(
        tmp_path,
        "Ann Roe (January 15)",
        "Bo Li (January 3, 2014)",
        foot=_FOOT,
        at=datetime(2021, 5, 5, tzinfo=UTC),
    )
    (export,) = inspection.exports
    assert export.exported_at == _MADE
    assert "the date is the one at the foot of its pages" in export.reasons
    assert _log(inspection) == [
        ("ann roe", "2016-01-14 10:00:00", "2016-01-16 11:59:59"),
        ("bo li", "2014-01-02 10:00:00", "2014-01-04 11:59:59"),
    ]
    assert inspection.problems == ()


def test_nothing_lies_after_the_foot(tmp_path: Path) -> None:
    (ann,) = _log(_read(tmp_path, "Ann Roe (January 23)", foot=_FOOT))
    assert ann == ("ann roe", "2016-01-22 10:00:00", "2016-01-23 21:22:59")


def test_a_day_after_the_foot_is_none(tmp_path: Path) -> None:
    inspection = _read(tmp_path, "Ann Roe (January 25)", "Bo Li (2 May 2016)", foot=_FOOT)
    assert [row[1] for row in _log(inspection)] == [None, None]
    assert [(p.row, p.kind) for p in inspection.problems] == [(1, "bad date"), (2, "bad date")]


@pytest.mark.parametrize("newest", ["", "Sunday, March 12, 2017 at 10:05pm PDT"])
def test_without_any_date_the_download_is_not_of_before_its_newest_day(
    tmp_path: Path, newest: str
) -> None:
    """The zone is not known: the day ends when it ends on the last of the world's clocks."""
    inspection = _read(tmp_path, "Ann Roe (March 15)", "Bo Li (15 March 2016)", newest=newest)
    (export,) = inspection.exports
    # It may be of 2017 or of 2018; of 2017 it is of 15 March at the earliest.
    assert export.exported_at == datetime(2017, 3, 16, 11, 59, 59, tzinfo=UTC)
    assert _log(inspection) == [
        ("ann roe", "2017-03-14 10:00:00", "2017-03-16 11:59:59"),
        ("bo li", "2016-03-14 10:00:00", "2016-03-16 11:59:59"),
    ]


def test_a_day_with_its_year_is_not_cut_short_either(tmp_path: Path) -> None:
    inspection = _read(tmp_path, "Bo Li (15 March 2016)")
    assert inspection.exports[0].exported_at == datetime(2016, 3, 16, 11, 59, 59, tzinfo=UTC)
    assert _log(inspection) == [("bo li", "2016-03-14 10:00:00", "2016-03-16 11:59:59")]


@pytest.mark.parametrize(
    ("foot", "offset"),
    [
        (_FOOT, 0),
        ("Descargado por Olive Owner el sábado, 23 de enero de 2016 a las 21:22 UTC+01", 60),
        ("Téléchargé par Olive Owner, samedi 23 janvier 2016, 21:22 UTC+01", 60),
        (f"Downloaded by {ME} on Saturday, January 23, 2016 at 9:22pm XYZ", None),
    ],
)
def test_whatever_the_language_a_foot_ends_in_its_date(foot: str, offset: int | None) -> None:
    made = read_foot_page(parsed(page("", foot=foot).encode()))
    assert made is not None
    assert (made.at, made.offset) == (datetime(2016, 1, 23, 21, 22), offset)  # noqa: DTZ001


def test_a_name_with_months_and_numbers_in_it_is_no_date() -> None:
    name = "April May 3"
    foot = f"Downloaded by {name} on Saturday, January 23, 2016 at 9:22pm UTC"
    made = read_foot_page(parsed(page("", owner=name, foot=foot).encode()))
    assert made is not None
    assert made.at == datetime(2016, 1, 23, 21, 22)  # noqa: DTZ001


@pytest.mark.parametrize("foot", [None, "", "Downloaded by Olive Owner", "x" * 5000])
def test_a_foot_without_a_date_tells_nothing(foot: str | None) -> None:
    assert read_foot_page(parsed(page("", foot=foot).encode())) is None
