"""People one talks to elsewhere, the reminder that there may be some, and how firm a place is."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reciprocity.people import read_choices
from reciprocity.report import render_report, summarise, tell_person
from reciprocity.report.apart import elsewhere_toml, entry, remind
from reciprocity.report.swaying import counted, firmness
from tests.report.apart import DAN, make_apart, sensitivity, with_elsewhere
from tests.report.factory import make_analysis
from tests.report.hostile import HOSTILE
from tests.report.pages import read_page

if TYPE_CHECKING:
    from pathlib import Path


def test_they_have_a_list_of_their_own() -> None:
    summary = summarise(make_apart())
    (dan,) = summary["elsewhere"]
    assert (dan["name"], dan["words"], dan["sent"], dan["received"]) == (
        "Dan Gift", "family, we phone", 1, 6,
    )  # fmt: skip
    assert [dan[key] for key in ("rank", "score", "low", "high", "bar", "reminder")] == [None] * 6
    judged = [row["name"] for row in (*summary["ranked"], *summary["unranked"])]
    assert "Dan Gift" not in judged
    assert "Dan Gift" not in str(summary["mirror"]["lists"])
    assert {v["key"]: v["count"] for v in summary["verdicts"]}["one_sided_them"] == 0
    section = summary["people"][-1]
    assert section["name"] == "Dan Gift"
    assert section["anchor"] == dan["anchor"]
    assert section["why"].startswith("You talk elsewhere, in your words: “family, we phone”.")
    assert section["signals"] == []
    assert section["steps"]
    assert len(summary["people"]) == len(summarise(make_analysis())["people"])
    assert not summary["capped"]


def test_the_page_shows_them_without_a_verdict() -> None:
    page = read_page(render_report(make_apart()))
    assert "You talk elsewhere You said so." in page.text
    assert "Dan Gift: family, we phone You wrote 1, they wrote 6" in page.text
    assert "11 people in these archives 8 with enough evidence for a rank" in page.text
    assert "One-sided: they invest" not in page.text.split("Each timeline stands on the rows")[1]


def test_a_redacted_page_has_no_word_of_theirs() -> None:
    html = render_report(make_apart(), redact=True)
    assert "family" not in html
    assert "Dan" not in html
    assert "You talk elsewhere. So this archive shows only a part" in read_page(html).text
    assert "linkedin:" not in html


def test_the_terminal_says_so() -> None:
    section = tell_person(make_apart(), DAN)
    assert section["elsewhere"].startswith("You talk elsewhere, in your words: “family, we phone”.")
    assert section["steps"]


def test_strange_words_are_text_and_steer_nothing() -> None:
    html = render_report(with_elsewhere(make_analysis(), {DAN: " ".join(HOSTILE)}))
    page = read_page(html)
    assert len(page.named("script")) == 3
    assert page.named("iframe") == []
    assert all(image["src"].startswith("data:") for image in page.named("img"))
    assert "<script>alert(1)</script>" in page.text
    for character in "\x00\x07\x1b\x7f\u202e\u2066\u2028":
        assert character not in html


@pytest.mark.parametrize("verdict", ["one_sided_you", "one_sided_them", "dormant"])
def test_near_such_a_verdict_stands_how_to_say_it(tmp_path: Path, verdict: str) -> None:
    told = remind(verdict, 'linkedin:"a\\b\u202e')
    assert told is not None
    looks = "silent" if verdict == "dormant" else "one-sided"
    assert f"may look {looks} here" in told["said"]
    path = tmp_path / "people.toml"
    path.write_text(told["toml"], encoding="utf-8")
    assert read_choices(path).elsewhere == (('linkedin:"a\\b\u202e', "we phone"),)
    assert "\u202e" not in told["toml"]


def test_no_reminder_stands_near_other_verdicts() -> None:
    summary = summarise(make_analysis())
    reminded = {p["name"] for p in summary["people"] if p["reminder"]}
    assert reminded == {"Dan Gift", "Eva Still", "Hal Mute"}
    assert remind("extractive", "a") is None
    assert entry("lone \ud800") == ""


def test_a_redacted_reminder_names_nobody() -> None:
    summary = summarise(make_analysis(), redact=True)
    told = [p["reminder"] for p in summary["people"] if p["reminder"]]
    assert len(told) == 3
    assert all(reminder["toml"] == "" for reminder in told)


def test_the_limits_say_it_and_show_a_file() -> None:
    page = read_page(render_report(make_analysis()))
    assert "So a spouse, or a friend you phone, may look one-sided or silent here." in page.text
    assert '[elsewhere] "Kim Example" = "we phone"' in page.text


def test_the_file_names_whom_it_may_concern(tmp_path: Path) -> None:
    text = summarise(make_analysis())["choices"]
    assert tomllib.loads(text)["elsewhere"] == {}
    assert tomllib.loads(text)["same"] == [["linkedin:kim", "linkedin:lea"]]
    path = tmp_path / "people.toml"
    path.write_text(text.replace('  # "', '  "'), encoding="utf-8")
    assert read_choices(path).elsewhere == (
        ("linkedin:dan", "we phone"), ("linkedin:eva", "we phone"), ("linkedin:hal", "we phone"),
    )  # fmt: skip


def test_a_file_of_strange_ids_gives_them_back(tmp_path: Path) -> None:
    ids = [f"x:{place}{text}" for place, text in enumerate(HOSTILE)]
    text = elsewhere_toml([*ids, "\ud800"], dict(zip(ids, HOSTILE, strict=True)))
    path = tmp_path / "people.toml"
    path.write_text(text.replace('  # "x:', '  "x:'), encoding="utf-8")
    assert [who for who, _ in read_choices(path).elsewhere] == ids
    assert all(character.isprintable() or character == "\n" for character in text)
    assert elsewhere_toml([], {}) == ""
    many = elsewhere_toml([f"x:{n}" for n in range(203)], {})
    assert many.count(" = ") == 200
    assert many.endswith("  # and 3 more, whose sections on the page have the lines to write\n")


def test_the_list_says_whose_place_is_firm() -> None:
    analysis = make_apart()
    html = render_report(analysis)
    assert html.count('<span class="sway">') == html.count('<span class="sway">2 to 5</span>') == 1
    words = "“Who opens conversations” counted half"
    people = summarise(analysis)["ranked"]
    assert [row["sway"]["range"] for row in people[:3]] == ["", "2 to 5", ""]
    assert people[0]["sway"]["said"].startswith("This place stands firm")
    assert people[1]["sway"]["said"] == (
        f"This place is not firm: it would be 3 places further down if {words}; over all "
        "weightings, 2 to 5. The order with the next in the list would turn round under at least "
        "one."
    )
    assert people[2]["sway"]["said"] == ""
    assert "The small figures under a rank" in html
    assert "The small figures under a rank" not in render_report(make_analysis())


def test_the_words_of_a_move() -> None:
    loose = {"rank_best": 1, "rank_worst": 2, "moved": -1, "signal": "prior", "factor": 2.0}
    frame = sensitivity(
        {"person_id": "a", **loose}, {"person_id": "b", **loose, "next_holds": None}
    )
    told = firmness(frame)
    start = "“Starting point, the same for everybody” counted double"
    assert f"it would be 1 place further up if {start}; over all" in told["a"]["said"]
    assert told["a"]["said"].endswith("The order with the next in the list is the same in all.")
    assert told["b"]["said"].endswith("over all weightings, 1 to 2.")
    assert counted("pitches", 3.0) == "“Pitches” counted 3 times as much"
    assert counted("a_new_one", 0.5) == "“a new one” counted half"


def test_a_place_in_a_redacted_page_is_told_too() -> None:
    analysis = make_apart()
    assert "3 places further down" in render_report(analysis, redact=True)
    nobody = replace(analysis, sensitivity=analysis.sensitivity.iloc[:0])
    assert "further down" not in render_report(nobody)
