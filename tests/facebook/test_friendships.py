"""Friendships that no list shows, and who asked: rule by rule, then the whole rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reciprocity.sources.base import RAW_COLUMNS, empty_raw
from reciprocity.sources.facebook.friendships import infer_friendships
from reciprocity.sources.facebook.messages import CONNECTED_COLUMNS
from tests.facebook.downloads import message, thread
from tests.facebook.talking import ANN, ANN_ID, ME, ROOT, listed, talk_of

_LINE = "2020-01-01T10:01:00"  # when the line was written


def _lines(
    *names: str | None, sender: str = "person", at: str = _LINE, ambiguous: bool = False
) -> pl.DataFrame:
    """Return lines of threads of two, one thread for each name."""
    rows = listed("connected", [(name or "", at) for name in names], actor=sender, channel="direct")
    ids = [f"facebook/{n}" for n in range(len(names))]
    return rows.with_columns(
        name=pl.Series(names, dtype=pl.String),
        conversation_id=pl.Series(ids, dtype=pl.String),
        learned=pl.lit(value=False),
        ambiguous=pl.lit(ambiguous),
    )


def _inferred(
    lines: pl.DataFrame, *lists: pl.DataFrame, has_friends_list: bool = True
) -> list[tuple[Any, ...]]:
    events = infer_friendships(
        lines, pl.concat([empty_raw(), *lists]), has_friends_list=has_friends_list
    )
    assert events.schema == RAW_COLUMNS
    clock = pl.col("at", "at_latest").dt.strftime("%H:%M:%S")
    return events.select("name", "activity", "actor", clock).rows()


def _friends(*rows: tuple[str, str]) -> pl.DataFrame:
    return listed("connected", rows)


_ANN_ASKED_BY_OWNER = ("Ann Roe", "request_sent", "owner", None)


@pytest.mark.parametrize(
    ("since", "meets"),
    [
        ("10:01:05", True),
        ("10:01:00", True),
        ("09:59:55", True),
        ("09:59:54", False),
        ("10:01:06", False),
    ],
)
def test_a_friend_whose_time_meets_the_line_was_asked(since: str, meets: bool) -> None:
    found = _inferred(_lines("Ann Roe"), _friends(("ANN ROE", f"2020-01-01T{since}")))
    assert found == ([(*_ANN_ASKED_BY_OWNER, since)] if meets else [])


@pytest.mark.parametrize(
    ("precision", "latest"),
    [("interval", "11:01:59"), ("minute", "10:01:00"), ("second", "10:01:00")],
)
def test_asked_by_the_latest_moment_of_the_friendship_or_the_line(
    precision: str, latest: str
) -> None:
    at_latest = datetime.fromisoformat(f"2020-01-01T{latest}Z")
    told = (
        pl.lit(at_latest).alias("at_latest"),
        pl.lit(precision, RAW_COLUMNS["precision"]).alias("precision"),
    )
    friends = _friends(("Ann Roe", _LINE)).with_columns(told)
    assert _inferred(_lines("Ann Roe"), friends) == [(*_ANN_ASKED_BY_OWNER, latest)]
    line = _lines("Ann Roe").with_columns(told)
    assert _inferred(line, has_friends_list=False) == [(*_ANN_ASKED_BY_OWNER, latest)]


def test_the_sender_accepted_so_the_other_asked() -> None:
    friends = _friends(("Ann Roe", _LINE))
    assert _inferred(_lines("Ann Roe", sender="owner"), friends) == [
        ("Ann Roe", "request_received", "person", None, "10:01:00")
    ]


def test_a_line_of_somebody_removed_later_began_a_friendship() -> None:
    removed = listed("disconnected", [("Ann Roe", "2021-01-01")])
    assert _inferred(_lines("Ann Roe"), removed) == [
        ("Ann Roe", "connected", "unknown", "10:01:00", "10:01:00"),
        (*_ANN_ASKED_BY_OWNER, "10:01:00"),
    ]


@pytest.mark.parametrize("again", ["request_sent", "request_received", "request_declined"])
def test_a_line_of_somebody_with_a_request_tells_nothing(again: str) -> None:
    assert _inferred(_lines("Ann Roe"), listed(again, [("Ann Roe", "2021-01-01")])) == []
    # Nor does that of a friend since another time.
    assert _inferred(_lines("Ann Roe"), _friends(("Ann Roe", "2021-01-01"))) == []


def test_a_line_of_somebody_in_no_list_is_the_trace_of_a_friendship() -> None:
    friends = _friends(("Bo Li", "2021-01-01"))
    assert _inferred(_lines("Ann Roe"), friends) == [
        ("Ann Roe", "connected", "unknown", "10:01:00", "10:01:00"),
        (*_ANN_ASKED_BY_OWNER, "10:01:00"),
    ]
    assert _inferred(_lines("Ann Roe"), has_friends_list=False) == [
        (*_ANN_ASKED_BY_OWNER, "10:01:00")
    ]


def test_removed_people_were_friends_before() -> None:
    removed = listed(
        "disconnected", [("Kim Poe", "2019-01-01T08:00:00"), ("Ann Roe", "2019-05-01")]
    )
    assert _inferred(_lines("Ann Roe"), removed) == [
        # The line came after the removal: of the friendship before it nothing else is left.
        ("Kim Poe", "connected", "unknown", None, "08:00:00"),
        ("Ann Roe", "connected", "unknown", None, "00:00:00"),
    ]


def test_other_lists_tell_nothing_here() -> None:
    follow = listed("follow", [("Ann Roe", "2021-01-01")])
    assert len(_inferred(_lines("Ann Roe"), follow)) == 2


@pytest.mark.parametrize(
    ("lines", "lists"),
    [
        (_lines("Ann Roe"), [_friends(("Ann Roe", _LINE), ("ann  roe", "2010-01-01"))]),
        (_lines("Ann Roe", "Ann Roe"), [_friends(("Ann Roe", _LINE))]),
        (_lines("Zoë Roe", "Zoe\u0308 Roe"), []),
        (_lines("Ann Roe", ambiguous=True), [_friends(("Ann Roe", _LINE))]),
        (_lines("Ann Roe", "Ann Roe"), [listed("disconnected", [("Ann Roe", "2021-01-01")])]),
        (_lines(None), []),
    ],
)
def test_of_a_name_that_two_may_bear_nothing_is_told(
    lines: pl.DataFrame, lists: list[pl.DataFrame]
) -> None:
    assert _inferred(lines, *lists) == []


def test_a_list_stored_twice_makes_no_namesake() -> None:
    friends = _friends(("Ann Roe", _LINE))
    assert len(_inferred(_lines("Ann Roe"), friends, friends)) == 1


def test_nothing_comes_of_nothing() -> None:
    nothing = pl.DataFrame(schema=CONNECTED_COLUMNS)
    found = infer_friendships(nothing, empty_raw(), has_friends_list=True)
    assert_frame_equal(found, empty_raw())


def test_whole_rows_from_a_thread() -> None:
    said = [message(ME, "2020-01-01T10:00:00.500", "You are now connected on Messenger")]
    talk = talk_of({ANN: thread(["Ann Roe", ME], said)})
    removed = listed("disconnected", [("Kim Poe", "2021-01-01"), ("Ann Roe", "2022-01-01")])
    found = infer_friendships(talk.connected, removed, has_friends_list=True)
    line = datetime(2020, 1, 1, 10, 0, 0, 500_000, UTC)
    gone = datetime(2021, 1, 1, tzinfo=UTC)
    of_line = {
        "name": "Ann Roe", "channel": "direct", "conversation_id": ANN_ID, "member": ANN, "row": 1,
        "at_latest": line,
    }  # fmt: skip
    rows = [
        {**of_line, "activity": "connected", "at": line, "precision": "second", "actor": "unknown"},
        {**of_line, "activity": "request_received", "precision": "interval", "actor": "person"},
        {
            "name": "Kim Poe", "activity": "connected", "at_latest": gone, "actor": "unknown",
            "precision": "interval", "channel": "list", "member": "disconnected.json", "row": 1,
        },
    ]  # fmt: skip
    common = {
        "platform": "facebook", "certainty": "inferred", "archive": "part-1.zip", "is_group": False,
    }  # fmt: skip
    expected = pl.DataFrame([{**common, **row} for row in rows], schema=RAW_COLUMNS)
    assert_frame_equal(found, expected)


def test_two_threads_with_one_name_are_ambiguous_though_one_has_no_line() -> None:
    line = message("Ann Roe", "2020-01-01T10:00:00", "You are now connected on Messenger")
    hello = message("Ann Roe", "2020-05-01T10:00:00", "hello")
    talk = talk_of(
        {
            ANN: thread(["Ann Roe", ME], [line]),
            f"{ROOT}/inbox/annroe_2/message_1.json": thread(["ann roe", ME], [hello]),
        }
    )
    assert infer_friendships(talk.connected, empty_raw(), has_friends_list=True).is_empty()
