"""Life cycles of the whole network: what follows what, and how long until it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reciprocity.lifecycle.curves import CURVE_COLUMNS, LEAST, MARKS, counted, no_curves, survival
from reciprocity.lifecycle.flow import NODES, Flow, directly_follows, fold_rare
from reciprocity.lifecycle.spells import (
    GROUPS,
    OUTCOMES,
    SPELL_COLUMNS,
    no_spells,
    spells,
)

if TYPE_CHECKING:
    import pandas as pd

    from reciprocity.timeline import Observed, Timeline

__all__ = [
    "CURVE_COLUMNS", "GROUPS", "LEAST", "MARKS", "NODES", "OUTCOMES", "SPELL_COLUMNS", "Flow",
    "LifeCycle", "counted", "directly_follows", "fold_rare", "life_cycle", "spells", "survival",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LifeCycle:
    """What all connections together show.

    flow: what followed what. spells: spells.SPELL_COLUMNS. curves: survival() of them.
    left_out: outcome -> reason -> how many connections are no spell, see spells().
    """

    flow: Flow = field(default_factory=Flow)
    spells: pd.DataFrame = field(default_factory=no_spells)
    curves: pd.DataFrame = field(default_factory=no_curves)
    left_out: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def groups(self) -> pd.DataFrame:
        """Who the curves are of, drawn or not: outcome, group, people, events, drawn."""
        return counted(self.spells, self.curves)


def life_cycle(
    log: pd.DataFrame, people: pd.DataFrame, timeline: Timeline, observed: Observed
) -> LifeCycle:
    """From log, people (person_id, doubtful) and timeline to the life cycles of the network.

    Rows behind which any of several people of one name may be (people.names.SOMEBODY) are nobody's
    life, and left out.
    """
    strangers = set(timeline.stages["person_id"]) - set(people["person_id"])
    if strangers:
        timeline = timeline.without(sorted(strangers))
    doubtful = frozenset(people.loc[people["doubtful"], "person_id"])
    watched, left_out = spells(log, timeline, observed, doubtful)
    return LifeCycle(
        flow=directly_follows(timeline.stages, observed, doubtful),
        spells=watched,
        curves=survival(watched),
        left_out=left_out,
    )
