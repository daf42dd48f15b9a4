"""What the tests of the list see and do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

    Open = Callable[..., Visit]

EVERYBODY = [
    "Bea Freund", "Caro Löwe", "Dan Gift", "Eva Still", "Fay Hand", "Gus Row", "Hal Mute",
    "Ida Patient", "Max Netzwerk", "Jon Once", "Kim", "Lea Never",
]  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 800}


def shown_names(page: Page) -> list[str]:
    """Return the names of the rows that can be seen."""
    return page.locator("#list tbody tr:visible th").all_text_contents()


def counted(page: Page) -> str:
    """Return what the count beside the controls says."""
    return page.locator("#controls output").inner_text()


def anchor(page: Page) -> str:
    """Return the address within the page."""
    return str(page.evaluate("location.hash"))


def head(page: Page, column: str) -> Any:
    """Return the heading of a column."""
    return page.locator(f"#list thead [data-s='{column}']")


def sort_by(page: Page, column: str) -> None:
    """Press the button of a column."""
    head(page, column).locator("button").click()
