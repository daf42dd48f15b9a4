"""Folding: one plain form of text to search in, with the way back to the original characters.

Folded text is lower case, without accents, invisible characters and typographic variants (bold
mathematical letters, curly apostrophes, no-break blanks), so that a phrase is written once. Spans
are always given in the original text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import polars as pl

from reciprocity.pitch.side_by_side import side_by_side

TEXT_MAX: Final = 20_000  # characters that are looked at; the rest of a longer text is not

_MARKS: Final = "\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad\ufe0f"
_STRIP: Final = re.compile(f"[{_MARKS}]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SPELLING: Final = {
    **dict.fromkeys("\u2019\u2018\u02bc\u00b4\u2032`", "'"),
    **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
    **dict.fromkeys("ßẞ", "ss"),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("œŒ", "oe"),
    **dict.fromkeys("øØ", "o"),
    **dict.fromkeys("łŁ", "l"),
    "\u0131": "i",
}


class _Fold(dict[str, str]):
    """The folded form of a character, remembered."""

    def __missing__(self, char: str) -> str:
        plain = unicodedata.normalize("NFKD", _SPELLING.get(char, char)).lower()
        folded = _STRIP.sub("", plain)
        if len(self) < TEXT_MAX:
            self[char] = folded
        return folded


_FOLD: Final = _Fold()


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and, where lengths differ, the original offset of each character."""
    if text.isascii():
        return text.lower(), None
    parts = [_FOLD[char] for char in text]
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:
        return folded, None
    return folded, [offset for offset, part in enumerate(parts) for _ in part]


def original_span(start: int, end: int, offsets: list[int] | None) -> tuple[int, int]:
    """Return the span in the original text of the non-empty span `start:end` of folded text."""
    if offsets is None:
        return start, end
    return offsets[start], offsets[end - 1] + 1


def clean_text(value: object) -> str:
    """Return the part of the text that is looked at; anything that is not text is empty.

    Lone surrogates, which no table can hold, become question marks; offsets stay the same.
    """
    if not isinstance(value, str):
        return ""
    text = value[:TEXT_MAX]
    return text if text.isascii() else _SURROGATES.sub("?", text)


def fold_all(texts: pl.Series) -> pl.Series:
    """Do what fold_series does, on all processors at once."""
    parts = side_by_side(texts, fold_series)
    return pl.concat([pl.Series(texts.name, [], dtype=pl.String), *parts])


def fold_series(texts: pl.Series) -> pl.Series:
    """Return the texts as `fold` does, with each run of white space as one blank.

    Only for finding literals: offsets are lost.
    """
    lower = texts.str.to_lowercase()
    foreign = texts.str.len_bytes() != texts.str.len_chars()
    rows = foreign.arg_true()
    if len(rows):
        plain = (
            texts.gather(rows)
            .str.replace_many(list(_SPELLING), list(_SPELLING.values()))
            .str.normalize("NFKD")
            .str.to_lowercase()
            .str.replace_all(f"[{_MARKS}]", "")
        )
        lower = lower.scatter(rows, plain)
    return one_blank(lower)


def one_blank(texts: pl.Series) -> pl.Series:
    """Return the texts with each run of white space as one blank; few need more than a look."""
    rows = texts.str.contains(r"\s\s|[^\S ]").arg_true()
    if not len(rows):
        return texts
    return texts.scatter(rows, texts.gather(rows).str.replace_all(r"\s+", " "))
