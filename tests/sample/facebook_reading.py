"""Reads the Facebook sample downloads with nothing but the standard library."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sample.facebook import LAYOUTS, facebook_export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.sample.facebook import Which

OWNER: Final = "Johanna Teasdale"
WHICH: Final[tuple[Which, ...]] = ("earlier", "later", "pending")
EVERY: Final = tuple((which, layout) for which in WHICH for layout in LAYOUTS)
CONNECTED: Final = "You are now connected on Messenger"
CAN_MESSAGE: Final = "You can now message and call each other"


@cache
def members(which: Which, layout: str) -> dict[str, bytes]:
    return facebook_export(which, layout)


@cache
def values(which: Which, layout: str) -> dict[str, Any]:
    """Return member -> value of every JSON member, its texts repaired."""
    found = members(which, layout).items()
    return {name: repaired(json.loads(data)) for name, data in found if name.endswith(".json")}


def repaired(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("latin-1").decode("utf-8")
    if isinstance(value, dict):
        return {repaired(key): repaired(each) for key, each in value.items()}
    return [repaired(each) for each in value] if isinstance(value, list) else value


def part(which: Which, layout: str, name: str) -> Any:
    """Return the value of one part: friends, sent, comments, ..."""
    member, key = LAYOUTS[layout].files[name]
    value = values(which, layout)[member]
    return value[key] if key else value


def names(which: Which, name: str, layout: str = "2022") -> list[str]:
    return [row["name"] for row in part(which, layout, name)]


def threads(which: Which, layout: str = "2022") -> dict[str, dict[str, Any]]:
    """Return `folder/name` -> the first file with the messages of all, newest first."""
    root = f"{LAYOUTS[layout].messages}/"
    found: dict[str, dict[str, Any]] = {}
    for member, value in values(which, layout).items():
        if member.startswith(root) and "/message_" in member:
            path = member.removeprefix(root).rpartition("/")[0]
            if path in found:
                found[path]["messages"] += value["messages"]
            else:
                found[path] = {**value, "messages": list(value["messages"])}
    return found


def with_title(which: Which, title: str, layout: str = "2022") -> list[tuple[str, dict[str, Any]]]:
    """Return folder and thread of every conversation with this title."""
    found = threads(which, layout).items()
    return [(path.partition("/")[0], one) for path, one in found if one["title"] == title]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of a value, keys of objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
