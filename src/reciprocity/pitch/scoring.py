"""From messages to the probability that each is a pitch, and the words that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import polars as pl

from reciprocity.pitch.describing import descriptors
from reciprocity.pitch.evidence import gather
from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.language import languages
from reciprocity.pitch.matching import to_series
from reciprocity.pitch.model import ACTS, act_logits, settings
from reciprocity.pitch.recognising import recognise
from reciprocity.pitch.spans import untangle

if TYPE_CHECKING:
    from reciprocity.pitch.evidence import Evidence
    from reciprocity.pitch.matching import Texts
    from reciprocity.pitch.recognising import Recognised
    from reciprocity.pitch.spans import Span

WORDING: Final = "wording.pitch"
_SENTENCE: Final = re.compile(r"[^\n.!?]{3,}(?:[.!?]+|$|(?=\n))")


def score_pitches(
    texts: Texts,
    contexts: pd.DataFrame | None = None,
    *,
    threshold: float | None = None,
    prefilter: bool = True,
) -> pd.DataFrame:
    """Return the probability that each text is a pitch, with its evidence.

    From texts of any length (the first 20,000 characters are looked at; missing values, and
    whatever else is no text, count as empty) to a frame of the same index: `probability` (0 to 1,
    for a mix in which one message in four is a pitch), `is_pitch` (probability is at
    least the threshold, and it is no quick text of the platform), `language` (code of one of
    seven, or empty), `cues` (tuples start, end, cue id: offsets into the text, in order, not
    overlapping, only for pitches: what speaks for one) and `descriptors` (ids, only for pitches).

    `contexts` has a row per text, in the same order, and may have the columns `days_since_previous`
    (days since the pair's previous event, NaN when unknown), `is_first`, `previous` (what the other
    side had written last) and `people_alike` (with how many people the same text was exchanged).

    `threshold` is from 0 to 1, else the model's own. A probability that reaches it is exact. One
    below may lack what phrases add or take: they are looked for only where they could lift the
    text over the threshold, so that it depends on `threshold`. `prefilter=False` looks for them in
    every text: the same pitches, slowly, with every probability exact.

    TypeError for one text instead of many and for contexts that are no frame; ValueError for
    contexts of another length, with another column or with values of another kind, and for a
    threshold out of bounds.
    """
    series, index = to_series(texts)
    if threshold is not None and not 0 <= threshold <= 1:
        raise ValueError("threshold must be from 0 to 1")
    found = recognise(series, contexts, threshold=threshold, prefilter=prefilter)
    limit = pitch_threshold() if threshold is None else threshold
    frame = pitch_frame(series, found, limit)
    frame.insert(2, "language", pd.Series(languages(series), dtype="str"))
    return frame.set_index(index)


def pitch_threshold() -> float:
    """Return from which probability on the model itself calls a text a pitch."""
    return float(settings()["second"]["thresholds"]["pitch"])


def pitch_frame(texts: pl.Series, found: Recognised, threshold: float) -> pd.DataFrame:
    """From what was recognised to probability, is_pitch, cues and descriptors, row by row.

    What the user says is certain. Of the reasons, the wording is one only for what the model calls
    a pitch too.
    """
    silent = np.isnan(found.told)
    by_model = (found.probability[:, ACTS.index("pitch")] >= threshold) & ~found.quick
    probability = np.where(silent, found.probability[:, ACTS.index("pitch")], found.told)
    called = np.where(silent, by_model, found.told == 1)
    spans: list[tuple[Span, ...]] = [()] * len(texts)
    described: list[tuple[str, ...]] = [()] * len(texts)
    for row in called.nonzero()[0].tolist():
        evidence = found.evidence[row]
        spans[row] = _speaking(evidence)
        described[row] = descriptors(
            evidence.text, evidence.hits, evidence.ids, alike=bool(found.alike[row])
        )
    wordless = [row for row in (called & by_model).nonzero()[0].tolist() if not spans[row]]
    for row, span in zip(wordless, _tellings(texts.gather(wordless).to_list()), strict=True):
        spans[row] = (span,)
    return pd.DataFrame(
        {
            "probability": probability,
            "is_pitch": called,
            "cues": pd.Series(spans, dtype=object),
            "descriptors": pd.Series(described, dtype=object),
        }
    )


def pitch_cues(texts: Texts) -> list[tuple[Span, ...]]:
    """Return the phrases of each text that speak for a pitch, whether it is one or not."""
    series, _ = to_series(texts)
    return [_speaking(evidence) for evidence in gather(series)]


def _speaking(evidence: Evidence) -> tuple[Span, ...]:
    """Return the spans that speak for a pitch, in order, without overlap."""
    weights = {cue: weight for cue, weight in evidence.weights.items() if weight > 0}
    spans = [span for span in evidence.spans if span[2] in weights]
    return untangle(evidence.text.original, spans, weights)


def _tellings(texts: list[str]) -> list[Span]:
    """Return of each text the sentence whose wording is most like a pitch's."""
    pieces = [
        [(m.start(), m.end()) for m in _SENTENCE.finditer(text)] or [(0, len(text))]
        for text in texts
    ]
    flat = [text[a:b] for text, of in zip(texts, pieces, strict=True) for a, b in of]
    logits = act_logits(fold_all(pl.Series(flat, dtype=pl.String)))
    scores = iter(logits[:, ACTS.index("pitch")].tolist())
    best = [max(of, key=lambda _: next(scores)) for of in pieces]
    return [(*_trimmed(text, *span), WORDING) for text, span in zip(texts, best, strict=True)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends, unless there is nothing else."""
    piece = text[start:end]
    if not piece.strip():
        return start, end
    return end - len(piece.lstrip()), start + len(piece.rstrip())
