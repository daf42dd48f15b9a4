"""How fast each side answers: medians that do not forget what was never answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.ranking.words import left_open, plain_words

if TYPE_CHECKING:
    from reciprocity.parameters import Parameters, TimelineParameters
    from reciprocity.timeline import Observed, Timeline

REPLIES: Final = ("reply_hours_sent", "reply_hours_received")
LEAST_ANSWERS: Final = 3
_WAYS: Final = {"sent": ("owner", "person"), "received": ("person", "owner")}


def reply_hours(timeline: Timeline, observed: Observed, parameters: Parameters) -> pd.DataFrame:
    """From the timeline to REPLIES by person_id: median hours until an answer came.

    sent: until the owner's; received: until the person's. Missing for fewer than LEAST_ANSWERS
    answers. By Kaplan and Meier: what called for an answer and got none was waited for until a
    silence began, or as long as could be seen; so where most of it got none there is no median.
    """
    plain = plain_words(timeline.messages, parameters)
    return pd.DataFrame(
        {
            f"reply_hours_{way}": _medians(_waits(plain, asked, observed, parameters.timeline))
            for way, (_, asked) in _WAYS.items()
        }
    )


def _waits(
    plain: pd.DataFrame, asked: str, observed: Observed, days: TimelineParameters
) -> pd.DataFrame:
    """Return person_id, hours and whether an answer ended the wait, of all words of one side."""
    theirs = plain[plain["actor"] == asked]
    limit = 24.0 * days.silence_days
    wait = _hours(theirs["after_at"] - theirs["at"])
    answered = (theirs["after_actor"] != asked) & theirs["after_actor"].notna() & (wait < limit)
    open_still = left_open(theirs.assign(answered=theirs["answered"].fillna(value=False)))
    until = observed.seen_on_from(open_still["person_id"], open_still["at"])
    seen = _hours(until - open_still["at"]).clip(upper=limit)
    ended = pd.DataFrame({"person_id": theirs["person_id"], "hours": wait, "over": True})[answered]
    going = pd.DataFrame({"person_id": open_still["person_id"], "hours": seen, "over": False})
    return pd.concat([ended, going.dropna()])


def _hours(lengths: pd.Series) -> pd.Series:
    hours: pd.Series = lengths.dt.total_seconds() / 3600
    return hours


def _medians(waits: pd.DataFrame) -> pd.Series:
    """Return by person_id when half of the waits were over, of those with enough answers."""
    rows = waits.sort_values(["person_id", "hours", "over"], ascending=[True, True, False])
    person = rows.groupby("person_id", sort=False)
    at_risk = person["hours"].transform("size") - person.cumcount()
    with np.errstate(divide="ignore"):
        step = pd.Series(np.log1p(-(rows["over"] / at_risk).to_numpy()), index=rows.index)
    left = np.exp(step.groupby(rows["person_id"], sort=False).cumsum())
    enough = person["over"].transform("sum") >= LEAST_ANSWERS
    half = rows[(left <= 0.5 + 1e-12) & enough]
    return half.drop_duplicates("person_id").set_index("person_id")["hours"]
