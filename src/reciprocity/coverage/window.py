"""The time in which a kind of event could have been seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Stretch = tuple["datetime", "datetime"]


@dataclass(frozen=True, kw_only=True)
class Window:
    """The time in which a kind of event could have been seen (UTC).

    start and end are None when it could not be seen at all. gaps lie inside, unobserved. basis
    says in one sentence why.
    """

    start: datetime | None
    end: datetime | None
    basis: str
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    def until(self, moment: datetime) -> Window:
        """Return the part of the window up to a moment."""
        if self.start is None or self.end is None or self.end <= moment:
            return self
        if self.start >= moment:
            return Window(start=None, end=None, basis=f"{self.basis}; all of it is later")
        gaps = tuple((a, min(b, moment)) for a, b in self.gaps if a < moment)
        return Window(start=self.start, end=moment, basis=self.basis, gaps=gaps)

    def between(self, start: datetime | None, end: datetime | None, why: str) -> Window:
        """Return the part of the window between two moments, None for any, and say why."""
        if self.start is None or self.end is None:
            return self
        first, last = max(self.start, start or self.start), min(self.end, end or self.end)
        basis = f"{self.basis}; {why}"
        if first > last:
            return Window(start=None, end=None, basis=basis)
        return Window(start=first, end=last, basis=basis, gaps=self.gaps)

    def pieces(self) -> list[tuple[datetime, datetime]]:
        """Return the observed stretches: the window without its gaps, in order."""
        if self.start is None or self.end is None:
            return []
        stretches, start = [], self.start
        for gap_start, gap_end in sorted(self.gaps):
            if gap_start > start:
                stretches.append((start, gap_start))
            start = max(start, gap_end)
        return [*stretches, (start, self.end)] if start < self.end else stretches

    def as_json(self) -> dict[str, Any]:
        """Return the shape of the JSON contracts."""
        return {
            "from": _iso(self.start),
            "to": _iso(self.end),
            "basis": self.basis,
            "gaps": [[_iso(a), _iso(b)] for a, b in self.gaps],
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def observed(windows: Iterable[Window]) -> list[Stretch]:
    """Return the stretches observed by any of several archives, merged, in order."""
    merged: list[Stretch] = []
    for start, end in sorted(piece for window in windows for piece in window.pieces()):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def absent(label: str) -> Window:
    """Return the window of a file that is not there."""
    verb = "is" if label.startswith("The ") or "." in label else "are"
    return Window(start=None, end=None, basis=f"{label} {verb} not in this archive, or not whole")


def seen_by_all(stretches: Iterable[Iterable[Stretch]]) -> list[Stretch]:
    """Return what lies in every one of several lists of stretches, in order."""
    common: list[Stretch] | None = None
    for others in stretches:
        found = list(others)
        if common is None:
            common = found
            continue
        both = ((max(a, c), min(b, d)) for a, b in common for c, d in found)
        common = sorted((start, end) for start, end in both if start < end)
    return common or []
