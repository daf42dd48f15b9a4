"""How firm a place in the list is, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.report.formats import decimal, whole
from reciprocity.report.language import _, ngettext, pgettext
from reciprocity.report.words import joined, signal_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reciprocity.report.words import Data


def counted(signal: str, factor: float) -> str:
    """Return `“Pitches” counted half`, to follow `if`."""
    if factor == 0.5:
        text = pgettext("after if", "\u201c{signal}\u201d counted half")
    elif factor == 2.0:
        text = pgettext("after if", "\u201c{signal}\u201d counted double")
    else:
        text = pgettext("after if", "\u201c{signal}\u201d counted {factor} times as much")
    return text.format(signal=signal_label(signal), factor=_factor(factor))


def _factor(factor: float) -> str:
    return decimal(factor, 0 if factor == round(factor) else len(f"{factor:g}".partition(".")[2]))


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
        said = _(
            "This place stands firm: it is the same under every other weighting that was tried."
        )
        return {"range": "", "said": said}
    moves = moves_by(int(row["moved"]), str(row["signal"]), float(row["factor"]))
    said = _(
        "This place is not firm: it would be {moves}; over all weightings, {best} to {worst}."
    ).format(moves=moves, best=best, worst=worst)
    between = _("{best} to {worst}").format(best=best, worst=worst)
    return {"range": between, "said": joined(said, _next(row))}


def moves_by(moved: int, signal: str, factor: float) -> str:
    """Return `4 places further down if “Pitches” counted half`."""
    places = abs(moved)
    text = (
        ngettext(
            "{number} place further down if {counted}",
            "{number} places further down if {counted}",
            places,
        )
        if moved > 0
        else ngettext(
            "{number} place further up if {counted}",
            "{number} places further up if {counted}",
            places,
        )
    )
    return text.format(number=whole(places), counted=counted(signal, factor))


def _next(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["next_holds"]):
        return ""
    if row["next_holds"]:
        return _("The order with the next in the list is the same in all.")
    return _("The order with the next in the list would turn round under at least one.")
