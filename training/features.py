"""From the corpus to matrices: the same n-grams and features that scoring uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
from scipy import sparse

from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.ngrams import BUCKETS, grams, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.pitch.ngrams import Grams
    from training.corpus import Message


def text_series(messages: Sequence[Message]) -> pl.Series:
    """Return the texts of the messages."""
    return pl.Series("text", [m.text for m in messages], dtype=pl.String)


def gram_matrix(texts: pl.Series) -> sparse.csr_matrix:
    """Return a row per text and a column per order and place: count / sqrt(n-grams of the order).

    Columns: order by order as in ngrams.ORDERS, `BUCKETS` each.
    """
    return sparse.hstack([_block(found) for found in grams(plain(fold_all(texts)))]).tocsr()


def _block(found: Grams) -> sparse.csr_matrix:
    counts = found.counts
    pieces = [np.arange(a, b) for a, b in zip(found.starts, found.ends, strict=True)]
    taken = np.concatenate([np.empty(0, np.int64), *pieces])
    rows = np.repeat(np.arange(len(counts)), counts)
    values = np.repeat(1.0 / np.sqrt(np.maximum(counts, 1)), counts)
    return sparse.csr_matrix((values, (rows, found.places[taken])), shape=(len(counts), BUCKETS))


def context_frame(messages: Sequence[Message]) -> pd.DataFrame:
    """Return what the corpus tells around each message, in the form of pitch.contexts.Contexts.

    A message behind a quoted one lies in a conversation unless a silence is noted; the rest is
    told where a flag tells it and unknown elsewhere.
    """
    return pd.DataFrame(
        {
            "days_since_previous": [_days(m) for m in messages],
            "is_first": pd.array(["first" in m.flags or None for m in messages], "boolean"),
            "previous": [m.previous for m in messages],
            "people_alike": [9 if "bulk" in m.flags else None for m in messages],
        }
    )


def _days(message: Message) -> float:
    if "after" in message.details:
        return float(message.details["after"])
    return 1.0 if message.previous else float("nan")
