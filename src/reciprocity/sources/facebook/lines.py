"""The lines that Messenger writes into a thread by itself. Facts: facebook.md 4.3 and 4.4.

They stand among the messages as their `content`, in the language of the account, and nothing but
the words tells them from what somebody typed. A text counts as such a line only as a whole, and
where the line names somebody, only when that is somebody of the thread.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

# The number of a kind is what columns hold; 0 is no line.
KINDS: Final = (
    "", "connected", "accepted", "contact", "wave", "friendversary", "marketplace", "advert",
    "unsent", "call_of_person", "call_of_owner", "call", "filler", "reaction", "group", "setting",
)  # fmt: skip
LINE: Final = {kind: number for number, kind in enumerate(KINDS) if kind}

_PLACES: Final = {
    "<n>": r"(.{1,200}?)",
    "<a>": r"(You|.{1,200}?)",
    "<k>": r"[0-9]{1,4}",
    "<e>": r"[^\w\s]{1,16}",
    "<*>": r".*",
}
_PLACE: Final = re.compile("|".join(map(re.escape, _PLACES)))
# What varies in writing cannot be searched for: apostrophes, and the blank before French signs.
_SEAM: Final = re.compile("<.>|['\u2019]|\\s*[!?:;.]")
_LONGEST_LINE: Final = 1000  # bytes; groups and things for sale have long names


_OPENING: Final = 4  # letters
_BLANK: Final = r"[\s\x1c-\x1f]"  # what str.split() takes for one


@dataclass(frozen=True, kw_only=True)
class _Line:
    number: int
    opening: str  # its first letters, "" when it begins with a name
    piece: str  # the longest one that every form of the line holds
    pattern: re.Pattern[str]


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("reciprocity.sources.facebook").joinpath("lines.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _texts(kind: str) -> list[str]:
    return [text for texts in _tables()[kind].values() for text in texts]


@cache
def _lines() -> tuple[_Line, ...]:
    return tuple(
        _Line(number=number, opening=_opening(text), piece=_piece(text), pattern=_pattern(text))
        for kind, number in LINE.items()
        for text in _texts(kind)
    )


def _pattern(text: str) -> re.Pattern[str]:
    written = _plain(text)
    fixed = map(re.escape, _PLACE.split(written))
    places = [_PLACES[place] for place in _PLACE.findall(written)]
    parts = [part for pair in zip(fixed, [*places, ""], strict=True) for part in pair]
    return re.compile("".join(parts), re.DOTALL)


@cache
def _pieces(opening: str | None = None) -> list[str]:
    return sorted({line.piece for line in _lines() if opening in {None, line.opening}})


def _piece(text: str) -> str:
    return max(_SEAM.split(text), key=len).strip()


def _opening(text: str) -> str:
    fixed = _PLACE.split(_plain(text))[0]
    return fixed[:_OPENING] if len(fixed) >= _OPENING else ""


@cache
def _opened(opening: str) -> tuple[_Line, ...]:
    """Return the lines that a text with these first letters may be."""
    return tuple(line for line in _lines() if line.opening in {"", opening})


@cache
def _openings() -> frozenset[str]:
    return frozenset(line.opening for line in _lines())


def _plain(text: str) -> str:
    """Return a text with what varies in writing made alike."""
    return " ".join(text.replace("\u2019", "'").split()).removesuffix(".")


def folded(name: str) -> str:
    """Return a name as names are compared: composed, without case, blanks collapsed."""
    return _known_folded(name) if len(name) <= _LONGEST_KNOWN else _folded(name)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


# A name is compared many times over.
_LONGEST_KNOWN: Final = 100
_known_folded = lru_cache(maxsize=1 << 14)(_folded)


@cache
def _departed() -> frozenset[str]:
    return frozenset(map(folded, _texts("departed")))


@cache
def _nameless() -> frozenset[str]:
    return _departed() | frozenset(map(folded, _texts("nameless")))


def is_departed(name: str) -> bool:
    """Return whether this stands in place of the name of a deleted account (section 4.3)."""
    return folded(name) in _departed()


def callable_names(names: frozenset[str]) -> frozenset[str]:
    """Return the folded forms under which a line may name people: whole, or the first words."""
    words = [folded(name).split() for name in names]
    return frozenset(" ".join(each[:n]) for each in words for n in range(1, len(each) + 1))


def kind_of(text: str, names: frozenset[str]) -> int:
    """Return the number of the kind of line that a text is, 0 for none.

    names: callable_names() of participants, senders and title of the thread.
    """
    plain = _plain(text)
    opening = plain[:_OPENING]
    for line in _opened(opening if opening in _openings() else ""):
        match = line.pattern.fullmatch(plain) if line.piece in plain else None
        if match and all(_is_somebody(name, names) for name in match.groups()):
            return line.number
    return 0


def _is_somebody(name: str, names: frozenset[str]) -> bool:
    if name == "You":
        return True
    called = folded(name)
    return called in names or called in _nameless()


def candidates(texts: pl.Series) -> pl.Series:
    """Return the places of the texts that hold the words of a line, whoever wrote them."""
    short = texts.str.len_bytes() <= _LONGEST_LINE
    places = short.arg_true()
    places = places.filter(texts.gather(places).str.contains(_any_of(_pieces())))
    held = texts.gather(places)
    named_first = held.str.contains(_any_of(_pieces(opening="")))
    return places.filter(named_first | held.str.contains(_begins()))


def _any_of(pieces: Sequence[str]) -> str:
    """Return the pattern of any of some texts; contains_any takes half as long again for many."""
    return "|".join(map(re.escape, pieces))


@cache
def _begins() -> str:
    """Return the pattern of how lines begin that do not begin with a name."""
    openings = sorted(_openings() - {""})
    return f"^{_BLANK}*(?:{'|'.join(''.join(map(_varied, each)) for each in openings)})"


def _varied(letter: str) -> str:
    return {"'": "['\u2019]", " ": f"{_BLANK}+"}.get(letter) or re.escape(letter)
