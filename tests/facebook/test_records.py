from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.sources.facebook.records import (
    Loaded,
    RecordsError,
    entries_of,
    labelled,
    load,
    versioned,
)
from reciprocity.sources.facebook.text import name_of, repaired
from tests.facebook.downloads import mojibake

GOOD = {"name": "Bo Li", "timestamp": 1_714_557_601}


def read(data: bytes) -> Loaded:
    return load(data, archive="a.zip", member="friends.json")


def written(value: Any) -> bytes:
    return json.dumps(value, indent=2).encode()


SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), max_size=6)
WRAPS = st.sampled_from(["bare", "keyed", "entries"])


def wrapped(records: Any, form: str) -> Any:
    if form == "bare":
        return records
    return {"friends_v2": records if form == "keyed" else {"name": "x", "entries": records}}


@settings(deadline=None)
@given(records=RECORDS, form=WRAPS, data=st.data(), ascii_only=st.booleans())
def test_any_cut_leaves_the_records_before_it(
    records: list[Any], form: str, data: st.DataObject, ascii_only: bool
) -> None:
    whole = json.dumps(wrapped(records, form), ensure_ascii=ascii_only).encode("utf-8", "replace")
    assert read(whole).problem is None
    full = versioned(read(whole).value, "friends")
    assert full is not None
    cut = data.draw(st.integers(0, len(whole) - 1))
    try:
        loaded = read(whole[:cut])
    except RecordsError:
        return
    assert loaded.problem is not None
    assert loaded.problem.kind == "cut file"
    left = versioned(loaded.value, "friends")
    assert left
    assert left == full[: len(left)]


@settings(deadline=None)
@given(st.binary(max_size=80) | st.text('[]{}",:\\u1 ', max_size=40).map(str.encode))
def test_no_bytes_break_it(data: bytes) -> None:
    try:
        loaded = read(data)
    except RecordsError:
        return
    # What was read is text all through: it can be written down again.
    json.dumps(loaded.value, ensure_ascii=False).encode()


def test_a_cut_in_a_text_full_of_brackets_costs_only_that_record() -> None:
    rows = [GOOD, {"name": 'x}, {[\\"], {', "timestamp": 1}]
    data = json.dumps({"friends_v2": rows}).encode()
    for cut in range(data.index(b"x}"), data.index(b"timestamp", data.index(b"x}"))):
        assert read(data[:cut]).value == {"friends_v2": [GOOD]}


def test_every_whole_record_is_kept() -> None:
    data = written({"friends_v2": [GOOD] * 5})
    last = data.rindex(b"}", 0, data.rindex(b"]"))
    assert read(data[: last + 1]).value == {"friends_v2": [GOOD] * 5}
    assert read(data[:last]).value == {"friends_v2": [GOOD] * 4}


def test_a_cut_thread_keeps_its_people() -> None:
    thread = {"participants": [{"name": "Bo"}, {"name": "Olive"}], "messages": [GOOD, GOOD]}
    data = json.dumps(thread).encode()
    loaded = read(data[: data.rindex(b"timestamp")])
    assert loaded.value == {**thread, "messages": [GOOD]}


@pytest.mark.parametrize(
    "bad",
    [b'{"name": @@}', b'{"name" "x"}', b"tru", b"[" * 5000 + b"]" * 5000, b'{"a": 1} garbage', b""],
)
def test_a_record_that_is_no_json_costs_only_itself(bad: bytes) -> None:
    row = json.dumps(GOOD).encode()
    loaded = read(b'{"friends_v2": [%b, %b, %b], "title": "x"}' % (row, bad, row))
    assert loaded.value == {"friends_v2": [GOOD, None, GOOD], "title": "x"}
    assert loaded.problem is not None


@pytest.mark.parametrize("tail", [b"\0\0\0\0", b"]", b"[1]", b"garbage {", b'"'])
def test_what_follows_the_end_is_left_out(tail: bytes) -> None:
    loaded = read(written([GOOD]) + tail)
    assert loaded.value == [GOOD]
    assert loaded.problem is not None


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   ", b"[object Object]", b"You have no data in this section", b"[", b"{", b'"abc',
        b"<!DOCTYPE html><html><style>p{color:red}</style><p>[x], {y}</p></html>", b"\x00" * 50,
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00", b"[" * 200_000, b'{"a":' * 100_000, b"]", b",",
        b"}{",
    ],
)  # fmt: skip
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(RecordsError, match=r"friends\.json in a\.zip") as caught:
        read(data)
    problem = caught.value.problem
    assert (problem.archive, problem.member) == ("a.zip", "friends.json")
    assert (problem.kind, problem.row) == ("unreadable", None)


def test_marks_at_the_start_of_a_file() -> None:
    assert read(b"\xef\xbb\xbf" + written([GOOD])).value == [GOOD]
    assert read(json.dumps([GOOD]).encode("utf-16")).value == [GOOD]


def test_no_number_lone_surrogates_and_raw_line_breaks() -> None:
    loaded = read(b'[NaN, "a\\ud83d", "\\udc00b", "c\nd", 1e999, "\\ud83d\\ude00"]')
    assert loaded.problem is None
    assert math.isnan(loaded.value[0])
    assert loaded.value[1:] == ["a?", "?b", "c\nd", math.inf, "😀"]


def test_numbers_beyond_all_bounds() -> None:
    row = b'{"timestamp": %b, "nan": NaN}' % (b"9" * 10_000)
    (record,) = read(b"[" + row + b"]").value
    assert record["timestamp"] == math.inf


@pytest.mark.parametrize("key", ["friends", "friends_v2", "friends_v12"])
def test_a_key_in_any_version(key: str) -> None:
    assert versioned({"name": 1, key: [1, 2]}, "friends", "others") == [1, 2]
    assert versioned({key: {"name": "x", "entries": [1]}}, "friends") == [1]


@pytest.mark.parametrize(
    "value",
    [None, 5, "friends", {}, {"friends_v": []}, {"friends_v2x": []}, {"my_friends": []},
     {"friends_v2": {"other": []}}, {"friends_v2": 5}],
)  # fmt: skip
def test_no_such_key(value: Any) -> None:
    assert versioned(value, "friends") is None


def test_both_versions_together_are_read_together() -> None:
    assert versioned({"friends": [1], "friends_v2": [2]}, "friends") == [1, 2]
    assert versioned([3], "friends") == [3]


@pytest.mark.parametrize("key", ["entries", "data", "activity_log_data"])
def test_lists_within_an_object(key: str) -> None:
    assert entries_of({key: [1]}) == [1]
    assert entries_of({key: {"x": [1]}}) is None
    assert entries_of([1]) is None


def test_labelled_values_of_every_depth() -> None:
    inner = {"label": "c", "value": "3"}
    nested = {"label": "b", "dict": [{"title": "t", "dict": [inner]}, 5]}
    record = {"label_values": [nested, {"label": "a", "value": "1"}, None, []]}
    labels = [entry.get("label") for entry in labelled(record)]
    assert labels == ["b", "a", None, "c"]
    others: list[Any] = [None, [], {}, {"label_values": None}, {"label_values": {"a": 1}}]
    for other in others:
        assert list(labelled(other)) == []


@settings(deadline=None)
@given(st.text())
def test_mojibake_is_undone(text: str) -> None:
    assert repaired(mojibake(text)) == text


@settings(deadline=None)
@given(st.text().filter(lambda text: any(ord(each) > 0xFF for each in text)))
def test_true_text_beyond_latin_1_stays(text: str) -> None:
    assert repaired(text) == text


def test_true_text_within_latin_1_stays() -> None:
    assert repaired("José Peña, Zoé") == "José Peña, Zoé"
    assert repaired("\ud83d") == "\ud83d"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Jana Nov\u00c3\u00a1kov\u00c3\u00a1", "Jana Nováková"),
        ("  Bo\n\u00a0Li ", "Bo Li"),
        ("\u206f\u206f", None),
        ("\u200c", None),
        ("\u3164", None),
        ("", None),
        (None, None),
        (5, None),
        (["Bo Li"], None),
    ],
)
def test_a_display_name(value: object, name: str | None) -> None:
    assert name_of(value) == name
