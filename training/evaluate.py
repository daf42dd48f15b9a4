"""Prints how well the shipped model does: on the project's own test half, and on other people's.

    python -m training.evaluate [--foreign FILE.csv] [--errors]

A foreign file has the columns id, label (pitch or ordinary), kind, lang, hard and text. It is
measured on and nothing else: no text of it is printed or kept.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.metrics import average_precision_score

from reciprocity.pitch import message_acts, score_pitches
from training.corpus import ACTS, LANGUAGES, read_corpus
from training.features import context_frame
from training.fit import is_test
from training.quality import length_auc, near_duplicates, repeated_openings, roc_auc, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from training.corpus import Message

ROUNDS: Final = 1000  # of the bootstrap
# The plain list of words that anybody would try first; a baseline, not a part of the detector.
KEYWORDS: Final = frozenset(
    {
        "free", "offer", "discount", "opportunity", "investment", "invest", "demo",
        "webinar", "platform", "solution", "solutions", "services", "clients", "leads",
        "growth", "revenue", "sales", "marketing", "interested", "subscribe", "buy",
        "sale", "promo", "gratis", "oferta", "descuento", "clientes", "empresa",
        "gratuit", "offre", "angebot", "kostenlos", "kunden", "desconto", "offerta",
        "sconto", "clienti", "aanbieding", "korting", "klanten", "bitcoin", "crypto",
        "trading", "commission", "affiliate", "sponsor", "donate", "hiring", "recruiter",
        "partnership",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Labelled texts to measure on."""

    texts: list[str]
    pitch: np.ndarray[tuple[int], np.dtype[np.bool_]]
    hard: np.ndarray[tuple[int], np.dtype[np.bool_]]
    languages: list[str]
    kinds: list[str]


def figures(called: Any, held: Any) -> str:
    """Return precision, recall and F1 as text."""
    right, said, there = (called & held).sum(), called.sum(), held.sum()
    precision, recall = right / max(1, said), right / max(1, there)
    total = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {total:.3f}  (n {there})"


def interval(scores: Any, held: Any) -> str:
    """Return the ROC-AUC and PR-AUC with the middle 95 % of a seeded bootstrap."""
    dice = np.random.default_rng(0)
    drawn = [dice.integers(0, len(held), len(held)) for _ in range(ROUNDS)]
    drawn = [rows for rows in drawn if 0 < held[rows].sum() < len(rows)]
    told = []
    for name, measure in (("ROC-AUC", roc_auc), ("PR-AUC", _precision)):
        low, high = np.quantile(
            [measure(scores[rows], held[rows]) for rows in drawn], [0.025, 0.975]
        )
        told.append(f"{name} {measure(scores, held):.3f} [{low:.3f}, {high:.3f}]")
    return "  ".join(told)


def _precision(scores: Any, held: Any) -> float:
    return float(average_precision_score(held, scores))


def calibration_error(probability: Any, held: Any) -> float:
    """Return the mean distance of probability and share, over ten bands of equal width."""
    bands = np.minimum((probability * 10).astype(int), 9)
    return float(
        sum(
            abs(probability[bands == band].mean() - held[bands == band].mean())
            * (bands == band).mean()
            for band in np.unique(bands)
        )
    )


def matched(rows: Rows) -> list[int]:
    """Return each pitch with the ordinary text nearest in length, if within a fifth of it."""
    lengths = np.array([len(text) for text in rows.texts])
    ordinary = np.flatnonzero(~rows.pitch)
    chosen: list[int] = []
    for one in np.flatnonzero(rows.pitch):
        near = ordinary[np.argmin(abs(lengths[ordinary] - lengths[one]))]
        if abs(lengths[near] - lengths[one]) <= 0.2 * lengths[one]:
            chosen += [int(one), int(near)]
    return chosen


def baselines(texts: Sequence[str]) -> dict[str, Any]:
    """Return the scores of what is simpler than the model: length, and a list of words."""
    return {
        "length alone": np.array([len(text) for text in texts], float),
        "keywords": np.array([len(KEYWORDS & set(words(text))) for text in texts], float),
    }


def tell_pitches(rows: Rows, probability: Any, called: Any) -> None:
    """Print the figures of one set of labelled texts."""
    print("  whole:         ", figures(called, rows.pitch))
    print("                 ", interval(probability, rows.pitch))
    print(f"  calibration error {calibration_error(probability, rows.pitch):.3f}")
    print("  hard:          ", figures(called[rows.hard], rows.pitch[rows.hard]))
    foreign = np.array([language != "en" for language in rows.languages])
    print("  not English:   ", figures(called[foreign], rows.pitch[foreign]))
    for language in sorted(set(rows.languages)):
        of = np.array([language == other for other in rows.languages])
        print(f"    {language}:          ", figures(called[of], rows.pitch[of]))
    pairs = matched(rows)
    print(
        f"  matched by length ({len(pairs) // 2} pairs): "
        f"ROC-AUC {roc_auc(probability[pairs], rows.pitch[pairs]):.3f}"
    )
    for name, scores in baselines(rows.texts).items():
        best = max(
            (scores >= limit for limit in np.unique(scores)),
            key=lambda said: (said & rows.pitch).sum() * 2 / (said.sum() + rows.pitch.sum()),
        )
        paired = roc_auc(scores[pairs], rows.pitch[pairs])
        auc = roc_auc(scores, rows.pitch)
        print(f"  {name}: ROC-AUC {auc:.3f}, matched by length {paired:.3f}, at its best")
        print("                 ", figures(best, rows.pitch))


def tell_errors(rows: Rows, called: Any) -> None:
    """Print which kinds fail, never their words."""
    for name, wrong in (
        ("taken for pitches", called & ~rows.pitch),
        ("missed", ~called & rows.pitch),
    ):
        counts = Counter(np.array(rows.kinds)[wrong].tolist())
        print(f"  {name}: " + ", ".join(f"{kind} {n}" for kind, n in counts.most_common()))


def own_half(messages: Sequence[Message]) -> Rows:
    """Return messages of the corpus as rows."""
    return Rows(
        texts=[m.text for m in messages],
        pitch=np.array([m.act == "pitch" for m in messages]),
        hard=np.array(["hard" in m.flags for m in messages]),
        languages=[m.language for m in messages],
        kinds=[m.kind for m in messages],
    )


def tell_acts(messages: Sequence[Message], frame: pd.DataFrame) -> None:
    """Print precision, recall and F1 of every act, whole and by language."""
    for act in ACTS:
        held = np.array([m.act == act for m in messages])
        called = (frame["act"] == act).to_numpy()
        print(f"  {act:9s}", figures(called, held))
        for language in LANGUAGES:
            of = np.array([m.language == language for m in messages])
            print(f"    {language}     ", figures(called[of], held[of]))


def acts_of(messages: Sequence[Message]) -> pd.DataFrame:
    """Return message_acts with what the corpus tells around each message; one-click is not asked.

    A quick text counts as what its words do.
    """
    frame = message_acts([m.text for m in messages], context_frame(messages))
    order = ("decline", "thanks", "question", "answer")
    pitch = frame["act"].to_numpy() == "pitch"
    act = np.select(
        [pitch, *(frame[name].to_numpy() for name in order)], ["pitch", *order], "other"
    )
    return frame.assign(act=act)


def own(errors: bool) -> None:
    """Print the figures on the project's own test half."""
    corpus = read_corpus()
    pairs = near_duplicates(corpus)
    print(
        f"corpus: {len(corpus)} messages, length alone ROC-AUC {length_auc(corpus):.3f}, near "
        f"duplicates {len({id(two) for _, two in pairs}) / len(corpus):.2%}, openings of more than "
        f"ten: {len(repeated_openings(corpus))}"
    )
    kept = [m for m in corpus if is_test(m)]
    for name, chosen in (
        ("batches kept from training", [m for m in kept if m.batch == "test"]),
        ("chats of friends kept from training", [m for m in kept if m.batch == "test-chat"]),
        ("kinds kept from training", [m for m in kept if m.batch not in {"test", "test-chat"}]),
    ):
        print(f"\n{name}: {len(chosen)} messages")
        rows = own_half(chosen)
        scored = score_pitches(rows.texts, context_frame(chosen))
        called = scored["is_pitch"].to_numpy()
        tell_pitches(rows, scored["probability"].to_numpy(), called)
        right = np.mean([a == b for a, b in zip(scored["language"], rows.languages, strict=True)])
        print(f"  language named right: {right:.3f}")
        if errors:
            tell_errors(rows, called)
        print("  acts:")
        tell_acts(chosen, acts_of(chosen))


def foreign(path: Path, errors: bool) -> None:
    """Print the figures on a file of texts that nobody of this project wrote."""
    with path.open(encoding="utf-8", newline="") as opened:
        held = list(csv.DictReader(opened))
    rows = Rows(
        texts=[row["text"] for row in held],
        pitch=np.array([row["label"] == "pitch" for row in held]),
        hard=np.array([row["hard"] == "1" for row in held]),
        languages=[row["lang"] for row in held],
        kinds=[row["kind"] for row in held],
    )
    print(f"\n{path.name}: {len(held)} messages of others")
    scored = score_pitches(rows.texts)
    tell_pitches(rows, scored["probability"].to_numpy(), scored["is_pitch"].to_numpy())
    if errors:
        tell_errors(rows, scored["is_pitch"].to_numpy())


def main() -> None:
    """Read the options and print everything."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--foreign", type=Path, help="labelled texts of others, if there")
    asked.add_argument("--errors", action="store_true", help="which kinds fail")
    options = asked.parse_args()
    own(options.errors)
    if options.foreign and options.foreign.exists():
        foreign(options.foreign, options.errors)


if __name__ == "__main__":
    main()
