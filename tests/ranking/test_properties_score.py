"""What holds of every score, interval and rank."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reciprocity.contracts import rank_document
from tests.ranking.proving import proven
from tests.ranking.relationships import Relationship, analysed, circles

if TYPE_CHECKING:
    from typing import Any


@pytest.fixture(autouse=True)
def plain_words() -> None:
    """Let the real words decide what a message is."""


@proven(5, circle=circles(most=24))
def test_scores(tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship]) -> None:
    people = rank_document(analysed(tmp_path_factory.mktemp("circle"), circle))["people"]
    for person in people:
        _adds_up(person)
        _rests_on_more_than_a_message(person)
    _ranks_follow_scores(people)


def _adds_up(person: dict[str, Any]) -> None:
    signals = [signal["contribution"] for signal in person["signals"]]
    assert abs(sum(signals) - person["score"]) < 1e-12
    for of in (person, person["mirror"]):
        assert -1 <= of["low"] <= of["score"] <= of["high"] <= 1


def _rests_on_more_than_a_message(person: dict[str, Any]) -> None:
    """Whoever passed one message and nothing else is an acquaintance at most, at the prior."""
    counts = person["counts"]
    if counts["messages_sent"] + counts["messages_received"] == 1 and counts["acts"] <= 1:
        assert person["verdict"] in {"not_enough_evidence", "acquaintance"}
        assert person["verdict"] == "not_enough_evidence" or person["score"] <= 0


def _ranks_follow_scores(people: list[dict[str, Any]]) -> None:
    ranked = [person for person in people if person["verdict"] != "not_enough_evidence"]
    assert people[: len(ranked)] == ranked
    assert [person["rank"] for person in ranked] == list(range(1, len(ranked) + 1))
    assert all(before["score"] >= after["score"] for before, after in pairwise(ranked))
    assert all(person["rank"] is None for person in people[len(ranked) :])
