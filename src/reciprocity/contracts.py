"""The JSON that other programs read. Field names and meanings are stable within a schema number."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from reciprocity.ranking import (
    COUNTS,
    REPLIES,
    difference,
    parts_of,
    rules_of,
    turning,
    weightings,
)
from reciprocity.timeline.frames import iso, objects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo, Inspection

RANK_SCHEMA = "reciprocity.rank/1"
TIMELINE_SCHEMA = "reciprocity.timeline/1"
INSPECT_SCHEMA = "reciprocity.inspect/1"
EXPLAIN_SCHEMA = "reciprocity.explain/1"


def rank_document(analysis: Analysis, people: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the ranking as plain data, in report order; `people` limits it to these ids.

    Holds no text of any message. `elsewhere` lists those whom the user talks to elsewhere, by id:
    person objects whose rank, verdict and scores are null, with the user's words (`elsewhere`).
    `mirror` is of everybody, whoever is shown.
    """
    return {
        "schema": RANK_SCHEMA,
        "as_of": _iso(analysis.as_of),
        "owner": {"name": analysis.owner_name},
        "exports": [_export(info) for info in analysis.exports],
        "labels": asdict(analysis.labels),
        "mirror": mirror_document(analysis),
        "people": person_documents(analysis, people),
        "elsewhere": elsewhere_documents(analysis),
    }


def mirror_document(analysis: Analysis) -> dict[str, Any]:
    """Return the mirror (ranking.Mirror) as plain data.

    requests_seen: the stretches [from, to) of LinkedIn's requests. figures: how many of a whole are
    a part, by figure and side. years: the same by year; part, whole and untold are null in a year
    of which nothing could be seen. people: the lists, each in its order.
    """
    mirror = analysis.mirror
    names = analysis.people.set_index("person_id")["name"]
    return {
        "requests_seen": [
            {"from": _iso(start), "to": _iso(end)} for start, end in mirror.requests_seen
        ],
        "figures": _plain(mirror.figures),
        "years": _plain(mirror.years),
        "people": [
            {
                "list": row["list"],
                "person_id": row["person_id"],
                "name": names[row["person_id"]],
                "at": _or_none(row["at"]),
                "days": row["days"],
                "detail": row["detail"],
                "events": list(row["events"]),
            }
            for row in _plain(_with_texts(mirror.people))
        ],
    }


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows, None where a value is missing."""
    plain = frame.astype("object").where(frame.notna(), None)
    records: list[dict[Any, Any]] = plain.to_dict("records")
    return records


def timeline_document(analysis: Analysis, person_id: str) -> dict[str, Any]:
    """Return one person's part of the ranking as plain data."""
    found = (
        person
        for person in (*person_documents(analysis, [person_id]), *elsewhere_documents(analysis))
        if person["person_id"] == person_id
    )
    return {"schema": TIMELINE_SCHEMA, "as_of": _iso(analysis.as_of), "person": next(found)}


def explain_document(analysis: Analysis, first: str, second: str | None = None) -> dict[str, Any]:
    """Return why one person stands where they do, or one above another, as plain data.

    Of two with a rank the one who stands above comes first. `difference` is null for one person.
    KeyError for somebody who is not in Analysis.scores.
    """
    given = [who for who in (first, second) if who is not None]
    records: list[dict[Any, Any]] = analysis.scores.to_dict("records")
    found = {row["person_id"]: row for row in records if row["person_id"] in given}
    rows = {who: found[who] for who in given}
    ids = sorted(rows, key=lambda who: _place(rows[who]))
    parts = {who: parts_of(analysis.evidence, who, analysis.parameters.score) for who in ids}
    return {
        "schema": EXPLAIN_SCHEMA,
        "as_of": _iso(analysis.as_of),
        "people": [_explained(analysis, rows[who], parts[who]) for who in ids],
        "difference": _difference(analysis, [rows[who] for who in ids], parts)
        if second is not None
        else None,
    }


def _place(row: dict[str, Any]) -> float:
    return float("inf") if pd.isna(row["rank"]) else float(row["rank"])


def _explained(analysis: Analysis, row: dict[str, Any], parts: pd.DataFrame) -> dict[str, Any]:
    person = analysis.people.set_index("person_id").loc[row["person_id"]]
    own = analysis.evidence[analysis.evidence["person_id"] == row["person_id"]]
    rules = rules_of(
        row,
        own,
        analysis.parameters.verdict,
        connected=bool(person["connected"]) and not person["doubtful"],
    )
    sides = {side: parts[parts["side"] == side] for side in ("person", "owner")}
    return {
        "rank": None if pd.isna(row["rank"]) else int(row["rank"]),
        "person_id": row["person_id"],
        "name": person["name"],
        "platforms": list(person["platforms"]),
        "verdict": row["verdict"],
        "score": float(row["score"]),
        "low": float(row["low"]),
        "high": float(row["high"]),
        "counts": {name: int(row[name]) for name in COUNTS},
        "signals": _parts(sides["person"]),
        "mirror": {
            "score": float(row["mirror_score"]),
            "low": float(row["mirror_low"]),
            "high": float(row["mirror_high"]),
            "signals": _parts(sides["owner"]),
        },
        "rules": [asdict(rule) for rule in rules],
        "sensitivity": _sensitivity(analysis, row["person_id"]),
    }


def _parts(parts: pd.DataFrame) -> list[dict[str, Any]]:
    shown = parts.assign(at=objects(list(iso(parts["at"])), parts.index))
    records: list[dict[Any, Any]] = shown.to_dict("records")
    return [
        {**_signal(row), "giving": int(row["giving"]), "taking": int(row["taking"])}
        for row in records
    ]


def _sensitivity(analysis: Analysis, person_id: str) -> dict[str, Any] | None:
    frame = analysis.sensitivity
    for row in frame[frame["person_id"] == person_id].to_dict("records"):
        return {
            "score_least": float(row["score_least"]),
            "score_most": float(row["score_most"]),
            "rank_best": int(row["rank_best"]),
            "rank_worst": int(row["rank_worst"]),
            "moved": int(row["moved"]),
            "by": {"signal": row["signal"], "factor": float(row["factor"])}
            if row["signal"]
            else None,
            "next_holds": None if pd.isna(row["next_holds"]) else bool(row["next_holds"]),
        }
    return None


def _difference(
    analysis: Analysis, rows: list[dict[str, Any]], parts: dict[str, pd.DataFrame]
) -> dict[str, Any]:
    """Return what the first score is above the second, signal by signal, and how sure that is."""
    one, two = rows
    table = difference(parts[one["person_id"]], parts[two["person_id"]])
    higher, lower = sorted(rows, key=lambda row: -row["score"])
    turned = turning(
        analysis.evidence, higher["person_id"], lower["person_id"], analysis.parameters
    )
    return {
        "first": one["person_id"],
        "second": two["person_id"],
        "score": float(one["score"] - two["score"]),
        "signals": [
            {name: row[name] for name in ("name", "contribution", "first", "second")}
            for row in table.to_dict("records")
        ],
        "intervals_overlap": bool(one["low"] <= two["high"] and two["low"] <= one["high"]),
        "turned_by": [{"signal": t.signal, "factor": t.factor} for t in turned],
        "tried": len(weightings(analysis.parameters)),
    }


def inspect_document(inspection: Inspection) -> dict[str, Any]:
    """Return what is in the archives, as plain data."""
    counted = Counter(inspection.events["activity"])
    return {
        "schema": INSPECT_SCHEMA,
        "archives": [
            {
                "path": info.path,
                "platform": info.platform,
                "kind": info.kind,
                "confidence": info.confidence,
                "reasons": list(info.reasons),
                "exported_at": _iso(info.exported_at),
                "members": info.members,
                "coverage": info.coverage,
                "advice": info.advice,
                "apart": info.apart,
                "blank_connections": info.blank_connections,
                "duplicates": info.duplicates,
                "drift": [
                    {
                        "member": drift.member,
                        "kind": drift.kind,
                        "new": list(drift.new),
                        "others": drift.others,
                    }
                    for drift in info.drift
                ],
            }
            for info in inspection.exports
        ],
        "problems": [
            {
                "archive": problem.archive,
                "member": problem.member,
                "row": problem.row,
                "kind": problem.kind,
                "hint": problem.hint,
            }
            for problem in inspection.problems
        ],
        "events": dict(sorted(counted.items())),
        "joined": [
            {"ids": list(link.ids), "reasons": list(link.reasons)} for link in inspection.joined
        ],
        "suggestions": [
            {"ids": [one, other], "reason": reason} for one, other, reason in inspection.suggestions
        ],
    }


def person_documents(analysis: Analysis, people: Iterable[str] | None) -> list[dict[str, Any]]:
    """Return the person objects of the contracts, in report order."""
    scores = analysis.scores
    if people is not None:
        scores = scores[scores["person_id"].isin(list(people))]
    shown = set(scores["person_id"])
    known = analysis.people.set_index("person_id")[["name", "platforms"]].to_dict("index")
    stages = _grouped(analysis.stages, shown, _stage)
    signals = _grouped(analysis.signals, shown, _signal)
    return [
        {
            "rank": None if pd.isna(row["rank"]) else int(row["rank"]),
            "person_id": row["person_id"],
            "name": known[row["person_id"]]["name"],
            "platforms": list(known[row["person_id"]]["platforms"]),
            "verdict": row["verdict"],
            "score": float(row["score"]),
            "low": float(row["low"]),
            "high": float(row["high"]),
            "mirror": {
                "score": float(row["mirror_score"]),
                "low": float(row["mirror_low"]),
                "high": float(row["mirror_high"]),
            },
            "counts": {name: int(row[name]) for name in COUNTS},
            **{name: _number(row[name]) for name in REPLIES},
            "signals": signals.get(row["person_id"], []),
            "stages": stages.get(row["person_id"], []),
        }
        for row in scores.to_dict("records")
    ]


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def elsewhere_documents(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the person objects of those whom the user talks to elsewhere, by id."""
    shown = set(analysis.elsewhere["person_id"])
    known = analysis.people.set_index("person_id")[["name", "platforms"]].to_dict("index")
    stages = _grouped(analysis.stages, shown, _stage)
    return [
        {
            **dict.fromkeys(("rank", "verdict", "score", "low", "high", "mirror")),
            "person_id": row["person_id"],
            "name": known[row["person_id"]]["name"],
            "platforms": list(known[row["person_id"]]["platforms"]),
            "elsewhere": row["words"],
            "counts": {name: int(row[name]) for name in COUNTS},
            **{name: _number(row[name]) for name in REPLIES},
            "signals": [],
            "stages": stages.get(row["person_id"], []),
        }
        for row in analysis.elsewhere.to_dict("records")
    ]


def _grouped(
    frame: pd.DataFrame, shown: set[str], row_of: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    chosen = _with_texts(frame[frame["person_id"].isin(shown)])
    found: dict[str, list[dict[str, Any]]] = {}
    records: list[dict[Any, Any]] = chosen.to_dict("records")
    for row in records:
        found.setdefault(row["person_id"], []).append(row_of(row))
    return found


def _with_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose moments are ISO texts."""
    for name in {"at", "at_latest"} & set(frame):
        frame = frame.assign(**{name: objects(list(iso(frame[name])), frame.index)})
    return frame


def _stage(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "stage": row["stage"],
        "at": _or_none(row["at"]),
        "at_latest": row["at_latest"],
        "actor": row["actor"],
        "certainty": row["certainty"],
        "days": None if pd.isna(row["days"]) else int(row["days"]),
        "detail": row["detail"],
        "events": list(row["events"]),
    }


def _signal(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "contribution": float(row["contribution"]),
        "at": _or_none(row["at"]),
        "events": list(row["events"]),
    }


def _or_none(text: object) -> str | None:
    return text if isinstance(text, str) else None


def _export(info: ExportInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "platform": info.platform,
        "kind": info.kind,
        "exported_at": _iso(info.exported_at),
        "coverage": info.coverage,
    }


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
