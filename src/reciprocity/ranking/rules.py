"""The rules behind a verdict, one by one, with what one person's figures fulfil and what not.

The verdict itself is decided in ranking.verdicts, for everybody at once. This tells, for one
person, each rule's conditions with the figure asked for and the one found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.ranking.verdicts import SECOND_ACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reciprocity.parameters import VerdictParameters

ORDER: Final = (
    "extractive",
    "extractive_you",
    "dormant",
    "reciprocal",
    "one_sided_you",
    "one_sided_them",
    "acquaintance",
)
"""The order in which the rules are tried; the first that fits decides."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of a rule.

    needed and found are a number of acts, a score, a chance, days or yes and no, by name. found
    and met are None where an analysis does not keep the figure and the verdict does not tell.
    """

    name: str
    needed: float | bool
    found: float | bool | None
    met: bool | None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A verdict, whether it is this person's, and its conditions, of which all must be met."""

    verdict: str
    decided: bool
    conditions: tuple[Condition, ...]


def rules_of(
    row: Mapping[str, Any],
    evidence: pd.DataFrame,
    parameters: VerdictParameters,
    *,
    connected: bool,
) -> list[Rule]:
    """Return every rule, in ORDER, for one person.

    row: of Ranking.scores. evidence: of this person, either side. connected: is in the newest list
    and not known by a name that others have too.
    """
    reciprocal = _reciprocal(row, parameters)
    conditions = {
        "extractive": _extractive(row, evidence, parameters, "person"),
        "extractive_you": _extractive(row, evidence, parameters, "owner"),
        "dormant": (*reciprocal, _told(row, "silent_days", parameters.dormant_days, "dormant")),
        "reciprocal": reciprocal,
        "one_sided_you": _one_sided(row, parameters, "sent", "received"),
        "one_sided_them": _one_sided(row, parameters, "received", "sent"),
        "acquaintance": _acquaintance(row, parameters, connected=connected),
    }
    return [
        Rule(verdict=name, decided=name == row["verdict"], conditions=tuple(conditions[name]))
        for name in ORDER
    ]


def _least(name: str, needed: float, found: float) -> Condition:
    return Condition(name=name, needed=needed, found=found, met=found >= needed)


def _most(name: str, needed: float, found: float) -> Condition:
    return Condition(name=name, needed=needed, found=found, met=found <= needed)


def _told(row: Mapping[str, Any], name: str, needed: float, verdict: str) -> Condition:
    """Return a condition whose figure is not kept: only where it decided it is known to be met."""
    met = True if row["verdict"] == verdict else None
    return Condition(name=name, needed=needed, found=None, met=met)


def _extractive(
    row: Mapping[str, Any], evidence: pd.DataFrame, parameters: VerdictParameters, side: str
) -> list[Condition]:
    score, high = (
        row[name if side == "person" else f"mirror_{name}"] for name in ("score", "high")
    )
    pitches, second = _pitches(evidence, side)
    found = [
        _least("pitches", 1, pitches),
        _least("second_acts", 1, second),
        _most("high", parameters.extractive_high, high),
    ]
    other = _pitches(evidence, "owner")
    both = min(*other, pitches, second) > 0 and row["mirror_high"] <= parameters.extractive_high
    if side == "person" and both:
        found.append(_most("score_beside_mirror", row["mirror_score"], score))
    return found


def _pitches(evidence: pd.DataFrame, side: str) -> tuple[int, int]:
    """Return how many pitches a side made, and how many other kinds of act point the same way."""
    mine = evidence[(evidence["side"] == side) & ~evidence["gives"].astype(bool)]
    second = mine.loc[mine["signal"].isin([*SECOND_ACTS, "thanks"]), "signal"]
    return int((mine["signal"] == "pitches").sum()), int(second.nunique())


def _reciprocal(row: Mapping[str, Any], parameters: VerdictParameters) -> list[Condition]:
    given = (int(row["giving_sent"]), int(row["giving_received"]))
    share = min(given) / sum(given) if sum(given) else 0.0
    return [
        _least("acts", parameters.minimum_acts, row["acts"]),
        _least("acts_by_you", parameters.reciprocal_acts_each, row["acts_sent"]),
        _least("acts_by_them", parameters.reciprocal_acts_each, row["acts_received"]),
        _least("least_share", parameters.reciprocal_share, share),
        _least("mean_low", parameters.reciprocal_low, (row["low"] + row["mirror_low"]) / 2),
        _least("lower_score", parameters.reciprocal_score, min(row["score"], row["mirror_score"])),
    ]


def _one_sided(
    row: Mapping[str, Any], parameters: VerdictParameters, more: str, less: str
) -> list[Condition]:
    most, least = int(row[f"giving_{more}"]), int(row[f"giving_{less}"])
    chance = float(chance_of_so_few(pd.Series([least]), pd.Series([most + least]))[0])
    limit = parameters.one_sided_probability
    return [
        _least("acts", parameters.minimum_acts, row["acts"]),
        Condition(name="giving_more", needed=least + 1, found=most, met=most > least),
        Condition(name="chance", needed=limit, found=chance, met=chance < limit),
    ]


def _acquaintance(
    row: Mapping[str, Any], parameters: VerdictParameters, *, connected: bool
) -> list[Condition]:
    pitches = row["pitches_received"] + row["pitches_sent"]
    return [
        _most("few_acts", parameters.minimum_acts - 1, row["acts"]),
        _most("no_pitch", 0, pitches),
        Condition(name="connected", needed=True, found=connected, met=connected),
        _told(row, "observed_days", parameters.acquaintance_days, "acquaintance"),
    ]
