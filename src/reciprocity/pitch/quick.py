"""The texts that a platform offers at one click."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from reciprocity.pitch.folding import one_blank
from reciprocity.pitch.lexicon import read_data
from reciprocity.pitch.side_by_side import side_by_side

if TYPE_CHECKING:
    import polars as pl

    from reciprocity.pitch.contexts import Flags

_QUICK_MAX: Final = 120  # characters
_PIECE: Final = 1 << 23  # bytes


@cache
def _quick_text() -> str:
    data = read_data("phrases/one_click.toml")
    bodies = "|".join(f"(?i:{body})" for body in data["texts"])
    name = data["name"]
    openings = "|".join(f"(?i:{opening})" for opening in data["openings"])
    mark = data["marks"]
    named = f"(?:{bodies})(?:,? {name})?"
    opened = f"(?:{openings}) {name}[,!.]? (?:{bodies})"
    return rf"^\s*(?:(?:{named}|{opened}){mark}|{data['pictures']})\s*$"


def one_click(texts: pl.Series) -> Flags:
    """Tell of each text whether all of it is a quick text, give or take a name and marks."""
    parts = side_by_side(texts, _one_click, _PIECE)
    return np.concatenate([np.empty(0, bool), *(part.to_numpy() for part in parts)])


def _one_click(texts: pl.Series) -> pl.Series:
    straight = one_blank(texts.str.replace_all("[\u2019`\u00b4]", "'"))
    return (texts.str.len_chars() <= _QUICK_MAX) & straight.str.contains(_quick_text())
