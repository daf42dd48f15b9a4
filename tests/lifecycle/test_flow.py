"""The directly-follows map of six stages by hand, and what is no step in it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.analysis import analyse_sample
from reciprocity.lifecycle import NODES, Flow, directly_follows, fold_rare
from reciprocity.timeline import Observed
from reciprocity.timeline.frames import STAGE_COLUMNS, TIME
from reciprocity.timeline.observed import Scope

if TYPE_CHECKING:
    from random import Random

ANN, BO = "linkedin:ann", "linkedin:bo"


def utc(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz="UTC")


def stage(
    person: str,
    kind: str,
    at: str | None,
    actor: str = "unknown",
    *,
    latest: str | None = None,
    certainty: str = "observed",
    **detail: Any,
) -> dict[str, Any]:
    since = utc(at) if at else pd.NaT
    values = (person, kind, since, utc(latest) if latest else since, actor, certainty, pd.NA)
    return dict(zip(STAGE_COLUMNS, (*values, detail, ()), strict=True))


def stages(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(STAGE_COLUMNS))
    return frame.assign(**{name: frame[name].astype(TIME) for name in ("at", "at_latest")})


def observed(*stretches: tuple[str, str], people: tuple[str, ...] = (ANN, BO)) -> Observed:
    seen = tuple((utc(start), utc(end)) for start, end in stretches)
    return Observed(
        as_of=utc("2024-12-31"),
        platforms={},
        scopes=(Scope(people=frozenset(people), messages=seen),),
        unseen_after=pd.Series(dtype=TIME),
    )


ALL = observed(("2020-01-01", "2024-12-31"))
SIX = (
    stage(ANN, "request", "2024-03-01 10:00", "owner"),
    stage(ANN, "accept", "2024-03-03", "person", latest="2024-03-03 23:59:59"),
    stage(ANN, "message", "2024-03-05 08:00", "owner"),
    stage(ANN, "silence", "2024-03-06 09:00", partly_seen=False),
    stage(BO, "accept", "2024-03-10", latest="2024-03-10 23:59:59"),
    stage(BO, "pitch", "2024-03-14 09:00", "person"),
)


def edges(flow: Flow) -> list[tuple[str, str, int]]:
    table = flow.edges[["source", "target", "count"]].itertuples(index=False, name=None)
    return sorted((str(a), str(b), int(n)) for a, b, n in table)


def between(flow: Flow) -> list[tuple[str, str, int]]:
    return [edge for edge in edges(flow) if edge[0] != "start" and edge[1] != "end"]


def test_six_stages_by_hand() -> None:
    flow = directly_follows(stages(*SIX), ALL)
    nan = np.nan
    wanted = pd.DataFrame(
        [
            ("start", "request_you", 1, 0, nan),
            ("start", "accept", 1, 0, nan),
            ("request_you", "accept", 1, 1, 2.0),
            ("accept", "words", 1, 1, 2.0),
            ("accept", "pitch_them", 1, 1, 4.0),
            ("words", "silence", 1, 0, nan),
            ("pitch_them", "end", 1, 0, nan),
            ("silence", "end", 1, 0, nan),
        ],
        columns=["source", "target", "count", "timed", "median_days"],
    )
    pd.testing.assert_frame_equal(flow.edges, wanted, check_dtype=False)
    nodes = pd.DataFrame(
        [("start", 2, 2), ("request_you", 1, 1), ("accept", 2, 2), ("words", 1, 1),
         ("pitch_them", 1, 1), ("silence", 1, 1), ("end", 2, 2)],
        columns=["node", "count", "people"],
    )  # fmt: skip
    pd.testing.assert_frame_equal(flow.nodes, nodes, check_dtype=False)
    assert set(flow.left_out.values()) == {0}


def test_what_is_only_inferred_is_no_stage_of_the_map() -> None:
    flow = directly_follows(
        stages(
            stage(ANN, "request", None, latest="2024-03-03 23:59:59", certainty="inferred"),
            *SIX[1:3],
            stage(BO, "accept", None, latest="2024-03-04", certainty="inferred"),
            stage(BO, "message", "2024-03-04", "owner"),
            stage(BO, "removal", "2024-03-05", certainty="inferred", candidate=True),
        ),
        ALL,
    )
    assert edges(flow) == [
        ("accept", "words", 1), ("start", "accept", 1), ("start", "words", 1), ("words", "end", 2),
    ]  # fmt: skip
    assert flow.left_out == {
        "doubtful_people": 0, "inferred_requests": 1, "inferred_accepts": 1, "candidates": 1,
        "unseen": 0,
    }  # fmt: skip


def test_no_step_is_told_across_what_was_not_seen() -> None:
    hole = observed(("2024-01-01", "2024-03-04"), ("2024-03-05", "2024-12-31"))
    flow = directly_follows(stages(*SIX[:3]), hole)
    assert between(flow) == [("request_you", "accept", 1)]
    assert flow.left_out["unseen"] == 1
    nowhere = directly_follows(stages(*SIX[:3]), observed())
    assert between(nowhere) == []
    assert nowhere.left_out["unseen"] == 2


def test_a_removal_comes_last_in_its_interval_and_is_not_timed() -> None:
    gone = stage(ANN, "removal", "2024-04-01", latest="2024-06-01", candidate=False)
    flow = directly_follows(stages(SIX[2], gone), ALL)
    assert between(flow) == [("words", "gone", 1)]
    assert flow.edges["timed"].tolist() == [0, 0, 0]
    short = observed(("2024-01-01", "2024-05-01"))
    assert between(directly_follows(stages(SIX[2], gone), short)) == []


def test_the_order_of_what_has_no_time_is_not_guessed() -> None:
    undated = stage(ANN, "engagement", "2024-03-05 09:00", "owner", latest="2024-12-01")
    later = stage(ANN, "message", "2024-04-05 08:00", "person")
    flow = directly_follows(stages(SIX[2], undated, later), ALL)
    assert between(flow) == []
    assert flow.left_out["unseen"] == 2
    last = directly_follows(stages(SIX[2], undated), ALL)
    assert between(last) == [("words", "other_acts", 1)]
    assert last.edges["timed"].sum() == 0


def test_a_silence_that_is_cut_has_no_length() -> None:
    quiet = stage(ANN, "silence", "2024-03-06", partly_seen=True)
    end = stage(ANN, "message", "2024-07-06", "owner")
    for silence, timed in ((quiet, 0), ({**quiet, "detail": {}}, 1)):
        flow = directly_follows(stages(silence, end), ALL)
        told = flow.edges.set_index(["source", "target"])
        assert told.loc[("silence", "words"), "timed"] == timed


def test_doubtful_people_are_left_out_and_counted() -> None:
    flow = directly_follows(stages(*SIX), ALL, {BO})
    assert flow.left_out["doubtful_people"] == 1
    assert "pitch_them" not in set(flow.nodes["node"])


def test_nobody_gives_empty_frames() -> None:
    flow = directly_follows(stages(), ALL)
    assert flow.nodes.empty
    assert flow.edges.empty
    assert list(flow.edges.columns) == ["source", "target", "count", "timed", "median_days"]


_KINDS = st.sampled_from(["request", "accept", "message", "pitch", "decline", "silence", "removal"])
_PEOPLE = st.lists(st.lists(_KINDS, min_size=1, max_size=8), min_size=1, max_size=8)


def _of(number: int, kinds: list[str]) -> list[dict[str, Any]]:
    days = pd.date_range("2024-01-01", periods=len(kinds), freq="9D")
    return [
        stage(f"p{number}", kind, str(day), "person")
        for kind, day in zip(kinds, days, strict=True)
    ]  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(_PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(people: list[list[str]], random: Random) -> None:
    blocks = [_of(n, kinds) for n, kinds in enumerate(people)]
    seen = observed(("2023-01-01", "2024-12-31"), people=tuple(f"p{n}" for n in range(9)))
    whole = directly_follows(stages(*chain.from_iterable(blocks)), seen)
    random.shuffle(blocks)
    other = directly_follows(stages(*chain.from_iterable(blocks)), seen)
    pd.testing.assert_frame_equal(whole.edges, other.edges)
    pd.testing.assert_frame_equal(whole.nodes, other.nodes)


@settings(deadline=None, max_examples=25)
@given(_PEOPLE)
def test_every_stage_is_left_once(people: list[list[str]]) -> None:
    rows = stages(*chain.from_iterable(_of(n, kinds) for n, kinds in enumerate(people)))
    seen = observed(("2023-01-01", "2024-12-31"), people=tuple(f"p{n}" for n in range(9)))
    flow = directly_follows(rows, seen)
    out = flow.edges.groupby("source")["count"].sum()
    into = flow.edges.groupby("target")["count"].sum()
    counts = flow.nodes.set_index("node")["count"]
    inner = counts.drop(["start", "end"])
    assert out.reindex(inner.index).tolist() == inner.tolist()
    assert into.reindex(inner.index).tolist() == inner.tolist()
    assert out["start"] == into["end"] == len(people)
    assert set(flow.nodes["node"]) <= set(NODES)


def test_rare_edges_are_folded_but_every_node_keeps_one() -> None:
    table = pd.DataFrame(
        [("words", "silence", 9), ("silence", "words", 8), ("accept", "words", 7),
         ("words", "gone", 2), ("silence", "gone", 1)],
        columns=["source", "target", "count"],
    )  # fmt: skip
    kept, rare = fold_rare(table, 2)
    assert kept["count"].tolist() == [9, 8, 7, 2]
    assert rare["count"].tolist() == [1]
    assert fold_rare(table, 5)[1].empty


def test_rows_that_are_nobody_s_for_certain_are_nobody_s_life() -> None:
    analysis = analyse_sample()
    strangers = set(analysis.stages["person_id"]) - set(analysis.people["person_id"])
    assert strangers
    assert all("/somebody/" in person or ":somebody/" in person for person in strangers)
    flow = analysis.lifecycle.flow
    known = analysis.stages[analysis.stages["person_id"].isin(analysis.people["person_id"])]
    doubtful = analysis.people.loc[analysis.people["doubtful"], "person_id"]
    mine = known[~known["person_id"].isin(doubtful)]
    silences = flow.nodes.set_index("node")["people"]["silence"]
    assert silences == mine.loc[mine["stage"] == "silence", "person_id"].nunique()
