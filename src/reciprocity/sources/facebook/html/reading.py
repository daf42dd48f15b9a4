"""The bytes of one page in HTML as the value that JSON would have had. Facts: facebook.md 7."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.facebook.html import titled
from reciprocity.sources.facebook.html.clock import Clock
from reciprocity.sources.facebook.html.dates import read_date
from reciprocity.sources.facebook.html.footer import read_foot
from reciprocity.sources.facebook.html.lists import KEYS, read_people
from reciprocity.sources.facebook.html.pages import Page, PageError
from reciprocity.sources.facebook.html.talk import read_conversation

if TYPE_CHECKING:
    from reciprocity.sources.facebook.html.footer import Foot

_ZONE: Final = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}")
_MOST_ZONES: Final = 20
_WORD: Final = re.compile(r"[\w/+-]+")


@dataclass(frozen=True, kw_only=True)
class Twin:
    """What a page holds. value: as its twin in JSON would have it.

    within: how exact the time of each record is (columns.Columns); foot: what stands there;
    is_whole: the file does not break off; strange: classes of what stands where nothing is known
    to (pages.Page). is_foreign: it has dates, none of them in a language that is read.
    """

    value: Any
    within: array[int]
    foot: Foot
    is_whole: bool
    strange: frozenset[str] = frozenset()
    is_foreign: bool = False


def is_read(kind: str) -> bool:
    """Return whether lists of this kind are read in HTML."""
    return kind in KEYS or kind in titled.KINDS


@lru_cache(maxsize=64)
def clock_of(foot: Foot, zone: str | None) -> Clock:
    """Return the clock of a page with this foot, of an account in a zone, None for an unknown."""
    made = foot.made
    if made is None or made.offset is None:
        return Clock(zone=zone)
    return Clock(zone=zone, made=made.at, offset=made.offset)


def read_thread_page(data: bytes, zone: str | None) -> Twin:
    """Return a page of a conversation. Raises PageError for what is none."""
    page = Page(data)
    foot = read_foot(page.foot)
    talk = read_conversation(page, clock_of(foot, zone))
    return _twin(talk.value, talk.within, foot, page)


def read_list_page(data: bytes, kind: str, zone: str | None) -> Twin:
    """Return a page of a list of a kind that is_read. Raises PageError for what is none."""
    page = Page(data)
    foot = read_foot(page.foot)
    read = titled.read_titled if kind in titled.KINDS else read_people
    rows = read(page, kind, clock_of(foot, zone))
    return _twin(rows.value, rows.within, foot, page)


def _twin(value: Any, within: array[int], foot: Foot, page: Page) -> Twin:
    dates = [block.date for block in page.blocks if block.date]
    return Twin(
        value=value,
        within=within,
        foot=foot,
        is_whole=page.is_whole,
        strange=page.strange,
        is_foreign=bool(dates) and not any(map(read_date, dates)),
    )


def read_account_page(data: bytes) -> Twin:
    """Return the words of a page on the account, and under `zones` those that may name a zone.

    Raises PageError for a page that is none of Facebook's.
    """
    page = Page(data)
    if not page.is_known:
        raise PageError
    texts = list(page.texts())
    words = [word for text in texts for word in _WORD.findall(text)]
    zones = [word for word in words if _ZONE.fullmatch(word)]
    value = {"zones": [*dict.fromkeys(zones)][:_MOST_ZONES], "words": words}
    return Twin(value=value, within=array("q"), foot=read_foot(page.foot), is_whole=page.is_whole)
