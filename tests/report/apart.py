"""The factory's analysis with somebody the owner talks to elsewhere, and places that move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from reciprocity.ranking import COUNTS, REPLIES
from tests.report.factory import make_analysis

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis

DAN = "linkedin:dan"


def with_elsewhere(analysis: Analysis, told: dict[str, str]) -> Analysis:
    """Return the analysis with these people (id -> words) taken out of what is judged."""
    ids = sorted(told)
    scores = analysis.scores
    apart = scores[scores["person_id"].isin(ids)].set_index("person_id")[[*COUNTS, *REPLIES]]
    table = apart.loc[ids].reset_index()
    kept = scores[~scores["person_id"].isin(ids)].reset_index(drop=True)
    known = kept["rank"].notna()
    kept["rank"] = known.astype("Int64").cumsum().where(known)
    return replace(
        analysis,
        scores=kept,
        signals=analysis.signals[~analysis.signals["person_id"].isin(ids)],
        elsewhere=table.assign(words=[told[person] for person in ids]),
        mirror=replace(
            analysis.mirror,
            people=analysis.mirror.people[~analysis.mirror.people["person_id"].isin(ids)],
        ),
    )


def sensitivity(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return rows of Analysis.sensitivity; what is not given stands firm."""
    firm = {
        "score_least": 0.1, "score_most": 0.2, "rank_best": 1, "rank_worst": 1, "moved": 0,
        "signal": "", "factor": 1.0, "next_holds": True,
    }  # fmt: skip
    return pd.DataFrame([{**firm, **row} for row in rows])


def make_apart() -> Analysis:
    """Return the factory's analysis: Dan Gift is family, one place is firm, one is not."""
    analysis = with_elsewhere(make_analysis(), {DAN: "family, we phone"})
    firm, loose = analysis.scores["person_id"].iloc[:2]
    return replace(
        analysis,
        sensitivity=sensitivity(
            {"person_id": firm},
            {"person_id": loose, "rank_best": 2, "rank_worst": 5, "moved": 3,
             "signal": "openings", "factor": 0.5, "next_holds": False},
        ),
    )  # fmt: skip
