"""Puts the Facebook life together, and shows what of it is there at one moment."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from reciprocity.sample.facebook.chats import plotted_threads
from reciprocity.sample.facebook.model import Deed, Listed, Poke, Thread, World
from reciprocity.sample.facebook.people import everybody
from reciprocity.sample.facebook.scripts import room_threads, scripted_threads
from reciprocity.sample.facebook.wall import comments, posts, reactions, wall
from reciprocity.sample.texts import cells_of, moment, sections_of

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.facebook.model import Friend

STORY_KEY: Final = "philippa"
STORY_PERSON: Final = "Philippa Ashgrove"
STORY_PRINCIPAL: Final = "Dorian Vexley"
_ACCEPTED: Final = "can message"

Dated = TypeVar("Dated", Deed, Poke)


@cache
def build_world() -> World:
    """Return all that ever happened, the newest last; who is a friend depends on the moment."""
    return World(
        friends=(),
        lists={
            name: tuple(_listed(line) for line in lines)
            for name, lines in sections_of("facebook/lists.txt").items()
            if name != "pokes"
        },
        threads=_merged([*plotted_threads(), *scripted_threads(), *room_threads()]),
        comments=_by_time(comments()),
        reactions=_by_time(reactions()),
        posts=_by_time(posts()),
        wall=_by_time(wall()),
        pokes=_by_time(_pokes()),
    )


def world_at(at: datetime, *, story_accepted: bool = True) -> World:
    """Return what a download made at that moment holds.

    Without `story_accepted` the story's message request still waits among the others.
    """
    world = build_world()
    threads = [_unaccepted(one) if not story_accepted else one for one in world.threads]
    return World(
        friends=_friends_at(at),
        lists={name: _rows_at(rows, at) for name, rows in world.lists.items()},
        threads=tuple(shown for one in threads if (shown := _thread_at(one, at)) is not None),
        comments=_until(world.comments, at),
        reactions=_until(world.reactions, at),
        posts=_until(world.posts, at),
        wall=_until(world.wall, at),
        pokes=_until(world.pokes, at),
    )


def _merged(threads: list[Thread]) -> tuple[Thread, ...]:
    """Return one thread for each key, with the lines of all, oldest first."""
    found: dict[str, Thread] = {}
    for thread in threads:
        known = found.get(thread.key)
        lines = (*(known.lines if known else ()), *thread.lines)
        ordered = tuple(sorted(lines, key=lambda line: line.at))
        found[thread.key] = replace(known or thread, lines=ordered)
    return tuple(found.values())


def _friends_at(at: datetime) -> tuple[Listed, ...]:
    """Return the friends of a moment, the newest first."""
    now = [one for one in everybody().values() if _is_friend(one, at)]
    rows = [Listed(name=one.name_at(at), at=one.since) for one in now]
    return tuple(sorted(rows, key=lambda row: row.at or at, reverse=True))


def _is_friend(one: Friend, at: datetime) -> bool:
    begun = one.since is not None and one.since <= at
    return begun and (one.until is None or at < one.until)


def _rows_at(rows: tuple[Listed, ...], at: datetime) -> tuple[Listed, ...]:
    return tuple(
        row
        for row in rows
        if (row.came or row.at or at) <= at and (row.gone is None or at < row.gone)
    )


def _thread_at(thread: Thread, at: datetime) -> Thread | None:
    lines = tuple(line for line in thread.lines if line.at <= at)
    deleted = thread.deleted is not None and thread.deleted <= at
    return None if deleted or not lines else replace(thread, lines=lines)


def _unaccepted(thread: Thread) -> Thread:
    """Return the story's thread as it is while its message request waits; others unchanged."""
    if thread.key != STORY_KEY:
        return thread
    lines = tuple(line for line in thread.lines if not line.has(_ACCEPTED))
    return replace(thread, folder="message_requests", lines=lines)


def _listed(line: str) -> Listed:
    cells = cells_of(line)
    name, at, third, came = (*cells, "", "", "")[:4]
    dated = third[:4].isdigit() and "-" in third
    return Listed(
        name=name,
        at=moment(at) if at else None,
        came=moment(came) if came else None,
        gone=moment(third) if dated else None,
        profile="" if dated else third.strip("-"),
    )


def _pokes() -> tuple[Poke, ...]:
    rows = [cells_of(line) for line in sections_of("facebook/lists.txt")["pokes"]]
    return tuple(Poke(at=moment(at), poker=poker, poked=poked) for at, poker, poked in rows)


def _by_time(items: tuple[Dated, ...]) -> tuple[Dated, ...]:
    return tuple(sorted(items, key=lambda item: item.at))


def _until(items: tuple[Dated, ...], at: datetime) -> tuple[Dated, ...]:
    return tuple(item for item in items if item.at <= at)
