"""What the script of the list filters and sorts a row by, whatever language the cells speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from zoneinfo import ZoneInfo

    import pandas as pd


_NUMBERS: Final = ("sent", "received", "pitches_received", "pitches_sent")
_NOTHING: Final = "-"


def row_keys(row: Mapping[str, object], several: bool) -> str:
    """Return rank, score, four counts, last contact, years and platforms, between blanks.

    What is not known is `-`; years and platforms are joined by commas. several: whether there are
    several platforms; else they are not told.
    """
    last = row["last_contact"]
    iso = last["iso"] if isinstance(last, dict) else ""
    numbers = [row["rank"], row["score"], *(row[name] for name in _NUMBERS)]
    parts = [_plain(number) for number in numbers]
    platforms = row["platforms"] if several else ()
    return " ".join([*parts, iso or _NOTHING, _joined(row["years"]), _joined(platforms)])


def _plain(number: object) -> str:
    if number is None:
        return _NOTHING
    return f"{number:.4f}" if isinstance(number, float) else str(number)


def _joined(values: object) -> str:
    return ",".join(map(str, values)) if isinstance(values, (list, tuple)) and values else _NOTHING


def contact_years(contact: pd.DataFrame, zone: ZoneInfo) -> dict[str, list[int]]:
    """Return person_id -> the years of a zone with at least one of these events, oldest first."""
    moments = contact["at"].fillna(contact["at_latest"])
    years = moments.dt.tz_convert(zone).dt.year
    pairs = contact[["person_id"]].assign(year=years).dropna().drop_duplicates()
    found: dict[str, list[int]] = {}
    for person_id, year in pairs.sort_values("year").itertuples(index=False):
        found.setdefault(person_id, []).append(int(year))
    return found


def all_years(rows: Iterable[Mapping[str, Collection[int]]]) -> list[int]:
    """Return the years that any of the rows knows, newest first."""
    return sorted({year for row in rows for year in row["years"]}, reverse=True)
