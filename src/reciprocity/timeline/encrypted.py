"""From when on Facebook chats go on where the main download cannot show them (facebook.md 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl

from reciprocity.coverage.facebook import ENCRYPTED_BY, ENCRYPTED_SINCE
from reciprocity.history.conversations import REQUEST_FOLDERS
from reciprocity.people import is_folder_of
from reciprocity.sources.base import ENCRYPTED_CHATS
from reciprocity.timeline.frames import TIME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources import Reading

# Before Facebook was; nothing is seen of whom nothing is seen after this.
_DAWN: Final = datetime(2004, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From when on nothing is seen of whom, by person_id (UTC).

    moved: whose chat was moved, or may have been, with the end of what the main download shows.
    surely: of these, whose chat was moved for certain. lost: of whose encrypted chat a file could
    not be read. others: whom no download shows after their moment for another reason.
    """

    moved: dict[str, datetime]
    surely: frozenset[str]
    lost: frozenset[str]
    others: dict[str, datetime]

    def as_series(self, *, with_moved: bool) -> pd.Series:
        """Return the moments by person_id; those of moved chats where nothing else shows these."""
        found = {**(self.moved if with_moved else {}), **self.others}
        known = dict(sorted(found.items()))
        return pd.Series(list(known.values()), index=list(known), dtype=TIME)


@dataclass(frozen=True, kw_only=True)
class _Moved:
    """Who may write in encrypted chats by the signs in the main download; of `named` it is sure."""

    named: pl.Series
    perhaps: pl.Series


def limits_of(readings: Sequence[Reading], events: pl.DataFrame, people: pl.DataFrame) -> Limits:
    """From the united log to the limits of what is seen of a pair."""
    facebook = [reading for reading in readings if reading.platform == "facebook"]
    main = [reading for reading in facebook if not reading.is_encrypted]
    needed = ("person_id", "activity", "at", "channel", "conversation_id", "member")
    pairs = events.select("platform", "is_group", *needed).filter(
        (pl.col("platform") == "facebook") & ~pl.col("is_group") & pl.col("person_id").is_not_null()
    )
    spoken = pairs.filter(pl.col("activity") == "message")
    is_encrypted = pl.col("conversation_id").cast(pl.String).str.starts_with(ENCRYPTED_CHATS)
    is_encrypted = is_encrypted.fill_null(value=False)
    chats, encrypted = spoken.filter(~is_encrypted), spoken.filter(is_encrypted)["person_id"]
    direct = spoken.filter(pl.col("channel") != "message_request")
    friends = pairs.filter(pl.col("activity") == "connected")["person_id"]
    reachable = pl.concat([friends, direct["person_id"]]).unique()
    moved = _moved(main, chats, people)
    by_sign = pl.concat([moved.named, moved.perhaps]).unique()
    lost = _lost_chats(facebook, people)
    without = [by_sign.filter(by_sign.is_in(reachable.implode())), encrypted, lost]
    let_in = spoken.filter(~pl.col("member").cast(pl.String).str.contains(REQUEST_FOLDERS))[
        "person_id"
    ]
    strangers = set(pairs["person_id"].unique()) - set(reachable) - set(let_in.unique())
    found = dict.fromkeys(strangers, _requests_seen_until(main))
    found |= dict.fromkeys(_lost(main, chats, people), _DAWN)
    return Limits(
        moved=_plain_until(pl.concat(without).unique(), chats),
        surely=frozenset(moved.named) | frozenset(encrypted),
        lost=frozenset(lost),
        others={person: end for person, end in found.items() if end is not None},
    )


def _plain_until(people: pl.Series, chats: pl.DataFrame) -> dict[str, datetime]:
    """Return the last plain message of each, or the day on which chats began to be moved."""
    last = chats.group_by("person_id").agg(pl.col("at").max())
    ends = (
        pl.DataFrame({"person_id": people})
        .join(last, on="person_id", how="left")
        .select("person_id", pl.max_horizontal("at", pl.lit(ENCRYPTED_SINCE)).alias("end"))
    )
    return dict(ends.iter_rows())


def _moved(facebook: Sequence[Reading], chats: pl.DataFrame, people: pl.DataFrame) -> _Moved:
    """Return whose chats may have become end-to-end encrypted; these come in a second download.

    Those of threads that were moved and of whom the list of secret conversations names; everybody
    where that list names nobody and yet shows use, or where no plain one-to-one message with
    anybody is left from after the move. Message requests are not encrypted.
    """
    nobody = pl.Series("person_id", [], pl.String)
    signs = [r.encryption for r in facebook if r.encryption and r.exported_at > ENCRYPTED_SINCE]
    if not signs:
        return _Moved(named=nobody, perhaps=nobody)
    cutover = sorted(frozenset[str]().union(*(sign.cutover for sign in signs)))
    secret = sorted(frozenset[str]().union(*(sign.named for sign in signs)))
    in_cutover = pl.col("conversation_id").is_in(cutover).fill_null(value=False)
    plain = chats.filter(~in_cutover & (pl.col("channel") != "message_request"))
    late = any("message" in r.generated and r.exported_at > ENCRYPTED_BY for r in facebook)
    gone = late and not plain.filter(pl.col("at") > ENCRYPTED_BY).height
    known = pl.col("names").list.set_intersection(secret).list.len() > 0
    named = pl.concat(
        [chats.filter(in_cutover)["person_id"], people.filter(known)["person_id"]]
    ).unique()
    everybody = gone or any(sign.used and not sign.named for sign in signs)
    return _Moved(named=named, perhaps=people["person_id"] if everybody else nobody)


def _lost(facebook: Sequence[Reading], chats: pl.DataFrame, people: pl.DataFrame) -> set[str]:
    """Return whose thread lost a file: the folder is theirs by the thread's id or by their name."""
    found: set[str] = set()
    for folder in sorted(frozenset[str]().union(*(r.lost_threads for r in facebook))):
        thread = pl.col("conversation_id").cast(pl.String).str.extract(r"([^/]+)\z")
        found |= set(chats.filter(pl.lit(folder).str.ends_with(thread))["person_id"])
        found |= {
            person
            for person, names in people.select("person_id", "names").iter_rows()
            if any(is_folder_of(name, folder) for name in names)
        }
    return found


def _lost_chats(facebook: Sequence[Reading], people: pl.DataFrame) -> pl.Series:
    """Return whose encrypted chat could not be read whole, by their name on Facebook."""
    chats = (reading.lost_threads for reading in facebook if reading.is_encrypted)
    wanted = {name.casefold() for name in frozenset[str]().union(*chats)}
    here = people.filter(pl.col("platforms").list.contains("facebook"))
    found = [
        person
        for person, names in here.select("person_id", "names").iter_rows()
        if any(name.casefold() in wanted for name in names)
    ]
    return pl.Series("person_id", found, pl.String)


def _requests_seen_until(facebook: Sequence[Reading]) -> datetime | None:
    """Return up to when message requests could be seen; None where the newest export shows them.

    Whoever is no friend and has no thread beside may have written a request that no folder shows.
    """
    shown = [r.generated.get("message_request") for r in facebook]
    if not shown or shown[-1] is not None:
        return None
    return max((moment for moment in shown if moment is not None), default=_DAWN)
