"""The texts that a platform offers at one click."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.pitch.lexicon import read_data

if TYPE_CHECKING:
    import polars as pl

_QUICK_MAX: Final = 120  # characters


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


def one_click(texts: pl.Series) -> pl.Series:
    """Tell of each text whether all of it is a quick text, give or take a name and marks."""
    straight = texts.str.replace_all("[\u2019`\u00b4]", "'").str.replace_all(r"\s+", " ")
    return (texts.str.len_chars() <= _QUICK_MAX) & straight.str.contains(_quick_text())
