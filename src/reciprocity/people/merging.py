"""Several ids made one: ids that the user calls the same, or that the archives prove to be."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.people.finding import find_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reciprocity.people.choices import Choices


def chosen_groups(people: pl.DataFrame, choices: Choices) -> list[list[str]]:
    """Return the ids of each group the user calls one person; UsageError for an unknown name."""
    return [[find_person(people, who) for who in group] for group in choices.same]


def parted(people: pl.DataFrame, choices: Choices) -> set[frozenset[str]]:
    """Return the pairs of ids that are two people by the user's word."""
    groups = [[find_person(people, who) for who in group] for group in choices.different]
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def merges(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return id -> the id it becomes; the first id of the first group that names it stays."""
    leader: dict[str, str] = {}

    def lead(person: str) -> str:
        while leader.get(person, person) != person:
            person = leader[person]
        return person

    for first, *others in map(list, groups):
        for other in others:
            one, two = lead(first), lead(other)
            if one != two:
                leader[two] = one
    return {person: lead(person) for person in leader if lead(person) != person}


def merge_people(people: pl.DataFrame, merged: dict[str, str]) -> pl.DataFrame:
    """Return people with one row for each of the ids that stay."""
    return (
        people.with_columns(pl.col("person_id").replace(merged).alias("to"))
        .sort(pl.col("to") != pl.col("person_id"), "person_id")
        .group_by("to", maintain_order=True)
        .agg(
            pl.col("name").first(),
            pl.col("names").explode().drop_nulls().unique().sort(),
            pl.col("platforms").explode().unique().sort(descending=True),
            pl.col("handle").drop_nulls().first(),
            pl.col("profile_url").drop_nulls().first(),
            pl.col("doubtful").all(),
        )
        .rename({"to": "person_id"})
        .sort("person_id")
    )
