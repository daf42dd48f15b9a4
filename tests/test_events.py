"""The contract of the event log: what check_events lets through, and what an event_id rests on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.events import (
    ACTIVITIES,
    COLUMNS,
    check_events,
    empty_events,
    event_ids,
    sort_events,
    to_pandas,
)

_AT = datetime(2024, 2, 5, 10, 0, 7, tzinfo=UTC)
_ROW: dict[str, Any] = {
    "event_id": "e1", "person_id": "linkedin:ann", "platform": "linkedin", "activity": "message",
    "at": _AT, "at_latest": _AT, "precision": "second", "actor": "person", "certainty": "observed",
    "channel": "direct", "conversation_id": "c1", "is_group": False, "text": "Hello there",
    "archive": "a.zip", "member": "messages.csv", "row": 2,
}  # fmt: skip


def _log(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**_ROW, **row} for row in rows], schema=COLUMNS, orient="row")


def test_an_empty_log_keeps_the_contract() -> None:
    assert check_events(empty_events()).height == 0
    assert len(to_pandas(empty_events())) == 0


def test_a_good_log_passes_unchanged() -> None:
    log = _log({}, {"event_id": "e2", "person_id": None, "is_group": True, "actor": "owner"})
    assert check_events(log).equals(log)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"activity": "shout"}, "activity"),
        ({"actor": "nobody"}, "actor"),
        ({"channel": "pigeon"}, "channel"),
        ({"precision": "century"}, "precision"),
        ({"certainty": "sure"}, "certainty"),
        ({"platform": "myspace"}, "platform"),
        ({"event_id": "e0"}, "unique"),
        ({"row": None}, "never null"),
        ({"at_latest": None, "at": None, "precision": "interval"}, "never null"),
        ({"person_id": None}, "no person"),
        ({"person_id": None, "is_group": True}, "no person"),
        ({"at_latest": _AT - timedelta(seconds=1), "precision": "interval"}, "not after"),
        ({"at_latest": _AT + timedelta(seconds=1)}, "know the moment"),
    ],
)
def test_a_broken_rule_is_named(broken: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        check_events(_log({"event_id": "e0"}, broken))


def test_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="exactly the columns"):
        check_events(_log({}).drop("row"))


def test_an_id_forgets_white_space_and_seconds() -> None:
    same = _log(
        {"text": "Hello  there"},
        {"text": "Hello\n\nthere"},
        {"text": "Hellothere", "at": _AT.replace(second=59), "at_latest": _AT.replace(second=59)},
    )
    ids = [event_ids(same.slice(i, 1))[0] for i in range(3)]
    assert len(set(ids)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Hello their"},
        {"person_id": "linkedin:bo"},
        {"actor": "owner"},
        {"activity": "comment"},
        {"at": _AT + timedelta(minutes=1)},
        {"platform": "facebook"},
    ],
)
def test_an_id_tells_different_events_apart(change: dict[str, Any]) -> None:
    assert event_ids(_log({}))[0] != event_ids(_log(change))[0]


def test_an_id_of_a_connection_rests_on_the_day() -> None:
    """A note may tell the second in one export and not in the next."""
    start = _AT.replace(hour=0, minute=0, second=0)
    day = {"activity": "connected", "text": None}
    known = [_log({**day, "at": start}), _log({**day, "at": _AT})]
    assert event_ids(known[0])[0] == event_ids(known[1])[0]


@given(st.lists(st.sampled_from(["a", "b"]), max_size=6))
def test_equal_events_are_counted_not_merged(texts: list[str]) -> None:
    log = _log(*({"text": text} for text in texts))
    ids = event_ids(log)
    assert ids.n_unique() == len(texts)
    assert set(ids) == set(event_ids(log.reverse()))


def test_the_order_does_not_depend_on_the_input() -> None:
    log = _log(*({"event_id": f"e{i}", "person_id": f"linkedin:{i % 3}"} for i in range(9)))
    assert sort_events(log).equals(sort_events(log.reverse()))


def test_pandas_gets_times_in_utc_and_words_as_categories() -> None:
    frame = to_pandas(_log({}))
    assert str(frame["at"].dtype) == "datetime64[us, UTC]"
    assert frame["activity"].dtype == "category"
    assert frame.loc[0, "text"] == "Hello there"
    assert len(ACTIVITIES) == 18
