from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.parameters import default_parameters
from reciprocity.pitch import DESCRIPTORS, describe_cue, message_acts, score_pitches
from reciprocity.pitch.folding import TEXT_MAX
from reciprocity.pitch.lexicon import cues
from reciprocity.pitch.model import settings as model_settings
from reciprocity.pitch.recognising import recognise
from tests.pitch.corpus import AFFILIATE, BOOK, ORDINARY, PITCHES

_REPORTED = default_parameters().pitch.threshold
ALL = list(PITCHES.values()) + list(ORDINARY.values())
# Real words between arbitrary ones, so that phrases come up, broken in every way.
WORDS = st.sampled_from(
    [
        "would",
        "you",
        "be",
        "open",
        "to",
        "a",
        "quick",
        "call",
        "free",
        "chapter",
        "best-seller",
        "my",
        "new",
        "book",
        "your",
        "network",
        "İ",
        "ß",
        "ﬁ",
        "\U0001d5f3\U0001d5ff\U0001d5f2\U0001d5f2",
        "e\u0301",
        "I\u2019m",
        "not",
        "interested",
        "P.S.",
        "https://example.org",
        "20%",
        "off",
        "\u00a0",
        "\u2028",
        "\n",
        "¿Te",
        "interesa?",
        "...",
        "!",
        "our",
        "platform",
        "helps",
        "promote",
        "gratis",
        "#1",
        "{name}",
        "k",
        "K",
        "\u017f",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join))


def check_spans(text: str, spans: tuple[tuple[int, int, str], ...]) -> None:
    at = 0
    for start, end, cue in spans:
        assert at <= start < end <= len(text)
        assert describe_cue(cue)
        at = end


def test_own_corpus_reaches_the_stated_figures() -> None:
    flagged_pitches = score_pitches(list(PITCHES.values()))["is_pitch"]
    flagged_ordinary = score_pitches(list(ORDINARY.values()))["is_pitch"]
    recall = flagged_pitches.mean()
    precision = flagged_pitches.sum() / (flagged_pitches.sum() + flagged_ordinary.sum())
    assert recall >= 0.9
    assert precision == 1.0


@pytest.mark.parametrize("name", sorted(ORDINARY))
def test_ordinary_messages_are_not_pitches(name: str) -> None:
    row = score_pitches([ORDINARY[name]]).iloc[0]
    assert not row["is_pitch"], row["cues"]
    assert row["descriptors"] == ()


def test_the_book_pitch_is_described() -> None:
    row = score_pitches([BOOK]).iloc[0]
    assert row["probability"] > 0.95
    assert row["descriptors"] == (
        "about_self",
        "asks_more_than_gives",
        "wants_audience",
        "token_small_talk",
    )
    ids = {cue for _, _, cue in row["cues"]}
    assert {"sell.own_work", "sell.bestseller", "sell.free", "ask.promote"} <= ids
    assert any(BOOK[start:end] == "my new book" for start, end, _ in row["cues"])


def test_the_affiliate_pitch_is_described() -> None:
    row = score_pitches([AFFILIATE]).iloc[0]
    assert row["probability"] > 0.95
    assert {"third_party", "wants_audience", "asks_more_than_gives"} <= set(row["descriptors"])


def test_i_alone_is_not_about_self() -> None:
    many = "I think I will bring my own tent, I sleep badly when I do not have my things. " * 3
    assert score_pitches([many], threshold=0.0)["descriptors"].iloc[0] == ()


def test_descriptors_of_a_text_for_many() -> None:
    text = "Dear {first_name}, we offer a free trial. Book a demo! Reply STOP to unsubscribe."
    assert "bulk_text" in score_pitches([text])["descriptors"].iloc[0]


def test_the_same_text_to_several_people_is_bulk() -> None:
    alike = pd.DataFrame({"people_alike": [1, 4]})
    one, many = score_pitches([BOOK, BOOK], alike)["descriptors"]
    assert "bulk_text" not in one
    assert "bulk_text" in many


def test_every_descriptor_and_cue_has_words() -> None:
    assert list(DESCRIPTORS) == [
        "about_self",
        "asks_more_than_gives",
        "third_party",
        "wants_audience",
        "token_small_talk",
        "bulk_text",
    ]
    assert all(DESCRIPTORS.values())
    assert all(describe_cue(cue) for cue in cues())
    with pytest.raises(KeyError):
        describe_cue("no.such")


def test_columns_index_and_dtypes() -> None:
    texts = pd.Series(["Hello", BOOK, None, ""], index=["a", "b", "a", "d"])
    scores = score_pitches(texts)
    columns = ["probability", "is_pitch", "language", "cues", "descriptors"]
    assert list(scores.columns) == columns
    assert scores.index.equals(texts.index)
    dtypes = ["float64", "bool", "str", "object", "object"]
    assert [str(dtype) for dtype in scores.dtypes] == dtypes
    assert isinstance(score_pitches(["x"]).index, pd.RangeIndex)
    empty = score_pitches([])
    assert empty.empty
    assert str(empty["is_pitch"].dtype) == "bool"


def test_what_is_not_text_is_empty() -> None:
    odd = pd.Series([None, np.nan, 3, "\ud800 best-seller", "x"], dtype=object)
    scores = score_pitches(odd)
    base = score_pitches([""])["probability"].iloc[0]
    assert scores["probability"].iloc[:3].tolist() == [base] * 3
    shown = score_pitches(odd, threshold=0.0)["cues"].iloc[3]
    assert shown == ((2, 13, "sell.bestseller"),)


def test_the_threshold_can_be_given() -> None:
    default = model_settings()["second"]["thresholds"]["pitch"]
    scores = score_pitches(ALL)
    assert (scores["is_pitch"] == (scores["probability"] >= default)).all()
    strict = score_pitches(ALL, threshold=0.99)
    assert (strict["is_pitch"] == (strict["probability"] >= 0.99)).all()
    assert strict["is_pitch"].sum() < scores["is_pitch"].sum()


def test_context_shifts_the_odds_a_little() -> None:
    text = "Would you be open to a quick call?"
    contexts = pd.DataFrame(
        {
            "days_since_previous": [np.nan, 400.0, 0.5, 30.0, np.nan, np.nan],
            "is_first": [False, False, False, False, True, False],
            "people_alike": [1, 1, 1, 1, 1, 5],
        }
    )
    scored = score_pitches([text] * 6, contexts)["probability"]
    unknown, silence, talking, month, first, alike = scored
    assert unknown == month == score_pitches([text])["probability"].iloc[0]
    assert talking < unknown < first
    assert unknown < silence
    assert unknown < alike
    assert not score_pitches(["See you at the station!"] * 6, contexts)["is_pitch"].any()


def test_who_was_asked_does_not_pitch() -> None:
    text = "Our price for 40 chairs is 2,300 euros, delivery is free. Shall I reserve them?"
    asked = pd.DataFrame({"previous": ["What would 40 chairs cost, and how is delivery done?"]})
    alone = score_pitches([text])["probability"].iloc[0]
    assert score_pitches([text], asked)["probability"].iloc[0] < alone / 1.5


def test_context_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one row per text"):
        score_pitches(["a", "b"], pd.DataFrame({"is_first": [True]}))


def test_every_kind_of_missing_text_is_empty() -> None:
    given: list[Any] = [None, pd.NA, np.nan, pd.NaT, BOOK]
    base, pitch = score_pitches(["", BOOK])["probability"]
    for texts in (given, pd.Series(given, dtype=object), (text for text in given)):
        scores = score_pitches(texts)
        assert scores["probability"].tolist() == [base] * 4 + [pitch]
        assert isinstance(scores.index, pd.RangeIndex)
    none, na = (
        score_pitches([BOOK], pd.DataFrame({"previous": [missing]})) for missing in (None, pd.NA)
    )
    pd.testing.assert_frame_equal(none, na)


@pytest.mark.parametrize("texts", ["one", b"one", None, 3, {"a": "b"}, pd.DataFrame({"a": ["b"]})])
def test_what_is_not_many_texts_is_refused(texts: Any) -> None:
    with pytest.raises(TypeError, match="a list or a Series of texts, not one"):
        score_pitches(texts)


@pytest.mark.parametrize("contexts", [[{"is_first": True}], {"is_first": [True]}, "is_first"])
def test_contexts_that_are_no_frame_are_refused(contexts: Any) -> None:
    with pytest.raises(TypeError, match="contexts must be a DataFrame"):
        score_pitches(["a"], contexts)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("first", True, "knows no column 'first', but days_since_previous, is_first, previous, "),
        (3, True, "knows no column 3"),
        ("is_first", "False", "is_first of contexts needs True and False"),
        ("is_first", 2, "is_first of contexts needs True and False"),
        ("days_since_previous", "4", "days_since_previous of contexts needs numbers"),
        ("days_since_previous", pd.Timedelta(days=4), "days_since_previous of contexts needs"),
        ("people_alike", True, "people_alike of contexts needs numbers"),
        ("people_alike", [1], "people_alike of contexts needs numbers"),
    ],
)
def test_contexts_of_another_kind_are_refused(column: Any, value: Any, words: str) -> None:
    for values in ([value, value], [value, None]):
        with pytest.raises(ValueError, match=words):
            score_pitches(["a", "b"], pd.DataFrame({column: pd.Series(values, dtype=object)}))


def test_whatever_a_table_makes_of_numbers_and_booleans_is_taken() -> None:
    texts = [BOOK, BOOK]
    for first in ([True, None], [True, pd.NA], [1, 0], [1.0, np.nan], pd.array([True, None])):
        alone = score_pitches(texts, pd.DataFrame({"is_first": first}))["probability"]
        assert alone[0] > alone[1] == score_pitches([BOOK])["probability"][0]
    for days in ([400, None], [400, pd.NA], [400.0, np.nan], pd.array([400, None])):
        late = score_pitches(texts, pd.DataFrame({"days_since_previous": days}))["probability"]
        assert late[0] > late[1] == score_pitches([BOOK])["probability"][0]
    for name in ("is_first", "days_since_previous", "people_alike"):
        nothing = score_pitches(texts, pd.DataFrame({name: [None, None]}))
        pd.testing.assert_frame_equal(nothing, score_pitches(texts))


@pytest.mark.parametrize("threshold", [-0.1, 1.1, 50, float("nan"), float("inf")])
def test_a_threshold_out_of_bounds_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must be from 0 to 1"):
        score_pitches(["a"], threshold=threshold)


def test_probabilities_are_exact_from_the_threshold_on() -> None:
    """Below it they may lack the phrases, and so depend on it: that is what the docstring says."""
    exact = score_pitches(ALL, prefilter=False)["probability"]
    for threshold in (0.1, 0.9):
        quick = score_pitches(ALL, threshold=threshold)["probability"]
        over = exact >= threshold
        assert quick[over].tolist() == pytest.approx(exact[over].tolist())
        assert (quick[~over] < threshold).all()


def test_typography_makes_no_difference() -> None:
    plain = "I'm the author of a best-seller, get a free chapter - don't miss it, cafe"
    fancy = plain.replace("'", "\u2019").replace("-", "\u2011").upper()
    fancy = fancy.replace("FREE", "\U0001d5f3\U0001d5ff\U0001d5f2\U0001d5f2")
    assert score_pitches([plain])["probability"].iloc[0] == pytest.approx(
        score_pitches([fancy.replace("CAFE", "cafe\u0301")])["probability"].iloc[0], abs=0.1
    )
    accents = "¿Te interesaría una breve reunión? Más información aquí."
    scores = score_pitches([accents, accents.replace("ó", "o\u0301").replace("í", "i")])
    assert scores["probability"].iloc[0] == scores["probability"].iloc[1] > 0.4


@given(st.lists(TEXTS, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_text_is_scored(texts: list[str]) -> None:
    scores = score_pitches(texts)
    assert scores["probability"].between(0, 1).all()
    for text, spans in zip(texts, scores["cues"], strict=True):
        check_spans(text, spans)


def check_prefilter(texts: list[str], threshold: float | None = None) -> None:
    """Nothing that the whole model calls a pitch is left out, nor is anything about it changed."""
    quick = score_pitches(texts, threshold=threshold)
    whole = score_pitches(texts, threshold=threshold, prefilter=False)
    columns = ["is_pitch", "language", "cues", "descriptors"]
    pd.testing.assert_frame_equal(quick[columns], whole[columns])
    pitches = whole["is_pitch"]
    pd.testing.assert_frame_equal(quick[pitches], whole[pitches])


@given(st.lists(TEXTS, max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_prefilter_changes_nothing(texts: list[str]) -> None:
    check_prefilter(texts)


@pytest.mark.parametrize("threshold", [None, 0.1, 0.9])
def test_the_prefilter_changes_nothing_on_the_corpus(threshold: float | None) -> None:
    texts = [*ALL, *(text.upper() for text in ALL), *(text.replace(" ", "\n ") for text in ALL)]
    check_prefilter(texts, threshold)


def test_the_prefilter_leaves_something_out() -> None:
    series = pl.Series(ALL)
    assert (
        len(recognise(series).evidence)
        < len(ALL)
        == len(recognise(series, prefilter=False).evidence)
    )


def test_a_pitch_without_a_known_phrase_still_shows_its_wording() -> None:
    row = score_pitches(["hey hun, wanna glow like me? dm"], threshold=0.0).iloc[0]
    assert row["cues"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Could you send me the slides before noon?", "en"),
        ("Nos vemos el jueves en la estación.", "es"),
        ("Je vous remercie de votre accueil hier soir.", "fr"),
        ("Wir sehen uns morgen nach der Arbeit.", "de"),
        ("Você pode me mandar o endereço da festa?", "pt"),
        ("Ci vediamo domani alla stazione, va bene?", "it"),
        ("Ik ben er om acht uur, tot straks.", "nl"),
        ("", ""),
        ("1234", ""),
        ("👍", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert score_pitches([text])["language"].tolist() == [language]


def test_scores_do_not_depend_on_company() -> None:
    together = score_pitches(ALL)
    alone = pd.concat([score_pitches([text]) for text in ALL], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)


def test_nor_on_how_many_are_alike() -> None:
    text = "Voice message because my hands are full of dough"
    many = [text, *(f"{text} {number}" for number in range(30))]
    assert score_pitches(many)["probability"][0] == score_pitches([text])["probability"][0]


@pytest.mark.parametrize("text", ["!" * 10_000, "1" * 1_000, "-----", "12.30 - 14.00"])
def test_what_has_no_words_does_nothing_in_no_language(text: str) -> None:
    assert message_acts([text])["act"].tolist() == ["other"]
    assert score_pitches([text])["language"].tolist() == [""]


def test_only_the_beginning_of_a_long_text_counts() -> None:
    letter = ORDINARY["old-friend"] + " "
    assert not score_pitches([letter * (TEXT_MAX // len(letter) + 1) + BOOK])["is_pitch"].iloc[0]
    long = BOOK + " x" * TEXT_MAX
    check_spans(long, score_pitches([long])["cues"].iloc[0])


@pytest.mark.parametrize(
    "unit",
    ["a", "would you ", "your ", "my new ", "(((", "http://", "1,", "A", "- x\n", "é", "#a ", "ﷺ"],
)
def test_hostile_repeats_stay_linear(unit: str) -> None:
    def seconds(count: int) -> float:
        text = (unit * count)[:count]
        start = time.perf_counter()
        score_pitches([text])
        return time.perf_counter() - start

    seconds(100)
    short = min(seconds(5_000) for _ in range(2))
    assert seconds(20_000) < 0.5 + 12 * short
    assert seconds(1_000_000) < 1.5 + 12 * short


@pytest.mark.parametrize(
    "text",
    [
        "https://youtu.be/abc",
        "www.example.org/news",
        "https://youtu.be/abc https://example.org/def",
        "haha https://youtu.be/abc",
        "look at this https://youtu.be/abc",
        "I love this song https://youtu.be/abc",
        "Here are the photos from Saturday: https://example.org/p",
        "the article we talked about: https://example.org/news",
        "Mira esto https://youtu.be/abc",
        "Schau mal https://youtu.be/abc",
    ],
)
def test_a_link_makes_nobody_a_seller(text: str) -> None:
    assert not score_pitches([text], threshold=_REPORTED)["is_pitch"].item()


def test_a_pitch_with_a_link_is_one() -> None:
    texts = [f"{text} https://example.org/offer" for text in PITCHES.values()]
    with_link = score_pitches(texts)["is_pitch"].sum()
    assert with_link >= score_pitches(list(PITCHES.values()))["is_pitch"].sum() - 1
