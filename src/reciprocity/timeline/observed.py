"""What the exports together could show, of whom and when; nothing is claimed outside of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl

from reciprocity.coverage import observed as observed_by_any
from reciprocity.coverage import seen_by_all
from reciprocity.coverage.facebook import ENCRYPTED_BY, ENCRYPTED_SINCE
from reciprocity.history.conversations import REQUEST_FOLDERS
from reciprocity.people import is_folder_of
from reciprocity.timeline.frames import TIME, looked_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reciprocity.coverage import Window
    from reciprocity.sources import Reading

Stretch = tuple[pd.Timestamp, pd.Timestamp]

# Before Facebook was; nothing is seen of whom nothing is seen after this.
_DAWN: Final = datetime(2004, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one platform's exports could show (UTC).

    messages, requests: stretches in which they were seen, in order. to_export: the last stretch of
    messages ends with an export, and not with a date range before it. listed_at: when the newest
    list of connections was written (earliest, latest possible moment), None without a list.
    blank_days: days of the connections in it whose accounts are closed.
    """

    messages: tuple[Stretch, ...] = ()
    requests: tuple[Stretch, ...] = ()
    listed_at: Stretch | None = None
    blank_days: frozenset[date] = frozenset()
    to_export: bool = True


@dataclass(frozen=True, kw_only=True)
class Scope:
    """People of the same platforms, and the stretches in which all of these were seen.

    to_export: as in Seen, of the platform that ends first.
    """

    people: frozenset[str]
    messages: tuple[Stretch, ...]
    to_export: bool = True

    @property
    def until(self) -> pd.Timestamp | None:
        """The end of the last stretch of seen messages, None when none was seen."""
        return self.messages[-1][1] if self.messages else None


@dataclass(frozen=True, kw_only=True)
class Observed:
    """What could be seen of whom (UTC).

    as_of: the end of all observation. platforms: what each platform's exports show. scopes:
    everybody, by the platforms they are on. unseen_after: person_id -> the moment from which their
    chat may have gone on where no export shows it. gone: event_id -> the interval in which the
    message's conversation was deleted. exported: name of an archive -> the moment of its export.
    """

    as_of: pd.Timestamp
    platforms: dict[str, Seen]
    scopes: tuple[Scope, ...]
    unseen_after: pd.Series
    gone: dict[str, Stretch] = field(default_factory=dict)
    exported: pd.Series = field(default_factory=lambda: pd.Series(dtype=TIME))

    def seen(self, platform: str) -> Seen:
        """Return what a platform's exports show; nothing for one that was not given."""
        return self.platforms.get(platform, Seen())

    def seen_on_from(self, people: pd.Series, moments: pd.Series) -> pd.Series:
        """Return for each person_id up to when all was seen from a moment on, missing for unseen.

        people and moments: of one index.
        """
        ends = pd.Series(pd.NaT, index=people.index, dtype=TIME)
        for scope in self.scopes:
            inside = people.isin(scope.people)
            for start, end in scope.messages:
                ends = ends.mask(inside & (moments >= start) & (moments <= end), end)
        limit = looked_up(people, self.unseen_after)
        return ends.where(~(limit < ends), limit)

    def messages_until(self, people: pd.Series) -> pd.Series:
        """Return for each person_id up to when messages could be seen, missing for never."""
        ends = {person: scope.until for scope in self.scopes for person in scope.people}
        until = looked_up(people, pd.Series(ends, dtype=TIME))
        limit = looked_up(people, self.unseen_after)
        return until.where(~(limit < until), limit)


def observe(
    readings: Sequence[Reading],
    windows: Sequence[dict[str, Window]],
    events: pl.DataFrame,
    people: pl.DataFrame,
    gone: pl.DataFrame,
    until: datetime,
) -> Observed:
    """From readings and their windows to what could be seen of everybody in people.

    events: the united log. people: person_id and platforms. gone: history.History.gone.
    """
    platforms = {
        platform: _seen(
            [(r, w) for r, w in zip(readings, windows, strict=True) if r.platform == platform],
            until,
        )
        for platform in dict.fromkeys(reading.platform for reading in readings)
    }
    return Observed(
        as_of=pd.Timestamp(until),
        platforms=platforms,
        scopes=_scopes(people, platforms),
        unseen_after=_unseen_after(readings, events, people),
        gone={
            event: (pd.Timestamp(start), pd.Timestamp(end))
            for event, start, end in gone.iter_rows()
            if end <= until
        },
        exported=_exported(readings),
    )


def _exported(readings: Sequence[Reading]) -> pd.Series:
    names = {
        name: pd.Timestamp(reading.exported_at)
        for reading in readings
        for name in reading.events["archive"].unique().sort()
    }
    return pd.Series(names, dtype=TIME)


def _seen(exports: Sequence[tuple[Reading, dict[str, Window]]], until: datetime) -> Seen:
    lists = [r.snapshots["connected"] for r, _ in exports if "connected" in r.snapshots]
    lists = [snapshot for snapshot in lists if snapshot.earliest <= until]
    ends = [
        (windows["message"].end, min(r.generated["message"], until))
        for r, windows in exports
        if "message" in r.generated and windows["message"].end is not None
    ]
    return Seen(
        to_export=not ends or max(ends)[0] >= max(ends)[1],
        messages=_stretches([windows["message"] for _, windows in exports]),
        requests=_stretches([windows["request_sent"] for _, windows in exports]),
        listed_at=(pd.Timestamp(lists[-1].earliest), pd.Timestamp(lists[-1].latest))
        if lists
        else None,
        blank_days=frozenset(lists[-1].blank_days) if lists else frozenset(),
    )


def _stretches(windows: Sequence[Window]) -> tuple[Stretch, ...]:
    return tuple((pd.Timestamp(a), pd.Timestamp(b)) for a, b in observed_by_any(windows))


def _scopes(people: pl.DataFrame, platforms: dict[str, Seen]) -> tuple[Scope, ...]:
    """Return everybody by platform; who is on two was silent only where both could be seen."""
    found = []
    for names, of in people.group_by("platforms", maintain_order=True):
        common = seen_by_all([platforms[name].messages for name in names[0]])
        stretches = tuple((pd.Timestamp(start), pd.Timestamp(end)) for start, end in common)
        first = [p for p in map(platforms.get, names[0]) if p and p.messages and stretches]
        first = [p for p in first if p.messages[-1][1] <= stretches[-1][1]]
        scope = Scope(
            people=frozenset(of["person_id"]),
            messages=stretches,
            to_export=all(p.to_export for p in first),
        )
        found.append(scope)
    return tuple(found)


def _unseen_after(
    readings: Sequence[Reading], events: pl.DataFrame, people: pl.DataFrame
) -> pd.Series:
    """Return from when on a pair's chat may have gone on unseen, by person_id (facebook.md 5)."""
    facebook = [reading for reading in readings if reading.platform == "facebook"]
    needed = ("person_id", "activity", "at", "channel", "conversation_id", "member")
    pairs = events.select("platform", "is_group", *needed).filter(
        (pl.col("platform") == "facebook") & ~pl.col("is_group") & pl.col("person_id").is_not_null()
    )
    chats = pairs.filter(pl.col("activity") == "message")
    plain = chats.filter(pl.col("channel") != "message_request")
    friends = pairs.filter(pl.col("activity") == "connected")["person_id"]
    reachable = pl.concat([friends, plain["person_id"]]).unique()
    moved = _moved(facebook, chats, people)
    encrypted = moved.filter(moved.is_in(reachable.implode()))
    last = chats.group_by("person_id").agg(pl.col("at").max())
    ends = (
        pl.DataFrame({"person_id": encrypted})
        .join(last, on="person_id", how="left")
        .select("person_id", pl.max_horizontal("at", pl.lit(ENCRYPTED_SINCE)).alias("end"))
    )
    let_in = chats.filter(~pl.col("member").cast(pl.String).str.contains(REQUEST_FOLDERS))[
        "person_id"
    ]
    strangers = set(pairs["person_id"].unique()) - set(reachable) - set(let_in.unique())
    found = dict(ends.iter_rows()) | dict.fromkeys(strangers, _requests_seen_until(facebook))
    found |= dict.fromkeys(_lost(facebook, chats, people), _DAWN)
    known = {person: end for person, end in sorted(found.items()) if end is not None}
    return pd.Series(list(known.values()), index=list(known), dtype=TIME)


def _moved(facebook: Sequence[Reading], chats: pl.DataFrame, people: pl.DataFrame) -> pl.Series:
    """Return whose chats may have become end-to-end encrypted; these come in a second download.

    Those of threads that were moved and of whom the list of secret conversations names; everybody
    where that list names nobody and yet shows use, or where no plain one-to-one message with
    anybody is left from after the move. Message requests are not encrypted.
    """
    nobody = pl.Series("person_id", [], pl.String)
    signs = [r.encryption for r in facebook if r.encryption and r.exported_at > ENCRYPTED_SINCE]
    if not signs:
        return nobody
    cutover = sorted(frozenset[str]().union(*(sign.cutover for sign in signs)))
    named = sorted(frozenset[str]().union(*(sign.named for sign in signs)))
    in_cutover = pl.col("conversation_id").is_in(cutover).fill_null(value=False)
    plain = chats.filter(~in_cutover & (pl.col("channel") != "message_request"))
    late = any("message" in r.generated and r.exported_at > ENCRYPTED_BY for r in facebook)
    gone = late and not plain.filter(pl.col("at") > ENCRYPTED_BY).height
    if gone or any(sign.used and not sign.named for sign in signs):
        return people["person_id"]
    known = pl.col("names").list.set_intersection(named).list.len() > 0
    return pl.concat(
        [chats.filter(in_cutover)["person_id"], people.filter(known)["person_id"]]
    ).unique()


def _lost(facebook: Sequence[Reading], chats: pl.DataFrame, people: pl.DataFrame) -> set[str]:
    """Return whose thread lost a file: the folder is theirs by the thread's id or by their name."""
    found: set[str] = set()
    for folder in sorted(frozenset[str]().union(*(r.lost_threads for r in facebook))):
        thread = pl.col("conversation_id").cast(pl.String).str.strip_prefix("facebook/")
        found |= set(chats.filter(pl.lit(folder).str.ends_with(thread))["person_id"])
        found |= {
            person
            for person, names in people.select("person_id", "names").iter_rows()
            if any(is_folder_of(name, folder) for name in names)
        }
    return found


def _requests_seen_until(facebook: Sequence[Reading]) -> datetime | None:
    """Return up to when message requests could be seen; None where the newest export shows them.

    Whoever is no friend and has no thread beside may have written a request that no folder shows.
    """
    shown = [r.generated.get("message_request") for r in facebook]
    if not shown or shown[-1] is not None:
        return None
    return max((moment for moment in shown if moment is not None), default=_DAWN)
