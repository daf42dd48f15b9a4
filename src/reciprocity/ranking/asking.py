"""Whose long silence a side broke, and whether it did so only to ask for something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.pitch import pitch_cues
from reciprocity.ranking.acts import SIDES
from reciprocity.timeline.frames import looked_up

if TYPE_CHECKING:
    from reciprocity.parameters import TimelineParameters
    from reciprocity.timeline import Timeline

# Phrases that ask for a favour. Those that invite to join, to try or to meet are none of them: so
# do friends after years.
ASKS: Final = frozenset(
    {
        "ask.promote", "ask.share", "ask.review", "ask.follow", "ask.vote", "ask.fund",
        "ask.intro", "ask.survey", "ask.feature", "ask.job",
        "audience.network", "audience.affiliate",
    }
)  # fmt: skip

_NEEDED: Final = (
    "event_id", "person_id", "actor", "at", "act", "question", "one_click", "position",
    "answered_by", "composed_exchange",
)  # fmt: skip


def broken_silences(timeline: Timeline, days: TimelineParameters) -> pd.DataFrame:
    """Return the long silences that a side broke with words of its own, and how.

    Columns: person_id, side, at (UTC, of the first words), days (of the silence), event_id (of the
    first words), pitches and asks. What follows until the other side writes belongs to the first
    words: it pitches when one of these messages is a pitch, and else asks when one holds a phrase
    of ASKS and none is a question about the other side. The observed part of a silence counts, and
    only where its end was seen.
    """
    silences = timeline.stages[timeline.stages["stage"] == "silence"]
    by = silences["detail"].map(lambda detail: detail["broken_by"])
    long = silences[by.isin(SIDES) & (silences["days"] >= days.long_silence_days)]
    # A pair on two platforms may have one gap in two stretches; what broke it is one message.
    length = pd.Series(long["days"].array, index=long["events"].str[-1], dtype="Int64")
    length = length.groupby(level=0).max()
    messages = timeline.messages[list(_NEEDED)]
    own = messages[~messages["one_click"]]
    first = own[own["event_id"].isin(length.index)]
    exchange = ["composed_exchange", "actor"]
    run = own[own["composed_exchange"].isin(first["composed_exchange"])].merge(
        first[[*exchange, "position", "answered_by"]], on=exchange, suffixes=("", "_first")
    )
    before_answer = ~(run["position"] >= run["answered_by_first"])
    run = run[(run["position"] >= run["position_first"]) & before_answer]
    talk = run["position_first"]
    pitches = (run["act"] == "pitch").groupby(talk).any()
    questions = run["question"].groupby(talk).any()
    perhaps = run[talk.isin(pitches.index[~pitches & ~questions])]
    texts = timeline.messages.set_index("position")["text"]
    asks = _asks(looked_up(perhaps["position"], texts)).groupby(perhaps["position_first"]).any()
    place = first["position"]
    return pd.DataFrame(
        {
            "person_id": first["person_id"],
            "side": first["actor"],
            "at": first["at"],
            "days": looked_up(first["event_id"], length),
            "event_id": first["event_id"],
            "pitches": looked_up(place, pitches).astype(bool),
            "asks": place.isin(asks.index[asks]),
        }
    ).reset_index(drop=True)


def _asks(texts: pd.Series) -> pd.Series:
    cues = pitch_cues(texts) if len(texts) else []
    found = [any(cue in ASKS for _, _, cue in spans) for spans in cues]
    return pd.Series(found, index=texts.index, dtype=bool)
