"""Why one stands where they do, told in sentences from contracts.explain_document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.apart import remind
from reciprocity.report.conditions import tell_rules
from reciprocity.report.formats import signed
from reciprocity.report.swaying import counted, moves_by
from reciprocity.report.times import Clock, find_zone, timestamp
from reciprocity.report.words import SIGNALS, VERDICTS, count, plain, platform_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.report.words import Data

Line = tuple[str, str]
"""Kind (`head` or `text`) and what it says; names are as the archive has them."""

_MOST_TURNS: Final = 6
_SMALL: Final = 0.01


def tell_explanation(document: Data, *, timezone: str = "UTC") -> list[Line]:
    """Return the lines about one person, or about why one of two stands above the other.

    timezone: the zone of every date; UsageError when there is no such zone.
    """
    clock = Clock(zone=find_zone(timezone))
    people = document["people"]
    if document["difference"] is not None:
        return list(_compared(people, document["difference"]))
    return list(_person(people[0], clock))


def _person(person: Data, clock: Clock) -> Iterator[Line]:
    yield from _standing(person)
    yield "head", f"What makes the score: {signed(person['score'])}"
    for signal in person["signals"]:
        yield "text", f"  {_signal(signal, clock, theirs=True)}"
    mirror = person["mirror"]
    yield "head", f"The mirror, your side by the same rules: {_interval(mirror)}"
    for signal in mirror["signals"]:
        yield "text", f"  {_signal(signal, clock, theirs=False)}"
    yield from tell_rules(person)
    yield "head", "How firm the place is"
    yield "text", f"  {_firm(person)}"
    reminder = remind(person["verdict"], person["person_id"])
    if reminder:
        yield "head", "What the archive cannot see"
        yield "text", f"  {reminder['said']}"
        for line in reminder["toml"].splitlines():
            yield "text", f"    {line}"


def _standing(person: Data) -> Iterator[Line]:
    word, meaning = VERDICTS[person["verdict"]]
    where = f" ({' and '.join(platform_words(person['platforms']))})"
    place = "No rank" if person["rank"] is None else f"Rank {person['rank']:,}"
    yield "head", f"{person['name']}{where}"
    yield "text", f"  {word}. {meaning}"
    yield "text", f"  {place}. Score {_interval(person)}, from \u22121 (takes) to +1 (gives)."


def _interval(scored: Data) -> str:
    return f"{signed(scored['score'])} ({signed(scored['low'])} to {signed(scored['high'])})"


def _label(name: str) -> str:
    return SIGNALS[name][0] if name in SIGNALS else plain(name).capitalize()


def _signal(signal: Data, clock: Clock, *, theirs: bool) -> str:
    value = float(signal["contribution"])
    said = f"{signed(value):>5}  {_label(signal['name'])}"
    if signal["name"] == "prior":
        return said
    phrase = SIGNALS[signal["name"]][1 if value > 0 else 2] if signal["name"] in SIGNALS else ""
    told = f": {phrase}" if theirs and phrase else ""
    return f"{said}{told} ({_acts(signal)}{_newest(signal, clock)})"


def _acts(signal: Data) -> str:
    giving, taking = int(signal["giving"]), int(signal["taking"])
    if giving and taking:
        return f"{count(giving, 'act')} {_s('give', giving)}, {taking:,} {_s('take', taking)}"
    return count(giving + taking, "act")


def _s(verb: str, number: int) -> str:
    return f"that {verb}s" if number == 1 else f"that {verb}"


def _newest(signal: Data, clock: Clock) -> str:
    moment = timestamp(signal["at"])
    return "" if moment is None else f"; newest {clock.date(moment)}"


def _firm(person: Data) -> str:
    found = person["sensitivity"]
    if found is None:
        return "Without a rank there is no place that could change."
    if found["by"] is None:
        return "It is the same under every other weighting that was tried."
    moves = moves_by(found["moved"], found["by"]["signal"], found["by"]["factor"])
    return (
        f"It would be {moves}. Over all weightings the rank is {found['rank_best']:,} to "
        f"{found['rank_worst']:,}, the score {signed(found['score_least'])} to "
        f"{signed(found['score_most'])}."
    )


def _compared(people: Sequence[Data], difference: Data) -> Iterator[Line]:
    for person in people:
        yield from _standing(person)
    one, two = people
    ranked = two["rank"] is not None
    tied = ranked and difference["score"] == 0
    title = f"Why {one['name']} stands above {two['name']}"
    yield "head", title if ranked and not tied else f"{one['name']} beside {two['name']}"
    if not ranked:
        yield "text", f"  {_unranked(people)}"
    if tied:
        yield "text", f"  {_TIED}"
        return
    yield "text", f"  The scores differ by {_gap(difference['score'])}, made of:"
    for signal in difference["signals"]:
        first, second = signed(signal["first"]), signed(signal["second"])
        label = _label(signal["name"])
        yield "text", f"  {signed(signal['contribution']):>5}  {label} ({first} and {second})"
    yield "head", "How sure the order is"
    yield "text", f"  {_overlap(difference)}"
    yield "text", f"  {_turns(difference)}"


_TIED: Final = (
    "They have the same score. Who of them stands first comes from the number of acts and, where "
    "that is the same too, from the id: it means nothing."
)


def _gap(score: float) -> str:
    small = 0 < abs(score) < _SMALL
    return f"less than {_SMALL:.2f}" if small else signed(score)


def _unranked(people: Sequence[Data]) -> str:
    names = [person["name"] for person in people if person["rank"] is None]
    has = "have" if len(names) > 1 else "has"
    return f"{' and '.join(names)} {has} no rank, so that neither stands above the other."


def _overlap(difference: Data) -> str:
    if not difference["score"]:
        return "The two scores are the same: more acts stand higher, then the order of the ids."
    if difference["intervals_overlap"]:
        return "The two intervals overlap: the order of the two is not sure."
    return "The two intervals do not overlap."


def _turns(difference: Data) -> str:
    turned = [counted(turn["signal"], turn["factor"]) for turn in difference["turned_by"]]
    tried = f"{count(difference['tried'], 'other weighting')} tried"
    if not turned:
        return f"Under none of the {tried} would the lower score be the higher one."
    more = len(turned) - _MOST_TURNS
    rest = f", or under {more:,} more" if more > 0 else ""
    said = ", or if ".join(turned[:_MOST_TURNS])
    return f"Of the {tried}, {len(turned):,} would turn it round: if {said}{rest}."
