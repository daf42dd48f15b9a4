"""From the wall clock of a page to UTC. Facts: facebook.md sections 6.3 and 7.

Pages show the account's own time, summer time included, and no zone. The download may name the
zone; the foot of a page tells only the offset of the moment at which it was made. So

* with the zone named, and right for that moment, a time is known as exactly as it is written, but
  for the hour that is repeated in autumn;
* with the offset alone, a time is any that it can be in one of the zones that had this offset at
  that moment: in one season mostly known, in the other uncertain by an hour;
* with neither it is uncertain by all hours that zones differ.

Whatever is uncertain is an interval, from the earliest moment to the latest.
"""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.columns import MINUTE_MS, SECOND_MS

if TYPE_CHECKING:
    from reciprocity.sources.facebook.html.dates import Written

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clocks are counted from it
# Minutes east of UTC at the ends of the earth.
_WEST, _EAST = -12 * 60, 14 * 60


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment in UTC: ms since 1970 at the earliest, and how exact that is.

    within: SECOND_MS for a second, MINUTE_MS for a minute; more: the moment lies so many ms after
    `ms` at the latest.
    """

    ms: int
    within: int


@dataclass(frozen=True)
class Clock:
    """The clock of a page. zone: by its IANA name, None where it is not known.

    made: the wall clock's moment at which the page was made; offset: minutes east of UTC then;
    both None where the page does not tell.
    """

    zone: str | None = None
    made: datetime | None = None
    offset: int | None = None

    def read(self, written: Written) -> Moment:
        """Return the moment of what a page of this clock says."""
        wall = (written.at - _EPOCH) // timedelta(milliseconds=1)
        least, most = (
            (written.offset, written.offset)
            if written.offset is not None
            else self._offsets(written.at)
        )
        exact = SECOND_MS if written.to_second else MINUTE_MS
        doubt = (most - least) * MINUTE_MS
        if not written.timed:
            # Only the day is known.
            within = doubt + 24 * 60 * MINUTE_MS - SECOND_MS
        else:
            within = doubt + exact - SECOND_MS if doubt else exact
        return Moment(ms=wall - most * MINUTE_MS, within=within)

    @cached_property
    def is_named(self) -> bool:
        """Whether the zone is known by its name and agrees with the foot of the page."""
        if self.zone is None:
            return False
        if self.made is None or self.offset is None:
            return True
        return self.offset in _offsets_in(self.zone, self.made)

    def _offsets(self, wall: datetime) -> tuple[int, int]:
        if self.zone is not None and self.is_named:
            return _offsets_in(self.zone, wall)
        if self.made is None or self.offset is None:
            return _WEST, _EAST
        day = wall.replace(hour=0, minute=0, second=0)
        zones = self._zones
        return _offsets_anywhere(zones, self.offset, day) if zones else (_WEST, _EAST)

    @cached_property
    def _zones(self) -> tuple[str, ...]:
        """The zones that had the offset when the page was made."""
        if self.made is None or self.offset is None:
            return ()
        return tuple(z for z in _places() if self.offset in _offsets_in(z, self.made))


@cache
def _places() -> tuple[str, ...]:
    """Return the names of zones of places where people live all the year."""
    apart = ("Antarctica/", "Etc/", "SystemV/", "posix/", "right/")
    names = zoneinfo.available_timezones()
    return tuple(sorted(n for n in names if "/" in n and not n.startswith(apart)))


@cache
def _zone(name: str) -> zoneinfo.ZoneInfo:
    """Return a zone; the standard library keeps but eight of them."""
    return zoneinfo.ZoneInfo(name)


def _offsets_in(zone: str, wall: datetime) -> tuple[int, int]:
    """Return the least and the most minutes east of UTC that a wall clock may have had there."""
    info = _zone(zone)
    found = []
    for fold in (0, 1):
        offset = wall.replace(tzinfo=info, fold=fold).utcoffset()
        found.append((offset or timedelta()) // timedelta(minutes=1))
    return min(found), max(found)


def _offsets_anywhere(zones: tuple[str, ...], offset: int, day: datetime) -> tuple[int, int]:
    """Return the least and the most offset of one of the zones on a day."""
    try:
        ends = (_at_midnight(zones, day), _at_midnight(zones, day + timedelta(days=1)))
    except OverflowError:
        return offset, offset
    return min(least for least, _ in ends), max(most for _, most in ends)


@cache
def _at_midnight(zones: tuple[str, ...], day: datetime) -> tuple[int, int]:
    found = [_offsets_in(zone, day) for zone in zones]
    return min(least for least, _ in found), max(most for _, most in found)


def in_utc(ms: int) -> datetime:
    """Return the moment of ms since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
