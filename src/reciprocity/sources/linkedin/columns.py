"""Columns that some generations of LinkedIn's files lack, and rows that two files both hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection

_PLACE: Final = ("archive", "member", "row")


def with_columns(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return the frame with the named columns added as empty text where a generation lacks them."""
    absent = [pl.lit("").alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(absent).with_columns(pl.col(*names).fill_null(""))


def without_copies(frame: pl.DataFrame, *, of: Collection[str]) -> pl.DataFrame:
    """Return the frame without rows that stand alike in another file before it.

    of: the columns of the files. The parts of a split file hold different rows; a copy beside it,
    as `Connections (1).csv`, holds the same. Rows that are alike in one file are all kept.
    """
    if frame.select(pl.struct("archive", "member").n_unique()).item() < 2:
        return frame
    told = [name for name in of if name not in _PLACE]
    nth = pl.int_range(pl.len()).over("archive", "member", *told)
    return (
        frame.with_columns(nth=nth)
        .unique([*told, "nth"], keep="first", maintain_order=True)
        .drop("nth")
    )
