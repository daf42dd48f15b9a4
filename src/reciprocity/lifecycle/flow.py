"""The directly-follows map of process mining over the stages of all pairs.

The case is the person, the activity a node of the map, in the order of the pair's stages. A step
from one node to the next is told only where everything between the two could be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection

    from reciprocity.timeline import Observed

NODES: Final = (
    "start",
    "request_you",
    "request_them",
    "accept",
    "words",
    "pitch_you",
    "pitch_them",
    "decline",
    "other_acts",
    "silence",
    "gone",
    "end",
)

_STAGE_NODES: Final = {
    "request": "request",
    "accept": "accept",
    "thanks": "words",
    "message": "words",
    "reply": "words",
    "pitch": "pitch",
    "decline": "decline",
    "endorsement": "other_acts",
    "recommendation": "other_acts",
    "engagement": "other_acts",
    "silence": "silence",
    "removal": "gone",
    "withdrawal": "gone",
}
_SIDES: Final = {"owner": "_you", "person": "_them"}
_BY_SIDE: Final = ("request", "pitch")
_NEEDED: Final = ["node", "at", "at_latest", "dated", "placed"]

# LinkedIn tells the day of an accept; of its clocks without a zone a day and eight hours.
DATED: Final = pd.Timedelta(days=2)
# Between the files of one download, such as the list that lacks somebody and the messages.
_FILES_APART: Final = pd.Timedelta(days=1)


def _edges() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": pd.Series(dtype="object"),
            "target": pd.Series(dtype="object"),
            "count": pd.Series(dtype="int64"),
            "timed": pd.Series(dtype="int64"),
            "median_days": pd.Series(dtype="float64"),
        }
    )


def _nodes() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "node": pd.Series(dtype="object"),
            "count": pd.Series(dtype="int64"),
            "people": pd.Series(dtype="int64"),
        }
    )


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Who went from which stage to which, over all people.

    nodes: node (of NODES), count (how often), people (how many). edges: source, target (nodes),
    count, timed (of how many the time is known), median_days (whole days between the two, missing
    where none is timed); most frequent first. start -> x: x is the first thing seen of a person,
    x -> end the last. left_out: what is not in it, counted: inferred_requests and inferred_accepts,
    candidates (for a removal), doubtful_people, and unseen: steps between which something may lie.
    """

    nodes: pd.DataFrame = field(default_factory=_nodes)
    edges: pd.DataFrame = field(default_factory=_edges)
    left_out: dict[str, int] = field(default_factory=dict)


def directly_follows(
    stages: pd.DataFrame, observed: Observed, doubtful: Collection[str] = ()
) -> Flow:
    """From the stages of all pairs (timeline.STAGE_COLUMNS) to the map of what followed what.

    doubtful: person_id of those whose messages may stand under another name. An edge between two
    stages counts where messages of the pair could be seen all the way from the first to the second
    (Observed.seen_on_from), and where it is certain that neither came later than it stands; else it
    is among left_out["unseen"]. A time is known where both stages are dated to the day; a silence
    begins with what came before it, so that none is told into it, and a silence of which a part was
    unseen has no length.
    """
    shown, left_out = _shown(stages, doubtful)
    if shown.empty:
        return Flow(left_out={**left_out, "unseen": 0})
    steps = _steps(shown, observed)
    ends = pd.concat([_firsts(shown), _lasts(shown)], ignore_index=True)
    edges = pd.concat([steps[steps["seen"]].drop(columns="seen"), ends], ignore_index=True)
    return Flow(
        nodes=_counted_nodes(shown),
        edges=_counted_edges(edges),
        left_out={**left_out, "unseen": int((~steps["seen"]).sum())},
    )


def _shown(stages: pd.DataFrame, doubtful: Collection[str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the stages of the map with their node, and what was left out."""
    unsure = stages["person_id"].isin(list(doubtful))
    inferred = stages["certainty"] == "inferred"
    requests = (stages["stage"] == "request") & (
        inferred | ~stages["actor"].isin(list(_SIDES)).to_numpy()
    )
    accepts = (stages["stage"] == "accept") & inferred
    removals = stages["stage"] == "removal"
    candidates = _has(stages, removals, "candidate")
    left_out = {
        "doubtful_people": int(stages.loc[unsure, "person_id"].nunique()),
        "inferred_requests": int((requests & ~unsure).sum()),
        "inferred_accepts": int((accepts & ~unsure).sum()),
        "candidates": int((candidates & ~unsure).sum()),
    }
    shown = stages[~(unsure | requests | accepts | candidates)]
    node = shown["stage"].map(_STAGE_NODES).astype("object")
    sided = node.isin(_BY_SIDE)
    node = node.where(~sided, node + shown["actor"].astype("object").map(_SIDES).astype("object"))
    kept = shown[["person_id", "at", "at_latest"]].assign(
        node=node, dated=_is_dated(shown), partly=_has(shown, node == "silence", "partly_seen")
    )
    # One pair after the other, each in its own order.
    order = np.argsort(pd.factorize(kept["person_id"])[0], kind="stable")
    ordered = kept.iloc[order]
    return ordered.assign(placed=_are_placed(ordered)), left_out


def _has(stages: pd.DataFrame, chosen: pd.Series, key: str) -> pd.Series:
    """Return which of the chosen stages say so in their detail."""
    details = stages.loc[chosen, "detail"]
    said = details.index[[bool(detail.get(key)) for detail in details]]
    return pd.Series(stages.index.isin(said), index=stages.index)


def _steps(shown: pd.DataFrame, observed: Observed) -> pd.DataFrame:
    """Return each stage but the last of a pair with the next: source, target, seen, days."""
    inner = (shown["person_id"] == shown["person_id"].shift(-1)).to_numpy()
    after = shown[_NEEDED].shift(-1)[inner]
    here = shown[inner]
    dated = after["dated"].astype(bool)
    since, until = here["at"], after["at"]
    # What lies in an interval may have come at its very end.
    latest = after["at_latest"] - _FILES_APART
    reached = until.where(dated | (until > latest), latest)
    seen = (observed.seen_on_from(here["person_id"], since) >= reached).fillna(value=False)
    days = (until.dt.floor("D") - since.dt.floor("D")).dt.days.astype("float64")
    timed = here["dated"] & dated & (after["node"] != "silence") & ~here["partly"]
    return pd.DataFrame(
        {
            "source": here["node"],
            "target": after["node"],
            "seen": seen.astype(bool) & here["placed"] & after["placed"].astype(bool),
            "days": days.where(timed).clip(lower=0),
        }
    )


def _are_placed(shown: pd.DataFrame) -> pd.Series:
    """Return of each stage whether nothing else of the pair may have come within its interval.

    Nobody writes to somebody who is gone, so that a removal comes after all in its interval.
    """
    same = shown["person_id"] == shown["person_id"].shift(-1)
    over = ~same | (shown["at_latest"] <= shown["at"].shift(-1))
    return shown["dated"] | (shown["node"] == "gone") | (shown["at"].notna() & over)


def _is_dated(stages: pd.DataFrame) -> pd.Series:
    """Return whether the day of each stage is known."""
    return ((stages["at_latest"] - stages["at"]) <= DATED).fillna(value=False).astype(bool)


def _firsts(shown: pd.DataFrame) -> pd.DataFrame:
    first = shown.drop_duplicates("person_id")["node"]
    return pd.DataFrame({"source": "start", "target": first, "days": np.nan})


def _lasts(shown: pd.DataFrame) -> pd.DataFrame:
    last = shown.drop_duplicates("person_id", keep="last")["node"]
    return pd.DataFrame({"source": last, "target": "end", "days": np.nan})


def _counted_nodes(shown: pd.DataFrame) -> pd.DataFrame:
    by_node = shown.groupby("node")["person_id"].agg(["size", "nunique"])
    people = shown["person_id"].nunique()
    by_node.loc["start"] = by_node.loc["end"] = people
    table = by_node.reindex([node for node in NODES if node in by_node.index])
    return table.set_axis(["count", "people"], axis=1).reset_index(names="node")


def _counted_edges(edges: pd.DataFrame) -> pd.DataFrame:
    table = (
        edges.groupby(["source", "target"])["days"]
        .agg(count="size", timed="count", median_days="median")
        .reset_index()
    )
    order = {node: place for place, node in enumerate(NODES)}
    places = [-table["count"], table["source"].map(order), table["target"].map(order)]
    return table.iloc[np.lexsort(places[::-1])].reset_index(drop=True)


def fold_rare(edges: pd.DataFrame, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the `most` frequent edges, with one for every node that has none of these; the rest.

    edges: in the order of Flow.edges.
    """
    ends = pd.concat([edges["source"], edges["target"]])
    first = ends.to_frame("node").assign(place=[*range(len(edges))] * 2)
    best = first.groupby("node")["place"].min()
    kept = np.isin(np.arange(len(edges)), [*range(most), *best])
    return edges[kept], edges[~kept]
