"""Walks over the members of Messenger's encrypted download. Facts: facebook.md section 5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED, Problem
from reciprocity.sources.facebook.encrypted.chats import (
    CHAT_FILE,
    Chats,
    thread_name,
    without_number,
)
from reciprocity.sources.facebook.gathering import THREAD, Gathered
from reciprocity.sources.facebook.members import Form, place_of
from reciprocity.sources.facebook.records import RecordsError, load

if TYPE_CHECKING:
    from reciprocity.archive import Archive, Member

_EMPTY: Final = "This file is empty; whether the conversation was is not known."
_UNKNOWN_FORM: Final = (
    "This file holds no conversation in a known form; it is missing from the result."
)


def gather_chats(archive: Archive) -> tuple[Gathered, Chats]:
    """Read every chat once. `lost_threads` of what is gathered holds the names of chats.

    A member that cannot be read is counted and costs nothing but itself.
    """
    chats = Chats()
    gathered = Gathered(threads=chats, problems=list(archive.problems))
    lost: list[str] = []
    gathered.keys.choose(m for m in archive.members if CHAT_FILE.fullmatch(m.name))
    for member in archive.members:
        place = place_of(member.path)
        if place.form is Form.MEDIA:
            gathered.listing.add_media("ignored", member.path)
        elif place.kind == "no data":
            gathered.listing.add_alike("ignored", member.path)
        elif member.name.casefold().endswith(".json"):
            _read(archive, member, gathered, chats, lost)
        else:
            gathered.listing.add("unknown", member.path)
    # What is remembered by folder elsewhere: these files lie in none of their own.
    gathered.lost_threads[:] = [" ".join(name.split()) for name in lost]
    return gathered, chats


def _read(
    archive: Archive, member: Member, gathered: Gathered, chats: Chats, lost: list[str]
) -> None:
    named_so = CHAT_FILE.fullmatch(member.name) is not None
    value: object = None
    try:
        data = archive.read(member)
        if named_so and not data.strip(b"\xef\xbb\xbf \t\r\n"):
            _pass_over_empty(member, gathered, lost)
            return
        loaded = load(data, archive=member.archive, member=member.path)
        value, problem = loaded.value, loaded.problem
    except RecordsError as error:
        problem = error.problem
    except DamagedError as error:
        problem = _problem(member, DAMAGED, str(error))
    if chats.add_chat(value, archive=member.archive, path=member.path):
        gathered.accept(member, THREAD, problem)
        gathered.keys.look_into_chat(member, value)
        if problem:
            lost.append(without_number(thread_name(value, member.path)))
    elif named_so or problem:
        lost.append(without_number(thread_name(value, member.path)))
        gathered.fail(member, THREAD, problem or _problem(member, "unknown form", _UNKNOWN_FORM))
    else:
        gathered.unknown_json += 1
        gathered.listing.add("unknown", member.path)


def _pass_over_empty(member: Member, gathered: Gathered, lost: list[str]) -> None:
    """Count a file without a byte in it: about half of all chats are empty, by one inventory."""
    gathered.problems.append(_problem(member, "empty file", _EMPTY))
    gathered.listing.add("unreadable", member.path)
    lost.append(without_number(thread_name(None, member.path)))


def _problem(member: Member, kind: str, hint: str) -> Problem:
    return Problem(archive=member.archive, member=member.path, row=None, kind=kind, hint=hint)
