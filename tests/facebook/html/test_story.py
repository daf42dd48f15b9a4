"""The same download in HTML of every era and language gives the log that JSON gives.

What HTML cannot know is taken off the JSON's log first: milliseconds, and in older pages seconds;
the moment of the export, which its foot tells to the minute. German has no known line for a message
that was unsent; there it is a message without words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.sources.base import RAW_COLUMNS
from tests.facebook.downloads import message, thread
from tests.facebook.html.story import BO, BO_DIR, EXPORTED, OWNER, ZONE, in_html, in_json
from tests.facebook.html.writing import STYLES, Writer
from tests.facebook.trees import DATED, reading_of, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.sources.base import Reading


def _writer(style: str) -> Writer:
    return Writer(style=style, zone=ZONE, owner=OWNER, made=EXPORTED)


def _json(tmp_path: Path, language: str = "en") -> Reading:
    (tmp_path / "json").mkdir()
    return reading_of(zipped(tmp_path / "json" / f"{DATED}.zip", in_json(language)))


def _html(tmp_path: Path, writer: Writer) -> Reading:
    return reading_of(zipped(tmp_path / f"{DATED}.zip", in_html(writer)))


def _log(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    told = [name for name in RAW_COLUMNS if name != "archive"]
    words = rows.select(told).with_columns(
        pl.col("member", "conversation_id", "activity", "channel").cast(pl.String),
        pl.col("precision", "actor", "certainty", "platform").cast(pl.String),
    )
    return sorted(words.iter_rows(), key=repr)


def _coarse(rows: pl.DataFrame, json: Reading, html: Reading, unit: str) -> pl.DataFrame:
    """Return rows of the JSON as HTML can know them."""
    moment = pl.lit(json.exported_at)
    exact = {"1s": "second", "1m": "minute"}[unit]
    return rows.with_columns(
        at=pl.col("at").dt.truncate(unit),
        at_latest=pl.when(pl.col("at_latest") == moment)
        .then(pl.lit(html.exported_at))
        .otherwise(pl.col("at_latest").dt.truncate(unit)),
        precision=pl.col("precision").cast(pl.String).replace("second", exact),
        member=pl.col("member").cast(pl.String).str.replace(".json", ".html", literal=True),
    )


@pytest.mark.parametrize("style", [style for style in STYLES if STYLES[style][1] != "de"])
def test_html_tells_what_json_tells(tmp_path: Path, style: str) -> None:
    writer = _writer(style)
    json, html = _json(tmp_path, writer.language), _html(tmp_path, writer)
    unit = "1s" if writer.to_second else "1m"
    assert json.events.height > 20
    assert _log(html.events) == _log(_coarse(json.events, json, html, unit))
    assert _log(html.apart) == _log(_coarse(json.apart, json, html, unit))
    assert html.problems == json.problems == ()
    assert html.owner.name == json.owner.name == OWNER


@pytest.mark.parametrize("style", [style for style in STYLES if STYLES[style][1] == "de"])
def test_german_by_the_cldr_tells_all_but_the_line_on_unsent(tmp_path: Path, style: str) -> None:
    writer = _writer(style)
    json, html = _json(tmp_path, writer.language), _html(tmp_path, writer)
    unit = "1s" if writer.to_second else "1m"
    unsent = pl.col("channel") == "trace"
    expected = _coarse(json.events.filter(~unsent), json, html, unit)
    bare = (pl.col("activity") == "message") & pl.col("text").is_null()
    found = html.events.filter(~(bare & (pl.col("at").dt.date() == pl.date(2022, 3, 4))))
    assert html.events.height == json.events.height
    assert _log(found) == _log(expected)
    assert html.problems == ()


def test_what_a_reading_of_html_says_of_itself(tmp_path: Path) -> None:
    json, html = _json(tmp_path), _html(tmp_path, _writer("en 2024"))
    assert html.kind == "html"
    assert html.exported_at.replace(second=0) == json.exported_at
    assert "its time zone is Europe/Paris" in html.reasons
    assert "the date is the one at the foot of its pages" in html.reasons
    assert html.advice == json.advice is None
    assert html.snapshots.keys() == json.snapshots.keys()
    assert html.generated.keys() == json.generated.keys()
    assert html.members["unreadable"] == html.members["unknown"] == html.members["ignored"] == []


def test_whoever_says_ok_twice_in_a_minute_said_it_twice(tmp_path: Path) -> None:
    writer = _writer("en 2021")
    words = [
        message(BO, "2022-01-01T10:00:10", "ok"),
        message(OWNER, "2022-01-01T10:00:20", "what?"),
        message(BO, "2022-01-01T10:00:30", "ok"),
    ]
    page = writer.thread(thread([BO, OWNER], words))
    copy = page.replace(b"</body>", b" </body>")
    html = reading_of(
        zipped(tmp_path / "facebook-olive-2024-05-10-AAAAAAAA.zip", {f"{BO_DIR}.html": page}),
        zipped(tmp_path / "facebook-olive-2024-05-10-BBBBBBBB.zip", {f"{BO_DIR}.html": copy}),
    )
    messages = html.events.filter(pl.col("activity") == "message")
    assert sorted(messages["text"]) == ["ok", "ok", "what?"]
    assert html.duplicates == 3


def test_messages_of_one_minute_keep_their_order(tmp_path: Path) -> None:
    html = _html(tmp_path, _writer("en 2021"))
    written = (pl.col("activity") == "message") & (pl.col("at").dt.date() == pl.date(2021, 12, 24))
    same = html.events.filter(written).sort("row")
    assert same["text"].to_list()[::-1] == [
        "Ã© is what I typed, and é", "ok", "two\nlines  here",
    ]  # fmt: skip
    assert same["at"].n_unique() == 1
