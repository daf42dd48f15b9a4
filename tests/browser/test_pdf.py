"""The report as a PDF, printed by the real browser."""

from __future__ import annotations

import os
import re
import shutil
import zlib
from typing import TYPE_CHECKING

import pytest

from reciprocity.report import make_report
from tests.report.factory import make_analysis
from tests.report.hostile import make_hostile

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "No Chromium was found: set CHROMIUM to its path."
    monkeypatch.setenv("CHROMIUM", path)


def inflated(data: bytes) -> bytes:
    """Return a PDF with what is compressed in it unpacked."""
    found = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"".join(found)


@pytest.mark.usefixtures("chromium")
def test_the_page_is_printed_whole() -> None:
    data = make_report(make_analysis(), "pdf")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    redacted = make_report(make_analysis(), "pdf", redact=True)
    assert pages > len(re.findall(rb"/Type\s*/Page\b", redacted)) > 5


@pytest.mark.usefixtures("chromium")
def test_a_pdf_of_hostile_archives_does_nothing() -> None:
    data = inflated(make_report(make_hostile(), "pdf"))
    assert not re.search(
        rb"/(JavaScript|JS|Launch|SubmitForm|GoToR|EmbeddedFile|OpenAction)\b", data
    )
    links = set(re.findall(rb"/URI \((.*?)\)", data))
    assert links == {b"https://www.linkedin.com/in/expert-example"}


def test_a_print_shows_every_folded_part(visit: Callable[..., Visit]) -> None:
    for name in ("plain", "mixed", "apart"):
        page = visit(name).page
        page.emulate_media(media="print")
        hidden = page.evaluate(
            "[...document.querySelectorAll('details > :not(summary)')]"
            ".filter(e => !e.matches('button, output') && e.getBoundingClientRect().height === 0)"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        assert page.locator("details").count() > 5
        assert hidden == []


def test_the_head_of_the_list_is_repeated_on_each_printed_page(visit: Callable[..., Visit]) -> None:
    page = visit("mixed").page
    buttons = page.locator(".people-table thead button")
    assert buttons.first.is_visible()
    page.emulate_media(media="print")
    # Chromium repeats a head only where nothing in it is a box that cannot be broken, as a button.
    boxes = buttons.evaluate_all("all => all.map(button => button.getClientRects().length)")
    assert len(boxes) > 8
    assert set(boxes) == {0}
    assert page.locator(".people-table thead th").first.is_visible()
