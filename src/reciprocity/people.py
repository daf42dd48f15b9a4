"""Who is who: from the names and addresses in the archives to one id for each person.

The address (LinkedIn's profile slug) comes first. A name counts only where it is unambiguous in
everything that was given: two people of one name stay two, one person with two addresses is
suggested and never merged silently, and whoever has lost the name is known by the conversation.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

import polars as pl

from reciprocity.errors import UsageError
from reciprocity.events import COLUMNS, event_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reciprocity.sources import Reading

# More addresses than these under one name are namesakes, not one person who changed the address.
_MOST_SUGGESTED = 4


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """Events by reading with their ids, and the people in them.

    events: one log (events.COLUMNS) per reading, in the order given. people: person_id, name,
    names (list), platform, handle (null without address). suggestions: pairs of ids that may be
    one person, with the reason.
    """

    events: tuple[pl.DataFrame, ...]
    people: pl.DataFrame
    suggestions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The user's own words, from the file given with --people.

    same: groups of ids or names that are one person. leave_out: ids or names to leave out.
    """

    same: tuple[tuple[str, ...], ...] = ()
    leave_out: tuple[str, ...] = ()
    source: str = field(default="", compare=False)


def read_choices(path: Path | None) -> Choices:
    """Read the user's TOML: `same = [["id", "id"], ...]` and `leave_out = ["id or name", ...]`.

    Raises UsageError for a file that cannot be read or says something else.
    """
    if path is None:
        return Choices()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The people file {path.name} cannot be read: {error}.") from error
    unknown = set(table) - {"same", "leave_out"}
    same, leave_out = table.get("same", []), table.get("leave_out", [])
    well_formed = (
        isinstance(same, list) and all(_is_texts(group) and len(group) > 1 for group in same)
    ) and _is_texts(leave_out)
    if unknown or not well_formed:
        raise UsageError(
            f"The people file {path.name} should hold same = [[id, id], ...] and "
            "leave_out = [id, ...] and nothing else."
        )
    return Choices(same=tuple(map(tuple, same)), leave_out=tuple(leave_out), source=path.name)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def resolve(readings: Sequence[Reading], choices: Choices) -> Resolved:
    """From raw rows to event logs in which everybody has one id.

    Raises UsageError when the user's choices name somebody who is not there or is ambiguous.
    """
    frames = [r.events.with_columns(reading=pl.lit(i)) for i, r in enumerate(readings)]
    rows = _with_ids(_with_handles(_with_name_keys(pl.concat(frames))))
    people = _people(rows)
    suggestions = _suggestions(rows)
    # Ids of events rest on the archive alone, so that the user's choices do not change them.
    logs = [_log(rows.filter(pl.col("reading") == i)) for i in range(len(readings))]
    merged = _merges(people, choices)
    if merged:
        logs = [log.with_columns(pl.col("person_id").replace(merged)) for log in logs]
        people = _merge_people(people, merged)
        suggestions = tuple(
            s for s in suggestions if merged.get(s[0], s[0]) != merged.get(s[1], s[1])
        )
    return Resolved(events=tuple(logs), people=people, suggestions=suggestions)


def _log(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(event_ids(rows).alias("event_id")).select(list(COLUMNS))


def _with_name_keys(rows: pl.DataFrame) -> pl.DataFrame:
    key = pl.col("name").str.normalize("NFC").str.to_lowercase()
    return rows.with_columns(
        name_key=key, day=pl.coalesce("at", "at_latest").dt.date(), given_handle=pl.col("handle")
    )


def _with_handles(rows: pl.DataFrame) -> pl.DataFrame:
    """Fill in the address where conversation, name and day, or the name alone tell it for sure."""
    pairs = ~pl.col("is_group")
    rows = _fill(rows, rows.filter(pairs), ["conversation_id"], pairs)
    connected = pl.col("activity") == "connected"
    rows = _fill(rows, rows.filter(connected), ["name_key", "day"], connected)
    listed = (
        rows.filter(connected)
        .group_by("reading", "archive", "name_key")
        .len()
        .group_by("name_key")
        .agg(pl.col("len").max().alias("listed"))
    )
    rows = rows.join(listed, on="name_key", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("listed").fill_null(0))
    rows = _fill(rows, rows, ["name_key"], pl.col("listed") <= 1)
    handles = rows.group_by("name_key").agg(pl.col("handle").drop_nulls().n_unique().alias("of"))
    return rows.join(handles, on="name_key", how="left", maintain_order="left", nulls_equal=True)


def _fill(rows: pl.DataFrame, known: pl.DataFrame, key: list[str], where: pl.Expr) -> pl.DataFrame:
    """Give rows without an address the only one that others of the same key have."""
    only = (
        known.filter(pl.col("handle").is_not_null(), *(pl.col(k).is_not_null() for k in key))
        .group_by(key)
        .agg(pl.col("handle").n_unique().alias("n"), pl.col("handle").first().alias("only"))
        .filter(pl.col("n") == 1)
        .drop("n")
    )
    joined = rows.join(only, on=key, how="left", maintain_order="left")
    filled = pl.when(where).then(pl.coalesce("handle", "only")).otherwise("handle")
    return joined.with_columns(handle=filled).drop("only")


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """Add person_id; leave out what no name, address or conversation attributes to anybody."""
    place = pl.col("platform")
    # A row of the list and everything else of an ambiguous name are identities of their own.
    day = pl.col("day").dt.strftime("%Y-%m-%d").fill_null("undated")
    nth = pl.int_range(pl.len()).over("reading", "archive", "name_key", "day", "activity")
    numbered = pl.when((nth > 0) & (pl.col("activity") == "connected")).then(
        pl.format("#{}", nth + 1)
    )
    alone = pl.concat_str(
        [place, pl.lit(":name/"), pl.col("name_key"), pl.lit("@"), day, numbered.fill_null("")]
    )
    own_group_row = pl.col("is_group") & (pl.col("actor") == "owner")
    unambiguous = (pl.col("listed") <= 1) & (pl.col("of") == 0)
    person_id = (
        pl.when(own_group_row)
        .then(None)
        .when(pl.col("handle").is_not_null())
        .then(pl.concat_str([place, pl.lit(":"), pl.col("handle")]))
        .when(pl.col("name_key").is_not_null() & unambiguous)
        .then(pl.concat_str([place, pl.lit(":name/"), pl.col("name_key")]))
        .when(pl.col("conversation_id").is_not_null())
        .then(pl.concat_str([place, pl.lit(":conversation/"), _conversation_key(rows)]))
        .when(pl.col("name_key").is_not_null())
        .then(alone)
    )
    rows = rows.with_columns(person_id=person_id)
    return rows.filter(pl.col("person_id").is_not_null() | own_group_row)


def _conversation_key(rows: pl.DataFrame) -> pl.Expr:
    """Return a short key for a conversation; in a group, for one voice of it."""
    whole = pl.col("conversation_id") + pl.when("is_group").then(
        pl.lit("\x1f") + pl.col("name_key").fill_null("")
    ).otherwise(pl.lit(""))
    distinct = rows.select(whole.alias("key"))["key"].drop_nulls().unique()
    keys = [hashlib.blake2b(k.encode(), digest_size=8).hexdigest() for k in distinct]
    return whole.replace_strict(distinct, pl.Series(keys, dtype=pl.String), default=None)


def _people(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per person; the name is the newest that a list or a message gives."""
    named = rows.filter(pl.col("person_id").is_not_null()).sort(
        "reading", pl.col("activity") == "connected", pl.coalesce("at", "at_latest")
    )
    return (
        named.group_by("person_id")
        .agg(
            pl.col("name").drop_nulls().last(),
            pl.col("name").drop_nulls().unique().sort().alias("names"),
            pl.col("platform").first(),
            pl.col("handle").first(),
        )
        .with_columns(pl.col("name").fill_null("LinkedIn Member"))
        .sort("person_id")
    )


def with_doubts(people: pl.DataFrame) -> pl.DataFrame:
    """Add `doubtful`: known by a name alone that others have too.

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


def _suggestions(rows: pl.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Return pairs that may be one person: same name, never two at once in one list."""
    by_name = (
        rows.filter(pl.col("name_key").is_not_null() & pl.col("person_id").is_not_null())
        .group_by("name_key")
        .agg(pl.col("person_id").unique().sort())
        .filter(pl.col("person_id").list.len().is_between(2, _MOST_SUGGESTED))
        .sort("name_key")
    )
    lists = (
        rows.filter(pl.col("activity") == "connected")
        .group_by("archive", "member")
        .agg(pl.col("person_id").unique())
    )
    listed = [set(ids) for ids in lists["person_id"]]
    return tuple(
        (one, other, "the same name, but two profile addresses or none")
        for ids in by_name["person_id"]
        for one, other in combinations(ids, 2)
        if not any(one in people and other in people for people in listed)
    )


def _merges(people: pl.DataFrame, choices: Choices) -> dict[str, str]:
    merged: dict[str, str] = {}
    for group in choices.same:
        ids = [find_person(people, who) for who in group]
        first = merged.get(ids[0], ids[0])
        merged.update({other: first for other in ids if other != first})
    return merged


def _merge_people(people: pl.DataFrame, merged: dict[str, str]) -> pl.DataFrame:
    return (
        people.with_columns(pl.col("person_id").replace(merged).alias("to"))
        .sort(pl.col("to") != pl.col("person_id"), "person_id")
        .group_by("to", maintain_order=True)
        .agg(
            pl.col("name").first(),
            pl.col("names").explode().unique().sort(),
            pl.col("platform").first(),
            pl.col("handle").drop_nulls().first(),
        )
        .rename({"to": "person_id"})
        .sort("person_id")
    )


def find_person(people: pl.DataFrame, who: str) -> str:
    """Return the id of the person with this id, profile address or name.

    Raises UsageError when nobody is meant, or more than one (naming the ids of all).
    """
    if who in people["person_id"]:
        return who
    wanted = " ".join(who.split()).lower()
    by_handle = people.filter(pl.col("handle") == wanted)
    called = pl.col("names").list.eval(pl.element().str.to_lowercase()).list.contains(wanted)
    found = by_handle if by_handle.height else people.filter(called)
    ids: Iterable[str] = found["person_id"].to_list()
    match list(ids):
        case [only]:
            return only
        case []:
            raise UsageError(f"Nobody in this archive is called {who!r}.{_close(people, wanted)}")
        case several:
            raise UsageError(
                f"{len(several)} people are called {who!r}; name one by id: {', '.join(several)}."
            )


def _close(people: pl.DataFrame, wanted: str) -> str:
    containing = people.filter(pl.col("name").str.to_lowercase().str.contains(wanted, literal=True))
    if not 0 < containing.height <= _MOST_SUGGESTED:
        return " The command rank lists everybody."
    return f" Did you mean {' or '.join(sorted(containing['name']))}?"
