"""A page of people as the JSON of the same list would hold it. Facts: facebook.md 2 and 7."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.sources.facebook.html.dates import read_date
from reciprocity.sources.facebook.html.pages import PageError, mojibake
from reciprocity.sources.facebook.rows import exactness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reciprocity.sources.facebook.html.clock import Clock
    from reciprocity.sources.facebook.html.pages import Block, Page

# Kinds of list of which each card is a person: the key in JSON.
KEYS: Final = {
    "friends": "friends_v2",
    "sent requests": "sent_requests_v2",
    "received requests": "received_requests_v2",
    "rejected requests": "rejected_requests_v2",
    "removed friends": "deleted_friends_v2",
    "following": "following_v3",
    "followers": "followers_v3",
}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A list. value: as JSON holds it; within: how exact each time is (clock.Moment)."""

    value: dict[str, list[dict[str, Any]]]
    within: array[int]


def read_people(page: Page, kind: str, clock: Clock) -> Rows:
    """Return the rows of a list of one of KEYS. Raises PageError where there is no sign of one."""
    if not page.is_known:
        raise PageError
    names = [{"name": mojibake(block.heading or "")} for block in page.blocks]
    return dated(KEYS[kind], page.blocks, names, clock)


def dated(
    key: str, blocks: Iterable[Block], records: Iterable[dict[str, Any]], clock: Clock
) -> Rows:
    """Return the records under a key, each with the time of its card."""
    times = [_time(block, clock) for block in blocks]
    return Rows(
        value={key: [{**row, **time} for row, (time, _) in zip(records, times, strict=True)]},
        within=array("q", [exact for _, exact in times]),
    )


def _time(block: Block, clock: Clock) -> tuple[dict[str, Any], int]:
    """Return the time of a card as JSON has it, and how exact it is."""
    if block.date is None:
        return {}, 0
    written = read_date(block.date)
    if written is None:
        return {"timestamp": None}, 0
    moment = clock.read(written)
    return {"timestamp": moment.ms // 1000}, moment.within


def loosened(events: pl.DataFrame, within: array[int]) -> pl.DataFrame:
    """Return the events of a list, each as exact as the page has the time of its row."""
    told = pl.Series("within", within, dtype=pl.Int64).gather(events["row"] - 1)
    precision, at_latest = exactness(pl.col("within"))
    dated = (pl.col("precision") == "second") & pl.col("at").is_not_null()
    return (
        events.with_columns(within=told)
        .with_columns(
            precision=pl.when(dated).then(precision).otherwise("precision"),
            at_latest=pl.when(dated).then(at_latest).otherwise("at_latest"),
        )
        .drop("within")
    )
