"""Is this a Facebook download that can be read? Facts: facebook.md sections 1, 5 and 8."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError, NotRecognisedError
from reciprocity.printable import printable
from reciprocity.sources.facebook.members import Form, fold, is_mark, place_of
from reciprocity.sources.facebook.records import load
from reciprocity.sources.moments import Told, told_by_names

if TYPE_CHECKING:
    from reciprocity.archive import Archive, Member

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

# An encrypted chat lies in a file of its own, `<name>_<n>.json`; so many are looked into.
_CHAT: Final = re.compile(r".+_[0-9]+\.json", re.IGNORECASE)
_LOOKS: Final = 3
_SMALL: Final = 16 << 20


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What an archive looks like from its names alone, and what they tell of its moment."""

    kind: str
    confidence: float
    reasons: tuple[str, ...]
    told: Told


@dataclass(frozen=True, kw_only=True)
class _Inventory:
    """What the names in an archive are: kinds in JSON and in HTML, other known names, marks."""

    kinds: Counter[str]
    pages: Counter[str]
    others: frozenset[str]
    marks: frozenset[str]
    strong: bool
    named: bool

    @property
    def lists(self) -> list[str]:
        return sorted(self.kinds.keys() - {Form.THREAD.value, Form.PROFILE.value})


def recognise(archive: Archive) -> Recognition | None:
    """Return that this is a Facebook download in JSON, None when it is none of Facebook's at all.

    Raises NotRecognisedError for what is Facebook's or Instagram's and is not read by this version.
    """
    inventory = _inventory(archive)
    _refuse_relatives(archive, inventory)
    confidence = _confidence(inventory)
    if confidence < _LEAST:
        return None
    if inventory.pages and not inventory.lists and Form.THREAD.value not in inventory.kinds:
        raise NotRecognisedError(
            f"{printable(archive.name)} is a Facebook download in HTML; this version reads the "
            "JSON format: ask again and choose JSON."
        )
    return Recognition(
        kind="json",
        confidence=confidence,
        reasons=_reasons(inventory, archive),
        told=told_by_names(archive, _named_date(archive)),
    )


def _inventory(archive: Archive) -> _Inventory:
    kinds, pages = Counter[str](), Counter[str]()
    others, strong = set(), False
    for member in archive.members:
        place = place_of(member.path)
        if place.form is Form.PAGE:
            pages[place.kind] += 1
        elif place.form in {Form.LIST, Form.THREAD, Form.PROFILE}:
            kinds[place.kind] += 1
        elif place.form in {Form.IGNORED, Form.ENCRYPTED} and place.kind != "no data":
            others.add(fold(member.name))
        strong = strong or (place.rule is not None and place.rule.strong)
    return _Inventory(
        kinds=kinds,
        pages=pages,
        others=frozenset(others),
        marks=frozenset(filter(is_mark, _folders(archive))),
        strong=strong or bool(pages.keys() & {"friends"}),
        named=any(_NAMED.search(name) for name in _names(archive)),
    )


def _folders(archive: Archive) -> set[str]:
    return {part for m in archive.members for part in m.path.split("/")[:-1]}


def _names(archive: Archive) -> list[str]:
    tops = {m.path.split("/")[0] for m in archive.members if "/" in m.path}
    return sorted({archive.name, *(m.archive for m in archive.members), *tops})


def _confidence(inventory: _Inventory) -> float:
    """Return how sure the names make it, from 0 to 1; pages in HTML count like their lists."""
    kinds = inventory.kinds.keys() | inventory.pages.keys()
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
    if not inventory.kinds and not inventory.pages and _is_encrypted(archive):
        raise NotRecognisedError(
            f"{name} is Messenger's download of end-to-end encrypted chats; this version reads "
            "Facebook's own download: ask Facebook for your information and choose JSON."
        )


def _is_encrypted(archive: Archive) -> bool:
    """Return whether a file looks like a chat of Messenger's secure storage (section 5)."""
    chats = [m for m in archive.members if _CHAT.fullmatch(m.name) and m.size <= _SMALL]
    chats.sort(key=lambda member: (member.size, member.path))
    return any(_is_chat(archive, member) for member in chats[:_LOOKS])


def _is_chat(archive: Archive, member: Member) -> bool:
    try:
        value = load(archive.read(member), archive=member.archive, member=member.path).value
    except DamagedError:
        return False
    if not isinstance(value, dict) or not {"threadName", "messages"} <= value.keys():
        return False
    parties = value.get("participants")
    return isinstance(parties, list) and all(isinstance(party, str) for party in parties)


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
        said.append(f"{inventory.pages.total()} of its files are HTML, which is not read")
    days = {_day(match) for name in _names(archive) for match in _DATED.finditer(name)}
    if len(days - {None}) > 1:
        said.append("downloads of several days lie in it and are read as one")
    return tuple(said)
