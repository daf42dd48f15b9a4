from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reciprocity.people import read_choices
from tests.report.hostile import HOSTILE, make_hostile
from tests.report.list_owner import make_mixed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.person > details').forEach(d => { d.open = true; })")


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("name", ["plain", "hostile", "redacted", "mixed", "apart"])
def test_the_page_asks_for_nothing_and_says_nothing(visit: Open, name: str) -> None:
    opened = visit(name)
    opened.page.wait_for_load_state("networkidle")
    opened.assert_quiet()


def test_the_style_applies_and_the_pictures_are_drawn(visit: Open) -> None:
    page = visit("plain").page
    assert background(page) == "rgb(248, 246, 242)"
    widths = page.evaluate("[...document.images].map(i => [i.complete, i.naturalWidth])")
    assert len(widths) == 8 + 7
    assert all(complete and width > 100 for complete, width in widths)
    unfold(page)
    mark = page.locator("#p8 .timeline, #p9 .timeline").first.locator("use").first
    box = mark.bounding_box()
    assert box is not None
    assert box["width"] > 5


def test_the_life_cycles_are_drawn_and_told_in_tables(visit: Open) -> None:
    page = visit("plain").page
    cycles = page.locator("#cycles")
    names = ["plot-flow", "plot-word", "plot-pitch"]
    for name in names:
        box = cycles.locator(f".{name} img").bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 200
    assert cycles.locator(".plot-removal img").count() == 0
    assert "Too few were under watch" in cycles.locator(".plot-removal").inner_text()
    for name in names:
        figure = cycles.locator(f".{name}")
        assert not figure.locator("table").first.is_visible()
        figure.locator("summary").click()
        figure.locator("table").first.wait_for(state="visible")
    steps = cycles.locator(".plot-flow table").nth(1).locator("tbody tr")
    assert steps.first.inner_text().split() == ["Connected", "Words", "10", "31", "d", "8"]
    page.locator("a", has_text="Life cycles").first.click()
    assert page.url.endswith("#cycles")


def test_the_map_scrolls_by_itself_on_a_phone(visit: Open) -> None:
    page = visit("plain", viewport={"width": 360, "height": 800}).page
    inner, outer = page.evaluate(
        "(() => { const e = document.querySelector('.plot-flow .scroll');"
        " return [e.scrollWidth, e.clientWidth]; })()"
    )
    assert inner > 1_000
    assert outer < 360


def test_hostile_texts_are_text(visit: Open) -> None:
    opened = visit("hostile")
    text = " ".join(opened.page.locator("body").inner_text().split())
    for said in HOSTILE[:8]:
        assert " ".join(said.split()) in text
    strange = opened.page.locator("iframe, object, embed, form, img[src='x'], [onload], [onerror]")
    assert strange.count() == 0
    assert opened.page.locator("script").count() == 3
    opened.page.fill("#search", "<script>")
    opened.page.mouse.move(200, 200)
    opened.assert_quiet()


def test_the_page_is_no_wider_than_a_phone(visit: Open) -> None:
    for name in ("plain", "hostile", "mixed", "apart"):
        page = visit(name, viewport={"width": 360, "height": 800}).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["mixed", "hostile"])
def test_the_suggestions_are_a_file_for_people(visit: Open, tmp_path: Path, name: str) -> None:
    page = visit(name, java_script_enabled=False).page
    page.locator("summary", has_text="ready as a file").click()
    path = tmp_path / "people.toml"
    path.write_text(page.locator("#choices").inner_text(), encoding="utf-8")
    analysis = make_mixed() if name == "mixed" else make_hostile()
    # Of pairs that share somebody at most one can be right, so these are left to the reader.
    counts = Counter(person for pair in analysis.suggestions for person in pair[:2])
    alone = [(a, b) for a, b, _ in analysis.suggestions if counts[a] == counts[b] == 1]
    assert read_choices(path).same == tuple(alone)
    assert page.locator(".choices button").count() == 0


def test_the_suggestions_can_be_copied(visit: Open) -> None:
    opened = visit("mixed", permissions=["clipboard-read", "clipboard-write"])
    page = opened.page
    page.locator("summary", has_text="ready as a file").click()
    page.locator(".choices button").click()
    said = page.locator(".choices output")
    said.get_by_text(".").wait_for()
    copied = page.evaluate(
        "document.querySelector('.choices output').textContent === 'Copied.'"
        " ? navigator.clipboard.readText() : String(window.getSelection())"
    )
    assert copied.strip() == page.locator("#choices").inner_text().strip()
    opened.assert_quiet()


def test_whom_one_talks_to_elsewhere_stands_apart(visit: Open, tmp_path: Path) -> None:
    page = visit("apart").page
    apart = page.locator("ul.apart li")
    assert apart.count() == 1
    assert "Dan Gift: family, we phone You wrote 1" in apart.inner_text()
    assert page.locator("#list", has_text="Dan Gift").count() == 0
    apart.locator("a").click()
    section = page.locator("article.person").last
    assert page.url.endswith(f"#{section.locator('.body').get_attribute('id')}")
    assert section.locator(".body").is_visible()
    assert section.locator(".meta").inner_text() == "You talk elsewhere"
    unfold(page)
    hal = page.locator("article.person", has_text="Hal Mute")
    hal.locator("summary", has_text="Do you talk elsewhere?").click()
    path = tmp_path / "people.toml"
    path.write_text(hal.locator("pre.toml").inner_text(), encoding="utf-8")
    assert read_choices(path).elsewhere == (("linkedin:hal", "we phone"),)


def test_the_dark_scheme_is_dark_and_readable(visit: Open) -> None:
    page = visit("plain", color_scheme="dark").page
    assert background(page) == "rgb(20, 23, 27)"
    picture = page.evaluate("document.images[0].currentSrc")
    light = visit("plain", color_scheme="light").page.evaluate("document.images[0].currentSrc")
    assert picture != light


_INK = """async () => {
  // Of each picture: how bright what is drawn is, from 0 to 1, and how much of it is drawn.
  const found = [];
  for (const image of document.images) {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0, drawn = 0;
    for (let at = 0; at < data.length; at += 4) {
      // What stands on paper and grid: strong colours only.
      if (data[at + 3] < 250) { continue; }
      drawn += 1;
      sum += (data[at] + data[at + 1] + data[at + 2]) / 765;
    }
    found.push([image.alt, drawn / (canvas.width * canvas.height), sum / drawn]);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pictures_are_drawn_in_the_colours_of_the_scheme(visit: Open, width: int) -> None:
    size = {"width": width, "height": 900}
    light = visit("plain", color_scheme="light", viewport=size).page.evaluate(_INK)
    dark = visit("plain", color_scheme="dark", viewport=size).page.evaluate(_INK)
    assert len(light) == len(dark) == 8 + 7
    for (alt, day, by_day), (_, night, by_night) in zip(light, dark, strict=True):
        assert day > 0.005, alt
        assert abs(day - night) < 0.01, alt
        # Ink is brighter on a dark paper; boxes and unseen years are surfaces, dark as the paper.
        surfaces = alt.startswith(("A map of the stages", "Messages per year"))
        assert (by_night > by_day) is not surfaces, alt


def test_a_print_has_the_light_pictures_and_dark_ink(visit: Open) -> None:
    page = visit("plain", color_scheme="dark").page
    light = visit("plain", color_scheme="light").page.evaluate("document.images[0].currentSrc")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_function("source => document.images[0].currentSrc === source", arg=light)
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(35, 40, 46)"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_words_in_pictures_can_be_read(visit: Open, width: int) -> None:
    page = visit("plain", viewport={"width": width, "height": 900}).page
    sizes = page.evaluate(
        """() => [...document.images].flatMap(image => {
          const svg = atob(image.currentSrc.split(",")[1]);
          const scale = image.clientWidth / parseFloat(svg.match(/width="([\\d.]+)pt"/)[1]);
          return [...svg.matchAll(/font(?:-size)?:[^;}]*?([\\d.]+)px/g)]
            .map(found => scale * parseFloat(found[1]));
        })"""
    )
    assert len(sizes) > 7 + 7
    assert min(sizes) >= 11


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["mixed", "apart"])
def test_all_text_stands_out(visit: Open, scheme: str, name: str) -> None:
    page = visit(name, color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    weak = page.evaluate(
        """() => {
          function rgb(text) { return text.match(/[\\d.]+/g).map(Number); }
          function light(c) {
            const l = c.slice(0, 3).map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
          }
          function paper(node) {
            for (let n = node; n; n = n.parentElement) {
              const c = rgb(getComputedStyle(n).backgroundColor);
              if (c.length === 3 || c[3] > 0) { return c; }
            }
            return [255, 255, 255];
          }
          const weak = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || node.closest("svg, script")) { continue; }
            const pair = [light(rgb(getComputedStyle(node).color)), light(paper(node))];
            pair.sort((a, b) => b - a);
            const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
            if (ratio < 4.5) { weak.add(node.tagName + "." + node.className + " " + ratio); }
          }
          return [...weak];
        }"""
    )
    assert weak == []


def test_the_keyboard_reaches_the_report(visit: Open) -> None:
    page = visit("plain").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
