"""The phrase files and the weights, read once and put together."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.pitch.grammar import Pattern, RegexPattern, before

if TYPE_CHECKING:
    import re

LANGUAGES: Final = ("en", "es", "fr", "de", "pt", "it", "nl", "structure")


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A kind of words: its stable id, its weight in log-odds and plain words for the report."""

    cue: str
    weight: float
    words: str

    @property
    def family(self) -> str:
        """The part of the id in front of the dot; cues of one family say similar things."""
        return self.cue.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """One entry of a phrase file: several patterns that are one cue in one language."""

    cue: str
    language: str
    weight: float
    patterns: tuple[Pattern | RegexPattern, ...]
    unless_after: re.Pattern[str] | None  # words in front that take the meaning away
    within_first: int | None  # the match begins within so many characters
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Some of the phrases, with the table from literals to the patterns they announce."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def entries(self) -> tuple[tuple[Pattern | RegexPattern, Phrase], ...]:
        """Every pattern with its phrase, in the order of the files."""
        return tuple((pattern, phrase) for phrase in self.phrases for pattern in phrase.patterns)

    @cached_property
    def literals(self) -> pl.DataFrame:
        """Each literal with the number of each entry that it announces."""
        pairs = [
            (literal, number)
            for number, (pattern, _) in enumerate(self.entries)
            for literal in sorted(pattern.literals)
        ]
        return pl.DataFrame(pairs, {"literal": pl.String, "entry": pl.Int32}, orient="row")


@cache
def read_data(name: str) -> dict[str, Any]:
    """Return a data file of this package, such as `weights.toml`."""
    return tomllib.loads(files("reciprocity.pitch").joinpath(name).read_text(encoding="utf-8"))


@cache
def cues() -> dict[str, Cue]:
    """Return every cue by its id."""
    table = read_data("weights.toml")["cue"]
    return {
        f"{family}.{name}": Cue(cue=f"{family}.{name}", weight=float(row[0]), words=str(row[1]))
        for family, rows in table.items()
        for name, row in rows.items()
    }


def _phrase(entry: dict[str, Any], language: str) -> Phrase:
    patterns: tuple[Pattern | RegexPattern, ...] = tuple(
        Pattern(source) for source in entry.get("patterns", ())
    )
    if "regex" in entry:
        patterns = (RegexPattern(entry["regex"], frozenset(entry["literals"])),)
    spoiling = entry.get("unless_after")
    return Phrase(
        cue=entry["id"],
        language=language,
        weight=float(entry.get("weight", cues()[entry["id"]].weight)),
        patterns=patterns,
        unless_after=None if spoiling is None else before(spoiling),
        within_first=entry.get("within_first"),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases of all languages."""
    return tuple(
        _phrase(entry, language)
        for language in LANGUAGES
        for entry in read_data(f"phrases/{language}.toml")["phrase"]
    )


@cache
def lexicon() -> Lexicon:
    """Return every phrase of every language."""
    return Lexicon(phrases())


ACT_FAMILIES: Final = ("thanks", "connected", "decline")


@cache
def connected_lexicon() -> Lexicon:
    """Return the phrases that thank for connecting, or are glad of it."""
    return Lexicon(tuple(p for p in phrases() if p.cue.startswith("connected.")))
