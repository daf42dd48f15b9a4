"""What is read strictly is exactly what the patient way makes of it; the rest is left to that."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.sources.facebook.records import RecordsError, load
from reciprocity.sources.facebook.threads import ThreadFile, Threads
from tests.facebook.downloads import as_json, message, thread

_AT: Final = "2020-01-01T10:00:00"
_TEXTS: Final = st.sampled_from(["", "a", "é", "Zoë 👋", "\u00e9\u0301", "\u2019", "x" * 40])
_JUNK: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [None, True, False, 0, 1, -1, 1.5, 1e300, 2**62, 2**63, 2**64, "", "t", [], {}, [None], ["t"],
     [{}], {"uri": "a/b.jpg"}, {"uri": None}, {"is_bumped": True}]
)  # fmt: skip
_FILES: Final = st.lists(
    st.fixed_dictionaries({}, optional={"uri": _TEXTS, "creation_timestamp": st.integers()}),
    max_size=3,
)
_REACTIONS: Final = st.lists(
    st.fixed_dictionaries(
        {"reaction": _TEXTS, "actor": _TEXTS}, optional={"timestamp": st.integers(0, 2**40)}
    ),
    max_size=3,
)
_GOOD: Final[dict[str, st.SearchStrategy[Any]]] = {
    "content": _TEXTS,
    "type": st.sampled_from(["Generic", "Share", "Call", "Subscribe", "Unsubscribe"]),
    "is_unsent": st.booleans(),
    "is_taken_down": st.booleans(),
    "missed": st.booleans(),
    "call_duration": st.integers(0, 99),
    "bumped_message_metadata": st.fixed_dictionaries(
        {"bumped_message": _TEXTS, "is_bumped": st.booleans()}
    ),
    "reactions": _REACTIONS,
    **dict.fromkeys(("photos", "videos", "audio_files", "files", "gifs"), _FILES),
    "sticker": st.fixed_dictionaries({}, optional={"uri": _TEXTS}),
    "share": st.fixed_dictionaries({}, optional={"link": _TEXTS, "share_text": _TEXTS}),
    "is_geoblocked_for_viewer": st.booleans(),
}
_MESSAGES: Final = st.fixed_dictionaries(
    {"sender_name": _TEXTS, "timestamp_ms": st.integers(0, 2**42)}, optional=_GOOD
)
_KEYS: Final = st.sampled_from(["sender_name", "timestamp_ms", *_GOOD])
_HEADS: Final = st.fixed_dictionaries(
    {"participants": st.lists(st.fixed_dictionaries({"name": _TEXTS}), max_size=3)},
    optional={"title": _TEXTS, "is_pending": st.booleans(), "thread_type": _TEXTS},
)
_PATH: Final = "messages/inbox/annroe_100000000000001/message_1.json"


def _told(threads: Threads) -> list[tuple[Any, ...]]:
    """Return all that is known of each file, with the names of numbers in their place."""
    return [_file(file, threads) for file in threads.files]


def _file(file: ThreadFile, threads: Threads) -> tuple[Any, ...]:
    names, columns = threads.names, dict(vars(file.columns))
    columns["text"] = bytes(threads.text[file.text_at :][: sum(columns["lengths"])])
    columns["writers"] = [names[n] for n in columns["writers"]]
    columns["senders"] = [names[n] for n in columns["senders"]]
    columns["reactors"] = [names[n] for n in columns["reactors"]]
    return *(v for k, v in vars(file).items() if k != "columns"), columns


def _strictly(data: bytes) -> list[tuple[Any, ...]] | None:
    threads = Threads()
    return _told(threads) if threads.add_strictly(data, archive="a.zip", path=_PATH) else None


def _patiently(data: bytes) -> list[tuple[Any, ...]] | None:
    """Return the same, None for what is no thread or not whole."""
    threads = Threads()
    try:
        loaded = load(data, archive="a.zip", member=_PATH)
    except RecordsError:
        return None
    whole = loaded.problem is None
    added = threads.add(loaded.value, archive="a.zip", path=_PATH)
    return _told(threads) if added and whole else None


@given(_HEADS, st.lists(_MESSAGES, max_size=5))
def test_a_file_in_order_is_read_strictly(head: dict[str, Any], messages: list[Any]) -> None:
    data = as_json({**head, "messages": messages})
    assert _strictly(data) is not None
    assert _strictly(data) == _patiently(data)


@given(_HEADS, st.lists(_MESSAGES, min_size=1, max_size=3), st.data())
def test_what_is_amiss_is_read_alike_or_left(
    head: dict[str, Any], messages: list[Any], data: st.DataObject
) -> None:
    messages[data.draw(st.integers(0, len(messages) - 1))][data.draw(_KEYS)] = data.draw(_JUNK)
    written = as_json({**head, "messages": messages})
    assert _strictly(written) in (None, _patiently(written))


@given(_HEADS, st.lists(_MESSAGES, min_size=1, max_size=3), st.data())
def test_damaged_bytes_are_read_alike_or_left(
    head: dict[str, Any], messages: list[Any], data: st.DataObject
) -> None:
    written = as_json({**head, "messages": messages})
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(
        st.sampled_from([b"", b"\\", b'"', b"}", b",", b"\x00", b"\xc3", b"\n", b"9"])
    )
    spoilt = written[:place] + other + written[place + data.draw(st.integers(0, 2)) :]
    assert _strictly(spoilt) in (None, _patiently(spoilt))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\xef\xbb\xbf{}", b'{"participants": []}',
        b'{"participants": [], "messages": null}', b'{"participants": [], "messages": [null]}',
        b'{"participants": [], "messages": [{"sender_name": "A", "timestamp_ms": 1.0}]}',
        b'{"participants": [], "messages": [{"sender_name": "\\ud800", "timestamp_ms": 1}]}',
        '{"participants": [], "messages": [], "title": "é"}'.encode(),
        b'{"participants": [], "messages": ' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_left_to_patience(data: bytes) -> None:
    assert _strictly(data) is None


def test_long_files_keep_their_places() -> None:
    photo = {"photos": [{"uri": "a/b.jpg"}], "reactions": [{"reaction": "x", "actor": "Bo Li"}]}
    messages = [
        message("Ann Roe", _AT, str(n), **(photo if n % 7 == 0 else {})) for n in range(2500)
    ]
    messages[2100]["is_unsent"] = True
    data = as_json(thread(["Ann Roe", "Bo Li"], messages))
    assert _strictly(data) == _patiently(data)
    assert json.loads(data)["messages"][399]["is_unsent"]
    read = _strictly(data)
    assert read is not None
    assert read[0][-1]["forms"] == [(399, 1)]
