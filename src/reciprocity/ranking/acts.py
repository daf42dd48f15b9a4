"""The frame of evidence: one row per act that speaks for or against a side."""

from __future__ import annotations

from typing import Final

import pandas as pd

from reciprocity.timeline.frames import one_event

SIDES: Final = ("person", "owner")
COLUMNS: Final = ("person_id", "side", "signal", "gives", "amount", "at", "events")


def acts(rows: pd.DataFrame, side: str, signal: str, *, gives: bool) -> pd.DataFrame:
    """Return rows (person_id, at, events, and perhaps amount) as acts of a side.

    amount: how much of an act it is, 1 unless told.
    """
    columns = {
        "person_id": rows["person_id"],
        "side": side,
        "signal": signal,
        "gives": gives,
        "amount": rows.get("amount", 1.0),
        "at": rows["at"],
        "events": rows["events"],
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def other_side(side: str) -> str:
    """Return the other one of owner and person."""
    return "owner" if side == "person" else "person"


def of_event(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the log or of messages with themselves as their evidence."""
    return rows.assign(events=one_event(rows["event_id"]))


def yes(answers: pd.Series) -> pd.Series:
    """Return what is surely so."""
    return answers.fillna(value=False).astype(bool)


def no(answers: pd.Series) -> pd.Series:
    """Return what is surely not so."""
    return (~answers).fillna(value=False).astype(bool)
