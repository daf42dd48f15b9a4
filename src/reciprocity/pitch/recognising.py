"""From messages to the probability of each act: n-grams first, phrases where they can matter.

Stage one adds up the learned weights of n-grams, for every message and act. Stage two puts these
log-odds together with what is known around the message and with what the phrases say. What the
phrases can add at most is known beforehand, so that they are looked for only where they could lift
an act over its threshold: nothing that the whole model would call an act is left out. What the
user says of single messages corrects the log-odds of a pitch at the end (see correcting).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.special import expit, logit

from reciprocity.pitch.contexts import Contexts
from reciprocity.pitch.correcting import Labelled, fit_correction
from reciprocity.pitch.evidence import bounds, gather
from reciprocity.pitch.folding import fold_all
from reciprocity.pitch.lexicon import lexicon
from reciprocity.pitch.matching import announced, by_row
from reciprocity.pitch.model import ACTS, act_logits, settings
from reciprocity.pitch.quick import one_click

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reciprocity.pitch.contexts import Column, Flags
    from reciprocity.pitch.evidence import Evidence
    from reciprocity.pitch.model import Floats
    from reciprocity.pitch.ngrams import Numbers

# Known of every message without looking for phrases ...
SITUATIONS: Final = ("first", "long silence", "in conversation", "alike")
KNOWN: Final = (*(f"n-grams {act}" for act in ACTS), *SITUATIONS, "pitched", "asked")
# ... and known only where phrases were looked for, with the range each can have.
FOR_MAX: Final = 6.0
AGAINST_MAX: Final = 4.0
LOOKED_FOR: Final = {
    "for a pitch": (0.0, FOR_MAX),
    "against a pitch": (-AGAINST_MAX, 0.0),
    "wordless": (0.0, 1.0),  # no phrase speaks for a pitch: n-grams are the only witness
    "decline": (0.0, 1.0),
    "thanks": (0.0, 1.0),
    "connected": (0.0, 1.0),
    "raised": (0.0, 1.0),
}
FEATURES: Final = (*KNOWN, *LOOKED_FOR)
PHRASES: Final = ("for a pitch", "against a pitch", "wordless")
# What each act may rest on in stage two, beside its own n-grams and what the other side wrote.
OWN: Final = {
    "pitch": (*SITUATIONS, *PHRASES, "raised"),
    "decline": ("decline",),
    "thanks": ("thanks", "connected"),
    "question": (),
    "answer": (),
}
OF_BOTH: Final = ("pitched", "asked")
_PITCH: Final = ACTS.index("pitch")
_DECLINE: Final = ACTS.index("decline")


def used(act: str) -> list[int]:
    """Return the numbers of the features that an act rests on in stage two."""
    return sorted(map(FEATURES.index, (f"n-grams {act}", *OF_BOTH, *OWN[act])))


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """The probability of each act (columns as in ACTS) and, by row, what the phrases said.

    distinct: every different text, here or written before one; folded: the same, of fold_all;
    codes: the number of each row's. quick: whether all of it is a quick text of the platform, which
    is nobody's pitch. decline_by_words: the probability of a no, had nothing been said before it.
    told: what the user says, 1 for a pitch, 0 for none, NaN for nothing; of a
    quick text nothing.
    """

    probability: Floats
    evidence: dict[int, Evidence]
    distinct: pl.Series
    folded: pl.Series
    codes: Numbers
    quick: Flags
    decline_by_words: Column
    alike: Flags
    told: Column


def recognise(
    texts: pl.Series,
    contexts: pd.DataFrame | None = None,
    *,
    threshold: float | None = None,
    exact_from: float = 1.0,
    prefilter: bool = True,
    labelled: Labelled | None = None,
    offered: Flags | None = None,
) -> Recognised:
    """Return how likely each text is each act.

    texts: as of matching.to_series. contexts: as of contexts.Contexts. threshold: from which
    probability on a pitch is one, else the model's own. exact_from: from which on its probability
    must be exact, if below the threshold. `prefilter=False` looks for phrases in
    every text: the same acts, slowly; only probabilities below a threshold differ. labelled: a
    label or none for every text; phrases are looked for in all that have one. offered: whether the
    platform of each text has quick texts, which take no label; None for all.
    """
    around = Contexts(contexts, len(texts))
    distinct, codes = _distinct(pl.concat([texts.rename("text"), around.previous.rename("text")]))
    folded = fold_all(distinct)
    base = act_logits(folded)
    of_texts, of_previous = np.split(codes, 2)
    known = known_features(base[of_texts], pitchiness(base[of_previous]), around)
    quick = one_click(distinct)[of_texts]
    second = settings()["second"]
    weights = np.array(second["weights"])  # features by acts
    logits = known @ weights[: len(KNOWN)] + np.array(second["intercepts"])
    of_both = [*map(KNOWN.index, OF_BOTH)]
    before = known[:, of_both] @ weights[of_both, _DECLINE]
    thresholds = second["thresholds"] | ({} if threshold is None else {"pitch": threshold})
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = logit(np.array([thresholds[act] for act in ACTS]))
        exact = min(needed[_PITCH], logit(exact_from))
    labelled = (labelled or Labelled.of_nothing(len(texts))).without(
        quick if offered is None else quick & offered
    )
    at_hand = _Texts(texts=texts, distinct=distinct, folded=folded, codes=of_texts, around=around)
    evidence = _add_phrases(logits, labelled.rows, at_hand, weights)
    correction = fit_correction(logits[:, _PITCH], labelled, of_texts, needed[_PITCH])
    needed[_PITCH] = correction.before(exact)
    worth, entries = (
        _worth_looking(at_hand, logits, weights, needed)
        if prefilter
        else (np.ones(len(texts), dtype=bool), None)
    )
    worth[labelled.rows] = False
    evidence |= _add_phrases(logits, np.flatnonzero(worth), at_hand, weights, entries)
    logits[:, _PITCH] = correction.of(logits[:, _PITCH])
    return Recognised(
        probability=expit(logits),
        evidence=evidence,
        distinct=distinct,
        folded=folded,
        codes=of_texts,
        quick=quick,
        decline_by_words=expit(logits[:, _DECLINE] - before),
        alike=around.alike,
        told=labelled.told,
    )


@dataclass(frozen=True, kw_only=True)
class _Texts:
    texts: pl.Series
    distinct: pl.Series
    folded: pl.Series
    codes: Numbers
    around: Contexts


def _add_phrases(
    logits: Floats,
    rows: Numbers,
    of: _Texts,
    weights: Floats,
    entries: dict[int, list[int]] | None = None,
) -> dict[int, Evidence]:
    """Add to the log-odds of these rows what their phrases say; return that by row.

    entries: of the lexicon, by the code of the text that may hold them, where they are known.
    """
    codes, places = np.unique(of.codes[rows], return_inverse=True)
    known = None if entries is None else [entries.get(code, []) for code in codes.tolist()]
    found = list(gather(of.distinct.gather(codes), known))
    said = said_by(found)[places]
    raised = of.around.raised(of.texts, rows)
    logits[rows] += np.column_stack([said, raised]) @ weights[len(KNOWN) :]
    return {row: found[place] for row, place in zip(rows.tolist(), places.tolist(), strict=True)}


def _distinct(texts: pl.Series) -> tuple[pl.Series, Numbers]:
    """Return all different texts, and the number of each text's."""
    distinct = texts.unique(maintain_order=True)
    numbered = distinct.to_frame("text").with_row_index("code")
    codes = texts.to_frame("text").join(numbered, on="text", how="left", maintain_order="left")
    return distinct, codes["code"].to_numpy().astype(np.int64)


def known_features(logits: Floats, pitched: Column, around: Contexts) -> Floats:
    """Return the features KNOWN of every text.

    From stage-one log-odds of the texts and how likely the other side's last words are a pitch.
    """
    situation = [around.first, around.silence, around.talking, around.alike]
    told = np.where(around.told, pitched, 0.0)
    return np.column_stack([logits, *situation, told, around.asked]).astype(float)


def pitchiness(logits: Floats) -> Column:
    """Return how likely the n-grams alone make a pitch, from stage-one log-odds."""
    return np.asarray(expit(logits[:, _PITCH]))


def said_by(found: Sequence[Evidence]) -> Floats:
    """Return what phrases say of each text: the features LOOKED_FOR but `raised`."""
    said = [
        (
            min(one.up, FOR_MAX),
            max(one.down, -AGAINST_MAX),
            one.up == 0,
            *(name in families for name in ("decline", "thanks", "connected")),
        )
        for one, families in ((one, one.families()) for one in found)
    ]
    return np.array(said, float).reshape(-1, len(LOOKED_FOR) - 1)


def _worth_looking(
    of: _Texts, logits: Floats, weights: Floats, needed: Floats
) -> tuple[Flags, dict[int, list[int]]]:
    """Tell of each row whether phrases could decide if the log-odds needed are reached.

    First by the most that any phrases can add, then by the most that those can add which may
    stand in the text; these are told too, by code.
    """
    # Rounding must not decide: what lies within a hair of the threshold is looked at.
    missing = needed - logits - 1e-6
    by_phrases = weights[len(KNOWN) :]
    most = np.array([high for _, high in LOOKED_FOR.values()])
    possible = missing <= most @ np.maximum(by_phrases, 0.0)
    possible[:, [ACTS.index(act) for act in ACTS if not OWN[act]]] = False
    rows = np.flatnonzero(possible.any(axis=1))
    asked, places = np.unique(of.codes[rows], return_inverse=True)
    pairs = announced(of.folded.gather(asked), lexicon())
    limits = _limits(of.distinct.gather(asked), pairs)
    reach = limits @ np.maximum(by_phrases, 0.0)
    spoken = limits @ (np.abs(by_phrases) > 0) > 0
    spoken[:, _PITCH] = True
    decided = possible[rows] & (missing[rows] <= reach[places]) & spoken[places]
    worth = np.zeros(len(logits), dtype=np.bool_)
    worth[rows[decided.any(axis=1)]] = True
    return worth, {int(asked[row]): held for row, held in by_row(pairs).items()}


def _limits(texts: pl.Series, pairs: pl.DataFrame) -> Floats:
    """Return the most that each feature LOOKED_FOR can be in each text, by what is announced."""
    most = bounds(texts, pairs)
    up = np.minimum(most["up"].to_numpy(), FOR_MAX)
    families = [most[name].to_numpy() for name in ("decline", "thanks", "connected")]
    none, whole = np.zeros(len(texts)), np.ones(len(texts))
    return np.column_stack([up, none, whole, *families, whole]).astype(float)
