"""Who wrote in files without ids of conversations, where a later file has the same words.

Messages.csv of 2016 to 2018 tells people by their names of then, later files by the profile, and of
closed accounts not at all (linkedin.md 2.3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.sources.continued import continued, of_two

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.base import Reading


def with_recurring_people(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with whom each conversation is, where another of them tells."""
    own = sorted(
        (reading for reading in readings if reading.platform == "linkedin"),
        key=lambda reading: (reading.exported_at, reading.archive),
    )
    leaders = {name: group[0] for group in continued(own) for name in group}
    if not leaders:
        return list(readings)
    told = _told(own, leaders)
    return [
        replace(reading, events=_with_people(reading.events, told))
        if reading.platform == "linkedin"
        else reading
        for reading in readings
    ]


def _told(readings: Sequence[Reading], leaders: dict[str, str]) -> pl.DataFrame:
    """Return conversation, own_name and own_handle: the last name and the only profile, if any."""
    conversation = pl.col("conversation_id").cast(pl.String)
    rows = pl.concat([
        reading.events.filter(of_two(), conversation.is_in(list(leaders))).select(
            "name", "handle", conversation=conversation
        )
        for reading in readings
    ])  # fmt: skip
    handles = pl.col("handle").drop_nulls().unique()
    people = rows.group_by(leader=pl.col("conversation").replace(leaders)).agg(
        own_name=pl.col("name").drop_nulls().last(),
        own_handle=pl.when(handles.len() == 1).then(handles.first()),
    )
    held = pl.DataFrame({"conversation": list(leaders), "leader": list(leaders.values())})
    return held.join(people, on="leader").drop("leader")


def _with_people(events: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Fill in name and handle of the rows of these conversations."""
    joined = events.with_columns(conversation=pl.col("conversation_id").cast(pl.String)).join(
        told, on="conversation", how="left", maintain_order="left"
    )
    filled = [
        pl.when(of_two()).then(pl.coalesce(name, f"own_{name}")).otherwise(name).alias(name)
        for name in ("name", "handle")
    ]
    return joined.with_columns(filled).select(events.columns)
