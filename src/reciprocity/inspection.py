"""From archives to one event log: what is in them, before anything is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reciprocity.archive import open_archives
from reciprocity.coverage import Window, coverage_of, cut_messages, without_messages
from reciprocity.errors import UsageError
from reciprocity.history import History, check_one_owner, unite
from reciprocity.parameters import default_parameters
from reciprocity.people import Choices, find_person, resolve
from reciprocity.sources.nobody import nobody_in
from reciprocity.sources.together import read_together
from reciprocity.ties import FOLLOWS, between_ties, known_by, tied_people

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date

    import polars as pl

    from reciprocity.archive import Archive
    from reciprocity.parameters import Parameters
    from reciprocity.people import Link
    from reciprocity.problems import Problem
    from reciprocity.sources import Reading
    from reciprocity.sources.base import Drift


@dataclass(frozen=True, kw_only=True)
class ExportInfo:
    """One export: what it is, what it could show, what was read and what was not.

    name: the file name alone, as the report shows it. path: as the user gave it.
    coverage: window by kind of event, in the shape of the JSON contracts. members: names under
    read, ignored, unknown, unreadable. apart: rows kept apart from the log, by kind.
    blank_connections: connections of closed accounts, of which only the day is left.
    drift: columns and keys that no known form of a member has; it was read all the same. parts:
    names of all its zips that hold events.
    """

    name: str
    path: str
    platform: str
    kind: str
    confidence: float
    reasons: tuple[str, ...]
    exported_at: datetime
    coverage: dict[str, dict[str, Any]]
    members: dict[str, list[str]]
    advice: str | None
    apart: dict[str, int]
    blank_connections: int
    duplicates: int
    drift: tuple[Drift, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Witnesses:
    """What it is worked out from what could be seen of whom; see timeline.observe."""

    readings: Sequence[Reading]
    windows: Sequence[dict[str, Window]]
    people: pl.DataFrame
    history: History


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What is in the archives, before anything is judged."""

    as_of: datetime
    owner_name: str
    exports: tuple[ExportInfo, ...]
    problems: tuple[Problem, ...]
    events: pl.DataFrame
    people: pl.DataFrame
    suggestions: tuple[tuple[str, str, str], ...]
    joined: tuple[Link, ...]
    witnesses: Witnesses


def read(
    paths: Sequence[str | os.PathLike[str]],
    *,
    as_of: date | None = None,
    owner: str | None = None,
    choices: Choices | None = None,
    parameters: Parameters | None = None,
) -> Inspection:
    """Read archives into one event log, with coverage and problems.

    Raises ReciprocityError, with one sentence for the user, when they cannot be read at all.
    """
    archives = open_archives([Path(path) for path in paths])
    try:
        return read_archives(
            archives, as_of=as_of, owner=owner, choices=choices, parameters=parameters
        )
    finally:
        for archive in archives:
            archive.close()


def read_archives(
    archives: Sequence[Archive],
    *,
    as_of: date | None = None,
    owner: str | None = None,
    choices: Choices | None = None,
    parameters: Parameters | None = None,
) -> Inspection:
    """Do what read does, with archives that are open already."""
    parameters = parameters or default_parameters()
    readings = read_together(archives, parameters.coverage, owner)
    readings.sort(key=lambda reading: (reading.exported_at, reading.archive))
    check_one_owner(readings)
    if all(reading.events["activity"].is_in(FOLLOWS).all() for reading in readings):
        raise nobody_in(readings)
    resolved = resolve(readings, choices or Choices(), parameters.people)
    history = unite(readings, resolved.events, resolved.people, parameters.coverage)
    until = _end_of(as_of, readings)
    # Only a day before the newest download leaves anything out.
    earlier = until < max(reading.exported_at for reading in readings)
    events = history.events.filter(known_by() <= until) if earlier else history.events
    if as_of and events["activity"].is_in(FOLLOWS).all():
        raise UsageError(
            f"Nothing in these downloads is known to be from {as_of:%Y-%m-%d} or before; "
            "name a later day with --as-of."
        )
    windows = [coverage_of(reading, parameters.coverage) for reading in readings]
    windows = [
        without_messages(of)
        if reading.archive in history.incomplete
        else cut_messages(of, *history.bounds[reading.archive])
        if reading.archive in history.bounds
        else of
        for reading, of in zip(readings, windows, strict=True)
    ]
    windows = [
        _with_untold({kind: w.until(until) for kind, w in of.items()}, reading, history)
        for reading, of in zip(readings, windows, strict=True)
    ]
    return Inspection(
        as_of=until,
        owner_name=next((r.owner.name for r in reversed(readings) if r.owner.name), "you"),
        exports=tuple(_info(r, w) for r, w in zip(readings, windows, strict=True)),
        problems=(*(p for r in readings for p in r.problems), *history.problems),
        events=events,
        people=tied_people(resolved, readings, events, until),
        suggestions=(
            *between_ties(resolved),
            *(s for s in history.suggestions if frozenset(s[:2]) not in resolved.apart),
        ),
        joined=resolved.joined,
        witnesses=Witnesses(
            readings=readings, windows=windows, people=resolved.people, history=history
        ),
    )


def find_in(inspection: Inspection, who: str) -> str:
    """Return the id of the person meant; UsageError when nobody is, or more than one.

    Of whom the log knows no more than words in a group, or a follow, that is said.
    """
    try:
        return find_person(inspection.people, who)
    except UsageError as unknown:
        raise _only_seen(inspection, who) or unknown from None


def _only_seen(inspection: Inspection, who: str) -> UsageError | None:
    """Return what to say of somebody with whom nothing passed alone, None of anybody else."""
    try:
        find_person(inspection.witnesses.people, who)
    except UsageError:
        return None
    return UsageError(
        f"{who!r} is in these archives, but nothing passed between the two of you alone: only "
        "words in a group, a follow, or what you did in public."
    )


def _end_of(as_of: date | None, readings: Sequence[Reading]) -> datetime:
    """Return the end of observation: the newest export, or the end of an earlier day asked for."""
    newest = max(reading.exported_at for reading in readings)
    if as_of is None:
        return newest
    return min(newest, datetime.combine(as_of, time(23, 59, 59), tzinfo=UTC))


def _with_untold(
    windows: dict[str, Window], reading: Reading, history: History
) -> dict[str, Window]:
    """Say of each list what is missing from it beside an earlier one and not claimed to be gone."""
    told = dict(windows)
    for untold in history.untold:
        if untold.archive == reading.archive and untold.activity in told:
            window = told[untold.activity]
            told[untold.activity] = replace(window, basis=f"{window.basis}; {untold.sentence}")
    return told


def _info(reading: Reading, windows: dict[str, Window]) -> ExportInfo:
    lists = reading.snapshots.get("connected")
    return ExportInfo(
        name=reading.archive,
        path=reading.path,
        platform=reading.platform,
        kind=reading.kind,
        confidence=reading.confidence,
        reasons=reading.reasons,
        exported_at=reading.exported_at,
        coverage={kind: window.as_json() for kind, window in windows.items()},
        members=reading.members,
        advice=reading.advice,
        apart=dict(sorted(Counter(reading.apart["kind"]).items())),
        blank_connections=len(lists.blank_days) if lists else 0,
        duplicates=reading.duplicates,
        drift=reading.drift,
        parts=tuple(reading.events["archive"].unique().sort()),
    )
