"""Why a verdict: one sentence from the counts, one from the signals that weigh most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.words import SIGNALS, count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reciprocity.report.words import Data

_SMALL: Final = 0.005  # a contribution that would be shown as 0.00


def because(row: Data, signals: Sequence[Data]) -> str:
    """Return why the row has its verdict: documented acts only, nothing about character."""
    telling = _WHY.get(row["verdict"])
    first = telling(row) if telling else ""
    # The signals take the other person's score apart, not yours.
    second = "" if row["verdict"] == "extractive_you" else _weighs(row, signals)
    return " ".join(part for part in (first, second) if part)


def _weighs(row: Data, signals: Sequence[Data]) -> str:
    """Return the one to three strongest contributions that point the way the score does."""
    score = row["score"] or 0.0
    same = [
        s
        for s in signals
        if s["name"] in SIGNALS
        and s["name"] != "prior"
        and abs(s["contribution"]) >= _SMALL
        and (s["contribution"] < 0) == (score < 0)
    ]
    same.sort(key=lambda s: (-abs(s["contribution"]), s["name"]))
    words = [SIGNALS[s["name"]][1 if s["contribution"] > 0 else 2] for s in same]
    words = list(dict.fromkeys(words))[:3]
    return f"What weighs most: {_join(words)}." if words else ""


def _join(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _both(row: Data) -> str:
    return f"You sent {count(row['sent'], 'message')} and received {row['received']:,}."


def _reciprocal(row: Data) -> str:
    return f"Both sides took part. {_both(row)}"


def _extractive(row: Data) -> str:
    pitches = count(row["pitches_received"], "pitch", "pitches")
    return f"{pitches} from them, and at least one more documented act that points the same way."


def _extractive_you(row: Data) -> str:
    pitches = count(row["pitches_sent"], "pitch", "pitches")
    return f"{pitches} from you, and at least one more documented act that points the same way."


def _one_sided_you(row: Data) -> str:
    return f"{_both(row)}{_unanswered(row['openings_sent'], row['unanswered_sent'], 'you', 'them')}"


def _one_sided_them(row: Data) -> str:
    opened, left = row["openings_received"], row["unanswered_received"]
    return f"{_both(row)}{_unanswered(opened, left, 'they', 'you')}"


def _unanswered(opened: int, left: int, who: str, by: str) -> str:
    if not opened:
        return ""
    were = "was" if left == 1 else "were"
    times = count(opened, "conversation")
    return f" Of {times} {who} opened, {left} {were} never answered by {by}."


def _dormant(row: Data) -> str:
    last = row["last_contact"]["text"]
    ago = f" Last contact: {last}." if last else ""
    return f"Both sides took part once; the silence now is longer than any before it.{ago}"


def _acquaintance(row: Data) -> str:
    return f"Connected, with hardly a word. {_both(row)}"


def _not_enough(row: Data) -> str:
    return f"{count(row['acts'], 'documented act')}: too little, or too mixed, for a verdict."


_WHY: Final[dict[str, Callable[[Data], str]]] = {
    "reciprocal": _reciprocal,
    "extractive": _extractive,
    "extractive_you": _extractive_you,
    "one_sided_you": _one_sided_you,
    "one_sided_them": _one_sided_them,
    "dormant": _dormant,
    "acquaintance": _acquaintance,
    "not_enough_evidence": _not_enough,
}
