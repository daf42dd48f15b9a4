"""Trains the model from the corpus and writes it into the package; the same bytes every time.

python -m training.fit
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from reciprocity.pitch.contexts import Contexts
from reciprocity.pitch.evidence import gather
from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.lexicon import read_data
from reciprocity.pitch.model import ACTS, LANGUAGES, NgramModel
from reciprocity.pitch.ngrams import BUCKETS, ORDERS, plain
from reciprocity.pitch.recognising import (
    FEATURES,
    KNOWN,
    SITUATIONS,
    known_features,
    pitchiness,
    said_by,
    used,
)
from training.corpus import FOLDER, phrase_examples, read_corpus
from training.features import context_frame, gram_matrix, text_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from scipy import sparse

    from training.corpus import Message

MODEL: Final = Path(__file__).parents[1] / "src/reciprocity/pitch/model"
SETTINGS: Final = tomllib.loads((Path(__file__).parent / "settings.toml").read_text("utf-8"))


def is_test(message: Message) -> bool:
    """Tell whether the message is of the test half: a batch, or a kind, nothing is trained on."""
    return message.batch in SETTINGS["test"]["batches"] or message.kind in SETTINGS["test"]["kinds"]


class Stage:
    """Logistic regressions, one for each label, on the same matrix."""

    def __init__(self, strength: float, *, dual: bool) -> None:
        self.strength, self.dual = strength, dual

    def fit(
        self, matrix: Any, told: Any, labels: Sequence[str] = ACTS, counts: Any = None
    ) -> Stage:
        """Learn each label against all others; counts is what each row counts for, else 1."""
        self.fitted = [self._one(matrix, told == label, counts) for label in labels]
        return self

    def _one(self, matrix: Any, held: Any, counts: Any) -> LogisticRegression:
        model = LogisticRegression(
            C=self.strength,
            solver="liblinear",
            dual=self.dual,
            tol=0.01,
            max_iter=SETTINGS["rounds"],
            random_state=0,
        )
        # Equal texts with different acts keep the solver busy long after nothing else moves.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            return model.fit(matrix, held, sample_weight=counts)

    def logits(self, matrix: Any) -> Any:
        """Return the log-odds of every label (columns)."""
        return np.column_stack([one.decision_function(matrix) for one in self.fitted])


def idf(matrix: sparse.csr_matrix) -> Any:
    """Return the weight of every column: the rarer it is among the texts, the more it tells."""
    held = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.log((1 + matrix.shape[0]) / (1 + held))


def learn_first(
    matrix: sparse.csr_matrix, told: Any, counts: Any, labels: Sequence[str] = ACTS
) -> Stage:
    """Return stage one, trained on columns weighted by their rarity; its weights hold that."""
    rarity = idf(matrix)
    stage = Stage(SETTINGS["first"]["strength"], dual=True)
    stage.fit(matrix.multiply(rarity).tocsr(), told, labels, counts)
    for one in stage.fitted:
        one.coef_ *= rarity
    return stage


def counts_for(messages: Sequence[Message]) -> Any:
    """Return what each message counts for: a phrase's example less than a whole message."""
    share = SETTINGS["first"]["phrases"]
    return np.array([share if m.batch == "phrases" else 1.0 for m in messages])


def has_words(texts: pl.Series) -> Any:
    """Return of which texts a language can be told: a number, an emoji or a link is of none."""
    return plain(fold_all(texts)).str.contains(r"\p{L}").to_numpy()


def out_of_manner(matrix: sparse.csr_matrix, messages: Sequence[Message]) -> Any:
    """Return stage-one log-odds of each message by a model that saw nothing of its manner.

    Another manner (`plain` of `plain-1`) is other writers with other habits: only so it is seen
    how much of stage one holds on text of strangers, and how much phrases have to add.
    """
    manners = np.array([m.batch.partition("-")[0] for m in messages])
    acts = np.array([m.act for m in messages])
    logits = np.zeros((len(messages), len(ACTS)))
    asked = {batch.partition("-")[0] for batch in SETTINGS["second"]["batches"]}
    for manner in sorted(asked):
        apply = manners == manner
        seen = learn_first(matrix[~apply], acts[~apply], counts_for(messages)[~apply])
        logits[apply] = seen.logits(matrix[apply])
    return logits


def second_features(messages: Sequence[Message], base: Any, first: Stage) -> Any:
    """Return the features of stage two, as in FEATURES, with stage-one log-odds given.

    Situations are left at 0: what they weigh is not learned.
    """
    texts, around = text_series(messages), Contexts(context_frame(messages), len(messages))
    pitched = pitchiness(first.logits(gram_matrix(around.previous)))
    known = known_features(base, pitched, around)
    known[:, [*map(KNOWN.index, SITUATIONS)]] = 0.0
    raised = around.raised(texts, np.arange(len(texts)))
    return np.column_stack([known, said_by(list(gather(texts))), raised])


def learn_second(features: Any, acts: Any) -> tuple[Any, Any]:
    """Return weights (features by acts) and intercepts of stage two.

    What is set by hand: the situations, and how much some features add to the n-grams of an act
    (the phrases for and against a pitch). Only what both together mean is learned then.
    """
    weights, intercepts = np.zeros((len(FEATURES), len(ACTS))), np.zeros(len(ACTS))
    for column, act in enumerate(ACTS):
        grams, added = FEATURES.index(f"n-grams {act}"), SETTINGS["second"]["by_hand"].get(act, {})
        names = [*map(FEATURES.index, added)]
        by_hand = np.array([*added.values()])
        together = features.copy()
        together[:, grams] += features[:, names] @ by_hand
        learned = [number for number in used(act) if number not in names]
        stage = Stage(SETTINGS["second"]["strength"], dual=False)
        (fitted,) = stage.fit(together[:, learned], acts, [act]).fitted
        weights[learned, column] = fitted.coef_[0]
        intercepts[column] = fitted.intercept_[0]
        weights[names, column] = weights[grams, column] * by_hand
    for name, weight in read_data("weights.toml")["context"]["weights"].items():
        weights[FEATURES.index(name), ACTS.index("pitch")] = weight
    return weights, intercepts


def thresholds(logits: Any, acts: Any) -> dict[str, float]:
    """Return for each act the probability from which on calling it gives the best F1."""
    chosen = {"pitch": 0.5}
    for column, act in enumerate(ACTS[1:], 1):
        probability = 1 / (1 + np.exp(-logits[:, column]))
        grid = np.arange(0.15, 0.66, 0.01)
        scores = [f1(acts == act, probability >= limit) for limit in grid]
        chosen[act] = round(float(grid[int(np.argmax(scores))]), 2)
    return chosen


def f1(held: Any, called: Any) -> float:
    """Return the harmonic mean of precision and recall."""
    return float(2 * (held & called).sum() / max(1, held.sum() + called.sum()))


def fit(messages: Sequence[Message]) -> tuple[dict[str, NgramModel], dict[str, Any]]:
    """Return the models of acts and of languages, and everything that belongs into model.json."""
    learned = [*(m for m in messages if not is_test(m)), *phrase_examples()]
    acts = np.array([m.act for m in learned])
    matrix = gram_matrix(text_series(learned))
    counts = counts_for(learned)
    first = learn_first(matrix, acts, counts)
    features = second_features(learned, out_of_manner(matrix, learned), first)
    plain = np.array([m.batch in SETTINGS["second"]["batches"] for m in learned])
    second, intercepts = learn_second(features[plain], acts[plain])
    spoken = has_words(text_series(learned))
    named = np.array([m.language for m in learned])[spoken]
    languages = learn_first(matrix[spoken], named, counts[spoken], LANGUAGES)
    return {"acts": shipped(first), "languages": shipped(languages)}, {
        "acts": list(ACTS),
        "languages": list(LANGUAGES),
        "corpus": corpus_hash(),
        "settings": SETTINGS,
        "messages": len(learned),
        "second": {
            "features": list(FEATURES),
            "weights": second.tolist(),
            "intercepts": intercepts.tolist(),
            "thresholds": thresholds(features[plain] @ second + intercepts, acts[plain]),
        },
    }


def shipped(stage: Stage) -> NgramModel:
    """Return stage one as it ships: each weight as int8, with the size of a unit of it."""
    coefficients = np.array([one.coef_[0] for one in stage.fitted])
    by_order = coefficients.reshape(len(stage.fitted), len(ORDERS), BUCKETS).transpose(1, 2, 0)
    steps = np.abs(by_order).max(axis=1) / 127
    units = np.rint(by_order / np.maximum(steps, 1e-12)[:, None, :])
    return NgramModel(
        weights=units.astype(np.int8),
        steps=steps,
        intercepts=np.array([float(one.intercept_[0]) for one in stage.fitted]),
    )


def corpus_hash() -> str:
    """Return the SHA-256 of every file of the corpus, by name and content."""
    total = hashlib.sha256()
    for path in sorted(FOLDER.glob("*/*.txt")):
        total.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
    return total.hexdigest()


def write(models: dict[str, NgramModel], settings: dict[str, Any], folder: Path = MODEL) -> None:
    """Write the files of the model."""
    folder.mkdir(exist_ok=True)
    for name, model in models.items():
        np.savez_compressed(
            folder / f"{name}.npz",
            weights=model.weights,
            steps=model.steps,
            intercepts=model.intercepts,
        )
    text = json.dumps(settings, indent=1, sort_keys=True)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(*fit(read_corpus()))
