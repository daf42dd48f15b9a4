"""The list of people: found, filtered, sorted, by mouse and keyboard, on screens and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from reciprocity.report import render_report, summarise, write_report
from reciprocity.report.language import LANGUAGES
from tests.browser.listing import (
    EVERYBODY,
    PHONE,
    WIDE,
    anchor,
    counted,
    head,
    shown_names,
    sort_by,
)
from tests.report.factory import make_analysis
from tests.report.list_owner import make_mixed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.listing import Open

pytestmark = pytest.mark.browser

# Without scripts


def test_without_javascript_everything_is_still_there(visit: Open) -> None:
    page = visit("plain", java_script_enabled=False).page
    assert page.locator("#controls").count() == 0
    assert shown_names(page) == EVERYBODY[:9]
    assert page.locator("article.person").count() == 9
    page.locator("#rest > summary").click()
    # What a click unfolds is drawn a moment later.
    expect(page.locator("#list tbody tr:visible")).to_have_count(len(EVERYBODY))
    assert shown_names(page) == EVERYBODY
    page.locator("#list a", has_text="Max Netzwerk").click()
    assert page.url.endswith("#p9")
    assert "gone by 3 February 2021" in page.locator("#p9").inner_text()


def test_a_print_shows_everybody(visit: Open) -> None:
    page = visit("plain", java_script_enabled=False).page
    page.emulate_media(media="print")
    assert len(shown_names(page)) == 12
    page = visit("plain").page
    page.emulate_media(media="print")
    assert len(shown_names(page)) == 12
    assert not page.locator("#controls").is_visible()


def test_a_sheet_of_paper_is_wide_enough(visit: Open) -> None:
    page = visit("mixed", viewport={"width": 720, "height": 1000}).page
    page.emulate_media(media="print")
    assert page.locator("#list tbody tr").first.evaluate("e => getComputedStyle(e).display") == (
        "table-row"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


# Finding


def test_with_scripts_there_is_one_list(visit: Open) -> None:
    page = visit("plain").page
    assert shown_names(page) == EVERYBODY
    assert page.locator("#rest").count() == page.locator("noscript").count() == 0
    assert page.locator("#list table").count() == 1
    assert page.locator("#list caption").inner_text() == "People, with and without a rank"
    assert counted(page) == "12 people"
    cells = page.locator("#list tbody tr", has_text="Kim").locator("td").all_inner_texts()
    assert cells[:2] == ["\u2013", "Not enough evidence"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lowe", ["Caro Löwe"]),
        ("LÖWE", ["Caro Löwe"]),
        (" lea ", ["Lea Never"]),
        ("a ", ["Bea Freund", "Eva Still", "Ida Patient", "Lea Never"]),
        ("nobody", []),
    ],
)
def test_the_search_folds_names(visit: Open, typed: str, found: list[str]) -> None:
    page = visit("plain").page
    page.fill("#search", typed)
    known = [name for name in EVERYBODY if "a" in name.lower()] if typed == "a " else found
    assert shown_names(page) == known
    assert counted(page) == f"{len(known)} of 12 people"
    page.fill("#search", "")
    assert shown_names(page) == EVERYBODY


def test_the_filter_keeps_one_verdict_and_counts_follow_the_others(visit: Open) -> None:
    page = visit("plain").page
    options = page.locator("#filter option")
    assert options.all_inner_texts() == [
        "All verdicts (12)", "Reciprocal (2)", "One-sided: they invest (1)", "Acquaintance (2)",
        "Dormant (1)", "One-sided: you invest (1)", "Extractive from your side (1)",
        "Extractive (1)", "Not enough evidence (3)",
    ]  # fmt: skip
    page.select_option("#filter", "extractive")
    assert shown_names(page) == ["Max Netzwerk"]
    assert options.nth(0).inner_text() == "All verdicts (12)"
    page.select_option("#filter", "not_enough_evidence")
    assert shown_names(page) == ["Jon Once", "Kim", "Lea Never"]
    page.fill("#search", "k")
    assert counted(page) == "1 of 12 people"
    texts = options.all_inner_texts()
    assert (texts[0], texts[7], texts[8]) == (
        "All verdicts (2)", "Extractive (1)", "Not enough evidence (1)",
    )  # fmt: skip


def test_the_year_keeps_whom_there_was_contact_with(visit: Open) -> None:
    page = visit("plain").page
    label = page.locator("#controls label", has_text="Any contact in the year")
    assert label.locator("option").all_inner_texts() == [
        "Any year", "2021", "2020", "2019", "2018", "2015",
    ]  # fmt: skip
    page.select_option("#year", "2015")
    assert shown_names(page) == ["Max Netzwerk"]
    page.select_option("#year", "2020")
    assert shown_names(page) == ["Bea Freund", "Caro Löwe"]


def test_the_pitch_filter_keeps_pitches_of_either_side(visit: Open) -> None:
    page = visit("plain").page
    page.check("#pitch")
    rows = summarise(make_analysis())["ranked"]
    assert shown_names(page) == [
        row["name"] for row in rows if row["pitches_received"] or row["pitches_sent"]
    ]
    assert counted(page) == "1 of 12 people"


def test_the_platform_filter_keeps_one_platform_or_both(visit: Open) -> None:
    page = visit("mixed").page
    assert page.locator("#platform option").all_inner_texts() == [
        "All platforms", "LinkedIn", "Facebook", "More than one",
    ]  # fmt: skip
    page.select_option("#platform", "Facebook")
    assert shown_names(page) == ["Bea Freund", "Mara Quill"]
    assert counted(page) == "2 of 3 people"
    page.select_option("#platform", "+")
    assert shown_names(page) == ["Bea Freund"]
    page.select_option("#filter", "extractive")
    assert shown_names(page) == []
    assert visit("plain").page.locator("#platform").count() == 0


def test_clear_lets_everything_go(visit: Open) -> None:
    page = visit("mixed").page
    clear = page.locator("#clear")
    assert not clear.is_visible()
    page.fill("#search", "a")
    page.select_option("#filter", "extractive")
    page.select_option("#platform", "Facebook")
    page.select_option("#year", "2021")
    page.check("#pitch")
    sort_by(page, "name")
    assert shown_names(page) == ["Mara Quill"]
    clear.click()
    assert shown_names(page) == [row["name"] for row in summarise(make_mixed())["ranked"]]
    assert not clear.is_visible()
    assert anchor(page) == "#list"
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.locator("#list [aria-sort]").get_attribute("data-s") == "rank"


# Sorting

KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "rank": lambda row: row["rank"],
    "name": lambda row: row["name"].lower(),
    "score": lambda row: None if row["rank"] is None else row["score"],
    "sent": lambda row: row["sent"],
    "received": lambda row: row["received"],
    "pitched": lambda row: row["pitches_received"],
    "pitching": lambda row: row["pitches_sent"],
    "last": lambda row: row["last_contact"]["iso"] or None,
}


@pytest.mark.parametrize("column", KEYS)
def test_columns_sort_both_ways_and_the_unknown_comes_last(visit: Open, column: str) -> None:
    summary, key = summarise(make_analysis()), KEYS[column]
    rows = [*summary["ranked"], *summary["unranked"]]
    known = [row for row in rows if key(row) is not None]
    rest = [row["name"] for row in rows if key(row) is None]
    page = visit("plain").page
    ways = set()
    for _ in range(2):
        sort_by(page, column)
        way = head(page, column).get_attribute("aria-sort")
        order = sorted(known, key=key, reverse=way == "descending")
        assert shown_names(page) == [*(row["name"] for row in order), *rest]
        assert page.locator("#list [aria-sort]").count() == 1
        ways.add(way)
    assert ways == {"ascending", "descending"}


def test_verdicts_and_platforms_sort_too(visit: Open) -> None:
    page = visit("mixed").page
    sort_by(page, "verdict")
    sort_by(page, "verdict")
    assert shown_names(page) == ["Mara Quill", "Bea Freund", "Caro Löwe"]
    sort_by(page, "platform")
    assert shown_names(page) == ["Mara Quill", "Caro Löwe", "Bea Freund"]


def test_a_place_that_moves_is_marked_and_sorts_by_its_rank(visit: Open) -> None:
    page = visit("apart").page
    assert page.locator("#list .sway").all_inner_texts() == ["2 to 5"]
    sort_by(page, "rank")
    cells = page.locator("#list tbody tr td:first-child").all_inner_texts()
    assert [text.split()[0] for text in cells] == [*"87654321", *"\u2013\u2013\u2013"]


# Keys


def test_the_keyboard_searches_and_goes_to_the_first_hit(visit: Open) -> None:
    page = visit("plain").page
    page.locator("#search").select_text()
    page.keyboard.type("ma/")
    assert page.input_value("#search") == "ma/"
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert shown_names(page) == EVERYBODY
    page.keyboard.type("max")
    page.keyboard.press("Enter")
    assert anchor(page) == "#p9"
    assert page.locator("#p9:target").count() == 1
    page.locator("#search").select_text()
    page.keyboard.type("gus")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("6Gus Row")
    assert page.evaluate("document.activeElement.tagName") == "TR"
    page.locator("#search").select_text()
    page.keyboard.type("zzz")
    page.keyboard.press("Enter")
    assert anchor(page) == "#list?q=zzz"


def test_the_keyboard_reaches_every_control(visit: Open) -> None:
    page = visit("mixed").page
    page.locator("#search").select_text()
    reached = []
    for _ in range(15):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className"
                " || document.activeElement.parentElement.dataset.s"
            )
        )
    columns = ["rank", "name", "verdict", "score", "sent", "received", "pitched", "pitching"]
    assert reached == [
        "filter", "platform", "year", "pitch", "scroll", *columns, "last", "platform",
    ]  # fmt: skip
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert head(page, "last").get_attribute("aria-sort") == "descending"
    assert shown_names(page)[0] == "Mara Quill"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_the_count_is_announced_politely(visit: Open) -> None:
    page = visit("plain").page
    assert page.get_by_role("status").first.inner_text() == "12 people"
    assert page.get_by_role("search", name="Search the list").count() == 1
    assert page.get_by_role("searchbox", name="Find a name", exact=True).count() == 1


# On a phone


@pytest.mark.parametrize("name", ["plain", "mixed", "apart"])
def test_a_phone_shows_cards_that_are_still_a_table(visit: Open, name: str) -> None:
    page = visit(name, viewport=PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    inner, outer = page.locator("#list .scroll").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inner <= outer
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node.get("role", {}).get("value") for node in tree]
    ours = page.locator("#list tbody tr").count()
    assert roles.count("row") > ours
    assert roles.count("rowheader") >= ours
    assert roles.count("columnheader") >= 9


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_controls_are_large_enough_to_hit(visit: Open, viewport: dict[str, int]) -> None:
    page = visit("mixed", viewport=viewport).page
    page.fill("#search", "a")
    boxes = page.evaluate(
        "[...document.querySelectorAll('#controls :is(input, select, button), #list button')]"
        ".map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert len(boxes) == 6 + 10
    assert all(width >= 24 and height >= 24 for width, height in boxes)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_word_stands_over_its_column(browser: Browser, tmp_path: Path, spoken: str) -> None:
    path = tmp_path / "list.html"
    write_report(render_report(make_mixed(), language=spoken), path)
    page = browser.new_page()
    page.goto(path.as_uri())
    for viewport in (WIDE, PHONE):
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        over = page.locator(".people-table :is(th, td)").evaluate_all(
            "all => all.filter(cell => cell.scrollWidth > cell.clientWidth + 1)"
            ".map(cell => cell.innerText)"
        )
        assert over == [], viewport
    page.close()
