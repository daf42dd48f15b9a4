"""Archives with a hostile text in every field of every file: command line, page, browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.printable import printable
from tests.cli.running import run
from tests.filled import Filled
from tests.hostile_texts import CORPUS, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = pytest.mark.browser
PAGES: Final = {
    "whole": (),
    "redacted": ("--redact",),
    "without-text": ("--no-text",),
    # Where sentences from below are looked up, and put together with what stands in archives.
    "translated": ("--lang", "de"),
}
_PROFILE: Final = re.compile(
    r"https://www\.linkedin\.com/in/[\w%~.-]+/?"
    r"|https://www\.facebook\.com/(profile\.php\?id=\d+|[A-Za-z0-9.]+)/?"
)
_HANDLERS: Final = """
[...document.querySelectorAll("*")].flatMap(e => [...e.attributes])
  .map(a => a.name).filter(n => n.startsWith("on") || n === "style" || n === "srcdoc")
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the report on hostile archives in every manner; the places of the pages."""
    folder = tmp_path_factory.mktemp("hostile")
    archives = Filled(Hostile()).write(folder)
    found = {}
    for name, options in PAGES.items():
        found[name] = folder / f"{name}.html"
        done = run("report", *archives, "-o", found[name], *options)
        assert done.code == 0, done.err
    return found


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_the_archives_acts(visit: Open, name: str) -> None:
    opened = visit(name)
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.wait_for_load_state("networkidle")
    assert page.locator("script").count() == 3
    assert page.locator("style").count() == 1
    strange = "iframe, object, embed, form, base, link[rel=stylesheet], video, audio, math, animate"
    assert (
        page.locator(f"{strange}, foreignObject, textarea, meta[http-equiv=refresh]").count() == 0
    )
    assert page.evaluate(_HANDLERS) == []
    assert page.evaluate("[...document.images].every(i => i.src.startsWith('data:image/svg'))")
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    if page.locator("#search").count():
        page.fill("#search", "<img src=x onerror=alert(1)>")
        page.fill("#search", "")
    for head in page.locator("#list thead button").all():
        head.click()
    opened.assert_quiet()


@pytest.mark.parametrize("name", PAGES)
def test_only_profiles_are_led_to(visit: Open, name: str) -> None:
    links = visit(name).page.evaluate(
        "[...document.querySelectorAll('[href]')].filter(e => e.tagName !== 'use')"
        ".map(e => [e.tagName, e.getAttribute('href'), e.getAttribute('rel')])"
    )
    outer = [link for link in links if not link[1].startswith("#") and link[1] != "data:,"]
    assert all(tag == "A" and _PROFILE.fullmatch(href) for tag, href, _ in outer)
    assert all(rel == "noreferrer noopener" for _, _, rel in outer)
    assert bool(outer) == (name != "redacted")


def test_the_texts_are_there_and_are_text(visit: Open) -> None:
    # Without scripts, which show the list a hundred rows at a time, everybody's row is there.
    page = visit("whole", java_script_enabled=False).page
    shown = " ".join((page.locator("body").text_content() or "").split())
    # A lone surrogate is a mistake in UTF-8, and read as such.
    told = [text for text in CORPUS if "\ud800" not in text]
    missing = [text for text in told if " ".join(printable(text).split()) not in shown]
    assert missing == []


def test_a_redacted_page_shows_none_of_them(visit: Open) -> None:
    shown = visit("redacted").page.evaluate("document.documentElement.outerHTML")
    told = [text for text in CORPUS if len(text) > 20 and text in shown]
    assert told == []
    assert "evil.example" not in shown


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_its_window(visit: Open, width: int) -> None:
    page = visit("whole", viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
