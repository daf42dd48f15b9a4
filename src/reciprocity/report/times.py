"""Dates and lengths of time in words a person reads, in the zone the reader asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from reciprocity.errors import UsageError
from reciprocity.report.formats import day_words, month_words, whole
from reciprocity.report.language import _, ngettext, npgettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.report.words import Data

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
        if self.coarse:
            return month_words(local.year, local.month)
        return day_words(local.year, local.month, local.day)

    def form(self, day: str, month: str) -> str:
        """Return the text for a day, or that for a month when coarse: others decline them so."""
        return month if self.coarse else day

    def on(self, value: object) -> str:
        """Return `on 3 March 2021`, or `in March 2021`."""
        form = self.form(pgettext("day", "on {date}"), pgettext("month", "in {date}"))
        return self._told(value, form, _("on an unknown date"))

    def by(self, value: object) -> str:
        """Return `by 3 March 2021`: on that day or before it."""
        form = self.form(pgettext("day", "by {date}"), pgettext("month", "by {date}"))
        return self._told(value, form, _("by an unknown date"))

    def since(self, value: object) -> str:
        """Return `since 3 March 2021`."""
        form = self.form(pgettext("day", "since {date}"), pgettext("month", "since {date}"))
        return self._told(value, form, _("since an unknown date"))

    def until(self, value: object) -> str:
        """Return `until 3 March 2021`."""
        form = self.form(pgettext("day", "until {date}"), pgettext("month", "until {date}"))
        return self._told(value, form, _("until an unknown date"))

    def _told(self, value: object, form: str, unknown: str) -> str:
        moment = timestamp(value)
        if moment is None:
            return unknown
        return form.format(date=self.date(moment))

    def or_unknown(self, value: object) -> str:
        """Return a moment as a date alone, `an unknown date` for nothing."""
        moment = timestamp(value)
        return _("an unknown date") if moment is None else self.date(moment)

    def from_to(self, start: object, end: object) -> str:
        """Return `from 3 March 2021 to 4 May 2021`, which answers when."""
        form = self.form(
            pgettext("day", "from {start} to {end}"), pgettext("month", "from {start} to {end}")
        )
        return form.format(start=self.or_unknown(start), end=self.or_unknown(end))

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
            return {"text": _("date unknown"), "time": "", "iso": ""}
        form = self.form(
            pgettext("day", "no later than {date}"), pgettext("month", "no later than {date}")
        )
        return {"text": form.format(date=self.date(last)), "time": "", "iso": ""}

    def _moment(self, moment: pd.Timestamp) -> Data:
        time = "" if self.coarse else moment.tz_convert(self.zone).strftime("%H:%M")
        return {"text": self.date(moment), "time": time, "iso": self.iso(moment)}

    def _interval(self, first: pd.Timestamp, last: pd.Timestamp) -> Data:
        end = last - _INSTANT
        if end.date() == first.date():
            # LinkedIn's days are UTC days (formats: Connected On), and stay so in any zone.
            plain = self.coarse or self.zone.key == "UTC"
            form = "{date}" if plain else _("{date} (UTC day)")
            iso = first.strftime("%Y-%m" if self.coarse else "%Y-%m-%d")
            return {"text": form.format(date=self._date(first)), "time": "", "iso": iso}
        same = self.date(first) == self.date(last)
        text = self.date(first) if same else self.between(first, last)
        return {"text": text, "time": "", "iso": ""}

    def between(self, start: object, end: object) -> str:
        """Return `between 2 February 2021 and 20 February 2021`, `by ...` for the same date."""
        earliest, latest = self.or_unknown(start), self.or_unknown(end)
        if earliest == latest:
            return self.by(end)
        form = self.form(
            pgettext("day", "between {start} and {end}"),
            pgettext("month", "between {start} and {end}"),
        )
        return form.format(start=earliest, end=latest)


def months(days: float, *, coarse: bool = False) -> str:
    """Return a length as `5 years 5 months`; below two months as days, or as just that (coarse)."""
    if coarse and _split(days) is None:
        return _("less than two months")
    return _put(days, _years, _months, _days)


def of_months(days: float, *, coarse: bool = False) -> str:
    """Return the same as `months`, to follow `of` or `after`: some languages decline it."""
    if coarse and _split(days) is None:
        return pgettext("after of", "less than two months")
    return _put(days, _of_years, _of_months, _of_days)


def _put(days: float, *units: Callable[[int], str]) -> str:
    in_years, in_months, in_days = units
    parts = _split(days)
    if parts is None:
        return in_days(round(days))
    years, rest = parts
    return " ".join([in_years(years)] * bool(years) + [in_months(rest)] * bool(rest))


def _years(number: int) -> str:
    return ngettext("{number} year", "{number} years", number).format(number=number)


def _months(number: int) -> str:
    return ngettext("{number} month", "{number} months", number).format(number=number)


def _days(number: int) -> str:
    return ngettext("{number} day", "{number} days", number).format(number=whole(number))


def _of_years(number: int) -> str:
    form = npgettext("after of", "{number} year", "{number} years", number)
    return form.format(number=number)


def _of_months(number: int) -> str:
    form = npgettext("after of", "{number} month", "{number} months", number)
    return form.format(number=number)


def _of_days(number: int) -> str:
    form = npgettext("after of", "{number} day", "{number} days", number)
    return form.format(number=whole(number))


def _split(days: float) -> tuple[int, int] | None:
    """Return years and months; None below two months, which are told in days."""
    total = int(days / _DAYS_A_MONTH + _NEARLY)
    if total < 2 or round(days) < TWO_MONTHS:
        return None
    return divmod(total, 12)


def length(days: float, *, coarse: bool = False) -> str:
    """Return a length for people: `5 years 5 months (1,990 days)`; coarse leaves out the days."""
    return _with_days(months(days, coarse=coarse), days, coarse=coarse)


def of_length(days: float, *, coarse: bool = False) -> str:
    """Return the same as `length` to follow `of` or `after`: some languages decline it."""
    return _with_days(of_months(days, coarse=coarse), days, coarse=coarse)


def _with_days(text: str, days: float, *, coarse: bool) -> str:
    return text if coarse or _split(days) is None else f"{text} ({_days(round(days))})"
