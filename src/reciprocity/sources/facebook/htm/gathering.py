"""Walks over the pages of a download of 2014 to April 2018. Facts: facebook.md 1.2, 2, 6.4, 7."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED, Problem
from reciprocity.sources.base import Owner
from reciprocity.sources.facebook.gathering import THREAD, Gathered
from reciprocity.sources.facebook.htm.conversations import read_conversations
from reciprocity.sources.facebook.htm.lists import (
    NO_LIST,
    Place,
    bounds_of,
    read_section,
    sections_of,
    years_of,
)
from reciprocity.sources.facebook.htm.members import FRIENDS, FRONT, old_kind
from reciprocity.sources.facebook.htm.pages import (
    parsed,
    read_foot_page,
    read_friends_page,
    read_messages_page,
    read_owner_page,
)
from reciprocity.sources.facebook.html.clock import in_utc
from reciprocity.sources.facebook.html.footer import Foot
from reciprocity.sources.facebook.html.pages import PageError, mojibake
from reciprocity.sources.facebook.members import RULES, THREAD_COVERS, Form, place_of
from reciprocity.sources.facebook.owner import find_owner
from reciprocity.sources.facebook.text import name_of
from reciprocity.sources.facebook.threads import Block

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from reciprocity.archive import Archive, Member
    from reciprocity.sources.facebook.htm.pages import MessagesPage
    from reciprocity.sources.facebook.html.dates import Written
    from reciprocity.sources.facebook.owner import Found

PROFILE: Final = Form.PROFILE.value

# The kind of the list under each key of the JSON.
_KINDS: Final = {
    "friends": "friends",
    "sent_requests": "sent requests",
    "received_requests": "received requests",
    "rejected_requests": "rejected requests",
    "deleted_friends": "removed friends",
    "followers": "followers",
}
_THREAD_COVERS: Final = tuple(each for each in THREAD_COVERS if each != "reaction")
_RULES: Final = {rule.kind: rule for rule in reversed(RULES)}


def gather_old(archive: Archive, told: str | None) -> tuple[Gathered, Found]:
    """Read every page once: whose it is, the conversations and, with the owner found, the lists.

    told: the owner's name from the user.
    """
    walk = _Walk(archive, told)
    for member in walk.of(FRONT):
        walk.read_front(member)
    for member in walk.of(THREAD):
        walk.read_messages(member)
    walk.miss_conversations()
    found = find_owner(walk.gathered.profiles, walk.gathered.threads.parties(), told)
    for member in walk.of(FRIENDS):
        walk.read_friends(member, found.owner)
    return walk.gathered, found


class _Walk:
    """The pages of one archive by kind, and what was gathered so far."""

    def __init__(self, archive: Archive, told: str | None) -> None:
        self.gathered = Gathered(problems=list(archive.problems))
        self._archive = archive
        self._owner = name_of(told)
        self._newest: datetime | None = None
        self._made: Written | None = None
        self._referred: dict[str, Member] = {}
        self._pages: dict[str, list[Member]] = {}
        for member in archive.members:
            place, kind = place_of(member.path), old_kind(member.path)
            if kind is not None:
                self._pages.setdefault(kind, []).append(member)
            elif place.form is Form.MEDIA:
                self.gathered.listing.add_media("ignored", member.path)
            elif place.form is Form.UNKNOWN:
                self.gathered.listing.add("unknown", member.path)
            else:
                self.gathered.listing.add("ignored", member.path)

    def of(self, kind: str) -> list[Member]:
        """Return the pages of a kind; the page that refers to others before these."""
        return sorted(self._pages.get(kind, []), key=lambda m: m.name.casefold().endswith("html"))

    def read_front(self, member: Member) -> None:
        """Read the page in front."""
        page = self._parsed(member, PROFILE)
        if page is not None:
            self._is_of(read_owner_page(page))
            self._accept(member, PROFILE)

    def read_messages(self, member: Member) -> None:
        """Read a page of conversations, or the one that refers to pages of one each."""
        parsed_page = self._parsed(member, THREAD)
        if parsed_page is None:
            return
        page = read_messages_page(parsed_page)
        self._is_of(page.owner)
        if not (page.blocks or page.owner or page.links):
            hint = "This page holds no conversation in a known form; it is missing from the result."
            self.gathered.fail(member, THREAD, _problem(member, "unknown form", hint))
            return
        self._referred.update(dict.fromkeys(page.links, member))
        self._add(page, member)
        self.gathered.first_thread = self.gathered.first_thread or member
        # Reactions to messages, young when these pages ended, are not on them.
        self.gathered.covers[THREAD] = _THREAD_COVERS
        self._accept(member, THREAD)

    def _add(self, page: MessagesPage, member: Member) -> None:
        single = member.name if any(block.heading is not None for block in page.blocks) else ""
        for number, conversation in enumerate(
            read_conversations(page.blocks, self._owner, single), start=1
        ):
            self.gathered.threads.add_block(
                conversation.value,
                Block(conversation.id, number, conversation.first_row),
                conversation.within,
                archive=member.archive,
                path=member.path,
            )
            times = [each["timestamp_ms"] for each in conversation.value["messages"] if each]
            newest = in_utc(max(times)) if times else None
            self._newest = max(filter(None, (self._newest, newest)), default=None)
        if page.loose:
            hint = "Words in this page belong to no message that is known; they are left out."
            self.gathered.problems.append(_problem(member, "unreadable row", hint))

    def miss_conversations(self) -> None:
        """Count the conversations that are referred to and are not there."""
        there = {member.name.casefold() for member in self.of(THREAD)}
        missing = [name for name in self._referred if name.casefold() not in there]
        for member in dict.fromkeys(self._referred[name] for name in missing):
            hint = "It lists conversations that are not in this download; give all parts of it."
            self.gathered.problems.append(_problem(member, "missing file", hint))
        self.gathered.failed[THREAD] += len(missing)

    def read_friends(self, member: Member, owner: Owner) -> None:
        """Read the page of friends and requests."""
        parsed_page = self._parsed(member, FRIENDS)
        if parsed_page is None:
            return
        page = read_friends_page(parsed_page)
        sections = sections_of(page)
        strange = sections.pop(NO_LIST, None)
        if not sections:
            hint = "This page holds no list in a known form; what it holds is missing."
            self.gathered.fail(member, FRIENDS, _problem(member, "unknown form", hint))
            return
        if strange is not None:
            hint = "A list in this page has a heading that is not known; it is left out."
            self.gathered.problems.append(_problem(member, "unknown form", hint))
        rows = [row for each in sections.values() for row in each]
        file_time = _time_of(member)
        years, last = years_of(rows, self._newest, file_time, self._made)
        place = Place(archive=member.archive, member=member.path, owner=owner)
        for key, listed in sections.items():
            bounds = [bounds_of(row, years, last) for row in listed]
            self.gathered.made_after.extend(each.by for each in bounds if each and each.by)
            rule = _RULES[_KINDS[key]]
            self.gathered.parts[rule.kind].append(read_section(rule, key, listed, bounds, place))
            self.gathered.covers[rule.kind] = rule.covers
            self.gathered.rows[rule.kind] += len(listed)
            self._count(rule.kind, file_time)
        self.gathered.listing.add("read", member.path)

    def _accept(self, member: Member, kind: str) -> None:
        self._count(kind, _time_of(member))
        self.gathered.listing.add("read", member.path)

    def _count(self, kind: str, file_time: datetime | None) -> None:
        self.gathered.read[kind] += 1
        self.gathered.times[kind].append(file_time)

    def _parsed(self, member: Member, kind: str) -> LexborHTMLParser | None:
        """Return a page, None where it cannot be read, which is counted."""
        try:
            page = parsed(self._archive.read(member))
        except DamagedError as error:
            self.gathered.fail(member, kind, _problem(member, DAMAGED, str(error)))
        except PageError:
            hint = "This page is damaged; what it holds is missing from the result."
            self.gathered.fail(member, kind, _problem(member, "unreadable", hint))
        else:
            self._is_made(read_foot_page(page))
            return page
        return None

    def _is_made(self, made: Written | None) -> None:
        """Take the moment at the foot of a page for that of the download."""
        if made is not None:
            self.gathered.feet.setdefault(Foot(made=made))
            self._made = max(filter(None, (self._made, made)), key=lambda each: each.at)

    def _is_of(self, owner: str | None) -> None:
        """Take the name at the head of a page for the owner's, unless one is known already."""
        name = name_of(mojibake(owner or ""))
        if name and not self.gathered.profiles:
            self.gathered.profiles.append(Owner(name=name, handle=None, names=frozenset({name})))
            self._owner = name


def _time_of(member: Member) -> datetime | None:
    return member.modified.replace(tzinfo=UTC) if member.modified else None


def _problem(member: Member, kind: str, hint: str) -> Problem:
    return Problem(archive=member.archive, member=member.path, row=None, kind=kind, hint=hint)
