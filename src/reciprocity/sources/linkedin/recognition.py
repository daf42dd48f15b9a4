"""Is this a LinkedIn download, of which kind and date? Facts: linkedin.md sections 1 and 7."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from reciprocity.archive import split_suffix
from reciprocity.sources.linkedin.domains import DOMAINS, MIXED
from reciprocity.sources.linkedin.members import COMPLETE_ONLY, is_ignored, rule_for
from reciprocity.sources.linkedin.snapshots import Snapshots, find_snapshots
from reciprocity.sources.moments import Recognition, told_by_names

if TYPE_CHECKING:
    from reciprocity.archive import Archive

_NAMED: Final = re.compile(
    r"(Basic|Complete)_LinkedInDataExport_(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE
)
_WEIGHTS: Final = {"connections": 0.3, "invitations": 0.3, "messages": 0.2, "profile": 0.1}
_NAME_WEIGHT: Final = 0.5
_OTHERS_WEIGHT: Final = 0.2
_SNAPSHOTS_WEIGHT: Final = 0.5
# So many other known names make a LinkedIn download likely even without its main files.
_OTHERS: Final = 3

ASK_AGAIN: Final = (
    "ask LinkedIn again under Settings > Data privacy > Get a copy of your data, and choose the "
    "larger archive or tick at least Connections, Invitations and Messages"
)
FETCH_AGAIN: Final = (
    "fetch the domain from LinkedIn's Member Data Portability API, page by page until it answers "
    "that no data is left, and put the answers beside the others"
)


@dataclass(frozen=True, kw_only=True)
class LinkedInRecognition(Recognition):
    """That of a LinkedIn download: what it lacks and how to get it, and its answers of the API.

    snapshots: what its JSON files hold, which have any name.
    """

    advice: str | None
    snapshots: Snapshots = field(default_factory=Snapshots)


def recognise(archive: Archive) -> LinkedInRecognition | None:
    """Return what kind of LinkedIn download this is, None when it is none."""
    kinds, others, slow = _inventory(archive)
    snapshots = find_snapshots(archive)
    kinds |= snapshots.kinds & _WEIGHTS.keys()
    named = _NAMED.search(_names(archive))
    confidence = _SNAPSHOTS_WEIGHT if snapshots.found else 0.0
    confidence += sum(_WEIGHTS.get(kind, 0.0) for kind in kinds)
    confidence += _NAME_WEIGHT if named else 0.0
    confidence += _OTHERS_WEIGHT if len(others) >= _OTHERS else 0.0
    if not named and not kinds and len(others) < _OTHERS and not snapshots.found:
        return None
    return LinkedInRecognition(
        kind="portability" if snapshots.found else _kind(named, kinds, slow),
        confidence=min(1.0, round(confidence, 2)),
        reasons=(*_reasons(named, kinds, others, slow), *_snapshot_reasons(snapshots)),
        told=told_by_names(archive, _named_date(named)),
        advice=_advice(kinds, api=snapshots.found),
        snapshots=snapshots,
    )


def _inventory(archive: Archive) -> tuple[set[str], set[str], set[str]]:
    kinds, others, slow = set(), set(), set()
    for member in archive.members:
        if not member.name.casefold().endswith(".csv"):
            continue
        folded = split_suffix(member.name)[0]
        rule = rule_for(folded)
        if rule and not rule.common:
            kinds.add(rule.kind)
        elif rule or is_ignored(folded, member.path):
            others.add(folded)
        if folded in COMPLETE_ONLY:
            slow.add(folded)
    return kinds, others, slow


def _names(archive: Archive) -> str:
    folders = {part for m in archive.members for part in m.path.split("/")[:-1]}
    return " ".join([archive.name, *sorted({m.archive for m in archive.members}), *sorted(folders)])


def _named_date(named: re.Match[str] | None) -> date | None:
    if not named:
        return None
    try:
        return date(int(named[4]), int(named[2]), int(named[3]))
    except ValueError:
        return None


def _kind(named: re.Match[str] | None, kinds: set[str], slow: set[str]) -> str:
    if not {"connections", "messages"} <= kinds:
        return "partial"
    says_complete = bool(named) and named is not None and named[1].casefold() == "complete"
    return "complete" if slow or says_complete else "basic"


def _reasons(
    named: re.Match[str] | None, kinds: set[str], others: set[str], slow: set[str]
) -> tuple[str, ...]:
    said = []
    if named:
        said.append(f"its name is that of a {named[1].capitalize()} LinkedIn download")
    if kinds:
        said.append(f"it holds {', '.join(sorted(kinds))}")
    if others:
        said.append(f"{len(others)} other files have names that LinkedIn uses")
    if slow:
        said.append("it holds files that only the larger archive has")
    return tuple(said)


def _snapshot_reasons(snapshots: Snapshots) -> list[str]:
    """Return what the answers of the Member Data Portability API are, and what is open of them."""
    said, read = [], sorted(snapshots.domains & DOMAINS.keys())
    if snapshots.domains:
        named = f": {', '.join(read)}" if read else ""
        said.append(f"it holds snapshots of LinkedIn's Member Data Portability API{named}")
        said.append("how old such a snapshot is when it is fetched is unverified")
    if others := len(snapshots.domains - DOMAINS.keys() - {MIXED}):
        domains = "domain" if others == 1 else "domains"
        said.append(f"{others} other {domains} of that API in it tell nothing of a relationship")
    if "INVITATIONS" in read:
        said.append(
            "whether that API forgets invitations after about 180 days, as the archive does, is "
            "unverified; they are read as if it did"
        )
    if MIXED in snapshots.domains:
        said.append(
            "recommendations are left out: the API does not tell those given from those received"
        )
    if snapshots.changes:
        files = "file" if snapshots.changes == 1 else "files"
        said.append(
            f"{snapshots.changes} {files} of change logs are known and not read: they hold the "
            "member's own acts of 28 days"
        )
    return said


def _advice(kinds: set[str], *, api: bool) -> str | None:
    missing = [
        domain if api else label
        for kind, label, domain in (
            ("connections", "Connections.csv", "CONNECTIONS"),
            ("messages", "messages.csv", "INBOX"),
            ("invitations", "Invitations.csv", "INVITATIONS"),
        )
        if kind not in kinds
    ]
    if not missing:
        return None
    are = "is" if len(missing) == 1 else "are"
    named = " and ".join(missing)
    if api:
        return f"Of the API's domains {named} {are} not in this download: {FETCH_AGAIN}."
    return f"{named} {are} not in this download: {ASK_AGAIN}."
