"""Whose download it is. Facts: facebook.md section 6.4; only names tell, there are no ids."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.base import Owner
from reciprocity.sources.facebook.text import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# A party is taken for the owner by being in this share of the conversations, of at least two.
_NEARLY_EVERY: Final = 0.8
_LEAST: Final = 2

_BY_THREADS: Final = "the owner is taken to be the one who is in nearly every conversation"
_TWO_PROFILES: Final = (
    "it holds two profiles, both taken to be the owner's; if they are two people's, name the owner "
    "with --owner"
)
_OTHER_NAME: Final = (
    "none of the owner's names is in any conversation; whoever is in nearly every one of them is "
    "taken for the owner under another name"
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The owner, and in words what is doubtful about it, None when nothing is."""

    owner: Owner
    doubt: str | None = None


def find_owner(profiles: Sequence[Owner], parties: pl.DataFrame, told: str | None) -> Found:
    """Return the owner: by the profile, else the name told, else by the conversations.

    parties: conversation_id and name, each participant and sender. The name that is shown is what
    the user told, if anything; it is one of the names beside those of the profile. Several profiles
    (two accounts, or an account and its page) are all the owner's, unless the user told which one.
    """
    told = name_of(told)
    outright = frozenset(name for profile in profiles for name in profile.names)
    profiles = _of_one(profiles, told)
    stated = next((profile.name for profile in profiles if profile.name), None)
    names = {name for profile in profiles for name in profile.names} | {told, stated}
    known = frozenset(name for name in names if name)
    own = _as_spelt(known, parties)
    constant = None if own else _constant(parties)
    shown = told or stated or constant
    everything = known | own | ({constant} if constant else set())
    owner = Owner(name=shown, handle=None, names=frozenset(everything), stated=outright)
    if any(not one.names & other.names for one, other in pairwise(profiles)):
        return Found(owner=owner, doubt=_TWO_PROFILES)
    if constant is None:
        return Found(owner=owner)
    return Found(owner=owner, doubt=_OTHER_NAME if known else _BY_THREADS)


def _of_one(profiles: Sequence[Owner], told: str | None) -> list[Owner]:
    """Return the profiles that go by the name told, all of them when none does."""
    wanted = told.casefold() if told else None
    chosen = [p for p in profiles if wanted in {name.casefold() for name in p.names}]
    return chosen or list(profiles)


def takes_part(owner: Owner, parties: pl.DataFrame) -> bool:
    """Return whether the owner is a party of any conversation."""
    return bool(_as_spelt(owner.names, parties))


def _as_spelt(names: frozenset[str], parties: pl.DataFrame) -> frozenset[str]:
    """Return the names among the parties that are these, whatever the case of their letters."""
    wanted = {name.casefold() for name in names}
    present = parties["name"].drop_nulls().unique().to_list()
    return frozenset(name for name in present if name.casefold() in wanted)


def _constant(parties: pl.DataFrame) -> str | None:
    """Return the one name that is in nearly every conversation, None when it is not one."""
    counts = (
        parties.drop_nulls("name")
        .group_by("name")
        .agg(pl.col("conversation_id").n_unique().alias("n"))
        .sort("n", "name", descending=[True, False])
    )
    if not counts.height:
        return None
    least = max(_LEAST, _NEARLY_EVERY * parties["conversation_id"].n_unique())
    tied = counts.height > 1 and counts["n"][0] == counts["n"][1]
    best: str = counts["name"][0]
    return None if tied or counts["n"][0] < least else best
