"""The contract of the event log: what check_events lets through, and what an event_id rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reciprocity.events
from reciprocity.events import (
    ACTIVITIES,
    COLUMNS,
    OLDEST_FIRST,
    check_events,
    empty_events,
    event_ids,
    sort_events,
    to_pandas,
)
from reciprocity.timeline.messages import pair_messages

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
        ({"event_id": "e0"}, "unique"),
        ({"row": None}, "may be null"),
        ({"channel": None}, "may be null"),
        ({"activity": None}, "may be null"),
        ({"at_latest": None, "at": None, "precision": "interval"}, "may be null"),
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


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b"]), max_size=6))
def test_equal_events_are_counted_not_merged(texts: list[str]) -> None:
    log = _log(*({"text": text} for text in texts))
    ids = event_ids(log)
    assert ids.n_unique() == len(texts)
    assert set(ids) == set(event_ids(log.reverse()))


def test_the_order_does_not_depend_on_the_input() -> None:
    log = _log(*({"event_id": f"e{i}", "person_id": f"linkedin:{i % 3}"} for i in range(9)))
    assert sort_events(log).equals(sort_events(log.reverse()))


def test_of_one_moment_the_file_of_the_higher_number_is_the_older() -> None:
    places = [("a/message_2.json", 1), ("a/message_10.json", 1), ("a/message_1.json", 3),
              ("a/message_1.json", 7), ("a/message_2.json", 4)]  # fmt: skip
    rows = [{"event_id": f"e{n}", "member": name, "row": row}
            for n, (name, row) in enumerate(places)]  # fmt: skip
    ordered = sort_events(_log(*rows))
    assert list(zip(ordered["member"], ordered["row"], strict=True)) == [
        ("a/message_10.json", 1), ("a/message_2.json", 4), ("a/message_2.json", 1),
        ("a/message_1.json", 7), ("a/message_1.json", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("conversation", "rows"), [("c1", [9, 2]), (f"{OLDEST_FIRST}a", [2, 9])])
def test_messages_of_one_moment_keep_the_order_of_their_conversation(
    conversation: str, rows: list[int]
) -> None:
    log = _log(*({"event_id": f"e{row}", "conversation_id": conversation, "row": row}
                 for row in (2, 9)))  # fmt: skip
    assert pair_messages(to_pandas(sort_events(log)))["row"].tolist() == rows


def test_pandas_gets_times_in_utc_and_words_as_categories() -> None:
    frame = to_pandas(_log({}))
    assert str(frame["at"].dtype) == "datetime64[us, UTC]"
    assert frame["activity"].dtype == "category"
    assert frame.loc[0, "text"] == "Hello there"
    assert len(ACTIVITIES) == 18


_UNDATED = -(2**62)


def _digest(*parts: str | int, text: str) -> str:
    """Do what pandas does with whole columns to one row of plain texts and numbers."""
    row = pd.DataFrame({n: pd.Series([part], dtype=object if isinstance(part, str) else "int64")
                        for n, part in enumerate(parts)})  # fmt: skip
    row["text"] = _hash(text)
    hashed = pd.util.hash_pandas_object(
        row, index=False, hash_key="reciprocity-ev-1", categorize=False
    )
    return f"{int(hashed[0]):016x}"


def _digest_again(first: str, nth: int) -> str:
    hashed = _hash(f"{first}\x1f{nth}")
    return f"{int(hashed[0]):016x}"


def _hash(word: str) -> np.ndarray[Any, np.dtype[np.uint64]]:
    words = np.array([word], dtype=object)
    return pd.util.hash_array(words, hash_key="reciprocity-ev-1", categorize=False)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _plain_ids(log: pl.DataFrame) -> list[str]:
    """Do what event_ids promises, row by row."""
    rows, firsts = log.to_dicts(), []
    for row in rows:
        undated = row["at"] is None and row["certainty"] == "observed"
        moment = None if undated else row["at"] or row["at_latest"]
        unit = timedelta(days=1) if row["activity"] == "connected" else timedelta(minutes=1)
        number = (moment - _EPOCH) // unit if moment else _UNDATED
        # What Unicode calls white space; Python counts four more.
        text = re.sub("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]", "",
                      row["text"] or "")  # fmt: skip
        parts = [
            row["platform"], row["person_id"] or "", row["actor"], row["activity"],
            (row["conversation_id"] or "") if row["is_group"] else "", number,
        ]  # fmt: skip
        told = text if row["platform"] == "linkedin" else row["text"] or ""
        firsts.append(_digest(*parts, text=told))
    alike = defaultdict(list)
    for place, (first, row) in enumerate(zip(firsts, rows, strict=True)):
        if row["at"] is not None:
            alike[first].append((row["at"], place))
    ids = list(firsts)
    for first, places in alike.items():
        for nth, (_, place) in enumerate(sorted(places)[1:], 2):
            ids[place] = _digest_again(first, nth)
    return ids


_texts = st.one_of(
    st.none(),
    st.sampled_from(["", "a", "a b", " a\xa0b", "ab", "a\u2003b\n", "\x1c\x1f", "é\u3000è", "😀"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
_seconds = st.one_of(st.none(), st.integers(0, 100), st.integers(-(10**9), 4 * 10**9))
_rows = st.fixed_dictionaries(
    {
        "text": _texts,
        "at": _seconds.map(lambda s: None if s is None else _AT + timedelta(seconds=s)),
        "at_latest": st.integers(0, 300).map(lambda s: _AT + timedelta(seconds=s)),
        "person_id": st.sampled_from([None, "facebook:name/ann lee", "linkedin:bo"]),
        "actor": st.sampled_from(["owner", "person"]),
        "certainty": st.sampled_from(["observed", "inferred"]),
        "activity": st.sampled_from(["message", "connected", "reaction"]),
        "platform": st.sampled_from(["linkedin", "facebook"]),
        "is_group": st.booleans(),
        "conversation_id": st.sampled_from([None, "c1", "c 2"]),
    }
)


@settings(deadline=None)
@given(st.lists(_rows, max_size=30))
def test_ids_are_what_row_by_row_they_should_be(rows: list[dict[str, Any]]) -> None:
    log = _log(*rows)
    assert event_ids(log).to_list() == _plain_ids(log)


@pytest.mark.parametrize("at_once", [7, 100, 10_000])
def test_ids_of_many_rows_of_which_some_are_equal_and_some_say_nothing(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reciprocity.events, "_AT_ONCE", at_once)
    texts = [None if i % 3 == 0 else f"Hello {i} é\u2003there" for i in range(300)]
    log = pl.concat([_log(*({"text": text} for text in texts))] * 3)
    assert event_ids(log).to_list() == _plain_ids(log)


_moments = st.one_of(st.none(), st.integers(0, 3).map(lambda s: _AT + timedelta(seconds=s)))


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "at": _moments,
                "at_latest": st.integers(3, 5).map(lambda s: _AT + timedelta(seconds=s)),
                "person_id": st.sampled_from([None, "linkedin:ann", "linkedin:bo", "Åsa"]),
                "activity": st.sampled_from(["message", "connected", "call"]),
                "row": st.integers(1, 3),
            }
        ),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_is_by_time_person_activity_row_and_id(
    rows: list[dict[str, Any]], dice: Any
) -> None:
    numbers = list(range(len(rows)))
    dice.shuffle(numbers)
    log = _log(*({**row, "event_id": f"e{n:02}"} for row, n in zip(rows, numbers, strict=True)))
    plain = sorted(
        log.to_dicts(),
        key=lambda row: (
            row["at"] or row["at_latest"],
            (row["person_id"] or "").encode(),
            row["activity"],
            -row["row"],
            row["event_id"],
        ),
    )
    assert sort_events(log).to_dicts() == plain
    some = pl.Series(numbers[::2], dtype=pl.UInt32)
    wanted = {f"e{numbers[place]:02}" for place in some}
    assert sort_events(log, some).to_dicts() == [r for r in plain if r["event_id"] in wanted]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("activity", "shout"),
        ("actor", "nobody"),
        ("channel", "pigeon"),
        ("precision", "century"),
        ("certainty", "sure"),
        ("platform", "myspace"),
    ],
)
def test_a_column_of_words_holds_no_others(column: str, value: str) -> None:
    with pytest.raises(pl.exceptions.PolarsError, match=value):
        _log({}).with_columns(pl.lit(value).cast(COLUMNS[column]).alias(column))
    with pytest.raises(ValueError, match="exactly the columns"):
        check_events(_log({}).with_columns(pl.lit(value).alias(column)))


def test_the_first_rule_that_is_broken_is_named() -> None:
    both = _log({"event_id": "e0"}, {"event_id": "e0", "row": None})
    with pytest.raises(ValueError, match="unique"):
        check_events(both)
