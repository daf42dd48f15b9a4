"""friends.htm: lists with days, days without a year, and no days at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.inspection import read
from reciprocity.sources.facebook.htm.dates import Day
from reciprocity.sources.facebook.htm.lists import Bounds, Row, bounds_of, sections_of, years_of
from reciprocity.sources.facebook.htm.pages import parsed, read_friends_page
from tests.facebook.htm.story import LISTS, friends_page
from tests.facebook.htm.writing import HEADINGS, page, said, section, thread, write

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection


def _friends(*rows: str) -> str:
    return page(section("Friends", rows), "Friends")


def _read(tmp_path: Path, *rows: str, at: datetime | None = None, newest: str = "") -> Inspection:
    members: dict[str, str | bytes] = {"html/friends.htm": _friends(*rows)}
    if newest:
        talk = thread(["Ann Roe", "Olive Owner"], [said("Ann Roe", newest, "Hi")])
        members["html/messages.htm"] = page(talk)
    return read([write(tmp_path, members, at=at)])


def _known(inspection: Inspection) -> list[tuple[str, str | None, str, str]]:
    """Return person, both ends and precision of each friendship."""
    rows = inspection.events.filter(pl.col("activity") == "connected").sort("person_id")
    times = [pl.col(name).dt.strftime("%Y-%m-%d %H:%M:%S") for name in ("at", "at_latest")]
    name = pl.col("person_id").str.strip_prefix("facebook:name/")
    return rows.select(name, *times, pl.col("precision").cast(pl.String)).rows()


MAY_2017 = datetime(2017, 5, 2, 12, tzinfo=UTC)


def test_a_day_is_known_in_no_zone(tmp_path: Path) -> None:
    told = _known(_read(tmp_path, "Ann Roe (26 de diciembre de 2011)", at=MAY_2017))
    assert told == [("ann roe", "2011-12-25 10:00:00", "2011-12-27 11:59:59", "interval")]


def test_a_day_without_a_year_is_of_the_year_of_the_file(tmp_path: Path) -> None:
    told = _known(_read(tmp_path, "Ann Roe (15 de marzo)", "Bo Li (3 May 2016)", at=MAY_2017))
    assert told[0] == ("ann roe", "2017-03-14 10:00:00", "2017-03-16 11:59:59", "interval")


def test_the_newest_message_tells_the_year_where_files_have_no_time(tmp_path: Path) -> None:
    newest = "Friday, May 4, 2018 at 10:05pm PDT"
    (bo,) = _known(_read(tmp_path, "Bo Li (March 15)", newest=newest.replace("May", "April")))
    assert bo == ("bo li", "2018-03-14 10:00:00", "2018-03-16 11:59:59", "interval")


def test_a_year_that_could_be_two_is_not_guessed(tmp_path: Path) -> None:
    newest = "Sunday, November 5, 2017 at 10:05pm PDT"
    inspection = _read(tmp_path, "Bo Li (March 15)", newest=newest)
    (bo,) = _known(inspection)
    # The download may be of 2017 or of 2018: then it was made in March 2018 at the earliest.
    assert bo == ("bo li", "2017-03-14 10:00:00", "2017-11-06 05:05:00", "interval")
    assert inspection.problems == ()


def test_no_dates_at_all(tmp_path: Path) -> None:
    members = {"html/friends.htm": friends_page(dated=False)}
    inspection = read([write(tmp_path, members, at=MAY_2017)])
    events = inspection.events
    assert events["at"].is_null().all()
    assert set(events["precision"].cast(pl.String)) == {"interval"}
    assert set(events["at_latest"]) == {MAY_2017}
    assert inspection.problems == ()
    observed = events.filter(pl.col("certainty") == "observed")["activity"].cast(pl.String)
    counts = dict(observed.value_counts().iter_rows())
    assert counts["connected"] == len(LISTS["friends"])
    assert counts["request_sent"] == len(LISTS["sent_requests"])
    assert counts["request_received"] == len(LISTS["received_requests"]) + 1
    assert counts["follow"] == 2


def test_names_keep_their_own_brackets(tmp_path: Path) -> None:
    rows = ("Kim Vo (Kimmy) (May 5, 2014)", "Lee (Lea) Poe", "Una (Uni)", "Max (maiden: Moe)")
    told = [name for name, *_ in _known(_read(tmp_path, *rows, at=MAY_2017))]
    assert told == ["kim vo (kimmy)", "lee (lea) poe", "max (maiden: moe)", "una (uni)"]


@pytest.mark.parametrize(
    "written",
    ["31 February 2014", "May 5, 2003", "June 1, 2017", "12/05/2014", "5 Brumaire 2014", "2014"],
)
def test_a_date_that_cannot_be_read_leaves_the_friend(tmp_path: Path, written: str) -> None:
    inspection = _read(tmp_path, "Bo Li", f"Ann Roe ({written})", at=MAY_2017)
    assert [row[:2] for row in _known(inspection)] == [("ann roe", None), ("bo li", None)]
    assert [(p.member, p.row, p.kind) for p in inspection.problems] == [
        ("html/friends.htm", 2, "bad date")
    ]


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_headings(language: str) -> None:
    listed = "".join(section(h, [key]) for key, h in HEADINGS[language].items())
    found = sections_of(read_friends_page(parsed(page(listed).encode())))
    assert {key: [row.name for row in rows] for key, rows in found.items()} == {
        key: [key] for key in HEADINGS[language]
    }


def test_a_heading_that_is_not_known_is_told(tmp_path: Path) -> None:
    listed = section("Friends", ["Ann Roe"]) + section("Ystävät", ["Bo Li"])
    listed += section("Friend Peer Group", ["Established Adult Life"])
    inspection = read([write(tmp_path, {"html/friends.htm": page(listed)})])
    assert [row[0] for row in _known(inspection)] == ["ann roe"]
    assert [p.kind for p in inspection.problems] == ["unknown form"]


def test_friends_who_have_lost_their_names(tmp_path: Path) -> None:
    rows = ("Facebook User (May 5, 2014)", "\u206f (May 5, 2014)", "Facebook User", "Ann Roe")
    inspection = _read(tmp_path, *rows, at=MAY_2017)
    assert [row[0] for row in _known(inspection)] == ["ann roe"]
    assert inspection.exports[0].blank_connections == 2


MARCH = Row(place=1, name="Ann", day=Day(year=None, month=3, day=15), written=True)
OLD = Row(place=2, name="Bo", day=Day(year=2016, month=3, day=15), written=True)


@pytest.mark.parametrize(
    ("rows", "newest", "file", "years"),
    [
        ([], (2016, 3), (2016, 5), [2016]),
        ([], (2015, 12), (2016, 1), [2015, 2016]),
        ([OLD], (2016, 3), (2017, 1), [2017]),
        ([OLD], None, (2026, 1), [2017, 2018]),
        ([], (2017, 3), None, [2017, 2018]),
        ([OLD], (2016, 3), (2016, 5), []),
        ([], None, None, [2018]),
    ],
)
def test_years_that_a_download_may_be_of(
    rows: list[Row],
    newest: tuple[int, int] | None,
    file: tuple[int, int] | None,
    years: list[int],
) -> None:
    said, written = (datetime(*t, 10, tzinfo=UTC) if t else None for t in (newest, file))
    assert list(years_of(rows, said, written)[0]) == years


def test_a_day_that_no_year_has() -> None:
    leap = Row(place=1, name="Ann", day=Day(year=None, month=2, day=29), written=True)
    _, last = years_of([], None, None)
    assert bounds_of(leap, range(2017, 2019), last) is None
    assert bounds_of(Row(place=1, name="Ann"), range(2017, 2019), last) == Bounds()
