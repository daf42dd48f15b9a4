"""When a download in HTML was made, by the foot of its pages. Facts: facebook.md section 7."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.columns import MINUTE_MS, SECOND_MS
from reciprocity.sources.facebook.html.clock import in_utc
from reciprocity.sources.facebook.html.reading import clock_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reciprocity.sources.facebook.html.clock import Moment
    from reciprocity.sources.facebook.html.footer import Foot
    from reciprocity.sources.moments import Told

_WHY: Final = "the date is the one at the foot of its pages"
_RANGES_SINCE: Final = 2022
# The foot tells the minute; whatever is in the download was there at its end.
_REST: Final = timedelta(milliseconds=MINUTE_MS - SECOND_MS)


def made_at(foot: Foot, zone: str | None) -> datetime | None:
    """Return the moment (UTC) at which a page was made, None where its foot leaves it open."""
    if foot.made is None or not foot.made.timed:
        return None
    moment = clock_of(foot, zone).read(foot.made)
    return in_utc(moment.ms) + _REST if moment.within <= MINUTE_MS else None


def asked_for(feet: Iterable[Foot], zone: str | None) -> tuple[datetime, datetime] | None:
    """Return the range (UTC) that pages say they were cut to, what is certain of it; None without.

    Pages of one download say the same; of several ranges only what all of them hold is certain.
    """
    ranges = [
        (clock_of(foot, zone).read(foot.since), clock_of(foot, zone).read(foot.until))
        for foot in feet
        if foot.since and foot.until
    ]
    if not ranges:
        return None
    start = max(in_utc(since.ms) + _doubt(since) for since, _ in ranges)
    end = min(in_utc(until.ms) for _, until in ranges)
    return (start, end) if start < end else None


def is_of_all_time(feet: Iterable[Foot]) -> bool:
    """Return whether pages were cut to no range: their feet, read to the end, tell of none.

    Only since 2022 do they tell of one (sections 6.2 and 7).
    """
    told = [
        foot.made is not None and foot.since is None and foot.made.at.year >= _RANGES_SINCE
        for foot in feet
    ]
    return bool(told) and all(told)


def _doubt(moment: Moment) -> timedelta:
    """Return how much later than its earliest moment this may be."""
    return timedelta(milliseconds=moment.within if moment.within > MINUTE_MS else 0)


def told_by_feet(told: Told, feet: Iterable[Foot], zone: str | None) -> Told:
    """Return what names and file times tell of the export, or rather what its pages do."""
    moments = [moment for foot in feet if (moment := made_at(foot, zone)) is not None]
    if not moments:
        return told
    moment = max(moments)
    return replace(told, named_date=moment.date(), exported_at=moment, why=_WHY)
