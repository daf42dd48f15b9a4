"""A page of comments, reactions, posts or pokes as the JSON of the same. Facts: facebook.md 3, 7.

A card has the title of the record for its heading, its words for its body, and its time. That the
sentence about a poke stands there as a title is told of HTML alone. Of other pages with titles, and
of those that are tables of labelled values (since 2023), the form is not documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.facebook.html.lists import Rows, dated
from reciprocity.sources.facebook.html.pages import PageError, mojibake, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.sources.facebook.html.clock import Clock
    from reciprocity.sources.facebook.html.pages import Block, Page

_POKE: Final = re.compile(r"(.+?) poked (.+?)\.?")


def _comment(block: Block) -> dict[str, Any]:
    return {**_title(block), "data": [{"comment": {"comment": _words(block)}}]}


def _reaction(block: Block) -> dict[str, Any]:
    return {**_title(block), "data": [{"reaction": {}}]}


def _post(block: Block) -> dict[str, Any]:
    return {**_title(block), "data": [{"post": _words(block)}]}


def _poke(block: Block) -> dict[str, Any]:
    found = _POKE.fullmatch(block.heading or "")
    return {"poker": mojibake(found[1]), "pokee": mojibake(found[2])} if found else {}


# By kind of list: the key in JSON, and what a card gives.
_KINDS: Final[dict[str, tuple[str, Callable[[Block], dict[str, Any]]]]] = {
    "comments": ("comments_v2", _comment),
    "reactions": ("reactions_v2", _reaction),
    "own posts": ("status_updates_v2", _post),
    "posts by others": ("wall_posts_sent_to_you_v2", _post),
    "pokes": ("pokes_v2", _poke),
}
KINDS: Final = frozenset(_KINDS)


def read_titled(page: Page, kind: str, clock: Clock) -> Rows:
    """Return the rows of a page of one of KINDS. Raises PageError for one of another form."""
    key, record = _KINDS[kind]
    if not page.is_known:
        raise PageError
    records = [record(block) for block in page.blocks]
    # Cards of which none has what tells whom it is about are no cards of this kind.
    if records and not any(map(_tells, records)):
        raise PageError
    return dated(key, page.blocks, records, clock)


def _tells(record: dict[str, Any]) -> bool:
    return bool(record.get("title") or record.get("poker"))


def _title(block: Block) -> dict[str, str]:
    return {"title": mojibake(block.heading)} if block.heading else {}


def _words(block: Block) -> str:
    return mojibake(words_of(block.body)) if block.body is not None else ""
