"""Small logs of an owner and others, seen in a window, and the mirror they give.

Texts say openly what they are (tests.timeline.stories).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import polars as pl

from reciprocity import events as log
from reciprocity.labels import Labels
from reciprocity.parameters import default_parameters
from reciprocity.ranking import rank_people
from reciprocity.timeline import Observed, build_timeline
from reciprocity.timeline.frames import TIME
from reciprocity.timeline.observed import Scope, Seen

if TYPE_CHECKING:
    from reciprocity.parameters import Parameters
    from reciprocity.ranking import Mirror
    from reciprocity.timeline.observed import Stretch

# person, direction (`>` is the owner's), day (or day and time) and text.
Row = tuple[str, str, str, str]

_OTHER: Final = {">": "<", "<": ">"}
_SIDES: Final = {">": "owner", "<": "person"}


def moment(text: str) -> pd.Timestamp:
    """Return a moment of UTC, at noon of a day without a time."""
    return pd.Timestamp(text if " " in text else f"{text} 12:00", tz="UTC")


@dataclass(frozen=True, kw_only=True)
class World:
    """What passed, and between which moments messages and requests could be seen.

    accepts: person and day. requests: person, direction, day, and the note or "". more: rows of
    another activity: person, direction, day and activity. alone: people without an event.
    unseen_after: person and moment. doubtful: people known by a name that others have too.
    nameless: people known by none.
    """

    rows: tuple[Row, ...] = ()
    accepts: tuple[tuple[str, str], ...] = ()
    requests: tuple[Row, ...] = ()
    more: tuple[Row, ...] = ()
    alone: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = (("2019-01-01 00:00", "2024-01-01 00:00"),)
    asked: tuple[tuple[str, str], ...] = (("2023-07-01 00:00", "2024-01-01 00:00"),)
    unseen_after: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()

    def swapped(self) -> World:
        """Return the world with the roles of owner and others swapped."""

        def swap(rows: tuple[Row, ...]) -> tuple[Row, ...]:
            return tuple((who, _OTHER[way], at, text) for who, way, at, text in rows)

        return replace(
            self, rows=swap(self.rows), requests=swap(self.requests), more=swap(self.more)
        )


def mirror_of(world: World, parameters: Parameters | None = None) -> Mirror:
    """Return the mirror of a world."""
    parameters = parameters or default_parameters()
    frame, people, observed = _log(world), _people(world), _observed(world)
    timeline = build_timeline(frame, people, observed, Labels(), parameters)
    return rank_people(frame, people, timeline, observed, parameters).mirror


def _names(world: World) -> list[str]:
    told = {row[0] for row in (*world.rows, *world.accepts, *world.requests, *world.more)}
    return sorted(told | set(world.alone))


def _log(world: World) -> pd.DataFrame:
    records = [
        *(_event("message", *row, channel="direct") for row in world.rows),
        *(_event(f"request_{'sent' if way == '>' else 'received'}", who, way, at, text or None,
                 channel="invitation") for who, way, at, text in world.requests),
        *(_event("connected", who, "?", at, None, channel="list") for who, at in world.accepts),
        *(_event(activity, who, way, at, None, channel="profile")
          for who, way, at, activity in world.more),
    ]  # fmt: skip
    numbered = [{**r, "event_id": f"e{n}", "row": n + 1} for n, r in enumerate(records)]
    frame = pl.DataFrame(numbered, schema=log.COLUMNS)
    return log.to_pandas(log.sort_events(log.check_events(frame)))


def _event(
    activity: str, who: str, way: str, at: str, text: str | None, *, channel: str
) -> dict[str, Any]:
    when = moment(at)
    return {
        "person_id": who, "platform": "linkedin", "activity": activity,
        "at": when, "at_latest": when, "precision": "second",
        "actor": _SIDES.get(way, "unknown"), "certainty": "observed", "channel": channel,
        "conversation_id": f"linkedin/{who}", "is_group": False, "text": text,
        "archive": "a.zip", "member": "a.csv",
    }  # fmt: skip


def _people(world: World) -> pd.DataFrame:
    names = _names(world)
    count = len(names)
    return pd.DataFrame(
        {
            "person_id": pd.Series(names, dtype="str"),
            "name": pd.Series(names, dtype="str"),
            "names": pd.Series(
                [() if name in world.nameless else (name,) for name in names], dtype="object"
            ),
            "platforms": pd.Series([("linkedin",)] * count, dtype="object"),
            "profile_url": pd.Series([None] * count, dtype="object"),
            "connected": pd.Series([True] * count, dtype="bool"),
            "doubtful": pd.Series([name in world.doubtful for name in names], dtype="bool"),
        }
    )


def _stretches(spans: tuple[tuple[str, str], ...]) -> tuple[Stretch, ...]:
    return tuple((moment(start), moment(end)) for start, end in spans)


def _observed(world: World) -> Observed:
    seen = _stretches(world.seen)
    limits = {who: moment(at) for who, at in world.unseen_after}
    return Observed(
        as_of=seen[-1][1],
        platforms={"linkedin": Seen(messages=seen, requests=_stretches(world.asked))},
        scopes=(Scope(people=frozenset(_names(world)), messages=seen),),
        unseen_after=pd.Series(list(limits.values()), index=list(limits), dtype=TIME),
    )


def talks(who: str, *days: str, last: str = "<") -> tuple[Row, ...]:
    """Return an exchange of two messages on each of these days, ended by `last`."""
    rows: list[Row] = []
    for day in days:
        rows += [(who, _OTHER[last], f"{day} 10:00", f"So, {day}?"),
                 (who, last, f"{day} 18:00", f"Well, {day}.")]  # fmt: skip
    return tuple(rows)
