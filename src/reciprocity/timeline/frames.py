"""The frame of stages: one row per stage of a pair, and how its rows are made and ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from reciprocity.events import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

STAGES: Final = (
    "request",
    "accept",
    "thanks",
    "message",
    "pitch",
    "decline",
    "reply",
    "endorsement",
    "recommendation",
    "engagement",
    "silence",
    "withdrawal",
    "removal",
)  # in the order of ties

STAGE_COLUMNS: Final = (
    "person_id",
    "stage",
    "at",  # UTC; missing when nothing bounds the moment from below
    "at_latest",
    "actor",
    "certainty",
    "days",  # length of a silence, whole days; missing for all other stages
    "detail",  # dict, keys by stage (docs/method.md); never holds text of a message
    "events",  # tuple of event_id: the evidence
)

TIME: Final = "datetime64[us, UTC]"


def stage_rows(rows: pd.DataFrame, stage: str, **columns: Any) -> pd.DataFrame:
    """Return stage rows from a frame with person_id, at, at_latest, actor, certainty and events.

    Keywords replace or add columns. `order_at`, the place in the order of the pair, is `at` or,
    without it, `at_latest`, unless given.
    """
    frame = rows.assign(**{"stage": stage, "days": pd.NA, **columns})
    if "order_at" not in frame:
        frame["order_at"] = frame["at"].fillna(frame["at_latest"])
    if "detail" not in frame:
        frame["detail"] = objects([{} for _ in range(len(frame))], frame.index)
    frame["days"] = frame["days"].astype("Int64")
    return frame[[*STAGE_COLUMNS, "order_at"]].reset_index(drop=True)


def no_stages() -> pd.DataFrame:
    """Return the frame of stages without rows."""
    frame = pd.DataFrame({name: pd.Series(dtype="object") for name in STAGE_COLUMNS})
    times = {name: pd.Series(dtype=TIME) for name in ("at", "at_latest", "order_at")}
    return frame.assign(**times, days=pd.Series(dtype="Int64"))


def in_order(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return all stages in the order of each pair: by time, ties in the order of STAGES."""
    full = [frame for frame in frames if len(frame)]
    if not full:
        return no_stages()[list(STAGE_COLUMNS)]
    stages = pd.concat(full, ignore_index=True)
    stages["tie"] = stages["stage"].map({stage: i for i, stage in enumerate(STAGES)})
    stages["first"] = stages["events"].str[0].fillna("")
    ordered = stages.sort_values(["person_id", "order_at", "tie", "first"], kind="stable")
    return ordered[list(STAGE_COLUMNS)].reset_index(drop=True)


def objects(values: list[Any], index: pd.Index) -> pd.Series:
    """Return a column of plain Python values, such as dicts and tuples."""
    return pd.Series(values, index=index, dtype="object")


def one_event(ids: pd.Series) -> pd.Series:
    """Return each id as the tuple that `events` holds."""
    return objects([(event_id,) for event_id in ids], ids.index)


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """Return for each key what `values` holds under it, missing where it holds nothing."""
    return pd.Series(values.reindex(keys).array, index=keys.index)


def after_the_last(endings: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """Return for each ending in an interval its earliest place in the order of the pair.

    What the pair still did inside the interval came before the end: nobody writes to somebody who
    is gone.
    """
    acts = log[log["at"].notna() & ~log["is_group"] & ~log["activity"].isin(ENDINGS)]
    pairs = endings.reset_index()[["index", "person_id", "at", "at_latest"]].merge(
        acts[["person_id", "at"]], on="person_id", suffixes=("", "_act")
    )
    inside = pairs[pairs["at_act"] <= pairs["at_latest"]]
    last = inside.groupby("index")["at_act"].max().reindex(endings.index)
    return endings["at"].where(~(last > endings["at"]), last)


def iso(moments: pd.Series) -> list[str | None]:
    """Return ISO texts with Z from moments in UTC, None where missing."""
    plain = moments.dt.tz_convert(None).to_numpy(dtype="datetime64[s]")
    return [None if text == "NaT" else f"{text}Z" for text in np.datetime_as_string(plain).tolist()]


def bunches(rows: pd.DataFrame, keys: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return where each run of equal keys starts and ends, in rows that are sorted by them."""
    if rows.empty:
        return np.array([], dtype=int), np.array([], dtype=int)
    changes = pd.Series(data=False, index=rows.index)
    for key in keys:
        changes |= rows[key] != rows[key].shift()
    starts = np.flatnonzero(changes.to_numpy(dtype=bool))
    return starts, np.append(starts[1:], len(rows))
