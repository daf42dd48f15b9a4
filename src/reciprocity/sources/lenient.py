"""JSON as a forgiving reader takes it: with NaN, raw line breaks and half characters."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING: Final = object()  # what a text is that is no JSON at all

_HALF: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)


def lenient_decoder(
    pairs: Callable[[list[tuple[str, Any]]], Any] | None = None,
) -> json.JSONDecoder:
    """Return a decoder; `pairs` makes an object of its keys and values, by default a dict."""
    return json.JSONDecoder(strict=False, parse_int=_whole_number, object_pairs_hook=pairs)


def _whole_number(digits: str) -> int | float:
    """Return a whole number; one too long to be any count or time becomes a float."""
    return int(digits) if len(digits) < 20 else float(digits)


_PLAIN: Final = lenient_decoder()


def read_leniently(text: str, decoder: json.JSONDecoder = _PLAIN) -> Any:
    """Return the value of a text, or NOTHING."""
    try:
        return decoder.decode(without_halves(text))
    except (ValueError, RecursionError):
        return NOTHING


def without_halves(text: str) -> str:
    """Return a text of JSON in which a surrogate without its other half is a `?`.

    It is no character and could be written nowhere.
    """
    return _HALF.sub(lambda found: "?" if found[1] else found[0], text) if "\\u" in text else text
