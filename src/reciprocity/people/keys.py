"""Short keys for conversations, by which those are told who have lost their name."""

from __future__ import annotations

import hashlib

import polars as pl

_SEPARATE = "\x1f"


def conversation_keys(rows: pl.DataFrame, voice: str) -> pl.Series:
    """Return a short key for the conversation of each row; in a group, for one voice of it.

    rows: conversation_id, is_group and the column `voice`: a folded name. Null without either.
    """
    spoken = pl.lit(_SEPARATE) + pl.col(voice).fill_null("")
    one = pl.when("is_group").then(spoken).otherwise(pl.lit(""))
    whole = rows.select(pl.col("conversation_id").cast(pl.String) + one).to_series()
    distinct = whole.drop_nulls().unique()
    keys = [hashlib.blake2b(key.encode(), digest_size=8).hexdigest() for key in distinct]
    return whole.replace_strict(distinct, pl.Series(keys, dtype=pl.String), default=None)
