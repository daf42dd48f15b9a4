"""The moment of an export and of the files in it, as far as names, file times and events tell.

No download says when it was made. The day in its name comes first, then its file times, unless
they are those of a copy, then its newest event. File times carry no zone and are taken as UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.part import row_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters
    from reciprocity.problems import Problem

_NEWEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

# The zone of the file times in an archive is not known; if it were Los Angeles, where both
# platforms have their clocks, the true moment would be up to eight hours later.
_CLOCK_DOUBT: Final = timedelta(hours=8)

_COPIED: Final = "its file times look like those of a copy, so the newest event gives the date"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What names and file times tell of the moment of an export.

    named_date: the day in a file name. exported_at: the moment (UTC), None when only the events
    can tell it. why: the reason in words.
    """

    named_date: date | None
    exported_at: datetime | None
    why: str

    def reason(self, moment: datetime) -> str:
        """Return why the moment that was chosen in the end is the one."""
        copied = self.named_date is None and self.exported_at and moment < self.exported_at
        return _COPIED if copied else self.why


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What an archive looks like from its names alone, and what they tell of its moment.

    kind: of its platform's downloads. confidence: from 0 to 1.
    """

    kind: str
    confidence: float
    reasons: tuple[str, ...]
    told: Told


@dataclass(frozen=True, kw_only=True)
class Believed:
    """What is dated as it can be, the problems of the rest, and the moment of the export (UTC)."""

    events: pl.DataFrame
    apart: pl.DataFrame
    problems: tuple[Problem, ...]
    moment: datetime


def told_by_names(archive: Archive, named: date | None) -> Told:
    """Return the day in the name with the file times of that day, else the newest file time."""
    times = [m.modified.replace(tzinfo=UTC) for m in archive.members if m.modified]
    if named:
        same_day = [time for time in times if time.date() == named]
        end = datetime(named.year, named.month, named.day, 23, 59, 59, tzinfo=UTC)
        at, why = max(same_day, default=end), "the date is the one in its name"
        return Told(named_date=named, exported_at=at, why=why)
    if times:
        why = "the date is that of its newest file"
        return Told(named_date=None, exported_at=max(times), why=why)
    return Told(named_date=None, exported_at=None, why="the date is that of its newest event")


def believe(
    events: pl.DataFrame,
    apart: pl.DataFrame,
    told: Told,
    parameters: CoverageParameters,
    *,
    oldest: datetime,
    hint: str,
    made_after: Sequence[datetime] = (),
) -> Believed:
    """Leave out what is dated before `oldest` or after the export, and settle the moment.

    events, apart: RAW_COLUMNS and more. hint: the sentence for the rows that are left out.
    made_after: moments before which nothing of this can be, where the events tell no end.
    """
    newest_allowed = told.exported_at + _slack(parameters) if told.exported_at else _NEWEST
    possible = pl.col("at").is_null() | pl.col("at").is_between(oldest, newest_allowed)
    sound = events.select(possible).to_series()
    problems: tuple[Problem, ...] = ()
    if not sound.all():
        problems = row_problems(events.filter(~sound), "impossible date", hint)
        events = events.filter(sound)
    apart = apart.filter(possible)
    moment = _moment(events, told, parameters, max(made_after, default=oldest))
    return Believed(events=events, apart=apart, problems=problems, moment=moment)


def _moment(
    events: pl.DataFrame, told: Told, parameters: CoverageParameters, least: datetime
) -> datetime:
    exported_at, newest = told.exported_at, events["at"].max()
    # File times so long after the last event are those of a copy, not of the export.
    patience = timedelta(days=parameters.copied_after_days)
    if (
        exported_at
        and told.named_date is None
        and isinstance(newest, datetime)
        and exported_at - newest > patience
    ):
        exported_at = None
    if exported_at is None:
        # Of what is known to the day, or in no zone, nothing but the end is surely over.
        dated = events.select("at", "at_latest").filter(pl.col("at").is_not_null())
        newest = dated.select(pl.coalesce("at_latest", "at").max()).item()
        return max([m for m in (newest, least) if isinstance(m, datetime)])
    return max([m for m in (exported_at, newest) if isinstance(m, datetime)])


def written_between(
    times: Iterable[datetime | None],
    told: Told,
    moment: datetime,
    parameters: CoverageParameters,
) -> tuple[datetime, datetime]:
    """Return the bounds of the time (UTC) at which files with these file times were written."""
    believed = _believed(times, moment, parameters)
    if believed:
        return min(believed), max(believed) + _CLOCK_DOUBT
    if told.named_date:
        day = told.named_date
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return start, max(moment, start + timedelta(days=1) - timedelta(seconds=1))
    return moment, moment


def written_by(
    times: Iterable[datetime | None], moment: datetime, parameters: CoverageParameters
) -> datetime:
    """Return when the newest of some files was written (UTC), the export's moment if unknown."""
    return max(_believed(times, moment, parameters), default=moment)


def _believed(
    times: Iterable[datetime | None], moment: datetime, parameters: CoverageParameters
) -> Sequence[datetime]:
    return [t for t in times if t and abs(t - moment) <= _slack(parameters)]


def _slack(parameters: CoverageParameters) -> timedelta:
    return timedelta(days=parameters.member_time_slack_days)
