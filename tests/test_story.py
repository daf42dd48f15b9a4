"""Story 1 on the sample: every step with its date, its evidence and the length of the silence."""

from __future__ import annotations

from typing import Any

import pytest

from reciprocity import analyse, rank_document
from reciprocity.sample import STORY_PERSON
from tests.cli.running import FIRST, LATER, SAMPLES

_OLD = SAMPLES / "old_format"


def _person(*exports: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    people = rank_document(analyse(list(exports)))["people"]
    (person,) = [person for person in people if person["name"] == STORY_PERSON]
    return person, people


@pytest.fixture(
    scope="module", params=[(FIRST, LATER), (_OLD / FIRST.name, _OLD / LATER.name)],
    ids=["newest format", "old format"],
)  # fmt: skip
def both(request: pytest.FixtureRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return _person(*request.param)


def test_the_stages_in_order(both: Any) -> None:
    person, _ = both
    told = [
        (
            s["stage"],
            s["actor"],
            s["certainty"],
            (s["at"] or "")[:10],
            s["at_latest"][:10],
            s["days"],
        )
        for s in person["stages"]
    ]
    assert told == [
        ("request", "unknown", "inferred", "", "2015-08-23", None),
        ("accept", "unknown", "observed", "2015-08-23", "2015-08-23", None),
        ("thanks", "owner", "observed", "2015-08-24", "2015-08-24", None),
        ("silence", "unknown", "observed", "2015-08-24", "2015-08-24", 1990),
        ("pitch", "person", "observed", "2021-02-03", "2021-02-03", None),
        ("decline", "owner", "observed", "2021-02-10", "2021-02-10", None),
        ("reply", "person", "observed", "2021-02-10", "2021-02-10", None),
        ("removal", "unknown", "observed", "2021-02-10", "2021-02-11", None),
    ]


def test_the_details(both: Any) -> None:
    person, _ = both
    detail = {stage["stage"]: stage["detail"] for stage in person["stages"]}
    assert detail["request"] == {"note": False}
    assert detail["accept"] == {"note_row": None}
    assert detail["thanks"] == {"answered": False}
    assert detail["silence"] == {
        "until": "2021-02-03T14:26:11Z", "broken_by": "person", "ongoing": False,
    }  # fmt: skip
    assert detail["pitch"]["probability"] > 0.9
    assert {"about_self", "asks_more_than_gives", "token_small_talk", "wants_audience"} <= set(
        detail["pitch"]["descriptors"]
    )
    assert detail["decline"] == {"of": "pitch"}
    assert detail["reply"] == {"to": "decline"}
    assert detail["removal"]["days_after_decline"] == 1
    assert len(detail["removal"]["explanations"]) > 2


def test_the_verdict_and_the_place(both: Any) -> None:
    person, people = both
    others = [p["rank"] for p in people if p["rank"] and p["verdict"] != "extractive"]
    assert person["verdict"] == "extractive"
    assert person["rank"] > max(others)


@pytest.mark.parametrize("later", [LATER, _OLD / LATER.name], ids=["newest format", "old format"])
def test_the_later_download_alone_only_suspects(later: Any) -> None:
    person, _ = _person(later)
    request, accept, *_, removal = person["stages"]
    assert (request["stage"], request["detail"]) == ("request", {"note": None})
    assert (accept["stage"], accept["at"], accept["certainty"]) == ("accept", None, "inferred")
    assert accept["at_latest"] == "2015-08-24T09:12:40Z"
    assert (removal["stage"], removal["certainty"]) == ("removal", "inferred")
    assert removal["detail"]["candidate"] is True
    assert any("never connected" in other for other in removal["detail"]["explanations"])


def test_both_formats_give_one_log() -> None:
    """Apart from addresses (an id then rests on the name) and line breaks, which the old lacks."""
    logs = []
    for folder in (SAMPLES, _OLD):
        analysis = analyse([folder / FIRST.name, folder / LATER.name])
        names = dict(zip(analysis.people["person_id"], analysis.people["name"], strict=True))
        log = analysis.events.assign(
            person=analysis.events["person_id"].map(names).fillna("a voice in a group"),
            text=analysis.events["text"].fillna("").str.replace(r"\s+", "", regex=True),
        )
        known = ["person", "activity", "at", "at_latest", "precision", "actor", "certainty",
                 "channel", "is_group", "text"]  # fmt: skip
        rows = log[known].astype(str).sort_values(known).to_numpy().tolist()
        logs.append(rows)
    assert logs[0] == logs[1]
    assert len(logs[0]) > 1_400
