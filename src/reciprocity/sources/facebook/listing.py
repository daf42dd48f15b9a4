"""The members of a download by what became of them, short enough to be read.

A download holds tens of thousands of pictures and a folder for each conversation, named after
its people. These are told once for each kind of folder, with their number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from reciprocity.sources.facebook.members import fold, is_box, media_folder

GROUPS: Final = ("read", "ignored", "unknown", "unreadable")
_MANY: Final = 20


@dataclass(kw_only=True)
class Listing:
    """Names of members under read, ignored, unknown and unreadable, alike ones as a number."""

    _single: dict[str, list[str]] = field(default_factory=lambda: {group: [] for group in GROUPS})
    _alike: dict[str, Counter[str]] = field(
        default_factory=lambda: {group: Counter() for group in GROUPS}
    )

    def add(self, group: str, path: str) -> None:
        """Add a member under its own name."""
        self._single[group].append(path)

    def add_alike(self, group: str, path: str) -> None:
        """Add a member of which there is one in many folders."""
        self._alike[group][path.rsplit("/", 1)[-1]] += 1

    def add_thread(self, group: str, path: str) -> None:
        """Add a file of a conversation."""
        folders = path.split("/")[:-1]
        self._alike[group][_joined([*folders[:-1], "..."] if folders else ["..."])] += 1

    def add_page(self, group: str, path: str) -> None:
        """Add a page in HTML: those of conversations as a number, any other under its name."""
        if any(map(is_box, path.split("/")[:-2])):
            self.add_thread(group, path)
        else:
            self.add(group, path)

    def add_media(self, group: str, path: str) -> None:
        """Add a picture, film, sound or attachment."""
        self._alike[group][_joined(_media_folders(path.split("/")[:-1]))] += 1

    def told(self) -> dict[str, list[str]]:
        """Return the names by group, sorted."""
        return {group: sorted(self._names(group)) for group in GROUPS}

    def _names(self, group: str) -> list[str]:
        parents = Counter(_parent(path) for path in self._single[group])
        alone = [path for path in self._single[group] if parents[_parent(path)] <= _MANY]
        crowds = {f"{name}/": n for name, n in parents.items() if n > _MANY}
        alike = {**self._alike[group], **crowds}
        return [*alone, *(f"{name} ({_count(n)})" for name, n in alike.items())]


def _media_folders(folders: list[str]) -> list[str]:
    """Return where media lie, without the folder of one conversation, album or post."""
    for place, folder in enumerate(folders):
        if is_box(folder):
            inner = [part for part in folders[place + 2 :][:1] if media_folder(part)]
            return [*folders[: place + 1], "...", *inner]
        if media_folder(folder) or fold(folder) == "photosandvideos":
            return folders[: place + 1]
    return folders[:2]


def _joined(folders: list[str]) -> str:
    return "".join(f"{folder}/" for folder in folders)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _count(n: int) -> str:
    return "1 file" if n == 1 else f"{n:,} files"
