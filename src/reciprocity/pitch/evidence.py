"""The hand-made half of the detector: phrases and structure found in a text, and their weight."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.lexicon import ACT_FAMILIES, cues, lexicon, read_data
from reciprocity.pitch.matching import Hit, Text, announced, by_row, find
from reciprocity.pitch.structure import MARKED, marks, marks_max, shape_max, shape_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.pitch.spans import Span

# Words that only describe, or tell another act, say nothing for or against a pitch.
_SILENT: Final = ("small_talk", "thanks", "connected")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the phrases say of one text.

    up, down: log-odds of what speaks for and against a pitch (down is 0 or less). hits: every
    phrase. weights: of every cue found, structure included. spans: start, end, cue id of them.
    """

    text: Text
    hits: tuple[Hit, ...]
    up: float
    down: float
    weights: dict[str, float]
    spans: tuple[Span, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Return the cues found."""
        return frozenset(self.weights)

    def families(self) -> frozenset[str]:
        """Return the families of the cues found."""
        return frozenset(name.partition(".")[0] for name in self.weights)


def gather(texts: pl.Series, entries: Sequence[Sequence[int]] | None = None) -> Iterator[Evidence]:
    """Yield the evidence of every text, in order.

    entries: of the lexicon, that each text may hold, where they are known.
    """
    if entries is None:
        held = by_row(announced(fold_all(texts), lexicon()))
        entries = [held.get(row, []) for row in range(len(texts))]
    marked = texts.str.contains(MARKED).to_list()
    for row, original in enumerate(texts.to_list()):
        text = Text.of(original)
        structure = list(marks(text)) if marked[row] else []
        yield _evidence(text, find(text, lexicon(), entries[row]), structure)


def bounds(texts: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return what the evidence of every text can be at most: `up`, and a flag for each family.

    From texts and what announced tells of them, without looking for the phrases themselves. The
    families are decline, thanks and connected.
    """
    phrases = [phrase for _, phrase in lexicon().entries]
    told = pl.DataFrame(
        {
            "entry": pl.Series(range(len(phrases)), dtype=pl.Int32),
            "cue": [phrase.cue for phrase in phrases],
            "weight": [max(phrase.weight, 0.0) * _speaks(phrase.cue) for phrase in phrases],
        }
    )
    cues = pairs.join(told, on="entry").group_by("row", "cue").agg(pl.col("weight").max())
    family = pl.col("cue").str.split(".").list.first()
    cues = cues.with_columns(family=family)
    # Damped as `_sum` does: of fewer cues of a family the sum is never larger.
    nth = pl.col("weight").rank("ordinal", descending=True).over("row", "family") - 1
    damped = pl.col("weight") * pl.lit(_damping()).pow(nth)
    found = (
        cues.with_columns(weight=damped)
        .group_by("row")
        .agg(
            pl.col("weight").sum(),
            *((pl.col("family") == name).any().alias(name) for name in ACT_FAMILIES),
        )
    )
    rows = pl.DataFrame({"row": pl.arange(len(texts), dtype=pl.Int64, eager=True), "text": texts})
    joined = rows.join(found, on="row", how="left", maintain_order="left").with_columns(
        pl.col("weight").fill_null(0.0), *(pl.col(name).fill_null(False) for name in ACT_FAMILIES)
    )
    told_by_shape = pl.when(pl.col("weight") > 0).then(shape_max()).otherwise(0.0)
    marked = pl.when(pl.col("text").str.contains(MARKED)).then(marks_max()).otherwise(0.0)
    return joined.select(
        (pl.col("weight") + told_by_shape + marked).alias("up"),
        *ACT_FAMILIES,
    )


def _evidence(text: Text, hits: Sequence[Hit], structure: Sequence[Span]) -> Evidence:
    weights = {cue: cues()[cue].weight for _, _, cue in structure}
    for _, _, phrase in hits:
        if abs(phrase.weight) >= abs(weights.get(phrase.cue, 0.0)):
            weights[phrase.cue] = phrase.weight
    speaks = any(hit.phrase.weight > 0 and _speaks(hit.phrase.cue) for hit in hits)
    shape = shape_weight(text) if speaks else 0.0
    told = {cue: weight for cue, weight in weights.items() if _speaks(cue)}
    return Evidence(
        text=text,
        hits=tuple(hits),
        up=_sum({cue: weight for cue, weight in told.items() if weight > 0}) + max(shape, 0.0),
        down=_sum({cue: weight for cue, weight in told.items() if weight < 0}) + min(shape, 0.0),
        weights=weights,
        spans=(*((hit.start, hit.end, hit.phrase.cue) for hit in hits), *structure),
    )


@cache
def _speaks(cue: str) -> bool:
    return cue.partition(".")[0] not in _SILENT


@cache
def _damping() -> float:
    return float(read_data("weights.toml")["damping"])


def _sum(weights: dict[str, float]) -> float:
    """Add the weights up; within a family each further cue counts for less."""
    if len(weights) < 2:
        return sum(weights.values())
    families: dict[str, list[float]] = {}
    for cue, weight in weights.items():
        families.setdefault(cue.partition(".")[0], []).append(weight)
    total = 0.0
    for family in sorted(families):
        for nth, weight in enumerate(sorted(families[family], key=abs, reverse=True)):
            total += weight * _damping() ** nth
    return total
