"""Conversations with fixed times: one to one (scripts.txt) and in rooms (rooms.txt)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from reciprocity.sample.model import OWNER, Party, Row
from reciprocity.sample.people import everybody
from reciprocity.sample.texts import cells_of, moment, sections_of, unfold

if TYPE_CHECKING:
    from reciprocity.sample.model import Person

_SCRIPTED: Final = re.compile(r"(?P<at>\S+ \S+) (?P<who>[<>-])(?P<mark>\w*) (?P<text>.*)")
_PHOTO: Final = "[[photo]]"


def scripted_rows() -> list[Row]:
    """Return the rows of every scripted conversation between the owner and one person."""
    people = everybody()
    return [
        row
        for key, lines in sections_of("scripts.txt").items()
        for row in _conversation(people[key], lines)
    ]


def scripted_note(key: str) -> str:
    """Return the note of the invitation between the owner and this person; empty without one."""
    for line in sections_of("scripts.txt").get(key, ()):
        found = _parse(line)
        if found["mark"] == "note":
            return unfold(found["text"])
    return ""


def room_rows() -> list[Row]:
    """Return the rows of groups, adverts and conversations with closed accounts."""
    return [
        row for head, lines in sections_of("rooms.txt").items() for row in _room_rows(head, lines)
    ]


def _parse(line: str) -> dict[str, str]:
    found = _SCRIPTED.fullmatch(line)
    if found is None:
        raise ValueError(f"scripts.txt: {line[:30]}")
    return found.groupdict()


def _conversation(person: Person, lines: tuple[str, ...]) -> list[Row]:
    return [_scripted_row(person, _parse(line)) for line in lines]


def _scripted_row(person: Person, line: dict[str, str]) -> Row:
    subject, text = _subject(line)
    sides = {"<": (person.party, OWNER.party), ">": (OWNER.party, person.party)}
    sender, recipient = sides.get(line["who"], (None, None))
    mail = line["mark"] in {"inmail", "subject"}
    return Row(
        conversation=f"{person.key} mail" if mail else person.key,
        at=moment(line["at"]),
        sender=sender,
        recipients=(recipient,) if recipient else (),
        text=unfold(text.replace(_PHOTO, "")),
        title=subject if line["mark"] == "inmail" else "",
        subject=subject,
        attachment=_attachment(line["at"]) if _PHOTO in text else "",
    )


def _subject(line: dict[str, str]) -> tuple[str, str]:
    if line["mark"] not in {"inmail", "subject"}:
        return "", line["text"]
    subject, _, text = line["text"].partition(" ## ")
    return subject, text


def _attachment(seed: str) -> str:
    token = hashlib.sha256(seed.encode()).hexdigest()[:24]
    return f"https://www.linkedin.com/dms/prv/image/v2/{token}?m=AQ{token[:6]}&ne=1&v=beta&t={token[6:18]}"


def _room_rows(head: str, lines: tuple[str, ...]) -> list[Row]:
    key, title, present, folder = cells_of(head)
    parties = [_party(name) for name in present.split(", ")]
    rows = []
    for line in lines:
        at, who, text = cells_of(line)
        sender = None if who == "-" else _party(who)
        others = tuple(party for party in (*parties, OWNER.party) if party != sender)
        rows.append(
            Row(
                conversation=key,
                at=moment(at),
                sender=sender,
                recipients=others if sender else (),
                text=unfold(text),
                title=title,
                folder=folder,
            )
        )
    return rows


def _party(who: str) -> Party:
    """Return the party of a key; `=Name` is one without a profile."""
    if who.startswith("="):
        return Party(name=who[1:])
    return OWNER.party if who == "owner" else everybody()[who].party
