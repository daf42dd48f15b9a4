"""What each message does: a pitch, a no, thanks, a question, an answer, a quick text, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.garbage import uncollected
from reciprocity.pitch.lexicon import ACT_FAMILIES, connected_lexicon, cues
from reciprocity.pitch.matching import Text, announced, by_row, find, to_series
from reciprocity.pitch.model import ACTS, settings
from reciprocity.pitch.recognising import recognise
from reciprocity.pitch.scoring import pitch_frame, pitch_threshold
from reciprocity.pitch.spans import Span, untangle

if TYPE_CHECKING:
    import polars as pl

    from reciprocity.pitch.contexts import Flags
    from reciprocity.pitch.correcting import Labelled
    from reciprocity.pitch.evidence import Evidence
    from reciprocity.pitch.matching import Texts
    from reciprocity.pitch.recognising import Recognised

FLAGS: Final = ("thanks", "thanks_for_connecting", "decline", "question", "answer", "one_click")


def message_acts(texts: Texts, contexts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what each text does, with the words that say so.

    From texts and contexts, as for score_pitches, to a frame of the same index: `act` (the first
    that fits of one_click, pitch, decline, thanks, question, answer, other), the flags `thanks`,
    `thanks_for_connecting`, `decline` (a no to an offer; whether it answers a pitch is for the
    timeline to say), `question` (asks about the reader), `answer` and `one_click` (all of it is a
    quick text of the platform), and `cues` (start, end, cue id, in order, not overlapping): of a
    pitch those of score_pitches, of all others the words of thanks and of a no.
    """
    series, index = to_series(texts)
    found = recognise(series, contexts)
    acts = act_frame(found)
    pitches = pitch_frame(series, found, pitch_threshold())
    cues = acts["cues"].mask(acts["act"] == "pitch", pitches["cues"])
    return acts.assign(cues=cues).set_index(index)


def act_frame(found: Recognised, decline_by_words: float = 0.0) -> pd.DataFrame:
    """From what was recognised to act, flags and cues, row by row.

    decline_by_words: how likely the words of a no alone must make one.
    """
    limits = np.array([settings()["second"]["thresholds"][act] for act in ACTS])
    called = found.probability >= limits
    called[:, ACTS.index("decline")] &= found.decline_by_words >= decline_by_words
    flags = {act: called[:, number] for number, act in enumerate(ACTS)}
    flags["one_click"] = found.quick
    flags["thanks_for_connecting"] = _connected(found.distinct, found.folded)[found.codes]
    spans: list[tuple[Span, ...]] = [()] * len(called)
    # Rows of one text share its evidence.
    different = {id(evidence): evidence for evidence in found.evidence.values()}
    spans_of = {key: _act_spans(evidence) for key, evidence in different.items()}
    for row, evidence in found.evidence.items():
        spans[row] = spans_of[id(evidence)]
    order = ("one_click", *ACTS)
    act = np.select([flags[name] for name in order], order, default="other")
    told = {name: flags[name] for name in FLAGS}
    return pd.DataFrame({"act": act, **told, "cues": pd.Series(spans, dtype=object)})


@uncollected()
def score_messages(
    texts: pd.Series,
    contexts: pd.DataFrame | None = None,
    *,
    threshold: float | None = None,
    exact_from: float = 1.0,
    decline_by_words: float = 0.0,
    labelled: Labelled | None = None,
    offered: Flags | None = None,
) -> pd.DataFrame:
    """Return what score_pitches (but the language) and message_acts say, working it out once.

    The cues of acts are `act_cues`; `act` and the flags are the model's alone; `labelled` tells
    whether the user's label was taken: not of a one-click text where such are offered (None:
    everywhere). A probability of a pitch is exact from `exact_from` on, or from the threshold on if
    that is lower. The index is that of the texts.
    """
    series, index = to_series(texts)
    found = recognise(
        series,
        contexts,
        threshold=threshold,
        exact_from=exact_from,
        labelled=labelled,
        offered=offered,
    )
    limit = pitch_threshold() if threshold is None else threshold
    acts = act_frame(found, decline_by_words).rename(columns={"cues": "act_cues"})
    pitches = pitch_frame(series, found, limit).assign(labelled=~np.isnan(found.told))
    return pd.concat([pitches, acts], axis=1).set_index(index)


def _connected(texts: pl.Series, folded: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell of each text whether it holds thanks for connecting, or gladness about it."""
    flags = np.zeros(len(texts), dtype=bool)
    held = by_row(announced(folded, connected_lexicon()))
    originals = texts.gather(list(held)).to_list()
    for (row, entries), original in zip(held.items(), originals, strict=True):
        flags[row] = bool(find(Text.of(original), connected_lexicon(), entries))
    return flags


def _act_spans(evidence: Evidence) -> tuple[Span, ...]:
    chosen = [span for span in evidence.spans if span[2].partition(".")[0] in ACT_FAMILIES]
    order = {cue: 2.0 - cues()[cue].weight for _, _, cue in chosen}
    order |= {cue: 5.0 for cue in order if cue.startswith("connected")}
    return untangle(evidence.text.original, chosen, order)
