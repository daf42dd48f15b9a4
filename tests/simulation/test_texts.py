"""There are sentences enough, all can be written, and texts rarely repeat."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
import pytest
from simulation.dice import Dice
from simulation.settings import settings
from simulation.texts import LANGUAGES, Bank, Writer, bank, names
from simulation.world import build_world

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDINARY = (
    "smalltalk", "question", "answer", "thanks", "congratulate", "plan", "decline", "followup",
)  # fmt: skip


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(sentences, value))
    elif isinstance(value, msgspec.Struct):
        yield from chain.from_iterable(
            sentences(getattr(value, name)) for name in value.__struct_fields__
        )


def test_the_languages_are_those_of_the_people() -> None:
    languages = set(settings().noise.languages)
    assert set(LANGUAGES) == languages == set(names().first) == set(names().last)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_sentences_enough(language: str) -> None:
    given = bank(language)
    for act in ORDINARY:
        assert len(set(getattr(given, act))) >= 60, act
    pitches = {*sentences(given.pitch), *sentences(given.job)}
    assert len(pitches) == 2 * (len(given.pitch) + len(given.job)) >= 40
    assert len(given.pitch) >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_written_twice(language: str) -> None:
    given = bank(language)
    for act in ORDINARY:
        repeated = [one for one, count in Counter(getattr(given, act)).items() if count > 1]
        assert not repeated, act


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_can_be_filled(language: str) -> None:
    given: Bank = bank(language)
    words = {"you": "A", "me": "B", "me_slug": "b", "place": "C", "firm": "D", "day": "E"}
    for sentence in sentences(given):
        assert "{" not in sentence.format(**words)


def test_a_writer_says_nothing_twice_before_it_must() -> None:
    writer = Writer(Dice("test"), "en", me="Ann", you="Bo", sentences=(1, 1), trade=0.5)
    said = [writer.bare("clicks") for _ in range(len(bank("en").clicks))]
    assert sorted(said) == sorted(bank("en").clicks)


def test_texts_rarely_repeat() -> None:
    lives = build_world(5, 300).lives
    texts = [one.text for life in lives for one in life.messages if one.act != "click"]
    assert len(set(texts)) > 0.93 * len(texts) > 2_000
    pitches = [one.text for life in lives for one in life.messages if one.act == "pitch"]
    assert len(set(pitches)) > 0.97 * len(pitches)


def test_no_link_leads_to_a_real_site() -> None:
    lives = build_world(5, 60).lives
    for life in lives:
        for one in life.messages:
            for word in one.text.split():
                assert "https://" not in word or word.endswith(".example")


def test_an_owner_pitches_one_trade() -> None:
    lives = build_world(5, 300).lives
    english = [life for life in lives if life.person.language == "en"]
    texts = [
        one.text for life in english for one in life.messages if one.by_owner and one.act == "pitch"
    ]
    assert len(texts) > 2
    trades = [
        i
        for text in texts
        for i, offer in enumerate(bank("en").pitch)
        if offer.soft[:20] in text or offer.hard[:20] in text
    ]
    assert len(trades) == len(texts)
    assert len(set(trades)) == 1
