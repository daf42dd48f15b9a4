"""Kaplan-Meier curves with right censoring, late entry and a band.

The estimator is a few lines of numpy (decision 29); the tests hold it against lifelines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from reciprocity.lifecycle.spells import GROUPS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

Numbers = np.ndarray[Any, np.dtype[Any]]

CURVE_COLUMNS: Final = (
    "outcome", "group", "days", "at_risk", "events", "survival", "low", "high",
)  # fmt: skip
MARKS: Final = (0, 1, 7, 30, 90, 365, 1_826, 3_652, 7_305)
"""Days after the accept at which every curve has a row."""
LEAST: Final = 10
"""A curve begins with as many people under watch at once, and is told down to half of them."""

_BAND: Final = 1.959963984540054  # of the normal distribution: the middle 95 %
_KINDS: Final = {
    "outcome": "object",
    "group": "object",
    "days": "int64",
    "at_risk": "int64",
    "events": "int64",
    "survival": "float64",
    "low": "float64",
    "high": "float64",
}


def no_curves() -> pd.DataFrame:
    """Return the frame of curves without rows."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _KINDS.items()})


def survival(spells: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """From spells (spells.SPELL_COLUMNS) to the curve of every outcome and group.

    Columns: outcome, group, days (whole days after the accept), at_risk (people under watch on that
    day, of whom it had not happened), events (to how many it happened on it), survival (the share
    to whom it has not happened by its end), low and high (95 %, by Greenwood on the log-log scale;
    missing where survival is 0 or 1). A row for each day with an event, for MARKS, and for the
    first and last day of the curve; ordered by OUTCOMES, GROUPS and days.

    A curve begins on the first day on which at least `least` people are under watch, and says how
    it went on for those to whom it had not happened by then; it ends before the first day with
    fewer than half of them. Of several such times the longest is told; without any, no curve.
    """
    found = list(_curves(spells, least))
    return pd.concat(found, ignore_index=True).astype(_KINDS) if found else no_curves()


def counted(spells: pd.DataFrame, curves: pd.DataFrame) -> pd.DataFrame:
    """Return of each outcome and group that has spells: outcome, group, people, events, drawn."""
    drawn = set(zip(curves["outcome"], curves["group"], strict=True))
    rows = [
        {
            "outcome": outcome,
            "group": group,
            "people": len(of),
            "events": int(of["happened"].sum()),
            "drawn": (outcome, group) in drawn,
        }
        for outcome, group, of in _pieces(spells)
    ]
    return pd.DataFrame(rows, columns=["outcome", "group", "people", "events", "drawn"])


def _pieces(spells: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for outcome in OUTCOMES:
        for group in GROUPS:
            chosen = (spells["outcome"] == outcome) & (spells["group"] == group)
            if chosen.any():
                yield outcome, group, spells[chosen]


def _curves(spells: pd.DataFrame, least: int) -> Iterator[pd.DataFrame]:
    for outcome, group, of in _pieces(spells):
        entry, days = of["entry"].to_numpy(), of["days"].to_numpy()
        stretch = _watched(entry, days, least)
        if stretch:
            curve = _estimate(entry, days, of["happened"].to_numpy(dtype=bool), *stretch)
            yield curve.assign(outcome=outcome, group=group)[list(CURVE_COLUMNS)]


def _at_risk(entry: Numbers, days: Numbers, on: Numbers) -> Numbers:
    """Return how many are under watch on each day: entered on it or before, not out before it."""
    entered = np.searchsorted(np.sort(entry), on, side="right")
    return entered - np.searchsorted(np.sort(days), on, side="left")


def _watched(entry: Numbers, days: Numbers, least: int) -> tuple[int, int] | None:
    """Return the first and last day of the longest time with enough people under watch."""
    changes = np.unique(np.concatenate([entry, days + 1]))
    at_risk = _at_risk(entry, days, changes)
    going = np.append(at_risk >= max(least / 2, 1), False)
    turns = np.flatnonzero(np.diff(going.astype(int), prepend=0))
    found = [
        (int(changes[start + begun[0]]), int(changes[end]) - 1)
        for start, end in zip(turns[::2], turns[1::2], strict=True)
        if len(begun := np.flatnonzero(at_risk[start:end] >= least))
    ]
    longer = [(first, last) for first, last in found if first < last]
    return max(longer, key=lambda of: of[1] - of[0], default=None)


def _estimate(
    entry: Numbers, days: Numbers, happened: Numbers, first: int, last: int
) -> pd.DataFrame:
    """Return days, at_risk, events, survival, low, high from the first day to the last."""
    inside = days[happened & (days >= first) & (days <= last)]
    marks = [mark for mark in MARKS if first <= mark <= last]
    on = np.unique(np.concatenate([inside, marks, [first, last]])).astype(int)
    at_risk = _at_risk(entry, days, on)
    events = np.searchsorted(np.sort(inside), on, side="right") - np.searchsorted(
        np.sort(inside), on, side="left"
    )
    share = np.cumprod(1 - events / at_risk)
    low, high = _band(share, at_risk, events)
    return pd.DataFrame(
        {
            "days": on,
            "at_risk": at_risk,
            "events": events,
            "survival": share,
            "low": low,
            "high": high,
        }
    )


def _band(share: Numbers, at_risk: Numbers, events: Numbers) -> tuple[Numbers, Numbers]:
    """Return the exponential Greenwood band (Kalbfleisch and Prentice), missing at 0 and 1."""
    left = at_risk - events
    told = (share > 0) & (share < 1)
    terms = np.divide(events, at_risk * left, where=left > 0, out=np.zeros(len(left)))
    log = np.log(share, where=told, out=np.full(len(share), -1.0))
    width = np.exp(_BAND * np.sqrt(np.cumsum(terms)) / -log)
    return np.where(told, share**width, np.nan), np.where(told, share ** (1 / width), np.nan)
