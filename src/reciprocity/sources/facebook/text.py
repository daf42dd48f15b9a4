"""Texts as Facebook's JSON holds them. Facts: facebook.md sections 6.1 and 6.5."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# Characters that print as nothing, seen as whole names (section 6.5), beside those of class C.
_INVISIBLE: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")


def repaired(text: str) -> str:
    """Return a text as it was written.

    Facebook writes each byte of the UTF-8 as a code point of its own. Where all code points are
    bytes and these bytes are UTF-8, the text is read anew; any other text is left as it is.
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def name_of(value: object) -> str | None:
    """Return a display name, repaired, or None where there is nothing to see of one."""
    if not isinstance(value, str):
        return None
    return _known_name(value) if len(value) <= _LONGEST_KNOWN else _name(value)


def _name(written: str) -> str | None:
    name = " ".join(repaired(written).split())
    return name if any(map(_shows, name)) else None


# A name stands in a download many times over.
_LONGEST_KNOWN: Final = 100
_known_name = lru_cache(maxsize=1 << 14)(_name)


def _shows(character: str) -> bool:
    hidden = unicodedata.category(character)[0] in "CZM" or character in _INVISIBLE
    return not hidden
