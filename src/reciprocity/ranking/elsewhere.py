"""Those whom the user talks to elsewhere: what is seen of them here, without a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.ranking.counts import COUNTS, counts
from reciprocity.ranking.replies import REPLIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reciprocity.timeline import Timeline

COLUMNS: Final = ("person_id", "words", *COUNTS, *REPLIES)


def seen_here(
    log: pd.DataFrame, timeline: Timeline, hours: pd.DataFrame, elsewhere: Mapping[str, str]
) -> pd.DataFrame:
    """Return COLUMNS for these people, by id; words: how the user talks to them.

    hours: REPLIES by person_id.
    """
    if not elsewhere:
        return nobody_elsewhere()
    people = pd.Series(sorted(elsewhere), dtype="str")
    table = counts(log, timeline, people).join(hours).reset_index(names="person_id")
    return table.assign(words=[elsewhere[person] for person in people])[list(COLUMNS)]


def nobody_elsewhere() -> pd.DataFrame:
    """Return COLUMNS without a row."""
    words = {name: pd.Series(dtype="str") for name in ("person_id", "words")}
    numbers = {**dict.fromkeys(COUNTS, "int64"), **dict.fromkeys(REPLIES, "float64")}
    return pd.DataFrame({**words, **{n: pd.Series(dtype=t) for n, t in numbers.items()}})
