"""In which of the seven languages a text is written, by its n-grams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.model import LANGUAGES, ngram_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

_SURE: Final = 0.0  # log-odds of the best language from which on it is named


def languages(texts: pl.Series) -> Sequence[str]:
    """Return the code of each text's language, empty where none of the seven is likely."""
    logits = ngram_model("languages").logits(fold_all(texts))
    names = np.array(["", *LANGUAGES])
    best = np.where(logits.max(axis=1) >= _SURE, logits.argmax(axis=1) + 1, 0)
    return [str(name) for name in names[best]]
