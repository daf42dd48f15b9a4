"""From messages to the probability that each is a pitch, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reciprocity.pitch.describing import descriptors
from reciprocity.pitch.lexicon import cues, opening_lexicon, pitch_lexicon, read_data
from reciprocity.pitch.matching import Hit, Text, announced, find, find_all, to_series
from reciprocity.pitch.spans import Span, untangle
from reciprocity.pitch.structure import marks, shape_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What speaks for a pitch in one text."""

    row: int
    text: Text
    hits: tuple[Hit, ...]
    evidence: float  # log-odds of all cues and the shape, without base and context
    ids: frozenset[str]
    kinds: int  # families of the phrases that speak for a pitch
    cues: tuple[Span, ...]


def score_pitches(
    texts: Sequence[str] | pd.Series,
    contexts: pd.DataFrame | None = None,
    *,
    threshold: float | None = None,
    prefilter: bool = True,
) -> pd.DataFrame:
    """Return the probability that each text is a pitch, with its evidence.

    From texts of any length (missing ones count as empty; the first 20,000 characters are looked
    at) to a frame of the same index: `probability` (0 to 1), `is_pitch` (probability is at least
    the threshold), `cues` (tuples start, end, cue id: offsets into the text, in order, not
    overlapping, only what speaks for a pitch) and `descriptors` (ids, only for pitches).

    `contexts` has a row per text, in the same order, and may have the columns `days_since_previous`
    (days since the pair's previous event, NaN when unknown) and `is_first`; each shifts the
    log-odds a little, see `weights.toml`, upwards only beside cues of two kinds. ValueError when
    its length differs.

    `prefilter=False` tries every phrase on every text: the same result, slowly.
    """
    series, index = to_series(texts)
    settings = read_data("weights.toml")
    shift = _context_shift(contexts, len(series))
    limit = float(settings["threshold"]) if threshold is None else threshold
    logits = _base() + np.minimum(shift, 0.0)
    found = list(_findings(series, prefilter=prefilter))
    for finding in found:
        # A silence before one phrase does not make it a pitch; before a pitch it makes it likelier.
        around = max(shift[finding.row], 0.0) if finding.kinds > 1 else 0.0
        logits[finding.row] += finding.evidence + around
    probability = _probability(logits)
    spans: list[tuple[Span, ...]] = [()] * len(series)
    described: list[tuple[str, ...]] = [()] * len(series)
    for finding in found:
        spans[finding.row] = finding.cues
        if probability[finding.row] >= limit:
            described[finding.row] = descriptors(finding.text, finding.hits, finding.ids)
    return pd.DataFrame(
        {
            "probability": probability,
            "is_pitch": probability >= limit,
            "cues": pd.Series(spans, index=index, dtype=object),
            "descriptors": pd.Series(described, index=index, dtype=object),
        },
        index=index,
    )


def _probability(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)


def _findings(texts: pl.Series, *, prefilter: bool) -> Iterator[Finding]:
    """Yield what is found in the texts that hold any words of a pitch."""
    if not prefilter:
        for row, original in enumerate(texts.to_list()):
            text = Text.of(original)
            hits = find_all(text, pitch_lexicon())
            if any(hit.phrase.weight > 0 for hit in hits):
                yield _finding(row, text, hits)
        return
    openings = announced(texts, opening_lexicon())
    rows = list(openings)
    held = texts.gather(rows)
    every = announced(held, pitch_lexicon())
    for position, original in enumerate(held.to_list()):
        text = Text.of(original)
        hits = find(text, pitch_lexicon(), every[position])
        if any(hit.phrase.weight > 0 for hit in hits):
            yield _finding(rows[position], text, hits)


def _finding(row: int, text: Text, hits: list[Hit]) -> Finding:
    structure = list(marks(text))
    weights = {cue: cues()[cue].weight for _, _, cue in structure}
    for _, _, phrase in hits:
        if abs(phrase.weight) > abs(weights.get(phrase.cue, 0.0)):
            weights[phrase.cue] = phrase.weight
    found = [(hit.start, hit.end, hit.phrase.cue) for hit in hits if hit.phrase.weight > 0]
    return Finding(
        row=row,
        text=text,
        hits=tuple(hits),
        evidence=_sum(weights) + shape_weight(text),
        ids=frozenset(weights),
        kinds=len({cue.partition(".")[0] for _, _, cue in found}),
        cues=untangle(text.original, found + structure, weights),
    )


@cache
def _base() -> float:
    return float(read_data("weights.toml")["base"])


@cache
def _damping() -> float:
    return float(read_data("weights.toml")["damping"])


def _sum(weights: dict[str, float]) -> float:
    """Add the weights up; within a family each further cue counts for less."""
    families: dict[str, list[float]] = {}
    for cue, weight in weights.items():
        families.setdefault(cue.partition(".")[0], []).append(weight)
    total = 0.0
    for family in sorted(families):
        for nth, weight in enumerate(sorted(families[family], key=abs, reverse=True)):
            total += weight * _damping() ** nth
    return total


@cache
def _context_weights() -> dict[str, float]:
    return {name: float(value) for name, value in read_data("weights.toml")["context"].items()}


def _context_shift(contexts: pd.DataFrame | None, count: int) -> Floats:
    shift = np.zeros(count)
    if contexts is None:
        return shift
    if len(contexts) != count:
        raise ValueError("contexts needs one row per text")
    weights = _context_weights()
    if "days_since_previous" in contexts:
        days = pd.to_numeric(contexts["days_since_previous"]).to_numpy(dtype=float, na_value=np.nan)
        shift += np.where(days >= weights["long_silence_days"], weights["long_silence"], 0.0)
        recent = days < weights["in_conversation_days"]
        shift += np.where(recent, weights["in_conversation"], 0.0)
    if "is_first" in contexts:
        first = contexts["is_first"].astype("boolean").fillna(value=False).to_numpy(dtype=bool)
        shift += np.where(first, weights["first_message"], 0.0)
    return shift
