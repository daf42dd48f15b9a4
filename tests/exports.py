"""Writes small LinkedIn downloads for tests, in the newest format unless a test says otherwise."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reciprocity.inspection import Inspection

NOTES: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email '
    "addresses are missing. You will only see email addresses for connections who have allowed "
    'it."\n\n'
)
H1: Final = "First Name,Last Name,Email Address,Company,Position,Connected On"
H2: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
I1: Final = "From,To,Sent At,Message,Direction"
I3: Final = f"{I1},inviterProfileUrl,inviteeProfileUrl"
M1: Final = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
)
M2: Final = M1.replace("TO,", "TO,RECIPIENT PROFILE URLS,")
M6: Final = f"{M2},ATTACHMENTS"
PROFILE: Final = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers\n"
    "Olive,Owner,,,,Gardener,,,,,,,\n"
)
OWNER: Final = "https://www.linkedin.com/in/olive-owner"
NAME: Final = "Basic_LinkedInDataExport_03-01-2024.zip"


def url(slug: str) -> str:
    """Return the address of a profile."""
    return f"https://www.linkedin.com/in/{slug}" if slug else ""


def table(header: str, rows: Sequence[Sequence[str]], *, quote_all: bool = False) -> str:
    """Return a CSV with this header line and these rows."""
    text = io.StringIO()
    writer = csv.writer(
        text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator="\n"
    )
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def connections(*rows: tuple[str, str, str, str], preamble: bool = True) -> str:
    """Return Connections.csv (H2) from first name, last name, slug and day."""
    body = table(H2, [(first, last, url(slug), "", "", "", day) for first, last, slug, day in rows])
    return (NOTES if preamble else "") + body


def invitations(*rows: tuple[str, str, str, str, str]) -> str:
    """Return Invitations.csv (I3) from direction, other name, other slug, sent at and note."""
    lines = []
    for direction, name, slug, sent, note in rows:
        ends = [("Olive Owner", OWNER), (name, url(slug))]
        inviter, invitee = ends if direction == "OUTGOING" else reversed(ends)
        lines.append((inviter[0], invitee[0], sent, note, direction, inviter[1], invitee[1]))
    return table(I3, lines)


def messages(*rows: tuple[str, str, str, str, str, str]) -> str:
    """Return messages.csv (M6) from conversation, `>` or `<`, other name, slug, date and text."""
    lines = []
    for conversation, way, name, slug, date, text in rows:
        ends = [("Olive Owner", OWNER), (name, url(slug))]
        sender, recipient = ends if way == ">" else reversed(ends)
        lines.append((conversation, "", *sender, *recipient, f"{date} UTC", "", text, "INBOX", ""))
    return table(M6, lines, quote_all=True)


def write_zip(
    path: Path, members: Mapping[str, str | bytes], *, at: datetime | None = None
) -> Path:
    """Write a zip whose members carry this file time (1980, which means none, without one)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            if at is not None:
                info.date_time = at.timetuple()[:6]
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(info, data)
    return path


def moment(text: str) -> datetime:
    """Return a UTC moment from `2024-02-01 10:00:00`; a day alone is its start."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


LOG: Final = (
    "person_id", "activity", "at", "at_latest", "precision", "actor", "certainty", "channel",
    "text", "member", "row",
)  # fmt: skip


def log_of(inspection: Inspection) -> list[tuple[object, ...]]:
    """Return the whole log as tuples of LOG, times as text, in the log's order."""
    times = [pl.col(n).dt.strftime("%Y-%m-%d %H:%M:%S").alias(n) for n in ("at", "at_latest")]
    return inspection.events.with_columns(times).select(LOG).rows()
