"""Structure without words of its own: capitals, bullets, a P.S., hashtags, who is spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.pitch.lexicon import cues, read_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.pitch.matching import Text

_MARKS: Final = {
    "structure.shouting": re.compile(r"\b[A-Z]{4,20}(?:[ !,-]{1,3}[A-Z]{2,20}){1,9}\b"),
    "structure.bullets": re.compile(
        r"(?:^|\n)[ \t]{0,4}(?:[-*•‣▪●►➡✅✔☑⭐🔥🚀💰👉🎯🔹🔸]|\d{1,2}[.)])[^\n]{1,200}"
        r"(?:\n{1,2}[ \t]{0,4}(?:[-*•‣▪●►➡✅✔☑⭐🔥🚀💰👉🎯🔹🔸]|\d{1,2}[.)])[^\n]{1,200}){1,9}"
    ),
    "structure.postscript": re.compile(r"(?<![A-Za-z0-9])P\.? ?[Ss]\.?(?=[\s:.,-])"),
    "structure.hashtag": re.compile(r"#[A-Za-z]\w{1,40}(?:\s{1,3}#\w{2,40}){1,20}"),
}

# What a text must hold for any of them; Polars reads it too.
MARKED: Final = r"\n|#|[A-Z]{4}|[Pp]\.? ?[Ss]"

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True, kw_only=True)
class Pronouns:
    """How often the writer, the writer's house and the reader are spoken of."""

    first: int
    second: int
    we: int

    @property
    def first_share(self) -> float:
        """The share of the writer among all pronouns, 0 where there are none."""
        return self.first / max(1, self.first + self.second)


def pronouns(text: Text) -> Pronouns:
    """Count pronouns. A word of two languages (`je`) counts for both, so for nothing."""
    words = _WORD.findall(text.folded)
    first, second, we = (_pronouns(name) for name in ("first", "second", "we"))
    return Pronouns(
        first=sum(word in first for word in words),
        second=sum(word in second for word in words),
        we=sum(word in we for word in words),
    )


@cache
def _pronouns(name: str) -> frozenset[str]:
    words: list[str] = read_data("weights.toml")["pronouns"][name]
    return frozenset(words)


def marks(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and cue id of each kind of structure, the first of its kind."""
    for cue, regex in _MARKS.items():
        match = regex.search(text.original)
        if match:
            yield match.start(), match.end(), cue


@cache
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in read_data("weights.toml")["structure"].items()}


def marks_max() -> float:
    """Return what marks can add to the log-odds at most."""
    return sum(max(cues()[cue].weight, 0.0) for cue in _MARKS)


def shape_max() -> float:
    """Return the most that shape_weight can return."""
    return _weights()["long"] + _weights()["we"]


def shape_weight(text: Text) -> float:
    """Return the log-odds of length and of `we` among the pronouns."""
    weights = _weights()
    length = len(text.original)
    weight = 0.0
    if length < weights["short_characters"]:
        weight += weights["short"]
    if length > weights["long_characters"]:
        weight += weights["long"]
    if text.folded.count("we") + text.folded.count("ou") < weights["we_count"]:
        return weight
    counts = pronouns(text)
    share = counts.we / max(1, counts.first + counts.second)
    if counts.we >= weights["we_count"] and share >= weights["we_share"]:
        weight += weights["we"]
    return weight
