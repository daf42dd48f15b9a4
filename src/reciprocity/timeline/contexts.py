"""What is known around each message of the pairs, for the recognition of pitches and other acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.timeline.frames import looked_up
from reciprocity.timeline.messages import last_by_other

if TYPE_CHECKING:
    from reciprocity.parameters import TimelineParameters
    from reciprocity.timeline.observed import Observed

_GREETING: Final = r"^\s*[^,.!?\n]{0,40}[,.!?\n]+\s*"
_CIRCULAR_MIN: Final = 60  # characters behind the greeting


def pitch_contexts(
    messages: pd.DataFrame, log: pd.DataFrame, observed: Observed, parameters: TimelineParameters
) -> pd.DataFrame:
    """From pair_messages and the log to the contexts that pitch.score_pitches knows, row by row.

    Days are counted from whatever the pair did before: a message, the accept, a request, an
    endorsement. They are missing where not all that passed since could be seen. previous: the text
    of the other side's last message, empty without one and once a silence lies between: what was
    asked years ago is not what a message answers.
    """
    other = log[log["person_id"].notna() & ~log["is_group"] & log["at"].notna()]
    others = other.sort_values("at_latest", kind="stable")[["person_id", "at_latest"]]
    left = messages[["person_id", "at"]].assign(i=np.arange(len(messages))).sort_values("at")
    found = pd.merge_asof(
        left,
        others.rename(columns={"at_latest": "previous"}),
        left_on="at",
        right_on="previous",
        by="person_id",
        allow_exact_matches=False,
    ).sort_values("i")
    # On a clock without a zone the message before may end after this one begins.
    said = messages.groupby("person_id", sort=False)["at"].shift().array
    words = pd.Series(said, index=found.index)
    found["previous"] = found["previous"].where(
        ~((words > found["previous"]) | found["previous"].isna()) | ~(words < found["at"]), words
    )
    days = (found["at"] - found["previous"]).dt.total_seconds() / 86400
    days = days.where(observed.seen_on_from(found["person_id"], found["previous"]) >= found["at"])
    return pd.DataFrame(
        {
            "days_since_previous": days.to_numpy(),
            "is_first": ~messages["person_id"].duplicated().to_numpy(),
            "previous": last_words(messages, parameters.silence_days),
            "people_alike": people_alike(messages),
        }
    )


def last_words(messages: pd.DataFrame, silence_days: float) -> pd.Series:
    """Return what the other side had written last, less than so many days before each message."""
    numbered = messages.assign(position=np.arange(len(messages)))
    last = last_by_other(numbered, pd.Series(data=True, index=messages.index))
    soon = (messages["at"] - last["at"]) < pd.Timedelta(days=silence_days)
    place = last["position"].where(soon).astype("Float64").astype("float64")
    return looked_up(place, messages["text"]).astype("object").fillna("")


def people_alike(messages: pd.DataFrame) -> pd.Series:
    """Return with how many people the same text was exchanged in the same direction.

    Greetings may differ, and so may the spacing; texts of few letters are nobody's circular.
    """
    text = messages["text"].fillna("").astype("str")
    key = text.str.replace(_GREETING, "", regex=True).str.replace(r"\s+", " ", regex=True)
    long = key.str.len() >= _CIRCULAR_MIN
    keyed = messages[["person_id", "actor"]].assign(key=key)[long]
    counts = keyed.groupby(["key", "actor"], observed=True)["person_id"].transform("nunique")
    return counts.reindex(messages.index, fill_value=1)
