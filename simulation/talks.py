"""Talks: how they begin and go on, and what becomes of a pitch."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulation.settings import settings

if TYPE_CHECKING:
    from simulation.conduct import Conduct

OWNER, PERSON = True, False
_NUDGES: Final = 3  # nobody reminds more often than this
_AGAIN: Final = 0.3  # of the owner: to say no once more to somebody who presses
_INTERESTED: Final = 0.2  # of the answers to the owner's pitch: not a no but a question
_KIND: Final = 0.7  # of the owner: to take a no kindly
_PUSHY: Final = 0.5  # of the owner: to remind of a pitch that nobody answered


def begin_talk(pair: Conduct, at: datetime, *, by_owner: bool) -> None:
    """Let somebody write for no gain: congratulations, a plan, a question or small talk."""
    talk, draw = settings().talk, pair.dice.fraction()
    for act in ("congratulate", "plan", "question"):
        draw -= getattr(talk, act)
        if draw < 0:
            break
    else:
        act = "smalltalk"
    asks = act != "question" and pair.asks(by_owner)
    text = pair.writer(by_owner).message(act, *["question"] * asks, opening=True)
    pair.say(at, act, text, by_owner=by_owner)
    asked = asks or act in {"question", "plan"}
    go_on(pair, at, by_owner=not by_owner, asked=asked, told=act)


def go_on(pair: Conduct, at: datetime, *, by_owner: bool, asked: bool, told: str) -> None:
    """Let them answer each other until one does not; `told` is what the last one did."""
    talk = settings().talk
    for turn in range(talk.longest):
        weight = 1.0 if asked or turn == 0 else talk.go_on
        if not pair.answers(by_owner, weight):
            return
        at = pair.later(at, "answer_minutes", by_owner=by_owner)
        act = _act(pair, asked, told, by_owner)
        asks = act != "thanks" and pair.asks(by_owner)
        words = pair.writer(by_owner)
        text = words.message(act, "question") if asks else _said(pair, act, by_owner)
        pair.say(at, act, text, by_owner=by_owner)
        if told == "thanks" == act:
            return
        asked, told, by_owner = asks, act, not by_owner


def _act(pair: Conduct, asked: bool, told: str, by_owner: bool) -> str:
    """Return how a side takes up what it was asked or told."""
    if asked:
        return "answer"
    if told in {"answer", "congratulate", "welcome"} and pair.thanks(by_owner):
        return "thanks"
    return "plan" if pair.dice.chance(settings().talk.plan) else "smalltalk"


def _said(pair: Conduct, act: str, by_owner: bool) -> str:
    words = pair.writer(by_owner)
    return words.short(act) if act == "thanks" else words.message(act)


def click(pair: Conduct, at: datetime) -> None:
    """Let the person congratulate by a click, and the owner perhaps thank by one."""
    pair.say(at, "click", pair.writer(PERSON).bare("clicks"), by_owner=PERSON)
    if pair.answers(OWNER, 0.7):
        at = pair.later(at, "answer_minutes", by_owner=OWNER)
        pair.say(at, "click", pair.writer(OWNER).bare("click_answers"), by_owner=OWNER)


def pitch(pair: Conduct, at: datetime, *, subject: str = "") -> None:
    """Let the person pitch; the owner asks about it, says no, or does not answer."""
    job = pair.person.character.offers == "job"
    text = pair.writer(PERSON).pitch(soft=pair.does("soft"), job=job)
    pair.say(at, "pitch", text, by_owner=PERSON, subject=subject)
    habits = settings().owner
    curious = habits.kin if pair.person.reciprocity > 0 else habits.curious
    if pair.dice.chance(curious):
        at = pair.later(at, "answer_minutes", by_owner=OWNER)
        pair.say(at, "question", pair.writer(OWNER).message("question"), by_owner=OWNER)
        go_on(pair, at, by_owner=PERSON, asked=True, told="question")
    elif pair.dice.chance(pair.person.treatment.decline):
        _owner_declines(pair, at)
    else:
        _nudge(pair, at)


def _owner_declines(pair: Conduct, at: datetime) -> None:
    """Let the owner say no; the person is kind about it, presses on, is silent, or leaves."""
    at = pair.later(at, "no_minutes", by_owner=OWNER)
    pair.say(at, "decline", pair.writer(OWNER).short("decline"), by_owner=OWNER)
    end = at
    if pair.does("courteous"):
        end = pair.later(at, "answer_minutes")
        pair.say(end, "gracious", pair.writer(PERSON).short("gracious"), by_owner=PERSON)
    elif pair.does("press"):
        end = pair.later(at, "press_minutes")
        pair.say(end, "press", pair.writer(PERSON).short("press"), by_owner=PERSON)
        if pair.dice.chance(_AGAIN):
            end = pair.later(end, "no_minutes", by_owner=OWNER)
            pair.say(end, "decline", pair.writer(OWNER).short("decline"), by_owner=OWNER)
    if pair.person.character.removes:
        pair.life.removed = pair.later(end, "removal_minutes", by_owner=OWNER)


def _nudge(pair: Conduct, at: datetime) -> None:
    """Let the person remind of a pitch that was not answered, until the owner says no."""
    for _ in range(_NUDGES):
        if not pair.does("nudge"):
            return
        at = pair.later(at, "nudge_days", by_owner=OWNER)
        pair.say(at, "followup", pair.writer(PERSON).short("followup"), by_owner=PERSON)
        if pair.dice.chance(pair.person.treatment.decline / 2):
            _owner_declines(pair, at)
            return


def owner_pitch(pair: Conduct, at: datetime) -> None:
    """Let the owner pitch; the person says no, asks about it, or does not answer."""
    text = pair.writer(OWNER).pitch(soft=pair.dice.chance(0.4))
    pair.say(at, "pitch", text, by_owner=OWNER)
    for _ in range(_NUDGES):
        if pair.answers(PERSON):
            _answer_to_owner(pair, at)
            return
        if not pair.dice.chance(_PUSHY):
            return
        at += timedelta(days=pair.dice.within(3, 12))
        at = at.replace(microsecond=0)
        pair.say(at, "followup", pair.writer(OWNER).short("followup"), by_owner=OWNER)


def _answer_to_owner(pair: Conduct, at: datetime) -> None:
    at = pair.later(at, "answer_minutes")
    if pair.dice.chance(_INTERESTED):
        pair.say(at, "question", pair.writer(PERSON).message("question"), by_owner=PERSON)
        go_on(pair, at, by_owner=OWNER, asked=True, told="question")
        return
    pair.say(at, "decline", pair.writer(PERSON).short("decline"), by_owner=PERSON)
    if pair.dice.chance(_KIND):
        at = pair.later(at, "answer_minutes", by_owner=OWNER)
        pair.say(at, "gracious", pair.writer(OWNER).short("gracious"), by_owner=OWNER)
