"""Finding the phrases in many texts: literals for all of them at once, expressions for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from reciprocity.pitch.folding import TEXT_MAX, clean_text, fold, original_span
from reciprocity.pitch.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.pitch.grammar import Pattern, RegexPattern
    from reciprocity.pitch.lexicon import Lexicon, Phrase

Texts = Iterable[str | None] | pd.Series

SPANS_PER_PATTERN: Final = 5
_BEFORE: Final = 40  # characters in front of a match in which `unless_after` looks


class Hit(NamedTuple):
    """A phrase found: its span in the original text."""

    start: int
    end: int
    phrase: Phrase


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text with its folded form, ready to be searched."""

    original: str
    folded: str
    offsets: list[int] | None

    @classmethod
    def of(cls, original: str) -> Text:
        """Fold the text."""
        folded, offsets = fold(original)
        return cls(original=original, folded=folded, offsets=offsets)


def to_series(texts: Texts) -> tuple[pl.Series, pd.Index]:
    """Return the texts for searching (never null, cut to `TEXT_MAX`) and the index of the result.

    Missing values (None, NaN, pandas.NA) and whatever is not text count as empty. TypeError for
    what is not many texts.
    """
    if isinstance(texts, str | bytes | Mapping | pd.DataFrame) or not isinstance(texts, Iterable):
        given = type(texts).__name__
        raise TypeError(f"texts must be a list or a Series of texts, not one {given}")
    many = texts if isinstance(texts, pd.Series) else list(texts)
    index = many.index if isinstance(many, pd.Series) else pd.RangeIndex(len(many))
    try:
        series = _taken_over(many)
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        series = pl.Series("text", [clean_text(value) for value in many], dtype=pl.String)
    return series.fill_null("").str.head(TEXT_MAX), index


def _taken_over(texts: list[str | None] | pd.Series) -> pl.Series:
    if isinstance(texts, pd.Series) and isinstance(texts.dtype, pd.StringDtype):
        return pl.from_pandas(texts.rename("text")).cast(pl.String)
    return pl.Series("text", list(texts), dtype=pl.String, strict=True)


def announced(folded: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Return `row` and `entry` of every pair of a text and an entry of the lexicon it may hold.

    From texts as fold_all returns them. First one search for all literals in all texts, then one
    loose expression for each entry in the texts that hold one of its literals. Nothing that
    `find_all` would find is left out.
    """
    literals = lexicon.literals
    looked_for = literals["literal"].unique().to_list()
    parts = side_by_side(folded, lambda piece: piece.str.extract_many(looked_for, overlapping=True))
    found = pl.concat([pl.Series([], dtype=pl.List(pl.String)), *parts])
    pairs = (
        pl.DataFrame({"row": pl.arange(len(folded), dtype=pl.Int64, eager=True), "literal": found})
        .filter(pl.col("literal").list.len() > 0)
        .explode("literal")
        .join(literals, on="literal")
        .group_by("entry")
        .agg(pl.col("row").unique())
    )
    kept = [
        _loosely(folded, rows, lexicon.entries[entry][0].loose)
        for entry, rows in zip(pairs["entry"], pairs["row"], strict=True)
    ]
    entries = np.repeat(pairs["entry"].to_numpy(), [len(rows) for rows in kept])
    rows = pl.concat(kept) if kept else pl.Series([], dtype=pl.Int64)
    return pl.DataFrame({"row": rows, "entry": pl.Series(entries, dtype=pl.Int32)})


def by_row(pairs: pl.DataFrame) -> dict[int, list[int]]:
    """From what `announced` returns to the entries of each row, rows and entries in order."""
    grouped = pairs.group_by("row").agg(pl.col("entry").sort()).sort("row")
    return dict(zip(grouped["row"].to_list(), grouped["entry"].to_list(), strict=True))


def _loosely(folded: pl.Series, rows: pl.Series, loose: str | None) -> pl.Series:
    """Return the rows whose text the loose expression matches."""
    return rows if loose is None else rows.filter(folded.gather(rows).str.contains(loose))


def find(text: Text, lexicon: Lexicon, entries: Iterable[int]) -> list[Hit]:
    """Return the phrases of the lexicon in the text, trying only the entries given."""
    return [hit for number in entries for hit in _hits(text, *lexicon.entries[number])]


def find_all(text: Text, lexicon: Lexicon) -> list[Hit]:
    """Return the phrases of the lexicon in the text, trying every one: slow, for comparison."""
    return [hit for entry in lexicon.entries for hit in _hits(text, *entry)]


def _hits(text: Text, pattern: Pattern | RegexPattern, phrase: Phrase) -> Iterator[Hit]:
    folded = text.folded
    for match in islice(pattern.regex.finditer(folded), SPANS_PER_PATTERN):
        start, end = match.span()
        if phrase.within_first is not None and start >= phrase.within_first:
            return
        if phrase.unless_after:
            front = folded[max(0, start - _BEFORE) : start]
            if phrase.unless_after.search(front):
                continue
        if folded[end - 1].isspace():
            end = start + len(folded[start:end].rstrip())
        begin, stop = original_span(start, end, text.offsets)
        yield Hit(begin, stop, phrase)
