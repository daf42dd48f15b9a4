from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from reciprocity.ranking.mirror import no_mirror
from reciprocity.report import render_report, summarise
from reciprocity.report.listing import all_years, contact_years, row_keys
from tests.report.book import Book, utc
from tests.report.factory import add_simple, make_analysis
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page


def test_the_keys_of_a_row_are_bare_of_any_language() -> None:
    rows = {row["name"]: row for row in summarise(make_mixed())["ranked"]}
    years = "2018,2020"
    assert row_keys(rows["Bea Freund"], several=True) == (
        f"1 0.7400 4 4 0 0 2020-06-03T10:00:00Z {years} LinkedIn,Facebook"
    )
    assert row_keys(rows["Caro Löwe"], several=False) == (
        f"2 0.5500 4 4 0 0 2020-04-01T10:00:00Z {years} -"
    )


def test_what_is_not_known_is_a_stroke() -> None:
    book = Book()
    book.person("linkedin:x", "X", "not_enough_evidence", float("nan"))
    (row,) = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["unranked"]
    assert row_keys(row, several=False) == "- - 0 0 0 0 - - -"


def test_the_years_are_those_of_the_zone() -> None:
    first, second, third = (utc(day) for day in ("2020-12-31T23:30", "2016-01-01", "2019-05-01"))
    at, latest = [first, pd.NaT, third, pd.NaT], [pd.NaT, second, third, pd.NaT]
    frame = pd.DataFrame({"person_id": ["a", "a", "a", "b"], "at": at, "at_latest": latest})
    assert contact_years(frame, ZoneInfo("UTC")) == {"a": [2016, 2019, 2020]}
    assert contact_years(frame, ZoneInfo("Asia/Tokyo")) == {"a": [2016, 2019, 2021]}
    assert contact_years(frame.iloc[:0], ZoneInfo("UTC")) == {}


def test_the_years_to_choose_from_are_told_once_newest_first() -> None:
    assert all_years([{"years": [2019, 2021]}, {"years": []}, {"years": [2019]}]) == [2021, 2019]
    assert summarise(make_analysis())["years"] == [2021, 2020, 2019, 2018, 2015]


def test_groups_and_ends_are_no_contact() -> None:
    book = Book()
    add_simple(book, "linkedin:x", "X", "acquaintance", 0.1, sent=1, received=0)
    book.event("linkedin:x", "message", utc("2011-05-01"), is_group=True)
    book.event("linkedin:x", "disconnected", utc("2012-05-01"))
    (row,) = summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["ranked"]
    assert row["years"] == [2019]


def test_so_many_sections_as_are_asked_for() -> None:
    analysis = make_analysis(mirror=no_mirror())
    html = render_report(analysis, sections=2)
    page = read_page(html)
    assert [v["id"] for v in page.named("div") if v.get("class") == "body"] == ["p1", "p9"]
    assert "Shown in full are 2 people" in page.text
    assert "--sections N shows more in full." in page.text
    one = read_page(render_report(analysis, sections=1)).text
    assert "Shown in full is 1 person, whose score lies furthest from 0." in one
    assert "Shown in full" not in read_page(render_report(analysis)).text


def test_rows_without_a_section_have_no_link() -> None:
    html = render_report(make_analysis(mirror=no_mirror()), sections=1)
    rows = [line for line in html.splitlines() if line.startswith("<tr class=")]
    assert len(rows) == 12
    assert [row for row in rows if "<a " in row] == [rows[0]]
    assert 'href="#p1"' in rows[0]


def test_rows_beyond_the_first_hundred_are_there_without_scripts() -> None:
    book = Book()
    for n in range(250):
        verdict = "acquaintance" if n < 130 else "not_enough_evidence"
        book.person(f"linkedin:{n}", f"Person {n}", verdict, 0.5 - n / 1000)
    html = render_report(make_analysis(book, suggestions=(), mirror=no_mirror()))
    assert html.count('\n<tr class="') == 250
    outside = html.split("<noscript>")
    assert [part.split("</noscript>")[0].count('\n<tr class="') for part in outside] == [
        100, 30, 100, 20,
    ]  # fmt: skip
    text = read_page(html).text
    for said in (
        "People with enough evidence, best score first",
        "Ranks 101 to 130",
        "People without a rank, 101 to 120",
        "120 people without a rank: not enough evidence",
    ):
        assert said in text


def test_a_list_without_ranks_stands_open() -> None:
    book = Book()
    book.person("linkedin:x", "X", "not_enough_evidence", 0.0, messages_sent=1)
    html = render_report(make_analysis(book, suggestions=(), mirror=no_mirror()))
    assert "Nobody has enough documented acts for a rank." in html
    assert "<noscript>" not in html
    assert 'id="rest"' not in html
    nobody = render_report(make_analysis(Book(), suggestions=(), mirror=no_mirror()))
    assert 'id="list"' not in nobody
