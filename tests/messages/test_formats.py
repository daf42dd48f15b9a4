"""The same messages in the formats of the years give the same log."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import polars as pl
import pytest

from tests.exports import url
from tests.messages.reading import ANN, HEADERS, ME, NEWEST, inspected, row, said

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

ROWS = (
    row("c1", ME, ANN, "2024-02-03 10:00:40", 'He said "yes", twice'),
    row("c1", ANN, ME, "2024-02-03 10:00:05", "Hi Olive,\n\nI saw\nyour garden"),
    row("c2", ("Jörg Moll, PhD", url("jörg-moll")), ME, "2024-02-01 10:00:00", "Grüße"),
)


def _generation(tmp_path: Path, name: str) -> Inspection:
    return inspected(tmp_path, *ROWS, header=HEADERS[name], newest=name == NEWEST)


@pytest.mark.parametrize("generation", HEADERS)
def test_the_same_log(tmp_path: Path, generation: str) -> None:
    inspection = _generation(tmp_path, generation)
    flat = generation != NEWEST
    text = "Hi Olive,  I saw your garden" if flat else "Hi Olive,\n\nI saw\nyour garden"
    hers, his = "linkedin:ann-roe", "linkedin:jörg-moll"
    assert said(inspection) == [
        (his, "message", "2024-02-01 10:00:00", "person", "direct", "Grüße"),
        (hers, "message", "2024-02-03 10:00:05", "person", "direct", text),
        (hers, "message", "2024-02-03 10:00:40", "owner", "direct", 'He said "yes", twice'),
    ]
    assert inspection.problems == ()


@pytest.mark.parametrize("generation", HEADERS)
def test_the_same_ids(tmp_path: Path, generation: str) -> None:
    newest = inspected(tmp_path, *ROWS).events
    other = _generation(tmp_path, generation).events
    keys = ["person_id", "activity", "at", "actor", "event_id"]
    assert other.select(keys).equals(newest.select(keys))
    assert newest["event_id"].n_unique() == 6


def test_the_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    turned = ",".join(reversed(HEADERS["M4"].split(",")))
    newest, other = (
        inspected(tmp_path, *ROWS),
        inspected(tmp_path, *ROWS, header=turned, newest=False),
    )
    assert other.events["event_id"].equals(newest.events["event_id"])


def test_equal_words_of_one_minute_keep_their_ids(tmp_path: Path) -> None:
    """A handful of real conversations do not stand newest first."""
    rows = [row("c1", ANN, ME, f"2024-02-03 10:00:{second}", "Yes") for second in ("50", "20")]
    ids = [
        dict(
            inspected(tmp_path, *order)
            .events.filter(pl.col("text") == "Yes")
            .select(pl.col("at").cast(pl.String), "event_id")
            .rows()
        )
        for order in (rows, rows[::-1])
    ]
    assert len(set(ids[0].values())) == 2
    assert ids[0] == ids[1]


def test_days_are_cut_to_the_minute_for_the_id(tmp_path: Path) -> None:
    """M0 has no seconds."""
    one = inspected(tmp_path, row("c1", ANN, ME, "2024-02-03 10:00:00", "Hello"))
    other = inspected(tmp_path, row("c1", ANN, ME, "2024-02-03 10:00:59", "Hello"))
    later = inspected(tmp_path, row("c1", ANN, ME, "2024-02-03 10:01:00", "Hello"))
    ids = [set(i.events["event_id"]) for i in (one, other, later)]
    assert ids[0] == ids[1] != ids[2]


def test_the_link_to_a_profile_is_the_archive_s(tmp_path: Path) -> None:
    """Comparing addresses without case must not spell them otherwise: ß is no ss."""
    inspection = inspected(
        tmp_path, row("c1", ("Jo Maß", url("jo-maß")), ME, "2024-02-01 10:00:00", "Grüße")
    )
    links = dict(inspection.people.select("name", "profile_url").rows())
    assert unquote(links["Jo Maß"]) == "https://www.linkedin.com/in/jo-maß"
