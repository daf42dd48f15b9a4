"""One invented life as LinkedIn's CSV files and as answers of its portability API."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from reciprocity.inspection import read
from tests.exports import NAME, PROFILE, connections, invitations, messages, write_zip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from reciprocity.inspection import Inspection

Row = dict[str, Any]

ENDORSED: Final = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status\n"
    "2024/02/06 11:00:00 UTC,Pruning,Ann,Roe,www.linkedin.com/in/ann-roe,ACCEPTED\n"
)
ENDORSING: Final = (
    "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,"
    "Endorsement Status\n"
    "2024/02/07 11:00:00 UTC,Baking,Bo,Li,www.linkedin.com/in/bo-li,ACCEPTED\n"
)
LIFE: Final = {
    "Profile": PROFILE,
    "Connections": connections(
        ("Cy", "Day", "cy-day", "03 Feb 2024"),
        ("Ann", "Roe", "ann-roe", "02 Feb 2024"),
        ("Jörg", "Maß", "j%C3%B6rg-ma%C3%9F", "02 Feb 2024"),
        ("", "", "", "01 Feb 2024"),
        ("Bo", "Li", "bo-li", "31 Jan 2024"),
    ),
    "Invitations": invitations(
        ("OUTGOING", "Ann Roe", "ann-roe", "1/31/24, 9:30 PM", "Hello Ann,\n\nwe met at the fair"),
        ("INCOMING", "Bo Li", "bo-li", "1/30/24, 9:30 AM", ""),
        ("OUTGOING", "Di Fox", "di-fox", "11/5/23, 1:30 AM", ""),
    ),
    "messages": messages(
        ("c1", "<", "Ann Roe", "ann-roe", "2024-02-04 12:30:00", 'She said "yes": now, and so on'),
        ("c1", ">", "Ann Roe", "ann-roe", "2024-02-02 12:00:01", "Hello Ann,  we met at the fair"),
        ("c2", "<", "Jörg Maß", "jörg-maß", "2024-02-05 10:00:00", "Grüße\nJörg \U0001f600"),
        ("c3", ">", "Bo Li", "bo-li", "2024-02-05 11:00:00", "Thanks, Bo"),
    ),
    "Endorsement_Received_Info": ENDORSED,
    "Endorsement_Given_Info": ENDORSING,
}
DOMAIN_OF: Final = {
    "Profile": "PROFILE",
    "Connections": "CONNECTIONS",
    "Invitations": "INVITATIONS",
    "messages": "INBOX",
    "Endorsement_Received_Info": "ENDORSEMENTS",
    "Endorsement_Given_Info": "ENDORSEMENTS",
    "Recommendations_Received": "RECOMMENDATIONS",
    "Recommendations_Given": "RECOMMENDATIONS",
}
OF_THE_FILE: Final = ("archive", "member", "row")


def rows_of(text: str) -> list[Row]:
    """Return the rows of a CSV under its header, as the API spells them."""
    _, preamble, rest = text.partition("\n\n")
    table = rest if text.startswith("Notes:") and preamble else text
    return [dict(row) for row in csv.DictReader(io.StringIO(table))]


def snapshot(domain: str, rows: Sequence[object]) -> Row:
    """Return the element of a domain, as tools save it that follow the pages."""
    return {"snapshotDomain": domain, "snapshotData": list(rows)}


def domains_of(tables: Mapping[str, str] = LIFE) -> dict[str, list[Row]]:
    """Return the rows of each domain."""
    domains: dict[str, list[Row]] = {}
    for name, text in tables.items():
        if name in DOMAIN_OF:
            domains.setdefault(DOMAIN_OF[name], []).extend(rows_of(text))
    return domains


def answer(domain: str, rows: Sequence[object], start: int, *links: int) -> Row:
    """Return the answer that is the page `start` of a domain and links to other pages."""
    href = f"/rest/memberSnapshotData?q=criteria&domain={domain}&count=10&start="
    told = [{"type": "application/json", "rel": "next", "href": f"{href}{n}"} for n in links]
    return {
        "paging": {"start": start, "count": 10, "links": told, "total": 2},
        "elements": [snapshot(domain, rows)],
    }


def write_files(folder: Path, files: Mapping[str, object]) -> Path:
    """Write files into a folder: bytes as they are, everything else as JSON."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / name).write_bytes(data)
    return folder


def log_of_life(inspection: Inspection) -> pl.DataFrame:
    """Return the log without what tells of the files."""
    return inspection.events.drop(OF_THE_FILE)


def csv_log(tmp_path: Path, tables: Mapping[str, str] = LIFE) -> pl.DataFrame:
    """Return the log of the CSV files."""
    members = {f"{name}.csv": text for name, text in tables.items()}
    return log_of_life(read([write_zip(tmp_path / NAME, members)]))


def kinds_of(inspection: Inspection) -> list[str]:
    """Return the kinds of the problems."""
    return [problem.kind for problem in inspection.problems]


def connection(slug: str, day: str = "02 Feb 2024", **more: object) -> Row:
    """Return a row of CONNECTIONS."""
    return {
        "First Name": slug, "Last Name": "Roe", "URL": f"https://www.linkedin.com/in/{slug}",
        "Connected On": day, **more,
    }  # fmt: skip


def witnesses(inspection: Inspection) -> tuple[bool, bool]:
    """Return whether connections and messages are witnesses of what is absent."""
    coverage = inspection.exports[0].coverage
    return coverage["connected"]["from"] is not None, coverage["message"]["from"] is not None
