"""Columns that some generations of LinkedIn's files lack."""

from __future__ import annotations

import polars as pl


def with_columns(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return the frame with the named columns added as empty text where a generation lacks them."""
    absent = [pl.lit("").alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(absent).with_columns(pl.col(*names).fill_null(""))
