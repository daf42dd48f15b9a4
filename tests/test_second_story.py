"""Story 2 on the sample: the list owner, and both platforms in one ranking."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity import analyse, rank_document, render_report
from reciprocity.sample.facebook import STORY_PERSON, STORY_PRINCIPAL
from tests.cli.running import (
    FACEBOOK_FIRST,
    FACEBOOK_LATER,
    FACEBOOK_PENDING,
    FIRST,
    LATER,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity import Analysis


def _person(analysis: Analysis, name: str = STORY_PERSON) -> dict[str, Any]:
    people: list[dict[str, Any]] = rank_document(analysis)["people"]
    (person,) = [person for person in people if person["name"] == name]
    return person


def _told(person: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("stage", "actor", "certainty", "at", "at_latest", "days")
    return [tuple(stage[key] for key in keys) for stage in person["stages"]]


@pytest.fixture(scope="module")
def both() -> Analysis:
    return analyse([FACEBOOK_FIRST, FACEBOOK_LATER])


@pytest.fixture(scope="module")
def everything() -> Analysis:
    return analyse([FIRST, FACEBOOK_LATER, LATER, FACEBOOK_FIRST])


def test_the_stages_in_order(both: Analysis) -> None:
    asked, wrote = "2020-06-14T18:22:31Z", "2020-12-17T11:42:07Z"
    assert _told(_person(both)) == [
        ("request", "owner", "observed", asked, asked, None),
        ("silence", "unknown", "observed", asked, asked, 185),
        ("pitch", "person", "observed", wrote, wrote, None),
        ("withdrawal", "unknown", "inferred", "2021-01-15T19:42:20Z", "2021-02-10T04:05:40Z", None),
    ]


def test_the_details(both: Analysis) -> None:
    detail = {stage["stage"]: stage["detail"] for stage in _person(both)["stages"]}
    assert detail["request"] == {"note": None}
    assert detail["silence"] == {
        "until": "2020-12-17T11:42:07Z", "broken_by": "person", "ongoing": False,
    }  # fmt: skip
    pitch = detail["pitch"]
    assert {"third_party", "wants_audience"} <= set(pitch["descriptors"])
    assert pitch["channel"] == "message_request"
    assert pitch["conversation_gone"] == ["2021-01-15T19:44:52Z", "2021-02-09T20:08:10Z"]
    explanations = detail["withdrawal"]["explanations"]
    assert explanations[0] == "the request was cancelled"
    assert not [each for each in explanations if "expired" in each]


def test_the_verdict(both: Analysis) -> None:
    person = _person(both)
    signals = {signal["name"]: signal["contribution"] for signal in person["signals"]}
    assert person["verdict"] == "extractive"
    assert set(signals) == {"prior", "pitches", "pitch_first_words", "request_ignored"}
    assert sum(signals.values()) == pytest.approx(person["score"], abs=1e-12)
    assert person["counts"]["messages_sent"] == 0
    others = [p["rank"] for p in rank_document(both)["people"] if p["rank"]]
    assert person["rank"] == max(others)


def test_a_request_that_stays_pending() -> None:
    person = _person(analyse([FACEBOOK_PENDING]))
    assert [stage["stage"] for stage in person["stages"]] == ["request", "silence", "pitch"]
    assert person["stages"][-1]["detail"]["channel"] == "message_request"
    assert "conversation_gone" not in person["stages"][-1]["detail"]
    assert person["verdict"] == "extractive"


def test_the_timeline_tells_it_step_by_step() -> None:
    told = run("timeline", FACEBOOK_FIRST, FACEBOOK_LATER, "--person", STORY_PERSON)
    assert told.code == 0
    words = " ".join(told.out.decode().split())
    steps = [
        f"You sent {STORY_PERSON} a friend request. It was never accepted",
        f"it was still open when {STORY_PERSON} wrote on 17 December 2020",
        "Silence for 6 months (185 days)",
        "pitched to you through a message request",
        "speaks on behalf of somebody else; wants your audience",
        f"{STORY_PRINCIPAL}: this archive knows nothing of them",
        "You accepted the message request on 17 December 2020; no answer of yours",
        "the conversation went from your archive: deleted by you",
        "The friend request was still open on 15 January 2021 and gone by 10 February 2021",
        "it could be: the request was cancelled",
    ]
    places = [words.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


def test_one_ranking_of_both_platforms(everything: Analysis) -> None:
    document = rank_document(everything)
    platforms = {tuple(person["platforms"]) for person in document["people"]}
    assert platforms == {("linkedin",), ("facebook",), ("linkedin", "facebook")}
    assert [export["platform"] for export in document["exports"]].count("facebook") == 2
    ranks = [person["rank"] for person in document["people"] if person["rank"]]
    scores = [person["score"] for person in document["people"] if person["rank"]]
    assert ranks == list(range(1, len(ranks) + 1))
    assert scores == sorted(scores, reverse=True)
    worst = {p["name"] for p in document["people"] if p["verdict"] == "extractive"}
    assert {STORY_PERSON, "Desmond Harkwell"} <= worst


def test_a_person_on_both_is_one(everything: Analysis) -> None:
    person = _person(everything, "Zoë Łukaszek")
    assert person["platforms"] == ["linkedin", "facebook"]
    log = everything.events.set_index("event_id")["platform"]
    stages = {str(log[stage["events"][0]]) for stage in person["stages"] if stage["events"]}
    assert stages == {"linkedin", "facebook"}
    assert [link.ids[0] for link in everything.joined] == [person["person_id"]]


def test_neither_story_changes_beside_the_other(everything: Analysis, both: Analysis) -> None:
    assert _told(_person(everything)) == _told(_person(both))
    linkedin = analyse([FIRST, LATER])
    name = "Desmond Harkwell"
    assert _person(everything, name)["stages"] == _person(linkedin, name)["stages"]
    # The owner's thank-yous on Facebook tell a little of how usual an answer is.
    scores = [_person(of, name)["score"] for of in (everything, linkedin)]
    assert scores[0] == pytest.approx(scores[1], abs=0.005)


def test_the_report_offers_its_suggestions_as_a_file(everything: Analysis, tmp_path: Path) -> None:
    page = render_report(everything)
    (block,) = re.findall(r'<pre id="choices"[^>]*>(.*?)</pre>', page, re.DOTALL)
    text = block.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
    pairs = {frozenset(pair) for pair in tomllib.loads(text)["same"]}
    assert frozenset({"linkedin:samuel-oduya-4c5154466", "facebook:name/sam oduya"}) in pairs
    file = tmp_path / "people.toml"
    file.write_text(text, encoding="utf-8")
    ranked = run("rank", LATER, FACEBOOK_LATER, "--people", file, "--format", "json").document
    joined = {p["person_id"] for p in ranked["people"] if len(p["platforms"]) == 2}
    assert "linkedin:samuel-oduya-4c5154466" in joined
