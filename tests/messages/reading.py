"""messages.csv written row by row, in any of the formats of the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.inspection import Inspection, read
from tests.exports import (
    M1,
    M2,
    M6,
    NAME,
    OWNER,
    PROFILE,
    connections,
    log_of,
    table,
    url,
    write_zip,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

M3: Final = f"{M2},IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
M4: Final = f"{M2},ATTACHMENTS"
M5: Final = f"{M4},IS MESSAGE DRAFT"
HEADERS: Final = {"M1": M1, "M2": M2, "M3": M3, "M4": M4, "M5": M5, "M6": M6}
# M4 and M6 name the same columns; only the last quotes every field and keeps line breaks.
NEWEST: Final = "M6"
MEMBER: Final = "LinkedIn Member"
ME: Final = ("Olive Owner", OWNER)
ANN: Final = ("Ann Roe", url("ann-roe"))
BO: Final = ("Bo Li", url("bo-li"))
NOBODY: Final = ("", "")
LISTED: Final = connections(
    ("Ann", "Roe", "ann-roe", "05 Jan 2024"), ("Bo", "Li", "bo-li", "03 Jan 2024")
)
# Bo has written, so that the owner's address is known in every archive.
_BO_ROWS: Final = (("c9", BO, ME, "2024-01-04 10:00:00", "Hello"),)
Party = tuple[str, str]


def row(
    conversation: str,
    sender: Party,
    to: Party,
    at: str,
    text: str,
    **others: str,
) -> dict[str, str]:
    """Return one row by the names of its columns; keywords are further columns."""
    named = {key.upper().replace("_", " "): value for key, value in others.items()}
    return {
        "CONVERSATION ID": conversation,
        "FROM": sender[0],
        "SENDER PROFILE URL": sender[1],
        "TO": to[0],
        "RECIPIENT PROFILE URLS": to[1],
        "DATE": f"{at} UTC",
        "CONTENT": text,
        "FOLDER": "INBOX",
        "IS MESSAGE DRAFT": "No",
        "IS CONVERSATION DRAFT": "No",
        **named,
    }


def written(rows: Sequence[dict[str, str]], header: str = M6, *, newest: bool = True) -> str:
    """Return messages.csv with this header; before M6 line breaks are flattened to blanks."""
    columns = header.split(",")
    lines = [[line.get(column, "") for column in columns] for line in rows]
    if not newest:
        lines = [[cell.replace("\n", " ") for cell in line] for line in lines]
    return table(header, lines, quote_all=newest)


def inspected(
    tmp_path: Path,
    *rows: dict[str, str],
    header: str = M6,
    newest: bool = True,
    more: Mapping[str, str] | None = None,
) -> Inspection:
    """Read an archive with these messages beside one that Bo Li wrote."""
    all_rows = [*rows, *(row(*fields) for fields in _BO_ROWS)]
    files = {
        "Profile": PROFILE,
        "Connections": LISTED,
        "messages": written(all_rows, header, newest=newest),
        **(more or {}),
    }
    path = tmp_path / NAME
    return read([write_zip(path, {f"{name}.csv": text for name, text in files.items()})])


def said(inspection: Inspection) -> list[tuple[object, ...]]:
    """Return person, activity, time, actor, channel and text of all but Bo's row and the list."""
    return [
        (person, activity, at, actor, channel, text)
        for person, activity, at, _, _, actor, _, channel, text, _, _ in log_of(inspection)
        if activity != "connected" and person != "linkedin:bo-li"
    ]


def apart(inspection: Inspection) -> dict[str, int]:
    """Return how many rows were kept apart, by kind."""
    return inspection.exports[0].apart
