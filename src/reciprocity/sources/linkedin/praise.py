"""Endorsements and recommendations, given and received. Facts: linkedin.md section 3."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns, without_copies
from reciprocity.sources.linkedin.fields import (
    clock,
    full_name,
    los_angeles,
    slashed_utc_second,
    slugs,
    unlabelled,
)
from reciprocity.sources.part import Part, row_problems

RECEIVED_HEADERS: Final = (
    frozenset({"endorsement_date", "endorser_first_name", "endorser_last_name"}),
)
GIVEN_HEADERS: Final = (
    frozenset({"endorsement_date", "endorsee_first_name", "endorsee_last_name"}),
)
RECOMMENDATION_HEADERS: Final = (frozenset({"first_name", "last_name", "text", "creation_date"}),)


def _read_endorsements(frame: pl.DataFrame, owner: Owner, *, role: str, actor: str) -> Part:
    """From endorsement rows to `endorsement` events: UTC to the second, the skill as text.

    In 2022 a file of its own form (UTF-16, tabs, another status column) came beside the usual one;
    what both hold counts once.
    """
    del owner
    first, last, url = f"{role}_first_name", f"{role}_last_name", f"{role}_public_url"
    rows = with_columns(frame, "endorsement_date", "skill_name", first, last, url)
    rows = rows.with_columns(
        at=slashed_utc_second("endorsement_date"),
        name=full_name(first, last),
        handle=slugs(rows[url]),
        text=pl.col("skill_name"),
    ).with_columns(at_latest=pl.col("at"), precision=pl.lit("second"))
    distinct = without_copies(rows, of=("at", "name", "text"))
    part = _praise(distinct, "endorsement", actor)
    return replace(part, duplicates=rows.height - distinct.height)


def _read_recommendations(frame: pl.DataFrame, owner: Owner, *, actor: str) -> Part:
    """From recommendation rows to `recommendation` events, to the minute.

    In 2020 `Creation Date` was the clock of Los Angeles without leading zeros; since 2023-12 it is
    UTC with them. A file in which no value shows which of the two it is gives intervals.
    """
    del owner
    rows = with_columns(frame, "first_name", "last_name", "text", "creation_date")
    wall = clock("creation_date")
    utc = wall.dt.replace_time_zone("UTC")
    earliest, latest = los_angeles(wall)
    match _padding(rows["creation_date"]):
        case "padded":
            bounds = utc, utc
        case "bare":
            bounds = earliest, latest
        case _:
            bounds = unlabelled(wall)
    rows = rows.with_columns(
        at=bounds[0],
        at_latest=bounds[1],
        name=full_name("first_name", "last_name"),
        handle=pl.lit(None, pl.String),
    ).with_columns(
        precision=pl.when(pl.col("at") == pl.col("at_latest"))
        .then(pl.lit("minute"))
        .otherwise(pl.lit("interval"))
    )
    return _praise(rows, "recommendation", actor)


def _padding(dates: pl.Series) -> str:
    """Return padded, bare or unknown: whether the dates of a file have leading zeros."""
    parts = dates.str.extract_groups(r"^\s*(\d+)/(\d+)/\d+, (\d+)").struct.unnest()
    if parts.select(pl.any_horizontal(pl.all().str.len_chars() == 1).any()).item():
        return "bare"
    if parts.select(pl.any_horizontal(pl.all().str.starts_with("0")).any()).item():
        return "padded"
    return "unknown"


def _praise(rows: pl.DataFrame, activity: str, actor: str) -> Part:
    readable = (
        pl.col("at").is_not_null()
        & pl.col("at_latest").is_not_null()
        & (pl.col("name").is_not_null() | pl.col("handle").is_not_null())
    )
    events = raw_events(
        rows.filter(readable),
        platform="linkedin",
        activity=activity,
        actor=actor,
        certainty="observed",
        channel="profile",
        is_group=False,
    )
    return Part(
        events=events,
        problems=row_problems(
            rows.filter(~readable), f"bad {activity}", "Its date or its other party is unreadable."
        ),
    )


read_endorsements_received = partial(_read_endorsements, role="endorser", actor="person")
read_endorsements_given = partial(_read_endorsements, role="endorsee", actor="owner")
read_recommendations_received = partial(_read_recommendations, actor="person")
read_recommendations_given = partial(_read_recommendations, actor="owner")
