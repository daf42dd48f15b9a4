"""How firm a place in the list is, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.report.words import SIGNALS, count, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reciprocity.report.words import Data

_TIMES: Final = {0.5: "half", 2.0: "double"}


def counted(signal: str, factor: float) -> str:
    """Return `“Pitches” counted half`."""
    label = SIGNALS[signal][0] if signal in SIGNALS else plain(signal)
    return f"\u201c{label}\u201d counted {_TIMES.get(factor, f'{factor:g} times as much')}"


UNKNOWN: Final[Data] = {"range": "", "said": ""}
"""What is said of somebody without a rank."""


def firmness(sensitivity: pd.DataFrame) -> dict[str, Data]:
    """Return person_id -> {"range", "said"} from Analysis.sensitivity.

    range: `3 to 9`, "" where the place stands firm. said: one or two sentences.
    """
    records: list[dict[Any, Any]] = sensitivity.to_dict("records")
    return {row["person_id"]: _firm(row) for row in records}


def _firm(row: Mapping[Any, Any]) -> Data:
    best, worst = int(row["rank_best"]), int(row["rank_worst"])
    if best == worst:
        said = "This place stands firm: it is the same under every other weighting that was tried."
        return {"range": "", "said": said}
    moves = moves_by(int(row["moved"]), str(row["signal"]), float(row["factor"]))
    said = f"This place is not firm: it would be {moves}; over all weightings, {best} to {worst}."
    return {"range": f"{best} to {worst}", "said": f"{said}{_next(row)}"}


def moves_by(moved: int, signal: str, factor: float) -> str:
    """Return `4 places further down if “Pitches” counted half`."""
    way = "further down" if moved > 0 else "further up"
    return f"{count(abs(moved), 'place')} {way} if {counted(signal, factor)}"


def _next(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["next_holds"]):
        return ""
    if row["next_holds"]:
        return " The order with the next in the list is the same in all."
    return " The order with the next in the list would turn round under at least one."
