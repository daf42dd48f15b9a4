"""The life cycles of the network as plain data: tables, and what they say in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from reciprocity.lifecycle import MARKS, OUTCOMES, fold_rare
from reciprocity.report.cycle_words import (
    AFTER,
    FLOW_NODES,
    HAPPENED,
    LEFT_OUT,
    NEXT,
    OUTCOME_WORDS,
    SPELL_GROUPS,
    UNITS,
    UNTOLD,
    counted_from,
    long_mark,
    short_days,
    within,
)
from reciprocity.report.formats import first_upper, percent, whole
from reciprocity.report.language import _, ngettext
from reciprocity.report.words import counted, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.lifecycle import Flow, LifeCycle
    from reciprocity.report.words import Data

MOST_ARROWS: Final = 16
_FEW: Final = 5
_NEXT_TOLD: Final = ("accept", "pitch_them", "silence")
_MOST_NEXT: Final = 4
_WITHIN: Final = (1, 30, 365)


def describe_lifecycle(cycle: LifeCycle, *, coarse: bool = False) -> Data:
    """Return {"flow", "curves"} as plain data.

    flow: None without stages, else people, nodes and edges (records for plot_flow; rare edges left
    out), rows (for the table), rest (edges left out: kinds, steps), said (sentences). curves: one
    per outcome that anybody was watched for: outcome, title, not_yet, points (records for
    plot_survival, none where nothing is drawn), rows (at each mark) and said. When coarse, a
    median is told only where it is of five or more: that of one would be the days between two acts.
    """
    if coarse:
        cycle = replace(cycle, flow=_coarse(cycle.flow))
    return {
        "flow": _flow(cycle.flow) if len(cycle.flow.nodes) else None,
        "curves": [
            _curve(outcome, cycle)
            for outcome in OUTCOMES
            if (cycle.spells["outcome"] == outcome).any()
        ],
    }


def _coarse(flow: Flow) -> Flow:
    few = flow.edges["timed"] < _FEW
    edges = flow.edges.assign(
        timed=flow.edges["timed"].mask(few, 0), median_days=flow.edges["median_days"].mask(few)
    )
    return replace(flow, edges=edges)


def _flow(flow: Flow) -> Data:
    ends = flow.edges["source"].eq("start") | flow.edges["target"].eq("end")
    loops = flow.edges["source"] == flow.edges["target"]
    kept, rare = fold_rare(flow.edges[~ends & ~loops], MOST_ARROWS)
    shown = flow.edges.loc[kept.index.union(flow.edges.index[ends | loops])]
    nodes = flow.nodes[flow.nodes["node"].isin(list(FLOW_NODES))]
    people = flow.nodes.loc[flow.nodes["node"] == "start", "count"]
    return {
        "people": int(people.iloc[0]),
        "nodes": [_node(row, flow.edges) for row in nodes.to_dict("records")],
        "edges": [_plain(row) for row in shown.to_dict("records")],
        "rows": [_row(row) for row in flow.edges.loc[
            kept.index.union(flow.edges.index[loops])].to_dict("records")],
        "rest": {"kinds": len(rare), "steps": int(rare["count"].sum())},
        "said": [*_told_next(flow), *_untold(flow.left_out, UNTOLD)],
    }  # fmt: skip


def _plain(row: dict[Any, Any]) -> Data:
    """Return a record of plain values; a missing number is None."""
    plain = {str(k): v.item() if isinstance(v, np.generic) else v for k, v in row.items()}
    return {key: None if pd.isna(value) else value for key, value in plain.items()}


def _node(row: dict[Any, Any], edges: pd.DataFrame) -> Data:
    here = edges["source"] == row["node"], edges["target"] == row["node"]
    first = edges.loc[(edges["source"] == "start") & here[1], "count"].sum()
    last = edges.loc[here[0] & (edges["target"] == "end"), "count"].sum()
    return {
        "node": row["node"],
        "label": _(FLOW_NODES[row["node"]]),
        "count": int(row["count"]),
        "people": int(row["people"]),
        "first": int(first),
        "last": int(last),
    }


def _row(row: dict[Any, Any]) -> Data:
    timed = int(row["timed"])
    return {
        "source": _(FLOW_NODES[row["source"]]),
        "target": _(FLOW_NODES[row["target"]]),
        "count": int(row["count"]),
        "median": short_days(float(row["median_days"])) if timed else "",
        "timed": timed,
    }


def _told_next(flow: Flow) -> Iterator[str]:
    """Yield what came next after the stages that matter most, the most frequent first."""
    for node in _NEXT_TOLD:
        after = flow.edges[flow.edges["source"] == node]
        total = int(after["count"].sum())
        if total:
            told = [
                f"{_(NEXT[row['target']])} ({whole(row['count'])})"
                for row in after.head(_MOST_NEXT).to_dict("records")
            ]
            text = ngettext(*AFTER[node], total)
            yield text.format(number=whole(total), what=", ".join(told))


def _untold(counts: dict[str, int], words: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield a sentence for each reason that something is left out for."""
    for reason, forms in words.items():
        number = counts.get(reason, 0)
        if number:
            yield counted(number, forms)


def _curve(outcome: str, cycle: LifeCycle) -> Data:
    title, not_yet = OUTCOME_WORDS[outcome]
    curves = cycle.curves[cycle.curves["outcome"] == outcome]
    groups = cycle.groups
    told = [
        _told_group(row, curves[curves["group"] == row["group"]])
        for row in groups[groups["outcome"] == outcome].to_dict("records")
    ]
    return {
        "outcome": outcome,
        "title": _(title),
        "not_yet": _(not_yet),
        "points": [_plain(row) for row in curves.drop(columns="outcome").to_dict("records")],
        "rows": [_mark_row(row) for row in _marked(curves).to_dict("records")],
        "said": [*told, *_untold(cycle.left_out.get(outcome, {}), LEFT_OUT[outcome])],
    }


def _marked(curves: pd.DataFrame) -> pd.DataFrame:
    """Return the rows at marks, and where each curve begins and ends."""
    edge = ~curves["group"].duplicated() | ~curves["group"].duplicated(keep="last")
    return curves[edge | curves["days"].isin(MARKS)]


def _mark_row(row: dict[Any, Any]) -> Data:
    known = not pd.isna(row["low"])
    return {
        "group": _(SPELL_GROUPS[row["group"]]),
        "after": long_mark(int(row["days"])),
        "at_risk": int(row["at_risk"]),
        "share": float(row["survival"]),
        "low": float(row["low"]) if known else None,
        "high": float(row["high"]) if known else None,
    }


def _told_group(row: dict[Any, Any], curve: pd.DataFrame) -> str:
    """Return what is said of a group: how many, and what share had it by when."""
    outcome = row["outcome"]
    group = first_upper(_(SPELL_GROUPS[row["group"]]))
    many, few = UNITS[outcome]
    people = int(row["people"])
    text = ngettext(*(many if row["drawn"] else few), people)
    said = text.format(Group=group, number=whole(people), seen=whole(int(row["events"])))
    return joined(said, _told_shares(outcome, curve)) if row["drawn"] else said


def _told_shares(outcome: str, curve: pd.DataFrame) -> str:
    begins, ends = int(curve["days"].iloc[0]), int(curve["days"].iloc[-1])
    marks = [mark for mark in _WITHIN if begins < mark <= ends] or [ends]
    shares = [
        within(percent(1 - float(curve.loc[curve["days"] <= mark, "survival"].iloc[-1])), mark)
        for mark in marks
    ]
    at_once, later = HAPPENED[outcome]
    return _(later if begins else at_once).format(
        shares=", ".join(shares), counted_from=counted_from(begins) if begins else ""
    )
