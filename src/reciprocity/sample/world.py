"""Puts the sample together: people, rows, invitations, endorsements, recommendations."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Final

from reciprocity.sample.dice import Dice
from reciprocity.sample.model import (
    OWNER,
    Endorsement,
    Invitation,
    Recommendation,
    Row,
    World,
)
from reciprocity.sample.people import BLANKS, everybody
from reciprocity.sample.plots import plotted_rows
from reciprocity.sample.scripts import room_rows, scripted_note, scripted_rows
from reciprocity.sample.texts import cells_of, lines_of, moment, sections_of, unfold

DUPLICATE: Final = ("laura-winter", moment("2017-10-03 12:44:52"))  # LinkedIn repeats some rows
_ENDORSING: Final = {  # kind: chance that they endorsed the owner, that the owner endorsed them
    "friend": (0.8, 0.7),
    "mentor": (0.7, 0.3),
    "seller": (0.6, 0.6),
    "faded": (0.5, 0.4),
    "lapsed": (0.6, 0.5),
    "met": (0.15, 0.1),
    "click": (0.2, 0.0),
    "collector": (0.12, 0.0),
    "one-sided-you": (0.0, 1.0),
    "one-sided-them": (1.0, 0.0),
}


@cache
def build_world() -> World:
    """Return the whole sample world."""
    recommendations = _recommendations()
    notices = [_notice(one) for one in recommendations]
    rows = scripted_rows() + room_rows() + plotted_rows() + notices
    rows += [row for row in rows if (row.conversation, row.at) == DUPLICATE]
    return World(
        people=tuple(everybody().values()),
        blanks=BLANKS,
        rows=tuple(rows),
        invitations=_invitations(),
        endorsements=_endorsements(),
        recommendations=recommendations,
    )


def _invitations() -> tuple[Invitation, ...]:
    return tuple(_invitation(cells_of(line)) for line in lines_of("invitations.txt"))


def _invitation(cells: list[str]) -> Invitation:
    key, direction, sent, withdrawn, note = (*cells, "", "")[:5]
    person = everybody()[key]
    return Invitation(
        person=person,
        outgoing=direction == "OUTGOING",
        sent=moment(sent),
        note=unfold(note) or scripted_note(key),
        accepted=person.connected,
        withdrawn=moment(withdrawn) if withdrawn else None,
    )


def _endorsements() -> tuple[Endorsement, ...]:
    found: list[Endorsement] = []
    for person in everybody().values():
        dice = Dice(f"endorsements {person.key}")
        for received, chance in zip((True, False), _ENDORSING.get(person.kind, ()), strict=False):
            if dice.chance(chance) and person.connected:
                at = person.connected + timedelta(days=dice.between(30, 150))
                for skill in dice.shuffled(sections_of("short.txt")["skills"])[
                    : dice.between(1, 3)
                ]:
                    at += timedelta(seconds=dice.between(1, 4))
                    found.append(Endorsement(person=person, received=received, skill=skill, at=at))
    return tuple(found)


def _recommendations() -> tuple[Recommendation, ...]:
    return tuple(_recommendation(cells_of(line)) for line in lines_of("notices.txt"))


def _recommendation(cells: list[str]) -> Recommendation:
    writer, reader, at, status, text = cells
    received = reader == "owner"
    return Recommendation(
        person=everybody()[writer if received else reader],
        received=received,
        at=moment(at),
        status=status,
        text=text,
    )


def _notice(one: Recommendation) -> Row:
    """Return the row LinkedIn puts among the messages; its wording changed around 2015."""
    writer, reader = (one.person, OWNER) if one.received else (OWNER, one.person)
    text = f"{writer.name} sent you a recommendation\n\n"
    text += "View recommendation: https://www.linkedin.com/recs/received"
    if one.at < moment("2015-01-01 00:00:00"):
        text = f"I've written this recommendation of your work to share with others.\n\n{one.text}"
    return Row(
        conversation=f"{one.person.key} recommendation",
        at=_same_minute(one.at),
        sender=writer.party,
        recipients=(reader.party,),
        text=text,
    )


def _same_minute(at: datetime) -> datetime:
    """Return the moment a second later, inside the same minute."""
    return at.replace(second=min(59, at.second + 1))
