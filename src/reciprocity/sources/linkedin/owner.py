"""Whose archive it is. Facts: linkedin.md section 0, fact 7: no file names the owner's address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.base import Owner
from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.early import told_direction, without_entities
from reciprocity.sources.linkedin.fields import display_name, full_name, slugs

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILE_HEADERS: Final = (frozenset({"first_name", "last_name", "headline"}),)

# A party is taken for the owner by being in this share of the conversations, of at least two.
_NEARLY_EVERY = 0.8


def find_owner(tables: Mapping[str, pl.DataFrame], told: str | None) -> Owner:
    """Return the owner from the tables of an archive, by kind ("profile", "invitations", ...).

    The name is what the user told, else Profile.csv, else the constant side of Invitations.csv,
    else the party in nearly every conversation. The address is the constant side of
    Invitations.csv, else the address that goes with the name, or with nearly every conversation.
    Messages of 2016 to 2018 say of each row whether the owner wrote it: that names the owner too.
    """
    profile = _profile_name(tables.get("profile"))
    sides = _owner_sides(tables.get("invitations"))
    parties = _conversation_parties(tables.get("messages"))
    written = _owner_names(tables.get("messages"))
    handle = (
        _only(sides["handle"]) or _handle_of(parties, told or profile) or _handle_of(parties, None)
    )
    name = (
        told
        or profile
        or _only(sides["name"])
        or _most_frequent(written)
        or _name_of(parties, handle)
    )
    names = {n for n in (told, profile, name) if n} | set(written)
    if handle:
        own = parties.filter(pl.col("handle") == handle)
        names |= set(own["name"].drop_nulls())
    stated = frozenset(n for n in (profile, *written) if n)
    return Owner(name=name, handle=handle, names=frozenset(names), stated=stated)


def takes_part(owner: Owner, messages: pl.DataFrame) -> bool:
    """Return whether the owner, by name, address or direction, is a party of any conversation."""
    if _directions(messages).is_not_null().any():
        return True
    parties = _conversation_parties(messages)
    names = [name.lower() for name in sorted(owner.names)]
    own = pl.col("name").str.to_lowercase().is_in(names) | pl.col("handle").is_in(
        [owner.handle] if owner.handle else []
    )
    return bool(parties.select(own.fill_null(value=False).any()).item())


def _profile_name(profile: pl.DataFrame | None) -> str | None:
    if profile is None or not profile.height:
        return None
    rows = with_columns(profile, "first_name", "last_name")
    name: str | None = rows.select(full_name("first_name", "last_name")).to_series()[0]
    return name


def _owner_sides(invitations: pl.DataFrame | None) -> pl.DataFrame:
    """Return name and handle of the side that is the owner: inviter when OUTGOING, else invitee."""
    if invitations is None:
        return pl.DataFrame(schema={"name": pl.String, "handle": pl.String})
    rows = with_columns(
        invitations, "from", "to", "direction", "inviterprofileurl", "inviteeprofileurl"
    )
    outgoing = pl.col("direction").str.strip_chars().str.to_uppercase() == "OUTGOING"
    return rows.with_columns(
        inviter=slugs(rows["inviterprofileurl"]), invitee=slugs(rows["inviteeprofileurl"])
    ).select(
        name=pl.when(outgoing).then(display_name("from")).otherwise(display_name("to")),
        handle=pl.when(outgoing).then("inviter").otherwise("invitee"),
    )


def _directions(messages: pl.DataFrame) -> pl.Series:
    """Return of each row whether the owner wrote it, null where its file does not tell."""
    return with_columns(messages, "direction").select(told_direction()).to_series()


def _owner_names(messages: pl.DataFrame | None) -> pl.Series:
    """Return the names on the owner's side of messages that tell their direction.

    Where the owner wrote none, a single recipient of the others' is the owner.
    """
    nobody = pl.Series("name", [], pl.String)
    if messages is None or "direction" not in messages.columns:
        return nobody
    rows = with_columns(messages, "from", "to", "direction").filter(pl.col("direction") != "")
    rows = rows.with_columns(without_entities(rows[name]) for name in ("from", "to"))
    by_owner = _directions(rows)
    own = rows.filter(by_owner).select(display_name("from")).to_series().drop_nulls()
    if len(own):
        return own.rename("name")
    single = ~pl.col("to").str.contains(r",[^ ]")
    addressed = rows.filter(~by_owner & single).select(display_name("to")).to_series()
    return addressed.drop_nulls().rename("name")


def _most_frequent(names: pl.Series) -> str | None:
    counts = (
        names.to_frame("name").group_by("name").len().sort("len", "name", descending=[True, False])
    )
    return counts["name"][0] if counts.height else None


def _conversation_parties(messages: pl.DataFrame | None) -> pl.DataFrame:
    """Return one row for each party of each conversation: conversation_id, name, handle."""
    schema = {"conversation_id": pl.String, "name": pl.String, "handle": pl.String}
    if messages is None:
        return pl.DataFrame(schema=schema)
    rows = with_columns(
        messages, "conversation_id", "from", "sender_profile_url", "to", "recipient_profile_urls"
    )
    senders = rows.with_columns(handle=slugs(rows["sender_profile_url"])).select(
        "conversation_id", display_name("from").alias("name"), "handle"
    )
    # A single recipient has one address, so name and address belong together; of several
    # recipients only the names are certain (closed members have no address: 2.3).
    several = pl.col("recipient_profile_urls").str.contains(",", literal=True)
    single = rows.with_columns(handle=slugs(rows["recipient_profile_urls"])).select(
        "conversation_id",
        display_name("to").alias("name"),
        pl.when(several).then(None).otherwise(pl.col("handle")).alias("handle"),
    )
    return pl.concat([senders, single]).unique(maintain_order=True)


def _handle_of(parties: pl.DataFrame, name: str | None) -> str | None:
    """Return the address in nearly every conversation; with a known name, only among its own."""
    known = parties.filter(pl.col("handle").is_not_null())
    if name:
        own = known.filter(pl.col("name").str.to_lowercase() == name.lower())
        return _most_common(own, "handle", parties, share=0.0)
    return _most_common(known, "handle", parties, share=_NEARLY_EVERY)


def _name_of(parties: pl.DataFrame, handle: str | None) -> str | None:
    if handle:
        own = parties.filter((pl.col("handle") == handle) & pl.col("name").is_not_null())
        return _most_common(own, "name", parties, share=0.0)
    return _most_common(
        parties.filter(pl.col("name").is_not_null()), "name", parties, share=_NEARLY_EVERY
    )


def _most_common(
    rows: pl.DataFrame, column: str, parties: pl.DataFrame, *, share: float
) -> str | None:
    if not rows.height:
        return None
    counts = rows.group_by(column).agg(pl.col("conversation_id").n_unique().alias("n"))
    counts = counts.sort("n", column, descending=[True, False])
    everything = parties["conversation_id"].n_unique()
    best: str = counts[column][0]
    tied = counts.height > 1 and counts["n"][0] == counts["n"][1]
    if share and (tied or counts["n"][0] < max(2, share * everything)):
        return None
    return best


def _only(values: pl.Series) -> str | None:
    distinct = values.drop_nulls().unique()
    return distinct[0] if len(distinct) == 1 else None
