"""The page for everybody: nothing that axe-core objects to, zoomed, printed, in any direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = pytest.mark.browser

_RULES: Final = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


def violations(page: Page) -> list[str]:
    """Return what axe-core objects to, a line for each place."""
    found: list[dict[str, Any]] = Axe().run(page, options=_RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["plain", "mixed"])
def test_axe_finds_nothing_on_the_open_page(visit: Open, name: str, scheme: str) -> None:
    page = visit(name, color_scheme=scheme).page
    unfold(page)
    assert violations(page) == []


@pytest.mark.parametrize("name", ["hostile", "redacted", "apart"])
def test_axe_finds_nothing_on_a_phone(visit: Open, name: str) -> None:
    page = visit(name, viewport={"width": 360, "height": 740}).page
    assert violations(page) == []
    unfold(page)
    assert violations(page) == []


def test_axe_would_find_something(visit: Open) -> None:
    page = visit("plain").page
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    assert [said.split(":")[0] for said in violations(page)] == ["image-alt"]


def test_at_twice_the_size_nothing_is_cut_off(visit: Open) -> None:
    """WCAG 1.4.4 and 1.4.10: at 200 and 400 % of 1280 pixels, 640 and 320 are left."""
    for width in (640, 320):
        page = visit("mixed", viewport={"width": width, "height": 512}).page
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wider_spaces_between_letters_and_lines_hide_nothing(visit: Open) -> None:
    """WCAG 1.4.12."""
    page = visit("plain", viewport={"width": 1000, "height": 800}).page
    unfold(page)
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
    }""")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000
    cut = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e => {
      if (e.closest('.hide') || getComputedStyle(e).overflowY !== 'hidden') { return false; }
      return e.clientHeight > 2 && e.scrollHeight > e.clientHeight + 2;
    }).length""")
    assert cut == 0


def test_a_link_to_a_person_opens_what_is_folded(visit: Open) -> None:
    page = visit("plain", java_script_enabled=False).page
    assert not page.locator("#p9").is_visible()
    page.locator("#list a", has_text="Max Netzwerk").click()
    page.locator("#p9").wait_for(state="visible")
    assert "Rests on" in page.locator("#p9").inner_text()


def test_a_name_from_right_to_left_leaves_its_neighbours_in_place(visit: Open) -> None:
    page = visit("rtl").page
    unfold(page)
    loose, isolated = page.evaluate("""() => {
      const rtl = /[\\u0590-\\u08ff]/, main = document.querySelector('main');
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const found = [[], []];
      for (let n = walker.nextNode(); n; n = walker.nextNode()) {
        if (rtl.test(n.data)) {
          const held = n.parentElement.closest('bdi, blockquote[dir=auto], pre');
          found[held ? 1 : 0].push(n.data.slice(0, 80));
        }
      }
      return found;
    }""")
    assert loose == []
    assert len(isolated) > 10
    head = page.locator("article.person", has_text="\u05d3\u05d5\u05d3").first
    name, verdict = head.locator("h3").bounding_box(), head.locator(".verdict").bounding_box()
    assert name is not None
    assert verdict is not None
    assert name["x"] < verdict["x"]


def test_nothing_moves_for_those_who_asked_for_it(visit: Open) -> None:
    page = visit("plain", reduced_motion="reduce").page
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(e => {
      const s = getComputedStyle(e);
      return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0
        || s.scrollBehavior === 'smooth';
    }).length""")
    assert moving == 0


def test_what_is_folded_is_printed(visit: Open) -> None:
    page = visit("plain").page
    page.emulate_media(media="print")
    for folded in ("#p9 .steps", "#list tr:nth-child(12)", "#p9 .signals", "#coverage table"):
        box = page.locator(folded).first.bounding_box()
        assert box is not None, folded
        assert box["height"] > 10, folded
    assert not page.locator(".toc").is_visible()
