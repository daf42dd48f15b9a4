"""The foot of a page: who made it, when, and of which range. Facts: facebook.md section 7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.html.dates import read_date, table

if TYPE_CHECKING:
    from reciprocity.sources.facebook.html.dates import Written

_LONGEST: Final = 2000


@dataclass(frozen=True, kw_only=True)
class Foot:
    """What the foot of a page tells; None for whatever it does not."""

    owner: str | None = None
    made: Written | None = None
    since: Written | None = None
    until: Written | None = None


@lru_cache(maxsize=64)
def read_foot(text: str) -> Foot:
    """Return what the words at the foot of a page tell."""
    text = " ".join(text[:_LONGEST].split())
    ranged = _range(text)
    # The range stands behind the rest, in a sentence of its own.
    owner, made = _generated(text[: ranged[0]] if ranged else text)
    return Foot(
        owner=owner,
        made=made,
        since=ranged[1] if ranged else None,
        until=ranged[2] if ranged else None,
    )


@cache
def _forms(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(re.sub(r"<[a-z]+>", "(.+?)", re.escape(text)) + r"\Z", re.IGNORECASE)
        for text in table()["foot"][kind]
    )


def _generated(text: str) -> tuple[str | None, Written | None]:
    """Return the owner and the date; a name may hold the words between them, so all are tried."""
    text = text.rstrip(" .")
    for form in _forms("generated"):
        match = form.search(text)
        if match is None:
            continue
        start, middle = match.start(1), text[match.end(1) : match.start(2)]
        place = text.find(middle, start)
        while place >= 0:
            made = read_date(text[place + len(middle) :])
            if made is not None:
                return text[start:place], made
            place = text.find(middle, place + 1)
    return None, None


def _range(text: str) -> tuple[int, Written, Written] | None:
    """Return where the sentence on the range begins, and its first and last moment."""
    for form in _forms("range"):
        match = form.search(text.rstrip(" ."))
        if match is None:
            continue
        between = text[match.end(1) : match.start(2)]
        whole = text[match.start(1) :].rstrip(" .")
        pieces = whole.split(between)
        for n in range(1, len(pieces)):
            since = read_date(between.join(pieces[:n]))
            until = read_date(between.join(pieces[n:]))
            if since and until:
                return match.start(), since, until
    return None
