from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from reciprocity.ranking.mirror import no_mirror
from reciprocity.report import summarise
from reciprocity.report.drawing import draw_timeline
from reciprocity.report.table import MOST_SECTIONS
from reciprocity.report.times import Clock
from tests.report.book import Book, utc
from tests.report.factory import (
    EXPERT,
    add_expert,
    add_simple,
    make_analysis,
    make_book,
    make_export,
)

Data = dict[str, Any]


@pytest.fixture(scope="module")
def summary() -> Data:
    return summarise(make_analysis())


def section(summary: Data, name: str) -> Data:
    return next(person for person in summary["people"] if person["name"] == name)


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        return [leaf for part in value.values() for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


@pytest.mark.parametrize("redact", [False, True])
def test_the_summary_is_plain_data(redact: bool) -> None:
    plain = (str, int, float, bool, type(None))
    found = leaves(summarise(make_analysis(), redact=redact))
    assert {type(leaf) for leaf in found} <= set(plain)


def test_the_head_names_exports_coverage_and_what_was_left_out(summary: Data) -> None:
    assert summary["owner"] == "Ann Author"
    assert summary["as_of"] == "20 February 2021"
    assert [e["label"] for e in summary["exports"]] == [
        "LinkedIn, complete, 15 January 2021",
        "LinkedIn, complete, 20 February 2021",
    ]
    said = {c["kind"]: c["said"] for c in summary["exports"][1]["coverage"]}
    assert said == {
        "Messages": (
            "Could be seen from 5 January 2014 to 20 February 2021. Nothing could be seen in "
            "between: 1 January 2016 to 1 March 2016."
        ),
        "Invitations you sent": (
            "Could be seen from 24 August 2020 to 20 February 2021; before that who asked whom is "
            "unknown."
        ),
        "Endorsements": "Could not be seen in this export.",
    }
    assert summary["problems"] == [
        {"kind": "bad date", "member": "messages.csv", "count": 2, "hint": "Left out."}
    ]
    assert summary["exports"][0]["apart"] == ["3 adverts", "1 draft"]
    assert summary["exports"][0]["blank_connections"] == 2
    assert summary["exports"][0]["duplicates"] == 1
    assert len(summary["advice"]) == 1
    (pair,) = summary["suggestions"]
    assert (pair["first"]["name"], pair["second"]["name"]) == ("Kim", "Lea Never")


def test_verdicts_are_counted_in_a_fixed_order(summary: Data) -> None:
    assert [(v["key"], v["count"]) for v in summary["verdicts"]] == [
        ("reciprocal", 2),
        ("one_sided_them", 1),
        ("acquaintance", 2),
        ("dormant", 1),
        ("one_sided_you", 1),
        ("extractive_you", 1),
        ("extractive", 1),
        ("not_enough_evidence", 3),
    ]


def test_the_ranking_keeps_the_order_of_the_scores(summary: Data) -> None:
    assert [row["rank"] for row in summary["ranked"]] == list(range(1, 10))
    assert summary["ranked"][0]["name"] == "Bea Freund"
    assert [row["name"] for row in summary["unranked"]] == ["Jon Once", "Kim", "Lea Never"]
    expert = summary["ranked"][-1]
    assert (expert["sent"], expert["received"], expert["pitches_received"]) == (2, 2, 1)
    assert expert["last_contact"]["text"] == "2 February 2021"
    figures = [expert[key] for key in ("score", "low", "high")]
    assert figures == pytest.approx([-0.71, -0.96, -0.46])


def test_who_is_told_in_full(summary: Data) -> None:
    told = [person["name"] for person in summary["people"]]
    assert told == [
        "Bea Freund", "Caro Löwe", "Dan Gift", "Eva Still", "Fay Hand", "Hal Mute", "Ida Patient",
        "Max Netzwerk", "Kim",
    ]  # fmt: skip
    assert not summary["capped"]


def test_the_story_of_the_networking_expert(summary: Data) -> None:
    person = section(summary, "Max Netzwerk")
    assert [s["stage"] for s in person["steps"]] == [
        "request", "accept", "thanks", "silence", "pitch", "decline", "reply", "removal",
    ]  # fmt: skip
    assert [s["when"]["text"] for s in person["steps"]] == [
        "23 August 2015",
        "23 August 2015",
        "24 August 2015",
        "24 August 2015",
        "2 February 2021",
        "2 February 2021",
        "2 February 2021",
        "between 2 February 2021 and 3 February 2021",
    ]
    said = ["".join(text for _, text in step["said"]) for step in person["steps"]]
    assert "first message after a silence of 5 years 5 months (1,989 days)" in said[4]
    assert "within 1 day of the no" in said[7]
    assert person["steps"][3]["reminder"].startswith("Not to be seen here: likes")
    assert [s["certainty"] for s in person["steps"][:2]] == ["inferred", "observed"]
    assert person["steps"][7]["nobody"]
    assert person["url"] == "https://www.linkedin.com/in/expert-example"
    assert "1 pitch from them" in person["why"]


def test_every_step_leads_to_its_rows(summary: Data) -> None:
    person = section(summary, "Max Netzwerk")
    assert person["steps"][0]["evidence"] == [
        {
            "archive": "Complete_LinkedInDataExport_02-20-2021.zip",
            "member": "Connections.csv",
            "rows": "row 41",
        }
    ]
    friend = section(summary, "Bea Freund")
    assert friend["steps"][2]["evidence"][0]["rows"] == "rows 4\u20137"
    assert all(step["evidence"] for p in summary["people"] for step in p["steps"])


def test_only_claims_are_quoted_with_their_cues(summary: Data) -> None:
    person = section(summary, "Max Netzwerk")
    quoted = [step["stage"] for step in person["steps"] if step["quotes"]]
    assert quoted == ["thanks", "pitch", "decline"]
    segments = person["steps"][4]["quotes"][0]["segments"]
    marked = [text for kind, text, _ in segments if kind == "cue"]
    assert marked[:2] == ["my new book", "Would you promote it"]
    assert "asks you to promote something" in [title for _, _, title in segments]
    assert "asks you to promote something" in person["steps"][4]["found"]
    assert "\n\nP.S. How are you?" in "".join(text for _, text, _ in segments)
    friend = section(summary, "Bea Freund")
    assert not any(step["quotes"] for step in friend["steps"])


def test_a_long_text_is_shortened_but_keeps_its_end() -> None:
    book = Book()
    add_expert(book)
    text = "start " + "word " * 1_000 + "P.S. how are you?"
    pitch = book.stages[4]["events"][0]
    next(e for e in book.events if e["event_id"] == pitch)["text"] = text
    quote = summarise(make_analysis(book))["people"][0]["steps"][4]["quotes"][0]
    shown = "".join(part for _, part, _ in quote["segments"])
    assert len(shown) <= 2_450
    assert shown.startswith("start ")
    assert shown.endswith("P.S. how are you?")
    assert quote["left_out"] == len(text) - len(shown)


def test_the_signals_lead_to_the_steps(summary: Data) -> None:
    signals = {s["name"]: s for s in section(summary, "Max Netzwerk")["signals"]}
    assert [s["number"] for s in signals["pitch_first_words"]["steps"]] == [5]
    assert signals["ended_after_no"]["width"] == 48.0
    assert sum(s["contribution"] for s in signals.values()) == pytest.approx(-0.71)


def test_the_figures_count_what_is_there(summary: Data) -> None:
    years = {y["year"]: y for y in summary["figures"]["years"]}
    assert list(years) == list(range(2015, 2022))
    assert years[2018] == {
        "year": 2018, "sent": 4, "received": 4, "people": 2, "connections": 2, "seen": "partly",
    }  # fmt: skip
    assert years[2021]["received"] == 2
    # Of 2018 the mirror knows nothing, and yet messages are there; of 2016 there are none.
    assert [years[year]["seen"] for year in range(2015, 2022)] == [
        "partly", "not", "not", "partly", "partly", "full", "partly",
    ]  # fmt: skip
    assert sum(place["people"] for place in summary["figures"]["balance"]) == 10
    assert sum(band["people"] for band in summary["figures"]["score_table"]) == 9


def test_reply_times_are_those_of_the_side_that_answers() -> None:
    plain = make_analysis()
    hours = {"reply_hours_sent": [2.0], "reply_hours_received": [30.0]}
    first = plain.scores.index[:1]
    scores = plain.scores.assign(reply_hours_sent=float("nan"), reply_hours_received=float("nan"))
    for column, values in hours.items():
        scores.loc[first, column] = values
    figures = summarise(replace(plain, scores=scores))["figures"]
    assert figures["replies"] == [
        {"side": "owner", "hours": 2.0},
        {"side": "person", "hours": 30.0},
    ]
    rows = {row["word"]: (row["you"], row["them"]) for row in figures["reply_table"]}
    assert rows["within a day"] == (1, 0)
    assert rows["within a week"] == (0, 1)


def test_the_section_cap_takes_the_strongest_scores() -> None:
    book = Book()
    for n in range(MOST_SECTIONS + 20):
        person = f"linkedin:{n:05d}"
        book.person(person, f"P{n}", "reciprocal", 0.9 - n / 2_000, messages_sent=1)
    summary = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))
    assert len(summary["people"]) == MOST_SECTIONS
    assert summary["capped"]
    assert len(summary["ranked"]) == MOST_SECTIONS + 20
    assert summary["ranked"][-1]["anchor"] is None


def test_very_many_exchanges_are_told_together() -> None:
    book = Book()
    person = "linkedin:long"
    book.person(person, "Long", "reciprocal", 0.5, messages_sent=400)
    for n in range(200):
        at = utc("2010-01-01") + pd.Timedelta(days=20 * n)
        ids = tuple(book.event(person, "message", at, actor="owner") for _ in range(2))
        book.stage(person, "message", at, messages=2, sent=2, received=0, events=ids)
    (told,) = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["people"]
    assert len(told["steps"]) == 31
    middle = told["steps"][15]
    said = "".join(text for _, text in middle["said"])
    assert said.startswith("170 exchanges, told together. You wrote 340 messages")
    assert middle["evidence"][0]["rows"] == "rows 32\u2013371"


def test_marks_of_one_day_do_not_cover_each_other(summary: Data) -> None:
    marks = section(summary, "Max Netzwerk")["drawing"]["marks"]
    places = [(m["x"], m["y"]) for m in marks]
    for (x1, y1), (x2, y2) in pairwise(sorted(places, key=lambda p: (p[1], p[0]))):
        assert abs(y1 - y2) >= 15 or abs(x1 - x2) >= 15


def test_the_strip_places_a_timeline_among_all_years() -> None:
    def drawn(first: str, last: str) -> Data:
        moments = [utc(first), utc(last)]
        period = utc("2010-01-01"), utc("2020-01-01")
        told = draw_timeline([], moments, [], Clock(zone=ZoneInfo("UTC")), period)
        assert told is not None
        return dict(told["strip"])

    left, right = 46.0, 678.0
    assert drawn("2010-01-01", "2020-01-01") == {
        "from": left, "width": right - left, "end": right, "first": 2010, "last": 2020,
    }  # fmt: skip
    half = drawn("2015-01-01", "2020-01-01")
    assert half["from"] == pytest.approx((left + right) / 2, abs=0.5)
    assert half["from"] + half["width"] == pytest.approx(right, abs=0.2)
    last_day = drawn("2019-12-31", "2020-01-01")
    assert last_day["width"] >= 2
    assert last_day["from"] + last_day["width"] <= right
    untold = draw_timeline([], [utc("2015-01-01")], [], Clock(zone=ZoneInfo("UTC")))
    assert untold is not None
    assert untold["strip"] is None


def test_a_person_without_any_date_has_steps_but_no_drawing() -> None:
    book = Book()
    book.person("linkedin:x", "X", "reciprocal", 0.5, messages_sent=1)
    book.stage("linkedin:x", "request", None, actor="unknown", certainty="inferred", note=None)
    (told,) = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["people"]
    assert told["drawing"] is None
    assert told["steps"][0]["when"]["text"] == "date unknown"
    assert told["steps"][0]["evidence"] == []


def test_nothing_at_all_is_a_summary_too() -> None:
    summary = summarise(
        make_analysis(Book(), exports=(), suggestions=(), mirror=no_mirror(), problems=())
    )
    assert summary["people"] == []
    assert summary["figures"]["balance"] == []
    assert summary["figures"]["years"] == []
    assert summary["figures"]["scores"] == []


def test_the_zone_moves_dates_but_not_utc_days() -> None:
    book = make_book()
    expert = section(summarise(make_analysis(book), timezone="Pacific/Auckland"), "Max Netzwerk")
    assert expert["steps"][1]["when"]["text"] == "23 August 2015 (UTC day)"
    assert expert["steps"][2]["when"]["text"] == "25 August 2015"


def test_unseen_kinds_and_unknown_codes_have_words() -> None:
    seen: Data = {"from": "2020-01-01T00:00:00Z", "to": None, "basis": "", "gaps": []}
    export = make_export(coverage={"new_kind": seen}, apart={"new_sort": 1})
    summary = summarise(make_analysis(exports=(export,)))
    (row,) = summary["exports"][0]["coverage"]
    assert (row["kind"], row["said"]) == ("New kind", "Could be seen from 1 January 2020 on.")
    assert summary["exports"][0]["apart"] == ["1 new sort"]


def test_a_person_missing_from_the_frames_is_somebody() -> None:
    analysis = make_analysis()
    alone = replace(analysis, people=analysis.people[analysis.people["person_id"] != EXPERT])
    assert summarise(alone)["ranked"][-1]["name"] == "Somebody"


def test_simple_pairs_keep_who_asked_unknown() -> None:
    book = Book()
    add_simple(book, "linkedin:a", "A", "dormant", 0.1, sent=1, received=1)
    (told,) = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["people"]
    assert told["steps"][0]["nobody"]
    assert told["steps"][0]["when"]["text"] == "no later than 1 March 2019"
