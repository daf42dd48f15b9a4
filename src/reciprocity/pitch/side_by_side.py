"""Work on many texts in pieces, on all processors at once.

For what Polars and NumPy do, which need no lock of the interpreter meanwhile.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl

T = TypeVar("T")

PIECE: Final = 1 << 19  # bytes; what comes of so many stays in the processor's cache


def side_by_side(texts: pl.Series, work: Callable[[pl.Series], T], size: int = PIECE) -> list[T]:
    """Return what the work makes of each piece of the texts, in order; a piece is never empty.

    size: bytes of a piece. Large ones where beginning costs, as with a long expression.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, pieces(texts, size)))


def pieces(texts: pl.Series, size: int) -> Iterator[pl.Series]:
    """Yield the texts in pieces of about so many bytes."""
    number = texts.str.len_bytes().cast(int).cum_sum().to_numpy() // size
    edges = [*np.flatnonzero(np.diff(number, prepend=-1)).tolist(), len(texts)]
    for start, end in pairwise(edges):
        yield texts.slice(start, end - start)
