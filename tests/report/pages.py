"""Reads a rendered page with the standard library's HTML parser, for the tests."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class Page:
    """What a page is made of: its tags with attributes, its text, its inline style and script."""

    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return all visible text with single spaces."""
        return re.sub(r"\s+", " ", "".join(self.texts))

    def attributes(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [values[name] for _, values in self.tags if name in values]

    def named(self, tag: str) -> list[Attributes]:
        """Return the attributes of every tag of that name."""
        return [values for name, values in self.tags if name == tag]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.inside = tag if tag in {"style", "script"} else self.inside

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        into = {"style": self.page.styles, "script": self.page.scripts}
        into.get(self.inside, self.page.texts).append(data)


def read_page(html: str) -> Page:
    """Return the parts of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def read_images(html: str) -> list[str]:
    """Return the decoded SVG of every data: image of the page."""
    found = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", html)
    return [base64.b64decode(text).decode() for text in found]
