"""The mirror in the report: sentences, lists, years and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from reciprocity import rank_document
from reciprocity.ranking import FIGURES as KINDS
from reciprocity.ranking.mirror import no_mirror
from reciprocity.report import draw_mirror, render_report, summarise
from reciprocity.report.mirror_lists import MOST_SHOWN
from reciprocity.report.palette import DARK, LIGHT
from reciprocity.report.plots import plot_mirror
from tests.report.drawn import bars as drawn_bars
from tests.report.factory import make_analysis
from tests.report.pages import read_page
from tests.report.reflected import FIGURES, PEOPLE, listed, make_mirror

if TYPE_CHECKING:
    from reciprocity.ranking import Mirror

Data = dict[str, Any]


def mirrored(mirror: Mirror | None = None, **options: Any) -> Data:
    analysis = make_analysis() if mirror is None else make_analysis(mirror=mirror)
    told: Data = summarise(analysis, **options)["mirror"]
    return told


def sentences(told: Data) -> list[str]:
    return [f["sentence"] for item in told["items"] for f in item["figures"]]


def test_it_speaks_in_sentences() -> None:
    assert sentences(mirrored()) == [
        (
            "You sent 12 requests in the time that LinkedIn's list shows, from 24 August 2020 to "
            "20 February 2021: 2.0 a month. 11 had no note."
        ),
        "You got 5 in that time, 0.8 a month; 3 had no note.",
        (
            "Others opened 30 conversations with you; 4 were never answered by you, and of 2 it "
            "cannot be told."
        ),
        "You opened 41 conversations; 9 were never answered.",
        "Others sent you 6 thank-you notes for connecting; 2 were left unanswered.",
        "You sent 3 thank-you notes for connecting; 1 was left unanswered.",
        (
            "You broke 4 long silences with words of your own, 1 of them with a pitch or only to "
            "ask for something."
        ),
        "Others broke 7 long silences with words of theirs, 0 of them so.",
        (
            "You had exchanges again and again with 8 people. 1 came to rest with you, and of 1 "
            "it cannot be told."
        ),
        "None came to rest with the other side.",
        "Of 50 messages you wrote in words of your own, 1 was a pitch, to 1 person.",
        (
            "Of 53 messages others wrote to you in words of their own, 2 were pitches, from 2 "
            "people."
        ),
        "Of 50 messages you sent on LinkedIn, none were one-click texts of the platform.",
        "Of 60 messages others sent you on LinkedIn, 7 were one-click texts of the platform.",
    ]


def test_an_empty_window_is_said_and_not_counted_as_zero_of_zero() -> None:
    mirror = make_mirror(figures=[("requests_without_note", "owner", 0, 0, 0, 0)])
    told = mirrored(mirror)
    assert sentences(told) == [
        (
            "LinkedIn's list shows no request of yours; it reaches from 24 August 2020 to "
            "20 February 2021."
        )
    ]
    assert told["items"][0]["figures"][0]["share"] is None


def test_without_a_window_nothing_is_said_of_how_many() -> None:
    assert mirrored(no_mirror())["items"] == []


def test_each_list_says_why_and_leads_to_the_section() -> None:
    lists = {of["key"]: of["rows"] for of in mirrored()["lists"]}
    assert {key: [row["name"] for row in rows] for key, rows in lists.items()} == {
        "answer_owed": ["Kim", "Fay Hand"],
        "losing_touch": ["Eva Still"],
        "invested": ["Dan Gift"],
    }
    assert [row["reason"] for rows in lists.values() for row in rows] == [
        (
            "asked you something on 3 December 2020, one of 3 messages of theirs after "
            "which you wrote nothing; no "
            "answer of yours in the 2 months that could be seen since."
        ),
        (
            "began to talk on 1 May 2020; no answer of yours in the 9 months that could be seen "
            "since."
        ),
        (
            "silent since 6 April 2019, for 1 year 10 months; before, never for more than 4 "
            "months. 4 exchanges in which both of you wrote."
        ),
        "6 acts from them, 1 from you; the last of theirs on 7 April 2019.",
    ]
    page = read_page(render_report(make_analysis()))
    # Kim has too little evidence for a verdict, and a section all the same.
    assert "p11" in page.attributes("id")
    assert {row["anchor"] for rows in lists.values() for row in rows} <= set(page.attributes("id"))


def test_a_passed_on_report_names_months_and_nobody() -> None:
    (owed, *_), *_ = (of["rows"] for of in mirrored(redact=True)["lists"])
    assert owed["name"] == "Person 11"
    assert owed["reason"].startswith("asked you something in December 2020, one of 3")


def test_ten_are_shown_and_the_rest_counted() -> None:
    many = [listed("invested", f"linkedin:{n}", "2019-04-07T09:00", theirs=6, yours=1)
            for n in range(MOST_SHOWN + 3)]  # fmt: skip
    told = {of["key"]: of for of in mirrored(make_mirror(people=many))["lists"]}
    assert (len(told["invested"]["rows"]), told["invested"]["more"]) == (MOST_SHOWN, 3)
    html = render_report(make_analysis(mirror=make_mirror(people=many)))
    assert "And 3 more." in html
    assert html.count("Nobody, as far as these archives show.") == 2


def test_whom_the_figures_are_about() -> None:
    people = {item["key"]: item["people"] for item in mirrored()["items"] if item["people"]}
    assert {key: [(r["name"], r["reason"]) for r in of["rows"]] for key, of in people.items()} == {
        "pitches": [("Ida Patient", "on 3 April 2019")],
        "silence_broken_to_ask": [
            ("Ida Patient", "on 3 April 2019, with a pitch, after 1 year 1 month")
        ],
        "let_lapse": [("Eva Still", "you used to begin, and stopped; last words 6 April 2019")],
    }  # fmt: skip


def test_the_years_begin_with_the_first_seen_and_tell_the_unseen() -> None:
    items = {item["key"]: item for item in mirrored()["items"]}
    nothing = {"part": 0, "whole": 0, "untold": 0}
    assert items["unanswered"]["years"] == [
        {"year": 2019, "seen": "partly", "you": nothing, "them": nothing},
        {"year": 2020, "seen": "full", "you": nothing, "them": nothing},
        {
            "year": 2021, "seen": "partly", "you": {"part": 4, "whole": 30, "untold": 2},
            "them": {"part": 9, "whole": 41, "untold": 0},
        },
    ]  # fmt: skip
    assert [year["year"] for year in items["requests_without_note"]["years"]] == [2020, 2021]


def test_an_unseen_year_is_unknown_and_not_zero() -> None:
    mirror = make_mirror()
    hidden = (mirror.years["year"] == 2020) & (mirror.years["figure"] == "pitches")
    mirror.years.loc[hidden, "seen"] = "not"
    mirror.years.loc[hidden, ["part", "whole", "untold"]] = None
    page = read_page(render_report(make_analysis(mirror=mirror)))
    assert "2020unknownunknownnothing" in "".join(page.text.split())
    assert "2021" in page.text


def test_the_plot_returns_its_axes_and_marks_what_was_not_seen() -> None:
    years = make_mirror().years
    frame = years[years["figure"] == "unanswered"]
    for palette in (LIGHT, DARK):
        ax = Figure().add_subplot()
        assert plot_mirror(frame, ax, palette=palette) is ax
        assert veils(ax) == {2018: "grey", 2019: "hatched", 2021: "hatched"}
        assert bars(ax) == [-41, -9, 4, 30]
    ax = plot_mirror(frame.drop(columns="whole"), Figure().add_subplot())
    assert bars(ax) == [-9, 4]


def bars(ax: Any) -> list[float]:
    """Return the heights of the bars of both sides, of the whole and of the part."""
    both = {top for colour in (LIGHT.you, LIGHT.them) for _, _, top in drawn_bars(ax, colour)}
    both |= {top for colour in (DARK.you, DARK.them) for _, _, top in drawn_bars(ax, colour)}
    return sorted(both)


def veils(ax: Any) -> dict[int, str]:
    """Return how each year is marked: the marks span the whole height."""
    marks = [patch for patch in ax.patches if not isinstance(patch, PathPatch)]
    assert all(patch.get_height() == patch.get_width() == 1 for patch in marks)
    return {round(p.get_x() + 0.5): "hatched" if p.get_hatch() else "grey" for p in marks}


def test_the_pictures_say_what_they_show() -> None:
    drawn = draw_mirror(mirrored())
    assert set(drawn) == set(KINDS)
    assert drawn == draw_mirror(mirrored())
    for image in drawn.values():
        assert image["light"] != image["dark"]
        assert "Still" not in image["alt"]
    assert drawn["unanswered"]["alt"] == (
        "Conversations without an answer per year from 2019 to 2021: your side upwards, that of "
        "others downwards. Of 3 years, 2 could be seen only in part and 0 not at all. The table "
        "below has the numbers."
    )


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    empty = make_mirror(figures=[(kind, side, 0, 0, 0, 0) for kind, side, *_ in FIGURES])
    assert draw_mirror(mirrored(empty)) == {}
    assert "In the pictures" not in render_report(make_analysis(mirror=empty))


def test_other_programs_read_it_too() -> None:
    document = rank_document(make_analysis(), ["linkedin:dan"])
    assert document["schema"] == "reciprocity.rank/1"
    assert [person["person_id"] for person in document["people"]] == ["linkedin:dan"]
    mirror = document["mirror"]
    assert list(mirror) == ["requests_seen", "figures", "years", "people"]
    assert mirror["requests_seen"] == [
        {"from": "2020-08-24T00:00:00Z", "to": "2021-02-20T12:00:00Z"}
    ]
    assert mirror["figures"][2] == {
        "figure": "unanswered", "side": "owner", "part": 4, "whole": 30, "untold": 2, "people": 3,
    }  # fmt: skip
    unseen = {"part": None, "whole": None, "untold": None, "seen": "not"}
    assert mirror["years"][2] == {"year": 2018, "figure": "unanswered", "side": "owner", **unseen}
    assert mirror["people"][3] == {
        "list": "invested", "person_id": "linkedin:dan", "name": "Dan Gift",
        "at": "2019-04-07T09:00:00Z", "days": None, "detail": {"theirs": 6, "yours": 1},
        "events": [],
    }  # fmt: skip
    assert len(mirror["people"]) == len(PEOPLE)


@pytest.mark.parametrize("part", [0, 1, 5])
def test_how_many_requests_had_no_note(part: int) -> None:
    figures = [("requests_without_note", side, part, 5, 0, part) for side in ("owner", "person")]
    you, them = sentences(mirrored(make_mirror(figures=figures)))
    said = {0: "All had a note", 1: "1 had no note", 5: "None had a note"}[part]
    assert you.endswith(f"0.8 a month. {said}.")
    assert them.endswith(f"; {said[0].lower()}{said[1:]}.")


@pytest.mark.parametrize(("part", "said"), [(0, "It had a note."), (1, "It had no note.")])
def test_whether_the_one_request_had_a_note(part: int, said: str) -> None:
    figures = [("requests_without_note", side, part, 1, 0, part) for side in ("owner", "person")]
    you, _ = sentences(mirrored(make_mirror(figures=figures)))
    assert you.endswith(said)
