"""Whatever bytes a thread holds: every row is read or counted, and no good one is lost."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reciprocity.sources.base import RAW_COLUMNS, empty_raw
from reciprocity.sources.facebook.messages import read_talk
from reciprocity.sources.facebook.threads import Threads
from tests.facebook.downloads import entries, loaded, message, thread
from tests.facebook.talking import ANN, ME, OWNER

_DAY = "2020-01-01T"


def _say(sender: str, at: str, text: str | None = None, **keys: Any) -> dict[str, Any]:
    return message(sender, f"{_DAY}{at}", text, **keys)


_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "uri", "actor", "link", "share_text", "timestamp", "is_bumped"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
_KEYS = [
    "sender_name", "timestamp_ms", "content", "type", "photos", "share", "reactions", "is_unsent",
    "sticker", "call_duration", "bumped_message_metadata", "users", "missed", "gifs",
]  # fmt: skip
_PRINTED = st.characters(exclude_categories=["Cc", "Cs"])
_GOOD = _say("Ann Roe", "10:00:00", "the good one")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.dictionaries(st.sampled_from(_KEYS), _JUNK, max_size=6) | _JUNK, max_size=6),
    st.fixed_dictionaries({}, optional={"title": _JUNK, "thread_type": _JUNK, "is_pending": _JUNK}),
)
def test_whatever_a_thread_holds_no_good_row_is_lost(junk: list[Any], keys: dict[str, Any]) -> None:
    threads = Threads()
    value = {**loaded(thread(["Ann Roe", ME], [_GOOD], thread_type="Regular")), **keys}
    value["messages"] = [*junk, loaded(_GOOD)]
    assert threads.add(value, archive="a.zip", path=ANN)
    part = read_talk(threads, OWNER, empty_raw()).part
    everything = pl.concat([part.events, part.apart.select(list(RAW_COLUMNS))])
    rows = everything.filter(pl.col("activity") != "reaction", pl.col("precision") == "second")
    assert rows.filter(text="the good one", row=len(value["messages"])).height <= 1
    kept = {row for row, _ in everything.select("row", "member").unique().iter_rows()}
    lost = {problem.row for problem in part.problems}
    assert len(kept | lost) + part.duplicates == len(value["messages"])
    assert not kept & lost
    assert "the good one" in everything["text"].to_list()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(_PRINTED, max_size=30), max_size=8), st.booleans())
def test_texts_are_read_as_they_were_written(texts: list[str], mojibake: bool) -> None:
    """Whether Facebook wrote the file or somebody in proper UTF-8 (then above U+00FF)."""
    # A thread of many messages without a word is taken for one in an unknown form.
    assume(len(texts) < 5 or 2 * texts.count("") <= len(texts))
    told = texts if mojibake else [f"{text}\u2014" for text in texts]
    said = [_say("Ann Roe", f"10:{n:02}:00", text) for n, text in enumerate(told)]
    value = thread(["Ann Roe", ME], said)
    threads = Threads()
    threads.add(loaded(value) if mojibake else value, archive="a.zip", path=ANN)
    found = read_talk(threads, OWNER, empty_raw()).part.events["text"].to_list()
    assert found == [text if text.strip() else None for text in told]


def test_lists_of_people_are_no_threads() -> None:
    threads = Threads()
    value = entries("friends_v2", [("Ann Roe", "2020-01-01")])
    assert not threads.add(value, archive="a.zip", path="friends.json")
