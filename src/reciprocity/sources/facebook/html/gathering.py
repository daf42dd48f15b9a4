"""Walks over the pages in HTML of a download: the account, the threads, then the lists.

A page is read only where the download does not hold the same in JSON, which tells more.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED
from reciprocity.sources.base import Owner
from reciprocity.sources.facebook.html.pages import PageError, mojibake
from reciprocity.sources.facebook.html.reading import (
    is_read,
    read_account_page,
    read_list_page,
    read_thread_page,
)
from reciprocity.sources.facebook.members import Form
from reciprocity.sources.facebook.profile import read_language, read_timezone
from reciprocity.sources.facebook.source import Source
from reciprocity.sources.facebook.taking import problem_of, take_list
from reciprocity.sources.facebook.text import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reciprocity.archive import Archive, Member
    from reciprocity.problems import Problem
    from reciprocity.sources.facebook.gathering import Copies, Gathered
    from reciprocity.sources.facebook.html.reading import Twin
    from reciprocity.sources.facebook.members import Place

THREAD: Final = Form.THREAD.value
_ACCOUNT: Final = (Form.PROFILE, Form.TIMEZONE, Form.LANGUAGE)
_BREAKS_OFF: Final = "The page breaks off; only what stands before that was read."
_FOREIGN: Final = (
    "No date on this page is in a language that is read in HTML: English, Spanish, French, German."
)
_NOT_A_PAGE: Final = (
    "This page has a form that is not known; what it holds is missing from the result."
)


def readable_pages(places: Mapping[Member, Place]) -> dict[Member, Place]:
    """Return the pages that are read: of a known kind, and without a twin in JSON."""
    json = [(member, place) for member, place in places.items() if place.form is not Form.PAGE]
    threads = {_thread(member) for member, place in json if place.form is Form.THREAD}
    kinds = {place.kind for _, place in json if place.form in {Form.LIST, *_ACCOUNT}}
    return {
        member: place
        for member, place in places.items()
        if place.form is Form.PAGE and _is_needed(member, place, threads, kinds)
    }


def _is_needed(
    member: Member, place: Place, threads: set[tuple[str, ...]], kinds: set[str]
) -> bool:
    if place.twin is Form.THREAD:
        return _thread(member) not in threads
    known = place.twin in _ACCOUNT or (place.twin is Form.LIST and is_read(place.kind))
    return known and place.kind not in kinds


def _thread(member: Member) -> tuple[str, ...]:
    """Return what is the same of a file of a thread in JSON and in HTML: folder and number."""
    *folders, name = member.path.casefold().split("/")
    return (*folders[-1:], name.rpartition(".")[0])


def read_first_pages(
    archive: Archive, pages: Mapping[Member, Place], gathered: Gathered, copies: Copies
) -> None:
    """Read the pages on the account, then, its zone known, those of conversations."""
    for member, place in pages.items():
        if place.twin in _ACCOUNT:
            _read_account(archive, member, place, gathered)
    for member, place in pages.items():
        if place.twin is Form.THREAD:
            _read_thread(archive, member, place, gathered, copies)
    _tell_owner(gathered)


def read_list_pages(
    archive: Archive, pages: Mapping[Member, Place], owner: Owner, gathered: Gathered
) -> None:
    """Read the pages of lists."""
    for member, place in pages.items():
        if place.twin is not Form.LIST:
            continue
        read = partial(read_list_page, kind=place.kind, zone=gathered.zone)
        twin = _twin(_bytes(archive, member, place.kind, gathered), member, place, read, gathered)
        if twin is not None:
            where = {"archive": member.archive, "member": member.path}
            source = Source(value=twin.value, **where, owner=owner)
            problem = _break(member, twin)
            take_list(source, member, place, gathered, problem=problem, within=twin.within)


def _read_account(archive: Archive, member: Member, place: Place, gathered: Gathered) -> None:
    data = _bytes(archive, member, place.kind, gathered)
    twin = _twin(data, member, place, read_account_page, gathered)
    if twin is None:
        return
    if place.twin is Form.TIMEZONE:
        zones = filter(None, map(read_timezone, twin.value["zones"]))
        gathered.account.append(("time zone", next(zones, None)))
    elif place.twin is Form.LANGUAGE:
        gathered.account.append(("language", read_language(twin.value["words"])))
    gathered.accept(member, place.kind, _break(member, twin))


def _read_thread(
    archive: Archive, member: Member, place: Place, gathered: Gathered, copies: Copies
) -> None:
    """Add a page of a thread, unless another part of the download holds the very same one."""
    data = _bytes(archive, member, THREAD, gathered)
    if data is not None and copies.holds(member, data):
        gathered.accept(member, THREAD, None)
        return
    read = partial(read_thread_page, zone=gathered.zone)
    twin = _twin(data, member, place, read, gathered)
    if twin is not None and twin.is_foreign:
        gathered.fail(member, THREAD, problem_of(member, "unknown dates", _FOREIGN))
    elif twin is not None:
        gathered.threads.add(
            twin.value, archive=member.archive, path=member.path, within=twin.within
        )
        gathered.accept(member, THREAD, _break(member, twin))


def _bytes(archive: Archive, member: Member, kind: str, gathered: Gathered) -> bytes | None:
    """Return the bytes of a member, None when they cannot be read, which is counted."""
    try:
        return archive.read(member)
    except DamagedError as error:
        gathered.fail(member, kind, problem_of(member, DAMAGED, str(error)))
        return None


def _twin(
    data: bytes | None,
    member: Member,
    place: Place,
    read: Callable[[bytes], Twin],
    gathered: Gathered,
) -> Twin | None:
    """Return what a page holds, None when it holds nothing in a known form, which is counted."""
    if data is None:
        return None
    try:
        twin = read(data)
    except PageError:
        gathered.fail(member, place.kind, problem_of(member, "unknown form", _NOT_A_PAGE))
        return None
    gathered.feet.setdefault(twin.foot, None)
    gathered.keys.look_into_page(member, place.kind, twin.strange)
    return twin


def _break(member: Member, twin: Twin) -> Problem | None:
    """Return that a page breaks off or has dates in another language, None for a sound one."""
    if not twin.is_whole:
        return problem_of(member, "cut file", _BREAKS_OFF)
    return problem_of(member, "unknown dates", _FOREIGN) if twin.is_foreign else None


def _tell_owner(gathered: Gathered) -> None:
    """Add whoever the pages say they were made by, unless the profile already names them."""
    known = {name for profile in gathered.profiles for name in profile.names}
    for foot in gathered.feet:
        name = name_of(mojibake(foot.owner)) if foot.owner else None
        if name is not None and name not in known:
            known.add(name)
            gathered.profiles.append(Owner(name=name, handle=None, names=frozenset({name})))
