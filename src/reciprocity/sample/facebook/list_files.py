"""The members of a download that are lists: friends, requests, comments, the owner's profile.

Facts: facebook.md sections 2 and 3.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sample.facebook.model import (
    OWNER_BEFORE,
    OWNER_KEY,
    OWNER_NAME,
    OWNER_RENAMED,
    Deed,
    Listed,
    Poke,
    World,
)
from reciprocity.sample.texts import moment

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.facebook.layouts import Layout

NO_DATA: Final = "You have no data in this section"
_PEOPLE: Final = ("sent", "received", "rejected", "removed", "following", "followers")
_BLOCKED: Final = "Contacts you've blocked from contacting you on Messenger"
_REGISTERED: Final = moment("2009-03-08 19:24:30")


def list_members(world: World, layout: Layout) -> dict[str, Any]:
    """Return member -> value of every list that the layout has."""
    values = _values(world, address=layout.digits)
    return {
        member: {key: values[part]} if key else values[part]
        for part, (member, key) in layout.files.items()
    }


def empty_members(layout: Layout) -> dict[str, str]:
    """Return the notes that stand for sections with nothing in them."""
    return {f"{folder}/no-data.txt": NO_DATA for folder in layout.empty}


def seconds(at: datetime) -> int:
    """Return whole seconds since 1970."""
    return int(at.timestamp())


def _values(world: World, *, address: bool) -> dict[str, Any]:
    """Return part -> value; lists are newest first, the declined requests in their own order."""
    return {
        "friends": [_row(row) for row in world.friends],
        **{name: [_row(row) for row in world.lists[name]] for name in _PEOPLE},
        "waves": [_wave(row) for row in world.lists["waves"]],
        "blocked": _blocked(world.lists["blocked"]),
        "comments": [_comment(deed) for deed in reversed(world.comments)],
        "reactions": [_reaction(deed) for deed in reversed(world.reactions)],
        "posts": [_post(deed) for deed in reversed(world.posts)],
        "wall": [_post(deed) for deed in reversed(world.wall)],
        "pokes": [_poke(one, rank) for rank, one in enumerate(world.pokes[::-1])],
        "profile": _profile(with_address=address),
        "timezone": "Europe/London",
        "language": _language(),
    }


def _row(row: Listed) -> dict[str, Any]:
    return {"name": row.name} | ({"timestamp": seconds(row.at)} if row.at else {})


def _wave(row: Listed) -> dict[str, Any]:
    """Return a generic record; this one holds no time (section 2)."""
    label = {"label": "Name", "value": row.name}
    return {"media": [], "label_values": [label], "fbid": _digits(f"wave {row.name}", 15)}


def _blocked(rows: tuple[Listed, ...]) -> dict[str, Any]:
    entries = [
        {"timestamp": seconds(row.at), "data": {"name": row.name, **_address(row)}}
        for row in rows
        if row.at
    ]
    return {"name": "Blocked contacts", "description": _BLOCKED, "entries": entries}


def _address(row: Listed) -> dict[str, str]:
    return {"uri": f"https://www.facebook.com/{row.profile}"} if row.profile else {}


def _comment(deed: Deed) -> dict[str, Any]:
    author = deed.title.partition(" commented")[0].partition(" replied")[0]
    inner = {"timestamp": seconds(deed.at), "comment": deed.text, "author": author}
    return {"timestamp": seconds(deed.at), "data": [{"comment": inner}], "title": deed.title}


def _reaction(deed: Deed) -> dict[str, Any]:
    inner = {"reaction": deed.text, "actor": OWNER_NAME}
    return {"timestamp": seconds(deed.at), "data": [{"reaction": inner}], "title": deed.title}


def _post(deed: Deed) -> dict[str, Any]:
    title = {"title": deed.title} if deed.title else {}
    return {"timestamp": seconds(deed.at), "data": [{"post": deed.text}], **title}


def _poke(poke: Poke, rank: int) -> dict[str, Any]:
    poker, poked = (OWNER_NAME if key == OWNER_KEY else key for key in (poke.poker, poke.poked))
    return {"poker": poker, "pokee": poked, "rank": rank, "timestamp": seconds(poke.at)}


def _profile(*, with_address: bool) -> dict[str, Any]:
    first, last = OWNER_NAME.split(" ")
    name = {"full_name": OWNER_NAME, "first_name": first, "middle_name": "", "last_name": last}
    address = "https://www.facebook.com/johannateasdale" + _digits("owner", 9)
    return {
        "name": name,
        "emails": {"emails": ["johanna@johanna-teasdale.example"], "previous_emails": []},
        "previous_names": [{"name": OWNER_BEFORE, "timestamp": seconds(OWNER_RENAMED)}],
        "other_names": [],
        "username": "johannateasdale",
        "registration_timestamp": seconds(_REGISTERED),
        **({"profile_uri": address} if with_address else {}),
    }


def _language() -> list[dict[str, Any]]:
    entry = {"data": {"value": "en_GB"}}
    children = [{"name": "Language", "description": "Your language", "entries": [entry]}]
    return [{"name": "Language and locale", "description": "", "children": children}]


def _digits(key: str, count: int) -> str:
    """Return digits that look like an id and are nobody's; the first is not 0."""
    number = int(hashlib.sha256(f"facebook {key}".encode()).hexdigest(), 16)
    return "1" + str(number)[: count - 1]
