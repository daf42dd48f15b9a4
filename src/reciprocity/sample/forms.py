"""How LinkedIn writes times and addresses, file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.model import Person

_LOS_ANGELES: Final = ZoneInfo("America/Los_Angeles")
# strftime would follow the locale of the machine
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"


def connected_on(at: datetime) -> str:
    """Return the UTC day as Connections.csv has it since 2020: `23 Aug 2015`."""
    return f"{at.day:02d} {_MONTHS[3 * at.month - 3 : 3 * at.month]} {at.year}"


def message_date(at: datetime) -> str:
    """Return `2021-02-03 14:26:11 UTC`."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def endorsement_date(at: datetime) -> str:
    """Return `2016/05/04 12:31:50 UTC`."""
    return f"{at:%Y/%m/%d %H:%M:%S} UTC"


def wall_clock(at: datetime) -> str:
    """Return the unlabelled wall clock of Los Angeles: `3/4/17, 9:03 AM`."""
    there = at.astimezone(_LOS_ANGELES)
    hour, half = _twelve(there)
    return f"{there.month}/{there.day}/{there.year % 100:02d}, {hour}:{there.minute:02d} {half}"


def padded_utc(at: datetime) -> str:
    """Return the zero-padded UTC clock of recommendations since 2023: `03/04/17, 09:03 AM`."""
    hour, half = _twelve(at)
    return f"{at:%m/%d}/{at.year % 100:02d}, {hour:02d}:{at.minute:02d} {half}"


def encoded_url(person: Person) -> str:
    """Return the address as Connections.csv has it: what is not ASCII percent-encoded."""
    return f"https://www.linkedin.com/in/{quote(person.slug)}"


def bare_url(person: Person) -> str:
    """Return the address as the endorsement files have it: no scheme, raw Unicode."""
    return f"www.linkedin.com/in/{person.slug}"


def flat(text: str) -> str:
    """Return the text with one blank for each line break, as all files but the newest have it."""
    return text.replace("\n", " ")


def _twelve(at: datetime) -> tuple[int, str]:
    return at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
