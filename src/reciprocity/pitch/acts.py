"""Other acts in a message: thanks, thanks for connecting, a no, a quick text of the platform."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.pitch.lexicon import act_lexicon, cues, read_data
from reciprocity.pitch.matching import Hit, Text, announced, find, to_series
from reciprocity.pitch.spans import Span, untangle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

_CONNECTED: Final = "connected"
_QUICK_MAX: Final = 120  # characters


def message_acts(texts: Sequence[str] | pd.Series) -> pd.DataFrame:
    """Return which acts each text holds, with the words that say so.

    From texts to a frame of the same index with the flags `thanks`, `thanks_for_connecting`,
    `decline` (words of a no; whether it answers a pitch is for the timeline to say), `one_click`
    (the whole message is a quick text of the platform) and `cues` (tuples start, end, cue id, in
    order, not overlapping).
    """
    series, index = to_series(texts)
    flags = {name: [False] * len(series) for name in ("thanks", _CONNECTED, "decline")}
    spans: list[tuple[Span, ...]] = [()] * len(series)
    held = announced(series, act_lexicon())
    originals = series.gather(list(held)).to_list()
    for (row, entries), original in zip(held.items(), originals, strict=True):
        hits = find(Text.of(original), act_lexicon(), entries)
        for hit in hits:
            flags[hit.phrase.cue.partition(".")[0]][row] = True
        spans[row] = _spans(original, hits)
    return pd.DataFrame(
        {
            "thanks": flags["thanks"],
            "thanks_for_connecting": flags[_CONNECTED],
            "decline": flags["decline"],
            "one_click": one_click(series).to_numpy(),
            "cues": pd.Series(spans, index=index, dtype=object),
        },
        index=index,
    ).astype(dict.fromkeys(("thanks", "thanks_for_connecting", "decline", "one_click"), bool))


def _spans(text: str, hits: list[Hit]) -> tuple[Span, ...]:
    if not hits:
        return ()
    order = {hit.phrase.cue: 2.0 - cues()[hit.phrase.cue].weight for hit in hits}
    order |= {cue: 5.0 for cue in order if cue.startswith(_CONNECTED)}
    return untangle(text, [(hit.start, hit.end, hit.phrase.cue) for hit in hits], order)


@cache
def _quick_text() -> str:
    data = read_data("phrases/one_click.toml")
    bodies = "|".join(f"(?i:{body})" for body in data["texts"])
    name = data["name"]
    openings = "|".join(f"(?i:{opening})" for opening in data["openings"])
    mark = data["marks"]
    named = f"(?:{bodies})(?:,? {name})?"
    opened = f"(?:{openings}) {name}[,!.]? (?:{bodies})"
    return rf"^\s*(?:(?:{named}|{opened}){mark}|{data['pictures']})\s*$"


def one_click(texts: pl.Series) -> pl.Series:
    """Tell of each text whether all of it is a quick text, give or take a name and marks."""
    straight = texts.str.replace_all("[\u2019`\u00b4]", "'").str.replace_all(r"\s+", " ")
    return (texts.str.len_chars() <= _QUICK_MAX) & straight.str.contains(_quick_text())
