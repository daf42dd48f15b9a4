"""Pages of before May 2018 beside a later download in JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from reciprocity.inspection import read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries
from tests.facebook.htm.story import write_json, write_pages
from tests.facebook.htm.writing import EXPORTED, page, section, write

if TYPE_CHECKING:
    from pathlib import Path

LATER = datetime(2017, 9, 1, tzinfo=UTC)


def test_what_both_hold_is_told_once_and_as_exactly_as_json_has_it(tmp_path: Path) -> None:
    for folder in ("pages", "json"):
        (tmp_path / folder).mkdir()
    json = write_json(tmp_path / "json").rename(tmp_path / "json" / "facebook-later.zip")
    alone = read([json]).events
    both = read([write_pages(tmp_path / "pages"), json]).events
    lists = pl.col("channel").is_in(["list", "invitation"]) & (pl.col("certainty") == "observed")
    told = ["person_id", "activity", "at", "precision"]
    assert both.filter(lists).select(told).rows() == alone.filter(lists).select(told).rows()
    pairs = (pl.col("activity") == "message") & pl.col("person_id").str.contains(":name/")
    pairs &= ~pl.col("is_group")
    assert both.filter(pairs).select(told).rows() == alone.filter(pairs).select(told).rows()
    assert set(both.filter(pairs)["precision"].cast(pl.String)) == {"second"}
    assert "request_withdrawn" not in both["activity"].cast(pl.String).to_list()


def _friendships(tmp_path: Path, day: str, second: str) -> list[str]:
    pages = write(tmp_path, {"html/friends.htm": page(section("Friends", [f"Ann Roe{day}"]))})
    listed = as_json(entries("friends", [("Ann Roe", second)]))
    json = write_zip(tmp_path / "facebook-b.zip", {"friends/friends.json": listed}, at=LATER)
    events = read([pages, json]).events.filter(pl.col("activity") == "connected")
    return events["precision"].cast(pl.String).to_list()


def test_a_friend_without_a_day_is_the_one_who_has_it_later(tmp_path: Path) -> None:
    assert _friendships(tmp_path, "", "2012-01-01T00:00:00") == ["second"]


def test_a_friendship_of_another_day_is_another_one(tmp_path: Path) -> None:
    assert EXPORTED < datetime(2017, 8, 1, tzinfo=UTC) < LATER
    assert sorted(_friendships(tmp_path, "", "2017-08-01T00:00:00")) == ["interval", "second"]
    one = _friendships(tmp_path, " (May 5, 2012)", "2012-05-07T00:00:00")
    assert sorted(one) == ["interval", "second"]
