"""Writes docs/report.png, the picture in the README, from the report on the sample.

Needs Chromium: CHROMIUM="$(scripts/browser)" .venv/bin/python scripts/picture.py
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run"]  # fmt: skip


def main() -> None:
    """Write the picture: the head of the page, and the story person's section below it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=_FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light")
        page.goto((ROOT / "reports" / "sample.html").as_uri())
        person = page.locator("article.person", has_text="Desmond Harkwell")
        person.locator("summary").first.click()
        person.evaluate("e => e.scrollIntoView()")
        page.evaluate("window.scrollBy(0, -24)")
        page.screenshot(path=ROOT / "docs" / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
