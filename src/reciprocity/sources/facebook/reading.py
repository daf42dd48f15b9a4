"""From a recognised Facebook download to a Reading. Facts: facebook.md sections 2, 4, 5 and 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import TIME
from reciprocity.garbage import uncollected
from reciprocity.problems import Problem
from reciprocity.sources.base import PROFILE_COLUMNS, Encryption, Reading, Snapshot, empty_raw
from reciprocity.sources.facebook.advice import (
    ABSENT,
    UNTOLD,
    advice,
    refuse,
    refuse_unknown_form,
)
from reciprocity.sources.facebook.friendships import infer_friendships
from reciprocity.sources.facebook.gathering import THREAD, Gathered, gather
from reciprocity.sources.facebook.htm.gathering import gather_old
from reciprocity.sources.facebook.htm.members import OLD_KIND
from reciprocity.sources.facebook.html.moment import asked_for, is_of_all_time, told_by_feet
from reciprocity.sources.facebook.members import HTML_KIND, RULES, THREAD_COVERS
from reciprocity.sources.facebook.merging import merged
from reciprocity.sources.facebook.messages import Talk, read_talk
from reciprocity.sources.facebook.owner import takes_part
from reciprocity.sources.moments import believe, written_between, written_by
from reciprocity.sources.part import Part, empty_apart

if TYPE_CHECKING:
    from reciprocity.archive import Archive
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources.base import Owner
    from reciprocity.sources.facebook.owner import Found
    from reciprocity.sources.moments import Recognition

# Facebook opened in February 2004; what claims to be older is not believed (section 6.3).
_OLDEST: Final = datetime(2004, 2, 1, tzinfo=UTC)
_IMPOSSIBLE: Final = "This lies before Facebook or after the export; left out."

# Lists that show how things stood when they were written, and what of.
_SNAPSHOTS: Final = {
    "friends": "connected",
    "sent requests": "request_sent",
    "received requests": "request_received",
    "removed friends": "disconnected",
}


# What is read of a download; whatever lies in it in HTML that is not read is told.
_KINDS: Final = frozenset({THREAD, *(rule.kind for rule in RULES)})
_UNDOCUMENTED: Final = ("not documented", (
    "How this looks in HTML is not documented, so it is read in JSON alone: ask Facebook again and "
    "choose JSON."
))  # fmt: skip
_OF_BEFORE: Final = ("old page", (
    "This page is of a download of before May 2018, among files of a later one: give the two as "
    "two downloads, each with all its files."
))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """What the lists of each kind gave, merged, and the conversations."""

    lists: dict[str, Part]
    talk: Talk
    inferred: pl.DataFrame

    def all(self) -> list[Part]:
        return [*self.lists.values(), self.talk.part]


@uncollected()
def read_facebook(
    archive: Archive, recognition: Recognition, parameters: CoverageParameters, told: str | None
) -> Reading:
    """Read every list and conversation of the archive. `told`: the owner's name from the user.

    Raises NotRecognisedError when none of its lists and conversations has a form that is known.
    """
    of = gather_old if recognition.kind == OLD_KIND else gather
    gathered, found = of(archive, told)
    return read_gathered(archive, recognition, parameters, gathered, found)


def read_gathered(
    archive: Archive,
    recognition: Recognition,
    parameters: CoverageParameters,
    gathered: Gathered,
    found: Found,
) -> Reading:
    """Make a reading of what walking over the members brought together, and of the owner."""
    refuse_unknown_form(archive, gathered)
    owner = found.owner
    unsound = {k for k in gathered.read | gathered.failed if _lossy(k, gathered, parameters)}
    parts = _parts(gathered, owner, unsound)
    problems = [*gathered.problems, *(p for part in parts.all() for p in part.problems)]
    unsound |= _bad_kinds(parts, gathered, parameters)
    _refuse_the_fruitless(archive, gathered, parts)
    # In one piece: whatever looks a million rows up takes several times as long in several.
    events = pl.concat([*(part.events for part in parts.all()), parts.inferred], rechunk=True)
    apart = pl.concat([empty_apart(), *(part.apart for part in parts.all())])
    told_of = told_by_feet(recognition.told, gathered.feet, gathered.zone)
    believed = believe(
        events,
        apart,
        told_of,
        parameters,
        oldest=_OLDEST,
        hint=_IMPOSSIBLE,
        made_after=gathered.made_after,
    )
    moment = believed.moment
    events = _bounded(_without_owner(believed.events, owner), moment)
    return Reading(
        archive=archive.name,
        path=str(archive.paths[0]),
        platform="facebook",
        kind=recognition.kind,
        confidence=recognition.confidence,
        reasons=_reasons(recognition, parts.talk, found.doubt, gathered, moment),
        exported_at=moment,
        owner=owner,
        events=events,
        apart=_bounded(believed.apart, moment),
        problems=(*problems, *believed.problems, *_pages(gathered)),
        members=gathered.listing.told(),
        advice=advice(gathered, unsound),
        snapshots=_snapshots(parts.lists, gathered, unsound, recognition, moment, parameters),
        generated=_generated(events, gathered, unsound, moment, parameters),
        duplicates=sum(part.duplicates for part in parts.all()),
        profiles=_profiles(gathered),
        encryption=_encryption(gathered, parts.talk),
        lost_threads=frozenset(gathered.lost_threads),
        drift=gathered.keys.told(),
        asked=asked_for(gathered.feet, gathered.zone),
        # What lies beside the pages in JSON may have been asked for otherwise.
        all_time=recognition.kind == HTML_KIND and is_of_all_time(gathered.feet),
    )


def _parts(gathered: Gathered, owner: Owner, unsound: set[str]) -> _Parts:
    lists = {kind: merged(parts) for kind, parts in sorted(gathered.parts.items())}
    friends = lists["friends"].events if "friends" in lists else empty_raw()
    talk = Talk(part=Part())
    if gathered.read[THREAD] and _is_known(owner, gathered, unsound):
        talk = read_talk(gathered.threads, owner, friends)
    told = pl.concat([empty_raw(), *(part.events for part in lists.values())])
    inferred = infer_friendships(
        talk.connected, told, has_friends_list="friends" in lists and "friends" not in unsound
    )
    return _Parts(lists=lists, talk=talk, inferred=inferred)


def _refuse_the_fruitless(archive: Archive, gathered: Gathered, parts: _Parts) -> None:
    """Raise NotRecognisedError where there were rows and not one of them could be read."""
    fruit = any(part.events.height or part.apart.height for part in parts.all())
    rows = any(p.kind != "owner unknown" for part in parts.all() for p in part.problems)
    if rows and not fruit:
        refuse(archive, gathered)


def _is_known(owner: Owner, gathered: Gathered, unsound: set[str]) -> bool:
    """Return whether it is known which side of the conversations is the owner; count it if not."""
    parties = gathered.threads.parties()
    first = gathered.first_thread
    if first is None or not parties.height or takes_part(owner, parties):
        return True
    unsound.add(THREAD)
    gathered.problems.append(
        Problem(
            archive=first.archive,
            member=first.path,
            row=None,
            kind="owner unknown",
            hint=ABSENT if owner.name else UNTOLD,
        )
    )
    return False


def _lossy(kind: str, gathered: Gathered, parameters: CoverageParameters) -> bool:
    """Return whether a kind has lost an unknown number of rows, so that absence says nothing.

    A list is lost with any of its files. Conversations lie in files of their own; a few that are
    lost among many say nothing against the others.
    """
    lost = gathered.failed[kind] + gathered.cut[kind]
    files = gathered.failed[kind] + gathered.read[kind]
    return lost > (parameters.unreadable_share * files if kind == THREAD else 0)


def _bad_kinds(parts: _Parts, gathered: Gathered, parameters: CoverageParameters) -> set[str]:
    """Return the kinds of which more rows cannot be read than a witness may lose."""
    talk = parts.talk.part
    rows = {**gathered.rows, THREAD: talk.events.height + talk.apart.height + len(talk.problems)}
    kinds = [*parts.lists.items(), (THREAD, talk)]
    share = parameters.unreadable_share
    return {
        kind
        for kind, part in kinds
        if len(part.problems) > share * rows[kind] or any(p.row is None for p in part.problems)
    }


def _without_owner(events: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    """Leave out rows whose other party is the owner (notes and comments to oneself)."""
    own = pl.col("name").is_in(sorted(owner.names)).fill_null(value=False)
    found = events.select(own).to_series()
    return events.filter(~found) if found.any() else events


def _bounded(events: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """Return the rows, none of them with a latest moment after the export's, or without one."""
    return events.with_columns(at_latest=pl.min_horizontal("at_latest", pl.lit(moment, TIME)))


def _reasons(
    recognition: Recognition,
    talk: Talk,
    doubt: str | None,
    gathered: Gathered,
    moment: datetime,
) -> tuple[str, ...]:
    learned = [
        f'lines that mean "{kind}" were learned from this download, which is unverified'
        for kind in talk.learned
    ]
    account = dict.fromkeys(f"its {kind} is {told}" for kind, told in gathered.account if told)
    said = [*recognition.reasons, *account, *([doubt] if doubt else []), *learned]
    told = told_by_feet(recognition.told, gathered.feet, gathered.zone)
    return (*said, told.reason(moment))


def _pages(gathered: Gathered) -> list[Problem]:
    """Return a problem for each kind of page that was not read and tells what nothing else does."""
    return [
        Problem(archive=member.archive, member=member.path, row=None, kind=problem, hint=hint)
        for (kind, old), member in sorted(gathered.pages.items())
        for problem, hint in [_OF_BEFORE if old else _UNDOCUMENTED]
        if kind in _KINDS and (old or not gathered.read[kind])
    ]


def _snapshots(
    lists: dict[str, Part],
    gathered: Gathered,
    unsound: set[str],
    recognition: Recognition,
    moment: datetime,
    parameters: CoverageParameters,
) -> dict[str, Snapshot]:
    """Return when each list was written, as far as it is known; its newest row bounds it."""
    found = {}
    for kind, activity in _SNAPSHOTS.items():
        if kind not in lists or kind in unsound:
            continue
        earliest, latest = written_between(
            gathered.times[kind], recognition.told, moment, parameters
        )
        newest = lists[kind].events["at"].max()
        if isinstance(newest, datetime) and newest <= latest:
            earliest = max(earliest, newest)
        found[activity] = Snapshot(
            earliest=earliest,
            latest=latest,
            unread=len(lists[kind].problems),
            blank_days=lists[kind].blank_days,
        )
    return found


def _generated(
    events: pl.DataFrame,
    gathered: Gathered,
    unsound: set[str],
    moment: datetime,
    parameters: CoverageParameters,
) -> dict[str, datetime]:
    """Return for each activity that a readable file covers when that file was written (UTC)."""
    covers = {**({THREAD: THREAD_COVERS} if gathered.read[THREAD] else {}), **gathered.covers}
    newest = dict(events.group_by("activity").agg(pl.col("at").max()).rows())
    generated: dict[str, datetime] = {}
    for kind, activities in covers.items():
        time = written_by(gathered.times[kind], moment, parameters)
        for activity in activities if kind not in unsound else ():
            seen = newest.get(activity) or time
            generated[activity] = max(generated.get(activity, _OLDEST), time, seen)
    if gathered.requests_there and THREAD not in unsound:
        generated["message_request"] = moment
    return generated


def _profiles(gathered: Gathered) -> pl.DataFrame:
    empty = pl.DataFrame(schema=PROFILE_COLUMNS)
    return pl.concat([empty, *gathered.contacts]).unique(maintain_order=True)


def _encryption(gathered: Gathered, talk: Talk) -> Encryption:
    named = frozenset(name for secret in gathered.secrets for name in secret.named)
    used = any(secret.used for secret in gathered.secrets)
    return Encryption(cutover=talk.cutover, named=named, used=used)
