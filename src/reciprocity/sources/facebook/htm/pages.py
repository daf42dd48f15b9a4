"""The old pages as plain values, whatever state their tags are in.

Facts: facebook.md section 7, first row, and section 2, end. Pages hold illegal control characters,
and tags need not be closed; so they are gone through in the order in which their tags open, and
what belongs together is told by that order rather than by what lies in what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from reciprocity.sources.facebook.htm.dates import written_in
from reciprocity.sources.facebook.html.pages import Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from reciprocity.sources.facebook.html.dates import Written

# Tabs and line breaks are the only control characters that a text may hold.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MEDIA: Final = {"img": "src", "video": "src", "audio": "src", "source": "src", "a": "href"}
_LONGEST_NAME: Final = 200
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_FILE: Final = re.compile(r"(?:\A|/)messages/([0-9]+\.html?)\Z", re.IGNORECASE)


@dataclass(kw_only=True)
class Said:
    """One message: who, when, in which words and with which files, all as the page has it.

    sender and moment are None where the page has none; words: one text for each paragraph.
    """

    sender: str | None = None
    moment: str | None = None
    words: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Block:
    """One `div.thread`: the text before its first message, a heading if any, newest message first.

    heading: since October 2017, None before; then the text begins with a word and a colon.
    """

    people: str = ""
    heading: str | None = None
    said: list[Said] = field(default_factory=list)


@dataclass(kw_only=True)
class MessagesPage:
    """All of one page of messages; loose: how many paragraphs belong to no message.

    links: names of the files that it refers to as conversations.
    """

    owner: str | None = None
    blocks: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loose: int = 0


@dataclass(kw_only=True)
class FriendsPage:
    """The sections of friends.htm: headings, each with its rows, in their order."""

    owner: str | None = None
    sections: list[tuple[str, list[str]]] = field(default_factory=list)


def parsed(data: bytes) -> LexborHTMLParser:
    """Return the page. Raises PageError for what no parser should be given."""
    Page(data)
    return LexborHTMLParser(data.decode("utf-8-sig", "replace").replace("\x00", ""))


def read_owner_page(page: LexborHTMLParser) -> str | None:
    """Return whose page it is: the first heading that says anything."""
    return next((name for node in page.css("h1") if (name := _heading(node))), None)


def read_foot_page(page: LexborHTMLParser) -> Written | None:
    """Return when the page was made, by its foot; None where that does not tell.

    "Downloaded by Ann Roe on Saturday, January 23, 2016 at 9:22pm UTC", read off a public parser.
    How other languages put it is not known, so whatever stands behind the owner's name is read.
    """
    feet = page.css("div.footer")
    words = " ".join(_text(feet[-1]).split()) if feet else ""
    owner = read_owner_page(page)
    return written_in(words.rpartition(owner)[2] if owner else words)


def read_friends_page(page: LexborHTMLParser) -> FriendsPage:
    """Return the lists of the page; the rows of the menu stand before any heading of theirs."""
    found = FriendsPage(owner=read_owner_page(page))
    for node in page.css("h2, li"):
        if node.tag == "h2":
            found.sections.append((_text(node), []))
        elif found.sections:
            found.sections[-1][1].append(_own_text(node, "li"))
    return found


def read_messages_page(page: LexborHTMLParser) -> MessagesPage:
    """Return the conversations of the page."""
    reader = _Reader()
    for node in page.root.traverse(include_text=True) if page.root else ():
        reader.take(node)
    return reader.page


class _Reader:
    """Takes the nodes of a page of messages in their order."""

    def __init__(self) -> None:
        self.page = MessagesPage()
        self._block: Block | None = None
        self._said: Said | None = None
        self._place: int | None = None  # of the div of the block
        self._in_words = False  # whether the paragraph of the message was seen

    def take(self, node: LexborNode) -> None:
        """Take the next node."""
        if node.is_text_node:
            self._take_text(node)
            return
        match node.tag:
            case "div":
                self._take_div(node)
            case "span":
                self._take_span(node)
            case "p":
                self._take_words(node)
            case "h1":
                self.page.owner = self.page.owner or _heading(node)
            case "h3" if self._block and self._said is None:
                self._block.heading = _text(node)
            case "a" | "img" | "video" | "audio" | "source":
                self._take_media(node)

    def _take_text(self, node: LexborNode) -> None:
        parent = node.parent
        if self._block and self._said is None and parent and parent.mem_id == self._place:
            self._block.people += _clean(node.text_content or "")

    def _take_div(self, node: LexborNode) -> None:
        classes = _classes(node)
        if "thread" in classes:
            self._block, self._said, self._place = Block(), None, node.mem_id
            self.page.blocks.append(self._block)
        elif "message" in classes:
            if self._block is None:
                self._block = Block()
                self.page.blocks.append(self._block)
            self._said, self._in_words = Said(), False
            self._block.said.append(self._said)

    def _take_span(self, node: LexborNode) -> None:
        said, classes = self._said, _classes(node)
        if said is None or self._in_words:
            return
        if "user" in classes and said.sender is None:
            said.sender = _own_text(node, "span")
        elif "meta" in classes and said.moment is None:
            said.moment = _own_text(node, "span")

    def _take_words(self, node: LexborNode) -> None:
        text = _text(node)
        if self._said is not None:
            self._in_words = True
            self._said.words.append(text)
        elif self._block is not None and text:
            self.page.loose += 1

    def _take_media(self, node: LexborNode) -> None:
        address = node.attributes.get(_MEDIA[node.tag or ""]) or ""
        if self._block is None and (file := _FILE.search(address)):
            self.page.links.append(file[1])
        # What is typed as an address is in the words; a file of the download is attached.
        stored = address and not _ELSEWHERE.match(address)
        if self._said is not None and self._in_words and stored:
            self._said.media.append(_clean(address))


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _text(node: LexborNode) -> str:
    """Return the words inside a node, a line for each line break."""
    first = node.first_child
    if first is None:
        return ""
    if first.is_text_node and first.next is None:
        return _clean(first.text_content or "").strip()
    return _clean("".join(map(_piece, node.traverse(include_text=True)))).strip()


def _piece(node: LexborNode) -> str:
    if node.is_text_node:
        return node.text_content or ""
    return "\n" if node.tag == "br" else ""


def _heading(node: LexborNode) -> str | None:
    """Return the name in a heading; of one without an end the rest of the page is no name."""
    text = _text(node)
    return text if text and len(text) <= _LONGEST_NAME else None


def _own_text(node: LexborNode, tag: str) -> str:
    """Return the words of a node up to the next of its kind, which a missing end let slip in."""
    pieces = []
    for inner in node.traverse(include_text=True):
        if inner.tag == tag and inner.mem_id != node.mem_id:
            break
        pieces.append(_piece(inner))
    return _clean("".join(pieces)).strip()
