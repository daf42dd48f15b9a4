"""The report in other languages, with the catalogues that ship: nothing of it stays English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.analysis import analyse_sample
from reciprocity.report import render_report
from reciprocity.report.borrowed import borrowed
from reciprocity.report.borrowed_texts import COUNTED, SHAPES, TEXTS
from reciprocity.report.language import LANGUAGES, speaking
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page
from tests.scripts import load_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.analysis import Analysis

OTHERS: Final = LANGUAGES[1:]
_PLACE: Final = re.compile(r"\{\w+\}|%\(\w+\)s")
_VALUES: Final = {"number": "7", "lost": "7", "there": "9", "date": "3 May 2019"}
# Words enough that no other language has them in this order.
_WORDS: Final = 4


@pytest.fixture(scope="module", params=["sample", "mixed"])
def analysis(request: pytest.FixtureRequest) -> Analysis:
    return analyse_sample() if request.param == "sample" else make_mixed()


def english() -> Iterator[str]:
    """Yield every text of the catalogues that has words enough."""
    catalogues: Any = load_script("catalogues")
    for message in catalogues.collect():
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            if len(re.findall(r"[^\W\d_]{2,}", _PLACE.sub(" ", text))) >= _WORDS:
                yield text


def is_in(told: str, text: str) -> bool:
    """Return whether a text, with any values, stands in what is told; its markup left out."""
    plain = re.sub(r"</?\w+[^>]*>", "", text.replace("%%", "%"))
    pieces = _PLACE.split(plain)
    # Most are not there, and the longest piece tells so at once.
    if max(pieces, key=len) not in told:
        return False
    return bool(re.search(r"[^.]{1,80}?".join(map(re.escape, pieces)), told))


@pytest.mark.parametrize("spoken", OTHERS)
def test_no_text_of_the_page_is_english(analysis: Analysis, spoken: str) -> None:
    page = read_page(render_report(analysis, texts=False, language=spoken))
    told = " ".join([page.text, *page.attributes("aria-label"), *page.attributes("alt")])
    left = [text for text in english() if is_in(told, text)]
    assert left == []


def test_english_would_be_found() -> None:
    told = read_page(render_report(make_mixed(), texts=False)).text
    assert sum(is_in(told, text) for text in english()) > 100


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_text_from_below_is_translated(spoken: str) -> None:
    forms = [*TEXTS, *SHAPES, *(form for pair in COUNTED for form in pair)]
    said = [_PLACE.sub(lambda m: _VALUES.get(m[0].strip("{}"), "Word"), form) for form in forms]
    with speaking(spoken):
        left = [text for text in said if " " in text and borrowed(text) == text]
    assert left == []
