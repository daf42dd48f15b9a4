"""Reads the sample downloads with nothing but the standard library."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from reciprocity.sample import LINKEDIN_NAMES, build_samples

EARLY, LATE = LINKEDIN_NAMES
OLD_EARLY, OLD_LATE = (f"old_format/{name}" for name in LINKEDIN_NAMES)
ALL = (EARLY, LATE, OLD_EARLY, OLD_LATE)
OWNER = "Johanna Teasdale"


@cache
def samples() -> dict[str, bytes]:
    return build_samples()


@cache
def members(sample: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(samples()[sample])) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def table(sample: str, member: str) -> list[dict[str, str]]:
    text = members(sample)[member]
    start = text.find("First Name") if member == "Connections.csv" else 0
    return list(csv.DictReader(io.StringIO(text[start:], newline=""), strict=True))


def messages(sample: str, with_name: str = "") -> list[dict[str, str]]:
    """Return the rows of messages.csv, oldest first; of all, or of one person."""
    rows = reversed(table(sample, "messages.csv"))
    return [row for row in rows if not with_name or with_name in {row["FROM"], row["TO"]}]


def connected(sample: str) -> dict[str, str]:
    """Return full name -> Connected On, blank rows left out."""
    rows = table(sample, "Connections.csv")
    return {full_name(row): row["Connected On"] for row in rows if row["First Name"]}


def full_name(row: dict[str, str]) -> str:
    return f"{row['First Name']} {row['Last Name']}"


def utc(date: str) -> datetime:
    return datetime.strptime(date, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)


def sent_at(date: str) -> datetime:
    there = datetime.strptime(date, "%m/%d/%y, %I:%M %p")  # noqa: DTZ007
    return there.replace(tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(UTC)


def day(connected_on: str) -> datetime:
    return datetime.strptime(connected_on, "%d %b %Y").replace(tzinfo=UTC)
