"""Conversations that an earlier export holds and a later one does not: deleted by the owner.

A later export is a witness only of the time and the folders that it can show. Where a conversation
or its end is not in it, words between the two may have gone with it, so that nothing is known of
that pair in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import TIME
from reciprocity.history.conversations import (
    REQUEST_FOLDERS,
    held_in,
    moments_of,
    one_to_one,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.history.endings import Export
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

Bounds = tuple[datetime | None, datetime | None]

_GONE: Final[dict[str, pl.DataType]] = {
    "event_id": pl.String(),
    "person_id": pl.String(),
    "at": TIME,
    "at_latest": TIME,
}
_HIDDEN: Final[dict[str, pl.DataType]] = {
    "person_id": pl.String(),
    "platform": pl.String(),
    "start": TIME,
    "end": TIME,
}


@dataclass(frozen=True, kw_only=True)
class Deletions:
    """What comparing the messages of several exports of one platform brings up (UTC).

    gone: event_id, person_id, at, at_latest of the messages whose whole conversation is gone, and
    the interval in which it went. hidden: person_id, platform, start and end of the time in which
    words of a pair may have gone unseen. incomplete: names of archives whose messages lack a part.
    bounds: name of an archive that was cut in time beside an earlier one -> the first and the last
    moment that its messages show, None for an end that was not cut.
    """

    gone: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_GONE))
    hidden: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_HIDDEN))
    incomplete: frozenset[str] = frozenset()
    bounds: dict[str, Bounds] = field(default_factory=dict)


def deletions(exports: Sequence[Export], parameters: CoverageParameters) -> Deletions:
    """From the exports of one platform, in the order of time, to what is gone in later ones.

    What the next one cannot show, because it is cut or lacks a part, is compared with the one after
    it. What a still later export holds again was only missing.
    """
    if len(exports) < 2:
        return Deletions()
    talks = [one_to_one(log) for _, log in exports]
    # What is no witness of what it lacks has words all the same that later ones may lack.
    sound = [i for i, (reading, _) in enumerate(exports) if "message" in reading.generated]
    found = [Deletions()]
    for i, (reading, _) in enumerate(exports):
        rest, later = talks[i], [j for j in sound if j > i]
        for n, j in enumerate(later):
            if not rest.height:
                break
            those = [talks[k] for k in later[n:]]
            told, rest = _compared(rest, reading, exports[j], those, parameters)
            found.append(told)
    return Deletions(
        gone=pl.concat([f.gone for f in found]).unique(
            "event_id", keep="last", maintain_order=True
        ),
        hidden=pl.concat([f.hidden for f in found]).unique(maintain_order=True),
        incomplete=frozenset().union(*(f.incomplete for f in found)),
        bounds=_narrowest([f.bounds for f in found]),
    )


def _narrowest(found: Sequence[dict[str, Bounds]]) -> dict[str, Bounds]:
    """Return for each archive the bounds that leave least."""
    told: dict[str, list[Bounds]] = {}
    for bounds in found:
        for name, bound in bounds.items():
            told.setdefault(name, []).append(bound)
    return {
        name: (
            max((start for start, _ in all_of if start is not None), default=None),
            min((end for _, end in all_of if end is not None), default=None),
        )
        for name, all_of in told.items()
    }


def _compared(
    rest: pl.DataFrame,
    earlier: Reading,
    later: Export,
    talks: Sequence[pl.DataFrame],
    parameters: CoverageParameters,
) -> tuple[Deletions, pl.DataFrame]:
    """Compare an earlier export's messages with a later one, and return those that it cannot show.

    talks: messages of the later export and of all after it.
    """
    reading = later[0]
    bounds = _bounds(later, parameters)
    rows = _placed(rest, reading, talks, bounds)
    cut = _cut(rows, bounds) if reading.platform == "linkedin" else (None, None)
    if reading.platform == "linkedin" and cut[1] is None:
        # LinkedIn exports all messages there are: without a cut the file reaches to its export.
        rows = rows.with_columns(late=pl.lit(value=False))
    # Of what lies before all that is left of such a file, it is not known what became of it.
    whole = _conversations(rows, due_early=reading.platform == "linkedin")
    if _lacks_a_part(whole, reading, parameters) or _is_emptied(rows, reading, bounds):
        return Deletions(incomplete=frozenset({reading.archive})), rest
    gone = whole.filter("missing", ~pl.col("ever"), pl.lit(_is_comparable(whole, reading)))
    unseen = whole.filter(pl.col("conversation_id").is_in(gone["conversation_id"].implode())
                          | (pl.col("due") & ~pl.col("newest_ever")))  # fmt: skip
    moments = earlier.generated.get("message"), reading.generated["message"]
    told = Deletions(
        gone=_gone(rows, _between(gone, talks[0], *moments)),
        hidden=_hidden(_between(unseen, talks[0], *moments), reading.platform),
        bounds={reading.archive: cut} if cut != (None, None) else {},
    )
    unshown = rows.filter(pl.any_horizontal("early", "late", "elsewhere") & ~pl.col("here"))
    return told, unshown.select(rest.columns)


def _bounds(later: Export, parameters: CoverageParameters) -> Bounds:
    """Return the first and the last moment that a later export shows for certain.

    Of LinkedIn's file that is the time of its own messages, whoever wrote them.
    """
    reading, log = later
    if reading.platform == "facebook":
        return shown(later, parameters)
    said = [of.filter(pl.col("activity") == "message")["at"] for of in (log, reading.apart)]
    return moments_of(pl.concat(said))


def _placed(
    rest: pl.DataFrame, reading: Reading, talks: Sequence[pl.DataFrame], bounds: Bounds
) -> pl.DataFrame:
    """Add whether the later export holds a message (here) or any after it does (ever), or why not.

    early, late: outside of what the later export shows. elsewhere: in a folder that it lacks.
    """
    here = held_in(rest, talks[0])
    left = rest.filter(~pl.col("event_id").is_in(here.implode()))
    ever = pl.concat([here, *(held_in(left, talk) for talk in talks[1:])])
    first, last = (pl.lit(bound, TIME) for bound in bounds)
    requests = pl.col("member").cast(pl.String).str.contains(REQUEST_FOLDERS)
    lacking = reading.platform == "facebook" and "message_request" not in reading.generated
    return rest.with_columns(
        here=pl.col("event_id").is_in(here.implode()),
        ever=pl.col("event_id").is_in(ever.implode()),
        early=(pl.col("at_latest") < first).fill_null(value=True),
        late=(pl.col("at") > last).fill_null(value=False),
        elsewhere=requests.all().over("conversation_id") & pl.lit(lacking),
    )


def _several(rows: pl.DataFrame, side: str) -> bool:
    """Return whether more is lost on one side of a later export than a deletion takes.

    More than one conversation, or a part of one that is still there.
    """
    lost = rows.filter(pl.col(side) & ~pl.col("here"))
    parted = rows.filter("here")["conversation_id"].unique()
    ids = lost["conversation_id"].unique()
    return len(ids) > 1 or bool(ids.is_in(parted.implode()).any())


def _cut(rows: pl.DataFrame, bounds: Bounds) -> Bounds:
    """Return where LinkedIn's file begins or ends too late or too soon, None where it does not.

    LinkedIn sets no limit in time (linkedin.md 2.3), so somebody or some tool shortened the file.
    """
    start, end = (
        bound if _several(rows, side) else None
        for side, bound in zip(("early", "late"), bounds, strict=True)
    )
    return start, end


def _conversations(rows: pl.DataFrame, *, due_early: bool) -> pl.DataFrame:
    """From placed rows to one row for each conversation.

    Columns: conversation_id, person_id, newest (its last moment), missing (it should be there and
    is not), here, ever, due (its newest message should be there), newest_ever (it is, sometime).
    due_early: what lies before all that the later export shows should be there as well.
    """
    shows = ~pl.any_horizontal("early", "late", "elsewhere")
    due = shows | (pl.col("early") & ~pl.any_horizontal("late", "elsewhere") & pl.lit(due_early))
    last = pl.col("at") == pl.col("at").max()
    return (
        rows.with_columns(shows=shows, due=due)
        .group_by("conversation_id", maintain_order=True)
        .agg(
            pl.col("person_id").first(),
            pl.col("at").max().alias("newest"),
            pl.col("shows", "here", "ever").any(),
            pl.col("due").filter(last).any(),
            pl.col("ever").filter(last).any().alias("newest_ever"),
        )
        .with_columns(missing=pl.col("shows") & ~pl.col("here"))
    )


def _is_emptied(rows: pl.DataFrame, reading: Reading, bounds: Bounds) -> bool:
    """Return whether LinkedIn's file holds nothing, where there were several conversations."""
    return reading.platform == "linkedin" and bounds[0] is None and _several(rows, "early")


def _is_comparable(whole: pl.DataFrame, reading: Reading) -> bool:
    """Return whether the two exports can be compared by their conversations.

    Facebook's scheme of ids has changed (facebook.md 4.1): without any thread in common it may have
    done so in between.
    """
    return (
        reading.platform == "linkedin"
        or whole.select((pl.col("shows") & pl.col("here")).any()).item()
    )


def _lacks_a_part(whole: pl.DataFrame, reading: Reading, parameters: CoverageParameters) -> bool:
    """Return whether a later export lost more conversations than an owner deletes.

    Then one of the zips it came in was not given, or its file is not whole, and what is not in it
    proves nothing.
    """
    missing, known = int(whole["missing"].sum()), int(whole["shows"].sum())
    many = missing >= parameters.threads_lost_least
    lost = missing > parameters.threads_lost_share * known
    return _is_comparable(whole, reading) and many and lost


def _between(
    whole: pl.DataFrame, later: pl.DataFrame, since: datetime | None, until: datetime
) -> pl.DataFrame:
    """Return conversation_id, person_id, start and end: when each was deleted.

    After its last message and the earlier export, should that be whole (since); before the later
    one, or before it was begun anew under the same id.
    """
    begun = later.select("conversation_id", again="at").join(
        whole.select("conversation_id", "newest"), on="conversation_id"
    )
    first = (
        begun.filter(pl.col("again") > pl.col("newest"))
        .group_by("conversation_id")
        .agg(pl.col("again").min())
    )
    start = pl.max_horizontal("newest", pl.lit(since, TIME)).dt.cast_time_unit("us")
    end = pl.min_horizontal(pl.lit(until, TIME), "again").dt.cast_time_unit("us")
    return whole.join(first, on="conversation_id", how="left", maintain_order="left").select(
        "conversation_id", "person_id", start=start, end=pl.max_horizontal(start, end)
    )


def _gone(rows: pl.DataFrame, between: pl.DataFrame) -> pl.DataFrame:
    went = between.select("conversation_id", at="start", at_latest="end")
    return (
        rows.filter(~pl.col("ever"))
        .select("event_id", "person_id", "conversation_id")
        .join(went, on="conversation_id")
        .select(list(_GONE))
        .sort("event_id")
    )


def _hidden(between: pl.DataFrame, platform: str) -> pl.DataFrame:
    return (
        between.filter(pl.col("start") < pl.col("end"))
        .select(pl.lit(platform).alias("platform"), "person_id", "start", "end")
        .select(list(_HIDDEN))
        .unique()
        .sort("person_id", "start", "end")
    )
