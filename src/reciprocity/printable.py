"""Makes text of unknown origin safe to show: a terminal or a page cannot be steered by it."""

import re
import unicodedata
from typing import Final

_SPACING: Final = re.compile("[\t-\r\x85\u2028\u2029]+")
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSAFE: Final = frozenset({"Cc", "Cs"})


def printable(text: str) -> str:
    """Return the text in one line, without control characters, surrogates and bidi controls.

    Line breaks and tabs become one space; joiners stay, as emoji and some scripts need them.
    """
    if text.isascii() and text.isprintable():
        return text
    spaced = _SPACING.sub(" ", text)
    return "".join(c for c in spaced if c not in _BIDI and unicodedata.category(c) not in _UNSAFE)
