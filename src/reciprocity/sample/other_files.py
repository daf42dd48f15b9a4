"""Endorsements, recommendations and the owner's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.sample.core_files import csv_text
from reciprocity.sample.forms import bare_url, endorsement_date, padded_utc, wall_clock
from reciprocity.sample.texts import members_of

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.model import Endorsement, Recommendation, World

_START: Final = ("Endorsement Date", "Skill Name")
_STATUS: Final = "Endorsement Status"
RECEIVED_2022: Final = (*_START, "Endorser First Name", "Endorser Last Name", _STATUS)
RECEIVED_2023: Final = (*RECEIVED_2022[:4], "Endorser Public Url", _STATUS)
_GIVEN_NAMES: Final = ("Endorsee First Name", "Endorsee Last Name", "Endorsee Public Url")
GIVEN: Final = (*_START, *_GIVEN_NAMES, _STATUS)
RECOMMENDATIONS: Final = (
    "First Name",
    "Last Name",
    "Company",
    "Job Title",
    "Text",
    "Creation Date",
    "Status",
)


def other_members(world: World, moment: datetime, *, newest: bool) -> dict[str, str]:
    """Return member name -> content of all files but connections, invitations and messages."""
    gap = "_" if newest else " "
    return {
        **members_of("files_both.txt"),
        **members_of("files_newest.txt" if newest else "files_old.txt"),
        "Endorsement_Received_Info.csv": _received(world, moment, newest=newest),
        "Endorsement_Given_Info.csv": _given(world, moment),
        f"Recommendations{gap}Received.csv": _recommendations(world, moment, True, newest),
        f"Recommendations{gap}Given.csv": _recommendations(world, moment, False, newest),
    }


def _endorsements(world: World, moment: datetime, *, received: bool) -> list[Endorsement]:
    known = [one for one in world.endorsements if one.received == received and one.at <= moment]
    return sorted(known, key=lambda one: (one.at, one.person.key, one.skill), reverse=True)


def _received(world: World, moment: datetime, *, newest: bool) -> str:
    rows = [
        _endorsement(one, with_url=newest) for one in _endorsements(world, moment, received=True)
    ]
    return csv_text(RECEIVED_2023 if newest else RECEIVED_2022, rows)


def _given(world: World, moment: datetime) -> str:
    known = _endorsements(world, moment, received=False)
    return csv_text(GIVEN, [_endorsement(one, with_url=True) for one in known])


def _endorsement(one: Endorsement, *, with_url: bool) -> tuple[str, ...]:
    url = (bare_url(one.person),) if with_url else ()
    names = (one.person.first, one.person.last)
    return (endorsement_date(one.at), one.skill, *names, *url, "ACCEPTED")


def _recommendations(world: World, moment: datetime, received: bool, newest: bool) -> str:
    known = [one for one in world.recommendations if one.received == received and one.at <= moment]
    known.sort(key=lambda one: one.at, reverse=True)
    return csv_text(RECOMMENDATIONS, [_recommendation(one, newest) for one in known])


def _recommendation(one: Recommendation, newest: bool) -> tuple[str, ...]:
    person = one.person
    when = padded_utc(one.at) if newest else wall_clock(one.at)
    work = (person.company, person.position)
    return (person.first, person.last, *work, one.text, when, one.status)
