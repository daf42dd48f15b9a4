"""Life cycles for the analysis written by hand: its stages, and people watched by the dozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from reciprocity.lifecycle import SPELL_COLUMNS, LifeCycle, directly_follows, survival
from reciprocity.timeline import Observed
from reciprocity.timeline.frames import TIME
from reciprocity.timeline.observed import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

Spell = tuple[str, str, str, int, int, bool]


def make_lifecycle(stages: pd.DataFrame) -> LifeCycle:
    """Return the life cycles of stages of which all was seen; of none when there are none."""
    start, end = (pd.Timestamp(day, tz="UTC") for day in ("2010-01-01", "2022-01-01"))
    seen = Observed(
        as_of=end,
        platforms={},
        scopes=(Scope(people=frozenset(stages["person_id"]), messages=((start, end),)),),
        unseen_after=pd.Series(dtype=TIME),
    )
    rows = list(_spells()) if len(stages) else []
    spells = pd.DataFrame(rows, columns=list(SPELL_COLUMNS)).astype({"happened": bool})
    left_out = {"word": {"undated": 2}, "removal": {"unseen": 5}} if rows else {}
    return LifeCycle(
        flow=directly_follows(stages, seen),
        spells=spells,
        curves=survival(spells),
        left_out=left_out,
    )


def _spells() -> Iterator[Spell]:
    """Yield twenty without a note, 10 of whom wrote by day 9; 40 others; three with a note."""
    for n in range(20):
        yield "word", f"a{n}", "without_note", 0, n if n < 10 else 400, n < 10
        yield "pitch", f"a{n}", "without_note", 0, 400, n == 0
    for n in range(40):
        yield "word", f"b{n}", "unseen_request", 0, 30 * n + 1, n % 2 == 0
        yield "pitch", f"b{n}", "unseen_request", 0, 2_000 + n, n % 8 == 0
    for n in range(3):
        yield "word", f"c{n}", "with_note", 0, 5, True
        yield "removal", f"c{n}", "with_note", 40, 200, n == 0
