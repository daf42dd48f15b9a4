"""Snapshots of LinkedIn's Member Data Portability API as the tables that the readers know.

Facts: linkedin.md section 7. A snapshot's rows carry the headers of the export's files as keys, so
one reader serves both. Files may have any name; a domain may lie in several pages and files. Dates
of CONNECTIONS, INVITATIONS and INBOX are taken to be written as in the files (unverified).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED, Problem
from reciprocity.sources.drift import column_drift
from reciprocity.sources.linkedin.cells import frame_of
from reciprocity.sources.linkedin.domains import DOMAINS, EVERY_KIND, is_known, named_in
from reciprocity.sources.linkedin.members import RULES
from reciprocity.sources.linkedin.portability import Form, mentioned_domain, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from reciprocity.archive import Archive, Member
    from reciprocity.sources.base import Drift
    from reciprocity.sources.linkedin.portability import Answer, Element, Page

# Whether an archive holds snapshots shows in one of its files. So many are looked into, those
# with a telling name first, then the smallest, and last the answers too small to hold a row.
_LOOKS: Final = 64
_TELLING: Final = re.compile(
    r"connections|invitations|inbox|snapshot|portability|linkedin", re.IGNORECASE
)
_TOO_SMALL: Final = 256
_GLANCE: Final = 64
_MARKS: Final = (b"snapshotDomain", b"capturedAt", b"snapshotData")
# What is read for what it lacks, too: without rows it says nothing.
_LISTS: Final = {"CONNECTIONS", "INVITATIONS", "INBOX"}
# An answer without data is an error of one sentence.
_LONGEST_ERROR: Final = 1 << 16

_HINTS: Final = {
    "unreadable": "This file is not JSON; what it holds is missing from the result.",
    "empty file": "This file is empty; what it was to hold is missing from the result.",
    "cut file": "The file breaks off or is damaged; only the rows before that place were read.",
    "no rows": "This file names a domain but has no list of rows for it, or two of them.",
    "unknown domain": "This file holds a domain that this program does not know; left out.",
    "empty domain": (
        "LinkedIn also answers without rows while it still prepares a domain, so nothing is "
        "concluded from it; ask again after a day."
    ),
    "no header": "Its rows lack the keys this program knows, so nothing was read from it.",
    "missing page": (
        "The pages link to one that is not here, so rows may be missing and nothing is concluded "
        "from what is absent; fetch pages until LinkedIn answers that no data is left, and keep "
        "that answer too, with the domain in its file name."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Snapshots:
    """What the JSON files of an archive hold.

    tables: by member the kinds (members.RULES) and rows it gave: a String column for each key,
    folded, and `row` (Int64) from 1 in the order of the file, all of its domains counted on.
    states: what became of each member: read, ignored, unknown or unreadable. unsound: the kinds of
    which rows may be missing. domains: the known ones that are there. changes: files of changes.
    drift: the domains that are not known, under the files that hold them.
    """

    tables: dict[Member, list[tuple[str, pl.DataFrame]]] = field(default_factory=dict)
    states: dict[Member, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unsound: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    changes: int = 0
    drift: tuple[Drift, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is anything of this API."""
        return bool(self.domains or self.changes)

    @property
    def kinds(self) -> set[str]:
        """The kinds of files that have rows."""
        return {kind for tables in self.tables.values() for kind, _ in tables}


def find_snapshots(archive: Archive) -> Snapshots:
    """Return the snapshots in an archive; nothing where none of its JSON files looks like one."""
    members = [m for m in archive.members if m.name.casefold().endswith(".json")]
    likeliest = sorted(members, key=_unlikelihood)[:_LOOKS]
    if not any(_is_of_the_api(archive, member) for member in likeliest):
        return Snapshots()
    walk = _Walk()
    for member in members:
        walk.take(archive, member)
    return walk.end()


def _unlikelihood(member: Member) -> tuple[bool, bool, int]:
    return not _TELLING.search(member.name), member.size < _TOO_SMALL, member.size


def _is_of_the_api(archive: Archive, member: Member) -> bool:
    try:
        data = archive.read(member)
    except DamagedError:
        return False
    if not _is_marked(data):
        return False
    if is_known(mentioned_domain(data)):
        return True
    answer = read_answer(data)
    return answer is not None and answer.form is Form.CHANGES


def _is_marked(data: bytes) -> bool:
    narrow = data.replace(b"\0", b"") if b"\0" in data[:_GLANCE] else data  # UTF-16
    return any(mark in narrow for mark in _MARKS)


@dataclass(kw_only=True)
class _Walk:
    """What going through the JSON files of an archive collects."""

    tables: dict[str, list[tuple[Member, pl.DataFrame]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    states: dict[Member, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)
    domains: dict[str, Member] = field(default_factory=dict)
    changes: int = 0
    pages: dict[str, list[tuple[Page, Member]]] = field(default_factory=lambda: defaultdict(list))
    ended: set[str] = field(default_factory=set)  # series of which the last answer is there
    strange: dict[Member, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, archive: Archive, member: Member) -> None:
        """Read one JSON file."""
        try:
            data = archive.read(member)
        except DamagedError as error:
            self._lose(member, DAMAGED, named_in(member.name), hint=str(error))
            return
        if not data.strip():
            self._lose(member, "empty file", named_in(member.name))
        elif len(data) > _LONGEST_ERROR and not _is_marked(data):
            self.states[member] = "unknown"
        elif (answer := read_answer(data)) is None:
            self._lose(member, "unreadable", mentioned_domain(data) or named_in(member.name))
        else:
            self._take_answer(member, answer)

    def end(self) -> Snapshots:
        """Return what was found, judged as a whole."""
        self._judge_headers()
        self._judge_pages()
        for domain in sorted(self.domains.keys() & _LISTS):
            (kind,) = DOMAINS[domain]
            if kind not in self.unsound and kind not in self.tables:
                self._doubt(self.domains[domain], "empty domain")
        by_member = defaultdict(list)
        for kind, tables in self.tables.items():
            for member, frame in tables:
                by_member[member].append((kind, frame))
        return Snapshots(
            tables=dict(by_member),
            states=self.states,
            problems=tuple(self.problems),
            unsound=frozenset(self.unsound),
            domains=frozenset(self.domains),
            changes=self.changes,
            drift=tuple(self._drift()),
        )

    def _drift(self) -> Iterator[Drift]:
        """Yield the domains that are not known: they are named as columns are."""
        for member, domains in self.strange.items():
            if drift := column_drift(member.path, "domain", domains):
                yield drift

    def _doubt(self, member: Member, kind: str, row: int | None = None, hint: str = "") -> None:
        self.problems.append(
            Problem(
                archive=member.archive,
                member=member.path,
                row=row,
                kind=kind,
                hint=hint or _HINTS[kind],
            )
        )

    def _lose(self, member: Member, kind: str, domain: str, hint: str = "") -> None:
        """Count a file that cannot be read: the rows of its domain are missing."""
        self.states[member] = "unreadable"
        self._doubt(member, kind, hint=hint)
        self._miss(domain)

    def _miss(self, domain: str) -> None:
        """Note that rows of a domain are missing; of any, where it is not known of which."""
        self.unsound.update(DOMAINS.get(domain, () if is_known(domain) else EVERY_KIND))

    def _take_answer(self, member: Member, answer: Answer) -> None:
        for kind, hint in answer.doubts if answer.form is Form.SNAPSHOT else ():
            self._doubt(member, kind, hint=hint)
        for page in answer.pages:
            self.pages[page.series].append((page, member))
        if answer.form is Form.SNAPSHOT:
            self._take_elements(member, answer)
            return
        self.states[member] = "unknown" if answer.form is Form.OTHER else "ignored"
        self.changes += answer.form is Form.CHANGES
        if answer.form is Form.NOTHING:
            self.ended.add(answer.domain or named_in(member.name))

    def _take_elements(self, member: Member, answer: Answer) -> None:
        if answer.cut:
            self._doubt(member, "cut file")
            self._miss(answer.domain)
        states, first = set(), 1
        for element in answer.elements:
            states.add(self._take_element(member, element, first))
            first += len(element.rows)
        order = ("read", "unreadable", "unknown", "ignored")
        self.states[member] = next(state for state in order if state in states)

    def _take_element(self, member: Member, element: Element, first: int) -> str:
        """Read the rows of one domain, the first of them with this number; return the state."""
        domain = element.domain
        if is_known(domain):
            self.domains.setdefault(domain, member)
        if not element.sound:
            self._doubt(member, "no rows")
        if not element.sound or not domain:
            self._miss(domain)
        if not is_known(domain):
            self._doubt(member, "unknown domain")
            self.strange[member] |= {domain} - {""}
            return "unknown"
        if domain not in DOMAINS:
            return "ignored"
        if not element.rows:
            return "read" if element.sound else "unreadable"
        rows = frame_of(element.rows, first, domain)
        for number, kind, hint in rows.flaws:
            self._doubt(member, kind, number, hint)
        for kind, frame in rows.frames.items():
            self.tables[kind].append((member, frame))
        return "read" if rows.frames else "unreadable"

    def _judge_headers(self) -> None:
        """Leave out the kinds whose rows, taken together, lack a key that their reader needs."""
        for rule in RULES:
            tables = self.tables.get(rule.kind, [])
            columns = {column for _, frame in tables for column in frame.columns}
            if not tables or any(header <= columns for header in rule.headers):
                continue
            del self.tables[rule.kind]
            self.unsound.add(rule.kind)
            useful = {member for found in self.tables.values() for member, _ in found}
            for member in dict.fromkeys(member for member, _ in tables):
                self._doubt(member, "no header")
                if member not in useful:
                    self.states[member] = "unreadable"

    def _judge_pages(self) -> None:
        """Count the series of pages that link to one that is not here, or lack their first."""
        for series, found in self.pages.items():
            there = {page.start for page, _ in found}
            wanted = {0}.union(*(page.linked for page, _ in found))
            if series in self.ended:
                wanted = {start for start in wanted if start <= max(there)}
            if wanted <= there or (series and series not in DOMAINS):
                continue
            last = max(found, key=lambda each: each[0].start)[1]
            self._doubt(last, "missing page")
            self._miss(series)
