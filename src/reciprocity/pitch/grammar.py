r"""The small language in which phrases are written, and what it becomes.

A pattern is plain lower-case text without accents. Special are:

====== ==========================================================
``~``  nothing, one hyphen or one space (`best~seller`)
``*``  the rest of the word (`promot*`)
``_``  one word
``#``  one number (`20`, `1,500`, `10k`)
`` .. `` anything of up to 50 characters inside the sentence
``( | )`` alternatives; ``?`` after a character or group: optional
``\``  takes the meaning from the next character
====== ==========================================================

A pattern becomes a regular expression whose repeats are all bounded, and a set of literals of
which at least one stands in every text that the expression can match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from string import punctuation
from typing import Final, NamedTuple

_CLASSES: Final = {
    "*": ("[a-z]{0,15}", "[a-z]*"),
    "_": ("[a-z0-9'&.-]{1,25}", "[a-z0-9'&.-]+"),
    "#": (r"\d[\d.,]{0,9}k?", "[0-9][0-9.,]*k?"),
    "…": (r"\b[^.!?]{1,50}?\b", "[^.!?]+"),
}
_LITERALS_MAX: Final = 64
# A character without its meaning, a run of plain ones, none optional, or one that has a meaning.
_PARTS: Final = re.compile(r"\\.|[^()|?~*_#…\\]+(?!\?)|.", re.DOTALL)

_ESCAPED: Final = str.maketrans({mark: f"\\{mark}" for mark in punctuation})

Literals = frozenset[str]


class Klass(NamedTuple):
    """A stretch of text that only the expression knows: exactly, and as a quick first look."""

    regex: str
    loose: str


class Group(NamedTuple):
    """Alternatives, each a sequence of items."""

    branches: tuple[tuple[Item, ...], ...]


Item = str | Klass | Group  # a text stands for itself

_SPECIAL: Final[dict[str, Item]] = {
    "~": Group((("-",), (" ",), ())),
    **{char: Klass(*forms) for char, forms in _CLASSES.items()},
}


class PatternError(ValueError):
    """A phrase file holds a pattern that cannot be read."""


class _Parser:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        # The last of the parts comes first.
        self.parts = _PARTS.findall(re.sub(r" ?\.\. ?", "…", pattern))[::-1]

    def whole(self) -> Group:
        group = self.branches()
        if self.parts:
            raise PatternError(f"a bracket too many: {self.pattern}")
        return group

    def branches(self) -> Group:
        found: list[tuple[Item, ...]] = []
        items: list[Item] = []
        while self.parts and self.parts[-1] != ")":
            part = self.parts.pop()
            if part == "|":
                found.append(tuple(items))
                items = []
            elif part == "?":
                items[-1] = Group(((items[-1],), ()))
            elif part == "(":
                items.append(self.bracketed())
            else:
                items.append(_SPECIAL.get(part) or part.removeprefix("\\"))
        return Group((*found, tuple(items)))

    def bracketed(self) -> Group:
        group = self.branches()
        if not self.parts:
            raise PatternError(f"a bracket is not closed: {self.pattern}")
        self.parts.pop()
        return group


def _regex(item: Item) -> str:
    if isinstance(item, str):
        return r"\s{1,4}".join(map(re.escape, item.split(" ")))
    if isinstance(item, Klass):
        return item.regex
    return f"(?:{'|'.join(''.join(map(_regex, branch)) for branch in item.branches)})"


def _loose(item: Item) -> str:
    if isinstance(item, str):
        return item.translate(_ESCAPED)
    if isinstance(item, Klass):
        return item.loose
    return f"(?:{'|'.join(''.join(map(_loose, branch)) for branch in item.branches)})"


def _may_be_empty(item: Item) -> bool:
    return isinstance(item, Group) and any(
        all(map(_may_be_empty, branch)) for branch in item.branches
    )


def _may_end_blank(item: Item) -> bool:
    if isinstance(item, Group):
        return any(map(_branch_may_end_blank, item.branches))
    return isinstance(item, str) and item.endswith(" ")


def _branch_may_end_blank(items: tuple[Item, ...]) -> bool:
    for item in reversed(items):
        if _may_end_blank(item):
            return True
        if not _may_be_empty(item):
            return False
    return False


class _Reading(NamedTuple):
    """What is known of the texts that an item matches."""

    exact: Literals | None  # all of them, or None when there are too many to list
    required: Literals  # one of these stands in each of them; empty when nothing is sure


_EMPTY: Final = frozenset(("",))
_UNKNOWN: Final = _Reading(exact=None, required=frozenset())


def _read_item(item: Item) -> _Reading:
    if isinstance(item, str):
        exact = frozenset((item,))
        return _Reading(exact=exact, required=exact)
    if isinstance(item, Klass):
        return _UNKNOWN
    branches = [_read_branch(branch) for branch in item.branches]
    exact_sets = [branch.exact for branch in branches if branch.exact is not None]
    union = frozenset().union(*exact_sets)
    if len(exact_sets) == len(branches) and len(union) <= _LITERALS_MAX:
        return _Reading(exact=union, required=union if all(union) else frozenset())
    needed = [branch.required for branch in branches]
    return _Reading(exact=None, required=frozenset().union(*needed) if all(needed) else frozenset())


def _read_branch(items: tuple[Item, ...]) -> _Reading:
    """Read a sequence as runs of listable text; the run with the longest texts is required."""
    if len(items) == 1:
        return _read_item(items[0])
    runs = [_EMPTY]
    for item in items:
        reading = _read_item(item)
        if reading.exact is None:
            runs += [reading.required or _EMPTY, _EMPTY]
        elif runs[-1] is _EMPTY:
            runs[-1] = reading.exact
        elif len(runs[-1]) * len(reading.exact) > _LITERALS_MAX:
            runs.append(reading.exact)
        else:
            runs[-1] = frozenset(a + b for a in runs[-1] for b in reading.exact)
    best = max(runs, key=lambda run: min(map(len, run)))
    return _Reading(
        exact=runs[0] if len(runs) == 1 else None, required=best if all(best) else frozenset()
    )


@dataclass(frozen=True)
class Pattern:
    """One pattern of a phrase: its expression over folded text and its literals."""

    source: str

    @cached_property
    def tree(self) -> Group:
        """The parsed pattern."""
        return _Parser(self.source).whole()

    @cached_property
    def literals(self) -> Literals:
        """Texts of which one stands in every match, white space written as one blank."""
        return _read_item(self.tree).required

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression over folded text: whole words, unless the pattern ends with a star."""
        end = "" if self.source.endswith("*") else r"(?:(?<=\s)|(?![a-z0-9]))"
        return re.compile(f"(?<![a-z0-9]){_regex(self.tree)}{end}", re.ASCII)

    @cached_property
    def loose(self) -> str | None:
        """An expression for Polars that matches wherever `regex` does, white space as one blank."""
        free = self.source.endswith("*") or _may_end_blank(self.tree)
        end = "" if free else "(?:[^a-z0-9]|$)"
        return f"(?:^|[^a-z0-9]){_loose(self.tree)}{end}"


def before(source: str) -> re.Pattern[str]:
    """Return the expression that finds the pattern at the end of the words in front of a match."""
    return re.compile(rf"(?<![a-z0-9]){_regex(_Parser(source).whole())}\W{{0,3}}$", re.ASCII)


@dataclass(frozen=True)
class RegexPattern:
    """A hand-written expression for structure (links, prices), with its literals."""

    source: str
    literals: Literals
    loose: str | None = None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression as written."""
        return re.compile(self.source, re.ASCII)
