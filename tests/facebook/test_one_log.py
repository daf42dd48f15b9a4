"""The same life in the layouts of 2019, 2022 and 2026 gives one and the same event log."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reciprocity.sample.facebook import LAYOUTS
from tests.facebook.layouts import comparable, story_events, story_log

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "facebook_events.csv"

# What a layout does not hold, and so nobody could read from it (facebook.md sections 2 and 3).
FOLLOWERS: Final = (pl.col("activity") == "follow") & (pl.col("actor") == "person")
WAVES: Final = (
    (pl.col("activity") == "request_sent")
    & (pl.col("certainty") == "observed")
    & pl.col("at").is_null()
)
WALL: Final = (pl.col("activity") == "wall_post") & (pl.col("actor") == "person")
MISSING: Final = {"2019": FOLLOWERS | WAVES, "2022": WAVES, "2026": WALL}


def _golden() -> pl.DataFrame:
    types = {"is_group": pl.Boolean}
    golden = pl.read_csv(GOLDEN, infer_schema=False)
    return golden.with_columns(pl.col(n).replace_strict({"true": True, "false": False},
                               return_dtype=t) for n, t in types.items())  # fmt: skip


def test_every_layout_is_compared() -> None:
    assert set(MISSING) == set(LAYOUTS)


def test_the_golden_log_is_fresh(tmp_path: Path) -> None:
    assert_frame_equal(story_log("2022", tmp_path), _golden())


@pytest.mark.parametrize("layout", sorted(MISSING))
def test_a_layout_gives_the_same_log(layout: str, tmp_path: Path) -> None:
    missing = MISSING[layout] | MISSING["2022"]
    log = story_log(layout, tmp_path)
    # Waves tell of a request what a line of the thread would only suggest.
    waved = log.filter(WAVES)["person_id"].implode()
    suggested = (pl.col("activity") == "request_sent") & pl.col("person_id").is_in(waved)
    expected = _golden().filter(~missing & ~suggested)
    assert expected.height > 1000
    assert_frame_equal(log.filter(~missing & ~suggested), expected)


def test_what_only_some_layouts_hold_is_read_where_it_is(tmp_path: Path) -> None:
    logs = {layout: story_log(layout, tmp_path) for layout in MISSING}
    counted = {
        layout: tuple(log.filter(rows).height for rows in (FOLLOWERS, WAVES, WALL))
        for layout, log in logs.items()
    }
    assert counted == {"2019": (0, 0, 44), "2022": (6, 0, 44), "2026": (6, 2, 0)}


def test_ids_of_events_do_not_depend_on_the_layout(tmp_path: Path) -> None:
    known = ~pl.col("person_id").str.contains(":conversation/", literal=True) & ~pl.col("is_group")
    ids = {layout: set(story_events(layout, tmp_path).filter(known & ~(FOLLOWERS | WAVES | WALL))
                       ["event_id"]) for layout in MISSING}  # fmt: skip
    suggested = ids["2019"] - ids["2026"]
    assert ids["2019"] == ids["2022"]
    assert len(suggested) <= 2  # the requests that a wave tells of
    assert ids["2026"] < ids["2019"] or ids["2026"] == ids["2019"]


def test_comparing_forgets_nothing_of_what_happened(tmp_path: Path) -> None:
    events = story_events("2022", tmp_path)
    assert comparable(events).height == events.height
