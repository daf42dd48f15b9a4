"""The address of the list: what it tells, what it brings back, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.listing import EVERYBODY, anchor, head, shown_names, sort_by

if TYPE_CHECKING:
    from tests.browser.listing import Open

pytestmark = pytest.mark.browser


def test_the_address_tells_the_state_and_brings_it_back(visit: Open) -> None:
    opened = visit("plain")
    page = opened.page
    page.fill("#search", "a")
    page.select_option("#filter", "acquaintance")
    sort_by(page, "name")
    sort_by(page, "name")
    told = "#list?q=a&verdict=acquaintance&sort=name&dir=down"
    assert anchor(page) == told
    assert shown_names(page) == ["Fay Hand"]
    again = visit("plain", fragment=told).page
    assert shown_names(again) == ["Fay Hand"]
    assert again.input_value("#search") == "a"
    assert again.input_value("#filter") == "acquaintance"
    assert head(again, "name").get_attribute("aria-sort") == "descending"
    assert again.locator("#search").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    again.reload()
    assert shown_names(again) == ["Fay Hand"]
    opened.assert_quiet()


def test_back_and_forward_go_through_the_states(visit: Open) -> None:
    page = visit("plain").page
    page.locator("#search").press_sequentially("max")
    page.select_option("#filter", "extractive")
    page.fill("#search", "")
    assert anchor(page) == "#list?verdict=extractive"
    page.locator("#list a", has_text="Max").click()
    assert anchor(page) == "#p9"
    assert shown_names(page) == ["Max Netzwerk"]
    page.go_back()
    assert anchor(page) == "#list?verdict=extractive"
    assert shown_names(page) == ["Max Netzwerk"]
    page.go_back()
    assert anchor(page) == "#list?q=max&verdict=extractive"
    assert page.input_value("#search") == "max"
    page.go_back()
    assert anchor(page) == "#list?q=max"
    assert page.input_value("#filter") == ""
    page.go_back()
    assert anchor(page) == ""
    assert shown_names(page) == EVERYBODY
    page.go_forward()
    assert shown_names(page) == ["Max Netzwerk"]
    page.evaluate("location.hash = '#list?q=kim'")
    page.locator("#list tbody tr", has_text="Max").wait_for(state="detached")
    assert shown_names(page) == ["Kim"]


def test_plain_anchors_work_whatever_the_list_shows(visit: Open) -> None:
    page = visit("plain", fragment="#p9").page
    assert page.locator("#p9:target").count() == 1
    assert shown_names(page) == EVERYBODY
    page.fill("#search", "kim")
    page.locator(".turn-to a", has_text="Eva Still").first.click()
    assert anchor(page) == "#p4"
    box = page.locator("#p4").bounding_box()
    assert box is not None
    assert -10 < box["y"] < 700
    page.locator("#p4 .back a").click()
    assert anchor(page) == "#ranking"
    assert shown_names(page) == ["Kim"]


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("#list?q=<script>", 0),
        ("#list?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", 0),
        ("#list?verdict=__proto__&year=constructor&platform=toString&sort=__proto__&dir=x", 12),
        ("#list?verdict=extractive&verdict=dormant&unheard=of&pitch=2", 1),
        ("#list?sort=rank&dir=down&q=%E0%A4%A", 0),
        ("#list?", 12),
        ("#listing?q=kim", 12),
        ("#list?q=" + "x" * 20_000, 0),
    ],
)
def test_a_hostile_address_is_only_text(visit: Open, fragment: str, found: int) -> None:
    opened = visit("plain", fragment=fragment)
    assert len(shown_names(opened.page)) == found
    sort_by(opened.page, "name")
    assert opened.messages == opened.dialogs == opened.violations() == []
    assert opened.page.locator("#ranking script, #ranking img").count() == 1


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt; &amp;#60;", "'><svg",
     "{{7*7}}", "]]><!--"],
)  # fmt: skip
def test_hostile_names_are_found_as_they_read(visit: Open, typed: str) -> None:
    opened = visit("hostile")
    opened.page.fill("#search", typed)
    names = shown_names(opened.page)
    assert 1 <= len(names) <= 2
    assert all(typed in name for name in names)
    opened.assert_quiet()


def test_names_stay_isolated(visit: Open) -> None:
    page = visit("hostile").page
    rows = page.locator("#list tbody tr")
    assert page.locator("#list tbody th bdi").count() == rows.count() > 10


def test_what_the_address_names_is_unfolded_where_the_browser_does_not(visit: Open) -> None:
    page = visit("plain").page
    body = page.locator("article.person .body").last
    target = body.get_attribute("id")
    # An address that is only written into the history unfolds nothing, as in older browsers.
    page.evaluate("id => history.replaceState(null, '', '#' + id)", target)
    assert not body.is_visible()
    page.evaluate("window.dispatchEvent(new HashChangeEvent('hashchange'))")
    assert body.is_visible()
    assert body.evaluate("node => Math.abs(node.getBoundingClientRect().top) < innerHeight")
    for nowhere in ("", "#nobody", "#%", "#list?q=kim"):
        page.evaluate("hash => history.replaceState(null, '', hash || location.pathname)", nowhere)
        page.evaluate("window.dispatchEvent(new HashChangeEvent('hashchange'))")
    assert body.is_visible()
