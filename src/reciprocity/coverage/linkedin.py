"""What a LinkedIn download can and cannot show, and over which window."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.coverage.window import Window, absent

if TYPE_CHECKING:
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


def linkedin_coverage(reading: Reading, parameters: CoverageParameters) -> dict[str, Window]:
    """Return the window of each kind of event in one LinkedIn archive."""
    windows = {kind: Window(start=None, end=None, basis=why) for kind, why in _NEVER.items()}
    windows["connected"] = _listed(reading)
    for kind in ("request_sent", "request_received"):
        windows[kind] = _requests(reading, kind, parameters)
    windows["message"] = _messages(reading, parameters)
    for kind in ("endorsement", "recommendation"):
        windows[kind] = _whole_history(reading, kind)
    if "follow" in reading.generated:
        windows["follow"] = Window(
            start=first_day(reading),
            end=reading.generated["follow"],
            basis="only whom you follow, by name; who follows you is not exported",
        )
    return dict(sorted(windows.items()))


def first_day(reading: Reading) -> datetime:
    """Return the start of the first day of which the archive says anything."""
    first = reading.events.select(pl.min_horizontal(pl.col("at").min(), "at_latest").min()).item()
    first = first if isinstance(first, datetime) else reading.exported_at
    return first.replace(hour=0, minute=0, second=0, microsecond=0)


def _listed(reading: Reading) -> Window:
    if "connected" not in reading.generated:
        return absent("Connections.csv")
    return Window(
        start=first_day(reading),
        end=reading.generated["connected"],
        basis="the list of current connections; those that ended before the export are not in it",
    )


def _requests(reading: Reading, kind: str, parameters: CoverageParameters) -> Window:
    if kind not in reading.generated:
        return absent("Invitations.csv")
    end = reading.generated[kind]
    days = parameters.invitation_window_days
    return Window(
        start=end - timedelta(days=days),
        end=end,
        basis=f"LinkedIn lists an invitation for about {days} days after its last event",
    )


def _whole_history(reading: Reading, kind: str) -> Window:
    if kind not in reading.generated:
        return absent(f"The list of {kind}s")
    return Window(
        start=first_day(reading), end=reading.generated[kind], basis="listed without a time limit"
    )


def _messages(reading: Reading, parameters: CoverageParameters) -> Window:
    if "message" not in reading.generated:
        return absent("messages.csv")
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
        start=first_day(reading),
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
