"""Dates and lengths of time in words a person reads, in the zone the reader asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from reciprocity.errors import UsageError
from reciprocity.report.language import _

if TYPE_CHECKING:
    from reciprocity.report.words import Data

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS_A_MONTH: Final = 365.2425 / 12
_NEARLY: Final = 0.1  # of a month: 90 days are called 3 months, 180 days 6, and 365 a year
TWO_MONTHS: Final = 60  # days
_INSTANT: Final = pd.Timedelta(microseconds=1)


def timestamp(value: object) -> pd.Timestamp | None:
    """Return a moment in UTC from a Timestamp, a datetime or ISO text; None for nothing."""
    if not isinstance(value, (str, datetime)) or not value or pd.isna(value):
        return None
    moment = pd.Timestamp(value)
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def find_zone(name: str) -> ZoneInfo:
    """Return the time zone of that name; UsageError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            "The time zone is not known; use a name such as Europe/Berlin or UTC."
        ) from error


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Shows moments in one zone; coarse: to the month only, for a report that is passed on."""

    zone: ZoneInfo
    coarse: bool = False

    def date(self, moment: pd.Timestamp) -> str:
        """Return `23 August 2015`, or `August 2015` when coarse."""
        return self._date(moment.tz_convert(self.zone))

    def _date(self, local: pd.Timestamp) -> str:
        month = f"{_MONTHS[local.month - 1]} {local.year}"
        return month if self.coarse else f"{local.day} {month}"

    def iso(self, moment: pd.Timestamp) -> str:
        """Return the moment for machines: UTC to the second, or the month when coarse."""
        if self.coarse:
            return moment.tz_convert(self.zone).strftime("%Y-%m")
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def floor(self, moment: pd.Timestamp) -> pd.Timestamp:
        """Return the moment a drawing may show: the start of the month that is told when coarse."""
        if not self.coarse:
            return moment
        local = moment.tz_convert(self.zone)
        return pd.Timestamp(year=local.year, month=local.month, day=1, tz="UTC")

    def span(self, at: object, at_latest: object) -> Data:
        """Return {"text", "time", "iso"} for a moment, a day, an interval or an open interval."""
        first, last = timestamp(at), timestamp(at_latest)
        if first is None or last is None:
            return self._bounded(last if first is None else first)
        if first == last:
            return self._moment(first)
        return self._interval(first, last)

    def _bounded(self, last: pd.Timestamp | None) -> Data:
        if last is None:
            return {"text": "date unknown", "time": "", "iso": ""}
        return {"text": f"no later than {self.date(last)}", "time": "", "iso": ""}

    def _moment(self, moment: pd.Timestamp) -> Data:
        time = "" if self.coarse else moment.tz_convert(self.zone).strftime("%H:%M")
        return {"text": self.date(moment), "time": time, "iso": self.iso(moment)}

    def _interval(self, first: pd.Timestamp, last: pd.Timestamp) -> Data:
        end = last - _INSTANT
        if end.date() == first.date():
            # LinkedIn's days are UTC days (formats: Connected On), and stay so in any zone.
            utc = "" if self.coarse or self.zone.key == "UTC" else " (UTC day)"
            iso = first.strftime("%Y-%m" if self.coarse else "%Y-%m-%d")
            return {"text": self._date(first) + utc, "time": "", "iso": iso}
        start, stop = self.date(first), self.date(last)
        text = start if start == stop else f"between {start} and {stop}"
        return {"text": text, "time": "", "iso": ""}


def months(days: float, *, coarse: bool = False) -> str:
    """Return a length as `5 years 5 months`; below two months as days, or as just that (coarse)."""
    whole = round(days)
    total = int(days / _DAYS_A_MONTH + _NEARLY)
    if total < 2 or whole < TWO_MONTHS:
        if coarse:
            return _("less than two months")
        return "1 day" if whole == 1 else f"{whole} days"
    years, rest = divmod(total, 12)
    parts = [(years, "year"), (rest, "month")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


def length(days: float, *, coarse: bool = False) -> str:
    """Return a length for people: `5 years 5 months (1,990 days)`; coarse leaves out the days."""
    text = months(days, coarse=coarse)
    return text if coarse or text.endswith(("day", "days")) else f"{text} ({round(days):,} days)"
