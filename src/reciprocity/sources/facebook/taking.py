"""Adds what one member holds to what was gathered of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reciprocity.problems import Problem
from reciprocity.sources.facebook.contacts import read_contacts
from reciprocity.sources.facebook.html.lists import loosened
from reciprocity.sources.facebook.source import ShapeError

if TYPE_CHECKING:
    from array import array

    from reciprocity.archive import Member
    from reciprocity.sources.facebook.gathering import Gathered
    from reciprocity.sources.facebook.members import Place
    from reciprocity.sources.facebook.source import Source


def problem_of(member: Member, kind: str, hint: str) -> Problem:
    """Return a problem of a member as a whole."""
    return Problem(archive=member.archive, member=member.path, row=None, kind=kind, hint=hint)


def take_list(
    source: Source,
    member: Member,
    place: Place,
    gathered: Gathered,
    *,
    problem: Problem | None = None,
    within: array[int] | None = None,
) -> bool:
    """Read a list by its rule and add what it says; return whether it has a form that is known.

    A form that is not known is counted.

    problem: why rows or their dates are lost. within: how exact the times of its rows are
    (columns.Columns), None where all are to the second.
    """
    rule = place.rule
    if rule is None:
        return False
    try:
        part = rule.read(source) if rule.read else None
        contacts = read_contacts(source) if rule.contacts else None
    except ShapeError as error:
        gathered.fail(member, place.kind, error.problem)
        return False
    if part is not None and within is not None:
        part = replace(part, events=loosened(part.events, within))
    if part is not None:
        gathered.parts[place.kind].append(part)
    if contacts is not None:
        gathered.contacts.append(contacts)
    gathered.covers[place.kind] = rule.covers
    gathered.rows[place.kind] += length_of(source.value)
    gathered.accept(member, place.kind, problem)
    return True


def length_of(value: object) -> int:
    """Return how many records a list holds, be it bare or under a key."""
    if isinstance(value, list):
        return len(value)
    inner = value.values() if isinstance(value, dict) else ()
    return max((length_of(each) for each in inner if isinstance(each, list | dict)), default=1)
