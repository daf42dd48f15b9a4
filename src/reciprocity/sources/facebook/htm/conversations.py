"""The blocks of old pages as conversations. Facts: facebook.md sections 4.3 and 7, first row.

A block names who takes part and nothing else, so a conversation is known by its people. One that
is split into several blocks is one; blocks of people who are gone, all of one name, are not.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.facebook.htm.dates import moment_of
from reciprocity.sources.facebook.html.pages import mojibake
from reciprocity.sources.facebook.lines import folded
from reciprocity.sources.facebook.source import person_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reciprocity.sources.facebook.htm.pages import Block, Said

# Whoever has no name on the page; in 2017 nearly everybody, in the line of the participants.
_ID: Final = re.compile(r"[0-9]{1,20}@facebook\.com", re.IGNORECASE)
_COMMA: Final = re.compile(r"\s*,\s*")
_MOST_PEOPLE: Final = 10_000
_SEPARATE: Final = "\x1f"


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One block as a thread file of JSON would hold it.

    value: participants, title and messages under the keys of the JSON, texts in its encoding.
    within: how exact the time of each message is (Columns.within). first_row: of its first message
    among those of the page, 1-based.
    """

    id: str
    value: dict[str, Any]
    within: array[int]
    first_row: int


@dataclass(kw_only=True)
class Identities:
    """Who is behind an id that stands in place of a name, and which id is the owner's.

    owner: the owner's name, None where no page tells it.
    """

    owner: str | None
    names: dict[str, str] = field(default_factory=dict)

    def known(self, told: str) -> str:
        """Return the name behind an id where the page tells it, anything else unchanged."""
        return self.names.get(told.casefold(), told)

    def is_owner(self, told: str) -> bool:
        """Return whether this is the owner, by name or by id."""
        return self.owner is not None and folded(self.known(told)) == folded(self.owner)


def read_conversations(
    blocks: Sequence[Block], owner: str | None, page: str = ""
) -> Iterator[Conversation]:
    """Yield the conversations of a page, in its order.

    page: what tells two groups of the same people apart, since October 2017 the file's name.
    """
    identities = _identities(blocks, owner)
    row = 1
    for block in blocks:
        people = [identities.known(told) for told in _people(block)]
        yield _conversation(block, _completed(people, block, identities), identities, page, row)
        row += len(block.said)


def _people(block: Block) -> list[str]:
    """Return who takes part as the page has it: names and ids.

    Since October 2017 a word and a colon stand before them, and the owner is not among them.
    """
    text = " ".join(block.people.split())
    if block.heading is not None:
        text = text.partition(":")[2].strip()
    return [each for each in _COMMA.split(text, maxsplit=_MOST_PEOPLE) if each]


def _senders(block: Block) -> set[str]:
    return {said.sender for said in block.said if said.sender}


def _identities(blocks: Sequence[Block], owner: str | None) -> Identities:
    """Find out what blocks of two tell of ids: whoever writes beside the owner is the other one."""
    found = Identities(owner=owner)
    if owner is None:
        return found
    own = _id_of_owner(blocks, found)
    if own:
        found.names[own] = owner
    writers: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        others = [told for told in _people(block) if not found.is_owner(told)]
        if len(others) == 1 and _ID.fullmatch(others[0]):
            names = {s for s in _senders(block) if not found.is_owner(s) and not _ID.fullmatch(s)}
            writers[others[0].casefold()] |= {name for name in names if person_of(name)}
    # Two ids of one name are two people, and one of two names is nobody that is known.
    known = {told: names.pop() for told, names in writers.items() if len(names) == 1}
    called = [folded(name) for name in known.values()]
    found.names |= {told: name for told, name in known.items() if called.count(folded(name)) == 1}
    return found


def _id_of_owner(blocks: Sequence[Block], found: Identities) -> str | None:
    """Return the one id that is in all blocks without the owner's name, of at least two."""
    told = [{p.casefold() for p in _people(block)} for block in blocks if block.heading is None]
    unnamed = [people for people in told if people and not any(map(found.is_owner, people))]
    different = {frozenset(people) for people in unnamed}
    ids = set.intersection(*unnamed) if len(different) > 1 else set()
    ids = {each for each in ids if _ID.fullmatch(each)}
    return ids.pop() if len(ids) == 1 else None


def _completed(people: list[str], block: Block, identities: Identities) -> list[str]:
    """Return the participants with the owner where the page leaves the owner out.

    Of two ids of which neither is known, one is the owner's.
    """
    if identities.owner is None or any(map(identities.is_owner, people)):
        return people
    ids = [told for told in people if _ID.fullmatch(told)]
    if block.heading is None and len(people) == len(ids) == 2:
        return [_SEPARATE.join(sorted(map(str.casefold, ids))), identities.owner]
    return [*people, identities.owner] if block.heading is not None else people


def _conversation(
    block: Block, people: list[str], identities: Identities, page: str, row: int
) -> Conversation:
    messages, within = _messages(block.said, identities)
    others = [told for told in people if not identities.is_owner(told)]
    alone = bool(people) and not others
    value = {
        "participants": [{"name": mojibake(_name(told) or "")} for told in people],
        "title": mojibake(identities.owner or "") if alone and _is_own(block, identities) else None,
        "messages": messages,
    }
    key = _key(people, others, messages, page)
    return Conversation(id=key, value=value, within=within, first_row=row)


def _is_own(block: Block, identities: Identities) -> bool:
    """Return whether a block of the owner alone is the owner's own, and nobody has left it."""
    named = block.heading is None or folded(identities.owner or "") in folded(block.heading)
    return named and all(identities.is_owner(sender) for sender in _senders(block))


def _name(told: str) -> str | None:
    return None if _ID.search(told) else person_of(mojibake(told))


def _key(
    people: list[str], others: list[str], messages: list[dict[str, Any] | None], page: str
) -> str:
    """Return the id of a conversation: its people without the owner.

    Of people who are gone one name stands for many (section 4.3), so that those conversations are
    told apart by their first message; groups of the same people by the file they lie in.
    """
    parts = sorted({folded(told) for told in others or people})
    if not others or any(_name(told) is None and not _ID.search(told) for told in others):
        parts.append(_oldest(messages))
    if page and len(others) > 1:
        parts.append(page)
    digest = hashlib.blake2b(_SEPARATE.join(parts).encode("utf-8", "replace"), digest_size=8)
    return f"facebook/people/{digest.hexdigest()}"


def _oldest(messages: Iterable[dict[str, Any] | None]) -> str:
    times = [message["timestamp_ms"] for message in messages if message]
    return str(min(times, default=0))


def _messages(
    said: Iterable[Said], identities: Identities
) -> tuple[list[dict[str, Any] | None], array[int]]:
    """Return the messages as JSON holds them, None for one without a time, and how exact it is."""
    messages: list[dict[str, Any] | None] = []
    within = array("q")
    for each in said:
        moment = moment_of(each.moment or "")
        within.append(moment.within if moment else 0)
        messages.append(_message(each, moment.ms, identities) if moment else None)
    return messages, within


def _message(said: Said, ms: int, identities: Identities) -> dict[str, Any]:
    told = identities.known(said.sender or "")
    words = "\n".join(text for text in said.words if text)
    photos = [{"uri": mojibake(each)} for each in dict.fromkeys(said.media)]
    return {
        "sender_name": "" if _ID.fullmatch(told) else mojibake(told),
        "timestamp_ms": ms,
        **({"content": mojibake(words)} if words else {}),
        **({"photos": photos} if photos else {}),
    }
