"""A real Chromium for the tests of the page. Without one they fail; they are never skipped."""

from __future__ import annotations

import os
import shutil
import warnings
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from reciprocity.report import render_report, write_report
from tests.report.apart import make_apart
from tests.report.factory import make_analysis
from tests.report.hostile import make_hostile
from tests.report.list_owner import make_mixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from reciprocity.analysis import Analysis

_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.__violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


@dataclass
class Visit:
    """An opened page and everything it did that it should not have done."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        """Close a dialog and remember it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def violations(self) -> list[str]:
        """Return what the Content-Security-Policy had to stop."""
        return list(self.page.evaluate("window.__violations || []"))

    def assert_quiet(self) -> None:
        """Check that the page asked for itself only, and said nothing."""
        asked = [url for url in self.requests if not url.startswith("data:")]
        assert set(asked) == {self.url}
        assert self.messages == []
        assert self.dialogs == []
        assert self.violations() == []


def renamed(name: str) -> Analysis:
    """Return the analysis of twelve people who all bear one name, and who wrote it in words."""
    plain = make_analysis()
    people = plain.people.assign(name=name)
    texts = plain.events["text"].where(plain.events["text"].isna(), name)
    return replace(plain, people=people, events=plain.events.assign(text=texts), owner_name=name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once; fail where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("No Chromium was found: set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield started
        started.close()
    # The loop and the pipes of the driver are closed by the interpreter, not by playwright.
    warnings.filterwarnings("ignore", category=ResourceWarning)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the pages that are looked at."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {
        "plain": render_report(make_analysis()),
        "hostile": render_report(make_hostile()),
        "redacted": render_report(make_analysis(), redact=True),
        "mixed": render_report(make_mixed()),
        "apart": render_report(make_apart()),
        "rtl": render_report(renamed("\u05d3\u05d5\u05d3 \u05db\u05d4\u05df (1)")),
    }
    for name, html in texts.items():
        write_report(html, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture
def visit(browser: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens one of the pages in a context of its own."""
    contexts = []

    def open_page(name: str, fragment: str = "", **options: Any) -> Visit:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        found = Visit(page=page, url=pages[name].as_uri())
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("console", lambda message: found.messages.append(message.text))
        page.on("pageerror", lambda error: found.messages.append(str(error)))
        page.on("dialog", found.dismiss)
        page.add_init_script(_WATCH)
        page.goto(found.url + fragment)
        return found

    yield open_page
    for context in contexts:
        context.close()
