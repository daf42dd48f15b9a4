"""From the raw rows of all archives to event logs in which everybody has one id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.errors import UsageError
from reciprocity.events import COLUMNS, event_ids
from reciprocity.people.identity import same_name_suggestions, with_address_ids
from reciprocity.people.links import Link, find_links
from reciprocity.people.merging import chosen_groups, merge_people, merges, parted
from reciprocity.people.names import NAMELESS, with_name_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.parameters import PeopleParameters
    from reciprocity.people.choices import Choices
    from reciprocity.sources import Reading

_IDS: Final = {"linkedin": with_address_ids, "facebook": with_name_ids}


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """Events by reading with their ids, and the people in them.

    events: one log (events.COLUMNS) per reading, in the order given. people: person_id, name,
    names (list), platforms (list), handle (null without address), profile_url (null when not told),
    doubtful (known by a name alone that others have too). suggestions: pairs of ids that may be
    one person, with the reason. joined: links between platforms that were taken for certain. apart:
    pairs of ids that are two people by the user's word.
    """

    events: tuple[pl.DataFrame, ...]
    people: pl.DataFrame
    suggestions: tuple[tuple[str, str, str], ...]
    joined: tuple[Link, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def resolve(
    readings: Sequence[Reading], choices: Choices, parameters: PeopleParameters
) -> Resolved:
    """From raw rows to event logs in which everybody has one id.

    Raises UsageError when the user's choices name somebody who is not there or is ambiguous.
    """
    rows = {platform: _rows(readings, platform) for platform in _IDS}
    rows = {platform: _IDS[platform](of, readings) for platform, of in rows.items() if of.height}
    people = pl.concat([_people(of, platform, readings) for platform, of in rows.items()])
    people = people.sort("person_id")
    # Ids of events rest on the archive alone, so that the user's choices do not change them.
    logs = _logs(rows, len(readings))
    links = find_links(people, logs, readings, parameters) if len(rows) > 1 else ()
    apart = parted(people, choices)
    links = tuple(link for link in links if frozenset(link.ids) not in apart)
    certain = tuple(link for link in links if link.certain)
    merged = merges([*chosen_groups(people, choices), *(link.ids for link in certain)])
    _check_consistent(apart, merged)
    suggestions = [
        *(same_name_suggestions(rows["linkedin"]) if "linkedin" in rows else ()),
        *((*link.ids, "; ".join(link.reasons)) for link in links),
    ]
    if merged:
        logs = tuple(log.with_columns(pl.col("person_id").replace(merged)) for log in logs)
        people = merge_people(people, merged)
    open_suggestions = tuple(
        (one, other, why)
        for one, other, why in suggestions
        if merged.get(one, one) != merged.get(other, other) and frozenset((one, other)) not in apart
    )
    return Resolved(
        events=logs,
        people=people,
        suggestions=open_suggestions,
        joined=certain,
        apart=frozenset(apart),
    )


def _check_consistent(apart: Iterable[frozenset[str]], merged: dict[str, str]) -> None:
    """Raise UsageError where the user calls the same two ids one person and two people."""
    for pair in sorted(map(sorted, apart)):
        one, other = (pair * 2)[:2]
        if merged.get(one, one) == merged.get(other, other):
            raise UsageError(
                f"The people file calls {one} and {other} one person and two people: keep one of "
                "the two entries."
            )


def _rows(readings: Sequence[Reading], platform: str) -> pl.DataFrame:
    """Return the raw rows of one platform with the number of their reading."""
    frames = [
        r.events.with_columns(reading=pl.lit(i, pl.Int32))
        for i, r in enumerate(readings)
        if r.platform == platform and r.events.height
    ]
    return pl.concat(frames) if frames else pl.DataFrame()


def _logs(rows: dict[str, pl.DataFrame], count: int) -> tuple[pl.DataFrame, ...]:
    parts: list[list[pl.DataFrame]] = [[] for _ in range(count)]
    for of in rows.values():
        for (number,), part in of.partition_by("reading", as_dict=True).items():
            parts[int(str(number))].append(part)
    empty = pl.DataFrame(schema=COLUMNS)
    return tuple(_log(pl.concat(part)) if part else empty for part in parts)


def _log(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(event_ids(rows).alias("event_id")).select(list(COLUMNS))


def _people(rows: pl.DataFrame, platform: str, readings: Sequence[Reading]) -> pl.DataFrame:
    """Return one row per person; the name is the newest that a list or a message gives."""
    told = ["person_id", "name", "handle", "reading", "listed"]
    listed = rows.with_columns(listed=pl.col("activity") == "connected")
    # The rows of a person stand together: a million rows are some ten thousand runs.
    named = (
        listed.group_by(listed.select(pl.struct(told).rle_id().alias("run")).to_series())
        .agg(pl.col(told).first(), moment=pl.coalesce("at", "at_latest").max())
        .filter(pl.col("person_id").is_not_null())
        .group_by(told)
        .agg(pl.col("moment").max())
        .sort("reading", "listed", "moment", "name")
    )
    people = (
        named.group_by("person_id")
        .agg(
            pl.col("name").drop_nulls().last(),
            pl.col("name").drop_nulls().unique().sort().alias("names"),
            pl.col("handle").drop_nulls().first(),
        )
        .with_columns(pl.lit([platform]).alias("platforms"))
    )
    people = _with_urls(people, platform, readings)
    known = people.with_columns(pl.col("name").fill_null(NAMELESS[platform]))
    return with_doubts(known).select(
        "person_id", "name", "names", "platforms", "handle", "profile_url", "doubtful"
    )  # fmt: skip


_LINKEDIN_PROFILE: Final = "https://www.linkedin.com/in/"


def _with_urls(people: pl.DataFrame, platform: str, readings: Sequence[Reading]) -> pl.DataFrame:
    """Add `profile_url`: LinkedIn's from the address, Facebook's where one of the name is told."""
    if platform == "linkedin":
        return people.with_columns(profile_url=pl.lit(_LINKEDIN_PROFILE) + pl.col("handle"))
    told = pl.concat([r.profiles for r in readings if r.platform == platform])
    urls = (
        told.filter(pl.col("url").is_not_null() & pl.col("name").is_not_null())
        .group_by("name")
        .agg(pl.col("url").unique())
        .filter(pl.col("url").list.len() == 1)
        .with_columns(pl.col("url").list.first())
    )
    return people.join(
        urls.rename({"url": "profile_url"}), on="name", how="left", maintain_order="left"
    )


def with_doubts(people: pl.DataFrame) -> pl.DataFrame:
    """Add `doubtful`: known by a name alone that others on the platform have too.

    What such a row did not do may stand under one of the others, so nothing can be said of it.
    """
    names = people.select("person_id", pl.col("names").alias("name")).explode("name")
    shared = names.with_columns(pl.col("name").str.to_lowercase()).filter(
        pl.col("name").is_not_null() & (pl.col("person_id").n_unique().over("name") > 1)
    )
    return people.with_columns(
        doubtful=pl.col("handle").is_null()
        & pl.col("person_id").is_in(shared["person_id"].unique().implode())
    )
