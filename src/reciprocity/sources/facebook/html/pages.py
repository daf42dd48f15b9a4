"""One page of a download in HTML as blocks. Facts: facebook.md section 7.

Three eras of markup since 2018 share two sets of class names, and one page may mix them. Every
block is a card: a heading, a body, a date. What a class looks like and on which element it stands
changed with every era; the short names below did not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

# The first name of each is that of the pages since late 2021, the second of those from 2018 on.
_BLOCKS: Final = "._a6-g, .uiBoxWhite:not(._a6-g)"  # a card of both names is one card
_HEADING: Final = "._a6-h, ._2lek"
_BODY: Final = "._a6-p, ._2let"
_DATE: Final = "._a72d, ._2lem"
_NAMING: Final = frozenset({"_a6-i", "_2pio"})
_TITLE: Final = "._a70e, ._3b0d"
_ABOUT: Final = "._a70f, ._3b0e"
_FOOT_NAMES: Final = frozenset({"_aoaa", "_a707", "_4t5o"})
_FOOT: Final = ", ".join(f".{name}" for name in sorted(_FOOT_NAMES))
# What holds the parts of a card, and the classes that only say how it looks.
_PARTS: Final = frozenset({
    "_a6-h", "_2lek", "_a6-p", "_2let", "_a6-o", "_a72d", "_2lem", "_a6-q", "_tqp", "_585r",
})  # fmt: skip
_STYLES: Final = frozenset({
    "pam", "_3-95", "_3-96", "_3-94", "_2pi0", "_2lej", "_2lel", "_2pio", "_2ph_", "_a6-i", "_a6-g",
    "uiBoxWhite", "noborder", "_50f4",
})  # fmt: skip
LOOKED_AT: Final = 50  # cards of a page
_DATED: Final = frozenset({"_a6-o", "_a72d", "_2lem"})

# A line break as written, with the break in the source that may follow it.
_BREAK: Final = re.compile(r"<br\s*/?>\r?\n?", re.IGNORECASE)
_EDGE: Final = re.compile(r"\A\s*\n\s*|\s*\n\s*\Z")

# The parser needs time in the square of how deep elements lie in each other; real ones lie in
# about twenty. Elements that may go without an end, or have none, are not counted.
_DEEPEST: Final = 200
_TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|title)\b[^>]*+>.*?(?:</\1\s*>|\Z)"
    r"""|<(/?)([a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL | re.IGNORECASE,
)
_ENDLESS: Final = frozenset({
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input",
    "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr", "track",
    "wbr",
})  # fmt: skip
# Within these other rules hold for what a tag is; no page of Facebook's has one.
_STRANGE: Final = frozenset({
    "frameset", "iframe", "math", "noembed", "noframes", "plaintext", "svg", "template",
    "textarea", "xmp",
})  # fmt: skip


class PageError(ValueError):
    """A page that cannot be taken apart, or in which nothing is where it is known to be."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A card of a page.

    heading: its text, None where there is none. named: the heading is the name of somebody (or
    the title of a post). body: the element, None without. date: as written, None without.
    """

    heading: str | None
    named: bool
    body: LexborNode | None
    date: str | None


class Page:
    """A page, parsed. Raises PageError for what no parser should be given, or no parser takes.

    is_whole: it has an end; otherwise the file breaks off.
    """

    def __init__(self, data: bytes) -> None:
        source = _BREAK.sub("\n", data.decode("utf-8-sig", "replace"))
        if not _is_flat(source):
            raise PageError
        self.is_whole = source.rstrip().casefold().endswith("</html>")
        try:
            self._tree = LexborHTMLParser(source)
        except (SelectolaxError, ValueError, RuntimeError) as error:
            raise PageError from error

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The cards in the order of the page; of one within another the inner one alone."""
        root = self._tree.root
        return tuple(map(_block, filter(_is_inmost, root.css(_BLOCKS)))) if root else ()

    @cached_property
    def title(self) -> str | None:
        """What the page calls itself: of a conversation its name; None without a known head."""
        found = self._tree.css_first(_TITLE)
        return " ".join(found.text(deep=True).split()) if found else None

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What stands above the cards, and headings anywhere that are no names."""
        nodes = [
            *self._tree.css(_ABOUT),
            *(node for node in self._tree.css(_HEADING) if not _NAMING & classes(node)),
        ]
        return tuple(" ".join(node.text(deep=True).split()) for node in nodes)

    @cached_property
    def foot(self) -> str:
        """The words at the foot of the page, "" without."""
        feet = [node for node in self._tree.css(_FOOT) if not _is_within(node, _FOOT_NAMES)]
        return " ".join(" ".join(node.text(deep=True, separator=" ") for node in feet).split())

    @cached_property
    def is_known(self) -> bool:
        """Whether anything stands where a page of Facebook's has it."""
        return bool(self.blocks) or self.title is not None or bool(self.foot)

    @cached_property
    def strange(self) -> frozenset[str]:
        """The classes around words of the first cards that are in no known part of a card.

        Where no class is around them, the tag.
        """
        root = self._tree.root
        cards = islice(filter(_is_inmost, root.css(_BLOCKS)), LOOKED_AT) if root else ()
        return frozenset(name for card in cards for name in _strange(card))

    def texts(self) -> Iterator[str]:
        """Yield every text of the page that is not blank, without blanks around it."""
        root = self._tree.body
        for node in root.traverse(include_text=True) if root else ():
            if node.tag == "-text" and (text := (node.text_content or "").strip()):
                yield text


def _is_flat(source: str) -> bool:
    """Return whether no element lies deeper than any real one; an end closes only the inmost."""
    opened: list[str] = []
    for match in _TAG.finditer(source):
        name = (match[3] or "").casefold()
        if name in _STRANGE:
            return False
        if not name or name in _ENDLESS:
            continue
        if not match[2]:
            opened.append(name)
            if len(opened) > _DEEPEST:
                return False
        elif opened and opened[-1] == name:
            opened.pop()
    return True


def _is_inmost(block: LexborNode) -> bool:
    return all(inner.mem_id == block.mem_id for inner in block.css(_BLOCKS))


def _is_within(node: LexborNode, names: frozenset[str]) -> bool:
    """Return whether an element lies in another with one of the classes."""
    above = node.parent
    while above is not None:
        if above.is_element_node and names & classes(above):
            return True
        above = above.parent
    return False


def _strange(card: LexborNode) -> Iterator[str]:
    for node in card.traverse(include_text=True):
        words = node.tag == "-text" and (node.text_content or "").strip()
        if words and node.parent is not None and not _is_within(node, _PARTS):
            yield from _named(node, card) or (node.parent.tag or "",)


def _named(node: LexborNode, card: LexborNode) -> frozenset[str]:
    """Return the classes of the nearest element around a node in a card that has any of its own."""
    above = node.parent
    while above is not None and above.mem_id != card.mem_id:
        if own := classes(above) - _STYLES:
            return own
        above = above.parent
    return frozenset()


def _block(block: LexborNode) -> Block:
    heading = block.css_first(_HEADING)
    date = block.css_first(_DATE) or _next_date(block)
    return Block(
        heading=" ".join(heading.text(deep=True).split()) if heading else None,
        named=heading is not None and bool(_NAMING & classes(heading)),
        body=block.css_first(_BODY),
        date=" ".join(date.text(deep=True).split()) if date else None,
    )


def _next_date(block: LexborNode) -> LexborNode | None:
    """Return the date that follows a card instead of standing in it."""
    after = block.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after if after is not None and _DATED & classes(after) else None


def classes(node: LexborNode) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset((node.attributes.get("class") or "").split())


def words_of(node: LexborNode) -> str:
    """Return the text of an element as it was typed, line breaks kept."""
    return _EDGE.sub("", node.text(deep=True))


def mojibake(text: str) -> str:
    """Return a text as Facebook's JSON holds it: each byte of its UTF-8 as a code point.

    HTML is true UTF-8 and must not be repaired; what the readers repair is this, back to the same
    text, whatever it looks like.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("latin-1")
