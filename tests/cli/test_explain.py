"""`rank --explain`: one person, two, in text and JSON, and whom it does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reciprocity.cli.options import with_second
from tests.cli.running import FIRST, LATER, call, run
from tests.exports import NAME, PROFILE, connections, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path

EXPERT, FRIEND = "Desmond Harkwell", "Samuel Oduya"


def test_one_person_is_explained() -> None:
    outcome = run("rank", FIRST, LATER, "--explain", EXPERT)
    shown = outcome.out.decode()
    assert (outcome.code, outcome.err) == (0, "")
    places = [
        shown.find(words)
        for words in (
            "Desmond Harkwell (LinkedIn)\n  Extractive. They pitched",
            "  Rank ",
            "What makes the score: \u2212",
            "Connection gone after a no: the connection was gone soon after a no (1 act; newest",
            "Thank-you notes: a thank-you went unanswered (1 act; newest 24 August 2015)",
            "The mirror, your side by the same rules: 0.00 (",
            "Why this verdict\n  The first rule that fits is that for \u201cExtractive\u201d:",
            "    a pitch from them (here 1)",
            "    one more kind of act of theirs that points the same way (here 3)",
            "What another verdict would need",
            "  Extractive from your side: a pitch from you (here 0);",
            "How firm the place is\n  It ",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert "What the archive cannot see" not in shown


def test_near_a_one_sided_verdict_stands_how_to_say_that_one_phones() -> None:
    shown = call("rank", LATER, "--explain", "Kofi Amankrah").out.decode()
    assert "  One-sided: they invest. " in shown
    assert "may look one-sided here" in shown
    assert re.search(
        r"\n    \[elsewhere\]\n    \"linkedin:kofi-amankrah-\w+\" = \"we phone\"", shown
    )


@pytest.mark.parametrize(
    "names", [[EXPERT, FRIEND], ["--explain", FRIEND, EXPERT], [EXPERT, "--explain", FRIEND]]
)
def test_of_two_the_one_who_stands_above_comes_first(names: list[str]) -> None:
    arguments = names if names[0] == "--explain" else ["--explain", *names]
    outcome = call("rank", FIRST, LATER, *arguments)
    shown = outcome.out.decode()
    assert outcome.code == 0
    assert "Why Samuel Oduya stands above Desmond Harkwell\n  The scores differ by +" in shown
    assert "The two intervals do not overlap." in shown
    assert "would the lower score be the higher one." in shown


def test_the_names_may_stand_before_the_exports() -> None:
    shown = call("rank", "--explain", EXPERT, FRIEND, FIRST, LATER).out.decode()
    assert "Why Samuel Oduya stands above Desmond Harkwell" in shown


def test_an_order_that_is_not_sure_is_told_so() -> None:
    shown = call("rank", FIRST, LATER, "--explain", FRIEND, "Jörg Wendelmuth").out.decode()
    assert "The two intervals overlap: the order of the two is not sure." in shown
    assert re.search(r"Of the 36 other weightings tried, \d+ would turn it round: if \u201c", shown)


def test_somebody_without_a_rank_stands_neither_above_nor_below() -> None:
    document = call("rank", LATER, "--format", "json").document
    nobody = document["people"][-1]
    assert nobody["rank"] is None
    outcome = call("rank", LATER, "--explain", nobody["person_id"], EXPERT)
    shown = outcome.out.decode()
    assert "has no rank, so that neither stands above the other." in shown
    assert "stands above " not in shown.replace("neither stands above", "")
    alone = call("rank", LATER, "--explain", nobody["person_id"]).out.decode()
    assert "  No rule fits: too little, or too mixed, for a verdict." in alone
    assert "Without a rank there is no place that could change." in alone


def test_json_keeps_its_contract() -> None:
    outcome = call("rank", FIRST, LATER, "--explain", EXPERT, FRIEND, "--format", "json")
    document = outcome.document
    assert set(document) == {"schema", "as_of", "people", "difference"}
    assert document["schema"] == "reciprocity.explain/1"
    assert [person["name"] for person in document["people"]] == [FRIEND, EXPERT]
    ranking = call("rank", FIRST, LATER, "--format", "json").document
    for person in document["people"]:
        (known,) = [p for p in ranking["people"] if p["person_id"] == person["person_id"]]
        for name in ("rank", "name", "platforms", "verdict", "score", "low", "high", "counts"):
            assert person[name] == known[name]
        assert {n: person["mirror"][n] for n in known["mirror"]} == known["mirror"]
        for signal in (*person["signals"], *person["mirror"]["signals"]):
            assert set(signal) == {"name", "contribution", "at", "events", "giving", "taking"}
        for rule in person["rules"]:
            assert set(rule) == {"verdict", "decided", "conditions"}
            for condition in rule["conditions"]:
                assert set(condition) == {"name", "needed", "found", "met"}
        assert set(person["sensitivity"]) == {
            "score_least", "score_most", "rank_best", "rank_worst", "moved", "by", "next_holds",
        }  # fmt: skip
    assert set(document["difference"]) == {
        "first", "second", "score", "signals", "intervals_overlap", "turned_by", "tried",
    }  # fmt: skip
    alone = call("rank", LATER, "--explain", EXPERT, "--format", "json").document
    assert alone["difference"] is None


def _failed(*arguments: str | Path) -> str:
    outcome = call("rank", *arguments)
    assert (outcome.code, outcome.out) == (2, b"")
    assert len(outcome.err.strip().splitlines()) == 1
    return outcome.err


def test_whom_it_cannot_explain(tmp_path: Path) -> None:
    assert _failed(LATER, "--explain", "laura winter").count("linkedin:laura-winter-") == 2
    assert "'Nobody'" in _failed(LATER, "--explain", EXPERT, "Nobody")
    assert "two different people" in _failed(LATER, "--explain", EXPERT, EXPERT.lower())
    assert "one person or two" in _failed(LATER, "--explain", "a", "--explain", "b", "c")
    assert "leave --limit" in _failed(LATER, "--explain", EXPERT, "--limit", "3")
    assert "as text or" in _failed(LATER, "--explain", EXPERT, "--format", "csv")
    assert "time zone" in _failed(LATER, "--explain", EXPERT, "--timezone", "Mars/Olympus")
    people = tmp_path / "people.toml"
    people.write_text(f'[elsewhere]\n"{EXPERT}" = "we phone\\u001b[31m"')
    told = _failed(LATER, "--explain", EXPERT, "--people", people)
    assert "nothing to explain. You talk elsewhere, in your words: \u201cwe phone[31m\u201d" in told
    people.write_text(f'leave_out = ["{EXPERT}"]')
    assert "left out" in _failed(LATER, "--explain", EXPERT, "--people", people)


def test_an_export_is_no_second_name(tmp_path: Path) -> None:
    folder = tmp_path / "Bo Li"
    folder.mkdir()
    there, typed = str(folder), "a typo.zip"
    assert with_second(["--explain", "Ann", there]) == ["--explain", "Ann", there]
    assert with_second(["--explain", "Ann", typed]) == ["--explain", "Ann", typed]
    assert with_second(["x.zip", "typo", "--explain", "Ann"]) == [
        "x.zip",
        "typo",
        "--explain",
        "Ann",
    ]
    assert with_second(["--explain", "Ann", "--limit", "3"]) == ["--explain", "Ann", "--limit", "3"]
    assert with_second(["--", "--explain", "Ann", "Bo"]) == ["--", "--explain", "Ann", "Bo"]
    assert with_second(["--explain"]) == ["--explain"]
    both = ["x.zip", "--explain", "Ann", "--explain", "Bo", "y.zip"]
    assert with_second(["x.zip", "--explain", "Ann", "Bo", "y.zip"]) == both
    assert with_second(both) == both
    assert with_second(["--explain=Ann", "Bo"]) == ["--explain=Ann", "--explain", "Bo"]
    assert with_second(["--explain", "Ann", "W" * 5_000])[2] == "--explain"
    assert with_second(["--explain", "Ann", "nul\0"])[2] == "--explain"


def test_names_steer_no_terminal(tmp_path: Path) -> None:
    name = "=HYPERLINK(1)\x1b[31m [/red] \u202egnol"
    archive = write_zip(
        tmp_path / NAME,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": connections((name, "Roe", "ann", "01 Feb 2024"),
                                           ("Bo", "Li\x07", "bo", "01 Feb 2023")),
            "messages.csv": messages(("c", "<", f"{name} Roe", "ann", "2024-02-02 10:00:00", "Hi")),
        },
    )  # fmt: skip
    people = tmp_path / "people.toml"
    for arguments in (["--explain", "ann"], ["--explain", "ann", "bo"], ["--people", str(people)]):
        people.write_text('[elsewhere]\n"bo" = "a\\u001b[31m\\u202eb"')
        shown = call("rank", archive, *arguments)
        assert shown.code == 0
        assert b"[/red]" in shown.out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown.out.decode())


def test_whom_one_talks_to_elsewhere_is_told_and_not_judged(tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text(f'[elsewhere]\n"{EXPERT}" = "we phone"')
    table = call("rank", LATER, "--people", people).out.decode()
    assert table.endswith(f"You talk elsewhere, so they are not judged:\n  {EXPERT}: we phone\n")
    assert table.count(EXPERT) == 1
    story = call("timeline", LATER, "--people", people, "--person", EXPERT).out.decode()
    assert story.startswith(
        f"{EXPERT}\nYou talk elsewhere, in your words: \u201cwe phone\u201d. So this archive shows "
        "only a part, and nothing is judged by it.\n\n"
    )
    assert "Silence for " in story
    assert "Score" not in story
    person = call("timeline", LATER, "--people", people, "--person", EXPERT, "--format", "json")
    assert person.document["person"]["elsewhere"] == "we phone"
    assert person.document["person"]["verdict"] is None
    ranking = call("rank", LATER, "--people", people, "--format", "json").document
    assert [p["name"] for p in ranking["elsewhere"]] == [EXPERT]
    assert EXPERT not in [p["name"] for p in ranking["people"]]
