"""The owner and the account: name, zone, language, secret chats. Facts: facebook.md 3, 5, 6.4."""

from __future__ import annotations

import re
import zoneinfo
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.base import Encryption, Owner
from reciprocity.sources.facebook.records import labelled
from reciprocity.sources.facebook.source import field, items, person_of
from reciprocity.sources.facebook.text import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCALE: Final = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_DEVICES: Final = re.compile(r"devices$")
_NAMING: Final = ("name", "display_name", "participant_name", "identifier")


def read_owner(value: object) -> Owner | None:
    """Return the owner of `profile` or `profile_v2`, None where it names nobody.

    Every key is optional. Earlier and other names are the owner's too (6.4).
    """
    profile = _under(value, "profile")
    name = _full_name(field(profile, "name"))
    others = {
        name_of(field(entry, "name"))
        for key in ("previous_names", "other_names")
        for entry in items(field(profile, key))
    }
    names = frozenset(each for each in {name, *others} if each)
    return Owner(name=name, handle=None, names=names) if name else None


def read_timezone(value: object) -> str | None:
    """Return the zone of the account by its IANA name, None where there is none that is known."""
    told = [value, _under(value, "timezone"), *_values(value)]
    known = zoneinfo.available_timezones()
    return next((each for each in told if isinstance(each, str) and each in known), None)


def read_language(value: object) -> str | None:
    """Return the locale of the account, such as `fr_FR`, from wherever in the file it lies."""
    texts = (each for each in _texts(value) if _LOCALE.fullmatch(each))
    return next(texts, None)


def read_secret(value: object) -> Encryption:
    """Return what the list of secret conversations tells (section 5): use, and any names.

    A message sent or a call shows use. A device only shows that the account could: every account
    has been given one since 2024. Names of devices are no names of people.
    """
    told = _under(value, "secret_conversations")
    used = field(told, "has_sent_message") is True or bool(items(field(told, "calls")))
    return Encryption(named=frozenset(_display_names(told)), used=used)


def _under(value: object, key: str) -> Any:
    """Return what lies under a key in whatever version, None where there is no such key."""
    pattern = re.compile(f"{key}(_v[0-9]+)?")
    entries = value.items() if isinstance(value, dict) else ()
    return next((each for name, each in entries if pattern.fullmatch(name)), None)


def _full_name(name: object) -> str | None:
    if isinstance(name, str):
        return name_of(name)
    parts = [
        name_of(field(name, f"{part}{end}"))
        for part in ("first", "middle", "last")
        for end in ("", "_name")
    ]
    return name_of(field(name, "full_name")) or name_of(" ".join(each for each in parts if each))


def _values(record: object) -> list[Any]:
    return [entry.get("value") for entry in labelled(record)]


def _inner(value: object) -> Iterator[tuple[str, Any]]:
    """Yield every value inside a value with the key it lies under, "" for the one itself."""
    waiting = [("", value)]
    while waiting:
        key, each = waiting.pop()
        yield key, each
        inner = each.items() if isinstance(each, dict) else ((key, one) for one in items(each))
        waiting.extend(reversed(list(inner)))


def _texts(value: object) -> Iterator[str]:
    return (each for _, each in _inner(value) if isinstance(each, str))


def _display_names(told: object) -> Iterator[str]:
    """Yield every text that can be a display name: under a key that names, with no digit or @."""
    people = (
        {k: v for k, v in told.items() if not _DEVICES.search(k)} if isinstance(told, dict) else {}
    )
    for key, each in _inner(people):
        name = person_of(each) if key in _NAMING else None
        if name and not re.search(r"[\d@]", name):
            yield name
