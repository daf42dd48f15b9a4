"""What each archive can and cannot show, and over which window.

Absence is evidence only inside these windows: no silence, no ignored request and no removal is
claimed where the archive could not have shown the opposite.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reciprocity.parameters import CoverageParameters
    from reciprocity.sources import Reading

# Never in a LinkedIn download (linkedin.md section 6).
_NEVER: Final = {
    "reaction": "never exported: other people's likes; your own do not say whose post it was",
    "comment": "never exported: other people's comments; your own do not say whose post it was",
    "call": "never exported",
    "follow": "never exported: who follows you",
    "block": "never exported",
    "disconnected": "never exported: it shows only when two exports are compared",
}


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


def coverage_of(reading: Reading, parameters: CoverageParameters) -> dict[str, Window]:
    """Return the window of each kind of event in one archive."""
    windows = {kind: Window(start=None, end=None, basis=why) for kind, why in _NEVER.items()}
    windows["connected"] = _listed(reading)
    for kind in ("request_sent", "request_received"):
        windows[kind] = _requests(reading, kind, parameters)
    windows["message"] = _messages(reading, parameters)
    for kind in ("endorsement", "recommendation"):
        windows[kind] = _whole_history(reading, kind)
    return dict(sorted(windows.items()))


def observed(windows: Iterable[Window]) -> list[tuple[datetime, datetime]]:
    """Return the stretches observed by any of several archives, merged, in order."""
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(piece for window in windows for piece in window.pieces()):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _absent(label: str) -> Window:
    return Window(start=None, end=None, basis=f"{label} is not in this archive, or not whole")


def _earliest(reading: Reading) -> datetime:
    """Return the start of the first day of which the archive says anything."""
    first = reading.events.select(pl.min_horizontal(pl.col("at").min(), "at_latest").min()).item()
    first = first if isinstance(first, datetime) else reading.exported_at
    return first.replace(hour=0, minute=0, second=0, microsecond=0)


def _listed(reading: Reading) -> Window:
    if "connected" not in reading.generated:
        return _absent("Connections.csv")
    return Window(
        start=_earliest(reading),
        end=reading.generated["connected"],
        basis="the list of current connections; those that ended before the export are not in it",
    )


def _requests(reading: Reading, kind: str, parameters: CoverageParameters) -> Window:
    if kind not in reading.generated:
        return _absent("Invitations.csv")
    end = reading.generated[kind]
    days = parameters.invitation_window_days
    return Window(
        start=end - timedelta(days=days),
        end=end,
        basis=f"LinkedIn lists an invitation for about {days} days after its last event",
    )


def _whole_history(reading: Reading, kind: str) -> Window:
    if kind not in reading.generated:
        return _absent(f"The list of {kind}s")
    return Window(
        start=_earliest(reading), end=reading.generated[kind], basis="listed without a time limit"
    )


def _messages(reading: Reading, parameters: CoverageParameters) -> Window:
    if "message" not in reading.generated:
        return _absent("messages.csv")
    end = reading.generated["message"]
    cut = _cut(reading, parameters)
    if cut is not None:
        return Window(
            start=cut,
            end=end,
            basis="nothing before the first message in the file: it looks cut, since connections "
            "made before it have no messages at all while later ones do",
        )
    return Window(
        start=_earliest(reading),
        end=end,
        basis="LinkedIn exports all messages; conversations that you deleted are gone",
    )


def _cut(reading: Reading, parameters: CoverageParameters) -> datetime | None:
    """Return the first message's time when the file must have lost what came before it.

    LinkedIn sets no limit (linkedin.md 2.3), but a file may have been shortened. If the connections
    older than the first message had been written to at the rate of the later ones, finding none of
    their messages would be very unlikely.
    """
    seen = pl.concat([reading.events, reading.apart.drop("kind")])
    messages = seen.filter(pl.col("activity") == "message")
    first = messages["at"].min()
    if not isinstance(first, datetime):
        return None
    soon = timedelta(days=parameters.cut_first_message_days)
    connected = reading.events.filter(
        (pl.col("activity") == "connected") & pl.col("at").is_not_null()
    )
    before = connected.filter(pl.col("at_latest") < first - soon).height
    later = connected.filter(pl.col("at") >= first)
    key = pl.coalesce("handle", "name")
    firsts = (
        messages.filter(~pl.col("is_group"))
        .with_columns(key=key)
        .group_by("key")
        .agg(pl.col("at").min().alias("first"))
    )
    joined = later.with_columns(key=key).join(firsts, on="key", how="left")
    written = joined.filter(pl.col("first") <= pl.col("at_latest") + soon).height
    # Rule of succession: a few later connections prove little about the earlier ones.
    silent = (later.height - written + 1) / (later.height + 2)
    return first if before and silent**before < parameters.cut_probability else None
