from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from training.corpus import phrase_examples, read_corpus
from training.evaluate import calibration_error, figures
from training.features import gram_matrix
from training.fit import corpus_hash, fit, has_words, is_test

from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.model import ACTS, LANGUAGES, ngram_model, settings
from reciprocity.pitch.ngrams import BUCKETS, ORDERS, grams, plain

TEXTS = pl.Series(
    [
        "We help clinics to win patients. Open to a quick call?",
        "See you at eight, love",
        "",
        "ÄÖ 12",
    ]
)
FOLDED = fold_all(TEXTS)


def test_training_twice_gives_one_model() -> None:
    few = read_corpus()[::20]
    (models, told), (again, told_again) = fit(few), fit(few)
    assert told == told_again
    assert told["messages"] == sum(not is_test(m) for m in few) + len(phrase_examples())
    assert set(models) == set(again) == {"acts", "languages"}
    for name, model in models.items():
        np.testing.assert_array_equal(model.weights, again[name].weights)
    pitches = models["acts"].logits(FOLDED)[:, ACTS.index("pitch")]
    assert pitches.argmax() == 0


@pytest.mark.long
def test_training_anew_gives_what_ships() -> None:
    models, told = fit(read_corpus())
    shipped = settings()
    for key in ("corpus", "settings", "messages", "acts", "languages"):
        assert told[key] == shipped[key], f"{key} changed: make train"
    assert told["second"]["features"] == shipped["second"]["features"]
    for key in ("weights", "intercepts"):
        np.testing.assert_allclose(told["second"][key], shipped["second"][key], atol=1e-3)
    assert told["second"]["thresholds"] == shipped["second"]["thresholds"]
    for name, model in models.items():
        difference = model.weights.astype(int) - ngram_model(name).weights
        assert np.abs(difference).max() <= 1
        np.testing.assert_allclose(
            model.logits(FOLDED), ngram_model(name).logits(FOLDED), atol=0.05
        )


def test_what_holds_no_words_teaches_no_language() -> None:
    texts = [
        "Hola",
        "14",
        "😂😂",
        "...",
        "https://example.org/page",
        "mira https://example.org",
        "",
    ]
    assert has_words(pl.Series(texts)).tolist() == [True, False, False, False, False, True, False]


def test_nothing_of_the_test_half_is_trained_on() -> None:
    corpus = read_corpus()
    kept = [m for m in corpus if is_test(m)]
    assert settings()["messages"] == len(corpus) - len(kept) + len(phrase_examples())
    assert {m.language for m in kept} == set(LANGUAGES)
    assert settings()["corpus"] == corpus_hash()


def test_sums_are_those_of_the_matrix() -> None:
    """What scoring adds up side by side is the product that training multiplied out."""
    model = ngram_model("acts")
    real = model.weights * model.steps[:, None, :]
    by_matrix = gram_matrix(TEXTS) @ real.reshape(len(ORDERS) * BUCKETS, len(ACTS))
    np.testing.assert_allclose(model.logits(FOLDED), by_matrix + model.intercepts, atol=1e-9)


def test_a_long_text_does_not_overflow() -> None:
    model = ngram_model("acts")
    long = "win more clients now, reply for a free demo of our platform. " * 4000
    (logits,) = model.logits(fold_all(pl.Series([long])))
    (short,) = model.logits(fold_all(pl.Series([long[:6000]])))
    assert np.isfinite(logits).all()
    assert np.sign(logits[0]) == np.sign(short[0])


def test_texts_side_by_side_do_not_touch() -> None:
    alone = [ngram_model("acts").logits(FOLDED[n : n + 1])[0] for n in range(len(TEXTS))]
    np.testing.assert_allclose(ngram_model("acts").logits(FOLDED), np.array(alone), atol=1e-9)


def test_digits_and_accents_are_made_alike_and_links_left_out() -> None:
    texts = pl.Series(["Café 12 at https://a.example/x", "cafe 97 at www.b.example"])
    assert plain(fold_all(texts)).to_list() == [
        "\x02 cafe 12 at   \x03",
        "\x02 cafe 97 at   \x03",
    ]
    one, two = ngram_model("acts").logits(fold_all(texts))
    assert one.tolist() == two.tolist()


def test_every_order_is_there() -> None:
    assert len(list(grams(plain(FOLDED)))) == len(ORDERS)


def test_figures_by_hand() -> None:
    called, held = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert figures(called, held).startswith("precision 0.500  recall 0.500  F1 0.500")
    assert calibration_error(np.array([0.95, 0.95]), np.array([True, False])) == pytest.approx(0.45)
