"""The members of a download that are conversations. Facts: facebook.md section 4."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sample.facebook.messages import message_of
from reciprocity.sample.facebook.model import DEPARTED, OWNER_NAME
from reciprocity.sample.facebook.people import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.sample.facebook.layouts import Layout
    from reciprocity.sample.facebook.model import Thread, World

_PER_FILE: Final = 40  # Facebook's own limit is thought to be 10,000
_NO_SLUG: Final = re.compile(r"[^A-Za-z0-9]+")
_PLAIN: Final = str.maketrans("łŁøØåÅđ", "lLoOaAd")
_TYPES: Final = {"pair": "Regular", "group": "RegularGroup", "market": "RegularGroup"}
_REQUESTS: Final = ("message_requests",)
# Some conversations with somebody who is gone list nobody but the owner (section 4.3).
_OWNER_ALONE: Final = frozenset({"gone-two"})


def thread_members(world: World, layout: Layout, at: datetime) -> dict[str, Any]:
    """Return member -> value of every file of every conversation."""
    return {
        f"{layout.messages}/{thread.folder}/{folder_of(thread, layout, at)}/{name}": value
        for thread in world.threads
        for name, value in _files(thread, layout, at).items()
    }


def folder_of(thread: Thread, layout: Layout, at: datetime) -> str:
    """Return the name of the conversation's folder: `marnietolcarne_xY3-fGh1_k`."""
    digest = hashlib.sha256(f"facebook thread {thread.key}".encode()).digest()
    tail = urlsafe_b64encode(digest).decode()[:10]
    if layout.digits:
        tail = str(int.from_bytes(digest[:7], "big") + 10**15)[:16]
    slug = _slug(_title(thread, at))
    whole = f"{slug}_{tail}" if slug else tail
    return whole.lower().replace(tail.lower(), tail) if layout.lower else whole


def _files(thread: Thread, layout: Layout, at: datetime) -> dict[str, dict[str, Any]]:
    """Return file name -> content; message_1 is the newest, and so is the first in each."""
    folder = f"{layout.messages}/{thread.folder}/{folder_of(thread, layout, at)}"
    messages = [
        message_of(line, thread, folder=folder, at=at, typed=layout.typed)
        for line in reversed(thread.lines)
    ]
    head, tail = _head(thread, at), _tail(thread, layout, at)
    starts = range(0, len(messages), _PER_FILE)
    return {
        f"message_{number}.json": {**head, "messages": messages[start : start + _PER_FILE], **tail}
        for number, start in enumerate(starts, start=1)
    }


def _head(thread: Thread, at: datetime) -> dict[str, Any]:
    """Return who is in it: the owner last, and missing after leaving a group."""
    names = [] if thread.key in _OWNER_ALONE else [name_of(key, at) for key in thread.members]
    stays = thread.joined or thread.kind == "page"
    return {"participants": [{"name": name} for name in (*names, *[OWNER_NAME] * stays)]}


def _tail(thread: Thread, layout: Layout, at: datetime) -> dict[str, Any]:
    waiting = thread.folder in _REQUESTS
    tail: dict[str, Any] = {
        "title": _title(thread, at),
        "is_still_participant": thread.joined,
        "thread_path": f"{thread.folder}/{folder_of(thread, layout, at)}",
        "magic_words": [],
    }
    if layout.typed:
        tail["thread_type"] = "Pending" if waiting else _TYPES.get(thread.kind, "Regular")
    elif waiting:
        tail["is_pending"] = True
    if thread.kind == "group":
        tail["joinable_mode"] = {"mode": 1, "link": ""}
    return tail


def _title(thread: Thread, at: datetime) -> str:
    return thread.title or name_of(thread.members[0], at)


def _slug(title: str) -> str:
    """Return the name as folders have it: no accents, no blanks, nothing for the nameless."""
    name = DEPARTED.replace(" ", "") if title == DEPARTED else title.translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("", plain)
