"""Is this a Facebook download that can be read? Facts: facebook.md sections 1, 5 and 8."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from reciprocity.errors import NotRecognisedError
from reciprocity.printable import printable
from reciprocity.sources.base import ENCRYPTED_KIND
from reciprocity.sources.facebook.encrypted.recognition import signs_of_chats
from reciprocity.sources.facebook.htm.members import OLD_KIND, old_kind
from reciprocity.sources.facebook.members import HTML_KIND, Form, fold, is_mark, place_of
from reciprocity.sources.moments import Recognition, told_by_names

if TYPE_CHECKING:
    from reciprocity.archive import Archive

_NAMED: Final = re.compile(r"(?:\A|(?<=[\s/]))facebook-\S", re.IGNORECASE)
_DATED: Final = re.compile(r"facebook-\S+?-(\d{4})-(\d{2})-(\d{2})(?!\d)", re.IGNORECASE)
_INSTAGRAM: Final = frozenset({"yourinstagramactivity", "followersandfollowing"})

_WEIGHTS: Final = {"name": 0.3, "folders": 0.3, "friends": 0.3, "threads": 0.3, "profile": 0.1}
_LIST_WEIGHT: Final = 0.15
_STRONG_WEIGHT: Final = 0.3
_OTHERS_WEIGHT: Final = 0.1
_OTHERS: Final = 3
# Below this an archive merely holds names that others use too.
_LEAST: Final = 0.3


@dataclass(frozen=True, kw_only=True)
class _Inventory:
    """What the names in an archive are: kinds in JSON and in HTML, other known names, marks.

    pages: in HTML since 2018; old_pages: before.
    """

    kinds: Counter[str]
    pages: Counter[str]
    old_pages: Counter[str]
    others: frozenset[str]
    marks: frozenset[str]
    strong: bool
    named: bool

    @property
    def lists(self) -> list[str]:
        return sorted(self.kinds.keys() - {Form.THREAD.value, Form.PROFILE.value})


def recognise(archive: Archive) -> Recognition | None:
    """Return which download of Facebook's this is, None when it is none of Facebook's at all.

    `json`: Facebook's own, in JSON or in both; HTML_KIND: in HTML alone; OLD_KIND: in the HTML of
    before May 2018 alone; ENCRYPTED_KIND: Messenger's, of end-to-end-encrypted chats.

    Raises NotRecognisedError for what is Facebook's or Instagram's and is not read by this version.
    """
    if (chats := signs_of_chats(archive)) is not None:
        confidence, reasons = chats
        told = told_by_names(archive, None)
        return Recognition(kind=ENCRYPTED_KIND, confidence=confidence, reasons=reasons, told=told)
    inventory = _inventory(archive)
    _refuse_relatives(archive, inventory)
    confidence = _confidence(inventory)
    if confidence < _LEAST:
        return None
    in_json = bool(inventory.lists) or Form.THREAD.value in inventory.kinds
    return Recognition(
        kind=_kind(inventory, in_json=in_json),
        confidence=confidence,
        reasons=_reasons(inventory, archive),
        told=told_by_names(archive, _named_date(archive)),
    )


def _kind(inventory: _Inventory, *, in_json: bool) -> str:
    if in_json or not (inventory.pages or inventory.old_pages):
        return "json"
    return HTML_KIND if inventory.pages else OLD_KIND


def _inventory(archive: Archive) -> _Inventory:
    kinds, pages, old_pages = Counter[str](), Counter[str](), Counter[str]()
    others, strong = set(), False
    for member in archive.members:
        place = place_of(member.path)
        if place.form is Form.PAGE:
            old = old_kind(member.path) or place.kind
            (pages if place.twin else old_pages)[place.kind if place.twin else old] += 1
        elif place.form in {Form.LIST, Form.THREAD, Form.PROFILE}:
            kinds[place.kind] += 1
        elif place.form in {Form.IGNORED, Form.ENCRYPTED} and place.kind != "no data":
            others.add(fold(member.name))
        strong = strong or (place.rule is not None and place.rule.strong)
    return _Inventory(
        kinds=kinds,
        pages=pages,
        old_pages=old_pages,
        others=frozenset(others),
        marks=frozenset(filter(is_mark, _folders(archive))),
        strong=strong or "friends" in old_pages,
        named=any(_NAMED.search(name) for name in _names(archive)),
    )


def _folders(archive: Archive) -> set[str]:
    return {part for m in archive.members for part in m.path.split("/")[:-1]}


def _names(archive: Archive) -> list[str]:
    tops = {m.path.split("/")[0] for m in archive.members if "/" in m.path}
    return sorted({archive.name, *(m.archive for m in archive.members), *tops})


def _confidence(inventory: _Inventory) -> float:
    """Return how sure the names make it, from 0 to 1; pages in HTML count like their lists."""
    kinds = inventory.kinds.keys() | inventory.pages.keys() | inventory.old_pages.keys()
    found = {
        "name": inventory.named,
        "folders": bool(inventory.marks),
        "friends": "friends" in kinds,
        "threads": Form.THREAD.value in kinds,
        "profile": Form.PROFILE.value in kinds,
    }
    confidence = sum(_WEIGHTS[sign] for sign, there in found.items() if there)
    if inventory.strong:
        confidence += _STRONG_WEIGHT
    elif inventory.lists:
        confidence += _LIST_WEIGHT
    if len(inventory.others) >= _OTHERS:
        confidence += _OTHERS_WEIGHT
    return min(1.0, round(confidence, 2))


def _refuse_relatives(archive: Archive, inventory: _Inventory) -> None:
    name = printable(archive.name)
    folders = {fold(folder) for folder in _folders(archive)}
    if folders & _INSTAGRAM and not inventory.strong:
        raise NotRecognisedError(
            f"{name} is an Instagram download; this version reads LinkedIn's and Facebook's."
        )


def _named_date(archive: Archive) -> date | None:
    """Return the day in the names of zip and wrapper folders, the newest of several."""
    found = [_day(match) for name in _names(archive) for match in _DATED.finditer(name)]
    return max((day for day in found if day), default=None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _reasons(inventory: _Inventory, archive: Archive) -> tuple[str, ...]:
    said = []
    if inventory.named:
        said.append("its name is that of a Facebook download")
    if inventory.marks:
        said.append(f"it has the folders {', '.join(sorted(inventory.marks))}")
    if inventory.lists:
        said.append(f"it holds {', '.join(inventory.lists)}")
    if threads := inventory.kinds[Form.THREAD.value]:
        said.append("it holds 1 file of messages" if threads == 1 else
                    f"it holds {threads} files of messages")  # fmt: skip
    if inventory.others:
        said.append(f"{len(inventory.others)} other files have names that Facebook uses")
    if inventory.pages:
        said.append(f"{inventory.pages.total()} of its files are HTML")
    if inventory.old_pages:
        said.append(f"{inventory.old_pages.total()} of its files are HTML of before May 2018")
    days = {_day(match) for name in _names(archive) for match in _DATED.finditer(name)}
    if len(days - {None}) > 1:
        said.append("downloads of several days lie in it and are read as one")
    return tuple(said)
