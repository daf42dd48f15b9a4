"""The words in the pictures, as Chromium lays them out: inside, and none upon another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import analyse_sample
from reciprocity.report import render_report
from reciprocity.report.language import LANGUAGES
from tests.report.apart import make_apart
from tests.report.drawn import svg_of
from tests.report.list_owner import make_mixed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from reciprocity.analysis import Analysis

_PICTURE: Final = re.compile(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+")
# A pixel at an edge is a shadow of a letter; a word lies upon another when both ways share more.
_LAID_OUT: Final = """drawings => {
  const wrong = [];
  let count = 0;
  for (const drawing of drawings) {
    // Each brings styles of its own, which reach no further than its own root.
    const root = document.body.appendChild(document.createElement("div"));
    root.attachShadow({mode: "open"}).innerHTML = drawing;
    const svg = root.shadowRoot.querySelector("svg");
    const all = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .map(node => [node.textContent.trim(), node.getBoundingClientRect()])
      .filter(([words]) => words);
    count += texts.length;
    texts.forEach(([words, box], place) => {
      if (box.left < all.left - 1 || box.right > all.right + 1 || box.top < all.top - 1
          || box.bottom > all.bottom + 1) {
        wrong.push("outside: " + words);
      }
      for (const [others, other] of texts.slice(place + 1)) {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (across > 1 && down > 3) { wrong.push(words + " / " + others); }
      }
    });
  }
  return [count, wrong];
}"""


@pytest.fixture(scope="module", params=["sample", "mixed", "apart"])
def analysis(request: pytest.FixtureRequest) -> Analysis:
    makers = {"sample": analyse_sample, "mixed": make_mixed, "apart": make_apart}
    return makers[request.param]()


@pytest.mark.browser
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_words_in_pictures_have_room(browser: Browser, analysis: Analysis, spoken: str) -> None:
    html = render_report(analysis, language=spoken)
    drawings = [svg_of(uri) for uri in sorted(set(_PICTURE.findall(html)))]
    page = browser.new_page()
    bare = [drawing[drawing.index("<svg") :] for drawing in drawings]
    count, wrong = page.evaluate(_LAID_OUT, bare)
    page.close()
    assert count > 50
    assert sorted(set(wrong)) == []
