"""Downloads as plain data that holds nothing personal, to be pasted into a public report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from reciprocity.anonymous.places import masked_download, pattern_of
from reciprocity.anonymous.shapes import (
    Columns,
    Shape,
    add_value,
    columns_of,
    domains_of,
    magnitude,
    rows_in,
)
from reciprocity.anonymous.words import Names, all_columns, called_in
from reciprocity.archive import split_suffix
from reciprocity.errors import DamagedError, ReciprocityError
from reciprocity.sources import read_archive
from reciprocity.sources.facebook import members as facebook
from reciprocity.sources.facebook.html.gathering import readable_pages
from reciprocity.sources.facebook.records import load
from reciprocity.sources.linkedin import members as linkedin
from reciprocity.sources.linkedin.known import known_columns
from reciprocity.sources.linkedin.portability import domains_in
from reciprocity.tables import TableError, read_table

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from reciprocity.archive import Archive, Member
    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

ANONYMOUS_SCHEMA: Final = "reciprocity.anonymous/1"

# Of files that are alike so many are looked into, of all so many bytes.
_LOOKED_INTO: Final = 10
_MOST_BYTES: Final = 256 << 20
_NUMBER: Final = re.compile(r"\b[0-9]+\b")
_DATED: Final = re.compile(r"[0-9][-:/.][0-9]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# The words in which a reason is told; one with any other word may hold something of the owner's.
_REASONS: Final = """
    a and are as be by copy date download downloads event facebook file files folders form from
    gives has have holds html in is it its json larger like linkedin look messages name names
    newest not of one only other owner several so than that the them these they times uses which
    with basic complete archive days lie read taken to whoever nearly every conversation
"""


@dataclass(kw_only=True)
class _Alike:
    """The members of one pattern, and what was seen in those that were looked into."""

    status: str
    kind: str | None
    pattern: str
    members: list[Member] = field(default_factory=list)
    looked_into: int = 0
    rows: int = 0
    columns: list[Columns] = field(default_factory=list)
    domains: list[Columns] = field(default_factory=list)
    shape: Shape = field(default_factory=Shape)
    doubts: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        told = {
            "status": self.status, "kind": self.kind, "pattern": self.pattern,
            "files": "1" if len(self.members) == 1 else magnitude(len(self.members)),
        }  # fmt: skip
        if not self.looked_into and not self.doubts:
            return told
        return told | {
            "rows": magnitude(self.rows) if self.looked_into else None,
            "columns": _united(each.known for each in self.columns),
            "new_columns": _united(each.new for each in self.columns),
            "masked_columns": max((each.masked for each in self.columns), default=0),
            "domains": _united(each.known for each in self.domains),
            "new_domains": _united(each.new for each in self.domains),
            "masked_domains": sum(each.masked for each in self.domains),
            "shape": self.shape.as_json() if self.shape.kinds else None,
            "shape_in_words": self.shape.told() if self.shape.kinds else None,
            "doubts": dict(sorted(self.doubts.items())),
        }


def anonymous_document(
    archives: Sequence[Archive], parameters: CoverageParameters, told: str | None, version: str
) -> tuple[dict[str, Any], ReciprocityError | None]:
    """Return the downloads as plain data, and the first error of one that was not recognised.

    told: the owner's name as the user gave it. Texts, names and dates of the archives are in no
    part of it; what may hold them is masked or left out.
    """
    readings = [_read(archive, parameters, told) for archive in archives]
    names = Names(_names(archives, [r for r in readings if not isinstance(r, ReciprocityError)]))
    document = {
        "schema": ANONYMOUS_SCHEMA,
        "version": version,
        "archives": [
            _archive(archive, reading, names)
            for archive, reading in zip(archives, readings, strict=True)
        ],
    }
    errors = (each for each in readings if isinstance(each, ReciprocityError))
    return document, next(errors, None)


def _read(
    archive: Archive, parameters: CoverageParameters, told: str | None
) -> Reading | ReciprocityError:
    try:
        return read_archive(archive, parameters, told)
    except ReciprocityError as error:
        return error


def _names(archives: Sequence[Archive], readings: Sequence[Reading]) -> Iterator[str]:
    """Yield whatever people are called in the archives: names, addresses, folders of threads."""
    for archive in archives:
        for member in archive.members:
            folders = member.path.split("/")[:-1]
            yield from (b for a, b in pairwise(folders) if facebook.is_box(a))
    for reading in readings:
        yield from reading.owner.names
        yield reading.owner.handle or ""
        for frame in (reading.events, reading.apart, reading.profiles):
            for column in {"name", "handle", "email"} & set(frame.columns):
                yield from frame[column].drop_nulls().unique().to_list()


def _archive(archive: Archive, reading: Reading | ReciprocityError, names: Names) -> dict[str, Any]:
    known = None if isinstance(reading, ReciprocityError) else reading
    reasons = [each for why in (known.reasons if known else ()) for each in _reason(why)]
    problems = known.problems if known else archive.problems
    return {
        "name": masked_download(archive.name),
        "parts": len(archive.paths),
        "platform": known.platform if known else None,
        "kind": known.kind if known else None,
        "confidence": known.confidence if known else None,
        "recognised": known is not None,
        "reasons": reasons,
        "reasons_left_out": len(known.reasons) - len(reasons) if known else 0,
        "members": [each.as_json() for each in _members(archive, known, names)],
        "problems": dict(sorted(Counter(problem.kind for problem in problems).items())),
    }


def _reason(why: str) -> Iterator[str]:
    """Yield a reason if all its words are ours or the platforms', its numbers rounded."""
    plain = all(word.casefold() in _reason_words() for word in _WORD.findall(why))
    if plain and why.isascii() and not _DATED.search(why):
        yield _NUMBER.sub(lambda number: magnitude(int(number[0])), why)


@cache
def _reason_words() -> frozenset[str]:
    kinds = (rule.kind for rules in (linkedin.RULES, facebook.RULES) for rule in rules)
    told = (*kinds, *facebook.spelt_folders(), _REASONS)
    return frozenset(word.casefold() for each in told for word in _WORD.findall(each))


def _members(archive: Archive, reading: Reading | None, names: Names) -> list[_Alike]:
    """Return the members of an archive by what became of them, their kind and their pattern."""
    told = reading.members if reading else {}
    listed = {path: status for status, paths in told.items() for path in paths}
    pages = readable_pages({each: facebook.place_of(each.path) for each in archive.members})
    found: dict[tuple[str, str | None, str], _Alike] = {}
    for member in archive.members:
        status, kind = _place(member, reading, pages)
        status = listed.get(member.path, status)
        key = (status, kind, pattern_of(member.path, names))
        alike = found.setdefault(key, _Alike(status=status, kind=kind, pattern=key[2]))
        alike.members.append(member)
    left = _MOST_BYTES
    for alike in found.values():
        if alike.status != "ignored":
            left = _look_into(archive, alike, names, left)
    return sorted(found.values(), key=lambda each: (each.status, each.kind or "", each.pattern))


def _place(
    member: Member, reading: Reading | None, pages: Container[Member]
) -> tuple[str, str | None]:
    """Return what becomes of a member, and as what it is read. pages: those that are read."""
    platform = reading.platform if reading else None
    if reading and reading.kind == "e2ee" and member.name.casefold().endswith(".json"):
        return "read", facebook.Form.THREAD.value
    if platform == "facebook":
        place = facebook.place_of(member.path)
        aside = place.form in {facebook.Form.MEDIA, facebook.Form.IGNORED, facebook.Form.PAGE}
        if place.form is facebook.Form.UNKNOWN:
            return "unknown", None
        if member in pages:
            return "read", place.kind
        return ("ignored", None) if aside else ("read", place.kind)
    folded = split_suffix(member.name)[0]
    rule = linkedin.rule_for(folded) if member.name.casefold().endswith(".csv") else None
    if platform == "linkedin" and rule:
        return "read", rule.kind
    ignored = platform == "linkedin" and linkedin.is_ignored(folded, member.path)
    return ("ignored" if ignored else "unknown"), None


def _look_into(archive: Archive, alike: _Alike, names: Names, left: int) -> int:
    """Look into some of the members of a pattern; return how many bytes may still be read."""
    ending = alike.pattern.rpartition(".")[2]
    if ending not in {"csv", "json"}:
        return left
    step = -(-len(alike.members) // _LOOKED_INTO)
    for member in alike.members[::step]:
        if member.size > left:
            alike.doubts["too large to be looked into"] += 1
            continue
        left -= member.size
        try:
            data = archive.read(member)
            if ending == "csv":
                _look_into_table(data, member, alike, names)
            else:
                value = load(data, archive="", member="").value
                names.add(called_in(value))
                add_value(value, alike.shape, names)
                alike.domains.append(domains_of(domains_in(value), names))
                alike.rows += rows_in(value)
                alike.looked_into += 1
        except TableError as error:
            alike.doubts[error.problem.kind] += 1
        except DamagedError:
            alike.doubts["cannot be read"] += 1
    return left


def _look_into_table(data: bytes, member: Member, alike: _Alike, names: Names) -> None:
    folded = split_suffix(member.name)[0]
    rule = linkedin.rule_for(folded) if alike.status == "read" else None
    headers = rule.headers if rule else tuple(frozenset({each}) for each in sorted(all_columns()))
    data = rule.mend(data) if rule and rule.mend else data
    table = read_table(data, archive="", member="", headers=headers)
    known = known_columns().get(folded) if rule else None
    alike.columns.append(columns_of(table.columns, names, table=known))
    alike.doubts.update(problem.kind for problem in table.problems)
    alike.rows += table.frame.height
    alike.looked_into += 1


def _united(names: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for each in names for name in each))
