"""What the exports together could show, of whom and when; nothing is claimed outside of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl

from reciprocity.coverage import Window, seen_by_all
from reciprocity.coverage import observed as observed_by_any
from reciprocity.timeline.encrypted import limits_of
from reciprocity.timeline.frames import TIME, looked_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from reciprocity.history import History
    from reciprocity.sources import Reading
    from reciprocity.timeline.encrypted import Limits

Stretch = tuple[pd.Timestamp, pd.Timestamp]

_HIDDEN: Final = {"person_id": "object", "platform": "object", "start": TIME, "end": TIME}
_LISTED: Final = {"person_id": "object", "platform": "object", "at": TIME}


def _empty(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


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
    message's conversation was deleted. hidden: person_id, platform, start, end: when words of a
    pair may have gone with a conversation; no scope holds these times. listed: person_id, platform,
    at: when a list of connections that holds them was written. exported: name of an archive -> the
    moment of its export.
    """

    as_of: pd.Timestamp
    platforms: dict[str, Seen]
    scopes: tuple[Scope, ...]
    unseen_after: pd.Series
    gone: dict[str, Stretch] = field(default_factory=dict)
    hidden: pd.DataFrame = field(default_factory=lambda: _empty(_HIDDEN))
    listed: pd.DataFrame = field(default_factory=lambda: _empty(_LISTED))
    exported: pd.Series = field(default_factory=lambda: pd.Series(dtype=TIME))

    def seen(self, platform: str) -> Seen:
        """Return what a platform's exports show; nothing for one that was not given."""
        return self.platforms.get(platform, Seen())

    def seen_on_from(self, people: pd.Series, moments: pd.Series) -> pd.Series:
        """Return for each person_id up to when all was seen from a moment on, missing for unseen.

        people and moments: of one index.
        """
        ends = self._stretches(people, moments)["end"]
        limit = self._limits(people)
        return ends.where(~(limit < ends), limit)

    def seen_back_to(self, people: pd.Series, moments: pd.Series) -> pd.Series:
        """Return for each person_id from when on all was seen up to a moment, missing for unseen.

        people and moments: of one index.
        """
        starts = self._stretches(people, moments)["start"]
        return starts.mask(self._limits(people) < moments)

    def _limits(self, people: pd.Series) -> pd.Series:
        """Return unseen_after of each person_id; few have one, and only those are looked up."""
        held = people.isin(self.unseen_after.index).to_numpy()
        limits = pd.Series(pd.NaT, index=people.index, dtype=TIME)
        limits.array[held] = looked_up(people[held], self.unseen_after).array
        return limits

    def _stretches(self, people: pd.Series, moments: pd.Series) -> pd.DataFrame:
        """Return start and end of the stretch of seen messages that holds each moment."""
        found = {
            name: pd.Series(pd.NaT, index=people.index, dtype=TIME) for name in ("start", "end")
        }
        for scope in self.scopes:
            inside = people.isin(scope.people)
            for start, end in scope.messages:
                held = inside & (moments >= start) & (moments <= end)
                found = {
                    "start": found["start"].mask(held, start),
                    "end": found["end"].mask(held, end),
                }
        return pd.DataFrame(found)

    def seen_to_export_from(self, people: pd.Series, moments: pd.Series) -> pd.Series:
        """Return for each person_id whether all was seen from a moment on until an export.

        people and moments: of one index.
        """
        last = {p: scope.until for scope in self.scopes if scope.to_export for p in scope.people}
        ends = looked_up(people, pd.Series(last, dtype=TIME))
        return self.seen_on_from(people, moments).eq(ends)

    def hid(self, pairs: pd.DataFrame, platform: str) -> pd.Series:
        """Return of each pair whether its words may have gone unseen in some time.

        pairs: person_id, start and end (UTC) of that time.
        """
        holes = self.hidden[self.hidden["platform"] == platform].drop(columns="platform")
        both = pairs.reset_index(names="pair").merge(holes, on="person_id", suffixes=("", "_hole"))
        met = (both["start"] < both["end_hole"]) & (both["end"] > both["start_hole"])
        return pd.Series(pairs.index.isin(both.loc[met, "pair"]), index=pairs.index)

    def messages_until(self, people: pd.Series) -> pd.Series:
        """Return for each person_id up to when messages could be seen, missing for never."""
        ends = {person: scope.until for scope in self.scopes for person in scope.people}
        until = looked_up(people, pd.Series(ends, dtype=TIME))
        limit = self._limits(people)
        return until.where(~(limit < until), limit)


def observe(
    readings: Sequence[Reading],
    windows: Sequence[dict[str, Window]],
    events: pl.DataFrame,
    people: pl.DataFrame,
    history: History,
    until: datetime,
) -> Observed:
    """From readings and their windows to what could be seen of everybody in people.

    events: the united log. people: person_id and platforms.
    """
    main = [pair for pair in zip(readings, windows, strict=True) if not pair[0].is_encrypted]
    platforms = {
        platform: _seen([(r, w) for r, w in main if r.platform == platform], until)
        for platform in dict.fromkeys(reading.platform for reading in readings)
    }
    encrypted = _seen(
        [(r, w) for r, w in zip(readings, windows, strict=True) if r.is_encrypted], until
    )
    limits = limits_of(readings, events, people)
    return Observed(
        as_of=pd.Timestamp(until),
        platforms=platforms,
        scopes=_scopes(
            people, platforms, _with_encrypted(platforms, encrypted, limits), history.hidden
        ),
        unseen_after=limits.as_series(with_moved=not encrypted.messages),
        gone={
            event: (pd.Timestamp(start), pd.Timestamp(end))
            for event, _, start, end in history.gone.iter_rows()
            if end <= until
        },
        hidden=history.hidden.to_pandas(),
        listed=history.listed.filter(pl.col("at") <= until).to_pandas(),
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


def _with_encrypted(platforms: dict[str, Seen], encrypted: Seen, limits: Limits) -> dict[str, Seen]:
    """Return what Facebook's exports show of whoever's chat was moved, by person_id.

    The encrypted download goes on where the main one ends with a chat (facebook.md 5), up to its
    own moment; where the main one is older than its first message, there is a hole between. Who may
    only have moved, and whom it does not name, may write in plain words again: of them nothing is
    known after the main download's moment.
    """
    if not encrypted.messages:
        return {}
    main = platforms["facebook"]
    return {
        person: _followed(
            main,
            end,
            () if person in limits.lost else encrypted.messages,
            encrypted,
            surely=person in limits.surely,
        )
        for person, end in limits.moved.items()
    }


def _followed(
    main: Seen, end: datetime, later: tuple[Stretch, ...], encrypted: Seen, *, surely: bool
) -> Seen:
    """Return what is seen of a chat that the main download holds up to `end`."""
    newest = main.messages[-1][1] if main.messages else None
    if not surely:
        later = _cut(later, newest) if newest else ()
    until = pd.Timestamp(end)
    if later and newest and later[0][0] <= newest:
        until = max(until, later[-1][1])
    seen = _joined((*_cut(main.messages, until), *later))
    last = seen[-1][1] if seen else None
    ends = [of for of in (main, encrypted) if of.messages and of.messages[-1][1] == last]
    return replace(main, messages=seen, to_export=not seen or any(of.to_export for of in ends))


def _cut(stretches: Sequence[Stretch], end: pd.Timestamp) -> tuple[Stretch, ...]:
    return tuple((a, min(b, end)) for a, b in stretches if a < end)


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    return _stretches([Window(start=a, end=b, basis="") for a, b in stretches])


def _scopes(
    people: pl.DataFrame, platforms: dict[str, Seen], apart: dict[str, Seen], hidden: pl.DataFrame
) -> tuple[Scope, ...]:
    """Return everybody by platform; who is on two was silent only where both could be seen.

    apart: what Facebook's exports show of somebody where it is not the same as of everybody.
    hidden: history.History.hidden.
    """
    holes: dict[tuple[str, str], list[Stretch]] = {}
    for person, name, *hole in hidden.sort("start", "end").iter_rows():
        holes.setdefault((person, name), []).append((pd.Timestamp(hole[0]), pd.Timestamp(hole[1])))
    found: dict[tuple[Seen, ...], list[str]] = {}
    for person, names in people.select("person_id", "platforms").iter_rows():
        seen = tuple(
            _without(
                apart.get(person, platforms[name]) if name == "facebook" else platforms[name],
                holes.get((person, name), ()),
            )
            for name in names
        )
        found.setdefault(seen, []).append(person)
    return tuple(_scope(of, seen) for seen, of in found.items())


def _without(seen: Seen, holes: Sequence[Stretch]) -> Seen:
    """Return what is seen of a pair of which words may have gone unseen in the holes."""
    if not holes or not seen.messages:
        return seen
    whole = [
        Window(start=a, end=b, basis="", gaps=tuple((c, min(d, b)) for c, d in holes if c < b))
        for a, b in seen.messages
    ]
    pieces = [piece for window in whole for piece in window.pieces()]
    left = tuple((pd.Timestamp(a), pd.Timestamp(b)) for a, b in pieces if a < b)
    to_end = bool(left) and left[-1][1] == seen.messages[-1][1]
    return replace(seen, messages=left, to_export=seen.to_export and to_end)


def _scope(people: Sequence[str], platforms: Sequence[Seen]) -> Scope:
    common = seen_by_all([seen.messages for seen in platforms])
    stretches = tuple((pd.Timestamp(start), pd.Timestamp(end)) for start, end in common)
    first = [seen for seen in platforms if seen.messages and stretches]
    first = [seen for seen in first if seen.messages[-1][1] <= stretches[-1][1]]
    return Scope(
        people=frozenset(people),
        messages=stretches,
        to_export=all(seen.to_export for seen in first),
    )
