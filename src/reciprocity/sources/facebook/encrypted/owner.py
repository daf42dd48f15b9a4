"""Whose encrypted chats they are; nothing in them says it. Facts: facebook.md 5 and 6.4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.owner import Found, find_owner, takes_part

if TYPE_CHECKING:
    from reciprocity.sources.base import Owner
    from reciprocity.sources.facebook.encrypted.chats import Chats

_BY_PLACE: Final = "the owner is taken to be the one who is named first in every conversation"


def find_chat_owner(chats: Chats, told: str | None, known: frozenset[str]) -> Found:
    """Return the owner: the name told, else the one in nearly every chat, else one of the known.

    known: the owner's names in another download. Where all this tells nothing, because there is but
    one chat or two names are in all of them, it is whoever is named first in every one.
    """
    parties = chats.parties()
    found = find_owner([], parties, told)
    if takes_part(found.owner, parties):
        return found
    wanted = {name.casefold() for name in known}
    alike = frozenset(name for name in parties["name"] if name.casefold() in wanted)
    if alike:
        return Found(owner=_named(found.owner, min(alike), alike))
    if len(chats.first_named) == 1:
        (first,) = chats.first_named
        return Found(owner=_named(found.owner, first, frozenset({first})), doubt=_BY_PLACE)
    return found


def _named(owner: Owner, name: str, names: frozenset[str]) -> Owner:
    return replace(owner, name=owner.name or name, names=owner.names | names)
