"""What each side did, act by act: the evidence behind score and verdict.

Everything is computed for both sides by the same code: `side` is whose conduct it is, towards the
other one. An act either gives or takes; docs/method.md explains each signal and its source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.events import ENDINGS
from reciprocity.ranking.acts import COLUMNS, SIDES, acts
from reciprocity.ranking.pitches import of_pitches
from reciprocity.ranking.words import of_words, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

_NEEDED: Final = (
    "event_id", "person_id", "actor", "at", "at_latest", "act", "position", "one_click", "opens",
    "answered", "answered_by", "question", "decline", "probability", "labelled", "reply_to",
    "thanked", "previous_at", "previous_actor", "previous_act",
)  # fmt: skip
# Done behind somebody's back, or no contact at all.
_NO_CONTACT: Final = (*ENDINGS, "block", "follow", "unfollow", "request_declined")


def evidence(
    log: pd.DataFrame, timeline: Timeline, observed: Observed, parameters: Parameters
) -> pd.DataFrame:
    """From log and timeline to one row per act that speaks for or against a side.

    Columns: person_id, side, signal, gives (True: it counts as giving, False: as taking), amount
    (how much of an act it is), at (UTC), events (tuple of event_id).
    """
    # Texts and cues are not needed any more, and every choice of rows would copy them.
    messages = timeline.messages[list(_NEEDED)]
    timeline = replace(timeline, messages=messages.assign(actor=messages["actor"].astype("object")))
    plain = plain_words(timeline.messages, parameters)
    contacts = _contacts(log, timeline)
    frames = [
        frame
        for side in SIDES
        for frame in (
            *of_words(side, timeline, plain, contacts, observed, parameters),
            *_of_stages(side, timeline.stages),
            *of_pitches(side, log, timeline, contacts, observed, parameters),
        )
        if len(frame)
    ]
    if not frames:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    rows = pd.concat(frames, ignore_index=True)
    return rows.sort_values(["person_id", "side", "signal", "at"], kind="stable", ignore_index=True)


def _contacts(log: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    """Return what passed between a pair beside messages: person_id, actor, at, the latest moment.

    An accept is an act of both.
    """
    rows = log[log["person_id"].notna() & ~log["is_group"] & log["at"].notna()]
    words = rows["event_id"].isin(timeline.messages["event_id"])
    rows = rows[~rows["activity"].isin(_NO_CONTACT) & ~words]
    # A reaction without a time of its own was given some time after what it is about.
    rows = rows[~((rows["activity"] == "reaction") & (rows["precision"] == "interval"))]
    done = pd.DataFrame(
        {
            "person_id": rows["person_id"],
            "actor": rows["actor"].astype("object").mask(rows["activity"] == "connected", "both"),
            "at": rows["at_latest"],
        }
    )
    accepts = timeline.accepts.assign(actor="both", at=timeline.accepts["at_latest"])
    frames = [done, accepts.loc[accepts["at"].notna(), ["person_id", "actor", "at"]]]
    return pd.concat([f for f in frames if len(f)] or frames[:1], ignore_index=True)


def _of_stages(side: str, stages: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield praise and requests: those with a note give, those without only say what is usual."""
    mine = stages[stages["actor"] == side]
    for stage, signal in (("endorsement", "endorsements"), ("recommendation", "recommendations")):
        yield acts(mine[mine["stage"] == stage], side, signal, gives=True)
    requests = mine[(mine["stage"] == "request") & (mine["certainty"] == "observed")]
    noted = requests["detail"].map(lambda detail: detail["note"] is True).astype(bool)
    bare = requests["detail"].map(lambda detail: detail["note"] is False).astype(bool)
    yield acts(requests[noted], side, "request_note", gives=True)
    yield acts(requests[bare], side, "request_note", gives=False)
