"""Who a title speaks of: "A commented on B's post." names B. Facts: facebook.md section 3.

Titles are prose in the language of the account, around the names of two people. Only the known
sentences are read, as a whole; a title that is none of them names nobody.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reciprocity.sources.facebook.lines import is_departed
from reciprocity.sources.facebook.text import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

# An English name in front of a thing, and one that stands alone: "B's note" is not a name.
_HOLES: Final = {
    "{person's}": "(?P<other>.+)(?:['\u2019]s|(?<=[sxz])['\u2019])",
    "{person}": "(?P<other>.+)",
    "{name}": "(?!(?:an?|the|his|her|their|your|its) )(?!.*['\u2019]s? [a-z -]+$)(?P<other>.+)",
    "{any}": ".+",
}


class Said(NamedTuple):
    """What a title says: whether it is a known sentence, and whom it names beside who acted.

    there: it is a text at all.
    """

    understood: bool
    name: str | None
    there: bool = True


_UNKNOWN: Final = Said(understood=False, name=None)
_NO_TITLE: Final = Said(understood=False, name=None, there=False)


def addressed(titles: Iterable[object], kind: str, actors: Collection[str]) -> list[Said]:
    """Return for each title whom somebody acted towards; kind is comment, reaction or wall.

    A title begins with one of `actors`, the names of the owner; where there is none, with
    anything. What is done to oneself ("his own post") or to nobody in particular names nobody.
    """
    known: dict[str | None, Said] = {None: _NO_TITLE}
    started = tuple(sorted(set(actors), key=lambda name: (-len(name), name)))
    told = [_title(title) for title in titles]
    for title in set(told) - known.keys():
        known[title] = _said(title or "", kind, started)
    return [known[title] for title in told]


def writers(titles: Iterable[object], owners: Collection[str]) -> list[Said]:
    """Return for each title who wrote on the timeline of the owner."""
    told = [_title(title) for title in titles]
    known: dict[str | None, Said] = {None: _NO_TITLE}
    for title in set(told) - known.keys():
        known[title] = _writer(title or "", owners)
    return [known[title] for title in told]


def _title(value: object) -> str | None:
    """Return a title, repaired, without its final stop (a name may end in one of its own)."""
    title = name_of(value)
    return title and title.removesuffix(".")


def _said(title: str, kind: str, actors: Sequence[str]) -> Said:
    """Return what one title says; of several names of the owner the longest is taken first."""
    rests = [title[len(name) + 1 :] for name in actors if title.startswith(f"{name} ")]
    prefix = "" if actors else "(?:.+?) "
    for rest in rests if actors else [title]:
        for pattern in _patterns(kind, prefix):
            if found := pattern.fullmatch(rest):
                other = found.groupdict().get("other")
                named = other is not None and other not in actors and not is_departed(other)
                return Said(understood=True, name=other if named else None)
    return _UNKNOWN


def _writer(title: str, owners: Collection[str]) -> Said:
    own = sorted(re.escape(name) for name in owners)
    for whose in ("|".join(own), ".+") if own else (".+",):
        for pattern in _arrivals(whose):
            if found := pattern.fullmatch(title):
                name = found["who"]
                gone = name in owners or is_departed(name)
                return Said(understood=True, name=None if gone else name)
    return _UNKNOWN


@cache
def _sentences() -> dict[str, Any]:
    """Return titles.toml: by language the things, and by kind the sentences."""
    text = files("reciprocity.sources.facebook").joinpath("titles.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _patterns(kind: str, prefix: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a kind in all languages, each language's in their order."""
    return tuple(
        _compiled(prefix + sentence, language["things"])
        for language in _sentences().values()
        for outcome in ("nobody", "somebody", "otherwise")
        for sentence in language.get(kind, {}).get(outcome, ())
    )


@cache
def _arrivals(whose: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of what others wrote on the timeline of `whose`, a pattern of names."""
    return tuple(
        _compiled(
            "(?P<who>.+?) " + sentence.replace("{person's}", f"(?:{whose})['\u2019]s?"),
            language["things"],
        )
        for language in _sentences().values()
        for outcome in ("yours", "somebody")
        for sentence in language.get("wall", {}).get(outcome, ())
    )


def _compiled(sentence: str, things: Sequence[str]) -> re.Pattern[str]:
    for hole, pattern in {**_HOLES, "{thing}": f"(?:{'|'.join(things)})"}.items():
        sentence = sentence.replace(hole, pattern)
    return re.compile(sentence)
