"""What is known around each message of the pairs, for the recognition of pitches and other acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import polars as pl

from reciprocity.pitch.folding import one_blank
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
    before = _last_event(messages, log)
    # On a clock without a zone the message before may end after this one begins.
    words = messages.groupby("person_id", sort=False)["at"].shift()
    before = before.where(~((words > before) | before.isna()) | ~(words < messages["at"]), words)
    days = (messages["at"] - before).dt.total_seconds() / 86400
    seen = observed.seen_on_from(messages["person_id"], before) >= messages["at"]
    return pd.DataFrame(
        {
            "days_since_previous": days.where(seen).to_numpy(),
            "is_first": ~messages["person_id"].duplicated().to_numpy(),
            "previous": last_words(messages, parameters.silence_days),
            "people_alike": people_alike(messages),
        }
    )


def _last_event(messages: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """Return when the pair's last event before each message was over, missing for the first."""
    told = (
        pl.from_pandas(log[["person_id", "is_group", "at", "at_latest"]])
        .filter(pl.col("person_id", "at").is_not_null(), ~pl.col("is_group"))
        .select("person_id", over="at_latest")
        .sort("over")
    )
    found = pl.from_pandas(messages[["person_id", "at"]]).join_asof(
        told,
        left_on="at",
        right_on="over",
        by="person_id",
        allow_exact_matches=False,
        check_sortedness=False,  # it cannot check within pairs; both are in order there
    )
    return pd.Series(found["over"].to_pandas().array, index=messages.index)


def last_words(messages: pd.DataFrame, silence_days: float) -> pd.Series:
    """Return what the other side had written last, less than so many days before each message."""
    numbered = messages.assign(position=np.arange(len(messages)))
    last = last_by_other(numbered, pd.Series(data=True, index=messages.index))
    soon = (messages["at"] - last["at"]) < pd.Timedelta(days=silence_days)
    place = last["position"].where(soon).to_numpy(dtype=float, na_value=-1.0).astype(np.int64)
    words = messages["text"].astype("str").array.take(place, allow_fill=True)
    return pd.Series(words, index=messages.index).fillna("")


def people_alike(messages: pd.DataFrame) -> pd.Series:
    """Return with how many people the same text was exchanged in the same direction.

    Greetings may differ, and so may the spacing; texts of few letters are nobody's circular.
    """
    said = pl.from_pandas(messages[["person_id", "actor", "text"]].reset_index(drop=True))
    said = said.with_row_index().filter(pl.col("text").str.len_chars() >= _CIRCULAR_MIN)
    key = one_blank(said["text"].str.replace(_GREETING, ""))
    circulars = (
        said.with_columns(key=key)
        .filter(pl.col("key").str.len_chars() >= _CIRCULAR_MIN)
        .select("index", count=pl.col("person_id").drop_nulls().n_unique().over("key", "actor"))
    )
    counts = np.ones(len(messages), dtype=np.int64)
    counts[circulars["index"].to_numpy()] = circulars["count"].to_numpy()
    return pd.Series(counts, index=messages.index)
