"""Whether the order holds under other weightings, against the whole way computed again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from reciprocity.parameters import default_parameters
from reciprocity.ranking.score import contributions, scores, weigh
from reciprocity.ranking.sensitivity import COLUMNS, reweighed, sensitivity, turning, weightings

if TYPE_CHECKING:
    from reciprocity.parameters import ScoreParameters

PARAMETERS = default_parameters()
_GIVING = ("answers", "thanks", "openings", "questions", "endorsements")
_TAKING = ("answers", "thanks", "pitches", "pitch_first_words", "imbalance")


def acts(*rows: tuple[str, str, bool], side: str = "person") -> pd.DataFrame:
    """Return evidence from person, signal and whether it gives, a day apart."""
    return pd.DataFrame(
        {
            "person_id": pd.Series([person for person, _, _ in rows], dtype="str"),
            "side": side,
            "signal": [signal for _, signal, _ in rows],
            "gives": [gives for _, _, gives in rows],
            "amount": 1.0,
            "at": pd.date_range("2023-01-01", periods=len(rows), freq="D", tz="UTC"),
            "events": [(f"e{n}",) for n in range(len(rows))],
        }
    )


def many(people: int, number: int) -> pd.DataFrame:
    """Return evidence of many people, both sides, drawn with a fixed seed."""
    dice = np.random.default_rng(7)
    rows = []
    for _ in range(number):
        gives = bool(dice.random() < 0.6)
        signal = str(dice.choice(_GIVING if gives else _TAKING))
        rows.append((f"p{dice.integers(people):03}", signal, gives))
    return pd.concat([acts(*rows), acts(*rows[::3], side="owner")], ignore_index=True)


def weighed(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return what acts weigh by the parameters that ship."""
    return weigh(evidence, PARAMETERS.score)


def whole_way(evidence: pd.DataFrame, people: pd.Series, score: ScoreParameters) -> pd.Series:
    """Return the scores by the very calls that rank_people makes."""
    weights = weigh(evidence, score)
    signals = contributions(weights, people, "person", score)
    return scores(weights, signals, people, "person", score)["score"].loc[people]


def ranked(evidence: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Return person_id and rank as Ranking.scores has them, ties by id."""
    found = whole_way(evidence, pd.Series(ids, dtype="str"), PARAMETERS.score).round(12)
    order = found.reset_index().set_axis(["person_id", "score"], axis=1)
    order = order.sort_values(["score", "person_id"], ascending=[False, True])
    return order.assign(rank=pd.array(range(1, len(order) + 1), dtype="Int64"))


def test_every_weight_and_the_prior_are_halved_and_doubled_one_at_a_time() -> None:
    names = {*PARAMETERS.score.give, *PARAMETERS.score.take, "prior"}
    tried = weightings(PARAMETERS)
    assert [(t.signal, t.factor) for t in tried if t.factor == 0.5] == [
        (t.signal, 0.5) for t in tried if t.factor == 2.0
    ]
    assert {t.signal for t in tried} == names
    assert len(tried) == 2 * len(names)
    for weighting in tried:
        changed: dict[str, Any] = {
            side: {
                name: weight.cap / getattr(PARAMETERS.score, side)[name].cap
                for name, weight in getattr(weighting.score, side).items()
                if weight != getattr(PARAMETERS.score, side)[name]
            }
            for side in ("give", "take")
        }
        sides = [s for s in changed if weighting.signal in getattr(PARAMETERS.score, s)]
        assert changed == {
            s: {weighting.signal: weighting.factor} if s in sides else {} for s in changed
        }
        prior = weighting.factor if weighting.signal == "prior" else 1.0
        assert weighting.score.prior_give == PARAMETERS.score.prior_give * prior
        assert weighting.score.prior_take == PARAMETERS.score.prior_take * prior


def test_scores_are_those_of_the_whole_way() -> None:
    evidence = many(60, 500)
    people = pd.Series([f"p{n:03}" for n in range(65)], dtype="str")
    base, others = reweighed(weighed(evidence), people, PARAMETERS)
    assert base == pytest.approx(whole_way(evidence, people, PARAMETERS.score), abs=1e-11)
    for found, weighting in zip(others, weightings(PARAMETERS), strict=True):
        assert found == pytest.approx(whole_way(evidence, people, weighting.score), abs=1e-11)
    assert np.ptp(others, axis=0)[60:].max() == 0


def test_ranks_are_those_of_a_list_sorted_anew() -> None:
    evidence = many(40, 300)
    table = ranked(evidence, [f"p{n:03}" for n in range(42)])
    found = sensitivity(weighed(evidence), table, PARAMETERS)
    assert tuple(found.columns) == COLUMNS
    ids = list(table["person_id"])
    people = table["person_id"].reset_index(drop=True)
    ranks, held = [], []
    every = [whole_way(evidence, people, PARAMETERS.score).to_numpy()]
    for weighting in weightings(PARAMETERS):
        new = whole_way(evidence, people, weighting.score).round(12)
        order = sorted(ids, key=lambda who: (-new[who], ids.index(who)))
        ranks.append([order.index(who) + 1 for who in ids])
        held.append([new[a] >= new[b] for a, b in pairwise(ids)])
        every.append(new.to_numpy())
    own = list(range(1, len(ids) + 1))
    assert list(found["person_id"]) == ids
    assert list(found["rank_best"]) == list(np.min([own, *ranks], axis=0))
    assert list(found["rank_worst"]) == list(np.max([own, *ranks], axis=0))
    assert list(found["next_holds"])[:-1] == list(np.all(held, axis=0))
    assert found["next_holds"].isna().tolist() == [False] * (len(ids) - 1) + [True]
    for column, bound in (("score_least", np.min), ("score_most", np.max)):
        assert found[column].to_numpy() == pytest.approx(bound(every, axis=0), abs=1e-11)
    assert (found["rank_best"] < found["rank_worst"]).any()
    for row in found.to_dict("records"):
        moved = [r[ids.index(row["person_id"])] - own[ids.index(row["person_id"])] for r in ranks]
        assert abs(row["moved"]) == max(map(abs, moved))
        tried = [(t.signal, t.factor) for t in weightings(PARAMETERS)]
        if row["moved"]:
            assert moved[tried.index((row["signal"], row["factor"]))] == row["moved"]
        else:
            assert (row["signal"], row["factor"]) == ("", 1.0)


def test_a_score_stays_within_its_range() -> None:
    evidence = many(20, 200)
    table = ranked(evidence, [f"p{n:03}" for n in range(20)])
    found = sensitivity(weighed(evidence), table, PARAMETERS)
    assert (found["score_least"].to_numpy() <= table["score"].to_numpy() + 1e-12).all()
    assert (found["score_most"].to_numpy() >= table["score"].to_numpy() - 1e-12).all()


def test_two_alike_keep_their_order_in_all() -> None:
    evidence = acts(*((who, "questions", True) for who in "abab"))
    found = sensitivity(weighed(evidence), ranked(evidence, ["a", "b"]), PARAMETERS)
    assert found["moved"].tolist() == [0, 0]
    assert found["next_holds"].tolist() == [True, pd.NA]


def test_the_weighting_that_turns_an_order_is_named() -> None:
    """By hand: a has one question (6 * 1/5 = 1.2), b two openings (2 * 2/5 = 0.8)."""
    evidence = acts(("a", "questions", True), ("b", "openings", True), ("b", "openings", True))
    parameters = replace(
        PARAMETERS,
        score=replace(
            PARAMETERS.score,
            give={
                **PARAMETERS.score.give,
                "questions": replace(PARAMETERS.score.give["questions"], cap=6.0, half=4.0),
                "openings": replace(PARAMETERS.score.give["openings"], cap=2.0, half=3.0),
            },
        ),
    )
    turned = [(t.signal, t.factor) for t in turning(evidence, "a", "b", parameters)]
    assert turned == [("openings", 2.0), ("questions", 0.5)]
    table = pd.DataFrame({"person_id": ["a", "b"], "rank": [1, 2]})
    found = sensitivity(weigh(evidence, parameters.score), table, parameters)
    assert found["moved"].tolist() == [1, -1]
    assert found["next_holds"].tolist() == [False, pd.NA]


def test_only_the_ranked_are_looked_at() -> None:
    evidence = acts(("a", "questions", True), ("b", "openings", True))
    table = ranked(evidence, ["a", "b"])
    table.loc[table["person_id"] == "b", "rank"] = pd.NA
    assert sensitivity(weighed(evidence), table, PARAMETERS)["person_id"].tolist() == ["a"]
    table["rank"] = pd.NA
    nobody = sensitivity(weighed(evidence), table, PARAMETERS)
    assert tuple(nobody.columns) == COLUMNS
    assert nobody.empty


def test_what_acts_of_a_signal_weigh_rests_on_them_alone() -> None:
    evidence = many(30, 300)
    whole = weighed(evidence).set_index(["person_id", "side", "signal"])
    for signal, own in evidence.groupby("signal"):
        alone = weighed(own).set_index(["person_id", "side", "signal"])
        rows = whole[whole.index.get_level_values("signal") == signal]
        assert alone[["give", "take"]].equals(rows[["give", "take"]])


def test_what_acts_weigh_is_in_proportion_to_their_signal() -> None:
    """reweighed rests on this: it weighs the acts once for all weightings."""
    evidence = many(30, 300)
    whole = weighed(evidence)
    for weighting in weightings(PARAMETERS):
        factors = np.where(whole["signal"] == weighting.signal, weighting.factor, 1.0)
        changed = weigh(evidence, weighting.score)
        for way in ("give", "take"):
            assert changed[way].to_numpy() == pytest.approx(whole[way] * factors, abs=1e-15)
