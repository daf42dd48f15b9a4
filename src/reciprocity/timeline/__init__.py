"""From the event log to the stages of every pair: request, accept, silence, pitch, removal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reciprocity.pitch import Labelled, score_messages
from reciprocity.timeline.connection import (
    connection_stages,
    inferred_accepts,
    observed_accepts,
    with_days_after_decline,
)
from reciprocity.timeline.contexts import pitch_contexts
from reciprocity.timeline.frames import in_order, one_event, stage_rows
from reciprocity.timeline.messages import (
    message_stages,
    pair_messages,
    type_messages,
    wordless_contacts,
)
from reciprocity.timeline.observed import Observed, observe
from reciprocity.timeline.silences import closings, silence_stages

if TYPE_CHECKING:
    from reciprocity.labels import Labels
    from reciprocity.parameters import Parameters

__all__ = ["Observed", "Timeline", "build_timeline", "observe"]

# Acts that leave traces in bunches: one stage per day and actor.
_PRAISE = ("endorsement", "recommendation")
_ENGAGEMENT = ("reaction", "comment", "wall_post", "poke", "call")


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The stages and what they were made from.

    stages: frames.STAGE_COLUMNS, in the order of each pair. messages: the one-to-one messages of
    the log with act, reply_to, answered, exchange, opens, composed_exchange (of words of their own
    alone), one_click, labelled (by the user), probability, cues and descriptors. accepts:
    person_id, at, at_latest and certainty of every accept, inferred ones too. closings:
    silences.closings. doubtful: people known by a name that others have too; of their silences
    nothing is told.
    """

    stages: pd.DataFrame
    messages: pd.DataFrame
    accepts: pd.DataFrame
    closings: pd.Series
    doubtful: frozenset[str] = frozenset()

    def without(self, people: list[str]) -> Timeline:
        """Return what concerns anybody but these people."""
        return replace(
            self,
            stages=_without(self.stages, people),
            messages=_without(self.messages, people),
            accepts=_without(self.accepts, people),
        )

    def acts(self) -> pd.DataFrame:
        """Return analysis.Analysis.acts; a one-click text that is nothing else is named so."""
        messages = self.messages
        plain = (messages["act"] == "message") & messages["one_click"]
        frame = messages[["event_id", "person_id", "act", "probability", "cues", "descriptors",
                          "one_click", "labelled"]]  # fmt: skip
        words = messages["cues"].where(messages["act"] == "pitch", messages["act_cues"])
        return frame.assign(act=messages["act"].mask(plain, "one_click"), cues=words)


def _without(rows: pd.DataFrame, people: list[str]) -> pd.DataFrame:
    return rows[~rows["person_id"].isin(people)].reset_index(drop=True)


def build_timeline(
    log: pd.DataFrame,
    people: pd.DataFrame,
    observed: Observed,
    labels: Labels,
    parameters: Parameters,
) -> Timeline:
    """From the event log (events.to_pandas) and people (analysis.Analysis.people) to stages."""
    messages = _scored(pair_messages(log), log, observed, labels, parameters)
    known = observed_accepts(log)
    inferred = inferred_accepts(log, messages, people, observed)
    accepts = pd.concat([f for f in (known, inferred) if len(f)] or [known], ignore_index=True)
    contacts = wordless_contacts(log)
    typed = type_messages(messages, accepts, contacts, observed, parameters.timeline)
    doubtful = frozenset(people.loc[people["doubtful"], "person_id"])
    stages = in_order(
        [
            *message_stages(typed, observed),
            *connection_stages(log, accepts, observed, doubtful),
            silence_stages(log[~log["person_id"].isin(doubtful)], observed, parameters.timeline),
            *_bunches(log),
        ]
    )
    return Timeline(
        stages=with_days_after_decline(stages),
        messages=typed,
        accepts=accepts,
        closings=closings(log),
        doubtful=doubtful,
    )


def _scored(
    messages: pd.DataFrame,
    log: pd.DataFrame,
    observed: Observed,
    labels: Labels,
    parameters: Parameters,
) -> pd.DataFrame:
    """Add what the words of each message say, and what the user says of it."""
    told = [float(labels.pitches.get(event_id, np.nan)) for event_id in messages["event_id"]]
    # Facebook offers no quick texts: there somebody typed the same words.
    offered = messages["platform"] == "linkedin"
    said = score_messages(
        messages["text"],
        pitch_contexts(messages, log, observed, parameters.timeline),
        threshold=parameters.pitch.threshold,
        exact_from=parameters.pitch.perhaps,
        decline_by_words=parameters.pitch.decline_by_words,
        labelled=Labelled(told=np.array(told, dtype=float), parameters=parameters.labels),
        offered=offered.to_numpy(dtype=bool),
    )
    said = said.drop(columns=["act", "answer"]).assign(
        set_phrase=said["one_click"], one_click=said["one_click"] & offered
    )
    return pd.concat([messages, said], axis=1)


def _bunches(log: pd.DataFrame) -> list[pd.DataFrame]:
    """Return endorsements, recommendations and engagement: one stage per day and actor."""
    return [
        *(_bunch(log[log["activity"] == stage], stage) for stage in _PRAISE),
        _bunch(log[log["activity"].isin(_ENGAGEMENT)], "engagement"),
    ]


def _bunch(rows: pd.DataFrame, stage: str) -> pd.DataFrame:
    if rows.empty:
        return stage_rows(rows.assign(events=one_event(rows["event_id"])), stage)
    keyed = rows.assign(
        day=rows["at"].dt.floor("D"),
        actor=rows["actor"].astype("object"),
        certainty=rows["certainty"].astype("object"),
    ).sort_values(["at", "event_id"], kind="stable")
    bunches = (
        keyed.groupby(["person_id", "day", "actor"], sort=False)
        .agg(
            at=("at", "first"),
            at_latest=("at_latest", "first"),
            certainty=("certainty", "first"),
            count=("at", "size"),
            events=("event_id", tuple),
        )
        .reset_index()
    )
    detail = [{"count": int(count)} for count in bunches["count"]]
    return stage_rows(bunches, stage, detail=detail)
