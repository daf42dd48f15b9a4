"""What is known around a message: silence before it, and what the other side had written last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import polars as pl

from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.lexicon import read_data
from reciprocity.pitch.matching import to_series

if TYPE_CHECKING:
    from reciprocity.pitch.ngrams import Numbers

Column = np.ndarray[tuple[int], np.dtype[np.float64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

COLUMNS: Final = ("days_since_previous", "is_first", "previous", "people_alike")
_NUMBERS: Final = ("integer", "floating", "mixed-integer-float", "empty")
_WORD: Final = r"[a-z]{5,}"
_ASKS: Final = r"[?\x{bf}\x{61f}\x{ff1f}]"


class Contexts:
    """The contexts of some messages, as numbers; 0 wherever nothing is known.

    From a frame with a row per text and any of the columns `days_since_previous` (since the
    pair's previous event), `is_first` (nothing was written before), `previous` (the words the
    other side had written last) and `people_alike` (with how many people the same text was
    exchanged). TypeError for what is no frame; ValueError when there is not one row per text, for
    another column, and for one that holds something else than numbers, or than True and False.
    """

    def __init__(self, contexts: pd.DataFrame | None, count: int) -> None:
        self.frame = pd.DataFrame(index=range(count)) if contexts is None else _checked(contexts)
        if len(self.frame) != count:
            raise ValueError("contexts needs one row per text")
        settings = read_data("weights.toml")["context"]
        days = self._numbers("days_since_previous")
        self.first = self._first()
        self.silence = days >= settings["long_silence_days"]
        self.talking = days < settings["in_conversation_days"]
        self.alike = self._numbers("people_alike") >= settings["people_alike"]
        self.previous = (
            to_series(self.frame["previous"])[0]
            if "previous" in self.frame
            else pl.Series("previous", [""] * count, dtype=pl.String)
        )

    def _numbers(self, name: str) -> Column:
        if name not in self.frame:
            return np.full(len(self.frame), np.nan)
        column = self.frame[name]
        if pd.api.types.infer_dtype(column, skipna=True) not in _NUMBERS:
            raise ValueError(f"the column {name} of contexts needs numbers")
        return np.asarray(column.astype("Float64").to_numpy(dtype=float, na_value=np.nan))

    def _first(self) -> Flags:
        if "is_first" not in self.frame:
            return np.zeros(len(self.frame), dtype=np.bool_)
        column = self.frame["is_first"]
        kind = pd.api.types.infer_dtype(column, skipna=True)
        if kind != "boolean" and not (kind in _NUMBERS and column.dropna().isin([0, 1]).all()):
            raise ValueError("the column is_first of contexts needs True and False")
        return np.asarray(column.astype("boolean").to_numpy(dtype=bool, na_value=False))

    @property
    def told(self) -> Flags:
        """Whether the other side's last words are known."""
        return (self.previous != "").to_numpy()

    @property
    def asked(self) -> Flags:
        """Whether the other side's last words ask something."""
        return self.previous.str.contains(_ASKS).to_numpy()

    def raised(self, texts: pl.Series, rows: Numbers) -> Column:
        """Return the share of a text's longer words that the other side had used, row by row."""
        share = np.zeros(len(rows))
        talk = self.told[rows]
        own = fold_all(texts.gather(rows[talk])).str.extract_all(_WORD).list.unique()
        other = fold_all(self.previous.gather(rows[talk])).str.extract_all(_WORD).list.unique()
        common = own.list.set_intersection(other).list.len()
        share[talk] = (common / own.list.len().clip(1)).to_numpy()
        return share


def _checked(contexts: object) -> pd.DataFrame:
    if not isinstance(contexts, pd.DataFrame):
        given = type(contexts).__name__
        raise TypeError(f"contexts must be a DataFrame with one row per text, not a {given}")
    for name in contexts.columns:
        if name not in COLUMNS:
            raise ValueError(f"contexts knows no column {name!r}, but {', '.join(COLUMNS)}")
    return contexts
