"""The Facebook downloads of the benchmark are Facebook downloads like any other."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.facebook_threads import Somebody, Thread, files_of
from benchmarks.generate_facebook import as_json, write_exports

from reciprocity.inspection import Inspection, read

if TYPE_CHECKING:
    from pathlib import Path

MESSAGES, THREADS = 12_000, 150


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("facebook")
    return write_exports(folder, messages=MESSAGES, threads=THREADS)


@pytest.fixture(scope="module")
def inspection(exports: tuple[Path, Path]) -> Inspection:
    return read([exports[0]])


@pytest.fixture(scope="module")
def threads(exports: tuple[Path, Path]) -> dict[str, Any]:
    found = members(exports[0]).items()
    return {path: json.loads(data) for path, data in found if "/message_1.json" in path}


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_has_the_size_asked_for(threads: dict[str, Any]) -> None:
    assert len(threads) == THREADS
    assert sum(len(thread["messages"]) for thread in threads.values()) == MESSAGES


def test_most_threads_are_short_and_some_very_long(threads: dict[str, Any]) -> None:
    lengths = [len(thread["messages"]) for thread in threads.values()]
    assert median(lengths) < MESSAGES / THREADS
    assert max(lengths) > 10 * MESSAGES / THREADS


def test_a_long_thread_has_several_files_the_newest_first() -> None:
    friend = Somebody(number=1, name="Ada Oakmere", language="en", befriended=1_400_000_000)
    files = dict(files_of(Thread(number=1, folder="inbox", others=(friend,), count=25_000)))
    assert [path.rpartition("/")[2] for path in files] == [
        f"message_{number}.json" for number in (1, 2, 3)
    ]
    times = [m["timestamp_ms"] for value in files.values() for m in value["messages"]]
    assert len(times) == 25_000
    assert times == sorted(times, reverse=True)
    assert {len(value["messages"]) for value in files.values()} == {10_000, 5_000}


def test_everything_in_it_is_read(inspection: Inspection) -> None:
    (info,) = inspection.exports
    assert info.platform == "facebook"
    assert not inspection.problems
    assert not info.members["unknown"] + info.members["unreadable"]
    assert inspection.owner_name == "Johanna Teasdale"


def test_every_kind_of_row_is_there(inspection: Inspection) -> None:
    assert set(inspection.events["activity"]) >= {
        "connected", "message", "reaction", "call", "comment", "poke", "follow", "request_sent",
        "request_received", "request_declined", "message_request_accepted", "disconnected",
    }  # fmt: skip
    assert set(inspection.events["channel"]) >= {"direct", "group", "trace", "message_request"}


def test_about_a_third_of_the_texts_hold_more_than_ascii(threads: dict[str, Any]) -> None:
    texts = [m["content"] for t in threads.values() for m in t["messages"] if "content" in m]
    assert 0.25 < sum(not text.isascii() for text in texts) / len(texts) < 0.45


def test_files_are_ascii_with_two_spaces_and_every_byte_escaped() -> None:
    assert as_json({"name": ["Zoë ☀"]}) == (
        b'{\n  "name": [\n    "Zo\\u00c3\\u00ab \\u00e2\\u0098\\u0080"\n  ]\n}'
    )


def test_members_are_deflated_and_some_are_pictures(exports: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(exports[0]) as archive:
        infos = archive.infolist()
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}
    assert Counter(info.filename.rpartition(".")[2] for info in infos)["jpg"] >= THREADS


def test_the_empty_one_has_every_list_and_one_friend(exports: tuple[Path, Path]) -> None:
    full, empty = exports
    assert full.name == empty.name
    assert members(empty).keys() == {path for path in members(full) if "/messages/" not in path}
    assert set(read([empty]).events["activity"]) >= {"connected"}


def test_the_same_numbers_give_the_same_members(exports: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_exports(tmp_path, messages=MESSAGES, threads=THREADS)
    assert [members(path) for path in again] == [members(path) for path in exports]
