"""The lists of friends.htm as the JSON of the same would hold them, and what they give.

Facts: facebook.md section 2, end. A row is a name and, since 2016, a day in brackets, of the
download's own year without the year. The zone of the days is not told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import COLUMNS, TIME
from reciprocity.problems import Problem
from reciprocity.sources.facebook.htm.dates import Day, day_of, whole_day, words
from reciprocity.sources.facebook.html.clock import in_utc
from reciprocity.sources.facebook.html.pages import mojibake
from reciprocity.sources.facebook.lines import folded
from reciprocity.sources.facebook.source import Source, person_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reciprocity.sources.base import Owner
    from reciprocity.sources.facebook.htm.pages import FriendsPage
    from reciprocity.sources.facebook.html.dates import Written
    from reciprocity.sources.facebook.members import Rule
    from reciprocity.sources.part import Part

NO_LIST: Final = "-"
# The last downloads of this form are of April 2018.
_LAST_DAY: Final = date(2018, 4, 30)
_BRACKETS: Final = re.compile(r"(.*\S)\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]\s*\Z", re.DOTALL)
# A name holds no number; what stands in brackets and holds one is a date.
_NUMBERED: Final = re.compile(r"(?<!\w)[0-9]{1,4}(?![^\W.])")
# Stands for the time of a row that has none, where the reader of JSON asks for one.
_SOME_TIME: Final = 1_400_000_000

# No zone is farther ahead of UTC: so much earlier a day may begin (clock.Clock).
_FROM_THE_EAST: Final = timedelta(hours=14)
_FIRST_DAY: Final = date(2004, 2, 4)  # Facebook opens

BAD_DATE: Final = "bad date"
_BAD_HINT: Final = "Its date cannot be read; it is kept without one."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its place among the rows of the page (1-based), name and day as written.

    written: it has a date, read or not.
    """

    place: int
    name: str
    day: Day | None = None
    written: bool = False


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """When a row was: both ends None where that is unknown, the latest alone where only it is.

    by: the earliest moment at which its day is over everywhere, so that it can be in a download.
    """

    at: datetime | None = None
    at_latest: datetime | None = None
    by: datetime | None = None


def sections_of(page: FriendsPage) -> dict[str, list[Row]]:
    """Return the rows by the key of the JSON; under NO_LIST those of unknown headings."""
    found: dict[str, list[Row]] = {}
    place = 0
    for heading, texts in page.sections:
        rows = [_row(text, place + n) for n, text in enumerate(texts, start=1)]
        place += len(rows)
        key = _keys().get(folded(heading))
        if key is None:
            found.setdefault(NO_LIST, []).extend(rows)
        elif key != NO_LIST:
            found.setdefault(key, []).extend(rows)
    return found


@cache
def _keys() -> dict[str, str]:
    return {folded(text): key for key, texts in words()["sections"].items() for text in texts}


def _row(text: str, place: int) -> Row:
    bracketed = _BRACKETS.fullmatch(text)
    if not bracketed or not _NUMBERED.search(bracketed[2]):
        return Row(place=place, name=text)
    return Row(place=place, name=bracketed[1], day=day_of(bracketed[2]), written=True)


def years_of(
    rows: Iterable[Row],
    newest_message: datetime | None,
    file_time: datetime | None,
    made: Written | None = None,
) -> tuple[range, date]:
    """Return the years that the download may be of, and the last day that it may be of.

    made: what its foot says; then that is all. Else it is no older than its newest message. A day
    of its own year stands without the year, so it is of a later year than every day that has one.
    It is no younger than its files, as far as these are not younger than the form itself.
    """
    if made is not None:
        return range(made.at.year, made.at.year + 1), made.at.date()
    told = [row.day.year + 1 for row in rows if row.day and row.day.year is not None]
    if newest_message is not None:
        told.append(newest_message.year)
    last = _LAST_DAY
    if file_time is not None:
        last = min(last, (file_time + timedelta(days=1)).date())
    return range(max(told, default=last.year), last.year + 1), last


def bounds_of(row: Row, years: range, last: date) -> Bounds | None:
    """Return when a row was; None where it has a date that cannot be right."""
    if not row.written:
        return Bounds()
    if row.day is None:
        return None
    possible = [row.day.year] if row.day.year is not None else list(years)
    days = [day for year in possible if (day := row.day.within(year)) and _FIRST_DAY <= day <= last]
    if not days:
        return None
    moment = whole_day(days[0])
    by = in_utc(moment.ms + moment.within)
    return Bounds(at=in_utc(moment.ms), at_latest=by if len(days) == 1 else None, by=by)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page lies and whose it is."""

    archive: str
    member: str
    owner: Owner


def read_section(
    rule: Rule, key: str, rows: Sequence[Row], bounds: Sequence[Bounds | None], place: Place
) -> Part:
    """Return what a list gives: read by the reader of JSON, with the times of the page.

    bounds: of each row, None where its date cannot be right. Raises ValueError for a list that
    nothing reads.
    """
    if rule.read is None:
        raise ValueError(rule.kind)
    records = [{"name": mojibake(row.name), "timestamp": _SOME_TIME} for row in rows]
    source = Source(
        value={key: records}, archive=place.archive, member=place.member, owner=place.owner
    )
    part = rule.read(source)
    told = _told(rows, bounds)
    problems = [
        Problem(
            archive=place.archive, member=place.member, row=row.place, kind=BAD_DATE, hint=_BAD_HINT
        )
        for row, each in zip(rows, bounds, strict=True)
        if each is None
    ]
    return replace(
        part,
        events=_as_told(part.events, told),
        apart=_as_told(part.apart, told),
        problems=(*part.problems, *problems),
        blank_days=tuple(sorted(_blank_days(rows, bounds))) if part.blank_days else (),
    )


def _told(rows: Sequence[Row], bounds: Sequence[Bounds | None]) -> pl.DataFrame:
    """Return row (1-based in the list), place, least and most (TIME) of each row."""
    known = [each or Bounds() for each in bounds]
    return pl.DataFrame(
        {
            "row": pl.Series(range(1, len(rows) + 1), dtype=pl.Int64),
            "place": pl.Series([row.place for row in rows], dtype=pl.Int64),
            "least": pl.Series([each.at for each in known], dtype=TIME),
            "most": pl.Series([each.at_latest for each in known], dtype=TIME),
        }
    )


def _as_told(events: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Return the events of a list with the times and places of the page.

    What the reader dated has the bounds of its row; what it has as an interval from that time on
    begins with the first of them; what it left undated stays so.
    """
    joined = events.join(told, on="row", how="left", maintain_order="left")
    dated = pl.col("precision") == "second"
    return joined.with_columns(
        at=pl.when(pl.col("at").is_not_null()).then("least"),
        at_latest=pl.when(dated).then("most").otherwise("at_latest"),
        precision=pl.lit("interval", COLUMNS["precision"]),
        row=pl.col("place"),
    ).select(events.columns)


def _blank_days(rows: Sequence[Row], bounds: Sequence[Bounds | None]) -> Iterator[date]:
    """Yield the days of the rows that name nobody any more."""
    for row, each in zip(rows, bounds, strict=True):
        if each and each.at and person_of(mojibake(row.name)) is None:
            yield (each.at + _FROM_THE_EAST).date()
