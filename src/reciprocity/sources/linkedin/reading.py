"""From a recognised LinkedIn archive to a Reading: every member read, ignored or counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.archive import split_suffix
from reciprocity.errors import DamagedError
from reciprocity.problems import DAMAGED, Problem
from reciprocity.sources.base import Reading, Snapshot
from reciprocity.sources.drift import column_drift
from reciprocity.sources.linkedin.advice import in_unknown_form, look_for_newer
from reciprocity.sources.linkedin.known import strange_columns
from reciprocity.sources.linkedin.members import RULES, Rule, is_ignored, rule_for
from reciprocity.sources.linkedin.owner import find_owner, takes_part
from reciprocity.sources.linkedin.registration import joined
from reciprocity.sources.moments import believe, written_between, written_by
from reciprocity.sources.part import Part, empty_apart
from reciprocity.tables import TableError, read_table

if TYPE_CHECKING:
    from reciprocity.archive import Archive, Member
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources.base import Drift, Owner
    from reciprocity.sources.linkedin.recognition import LinkedInRecognition
    from reciprocity.sources.linkedin.snapshots import Snapshots
    from reciprocity.tables import Table

# LinkedIn opened in May 2003; what claims to be older is not believed.
_OLDEST: Final = datetime(2003, 5, 1, tzinfo=UTC)
_LISTS: Final = {
    "connections": ("connected",),
    "invitations": ("request_sent", "request_received"),
}
_SLOW: Final = ("follow", "unfollow")
# What has no rows is not in the download, or is a header alone (section 1).
_NOTHING: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_EMPTY: Final = "This file is empty; what it was to hold is missing from the result."
_IMPOSSIBLE: Final = "This lies before LinkedIn or after the export; left out."


@dataclass(kw_only=True)
class _Gathered:
    """What walking over the members of an archive collects."""

    tables: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    times: dict[str, list[datetime | None]] = field(default_factory=lambda: defaultdict(list))
    members: dict[str, list[str]] = field(
        default_factory=lambda: {k: [] for k in ("read", "ignored", "unknown", "unreadable")}
    )
    problems: list[Problem] = field(default_factory=list)
    paths: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Kinds of which so much is missing that absence says nothing.
    unsound: set[str] = field(default_factory=set)
    drift: list[Drift] = field(default_factory=list)


def read_linkedin(
    archive: Archive,
    recognition: LinkedInRecognition,
    parameters: CoverageParameters,
    told: str | None,
) -> Reading:
    """Read every table of the archive. `told` is the owner's name as given by the user, if any."""
    gathered = _gather(archive, recognition.snapshots)
    tables = {k: pl.concat(v, how="diagonal_relaxed") for k, v in gathered.tables.items()}
    owner = find_owner(tables, told)
    parts = {r.kind: _part(r, tables[r.kind], owner, gathered) for r in RULES if r.kind in tables}
    events = pl.concat([part.events for part in parts.values()]) if parts else Part().events
    apart = pl.concat([p.apart for p in parts.values()]) if parts else empty_apart()
    told_of = recognition.told
    believed = believe(events, apart, told_of, parameters, oldest=_OLDEST, hint=_IMPOSSIBLE)
    gathered.problems.extend(believed.problems)
    moment = believed.moment
    since, doubts = joined(tables.get("registration"), _OLDEST, _latest(moment))
    gathered.problems.extend(doubts)
    events = _without_owner(believed.events, owner).with_columns(
        # A connection whose day cannot be read was made by the time of the export.
        at_latest=pl.col("at_latest").fill_null(moment)
    )
    for kind, part in parts.items():
        gathered.problems.extend(part.problems)
        if _is_damaged(kind, tables[kind], part, gathered, parameters):
            gathered.unsound.add(kind)
    return Reading(
        archive=archive.name,
        path=str(archive.paths[0]),
        platform="linkedin",
        kind=recognition.kind,
        confidence=recognition.confidence,
        reasons=(*recognition.reasons, told_of.reason(moment), *since),
        exported_at=moment,
        owner=owner,
        events=events,
        apart=believed.apart,
        problems=tuple(gathered.problems),
        members={k: sorted(v) for k, v in gathered.members.items()},
        advice=_advice(recognition, tables, parts, gathered),
        snapshots=_snapshots(events, parts, recognition, gathered, moment, parameters),
        generated=_generated(events, gathered, moment, parameters),
        duplicates=sum(part.duplicates for part in parts.values()),
        profiles=pl.concat([Part().profiles, *(part.profiles for part in parts.values())]),
        drift=tuple(gathered.drift),
    )


def _latest(moment: datetime) -> datetime:
    """Return until when the owner may have joined; an archive without any date tells no end."""
    return moment + timedelta(days=1) if moment > _OLDEST else datetime.max.replace(tzinfo=UTC)


def _gather(archive: Archive, snapshots: Snapshots) -> _Gathered:
    gathered = _Gathered(
        problems=[*archive.problems, *snapshots.problems],
        unsound=set(snapshots.unsound),
        drift=[*snapshots.drift],
    )
    for member in archive.members:
        folded = split_suffix(member.name)[0]
        rule = rule_for(folded) if member.name.casefold().endswith(".csv") else None
        if state := snapshots.states.get(member):
            gathered.members[state].append(member.path)
            for kind, rows in snapshots.tables.get(member, ()):
                _add_snapshot(kind, member, rows, gathered)
        elif rule:
            _read_member(archive, member, rule, gathered)
        elif is_ignored(folded, member.path):
            gathered.members["ignored"].append(member.path)
        else:
            gathered.members["unknown"].append(member.path)
    return gathered


def _read_member(archive: Archive, member: Member, rule: Rule, gathered: _Gathered) -> None:
    where = {"archive": member.archive, "member": member.path}
    try:
        table = _table(archive.read(member), rule, where)
    except DamagedError as error:
        gathered.members["unreadable"].append(member.path)
        unread = Problem(**where, row=None, kind=DAMAGED, hint=str(error))
        gathered.problems.append(error.problem if isinstance(error, TableError) else unread)
        return
    gathered.members["read"].append(member.path)
    gathered.problems.extend(table.problems)
    new = strange_columns(split_suffix(member.name)[0], table.columns)
    if drift := column_drift(member.path, rule.kind, new):
        gathered.drift.append(drift)
    _add_rows(rule.kind, member, table.frame, gathered)


def _table(data: bytes, rule: Rule, where: dict[str, str]) -> Table:
    """Return the table in a member. Raises TableError for what is none, or holds no header."""
    if not data.strip(_NOTHING):
        raise TableError(Problem(**where, row=None, kind="empty file", hint=_EMPTY))
    return read_table(rule.mend(data) if rule.mend else data, headers=rule.headers, **where)


def _add_snapshot(kind: str, member: Member, rows: pl.DataFrame, gathered: _Gathered) -> None:
    file = next(rule.names[0] for rule in RULES if rule.kind == kind)
    new = strange_columns(file, (column for column in rows.columns if column != "row"))
    if drift := column_drift(member.path, kind, new):
        gathered.drift.append(drift)
    _add_rows(kind, member, rows, gathered)


def _add_rows(kind: str, member: Member, rows: pl.DataFrame, gathered: _Gathered) -> None:
    gathered.paths[kind].add(member.path)
    gathered.times[kind].append(member.modified.replace(tzinfo=UTC) if member.modified else None)
    gathered.tables[kind].append(
        rows.with_columns(archive=pl.lit(member.archive), member=pl.lit(member.path))
    )


def _part(rule: Rule, table: pl.DataFrame, owner: Owner, gathered: _Gathered) -> Part:
    """Read one kind; messages only where it is known which side of them is the owner."""
    if rule.kind == "messages" and table.height and not takes_part(owner, table):
        gathered.unsound.add(rule.kind)
        gathered.problems.append(
            Problem(
                archive=table["archive"][0],
                member=table["member"][0],
                row=None,
                kind="owner unknown",
                hint="Nothing tells which side of the messages is yours: name it with --owner.",
            )
        )
        return Part()
    return rule.read(table, owner)


def _is_damaged(
    kind: str,
    table: pl.DataFrame,
    part: Part,
    gathered: _Gathered,
    parameters: CoverageParameters,
) -> bool:
    """Return whether a kind has lost an unknown number of rows.

    Its last record is broken, as in a file that was cut, or many of its rows cannot be read.
    """
    last = dict(table.group_by("member").agg(pl.col("row").max()).rows())
    broken = [
        problem
        for problem in gathered.problems
        if problem.kind == "broken row"
        and problem.member in gathered.paths[kind]
        and (problem.row or 0) > last.get(problem.member, 0)
    ]
    return bool(broken) or len(part.problems) > parameters.unreadable_share * table.height


def _advice(
    recognition: LinkedInRecognition,
    tables: dict[str, pl.DataFrame],
    parts: dict[str, Part],
    gathered: _Gathered,
) -> str | None:
    """Return what to do about main files that are missing or not understood.

    A new form of the connections or messages may have come with new names for the missing files,
    so it is told alone.
    """
    rowless = {kind for kind in parts if 0 < tables[kind].height <= len(parts[kind].problems)}
    rowless -= {kind for kind in parts if parts[kind].events.height or parts[kind].apart.height}
    failed = set().union(*(gathered.paths[kind] for kind in rowless)) if rowless else set()
    others = len(set(gathered.members["read"]) - failed)
    strange = in_unknown_form(gathered.problems, rowless)
    if not strange:
        return recognition.advice
    newer = look_for_newer(strange, others)
    known = strange == ["Invitations.csv"] and recognition.advice
    return f"{newer} {known}" if known else newer


def _without_owner(events: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    """Leave out rows whose other party is the owner (notes to oneself)."""
    if owner.handle is None:
        return events
    return events.filter(~pl.col("handle").eq_missing(pl.lit(owner.handle)))


def _snapshots(
    events: pl.DataFrame,
    parts: dict[str, Part],
    recognition: LinkedInRecognition,
    gathered: _Gathered,
    moment: datetime,
    parameters: CoverageParameters,
) -> dict[str, Snapshot]:
    """Return when the lists of connections and invitations were written, as far as it is known.

    Both and the messages are written within the first minutes of an export (section 1), so an
    event of any of them bounds the moment from below. Follows are written hours later.
    """
    exact = pl.col("precision").is_in(["second", "minute"])
    fast = events.filter(exact & ~pl.col("activity").is_in(_SLOW))["at"].max()
    found: dict[str, Snapshot] = {}
    for kind, activities in _LISTS.items():
        if kind not in parts or kind in gathered.unsound:
            continue
        earliest, latest = written_between(
            gathered.times[kind], recognition.told, moment, parameters
        )
        if isinstance(fast, datetime):
            earliest = min(max(earliest, fast), latest) if fast <= latest else earliest
        snapshot = Snapshot(earliest=earliest, latest=latest, unread=_unread(kind, gathered, parts))
        if kind == "connections":
            snapshot = replace(snapshot, blank_days=parts[kind].blank_days)
        found |= dict.fromkeys(activities, snapshot)
    return found


def _unread(kind: str, gathered: _Gathered, parts: dict[str, Part]) -> int:
    """Return how many rows of a kind could not be read, each once whatever is wrong with it."""
    members = {m for table in gathered.tables[kind] for m in table["member"].unique()}
    structural = (p for p in gathered.problems if p.member in members and p.row is not None)
    rows = {(p.archive, p.member, p.row) for p in (*structural, *parts[kind].problems)}
    return len(rows)


def _generated(
    events: pl.DataFrame, gathered: _Gathered, moment: datetime, parameters: CoverageParameters
) -> dict[str, datetime]:
    """Return for each activity that a readable file covers when that file was written (UTC)."""
    generated: dict[str, datetime] = {}
    for rule in RULES:
        if rule.kind not in gathered.tables or rule.kind in gathered.unsound:
            continue
        time = written_by(gathered.times[rule.kind], moment, parameters)
        for activity in rule.covers:
            newest = events.filter(pl.col("activity") == activity)["at"].max()
            times = [time, *([newest] if isinstance(newest, datetime) else [])]
            generated[activity] = max(generated.get(activity, _OLDEST), *times)
    return generated
