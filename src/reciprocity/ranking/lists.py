"""Short lists of people behind the mirror: three to act on, and whom three figures are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.ranking.lapses import ended, exchanges, silences_now
from reciprocity.timeline.frames import TIME, looked_up, objects, one_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

# To act on: whoever is in one of these is not in the next. Then whom the owner's figures are about.
TO_ACT_ON: Final = ("answer_owed", "losing_touch", "invested")
LISTS: Final = (*TO_ACT_ON, "pitched_to", "silence_broken_to_ask", "let_lapse")

COLUMNS: Final = (
    "list",
    "person_id",
    "at",  # UTC: what was last written or done, of which the list speaks
    "days",  # of silence, or since then, whole days; missing where the list speaks of none
    "detail",  # dict, keys by list (docs/method.md); never holds text of a message
    "events",  # tuple of event_id: the evidence
)


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """By side, lapses.hanging and asking.broken_silences; lapses.friendships of both."""

    left: dict[str, pd.DataFrame]
    broken: dict[str, pd.DataFrame]
    friendships: pd.DataFrame


def people_lists(
    log: pd.DataFrame,
    people: pd.DataFrame,
    timeline: Timeline,
    table: pd.DataFrame,
    conduct: Conduct,
    observed: Observed,
    parameters: Parameters,
) -> pd.DataFrame:
    """Return all LISTS, each in its order: COLUMNS.

    people: person_id, names and doubtful. timeline: with the messages of these people alone. table:
    indexed by person_id with verdict and the counts of ranking.counts. On a list to act on is
    nobody whose tie has ended, or perhaps has, nobody whose conduct is extractive, and nobody who
    is known by a name that others have too, or by none (`Facebook user`: the account is gone).
    """
    unsure = people["doubtful"] | (people["names"].map(len) == 0)
    doubtful = people.loc[unsure, "person_id"]
    open_ties = table[
        ~table.index.isin(ended(log, timeline))
        & ~table.index.isin(doubtful)
        & (table["verdict"] != "extractive")
    ]
    owed = _answer_owed(conduct.left["owner"], open_ties, observed, parameters)
    rest = open_ties[~open_ties.index.isin(owed["person_id"])]
    losing = _losing_touch(log, timeline, rest, parameters)
    rest = rest[~rest.index.isin(losing["person_id"])]
    pairs = conduct.friendships
    found = [
        owed,
        losing,
        _invested(timeline, rest, parameters),
        _pitched_to(timeline.messages),
        _broken_to_ask(conduct.broken["owner"]),
        _let_lapse(pairs[pairs["lapsed_by"] == "owner"]),
    ]
    full = [frame for frame in found if len(frame)]
    return pd.concat(full, ignore_index=True) if full else no_lists()


def no_lists() -> pd.DataFrame:
    """Return the frame of lists without rows."""
    frame = pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    return frame.astype({"list": "str", "person_id": "str", "at": TIME, "days": "Int64"})


def _listed(
    rows: pd.DataFrame, name: str, by: Sequence[str], detail: Sequence[str]
) -> pd.DataFrame:
    """Return rows as a list: the largest of `by` first, ties by id; `detail` from these columns."""
    falling = [*([False] * len(by)), True]
    ordered = rows.sort_values([*by, "person_id"], ascending=falling, kind="stable")
    said = ordered[list(detail)].to_dict("records")
    listed = ordered.assign(list=name, detail=objects(said, ordered.index))
    return listed[list(COLUMNS)].astype({"list": "str", "person_id": "str", "days": "Int64"})


def _answer_owed(
    left: pd.DataFrame, ties: pd.DataFrame, observed: Observed, parameters: Parameters
) -> pd.DataFrame:
    """Return whose last words wait for an answer of the owner, newest first."""
    since = observed.as_of - pd.Timedelta(days=parameters.mirror.owed_within_days)
    rows = left[left["person_id"].isin(ties.index) & (left["at"] >= since)]
    rows = rows.assign(events=one_event(rows["event_id"]))
    return _listed(rows, "answer_owed", ["at"], ["asks", "messages"])


def _losing_touch(
    log: pd.DataFrame, timeline: Timeline, ties: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """Return who is silent for longer than ever before, those with most exchanges first."""
    mutual = ties[ties["verdict"].isin(["reciprocal", "dormant"])]
    now = silences_now(log, timeline)
    long = (now["days"] > parameters.mirror.losing_touch_days) & (now["days"] > now["before"])
    rows = now[long & now.index.isin(mutual.index)].rename_axis("person_id").reset_index()
    counted = exchanges(timeline.messages)["exchanges"]
    told = looked_up(rows["person_id"], counted).fillna(0).astype("int64")
    return _listed(
        rows.assign(exchanges=told), "losing_touch", ["exchanges", "at"], ["exchanges", "before"]
    )


def _invested(timeline: Timeline, ties: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Return who gave far more than the owner, beyond chance, the largest surplus first."""
    rules = parameters.verdict
    theirs, yours = ties["giving_received"], ties["giving_sent"]
    few = chance_of_so_few(yours, theirs + yours) < rules.one_sided_probability
    far = few & (theirs > yours) & (ties["acts"] >= rules.minimum_acts)
    chosen = ties[far | (ties["verdict"] == "one_sided_them")]
    last = _last_gifts(timeline).reindex(chosen.index)
    rows = pd.DataFrame(
        {
            "person_id": chosen.index,
            "at": last["at"].array,
            "days": pd.NA,
            "theirs": chosen["giving_received"].array,
            "yours": chosen["giving_sent"].array,
            "events": last["events"].array,
        }
    )
    rows = rows.assign(surplus=rows["theirs"] - rows["yours"])
    return _listed(rows, "invested", ["surplus", "at"], ["theirs", "yours"])


def _last_gifts(timeline: Timeline) -> pd.DataFrame:
    """Return the last giving act of each person: at and events, by person_id."""
    messages, stages = timeline.messages, timeline.stages
    own = (messages["actor"] == "person") & ~messages["one_click"] & (messages["act"] != "pitch")
    said = messages[own]
    said = said.assign(events=one_event(said["event_id"]))
    praise = stages["stage"].isin(["endorsement", "recommendation"]) & (stages["actor"] == "person")
    columns = ["person_id", "at", "events"]
    gifts = pd.concat([f for f in (said[columns], stages.loc[praise, columns]) if len(f)] or [said])
    last = gifts.sort_values("at", kind="stable").drop_duplicates("person_id", keep="last")
    return last.set_index("person_id")


def _pitched_to(messages: pd.DataFrame) -> pd.DataFrame:
    """Return whom the owner pitched to, those with most pitches first."""
    pitches = messages[(messages["act"] == "pitch") & (messages["actor"] == "owner")]
    rows = (
        pitches.groupby("person_id")
        .agg(at=("at", "max"), first=("at", "min"), pitches=("at", "size"),
             events=("event_id", tuple))
        .reset_index()
    )  # fmt: skip
    return _listed(rows.assign(days=None), "pitched_to", ["pitches", "at"], ["pitches"])


def _broken_to_ask(broken: pd.DataFrame) -> pd.DataFrame:
    """Return whose long silence the owner broke only to ask, newest first."""
    rows = broken[broken["pitches"] | broken["asks"]]
    rows = rows.assign(events=one_event(rows["event_id"]), pitch=rows["pitches"])
    return _listed(rows, "silence_broken_to_ask", ["at"], ["pitch"])


def _let_lapse(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return which friendships the owner let lapse, those with most exchanges first."""
    rows = pairs.assign(events=one_event(pairs["event_id"]))
    return _listed(rows, "let_lapse", ["exchanges", "at"], ["exchanges", "because"])
