"""The suggestions as the file that --people reads: the user deletes what is wrong and keeps it."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from reciprocity.report import clean
from reciprocity.report.borrowed import borrowed
from reciprocity.report.formats import listed
from reciprocity.report.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pair = tuple[str, str, str]  # two ids and the reason

_SAME: Final = N_(
    "Perhaps one person each. Delete the pairs that are not, and give the file with --people."
)
_DIFFERENT: Final = N_(
    "Taken to be one person each. Take away the # before a pair that is two people."
)
_ONE_OF_THESE: Final = N_("Of those below that share somebody, one at most is right.")
_WIDTH: Final = 90
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LAST_SHORT: Final = 0xFFFF  # beyond it TOML wants eight digits


def choices_toml(
    suggestions: Iterable[Pair], names: Mapping[str, str], joined: Iterable[Pair] = ()
) -> str:
    """Return `same = [...]` and `different = [...]`, a line of reason above each pair.

    suggestions: pairs that may be one person. joined: pairs that are taken to be one, written as
    comments: as it stands, the file changes nothing about them. names: id -> the name shown. The
    text is made of printable characters and line breaks alone, and gives back the very same ids; it
    is "" without any pair. A pair whose ids TOML cannot hold (lone surrogates) is left out.
    """
    pairs = list(suggestions)
    counts = Counter(person for pair in pairs for person in pair[:2])
    # Of pairs that share somebody, one at most can be right.
    alone = [pair for pair in pairs if max(counts[pair[0]], counts[pair[1]]) == 1]
    shared = [pair for pair in pairs if pair not in alone]
    lists = [
        _same(alone, shared, names),
        _list(_DIFFERENT, "different", joined, names, before="# "),
    ]
    return "\n".join(text for text in lists if text)


def _same(alone: list[Pair], shared: list[Pair], names: Mapping[str, str]) -> str:
    lines = [_pair(pair, names, "") for pair in alone if holdable(pair[0] + pair[1])]
    doubtful = [_pair(pair, names, "# ") for pair in shared if holdable(pair[0] + pair[1])]
    if doubtful:
        lines += [f"  {comment(_(_ONE_OF_THESE))}", *doubtful]
    return "\n".join([comment(_(_SAME)), "same = [", *lines, "]", ""]) if lines else ""


def _list(
    head: str, key: str, pairs: Iterable[Pair], names: Mapping[str, str], *, before: str
) -> str:
    told = [_pair(pair, names, before) for pair in pairs if holdable(pair[0] + pair[1])]
    return "\n".join([comment(_(head)), f"{key} = [", *told, "]", ""]) if told else ""


def _pair(pair: Pair, names: Mapping[str, str], before: str) -> str:
    one, other, reason = pair
    who = list(dict.fromkeys([_name(one, names), _name(other, names)]))
    who = [name for name in who if name] or [_("(no name)")]
    said = borrowed(clean.line(reason))
    told = f"{listed(who)}{f': {said}' if said else ''}"
    return f"  # {told}\n  {before}[{toml_text(one)}, {toml_text(other)}],"


def _name(person: str, names: Mapping[str, str]) -> str:
    return clean.line(names.get(person, ""))


def comment(text: str) -> str:
    """Return a text as comment lines of TOML, without a line break that is not one of theirs."""
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)


def holdable(text: str) -> bool:
    """Return whether TOML can hold the text: it has no lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def toml_text(text: str) -> str:
    """Return a TOML string: whatever cannot be seen, or steers what shows it, as its number."""
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= _LAST_SHORT else f"\\U{code:08X}"
