"""The fields LinkedIn's files share: profile addresses, names, and moments in their several clocks.

Facts: linkedin.md sections 0 (facts 4 and 10) and 5, measured on real exports.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import unquote

import polars as pl

# Invitations and other files of the member's own settings carry the wall clock of Los Angeles,
# unlabelled, with daylight saving; messages, endorsements and `Connected On` are UTC (fact 4).
LOS_ANGELES: Final = "America/Los_Angeles"

# What stands in place of a name when the account is closed or restricted (section 2.3).
NAMELESS: Final = ("", "linkedin member")

_SECOND: Final = "%Y-%m-%d %H:%M:%S"
_SLASHED_SECOND: Final = "%Y/%m/%d %H:%M:%S"
_CLOCK: Final = "%m/%d/%y, %I:%M %p"


def slugs(urls: pl.Series) -> pl.Series:
    """Return the profile slug of each address, null where it holds none.

    Connections.csv percent-encodes what other files write as raw Unicode, endorsements omit the
    scheme (fact 10), and the exports of 2023-12 hold a constant address that ends in /in (2.2).
    """
    raw = urls.fill_null("").str.extract(r"(?i)linkedin\.com/in/([^/?#\s]+)", 1)
    if raw.is_null().all():
        return raw
    distinct = raw.drop_nulls().unique()
    canonical = pl.Series([_canonical_slug(slug) for slug in distinct], dtype=pl.String)
    return raw.replace_strict(distinct, canonical, default=None, return_dtype=pl.String)


def _canonical_slug(slug: str) -> str:
    return unicodedata.normalize("NFC", unquote(slug)).lower()


def display_name(column: str) -> pl.Expr:
    """Return the name as shown, its blanks collapsed; null for a closed or restricted account."""
    name = pl.col(column).str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(name.str.to_lowercase().is_in(NAMELESS)).then(None).otherwise(name)


def full_name(first: str, last: str) -> pl.Expr:
    """Return first and last name joined as LinkedIn shows them; null when both are empty."""
    joined = pl.concat_str([pl.col(first), pl.col(last)], separator=" ")
    name = joined.str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(name.str.to_lowercase().is_in(NAMELESS)).then(None).otherwise(name)


def utc_second(column: str) -> pl.Expr:
    """Return moments such as `2021-02-04 08:15:30 UTC`, null where they do not parse."""
    return _labelled_utc(column, _SECOND)


def slashed_utc_second(column: str) -> pl.Expr:
    """Return moments such as `2021/02/04 08:15:30 UTC`, null where they do not parse."""
    return _labelled_utc(column, _SLASHED_SECOND)


def _labelled_utc(column: str, layout: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars().str.strip_suffix("UTC").str.strip_chars()
    return text.str.to_datetime(layout, strict=False, time_unit="us").dt.replace_time_zone("UTC")


def clock(column: str) -> pl.Expr:
    """Return the wall clock of texts such as `2/4/21, 8:15 AM`: no zone, to the minute.

    U+202F before AM/PM was found in no file but is tolerated (2.2).
    """
    text = pl.col(column).str.replace_all(r"\s+", " ").str.strip_chars()
    padded = text.str.replace_all(r"\b(\d)\b", "0$1")
    return padded.str.to_datetime(_CLOCK, strict=False, time_unit="us")


def unlabelled(wall: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the earliest and the latest UTC moment of a wall clock whose zone is not told.

    LinkedIn's clocks are those of UTC or of Los Angeles (fact 4), which is never ahead of it.
    """
    return wall.dt.replace_time_zone("UTC"), los_angeles(wall)[1]


def los_angeles(wall: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the earliest and the latest UTC moment that a Los Angeles wall clock can mean.

    They differ by an hour in the hour that daylight saving repeats. An hour that it skips was
    never on any clock and gives null.
    """
    earliest, latest = (
        wall.dt.replace_time_zone(LOS_ANGELES, ambiguous=side, non_existent="null")
        for side in ("earliest", "latest")
    )
    return earliest.dt.convert_time_zone("UTC"), latest.dt.convert_time_zone("UTC")
