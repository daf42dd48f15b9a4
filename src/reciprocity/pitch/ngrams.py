"""Hashed n-grams of letters and of words of many texts at once, and sums of their weights.

A text is folded (lower case, no accents), its digits become `0`, and it is set between two marks,
so that how it begins and ends is seen. Letters: every 3, 4 and 5 bytes in a row. Words: every 1 and
2 in a row; a sign such as `?` is a word of its own. Each n-gram falls into one of `BUCKETS`
places by a fixed hash; training and scoring share this module, so that they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKETS: Final = 1 << 18
CHARACTERS: Final = (3, 4, 5)
WORDS: Final = (1, 2)
LONGEST: Final = 8_000  # n-grams of one order of one text that are looked at
ORDERS: Final = (*(f"characters {n}" for n in CHARACTERS), *(f"words {n}" for n in WORDS))

_BEGIN: Final = "\x02 "
_END: Final = " \x03"
_SIGNS: Final = b"?!$%&#@:;()+*=/\xa3"
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)
_BASE: Final = np.uint64(0x100000001B3)
_SHIFT: Final = np.uint64(64 - 18)
_URL: Final = r"(?:https?://|www\.)[^\s<>\x22]+"

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]
Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]


@dataclass(frozen=True, kw_only=True)
class Grams:
    """The n-grams of one order: their places, and where each text's begin and end among them.

    `places` are below `BUCKETS`; those of text d are `places[starts[d]:ends[d]]`, `LONGEST` at
    most: what comes behind them in a text is not looked at.
    """

    places: Numbers
    starts: Numbers
    ends: Numbers

    @property
    def counts(self) -> Numbers:
        """How many n-grams each text has."""
        return self.ends - self.starts

    def sums(self, table: Hashes) -> Hashes:
        """Return for each text the sum of what the table holds in its places."""
        edges = np.empty(2 * len(self.starts), np.int64)
        edges[0::2], edges[1::2] = self.starts, self.ends
        held = np.append(table[self.places], np.uint64(0))
        return np.where(self.counts > 0, np.add.reduceat(held, edges)[::2], np.uint64(0))


def _between(places: Numbers, firsts: Numbers, n: int) -> Grams:
    """Return the n-grams of the texts from the first place of each (and the end of the last)."""
    starts = firsts[:-1]
    ends = np.clip(firsts[1:] - (n - 1), starts, starts + LONGEST)
    return Grams(places=places, starts=starts, ends=ends)


def plain(folded: pl.Series) -> pl.Series:
    """Return folded texts without their links, between two marks.

    Friends and sellers send links alike: what is said beside one tells which it is. Of a text
    without a letter or a picture nothing is left: dashes and numbers tell of no act.
    """
    linked = folded.str.contains("://", literal=True) | folded.str.contains("www.", literal=True)
    rows = linked.arg_true()
    if len(rows):
        folded = folded.scatter(rows, folded.gather(rows).str.replace_all(_URL, " "))
    wordless = (~folded.str.contains(r"[\p{L}\p{So}]")).arg_true()
    return _BEGIN + folded.scatter(wordless, "") + _END


def _char_class() -> Bytes:
    """Return 0 for what stands between words, 1 for letters and digits, 2 for signs."""
    classes = np.zeros(256, np.uint8)
    for low, high in (("a", "z"), ("0", "9"), ("\x02", "\x03")):
        classes[ord(low) : ord(high) + 1] = 1
    classes[0x80:] = 1
    classes[list(_SIGNS)] = 2
    return classes


def _digits() -> Bytes:
    table = np.arange(256, dtype=np.uint8)
    table[ord("0") : ord("9") + 1] = ord("0")
    return table


_CLASS: Final = _char_class()
_DIGITS: Final = _digits()


def grams(texts: pl.Series) -> Iterator[Grams]:
    """Yield the n-grams of texts as `plain` returns them, order by order as in `ORDERS`."""
    buffer, offsets = _bytes(texts)
    for n in CHARACTERS:
        yield _between(_spread(_windows(buffer, n), n), offsets, n)
    hashes, firsts = _words(buffer, offsets)
    for n in WORDS:
        joined = hashes[: len(hashes) - n + 1].copy()
        for step in range(1, n):
            joined *= _BASE
            joined += hashes[step : len(hashes) - n + 1 + step]
        yield _between(_spread(joined, 16 + n), firsts, n)


def _bytes(texts: pl.Series) -> tuple[Bytes, Numbers]:
    """Return all bytes of the texts in a row, digits as 0, and where each text begins."""
    array = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, raw_offsets, raw = array.buffers()
    offsets = np.frombuffer(raw_offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(raw, np.uint8)[offsets[0] : offsets[-1]]
    padded = np.zeros(len(data) + 8, np.uint8)
    np.take(_DIGITS, data, out=padded[: len(data)])
    return padded, offsets - offsets[0]


def _windows(buffer: Bytes, n: int) -> Hashes:
    """Return every n bytes in a row, up to 8, as one number."""
    every = np.ndarray((len(buffer) - 7,), np.dtype("<u8"), buffer, strides=(1,))
    return every & np.uint64((1 << 8 * n) - 1)


def _spread(hashes: Hashes, salt: int) -> Numbers:
    """Return the place of each hash, which is changed; the salt keeps the orders apart."""
    hashes += np.uint64(salt * int(_SPREAD) % (1 << 64))
    hashes *= _MIX
    hashes >>= _SHIFT
    return hashes.view(np.int64)


def _words(buffer: Bytes, offsets: Numbers) -> tuple[Hashes, Numbers]:
    """Return a hash for every word, and of each text (and the end) the number of its first."""
    data = buffer[: offsets[-1]]
    classes = _CLASS[data]
    changes = np.empty(len(data) + 1, bool)
    changes[0] = changes[-1] = True
    np.not_equal(classes[1:], classes[:-1], out=changes[1:-1])
    changes[1:-1] |= classes[1:] == 2
    changes[offsets[1:-1]] = True
    edges = np.flatnonzero(changes)
    kept = classes[edges[:-1]] > 0
    begins, ends = edges[:-1][kept], edges[1:][kept]
    powers = np.multiply.accumulate(np.full(len(data) + 1, _BASE, np.uint64))
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(data * powers[:-1], out=sums[1:])
    # Division by the power of the place, which is odd: its inverse modulo 2 ** 64.
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    back = np.multiply.accumulate(np.full(len(data) + 1, inverse, np.uint64))
    hashes = (sums[ends] - sums[begins]) * back[begins]
    return hashes, np.searchsorted(begins, offsets)
