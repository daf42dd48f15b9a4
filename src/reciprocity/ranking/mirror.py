"""The mirror: the owner's figures, beside what others did to the owner, in total and per year.

Everything is computed for both sides by the same code; `side` is whose conduct it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.ranking.acts import SIDES, other_side
from reciprocity.ranking.asking import broken_silences
from reciprocity.ranking.lapses import friendships, hanging
from reciprocity.ranking.lists import Conduct, no_lists, people_lists
from reciprocity.ranking.years import messages_in, stretches_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline
    from reciprocity.timeline.observed import Stretch

# Figure -> of what the whole is, and what the part; docs/method.md tells how each is found.
FIGURES: Final = {
    "requests_without_note": "requests in LinkedIn's list, of which without a note",
    "unanswered": "conversations the other side opened, of which left unanswered",
    "thanks_unanswered": "the other side's thanks for connecting, of which left unanswered",
    "one_click": "messages on LinkedIn, of which its one-click texts",
    "pitches": "messages of their own words, of which pitches",
    "silence_broken_to_ask": "long silences broken with words, of which with a pitch or an ask",
    "let_lapse": "friendships, by the year of their last words, of which let lapse",
}
TOTALS: Final = ("figure", "side", "part", "whole", "untold", "people")
YEARS: Final = ("year", "figure", "side", "part", "whole", "untold", "seen")

_NEEDED: Final = (
    "event_id", "person_id", "platform", "actor", "at", "act", "probability", "question",
    "one_click", "position", "opens", "answered", "composed_exchange", "previous_at",
    "previous_actor",
)  # fmt: skip
_COUNTED: Final = ("part", "whole", "untold")


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """The owner's own figures, and the people they lead to.

    figures: TOTALS, one row per figure and side (whose conduct it is, owner or person): how many
    of the whole are the part, of how many it cannot be told yet (untold), and how many people the
    part is about. years: YEARS, the same by year (UTC) from the first to the last, with `seen`
    (full, partly, not): whether all of the year could have been seen; part, whole and untold are
    missing where it is `not`. people: lists.COLUMNS. requests_seen: the stretches (UTC) in which
    LinkedIn's requests were listed.
    """

    figures: pd.DataFrame
    years: pd.DataFrame
    people: pd.DataFrame
    requests_seen: tuple[Stretch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Cases:
    """What a figure counts: person_id, at (UTC) and part (boolean, missing: not to be told)."""

    figure: str
    side: str
    rows: pd.DataFrame


def mirror(
    log: pd.DataFrame,
    people: pd.DataFrame,
    timeline: Timeline,
    table: pd.DataFrame,
    observed: Observed,
    parameters: Parameters,
) -> Mirror:
    """From log, people (person_id, names, doubtful), timeline and ranked table to the mirror.

    table: indexed by person_id with verdict and the counts of ranking.counts.
    """
    ids = people["person_id"]
    silences = broken_silences(timeline, parameters.timeline)
    silences = silences[silences["person_id"].isin(ids)]
    broken = {side: silences[silences["side"] == side] for side in SIDES}
    # Texts and cues are not needed any more, and every choice of rows would copy them.
    messages = timeline.messages[list(_NEEDED)]
    timeline = replace(timeline, messages=messages[messages["person_id"].isin(ids)])
    conduct = _conduct(log, people, timeline, broken, observed, parameters)
    requests = listed_requests(log, observed)
    requests = requests[requests["person_id"].isin(ids)]
    cases = [of for side in SIDES for of in _cases(side, timeline, conduct, requests)]
    return Mirror(
        figures=_totals(cases),
        years=_years(cases, people["person_id"], observed),
        people=people_lists(log, people, timeline, table, conduct, observed, parameters),
        requests_seen=observed.seen("linkedin").requests,
    )


def no_mirror() -> Mirror:
    """Return a mirror in which nothing is seen."""
    return Mirror(
        figures=pd.DataFrame({name: pd.Series(dtype="object") for name in TOTALS}),
        years=pd.DataFrame({name: pd.Series(dtype="object") for name in YEARS}),
        people=no_lists(),
    )


def _conduct(
    log: pd.DataFrame,
    people: pd.DataFrame,
    timeline: Timeline,
    broken: dict[str, pd.DataFrame],
    observed: Observed,
    parameters: Parameters,
) -> Conduct:
    doubtful = people.loc[people["doubtful"], "person_id"]
    pitch = parameters.mirror.doubtful_pitch
    left = {side: hanging(log, timeline, side, observed, pitch) for side in SIDES}
    left = {side: rows[~rows["person_id"].isin(doubtful)] for side, rows in left.items()}
    return Conduct(
        left=left,
        broken=broken,
        friendships=friendships(log, timeline, left, observed, parameters),
    )


def _cases(
    side: str, timeline: Timeline, conduct: Conduct, requests: pd.DataFrame
) -> Iterator[_Cases]:
    """Yield what each figure counts of a side, in the order of FIGURES."""
    messages = timeline.messages
    mine = messages[messages["actor"] == side]
    offered = mine[mine["platform"] == "linkedin"]  # Facebook has no such texts
    composed = mine[~mine["one_click"]]
    theirs = messages[messages["actor"] == other_side(side)]
    openings = theirs[theirs["opens"]]
    thanks = theirs[theirs["act"] == "thanks"]
    asked = "request_sent" if side == "owner" else "request_received"
    requests = requests[requests["activity"] == asked]
    broken, pairs = conduct.broken[side], conduct.friendships
    lapsed = (pairs["lapsed_by"] == side).astype("boolean").where(pairs["known"])
    found = {
        "requests_without_note": (requests, requests["text"].isna()),
        "unanswered": (openings, ~openings["answered"]),
        "thanks_unanswered": (thanks, ~thanks["answered"]),
        "one_click": (offered, offered["one_click"]),
        "pitches": (composed, composed["act"] == "pitch"),
        "silence_broken_to_ask": (broken, broken["pitches"] | broken["asks"]),
        "let_lapse": (pairs, lapsed),
    }
    for figure in FIGURES:
        rows, part = found[figure]
        counted = rows[["person_id", "at"]].assign(part=part.astype("boolean"))
        yield _Cases(figure=figure, side=side, rows=counted)


def listed_requests(log: pd.DataFrame, observed: Observed) -> pd.DataFrame:
    """Return the requests of both sides from the time in which LinkedIn still listed them.

    Facebook's requests carry no notes, and only those that stayed open are listed.
    """
    asked = log["activity"].isin(["request_sent", "request_received"])
    rows = log[asked & (log["platform"] == "linkedin")]
    inside = pd.Series(data=False, index=rows.index)
    for start, end in observed.seen("linkedin").requests:
        inside |= (rows["at"] >= start) & (rows["at"] <= end)
    return rows[inside]


def _totals(cases: list[_Cases]) -> pd.DataFrame:
    rows = []
    for of in cases:
        part = of.rows["part"]
        counted = int(part.sum()), len(part), int(part.isna().sum())
        about = of.rows.loc[part.fillna(value=False).astype(bool), "person_id"].nunique()
        rows.append((of.figure, of.side, *counted, about))
    frame = pd.DataFrame(rows, columns=list(TOTALS))
    return _in_order(frame, [])


def _years(cases: list[_Cases], people: pd.Series, observed: Observed) -> pd.DataFrame:
    """Count by year; what is counted in a year of which nothing could be seen was seen in part."""
    counted = pd.concat([_by_year(of) for of in cases], ignore_index=True)
    years = _span(counted, observed)
    grid = pd.MultiIndex.from_product([years, list(FIGURES), list(SIDES)], names=YEARS[:3])
    table = counted.set_index(list(YEARS[:3])).reindex(grid, fill_value=0).reset_index()
    linkedin, said = observed.seen("linkedin"), messages_in(years, people, observed)
    listed = stretches_in(years, linkedin.requests)
    is_request = table["figure"] == "requests_without_note"
    # LinkedIn's one-click texts: in part where not all of everybody's messages were seen.
    offered = stretches_in(years, linkedin.messages)
    offered = offered.mask((offered == "full") & (said != "full"), "partly")
    seen = table["year"].map(said).mask(is_request, table["year"].map(listed))
    seen = seen.mask(table["figure"] == "one_click", table["year"].map(offered))
    seen = seen.mask((seen == "not") & (table["whole"] > 0), "partly")
    table = table.assign(seen=seen.astype("str"))
    for name in _COUNTED:
        table[name] = table[name].astype("Int64").mask(seen == "not")
    return _in_order(table[list(YEARS)], ["year"])


def _by_year(of: _Cases) -> pd.DataFrame:
    part = of.rows["part"]
    dated = pd.DataFrame({"part": part.fillna(value=False), "untold": part.isna(), "whole": 1})
    sums = dated.astype("int64").groupby(of.rows["at"].dt.year).sum().rename_axis("year")
    sums = sums.reset_index().astype({"year": "int64"})
    return sums.assign(figure=of.figure, side=of.side)


def _span(counted: pd.DataFrame, observed: Observed) -> pd.Index:
    """Return the years from the first thing counted or seen to the end of observation."""
    stretches = [s for scope in observed.scopes for s in scope.messages]
    stretches += observed.seen("linkedin").requests
    known = [*counted["year"], *(start.year for start, _ in stretches)]
    last = max([observed.as_of.year, *known]) if known else None
    return pd.RangeIndex(min(known), last + 1) if last is not None else pd.RangeIndex(0)


def _in_order(frame: pd.DataFrame, first: list[str]) -> pd.DataFrame:
    place = {name: n for n, name in enumerate(FIGURES)}
    by = [*first, "figure", "side"]
    return frame.sort_values(
        by, key=lambda c: c.map(place) if c.name == "figure" else c, ignore_index=True
    )
