"""How long each connection was watched for something, and whether it happened.

A spell is the time from the accept to the first word, to their first pitch or to the end of the
connection, as far as it could be seen. Whatever could not be seen is no spell, and is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.events import ENDINGS
from reciprocity.lifecycle.flow import DATED
from reciprocity.timeline.frames import TIME, looked_up
from reciprocity.timeline.messages import wordless_contacts

if TYPE_CHECKING:
    from collections.abc import Collection

    from reciprocity.timeline import Observed, Timeline

OUTCOMES: Final = ("word", "pitch", "removal")
GROUPS: Final = ("with_note", "without_note", "unseen_request")
SPELL_COLUMNS: Final = ("outcome", "person_id", "group", "entry", "days", "happened")

_KINDS: Final = {
    "outcome": "object",
    "person_id": "object",
    "group": "object",
    "entry": "int64",
    "days": "int64",
    "happened": "bool",
}
_KEYS: Final = ["person_id", "platform"]


def no_spells() -> pd.DataFrame:
    """Return the frame of spells without rows."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _KINDS.items()})


def spells(
    log: pd.DataFrame, timeline: Timeline, observed: Observed, doubtful: Collection[str] = ()
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    """From log and timeline to the spells of all connections, and what is none of them.

    Spells: SPELL_COLUMNS. outcome: of OUTCOMES; a person is in each once, in `removal` once for
    each platform. group: whether the request was seen and came with a note. entry, days: whole
    days (UTC) after the accept at which watching began and ended; the last is that of the outcome
    where `happened`. doubtful: person_id of those who may stand under another name.

    Left out, by outcome and reason: doubtful; undated, whose accept is inferred or not dated to the
    day; before, who wrote (or pitched) before the accept; unseen, whom no archive shows from the
    accept on, or for removal who stands in one list only.
    """
    accepts = _grouped(timeline.accepts, log)
    unsure = accepts["person_id"].isin(list(doubtful))
    dated = _are_dated(accepts)
    counted = {"doubtful": unsure, "undated": ~unsure & ~dated}
    known = accepts[~unsure & dated].sort_values([*_KEYS, "at"], kind="stable")
    first = known.sort_values(["person_id", "at"], kind="stable").drop_duplicates("person_id")
    people = {
        reason: int(accepts.loc[rows & ~accepts["person_id"].isin(first["person_id"]),
                                "person_id"].nunique())
        for reason, rows in counted.items()
    }  # fmt: skip
    ties = {reason: int(rows.sum()) for reason, rows in counted.items()}
    words, pitches = _first_events(timeline)
    contacts = wordless_contacts(log)
    found = [
        _of_words("word", first, words, observed, [_closings(log, timeline), contacts], people),
        _of_words("pitch", first, pitches, observed, [_closings(log, timeline)], people),
        _of_removals(known.drop_duplicates(_KEYS), log, observed, ties),
    ]
    table = pd.concat([no_spells(), *(frame for frame, _ in found if len(frame))])
    table = table.astype(_KINDS).reset_index(drop=True)
    return table, {name: out for name, (_, out) in zip(OUTCOMES, found, strict=True)}


def _are_dated(accepts: pd.DataFrame) -> pd.Series:
    known = (accepts["at_latest"] - accepts["at"]) <= DATED
    return known.fillna(value=False).astype(bool) & (accepts["certainty"] == "observed")


def _grouped(accepts: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Return the accepts with their group, by the newest request that LinkedIn's lists show.

    Only what was seen counts. That an older accept had no note is inferred from silence on its day
    (docs/method.md section 4), so that it would answer beforehand what the curves ask.
    """
    asked = log["activity"].isin(["request_sent", "request_received"])
    seen = log[asked & (log["certainty"] == "observed") & (log["platform"] == "linkedin")]
    requests = seen[["person_id", "at", "text"]].rename(columns={"at": "asked"})
    rows = accepts.assign(place=range(len(accepts)))[accepts["platform"] == "linkedin"]
    pairs = rows.merge(requests, on="person_id")
    pairs = pairs[pairs["asked"] <= pairs["at_latest"]].sort_values("asked", kind="stable")
    last = pairs.drop_duplicates("place", keep="last").set_index("place")["text"].notna()
    named = last.map({True: "with_note", False: "without_note"})
    group = named.reindex(range(len(accepts))).fillna("unseen_request")
    return accepts.assign(group=group.to_numpy(dtype=object))


def _first_events(timeline: Timeline) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the words of either side, without one-click texts, and their pitches."""
    messages = timeline.messages[["person_id", "actor", "at", "at_latest", "act", "one_click"]]
    pitches = (messages["act"] == "pitch") & (messages["actor"] == "person")
    return messages[~messages["one_click"].astype(bool)], messages[pitches]


def _closings(log: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    """Return what closed a tie: person_id and at."""
    at = looked_up(log["event_id"], timeline.closings)
    return log.assign(at=at).loc[at.notna(), ["person_id", "at"]]


def _of_words(
    outcome: str,
    accepts: pd.DataFrame,
    events: pd.DataFrame,
    observed: Observed,
    ends: list[pd.DataFrame],
    left_out: dict[str, int],
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the spells from the accept to the first of the events, and what is left out.

    Who was accepted before messages could be seen may have written there, so that nobody enters
    late; what is seen ends with the stretch that holds the accept, or with the first of `ends`.
    """
    people = accepts["person_id"]
    said = events.merge(accepts[["person_id", "at"]], on="person_id", suffixes=("", "_accept"))
    early = said["at_latest"] < said["at_accept"]
    before = people.isin(said.loc[early, "person_id"])
    first = looked_up(people, said[~early].groupby("person_id")["at"].min())
    until = observed.seen_on_from(people, accepts["at"])
    for end in ends:
        until = _earlier(until, _first_after(accepts, end))
    unseen = ~before & until.isna()
    happened = (first <= until).fillna(value=False).astype(bool)
    rows = accepts.assign(
        outcome=outcome,
        entry=0,
        days=_days(accepts["at"], first.where(happened, until)),
        happened=happened,
    )
    chosen = rows.loc[~before & ~unseen, list(SPELL_COLUMNS)]
    return chosen, {**left_out, "before": int(before.sum()), "unseen": int(unseen.sum())}


def _first_after(accepts: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return for each accept (one a person) the first of the person's events after it."""
    both = events.merge(accepts[["person_id", "at"]], on="person_id", suffixes=("", "_accept"))
    later = both[both["at"] >= both["at_accept"]]
    return looked_up(accepts["person_id"], later.groupby("person_id")["at"].min())


def _earlier(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the earlier of two moments; one that is missing in `other` is never reached."""
    return one.where(~(other < one), other)


def _days(since: pd.Series, until: pd.Series) -> pd.Series:
    """Return the whole days between the calendar days (UTC) of two moments, none below zero."""
    days: pd.Series = (until.dt.floor("D") - since.dt.floor("D")).dt.days.clip(lower=0)
    return days


def _of_removals(
    accepts: pd.DataFrame,
    log: pd.DataFrame,
    observed: Observed,
    left_out: dict[str, int],
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the spells from the accept to the end of the connection, and what is left out.

    Watching begins late, with the first list that holds the connection: who was gone before it is
    in no list. It ends with the last list, or with the end: in the middle between the last list
    that holds it and the first that does not, where no day of it is known.
    """
    lists = observed.listed.groupby(_KEYS)["at"].agg(["min", "max"]).reset_index()
    rows = accepts.astype({"platform": "object"}).merge(lists, on=_KEYS, how="left")
    entered = rows["min"].where(~(rows["min"] < rows["at"]), rows["at"])
    ending = _ending(rows.assign(entered=entered), log)
    until = ending.fillna(rows["max"])
    watched = (until > entered).fillna(value=False).astype(bool)
    table = rows.assign(
        outcome="removal",
        entry=_days(rows["at"], entered),
        days=_days(rows["at"], until),
        happened=ending.notna(),
    )
    chosen = table.loc[watched, list(SPELL_COLUMNS)]
    return chosen, {**left_out, "before": 0, "unseen": int((~watched).sum())}


def _ending(rows: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """Return when each connection ended after it was first listed, missing where it did not."""
    gone = log[(log["activity"] == ENDINGS[0]) & log["at"].notna()]
    middle = gone["at"] + (gone["at_latest"] - gone["at"]) / 2
    ends = gone[["person_id", "platform"]].astype("object").assign(ended=middle)
    both = rows.assign(place=rows.index)[[*_KEYS, "entered", "place"]].merge(ends, on=_KEYS)
    first = both[both["ended"] > both["entered"]].groupby("place")["ended"].min()
    return first.reindex(rows.index).astype(TIME)
