"""What a score is made of, what parts two of them, and which rule decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.analysis import analyse_sample
from reciprocity.contracts import explain_document, rank_document
from reciprocity.ranking.rules import ORDER
from reciprocity.ranking.verdicts import VERDICTS
from tests.ranking.pairs import ONE_ACT, ONE_SIDED, RECIPROCAL, SECOND_ACTS, Pair, analysed
from tests.timeline.stories import ANN

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis

_PAIRS = {
    **SECOND_ACTS,
    **ONE_ACT,
    "reciprocal": RECIPROCAL,
    "one-sided": ONE_SIDED,
    "one-sided from them": ONE_SIDED.mirrored(),
    "from your side": SECOND_ACTS["first words after a silence"].mirrored(),
}


@pytest.fixture(scope="module")
def sample() -> Analysis:
    return analyse_sample()


@pytest.fixture(scope="module")
def explained(sample: Analysis) -> list[dict[str, Any]]:
    """Return what is said of everybody in the sample, in its order."""
    return [explain_document(sample, person)["people"][0] for person in sample.scores["person_id"]]


def _fits(rule: dict[str, Any]) -> bool:
    return all(condition["met"] is not False for condition in rule["conditions"])


def _checked(person: dict[str, Any]) -> None:
    """Check that the rules say what the verdict says."""
    assert [rule["verdict"] for rule in person["rules"]] == list(ORDER)
    decided = [rule for rule in person["rules"] if rule["decided"]]
    assert [rule["verdict"] for rule in decided] == [
        name for name in ORDER if name == person["verdict"]
    ]
    for rule in decided:
        assert all(condition["met"] is True for condition in rule["conditions"])
    earlier = ORDER[: ORDER.index(person["verdict"])] if decided else ORDER
    for rule in person["rules"]:
        if rule["verdict"] in earlier:
            # What the archive was seen to hold is not kept, so that met may be unknown, never true.
            assert not all(condition["met"] is True for condition in rule["conditions"])


def test_the_rules_agree_with_every_verdict_of_the_sample(explained: list[dict[str, Any]]) -> None:
    assert {person["verdict"] for person in explained} >= set(VERDICTS) - {"one_sided_you"}
    for person in explained:
        _checked(person)


@pytest.mark.parametrize("name", _PAIRS)
def test_the_rules_agree_with_the_verdict_of_a_pair(name: str) -> None:
    pair: Pair = _PAIRS[name]
    _checked(explain_document(analysed(pair), ANN)["people"][0])


def test_rules_tell_what_is_asked_for_and_what_was_found() -> None:
    person = explain_document(analysed(ONE_SIDED), ANN)["people"][0]
    rules = {rule["verdict"]: rule["conditions"] for rule in person["rules"]}
    assert person["verdict"] == "one_sided_you"
    assert [(c["name"], c["needed"], c["found"], c["met"]) for c in rules["one_sided_you"]] == [
        ("acts", 4, 10, True),
        ("giving_more", 1, 10, True),
        ("chance", 0.05, pytest.approx(0.5**10), True),
    ]
    they = next(c for c in rules["reciprocal"] if c["name"] == "acts_by_them")
    assert (they["needed"], they["found"], they["met"]) == (2, 0, False)


def test_the_parts_add_up_to_both_scores(sample: Analysis, explained: list[dict[str, Any]]) -> None:
    document = {person["person_id"]: person for person in rank_document(sample)["people"]}
    for person in explained:
        for scored in (person, person["mirror"]):
            assert sum(s["contribution"] for s in scored["signals"]) == pytest.approx(
                scored["score"], abs=1e-12
            )
            sizes = [abs(signal["contribution"]) for signal in scored["signals"]]
            assert sizes == sorted(sizes, reverse=True)
        known = {s["name"]: s for s in document[person["person_id"]]["signals"]}
        for signal in person["signals"]:
            same = ("contribution", "at", "events")
            assert [signal[n] for n in same] == [known[signal["name"]][n] for n in same]
            assert (signal["giving"] + signal["taking"] == 0) == (signal["name"] == "prior")


def test_the_difference_adds_up_signal_by_signal(sample: Analysis) -> None:
    scores = sample.scores.set_index("person_id")
    for below, above in [pair[::-1] for pair in pairwise(scores.index[::12])]:
        document = explain_document(sample, below, above)
        difference = document["difference"]
        one, two = document["people"]
        if one["rank"] is not None:
            assert (one["person_id"], two["person_id"]) == (above, below)
        assert difference["first"] == one["person_id"]
        assert difference["score"] == one["score"] - two["score"]
        parts = difference["signals"]
        assert sum(p["contribution"] for p in parts) == pytest.approx(
            difference["score"], abs=1e-12
        )
        for part in parts:
            assert part["contribution"] == part["first"] - part["second"]
        assert {p["name"] for p in parts} == {
            s["name"] for person in (one, two) for s in person["signals"]
        }
        apart = one["low"] > two["high"] or two["low"] > one["high"]
        assert difference["intervals_overlap"] is not apart
    assert explain_document(sample, above)["difference"] is None


def test_an_order_that_turns_is_one_that_does_not_hold(sample: Analysis) -> None:
    """What is said of two neighbours agrees with what is said of the list."""
    table = sample.sensitivity
    ranked = sample.scores.loc[sample.scores["rank"].notna(), "person_id"].tolist()
    assert table["person_id"].tolist() == ranked
    for place in (*range(12), *range(len(ranked) - 20, len(ranked) - 1)):
        found = explain_document(sample, ranked[place], ranked[place + 1])["difference"]
        assert bool(found["turned_by"]) is not bool(table["next_holds"][place])
        assert found["tried"] == 36


def test_nobody_is_a_key_error(sample: Analysis) -> None:
    with pytest.raises(KeyError):
        explain_document(sample, "linkedin:nobody")
