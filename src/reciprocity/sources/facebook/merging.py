"""One list that a download holds several times, in several parts or layouts, is one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.sources.base import RAW_COLUMNS
from reciprocity.sources.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE: Final = ("archive", "member", "row")
_SAID: Final = [name for name in RAW_COLUMNS if name not in _PLACE]


def merged(parts: Sequence[Part]) -> Part:
    """Return the parts of one kind as one: of rows that several files hold, one.

    A file may itself say the same twice, as a list does of namesakes who asked in one second; as
    many are kept as the file that says it most often has.
    """
    if len(parts) == 1:
        return parts[0]
    rows = pl.concat([part.events for part in parts])
    nth = pl.int_range(pl.len()).over([*_SAID, "archive", "member"])
    numbered = rows.with_columns(nth=nth)
    events = numbered.unique([*_SAID, "nth"], keep="first", maintain_order=True).drop("nth")
    twice = rows.unique(_PLACE).height - events.unique(_PLACE).height
    return Part(
        events=events,
        apart=pl.concat([part.apart for part in parts]),
        problems=tuple(problem for part in parts for problem in part.problems),
        blank_days=max((part.blank_days for part in parts), key=len),
        duplicates=twice + sum(part.duplicates for part in parts),
    )
