"""All messages in one frame: whatever the files hold, each row is that of its own message."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.sources.facebook.casting import cast_threads
from reciprocity.sources.facebook.columns import GONE, PLAIN
from reciprocity.sources.facebook.rows import gather_rows
from reciprocity.sources.facebook.threads import Threads
from tests.facebook.downloads import as_json
from tests.facebook.talking import OWNER

_START: Final = 1_500_000_000_000
_NAMES: Final = ("Ann Roe", "Bo Li", "Cy Po")

# Times that are equal, in no order and, at times, in seconds.
_messages = st.fixed_dictionaries(
    {
        "sender_name": st.sampled_from(_NAMES),
        "timestamp_ms": st.integers(0, 4).map(lambda n: _START + 1000 * n)
        | st.integers(0, 4).map(lambda n: _START // 1000 + n),
        "content": st.sampled_from(["", "hello", "caf\u00c3\u00a9", "\u00e9", "\U0001f600"])
        | st.text(max_size=3),
    },
    optional={
        "is_unsent": st.just(value=True),
        "photos": st.just([{"uri": "messages/inbox/x/photos/one.jpg"}]),
        "share": st.fixed_dictionaries({"link": st.sampled_from(["https://a.example", "b"])}),
    },
)
_files = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.lists(_messages, max_size=6)),
    max_size=6,
    unique_by=lambda file: file[:2],
)


def _collected(files: list[tuple[int, int, list[Any]]], *, strictly: bool) -> Threads:
    threads = Threads()
    for thread, number, messages in files:
        path = f"messages/inbox/x_{thread:015}/message_{number}.json"
        value = {"participants": [{"name": name} for name in _NAMES], "messages": messages}
        if strictly:
            assert threads.add_strictly(as_json(value), archive="a.zip", path=path)
        else:
            assert threads.add(value, archive="a.zip", path=path)
    return threads


def _expected(
    files: list[tuple[int, int, list[Any]]], *, strictly: bool
) -> list[tuple[int, int, int, int]]:
    """Return thread, time, number of the file and row of every message, in order, each once."""
    rows = []
    for thread, number, messages in files:
        for row, message in enumerate(messages, 1):
            written = message["timestamp_ms"]
            ms = written * 1000 if written < _START // 10 else written
            rows.append((thread, ms, -number, -row, message))
    rows.sort(key=lambda row: row[:4])
    seen: list[Any] = []
    kept = []
    for thread, ms, number, row, message in rows:
        text = _text(message, strictly=strictly)
        whole = (thread, {**message, "timestamp_ms": ms, "content": text})
        if whole not in seen:
            seen.append(whole)
            kept.append((thread, ms, -number, -row))
    return kept


@pytest.mark.parametrize("strictly", [True, False])
@given(files=_files)
def test_every_row_is_that_of_its_message(
    files: list[tuple[int, int, list[Any]]], *, strictly: bool
) -> None:
    threads = _collected(files, strictly=strictly)
    told = {file[:2]: file[2] for file in files}
    found = threads.files
    cast = cast_threads(found, threads.names, OWNER)
    numbers = [n for n, thread in enumerate(cast) for _ in thread.files]
    rows = gather_rows(found, numbers, threads.text)
    places = [(int(cast[n].conversation[-15:]), found[f].number) for n, f in
              zip(rows.frame["thread"], rows.frame["file"], strict=True)]  # fmt: skip
    assert [
        (thread, ms, number, row)
        for (thread, number), ms, row in zip(
            places, rows.frame["ms"], rows.frame["row"], strict=True
        )
    ] == _expected(files, strictly=strictly)
    for place, row in zip(places, rows.frame.iter_rows(named=True), strict=True):
        message = told[place][row["row"] - 1]
        attached = rows.attached.row(row["attached"], named=True)
        assert threads.names[row["sender"]] == message["sender_name"]
        assert row["text"] == _text(message, strictly=strictly)
        assert row["form"] == (GONE if "is_unsent" in message else PLAIN)
        assert attached["shared"] == message.get("share", {}).get("link")
        assert (attached["behind"] or "").split("\n") == _behind(message)


def _text(message: dict[str, Any], *, strictly: bool) -> str:
    """Return the text of a message: as_json takes each apart as Facebook does (section 6.1)."""
    content = str(message["content"])
    try:
        return content if strictly else content.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return content


def _behind(message: dict[str, Any]) -> list[str]:
    names = ["one.jpg"] if "photos" in message else []
    link = message.get("share", {}).get("link")
    names += [link.rpartition("/")[2]] if link else []
    return names or [""]


def test_texts_of_files_that_are_not_given_are_missed() -> None:
    message = {"sender_name": "Ann Roe", "timestamp_ms": _START, "content": "hello"}
    threads = _collected([(1, 1, [message]), (2, 1, [message])], strictly=True)
    with pytest.raises(ValueError, match="not all files"):
        gather_rows(threads.files[:1], [0], threads.text)
