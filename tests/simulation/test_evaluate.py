"""How well the ranking recovers what is true of simulated people."""

from __future__ import annotations

import pandas as pd
import pytest
from simulation.evaluate import View, confusion, figures, judged, roc_auc, seen, without
from simulation.world import Missing

from reciprocity.parameters import default_parameters

# character, extractive, reciprocity, verdict, rank, score, low, high
ROWS = pd.DataFrame(
    [
        ("friend", "false", 0.9, "reciprocal", 1, 0.8, 0.6, 0.95),
        ("friend", "false", 0.7, "reciprocal", 2, 0.1, -0.1, 0.3),
        ("collector", "", 0.0, "not_enough_evidence", None, 0.0, -0.9, 0.9),
        ("slapper", "true", -0.8, "extractive", 4, -0.7, -0.9, -0.2),
        ("slapper", "true", -0.6, "not_enough_evidence", None, 0.1, -0.8, 0.9),
    ],
    columns=["character", "extractive", "reciprocity", "verdict", "rank", "score", "low", "high"],
)


def test_roc_auc_is_the_share_of_pairs_in_order() -> None:
    """Of four pairs three are in order, and one is a tie: 3.5 of 4."""
    assert roc_auc(ROWS) == (3 + 0.5) / 4


def test_figures() -> None:
    found = figures(ROWS)
    assert found["people"] == 5
    assert found["covered by 90 %"] == 4 / 5
    assert found["not enough evidence"] == 2 / 5
    assert found["width"] == pytest.approx((0.35 + 0.4 + 1.8 + 0.7 + 1.7) / 5)


def test_confusion_counts_characters_by_verdict() -> None:
    lines = [line.split() for line in confusion(ROWS).splitlines()]
    assert lines[0][1:] == ["true", "extractive", "not_enough_evidence", "reciprocal"]
    assert lines[2:] == [
        ["friend", "0.8", "0", "0", "2"],
        ["collector", "0.0", "0", "1", "0"],
        ["slapper", "-0.7", "1", "1", "0"],
    ]


def test_a_signal_without_weight_changes_scores() -> None:
    world = seen(View(seed=301), 60)
    parameters = default_parameters()
    plain, less = judged(world), judged(world, without("answers", parameters))
    assert plain["slug"].equals(less["slug"])
    assert (plain["score"] - less["score"]).abs().max() > 0.1
    assert parameters.score.give["answers"].cap > 0


def test_the_ranking_recovers_the_truth() -> None:
    """The figures that docs/method.md states for more and larger worlds."""
    rows = pd.concat([judged(seen(View(seed=seed), 300)) for seed in (302, 303)])
    found = figures(rows[rows["verdict"].notna()])
    assert found["ROC-AUC"] >= 0.96
    assert found["rank correlation"] >= 0.8
    assert 0.85 <= found["covered by 90 %"] <= 0.95
    assert figures(rows[rows["acts"] >= 10])["not enough evidence"] <= 0.25


def test_what_cannot_be_seen_is_no_reason_for_a_verdict() -> None:
    """Without messages nobody is extractive, and nobody is reciprocal."""
    rows = judged(seen(View(seed=304, downloads=1, missing=Missing.MESSAGES), 100))
    assert set(rows["verdict"].dropna()) <= {"not_enough_evidence", "acquaintance"}
