"""Answers of LinkedIn's Member Data Portability API, as people save them: bytes to elements.

Facts: linkedin.md section 7. An answer is `{"paging": ..., "elements": [...]}`, its one element
`{"snapshotDomain": ..., "snapshotData": [...]}`; tools that follow the pages save the element
alone, or a list of either. Since 2024 the API serves members in the EEA and Switzerland.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from reciprocity.sources.lenient import (
    NOTHING,
    lenient_decoder,
    read_leniently,
    without_halves,
)
from reciprocity.tables.decoding import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY: Final = re.compile(rb'"\s*:')
# In a text of somebody's these keys' quotes are escaped.
_ROWS: Final = re.compile(r'"snapshotData"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")
_DOMAIN: Final = re.compile(r'"snapshotDomain"\s*:\s*"([^"\\]{1,60})"')
_ASKED: Final = re.compile(r"[?&]domain=([\w%-]{1,60})")
_START: Final = re.compile(r"[?&]start=([0-9]{1,9})(?![0-9])")
_UNNAMED: Final = re.compile(r"[\s-]+")
# A change of the log; its other fields vary with what was changed.
_CHANGE: Final = frozenset({"resourceName", "capturedAt"})


class Form(Enum):
    """What a JSON file is.

    SNAPSHOT: rows of a domain. CHANGES: the log of the member's own acts of the last 28 days.
    NOTHING: an answer without data: an error, the end of the pages, or whether consent was given.
    OTHER: not from this API.
    """

    SNAPSHOT = auto()
    CHANGES = auto()
    NOTHING = auto()
    OTHER = auto()


class Repeated(dict[str, Any]):
    """An object in which a key stands twice; the last value counts."""


class Element(NamedTuple):
    """The rows of one domain in one answer. domain: folded, "" where the answer names none."""

    domain: str
    rows: list[Any]
    sound: bool = True  # False: `snapshotData` is missing, no list, or stands twice


class Page(NamedTuple):
    """Which page of which series an answer is, and which others it links to.

    series: the domain that was asked for, "" when all were. `total` and `count` are not reliable
    [D]: only links show that there are more.
    """

    series: str
    start: int
    linked: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one file holds. cut: it broke off or was damaged, and only whole rows were read.

    domain: what the file says it is about, else "". doubts: (kind, hint) of what had to be mended.
    """

    form: Form
    elements: tuple[Element, ...] = ()
    pages: tuple[Page, ...] = ()
    domain: str = ""
    cut: bool = False
    doubts: tuple[tuple[str, str], ...] = ()


def read_answer(data: bytes) -> Answer | None:
    """Return what a file holds, None when it is no JSON and no rows can be saved from it.

    PowerShell saves answers as UTF-16, or in the code page of Windows.
    """
    text = clean_text(data)
    value = _loaded(text.body)
    answer = _rescued(without_halves(text.body.decode())) if value is NOTHING else _answer(value)
    return replace(answer, doubts=text.doubts) if answer else None


def _answer(value: object) -> Answer:
    answers = value if isinstance(value, list) else [value]
    whole = _objects(answers)
    elements = [element for answer in whole for element in _elements(answer)]
    pages = [page for answer in whole if (page := _page(answer))]
    if elements or pages:
        domain = elements[0].domain if elements else pages[0].series
        form = Form.SNAPSHOT if elements else Form.NOTHING
        return Answer(form=form, elements=tuple(elements), pages=tuple(pages), domain=domain)
    return Answer(form=_form_of(whole))


def mentioned_domain(data: bytes) -> str:
    """Return the domain that a damaged file speaks of, "" when it shows none."""
    return _mentioned(clean_text(data).body.decode())


def domains_in(value: object) -> list[str]:
    """Return the domains of the elements in an answer, folded, none for another JSON value."""
    answers = value if isinstance(value, list) else [value]
    found = [element.domain for each in _objects(answers) for element in _elements(each)]
    return [*dict.fromkeys(filter(None, found))]


def fold_domain(name: object) -> str:
    """Return a domain's name as it is compared: `easyapply-blocking` is `EASYAPPLY_BLOCKING`."""
    return _UNNAMED.sub("_", name.strip()).upper() if isinstance(name, str) else ""


def _loaded(text: bytes) -> Any:
    """Return the value of a text, keys that stand twice marked, or NOTHING."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return read_leniently(text.decode(), _DECODER)
    # As many marks of a key in the text as keys in the value: none of them stands twice.
    if len(_KEY.findall(text)) == _count_keys(value):
        return value
    return read_leniently(text.decode(), _DECODER)


def _count_keys(value: object) -> int:
    waiting, found = deque([value]), 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            found += len(item)
            waiting.extend(v for v in item.values() if isinstance(v, dict | list))
        elif isinstance(item, list):
            waiting.extend(v for v in item if isinstance(v, dict | list))
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Repeated(found)


_DECODER: Final = lenient_decoder(_object)


def _elements(answer: dict[str, Any]) -> Iterator[Element]:
    for found in (answer, *_objects(answer.get("elements"))):
        if "snapshotDomain" in found or "snapshotData" in found:
            yield _element(found, whole=not isinstance(answer, Repeated))


def _element(found: dict[str, Any], *, whole: bool) -> Element:
    rows = found.get("snapshotData")
    if isinstance(rows, dict):  # the one row of a profile
        rows = [rows] if rows else []
    sound = whole and isinstance(rows, list) and not isinstance(found, Repeated)
    domain = fold_domain(found.get("snapshotDomain"))
    return Element(domain, rows if isinstance(rows, list) else [], sound)


def _page(answer: dict[str, Any]) -> Page | None:
    """Return where an answer stands among the pages of its series, None when it does not tell."""
    paging = answer.get("paging")
    start = paging.get("start") if isinstance(paging, dict) else None
    if not isinstance(start, int) or isinstance(start, bool) or not _is_of_snapshots(answer):
        return None
    links = [href for href in _hrefs(paging) if "memberSnapshotData" in href]
    asked = {fold_domain(match[1]) for href in links for match in _ASKED.finditer(href)}
    own = next((element.domain for element in _elements(answer)), "")
    series = min(asked) if asked else "" if links else own
    linked = frozenset(int(match[1]) for href in links for match in _START.finditer(href))
    return Page(series, start, linked)


def _is_of_snapshots(answer: dict[str, Any]) -> bool:
    links = any("memberSnapshotData" in href for href in _hrefs(answer.get("paging")))
    return links or any(True for _ in _elements(answer))


def _hrefs(paging: object) -> list[str]:
    links = paging.get("links") if isinstance(paging, dict) else None
    found = [link.get("href") for link in _objects(links)]
    return [href for href in found if isinstance(href, str)]


def _objects(items: object) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _form_of(answers: Iterable[dict[str, Any]]) -> Form:
    forms = [_form(answer) for answer in answers]
    if not forms or Form.OTHER in forms:
        return Form.OTHER
    return Form.CHANGES if Form.CHANGES in forms else Form.NOTHING


def _form(answer: dict[str, Any]) -> Form:
    elements = _objects(answer.get("elements"))
    if answer.keys() >= _CHANGE or any(element.keys() >= _CHANGE for element in elements):
        return Form.CHANGES
    consent = any("memberComplianceAuthorizationKey" in element for element in elements)
    # The pages end with an error, "No data found for this memberId" [D].
    error = {"status", "message"} <= answer.keys() or "serviceErrorCode" in answer
    empty = "paging" in answer and not answer.get("elements")
    return Form.NOTHING if consent or error or empty else Form.OTHER


def _mentioned(text: str) -> str:
    found = _DOMAIN.search(text) or _ASKED.search(text)
    return fold_domain(found[1]) if found else ""


def _rescued(text: str) -> Answer | None:
    """Return the whole rows of a damaged answer, None when it has none or names no domain."""
    domain = _mentioned(text)
    starts = [match.end() for match in _ROWS.finditer(text)]
    # With several lists it is not certain which of them a domain belongs to.
    rows = list(_rows_from(text, starts[0])) if domain and len(starts) == 1 else []
    if not rows:
        return None
    element = Element(domain, rows)
    return Answer(form=Form.SNAPSHOT, elements=(element,), domain=domain, cut=True)


def _rows_from(text: str, place: int) -> Iterator[Any]:
    while True:
        place = _skip(text, place)
        if not text.startswith("{", place):
            return
        try:
            row, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield row


def _skip(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place
