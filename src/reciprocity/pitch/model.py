"""The learned half of the detector: weights of hashed n-grams, one set for each act.

`model/acts.npz` and `model/languages.npz` hold a weight of one byte for every order, place and
label, and what makes log-odds of their sums; `model/model.json` tells the rest, and from which
corpus and settings all was trained. The training command writes them; none is a pickle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from reciprocity.pitch.ngrams import grams, plain
from reciprocity.pitch.side_by_side import side_by_side

if TYPE_CHECKING:
    import polars as pl

    from reciprocity.pitch.ngrams import Hashes, Numbers

ACTS: Final = ("pitch", "decline", "thanks", "question", "answer")
LANGUAGES: Final = ("en", "es", "fr", "de", "pt", "it", "nl")

Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Weights = np.ndarray[tuple[int, int, int], np.dtype[np.int8]]

# Three sums fit side by side into a number of 64 bits: a weight plus 128 is below 2 ** 8, and at
# most ngrams.LONGEST of them are added up, so that a sum stays below 2 ** 21.
_LANE: Final = 21
_LANES: Final = 3
_OFFSET: Final = 128


@dataclass(frozen=True, kw_only=True)
class NgramModel:
    """A linear model of labels.

    weights: by order, place and label; steps: the size of one unit of them, by order and label;
    intercepts: the log-odds of each label where nothing is found.
    """

    weights: Weights
    steps: Floats
    intercepts: np.ndarray[tuple[int], np.dtype[np.float64]]

    @cached_property
    def tables(self) -> list[list[Hashes]]:
        """For every order, tables that hold the weights of three labels side by side."""
        return [_packed(weights) for weights in self.weights]

    def logits(self, folded: pl.Series) -> Floats:
        """Return the log-odds of every label (columns) for every text, of folding.fold_all."""
        _ = self.tables  # made once, before threads ask for them
        parts = side_by_side(folded, self._of_piece)
        return np.concatenate([np.empty((0, len(self.intercepts))), *parts])

    def _of_piece(self, folded: pl.Series) -> Floats:
        total = np.tile(self.intercepts, (len(folded), 1))
        for steps, tables, found in zip(self.steps, self.tables, grams(plain(folded)), strict=True):
            sums = _unpacked([found.sums(table) for table in tables], len(steps))
            sums -= _OFFSET * found.counts[:, None]
            total += sums * steps / np.sqrt(np.maximum(found.counts, 1))[:, None]
        return total


def _packed(weights: np.ndarray[tuple[int, int], np.dtype[np.int8]]) -> list[Hashes]:
    raised = (weights.astype(np.int64) + _OFFSET).astype(np.uint64)
    tables = []
    for first in range(0, raised.shape[1], _LANES):
        lanes = raised[:, first : first + _LANES]
        shifts = np.uint64(_LANE) * np.arange(lanes.shape[1], dtype=np.uint64)
        tables.append((lanes << shifts).sum(axis=1, dtype=np.uint64))
    return tables


def _unpacked(sums: list[Hashes], labels: int) -> Numbers:
    mask = np.uint64((1 << _LANE) - 1)
    columns = [
        (sums[label // _LANES] >> np.uint64(_LANE * (label % _LANES))) & mask
        for label in range(labels)
    ]
    return np.column_stack(columns).astype(np.int64)


@cache
def ngram_model(name: str) -> NgramModel:
    """Return the model `acts` or `languages` that ships with the package."""
    content = files("reciprocity.pitch").joinpath(f"model/{name}.npz").read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as held:
        return NgramModel(
            weights=held["weights"], steps=held["steps"], intercepts=held["intercepts"]
        )


@cache
def settings() -> dict[str, Any]:
    """Return what stage two was trained to: features, weights, intercepts, thresholds, origin."""
    path = files("reciprocity.pitch").joinpath("model/model.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def act_logits(folded: pl.Series) -> Floats:
    """Return the log-odds of every act (columns as in ACTS) by n-grams alone."""
    return ngram_model("acts").logits(folded)
