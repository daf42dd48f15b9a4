"""How LinkedIn writes times and addresses in 2026, file by file, and its two kinds of CSV."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

_LOS_ANGELES: Final = ZoneInfo("America/Los_Angeles")
# strftime would follow the locale of the machine.
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, quoted: bool = False) -> str:
    """Return a CSV with LF line ends, every field quoted or only those that must be."""
    file = io.StringIO()
    writer = csv.writer(
        file, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\n"
    )
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def connected_on(at: datetime) -> str:
    """Return the UTC day of Connections.csv: `23 Aug 2015`."""
    return f"{at.day:02d} {_MONTHS[at.month - 1]} {at.year}"


def sent_at(at: datetime) -> str:
    """Return the unlabelled clock of Los Angeles of Invitations.csv: `3/4/17, 9:03 AM`."""
    there = at.astimezone(_LOS_ANGELES)
    half = "AM" if there.hour < 12 else "PM"
    day = f"{there.month}/{there.day}/{there.year % 100:02d}"
    return f"{day}, {there.hour % 12 or 12}:{there.minute:02d} {half}"


def message_date(at: datetime) -> str:
    """Return `2021-02-03 14:26:11 UTC`."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def endorsed_at(at: datetime) -> str:
    """Return `2016/05/04 12:31:50 UTC`."""
    return f"{at:%Y/%m/%d %H:%M:%S} UTC"


def encoded_url(slug: str) -> str:
    """Return the address as Connections.csv has it: what is not ASCII percent-encoded."""
    return f"https://www.linkedin.com/in/{quote(slug)}"


def bare_url(slug: str) -> str:
    """Return the address as the endorsements have it: without a scheme."""
    return f"www.linkedin.com/in/{slug}"


def conversation_id(slug: str) -> str:
    """Return 58 characters made of a number that looks drawn."""
    digits = hashlib.sha256(f"conversation with {slug}".encode()).hexdigest()
    parts = (digits[:8], digits[8:12], f"4{digits[13:16]}", f"9{digits[17:20]}", digits[20:32])
    return "2-" + base64.b64encode(f"{'-'.join(parts)}_100".encode()).decode()
