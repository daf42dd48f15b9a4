from __future__ import annotations

import re

import polars as pl
import pytest

from reciprocity.pitch.folding import fold, fold_all, fold_series, original_span
from reciprocity.pitch.grammar import Item, Klass, Pattern, PatternError
from reciprocity.pitch.lexicon import Lexicon, Phrase, cues, phrases
from reciprocity.pitch.matching import Text, announced, by_row, find_all

PHRASES = phrases()


def name(phrase: Phrase) -> str:
    return f"{phrase.language}-{phrase.cue}"


def is_found(text: str, phrase: Phrase) -> bool:
    return bool(find_all(Text.of(text), Lexicon((phrase,))))


@pytest.mark.parametrize("phrase", PHRASES, ids=name)
def test_examples_match_and_counter_examples_do_not(phrase: Phrase) -> None:
    assert phrase.examples
    assert phrase.counter_examples
    assert [text for text in phrase.examples if not is_found(text, phrase)] == []
    assert [text for text in phrase.counter_examples if is_found(text, phrase)] == []


def test_every_cue_has_a_phrase_or_is_structure() -> None:
    structural = {cue for cue in cues() if cue.startswith(("structure.", "wording."))}
    assert {phrase.cue for phrase in PHRASES} | structural == set(cues())


def test_every_pattern_announces_itself() -> None:
    """Each pattern has literals, and none is so short that it would stand everywhere."""
    for phrase in PHRASES:
        for pattern in phrase.patterns:
            assert pattern.literals, pattern.source
            assert all(re.search(r"[^a-z ]|\w{2}", text) for text in pattern.literals)


def test_patterns_are_plain_lower_case() -> None:
    for phrase in PHRASES:
        for pattern in phrase.patterns:
            if isinstance(pattern, Pattern):
                assert fold(pattern.source)[0] == pattern.source.replace("…", "...")


def edges(item: Item) -> set[tuple[bool, bool] | None]:
    """Return of each way to match whether it begins and ends with a blank; None is no text."""
    if isinstance(item, str):
        assert "  " not in item
        return {(item[0] == " ", item[-1] == " ")}
    if isinstance(item, Klass):
        return {(False, False)}
    return set().union(*map(joined_edges, item.branches))


def joined_edges(items: tuple[Item, ...]) -> set[tuple[bool, bool] | None]:
    ways: set[tuple[bool, bool] | None] = {None}
    for item in items:
        ways = {join(one, other) for one in ways for other in edges(item)}
    return ways


def join(
    one: tuple[bool, bool] | None, other: tuple[bool, bool] | None
) -> tuple[bool, bool] | None:
    if one is None or other is None:
        return one or other
    assert not (one[1] and other[0]), "two blanks in a row"
    return (one[0], other[1])


def test_no_pattern_asks_for_two_blanks() -> None:
    """The prefilter sees every run of white space as one blank."""
    for phrase in PHRASES:
        for pattern in phrase.patterns:
            if isinstance(pattern, Pattern):
                edges(pattern.tree)


@pytest.mark.parametrize("phrase", PHRASES, ids=name)
def test_examples_pass_the_prefilter(phrase: Phrase) -> None:
    lexicon = Lexicon((phrase,))
    rows = by_row(announced(fold_all(pl.Series(phrase.examples)), lexicon))
    assert list(rows) == list(range(len(phrase.examples)))


@pytest.mark.parametrize(
    ("source", "matching", "other"),
    [
        ("best~seller", ["a best-seller", "Best seller", "bestseller"], ["best of sellers"]),
        ("promot*", ["promoting", "promote it"], ["unpromoted"]),
        ("my _ book", ["my first book"], ["my book", "my first big book"]),
        ("# ?% off", ["20% off", "1,5 % off"], ["% off"]),
        ("share .. list", ["share it with the list"], ["share. The list", "sharelist"]),
        ("(a|b c)d?", ["a", "b c", "b cd", "ad"], ["bc", "e"]),
        (r"what\?", ["what?"], ["what"]),
    ],
)
def test_the_signs_of_patterns(source: str, matching: list[str], other: list[str]) -> None:
    regex = Pattern(source).regex
    for text in matching:
        assert regex.search(text.lower())
    phrase = Phrase(
        cue="x.y",
        language="en",
        weight=1.0,
        patterns=(Pattern(source),),
        unless_after=None,
        within_first=None,
        examples=(),
        counter_examples=(),
    )
    assert [text for text in other if is_found(text, phrase)] == []


@pytest.mark.parametrize("source", ["(a", "a)", "((a)"])
def test_broken_patterns_are_refused(source: str) -> None:
    with pytest.raises(PatternError):
        _ = Pattern(source).tree


def test_literals_of_a_pattern() -> None:
    assert Pattern("best~seller").literals == {"best-seller", "best seller", "bestseller"}
    assert Pattern("my _ (book|course)").literals == {" book", " course"}


@pytest.mark.parametrize(
    "text", ["Straße", "\uff26\uff35\uff2c wide", "e\u0301a", "İstanbul", "a\u200bb", "x²", "ﬁn"]
)
def test_folding_knows_the_way_back(text: str) -> None:
    folded, offsets = fold(text)
    assert folded.isascii()
    assert fold_series(pl.Series([text]))[0] == re.sub(r"\s+", " ", folded)
    for at in range(len(folded)):
        start, end = original_span(at, at + 1, offsets)
        assert 0 <= start < end <= len(text)
