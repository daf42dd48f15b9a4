"""Reads simulated downloads with nothing but the standard library."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Row = dict[str, str]


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows_of(path: Path, member: str) -> list[Row]:
    """Return the rows of a table; none when the download lacks it."""
    text = members(path).get(member, "")
    if text.startswith("Notes:"):
        text = text.split("\n\n", 1)[1]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def truth_of(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def slug(url: str) -> str:
    return unquote(url).rpartition("/in/")[2]


def connected(path: Path) -> dict[str, str]:
    """Return slug -> day of those who are connected."""
    rows = rows_of(path, "Connections.csv")
    return {slug(row["URL"]): row["Connected On"] for row in rows if row["URL"]}


def talks(paths: Sequence[Path], owner: str) -> dict[str, list[tuple[datetime, bool, str]]]:
    """Return slug -> moment, whether the owner wrote it, and text, the oldest first."""
    found: dict[str, set[tuple[datetime, bool, str]]] = defaultdict(set)
    for path in paths:
        for row in rows_of(path, "messages.csv"):
            sender, other = slug(row["SENDER PROFILE URL"]), slug(row["RECIPIENT PROFILE URLS"])
            by_owner = sender == owner
            at = datetime.strptime(row["DATE"], "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
            found[other if by_owner else sender].add((at, by_owner, row["CONTENT"]))
    return {one: sorted(said) for one, said in found.items()}
