"""Whether two moments that are told more or less exactly may be one.

Pages of Facebook tell minutes or days where its JSON tells seconds (facebook.md 7).
"""

from __future__ import annotations

from typing import Final

import polars as pl

SPAN: Final = ("at", "at_latest", "precision")
_MINUTE: Final = "1m"


def may_be_one() -> pl.Expr:
    """Return whether two joined rows may be of one moment; SPAN of the second ends with _other.

    Both to the second: the same one; else somewhere within at to at_latest, minutes as a whole.
    """
    seconds = (pl.col("precision") == "second") & (pl.col("precision_other") == "second")
    one, other = (pl.col(name).dt.truncate(_MINUTE) for name in ("at", "at_other"))
    meet = (one <= pl.col("at_latest_other")) & (other <= pl.col("at_latest"))
    return pl.when(seconds).then(pl.col("at") == pl.col("at_other")).otherwise(meet)
