"""Who takes part in each thread, and what kind of thread it is. Facts: facebook.md 4.1, 4.3, 9."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook.lines import callable_names, folded, is_departed
from reciprocity.sources.facebook.threads import CUTOVER, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.base import Owner
    from reciprocity.sources.facebook.threads import ThreadFile

_ITEM: Final = " · "  # between the seller's or buyer's name and the thing (section 4.1)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """All files of one conversation, newest first, with what they tell together.

    senders: names of those who wrote, newest first, the owner included; None for the nameless.
    others: how many participants are not the owner. owner_names: folded.
    """

    conversation: str
    files: tuple[ThreadFile, ...]
    senders: tuple[str | None, ...]
    owner_names: frozenset[str]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles of the files, newest first."""
        return tuple(dict.fromkeys(f.title for f in self.files if f.title is not None))

    @cached_property
    def participants(self) -> tuple[str | None, ...]:
        """The participants as the newest file that names any has them."""
        return next((f.participants for f in self.files if f.participants), ())

    def is_owner(self, name: str | None) -> bool:
        """Return whether this is one of the owner's names."""
        return name is not None and folded(name) in self.owner_names

    @cached_property
    def others(self) -> tuple[str | None, ...]:
        """The participants without the owner, one entry for each nameless one too."""
        return tuple(name for name in self.participants if not self.is_owner(name))

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """The names that are not the owner's: of participants first, then of senders."""
        found = dict.fromkeys((*self.others, *self.senders))
        return tuple(name for name in found if name is not None and not self.is_owner(name))

    @cached_property
    def callable_names(self) -> frozenset[str]:
        """Everybody's name as a line of the platform may hold it."""
        seen = {name for f in self.files for name in (*f.participants, f.title)}
        named = {name for name in (*seen, *self.senders) if name is not None}
        return callable_names(frozenset(named) | self.owner_names)

    @cached_property
    def is_self(self) -> bool:
        """Whether the owner writes to nobody but the owner (section 4.1).

        A vanished counterpart leaves the owner as the only participant, too (4.3), but not the
        owner's name as the title.
        """
        others = (*self.others, *(name for name in self.senders if not self.is_owner(name)))
        if others or not self.participants:
            return False
        return bool(self.titles) and all(map(self.is_owner, self.titles))

    @cached_property
    def is_pending(self) -> bool:
        """Whether it was never let in (section 4.1: Pending until 2023, then is_pending)."""
        stored = {f.folder for f in self.files}
        marked = any(f.pending or f.thread_type == "Pending" for f in self.files)
        return marked or stored <= REQUESTS

    @cached_property
    def is_cutover(self) -> bool:
        """Whether it went on end-to-end encrypted (section 4.1)."""
        return any(f.folder == CUTOVER for f in self.files)

    @cached_property
    def is_sale(self) -> bool:
        """Whether its title names somebody of it and a thing, as Marketplace writes them (4.1)."""
        known = {folded(stranger) for stranger in self.strangers}
        called = callable_names(frozenset(self.strangers))
        split = [(title, *title.partition(_ITEM)[::2]) for title in self.titles]
        return any(
            item and folded(title) not in known and (folded(name) in called or is_departed(name))
            for title, name, item in split
        )

    def is_group(self, *, managed: bool) -> bool:
        """Return whether more than two are in it; `managed`: it has lines that only groups have.

        `thread_type` is gone since 2024; then participants count. Of a group that everybody else
        left, or that lists nobody, title and senders tell: of two, the title is the other's name,
        and nobody else writes; participants are those of today, so whoever left is a sender only.
        """
        kinds = {f.thread_type for f in self.files}
        if "RegularGroup" in kinds or "Regular" in kinds:
            return "RegularGroup" in kinds
        if len(self.others) > 1 or self._has_third_voice:
            return True
        titles = {folded(title) for title in self.titles}
        if titles & {folded(name) for name in self.strangers} or (self.others and not titles):
            return False
        return managed or len(self.strangers) > 1

    @cached_property
    def _has_third_voice(self) -> bool:
        """Whether two wrote beside the owner that are not one person under an older name.

        Who takes another name mostly keeps a part of it.
        """
        wrote = [n for n in self.senders if n is not None and not self.is_owner(n)]
        words = [set(folded(name).split()) for name in dict.fromkeys(wrote)]
        return any(not one & other for one, other in combinations(words, 2))

    @cached_property
    def name(self) -> str | None:
        """The other one's name in a thread of two: the current one, whatever messages carry.

        Participants hold the current name; where the other one has left them, the title does.
        """
        current = [name for name in self.others if name is not None]
        titles = [title for title in self.titles if not self.is_owner(title)]
        return next(iter((*current, *titles, *self.strangers)), None)


def cast_threads(
    files: Sequence[ThreadFile], names: Sequence[str | None], owner: Owner
) -> list[Thread]:
    """Return the threads in the order of `files`, which has those of one thread side by side."""
    own = frozenset(folded(name) for name in (owner.name, *owner.names) if name)
    threads = []
    for (conversation, _), group in groupby(files, key=lambda f: (f.conversation, f.page)):
        parts = tuple(group)
        numbers = dict.fromkeys(n for part in parts for n in part.columns.writers)
        senders = tuple(dict.fromkeys(names[n] for n in numbers))
        threads.append(
            Thread(conversation=conversation, files=parts, senders=senders, owner_names=own)
        )
    return threads
