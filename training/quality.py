"""What the corpus promises: lengths that overlap, few near duplicates, openings that differ."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.stats import rankdata

from training.corpus import FOLDER, read_corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.corpus import Message

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
SIMILAR: Final = 0.5


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def roc_auc(scores: Any, positive: Any) -> float:
    """Return the chance that a positive scores above a negative, ties counting half."""
    ranks, held = rankdata(scores), np.asarray(positive, dtype=bool)
    count = int(held.sum())
    above = float(ranks[held].sum()) - count * (count + 1) / 2
    return above / (count * (len(held) - count))


def length_auc(messages: Sequence[Message]) -> float:
    """Return how well length alone tells pitches from all others."""
    return roc_auc([len(m.text) for m in messages], [m.act == "pitch" for m in messages])


def repeated_openings(messages: Sequence[Message]) -> dict[tuple[str, str], int]:
    """Return language and first five words of what opens more than ten messages."""
    counts = Counter((m.language, " ".join(words(m.text)[:5])) for m in messages)
    return {opening: count for opening, count in counts.items() if count > 10}


def near_duplicates(messages: Sequence[Message]) -> list[tuple[Message, Message]]:
    """Return the pairs of which more than half of the 5-grams of words are the same.

    Texts of fewer than five words count as one gram: they are duplicates only when equal.
    """
    grams = [_grams(words(m.text)) for m in messages]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs = []
    for number, held in enumerate(grams):
        shared = Counter(other for gram in held for other in holders[gram])
        for other, count in shared.items():
            if count / (len(held) + len(grams[other]) - count) > SIMILAR:
                pairs.append((messages[other], messages[number]))
        for gram in held:
            holders[gram].append(number)
    return pairs


def _grams(tokens: list[str]) -> frozenset[tuple[str, ...]]:
    if len(tokens) < 5:
        return frozenset([tuple(tokens)])
    return frozenset(zip(*(tokens[n:] for n in range(5)), strict=False))


def main(folder: Path = FOLDER) -> None:
    """Print what is in the corpus and how well it keeps its promises."""
    messages = read_corpus(folder)
    table = Counter((m.language, m.batch, m.act) for m in messages)
    for language, batch in dict.fromkeys((m.language, m.batch) for m in messages):
        held = {act: n for (of, name, act), n in table.items() if (of, name) == (language, batch)}
        own = [m for m in messages if (m.language, m.batch) == (language, batch)]
        both = 0 < held.get("pitch", 0) < len(own)
        shown = f"{length_auc(own):.2f}" if both else "-"
        print(language, batch, sum(held.values()), held, "length auc", shown)
    for act in ("pitch", "rest"):
        sizes = [len(m.text) for m in messages if (m.act == "pitch") == (act == "pitch")]
        print(act, "length deciles", [int(q) for q in np.quantile(sizes, np.arange(0.1, 1, 0.1))])
    print("kinds", dict(Counter(f"{m.act}/{m.kind}" for m in messages).most_common()))
    print("openings of more than ten", repeated_openings(messages))
    pairs = near_duplicates(messages)
    print(f"near duplicates {len({id(b) for _, b in pairs})} of {len(messages)}")
    for one, two in pairs[:20]:
        print("  ", one.batch, one.line, two.batch, two.line, two.text[:60])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
