"""Writes an invented LinkedIn download of any size in the newest format, and an empty one.

`python -m benchmarks.generate FOLDER` writes FOLDER/full and FOLDER/empty; the same members for the
same numbers, on every machine.
"""

from __future__ import annotations

import argparse
import zipfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.writing import Writer, draw_language, fraction, log_between, names, say, shares
from reciprocity.sample.core_files import connections_csv, invitations_csv, messages_csv
from reciprocity.sample.dice import Dice
from reciprocity.sample.model import OWNER, Endorsement, Invitation, Party, Person, Row, World
from reciprocity.sample.other_files import other_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONNECTIONS: Final = 10_000
MESSAGES: Final = 250_000
NAME: Final = "Basic_LinkedInDataExport_06-15-2026.zip"
_EXPORTED: Final = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
_JOINED: Final = datetime(2009, 2, 1, tzinfo=UTC)
_WINDOW: Final = timedelta(days=180)  # how far back Invitations.csv reaches

_BLANK, _STRANGERS = 0.02, 0.08  # of the connections: closed accounts; people never connected
_TALKING, _STRANGERS_TALKING = 0.65, 0.8
_SELLERS = 0.22
_FIRST_PITCH, _NEXT_PITCH, _FRIEND_PITCH = 0.85, 0.1, 0.003
_GROUPS, _ADVERTS = 0.02, 0.01  # of the messages


def write_exports(folder: Path, *, connections: int, messages: int) -> tuple[Path, Path]:
    """Write the download of this size and the empty one, and return where they are."""
    full = _write(folder / "full", build_world(connections, messages))
    return full, _write(folder / "empty", build_world(1, 0))


def build_world(connections: int, messages: int) -> World:
    """Return people and what they wrote. `messages` counts all rows but the notes of requests."""
    blank = int(connections * _BLANK)
    known = [_person(i, connected=True) for i in range(connections - blank)]
    numbers = range(connections, connections + int(connections * _STRANGERS))
    strangers = [_person(i, connected=False) for i in numbers]
    say(f"{len(known) + blank:,} connections, {len(strangers):,} strangers.")
    invitations = [one for p in (*known, *strangers) for one in _invitations(p)]
    notes = [_note_row(one) for one in invitations if one.note and one.accepted]
    rows = [*_all_rows(known, strangers, messages), *notes]
    say(f"{len(rows):,} messages, {sum(len(row.text) for row in rows) / 1e6:.1f} million letters.")
    return World(
        people=(*known, *strangers),
        blanks=tuple(_day_of(Dice(f"benchmark blank {i}")) for i in range(blank)),
        rows=tuple(rows),
        invitations=tuple(invitations),
        endorsements=tuple(one for person in known for one in _endorsements(person)),
        recommendations=(),
    )


def _write(folder: Path, world: World) -> Path:
    members = other_members(world, _EXPORTED, newest=True)
    members["Connections.csv"] = connections_csv(world, _EXPORTED, newest=True)
    members["Invitations.csv"] = invitations_csv(world, _EXPORTED, newest=True)
    members["messages.csv"] = messages_csv(world, _EXPORTED, newest=True)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _EXPORTED.timetuple()[:6])
            archive.writestr(entry, members[name].encode(), zipfile.ZIP_DEFLATED)
    say(f"Wrote {folder / NAME} ({(folder / NAME).stat().st_size / 1e6:.1f} MB).")
    return folder / NAME


def _person(number: int, *, connected: bool) -> Person:
    dice = Dice(f"benchmark person {number}")
    last = dice.choose(names("start")) + dice.choose(names("end"))
    if dice.chance(0.35):
        last += "-" + dice.choose(names("start")) + dice.choose(names("end"))
    after = dice.choose(names("after")) if dice.chance(0.04) else ""
    return Person(
        key=f"benchmark {number}",
        first=dice.choose(names("first")),
        last=last + after,
        company=dice.choose(names("company")).format(last=last) if dice.chance(0.8) else "",
        position=dice.choose(names("position")) if dice.chance(0.8) else "",
        kind="seller" if dice.chance(_SELLERS) else "friend",
        language=draw_language(dice),
        email=f"p{number}@post.example" if dice.chance(0.03) else "",
        connected=_day_of(dice) if connected else None,
    )


def _day_of(dice: Dice) -> datetime:
    """Return a moment of the account's life; the later years hold more of them."""
    late = max(fraction(dice), fraction(dice))
    return (_JOINED + late * (_EXPORTED - _JOINED)).replace(microsecond=0)


def _invitations(person: Person) -> Iterator[Invitation]:
    """Yield the request that is still listed: accepted lately, or open."""
    dice = Dice(f"{person.key} request")
    lately = person.connected is not None and person.connected > _EXPORTED - _WINDOW
    if not lately and (person.connected is not None or dice.chance(0.5)):
        return
    accepted = person.connected
    before = timedelta(minutes=log_between(dice, 3, 60 * 24 * 30))
    sent = accepted - before if accepted else _EXPORTED - fraction(dice) * _WINDOW
    note = Writer(dice, person.language, OWNER.first).message()[:300] if dice.chance(0.1) else ""
    yield Invitation(
        person=person,
        outgoing=dice.chance(0.6),
        sent=sent.replace(microsecond=0),
        note=note.strip(),
        accepted=accepted,
    )


def _note_row(one: Invitation) -> Row:
    """Return the row an accepted note has in messages.csv: at the moment of the accept."""
    sides = (OWNER.party, one.person.party)
    sender, reader = sides if one.outgoing else sides[::-1]
    at = one.accepted or one.sent
    return Row(
        conversation=one.person.key, at=at, sender=sender, recipients=(reader,), text=one.note
    )


def _endorsements(person: Person) -> Iterator[Endorsement]:
    dice = Dice(f"{person.key} endorsements")
    for received, chance in ((True, 0.25), (False, 0.12)):
        if not person.connected or not dice.chance(chance):
            continue
        at = person.connected + fraction(dice) * (_EXPORTED - person.connected)
        for skill in dice.shuffled(names("skill"))[: dice.between(1, 4)]:
            at = at.replace(microsecond=0) + timedelta(seconds=dice.between(1, 4))
            yield Endorsement(person=person, received=received, skill=skill, at=at)


def _all_rows(known: Sequence[Person], strangers: Sequence[Person], messages: int) -> Iterator[Row]:
    """Yield the rows of all conversations: of two, of groups, and of advertisers."""
    dice = Dice("benchmark talks")
    talkers = [p for p in known if dice.chance(_TALKING)]
    talkers += [p for p in strangers if dice.chance(_STRANGERS_TALKING)]
    talkers = dice.shuffled(talkers)[: max(1, messages // 4)]
    groups, adverts = int(messages * _GROUPS), int(messages * _ADVERTS)
    for i in range(adverts):
        yield _advert(i)
    yield from _group_rows(known, groups)
    counts = shares(dice, len(talkers), messages - groups - adverts)
    for number, (person, count) in enumerate(zip(talkers, counts, strict=True), 1):
        yield from _talk(person, count)
        if number % 2_000 == 0:
            say(f"{number:,} of {len(talkers):,} conversations.")


def _talk(person: Person, count: int) -> Iterator[Row]:
    dice = Dice(f"{person.key} talk")
    mine = Writer(dice, person.language, person.call)
    theirs = Writer(dice, person.language, OWNER.first)
    parties = {True: OWNER.party, False: person.party}
    subject = "" if person.connected else "A question"
    by_owner, pitched = dice.chance(0.4 if person.kind == "friend" else 0.1), False
    for number, at in enumerate(_moments(dice, person, count)):
        pitching = not by_owner and dice.chance(_pitching(person, number))
        writer = mine if by_owner else theirs
        yield Row(
            conversation=person.key,
            at=at,
            sender=parties[by_owner],
            recipients=(parties[not by_owner],),
            text=_text(dice, writer, number, pitching=pitching, pitched=pitched and by_owner),
            subject=subject if number == 0 else "",
        )
        pitched = pitching
        by_owner ^= dice.chance(0.75)


def _pitching(person: Person, number: int) -> float:
    if person.kind == "friend":
        return _FRIEND_PITCH
    return _FIRST_PITCH if number < 2 else _NEXT_PITCH


def _text(dice: Dice, writer: Writer, number: int, *, pitching: bool, pitched: bool) -> str:
    if pitching:
        return writer.pitch()
    if pitched and dice.chance(0.5):
        return writer.decline()
    if number < 2 and dice.chance(0.3):
        return writer.thanks()
    return writer.message()


def _moments(dice: Dice, person: Person, count: int) -> list[datetime]:
    """Return the times of a talk: bursts of a few messages, with anything up to years between."""
    start = person.connected or _EXPORTED - fraction(dice) * (_EXPORTED - _JOINED)
    at = start + timedelta(minutes=log_between(dice, 5, 60 * 24 * 400))
    found: list[datetime] = []
    while len(found) < count:
        for _ in range(min(dice.between(1, 9), count - len(found))):
            if at >= _EXPORTED:
                at = start + fraction(dice) * (_EXPORTED - start)
            found.append(at.replace(microsecond=0))
            at += timedelta(minutes=log_between(dice, 0.5, 60 * 20))
        at = start + fraction(dice) * (_EXPORTED - start)
    return sorted(found)


def _group_rows(known: Sequence[Person], count: int) -> Iterator[Row]:
    """Yield rows of groups of three to seven people, forty rows each."""
    for number in range(count):
        dice = Dice(f"benchmark group {number // 40}")
        members = [dice.choose(known) for _ in range(dice.between(2, 6))]
        parties = [OWNER.party, *dict.fromkeys(person.party for person in members)]
        began = _day_of(dice)
        turn = Dice(f"benchmark group row {number}")
        sender = turn.choose(parties)
        at = began + timedelta(minutes=number % 40 * 200 + turn.between(1, 199))
        yield Row(
            conversation=f"group {number // 40}",
            at=min(at, _EXPORTED),
            sender=sender,
            recipients=tuple(party for party in parties if party != sender),
            text=Writer(turn, "en", "all").message(),
            title="Planning",
        )


def _advert(number: int) -> Row:
    dice = Dice(f"benchmark advert {number}")
    return Row(
        conversation=f"advert {number}",
        at=_day_of(dice),
        sender=Party(name="LinkedIn Member"),
        recipients=(OWNER.party,),
        text=Writer(dice, "en", OWNER.first).advert(),
        title="Sponsored Conversation",
    )


def main() -> None:
    """Write both downloads and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    number = partial(parser.add_argument, type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    number("--connections", default=CONNECTIONS)
    number("--messages", default=MESSAGES)
    options = parser.parse_args()
    for path in write_exports(
        options.folder, connections=options.connections, messages=options.messages
    ):
        print(path)


if __name__ == "__main__":
    main()
