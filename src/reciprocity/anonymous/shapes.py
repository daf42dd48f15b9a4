"""The shape of a file: columns and keys, what kind of value lies under each, and no value."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from reciprocity.anonymous.places import masked_column, masked_key
from reciprocity.anonymous.words import all_columns, vocabulary, words_of
from reciprocity.sources.drift import is_column, is_identifier, is_key
from reciprocity.sources.facebook.known import known_keys
from reciprocity.sources.linkedin.domains import is_known
from reciprocity.tables import fold_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.anonymous.words import Names

_DEEPEST: Final = 7  # lists and objects inside each other
_FEW: Final = 50  # elements of a list that are looked at, at its start and again over the rest
_MOST_KEYS: Final = 60
_VERSION: Final = re.compile(r"_v[0-9]+\Z")
_MASKED: Final = "<key>"
_API: Final = frozenset({"elements", "snapshotData", "snapshotDomain"})


def magnitude(number: int) -> str:
    """Return a number to an order of magnitude: `0`, `1 to 9`, `10 to 99`."""
    if number < 10:
        return "1 to 9" if number > 0 else "0"
    low = 10 ** (len(str(number)) - 1)
    return f"{low:,} to {low * 10 - 1:,}"


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a table: known ones, new ones, and how many more may not be shown.

    So are domains of LinkedIn's portability API told.
    """

    known: tuple[str, ...]
    new: tuple[str, ...]
    masked: int


def columns_of(columns: Sequence[str], names: Names, *, table: frozenset[str] | None) -> Columns:
    """Return the columns of a table that may be shown.

    table: the folded columns of this very file, None where it is not known. A first record of
    which most is not known may be one of data: of that, only what is known is shown. A new column
    may name somebody: it is shown word by word, if at all.
    """
    told = [column for column in dict.fromkeys(columns) if fold_column(column)]
    everywhere = all_columns()
    known = [column for column in told if fold_column(column) in (table or everywhere)]
    sure = table is not None or 2 * len(known) >= len(told)
    others = [column for column in told if column not in known]
    words = [masked_column(column, names) for column in others if sure]
    new = [column for column in words if column]
    return Columns(
        known=tuple(column if is_column(column) else fold_column(column) for column in known),
        new=tuple(dict.fromkeys(new)),
        masked=len(told) - len(known) - len(new),
    )


def domains_of(domains: Sequence[str], names: Names) -> Columns:
    """Return the folded domains of an answer that may be shown; new ones word by word, if at all.

    They are LinkedIn's, but a file may say anything.
    """
    known = [domain for domain in domains if is_known(domain)]
    others = [domain for domain in domains if not is_known(domain)]
    new = [told for domain in others if (told := masked_column(domain, names))]
    return Columns(known=tuple(known), new=tuple(dict.fromkeys(new)), masked=len(others) - len(new))


@dataclass(kw_only=True)
class Shape:
    """What kinds of values there are, the keys of objects, and the shape of elements of lists.

    cut: there is more inside that was not looked at.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    keys: dict[str, Shape] = field(default_factory=dict)
    items: Shape | None = None
    cut: bool = False

    def told(self) -> str:
        """Return the shape in one line, such as `{friends: [{name: text}]}`."""
        inner = sorted(self.kinds)
        if self.keys or self.kinds["object"]:
            keys = ", ".join(f"{key}: {shape.told()}" for key, shape in self.keys.items())
            inner = [f"{{{keys or ('...' if self.cut else '')}}}", *self._without("object", inner)]
        if self.kinds["list"]:
            within = self.items.told() if self.items else "..." if self.cut else ""
            inner = [f"[{within}]", *self._without("list", inner)]
        return " or ".join(inner) or "nothing"

    @staticmethod
    def _without(kind: str, kinds: Iterable[str]) -> list[str]:
        return [each for each in kinds if each != kind]

    def as_json(self) -> dict[str, Any]:
        """Return the shape as plain data: `types`, and `keys` and `items` where there are any."""
        told: dict[str, Any] = {"types": sorted(self.kinds)}
        if self.keys:
            told["keys"] = {key: shape.as_json() for key, shape in self.keys.items()}
        if self.items:
            told["items"] = self.items.as_json()
        return told | ({"cut": True} if self.cut else {})


def add_value(value: object, shape: Shape, names: Names, depth: int = _DEEPEST) -> None:
    """Add the shape of a JSON value to a shape; long lists and deep objects only in part."""
    shape.kinds[_kind(value)] += 1
    if depth == 0:
        shape.cut = shape.cut or isinstance(value, dict | list)
    elif isinstance(value, dict):
        shown = _shown(value, names)
        for key, inner in list(value.items())[: _MOST_KEYS * 2]:
            name = shown.get(key, _MASKED)
            if name not in shape.keys and len(shape.keys) >= _MOST_KEYS:
                shape.cut = True
                continue
            add_value(inner, shape.keys.setdefault(name, Shape()), names, depth - 1)
    elif isinstance(value, list) and value:
        shape.items = shape.items or Shape()
        rest = value[_FEW:]
        for each in [*value[:_FEW], *rest[:: len(rest) // _FEW + 1]]:
            add_value(each, shape.items, names, depth - 1)


def rows_in(value: object, depth: int = 3) -> int:
    """Return how many records the longest list of a file holds, 0 where there is no list."""
    if isinstance(value, list):
        return len(value)
    inner = value.values() if isinstance(value, dict) and depth else ()
    return max((rows_in(each, depth - 1) for each in inner), default=0)


def _kind(value: object) -> str:
    kinds = {dict: "object", list: "list", str: "text", bool: "yes or no", int: "whole number"}
    return "null" if value is None else kinds.get(type(value), "number")


def _shown(record: dict[str, Any], names: Names) -> dict[str, str]:
    """Return the keys of an object that may be shown, and how.

    An object may be keyed by people or places. So where all keys look like a program's, a new one
    is shown beside a known one or made with a word of the platforms'; else only beside a known one,
    its unknown words masked.
    """
    known = {key: key for key in record if _is_known(key)}
    new = record.keys() - known
    plain = [key for key in new if is_key(key) and not names.hold(key)]
    if all(map(is_identifier, new)):
        return known | {key: key for key in plain if known or _is_worded(key)}
    masked = {key: masked_key(key, names) for key in plain if known}
    return known | {key: told for key, told in masked.items() if told}


def _is_known(key: str) -> bool:
    """Return whether a key is Facebook's, or of LinkedIn's portability API: a column is one."""
    column = is_column(key) and fold_column(key) in all_columns()
    return column or key in _API or _VERSION.sub("", key) in known_keys()


def _is_worded(key: str) -> bool:
    return any(word in vocabulary() for word in words_of(key) if len(word) > 2)
