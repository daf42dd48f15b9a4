"""What is true of people shows in what they do, counted from the files and from the acts."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from simulation.settings import Curve, settings

from tests.simulation.reading import talks, truth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulation.events import Life

    from tests.simulation.conftest import Written

QUARTERS = (-1.0, -0.5, 0.0, 0.5, 1.0)
UNASKED = {"pitch", "followup", "press"}  # what is said for one's own sake answers nothing
Count = tuple[float, float]


def means(values: list[Count], edges: tuple[float, ...] = QUARTERS) -> list[float]:
    """Return the mean of what was counted in each part of the scale, the lowest first."""
    parts = [
        [value for where, value in values if low <= where <= high] for low, high in pairwise(edges)
    ]
    assert all(len(part) > 20 for part in parts)
    return [mean(part) for part in parts]


def rising(values: list[float]) -> bool:
    return all(low < high for low, high in pairwise(values))


def counts(lives: Iterable[Life], of: Callable[[Life], list[bool]]) -> list[Count]:
    """Return reciprocity and share of true ones of everybody of whom there is anything to count."""
    return [(life.person.reciprocity, mean(found)) for life in lives if (found := of(life))]


def plain(many: Written, act: str) -> list[Life]:
    """Return the lives with people whose character leaves this curve as it is."""
    return [life for life in many.world.lives if act not in life.person.character.odds]


def answered(life: Life) -> list[bool]:
    """Return of each message of the owner's that is no business whether it was answered."""
    said = [*life.messages, None]
    return [
        then is not None and not then.by_owner and then.act not in UNASKED
        for now, then in pairwise(said)
        if now and now.by_owner and now.act not in {"decline", "pitch", "followup", "click"}
    ]


def test_people_of_higher_reciprocity_answer_more(many: Written) -> None:
    """Those who hardly answer by character stand in the lower half, so it is one part here."""
    assert rising(means(counts(many.world.lives, answered), (-1.0, 0.0, 0.5, 1.0)))
    assert rising(means(counts(plain(many, "answer"), answered), (-1.0, -0.5, 0.5, 1.0)))


def test_their_answers_are_in_the_file(many: Written) -> None:
    """Counted from messages.csv alone: turns of the owner's that were answered, ever."""
    true = {row["slug"]: float(row["reciprocity"]) for row in truth_of(many.truth)}
    found = []
    for one, said in talks(many.paths, many.world.owner.slug).items():
        turns = [not then[1] for now, then in pairwise(said) if now[1]] + [False] * said[-1][1]
        found += [(true[one], mean(turns))] if turns else []
    low, *_, high = means(found)
    assert low < high
    assert means(found, (-1.0, 0.0, 0.5, 1.0)) == sorted(means(found, (-1.0, 0.0, 0.5, 1.0)))


def test_they_pitch_less_of_what_they_write(many: Written) -> None:
    def sold(life: Life) -> list[bool]:
        return [one.act in UNASKED for one in life.messages if not one.by_owner]

    assert rising(means(counts(many.world.lives, sold))[::-1])


def test_they_take_a_no_more_kindly(many: Written) -> None:
    def kind(life: Life) -> list[bool]:
        return [
            then is not None and then.act == "gracious"
            for now, then in pairwise([*life.messages, None])
            if now and now.act == "decline" and now.by_owner
        ]

    assert rising(means(counts(plain(many, "courteous"), kind), (-1.0, -0.5, 0.5, 1.0)))


def test_they_ask_more_and_endorse_more(many: Written) -> None:
    def asked(life: Life) -> list[bool]:
        theirs = [one for one in life.messages if not one.by_owner]
        return ["?" in one.text for one in theirs if one.act in {"smalltalk", "answer"}]

    def endorsed(life: Life) -> list[bool]:
        return [any(not one.by_owner for one in life.endorsements)] * life.person.connected

    assert rising(means(counts(plain(many, "ask"), asked), (-1.0, 0.0, 0.5, 1.0)))
    assert rising(means(counts(plain(many, "endorse"), endorsed)))


def test_characters_are_recognisable(many: Written) -> None:
    first: dict[str, list[timedelta]] = {}
    for life in many.world.lives:
        pitches = [one.at for one in life.messages if one.act == "pitch" and not one.by_owner]
        if pitches and life.person.connected:
            first.setdefault(life.person.kind, []).append(pitches[0] - life.person.since)
    assert max(first["pitch_slapper"]) < timedelta(days=5)
    assert min(first["late_pitcher"]) > timedelta(days=599)
    said = dict.fromkeys(settings().characters, 0)
    sent = dict(said)
    for life in many.world.lives:
        said[life.person.kind] += sum(not one.by_owner for one in life.messages)
        sent[life.person.kind] += sum(one.by_owner for one in life.messages)
    assert said["admirer"] > 4 * sent["admirer"]
    assert sent["ignorer"] > 2 * said["ignorer"]
    assert 0.8 < said["friend"] / sent["friend"] < 1.25


def test_people_act_unlike_themselves_now_and_then(many: Written) -> None:
    friends = [life for life in many.world.lives if life.person.kind == "friend"]
    sold = [one for life in friends for one in life.messages if one.act == "pitch"]
    assert 0 < len(sold) < 0.05 * sum(len(life.messages) for life in friends)


def test_lapsed_friends_are_silent(many: Written) -> None:
    exported = settings().calendar.exported
    lapsed = [life for life in many.world.lives if life.person.kind == "lapsed_friend"]
    spoken = [life.messages[-1].at for life in lapsed if life.messages]
    assert mean((exported - at).days > 365 for at in spoken) > 0.95


@pytest.mark.parametrize(
    ("reciprocity", "odds", "expected"), [(-1, 1, 0.1), (1, 1, 0.9), (0, 1, 0.5), (0, 3, 0.75)]
)
def test_a_curve(reciprocity: float, odds: float, expected: float) -> None:
    curve = Curve(taker=0.1, giver=0.9, bend=1)
    assert curve.at(reciprocity, odds) == pytest.approx(expected)


def test_a_bent_curve() -> None:
    assert Curve(taker=0.5, giver=0.1, bend=2).at(0.0) == pytest.approx(0.2)
