"""A life with a person, day by day: request, accept, talks, silences, pitches, the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulation.conduct import Conduct
from simulation.events import Endorsement, Life
from simulation.people import YEAR
from simulation.settings import settings
from simulation.talks import OWNER, PERSON, begin_talk, click, go_on, owner_pitch, pitch
from simulation.texts import names

if TYPE_CHECKING:
    from simulation.people import Party, Person

_DAY: Final = timedelta(days=1)
_PRAISE: Final = 3  # chances of either side to endorse the other
# When people write; more often in the morning and at noon.
_HOURS: Final = (7, 8, 8, 9, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21)


def live(owner: Party, person: Person) -> Life:
    """Return all that passes between the owner and a person until the last download."""
    pair = Conduct(owner, person)
    planned = _planned(pair)
    if person.connected:
        _connect(pair)
    _days(pair, planned)
    _praise(pair)
    if person.connected and pair.life.removed is None:
        _perhaps_leave(pair)
    return _finished(pair.life)


def _planned(pair: Conduct) -> datetime | None:
    """Return when the first pitch comes, of those who come for it."""
    person, calendar = pair.person, settings().calendar
    if person.character.removes:
        days = calendar.between - pair.dice.within(2, calendar.between - 30)
        return calendar.exported - _DAY * days
    if person.character.owner_pitches:
        return person.since + _DAY * pair.dice.within(0.2, 20)
    if person.character.pitches_after is None:
        return None
    if not person.connected:
        return person.since
    low, high = person.character.pitches_after
    known = (calendar.exported - person.since) / _DAY
    early = pair.dice.fraction() * pair.dice.fraction()
    return person.since + _DAY * min(low + (high - low) * early, known - 1)


def _connect(pair: Conduct) -> None:
    """Let one ask, the other accept, and one of them perhaps say thanks for connecting."""
    person, life = pair.person, pair.life
    wait = pair.later(person.since, "accept_minutes", by_owner=person.they_asked) - person.since
    life.asked = person.since - wait
    if person.has_note:
        sells = person.they_asked and pair.does("pitch")
        life.note = pair.writer(not person.they_asked).bare("pitch_note" if sells else "note")
    welcomes = pair.dice.chance(person.treatment.welcome)
    if not welcomes and not pair.does("welcome"):
        return
    at = pair.later(person.since, "answer_minutes", by_owner=OWNER)
    pair.say(at, "welcome", pair.writer(welcomes).short("welcome"), by_owner=welcomes)
    go_on(pair, at, by_owner=not welcomes, asked=False, told="welcome")


def _days(pair: Conduct, planned: datetime | None) -> None:
    """Walk through the days; one thing begins on a day, and none while a talk is going on."""
    person, end = pair.person, settings().calendar.exported
    day = person.since.replace(hour=0, minute=0, second=0)
    while (day := day + _DAY) < end:
        if pair.life.removed:
            return
        if planned is not None and planned < day:
            _pitch_as_planned(pair, planned)
            planned = None
            continue
        if pair.life.messages and pair.life.messages[-1].at >= day:
            continue
        draw = pair.dice.fraction() * YEAR
        if draw < 2 * person.activity + 1:  # all rates of a year together are lower
            _maybe_begin(pair, _hour(pair, day), draw, waits=planned is not None)


def _pitch_as_planned(pair: Conduct, at: datetime) -> None:
    at = at.replace(microsecond=0)
    if pair.person.character.owner_pitches:
        owner_pitch(pair, at)
        return
    if pair.person.connected:
        pitch(pair, at)
        return
    pitch(pair, at, subject=pair.writer(PERSON).bare("subjects"))


def _maybe_begin(pair: Conduct, at: datetime, draw: float, *, waits: bool) -> None:
    """Begin what the draw falls on, by rates a year; whoever waits to pitch begins nothing."""
    person = pair.person
    rate = _activity(pair, at)
    draw -= rate * person.treatment.open
    if draw < 0:
        if person.character.owner_pitches:
            owner_pitch(pair, at)
        elif person.connected:
            begin_talk(pair, at, by_owner=OWNER)
        return
    if waits:
        return
    draw -= rate * (pair.tendency("open") + pair.tendency("pitch"))
    if draw < 0:
        _person_begins(pair, at)
        return
    if person.connected and at < person.silent_from and draw < pair.tendency("click"):
        click(pair, at)


def _person_begins(pair: Conduct, at: datetime) -> None:
    """Pitch or talk, in the proportion that the person's reciprocity tells."""
    reciprocity = pair.moment_of_reciprocity()
    sells, opens = pair.likely("pitch", reciprocity), pair.likely("open", reciprocity)
    if pair.dice.chance(sells / (sells + opens)):
        pitch(pair, at)
    else:
        begin_talk(pair, at, by_owner=PERSON)


def _activity(pair: Conduct, at: datetime) -> float:
    """Return the talks a year at that time: none in a silence, fewer while a contact fades."""
    person = pair.person
    if at >= person.silent_from:
        return 0.0
    if person.fades is None:
        return person.activity
    return person.activity * max(0.0, 1 - (at - person.since) / person.fades)


def _praise(pair: Conduct) -> None:
    """Let either side endorse the other now and then, and the person perhaps thank for it."""
    person = pair.person
    if not person.connected:
        return
    last = min(settings().calendar.exported, person.silent_from)
    liked = settings().owner.endorse * 2 * person.treatment.open
    for _ in range(_PRAISE):
        for by_owner in (OWNER, PERSON):
            if not (pair.dice.chance(liked) if by_owner else pair.does("endorse")):
                continue
            at = person.since + pair.dice.fraction() * (last - person.since)
            at = at.replace(microsecond=0)
            skill = pair.dice.choose(names().skills)
            pair.life.endorsements.append(Endorsement(at=at, by_owner=by_owner, skill=skill))
            if by_owner and pair.does("thank"):
                thanked = pair.later(at, "answer_minutes")
                pair.say(thanked, "thanks", pair.writer(PERSON).short("thanks"), by_owner=PERSON)


def _perhaps_leave(pair: Conduct) -> None:
    """End a connection between the two downloads, for no reason."""
    if pair.dice.chance(settings().noise.leaves):
        calendar = settings().calendar
        ended = calendar.exported - _DAY * pair.dice.within(1, calendar.between)
        pair.life.removed = max(ended.replace(microsecond=0), pair.person.since + _DAY)


def _finished(life: Life) -> Life:
    """Return the life in order, without what would come after its end or after the download."""
    end = min(settings().calendar.exported, life.removed or settings().calendar.exported)
    if life.removed and life.removed >= settings().calendar.exported:
        life.removed = None
    life.messages = sorted((one for one in life.messages if one.at < end), key=lambda one: one.at)
    life.endorsements = [one for one in life.endorsements if one.at < end]
    return life


def _hour(pair: Conduct, day: datetime) -> datetime:
    seconds = pair.dice.choose(_HOURS) * 3600 + pair.dice.between(0, 3599)
    return day + timedelta(seconds=seconds)
