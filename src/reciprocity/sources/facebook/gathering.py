"""Walks over the members of a Facebook download: threads first, then, the owner known, the lists.

One member is open at a time, so that memory is bounded by the largest file and what was kept of
the others. A member that cannot be read is counted and costs nothing but itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED
from reciprocity.sources.facebook.htm.members import old_kind
from reciprocity.sources.facebook.html.gathering import (
    read_first_pages,
    read_list_pages,
    readable_pages,
)
from reciprocity.sources.facebook.known import Keys
from reciprocity.sources.facebook.listing import Listing
from reciprocity.sources.facebook.members import Form, Place, fold, place_of
from reciprocity.sources.facebook.owner import find_owner
from reciprocity.sources.facebook.profile import (
    read_language,
    read_owner,
    read_secret,
    read_timezone,
)
from reciprocity.sources.facebook.records import RecordsError, load
from reciprocity.sources.facebook.source import Source
from reciprocity.sources.facebook.taking import problem_of, take_list
from reciprocity.sources.facebook.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from reciprocity.archive import Archive, Member
    from reciprocity.problems import Problem
    from reciprocity.sources.base import Encryption, Owner
    from reciprocity.sources.facebook.html.footer import Foot
    from reciprocity.sources.facebook.owner import Found
    from reciprocity.sources.facebook.records import Loaded
    from reciprocity.sources.part import Part

THREAD: Final = Form.THREAD.value
_SINGLE: Final = frozenset({Form.PROFILE, Form.ENCRYPTED, Form.TIMEZONE, Form.LANGUAGE})
_FIRST: Final = _SINGLE | {Form.THREAD}
_REQUESTS: Final = "messagerequests"
# Root, messages, box, conversation, file: what tells one file of a thread from another's.
_ROOTED: Final = 5


@dataclass(kw_only=True)
class Gathered:
    """What walking over the members of an archive collects.

    parts: what each list of a kind gave. times: file times (UTC); rows: records in lists; read,
    failed, cut: members that were read, were not, or break off. All by kind; that of threads is
    THREAD.
    pages: kinds that are there in HTML and were not read, and whether in that of before May 2018.
    feet: what stands at the foot of those that were. made_after: moments (UTC) before which the
    download was not made. zone: the account's, None where it is not known. requests_there: there
    is a folder of message requests. account: what is told of the account. lost_threads: folders of
    threads that lost a file.
    """

    threads: Threads = field(default_factory=Threads)
    profiles: list[Owner] = field(default_factory=list)
    secrets: list[Encryption] = field(default_factory=list)
    contacts: list[pl.DataFrame] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    covers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    times: dict[str, list[datetime | None]] = field(default_factory=lambda: defaultdict(list))
    rows: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    pages: dict[tuple[str, bool], Member] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    listing: Listing = field(default_factory=Listing)
    first_thread: Member | None = None
    requests_there: bool = False
    account: list[tuple[str, str | None]] = field(default_factory=list)
    lost_threads: list[str] = field(default_factory=list)
    unknown_json: int = 0
    keys: Keys = field(default_factory=Keys)
    feet: dict[Foot, None] = field(default_factory=dict)
    made_after: list[datetime] = field(default_factory=list)

    @property
    def zone(self) -> str | None:
        """The zone of the account by its IANA name."""
        return next((told for kind, told in self.account if kind == "time zone" and told), None)

    def fail(self, member: Member, kind: str, problem: Problem) -> None:
        """Count a member that could not be read."""
        self.failed[kind] += 1
        self.problems.append(problem)
        self._lose(member, kind)
        self.listing.add("unreadable", member.path)

    def _lose(self, member: Member, kind: str) -> None:
        """Remember whose thread is not whole; folders of threads are named after the person."""
        if kind == THREAD:
            self.lost_threads.append(member.path.split("/")[-2:][0])

    def accept(self, member: Member, kind: str, problem: Problem | None) -> None:
        """Count a member that was read; the problem says that it breaks off."""
        self.read[kind] += 1
        self.times[kind].append(member.modified.replace(tzinfo=UTC) if member.modified else None)
        if problem:
            self.cut[kind] += 1
            self.problems.append(problem)
            self._lose(member, kind)
        if kind == THREAD:
            self.first_thread = self.first_thread or member
            self.listing.add_thread("read", member.path)
        else:
            self.listing.add("read", member.path)


def gather(archive: Archive, told: str | None) -> tuple[Gathered, Found]:
    """Read every member once: threads and profile, and with the owner found, the lists."""
    gathered = Gathered(problems=list(archive.problems))
    places = {member: place_of(member.path) for member in archive.members}
    folders = {folder for member in places for folder in member.path.split("/")[:-1]}
    gathered.requests_there = any(fold(folder) == _REQUESTS for folder in folders)
    pages = readable_pages(places)
    for member, place in places.items():
        if place.form not in {*_FIRST, Form.LIST} and member not in pages:
            _pass_over(member, place, gathered)
    threads = [member for member in places if places[member].form is Form.THREAD]
    copies = Copies([*threads, *(m for m in pages if pages[m].twin is Form.THREAD)])
    gathered.keys.choose(threads)
    for member in (m for m in places if places[m].form in _FIRST):
        if places[member].form is Form.THREAD:
            _read_thread(archive, member, gathered, copies)
        else:
            _read_single(archive, member, places[member], gathered)
    read_first_pages(archive, pages, gathered, copies)
    found = find_owner(gathered.profiles, gathered.threads.parties(), told)
    for member in (m for m in places if places[m].form is Form.LIST):
        _read_list(archive, member, places[member], found.owner, gathered)
    read_list_pages(archive, pages, found.owner, gathered)
    return gathered, found


class Copies:
    """Which files of threads were read already, in another part of the download."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._alike = Counter(map(self._place, members))
        self._seen: set[tuple[str, ...]] = set()

    @staticmethod
    def _place(member: Member) -> tuple[str, ...]:
        return (*member.path.casefold().split("/")[-_ROOTED:], str(member.size))

    def holds(self, member: Member, data: bytes) -> bool:
        """Return whether a member of the same place and bytes was asked for before."""
        place = self._place(member)
        if self._alike[place] == 1:
            return False
        key = (*place, hashlib.blake2b(data, digest_size=16).hexdigest())
        known = key in self._seen
        self._seen.add(key)
        return known


def _pass_over(member: Member, place: Place, gathered: Gathered) -> None:
    if place.form is Form.MEDIA:
        gathered.listing.add_media("ignored", member.path)
    elif place.kind == "no data":
        gathered.listing.add_alike("ignored", member.path)
    elif place.form is Form.PAGE:
        old = place.twin is None
        kind = old_kind(member.path) or place.kind if old else place.kind
        if old or place.twin in {Form.LIST, Form.THREAD}:
            gathered.pages.setdefault((kind, old), member)
        gathered.listing.add_page("ignored", member.path)
    elif place.form is Form.IGNORED:
        gathered.listing.add("ignored", member.path)
    else:
        gathered.unknown_json += member.name.casefold().endswith(".json")
        gathered.listing.add("unknown", member.path)


def _bytes(archive: Archive, member: Member, kind: str, gathered: Gathered) -> bytes | None:
    """Return the bytes of a member, None when they cannot be read, which is counted."""
    try:
        return archive.read(member)
    except DamagedError as error:
        gathered.fail(member, kind, problem_of(member, DAMAGED, str(error)))
        return None


def _loaded(data: bytes | None, member: Member, kind: str, gathered: Gathered) -> Loaded | None:
    """Return the value of a member, None when there is none, which is counted."""
    if data is None:
        return None
    try:
        return load(data, archive=member.archive, member=member.path)
    except RecordsError as error:
        gathered.fail(member, kind, error.problem)
        return None


def _read_thread(archive: Archive, member: Member, gathered: Gathered, copies: Copies) -> None:
    """Add a file of a thread, unless another part of the download holds the very same one."""
    data = _bytes(archive, member, THREAD, gathered)
    if data is None:
        return
    where = {"archive": member.archive, "path": member.path}
    known = copies.holds(member, data)
    if not known and gathered.threads.add_strictly(data, **where):
        gathered.accept(member, THREAD, None)
        gathered.keys.look_into_thread(member, data)
        return
    loaded = _loaded(data, member, THREAD, gathered)
    if loaded is None:
        return
    if known or gathered.threads.add(loaded.value, archive=member.archive, path=member.path):
        gathered.accept(member, THREAD, loaded.problem)
        gathered.keys.look_into_thread(member, data)
    else:
        hint = "This file holds no conversation in a known form; it is missing from the result."
        gathered.fail(member, THREAD, problem_of(member, "unknown form", hint))


def _read_single(archive: Archive, member: Member, place: Place, gathered: Gathered) -> None:
    data = _bytes(archive, member, place.kind, gathered)
    loaded = _loaded(data, member, place.kind, gathered)
    if loaded is None:
        return
    match place.form:
        case Form.ENCRYPTED:
            gathered.secrets.append(read_secret(loaded.value))
        case Form.TIMEZONE:
            gathered.account.append(("time zone", read_timezone(loaded.value)))
        case Form.LANGUAGE:
            gathered.account.append(("language", read_language(loaded.value)))
        case _ if owner := read_owner(loaded.value):
            gathered.profiles.append(owner)
    gathered.keys.look_into_list(member, place.kind, loaded.value)
    gathered.accept(member, place.kind, loaded.problem)


def _read_list(
    archive: Archive, member: Member, place: Place, owner: Owner, gathered: Gathered
) -> None:
    data = _bytes(archive, member, place.kind, gathered)
    loaded = _loaded(data, member, place.kind, gathered)
    if loaded is None or place.rule is None:
        return
    source = Source(value=loaded.value, archive=member.archive, member=member.path, owner=owner)
    if take_list(source, member, place, gathered, problem=loaded.problem):
        gathered.keys.look_into_list(member, place.kind, loaded.value)
