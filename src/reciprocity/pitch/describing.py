"""What a pitch looks like, beside being one: plain ids with plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reciprocity.pitch.lexicon import cues, read_data
from reciprocity.pitch.structure import pronouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.pitch.matching import Hit, Text

DESCRIPTORS: Final[dict[str, str]] = dict(read_data("weights.toml")["descriptors"])

_POSTSCRIPT: Final = re.compile(r"(?:^|[\s.!?])p\.? ?s\.?[\s:.,-]", re.ASCII)


def describe_cue(cue_id: str) -> str:
    """Return plain words for a cue, to follow "the message ..."; KeyError for an unknown id."""
    return cues()[cue_id].words


@cache
def _settings() -> dict[str, Any]:
    return dict(read_data("weights.toml")["describing"])


def descriptors(
    text: Text, hits: Sequence[Hit], ids: frozenset[str], *, alike: bool = False
) -> tuple[str, ...]:
    """Return the descriptors of a pitch, in the order of `DESCRIPTORS`.

    `ids` are all cues found, those of structure included. alike: the same text was exchanged with
    several people.
    """
    families = {name.partition(".")[0] for name in ids}
    holds = {
        "about_self": _about_self(text, ids),
        "asks_more_than_gives": _asks_more(ids),
        "third_party": "third" in families,
        "wants_audience": "audience" in families,
        "token_small_talk": _token_small_talk(text, hits),
        "bulk_text": alike or "bulk" in families,
    }
    return tuple(name for name in DESCRIPTORS if holds[name])


def _about_self(text: Text, ids: frozenset[str]) -> bool:
    settings = _settings()
    if ids.isdisjoint(settings["boast"]):
        return False
    counts = pronouns(text)
    return bool(
        counts.first >= settings["first_count"] and counts.first_share >= settings["first_share"]
    )


def _asks_more(ids: frozenset[str]) -> bool:
    settings = _settings()
    families = [name.partition(".")[0] for name in ids]
    asks = sum(family in settings["asks"] for family in families)
    return asks > sum(family in settings["gives"] for family in families)


def _token_small_talk(text: Text, hits: Sequence[Hit]) -> bool:
    """Tell whether all small talk stands in the first words or in the last (the P.S.)."""
    spans = [(hit.start, hit.end) for hit in hits if hit.phrase.cue == "small_talk.how_are_you"]
    edge = int(_settings()["edge_characters"])
    length = len(text.original)
    postscripts = [match.start() for match in _POSTSCRIPT.finditer(text.folded)]
    offsets = text.offsets
    last = length - edge
    if postscripts:
        last = min(last, offsets[postscripts[-1]] if offsets else postscripts[-1])
    return bool(spans) and all(end <= edge or start >= last for start, end in spans)
