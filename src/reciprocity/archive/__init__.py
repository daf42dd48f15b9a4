"""One Archive over zips, parts of a download and unpacked folders. Nothing is written to disk."""

from __future__ import annotations

import difflib
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from reciprocity.archive.names import Download, download_of, fold_name, split_suffix
from reciprocity.archive.parts import Limits, Member, Part, is_junk, open_part
from reciprocity.errors import DamagedError, UsageError
from reciprocity.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Archive", "Limits", "Member", "fold_name", "open_archives", "split_suffix"]


class Archive:
    """The members of one download, whether it came as a zip, several zips or a folder.

    name: file name of the first part. paths: the parts as given. members: sorted by path, numbers
    by their value, then by part; two parts may both hold a path, and nothing says that they hold
    the same under it. problems: what was left out, without content. Close it, or use it in `with`.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self.name = self._parts[0].name
        self.paths = tuple(part.path for part in self._parts)
        self.problems = tuple(problem for part in self._parts for problem in part.problems)
        self._source = {member: part for part in self._parts for member in _largest(part)}
        self.members = tuple(sorted(self._source, key=lambda member: _natural(member.path)))

    def read(self, member: Member) -> bytes:
        """Return the bytes of a member; DamagedError when it is damaged or too large.

        One damaged member leaves the others readable. A member of another archive: KeyError.
        """
        return self._source[member].read(member)

    def close(self) -> None:
        """Close the files behind the archive."""
        for part in self._parts:
            part.stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _largest(part: Part) -> Iterable[Member]:
    """Return one member for each path: of two that are shown alike, the larger."""
    chosen: dict[str, Member] = {}
    for member in part.entries:
        rival = chosen.get(member.path)
        if rival is None or member.size > rival.size:
            chosen[member.path] = member
    return chosen.values()


def open_archives(paths: Sequence[Path], limits: Limits | None = None) -> list[Archive]:
    """Return the downloads behind the paths, sorted by name, whatever order they were given in.

    Zips of one download become one Archive, a path given twice counts once, and a folder of
    nothing but zips stands for them. UsageError: no such path. NotRecognisedError: not a zip.
    DamagedError: broken, or refused because reading it would not be safe.
    """
    chosen = limits or Limits()
    places = _places(paths)
    with ExitStack() as stack:
        parts = []
        for place in sorted(places, key=lambda place: (places[place].casefold(), str(place))):
            parts.append(open_part(place, places[place], chosen))
            stack.callback(parts[-1].stack.close)
        archives = [Archive(group) for group in _group(parts)]
        stack.pop_all()
    return archives


def _places(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the resolved paths, each with the name it was given under."""
    places: dict[Path, str] = {}
    for given in paths:
        place = _find(given)
        name = given.name if given.name not in {"", ".."} else place.name
        for inner, inner_name in _expand(place, name):
            places[inner] = min(places.get(inner, inner_name), inner_name)
    return places


def _natural(path: str) -> tuple[str, str]:
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), path.casefold()), path


def _find(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except PermissionError:
        name = printable(path.name)
        raise DamagedError(f"{name} cannot be opened: ask for permission to read it.") from None
    except (OSError, ValueError, RuntimeError):
        name = printable(path.name or str(path))
        raise UsageError(f"There is no {name}{_near(path)}: check the path.") from None


def _near(path: Path) -> str:
    try:
        names = [found.name for found in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    close = difflib.get_close_matches(path.name, names, n=1)
    return f" (did you mean {printable(close[0])}?)" if close else ""


def _expand(path: Path, name: str) -> Iterator[tuple[Path, str]]:
    """Yield the zips of a folder that holds nothing else, otherwise the path itself."""
    try:
        found = [each for each in path.iterdir() if not is_junk(each.name)]
    except OSError:
        found = []
    if found and all(_is_plain_zip(each) for each in found):
        yield from ((each, each.name) for each in found)
    else:
        yield path, name


def _is_plain_zip(path: Path) -> bool:
    return path.suffix.casefold() == ".zip" and path.is_file() and not path.is_symlink()


def _group(parts: Iterable[Part]) -> list[list[Part]]:
    groups: list[tuple[Download, list[Part]]] = []
    for part in parts:
        download = download_of(part.name)
        for other, members in groups:
            if other.key == download.key and not _overlap(part, members, download):
                members.append(part)
                break
        else:
            groups.append((download, [part]))
    return [members for _, members in groups]


def _overlap(part: Part, others: Iterable[Part], download: Download) -> bool:
    """Say whether parts hold what each part of one download holds only once."""
    if download.merges:
        return False
    seen = {_compared(m, download) for other in others for m in other.entries}
    return any(_compared(member, download) in seen for member in part.entries)


def _compared(member: Member, download: Download) -> str:
    """Return a member's name, or its path inside the tree where only trees tell members apart."""
    if not download.is_tree:
        return fold_name(member.name)
    folder, _, rest = member.path.casefold().partition("/")
    return rest if rest and download_of(folder).key == download.key else member.path.casefold()
