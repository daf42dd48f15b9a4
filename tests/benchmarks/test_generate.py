"""The downloads of the benchmark are LinkedIn downloads like any other."""

from __future__ import annotations

import zipfile
from statistics import median
from typing import TYPE_CHECKING

import polars as pl
import pytest
from benchmarks.generate import write_exports

from reciprocity.inspection import Inspection, read

if TYPE_CHECKING:
    from pathlib import Path

CONNECTIONS, MESSAGES = 150, 2_000


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("exports")
    return write_exports(folder, connections=CONNECTIONS, messages=MESSAGES)


@pytest.fixture(scope="module")
def inspection(exports: tuple[Path, Path]) -> Inspection:
    return read([exports[0]])


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_in_it_is_read(inspection: Inspection) -> None:
    (info,) = inspection.exports
    assert (info.kind, info.confidence) == ("basic", 1.0)
    assert not inspection.problems
    assert not info.members["unknown"] + info.members["unreadable"]
    assert inspection.owner_name == "Johanna Teasdale"


def test_it_has_the_size_asked_for(inspection: Inspection) -> None:
    (info,) = inspection.exports
    activities = inspection.events["activity"]
    plain = inspection.events.filter((activities == "message") & (pl.col("channel") != "note"))
    assert plain.height + sum(info.apart.values()) + info.duplicates == MESSAGES
    assert (activities == "connected").sum() + info.blank_connections == CONNECTIONS


def test_every_kind_of_row_is_there(inspection: Inspection) -> None:
    assert set(inspection.events["activity"]) >= {
        "connected", "message", "endorsement", "request_sent", "request_received",
    }  # fmt: skip
    assert set(inspection.events["channel"]) >= {"direct", "inmail", "group", "invitation"}
    assert inspection.exports[0].apart["sponsored"]


def test_texts_are_mostly_short_and_sometimes_long(inspection: Inspection) -> None:
    lengths = [len(text) for text in inspection.events["text"].drop_nulls()]
    assert 40 <= median(lengths) <= 120
    assert max(lengths) > 1_000
    assert inspection.events["text"].str.contains("\n", literal=True).sum() > 50


def test_messages_are_quoted_throughout_and_deflated(exports: tuple[Path, Path]) -> None:
    assert members(exports[0])["messages.csv"].startswith(b'"CONVERSATION ID","CONVERSATION TITLE"')
    with zipfile.ZipFile(exports[0]) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_the_empty_one_has_the_same_files_and_one_connection(exports: tuple[Path, Path]) -> None:
    full, empty = exports
    assert full.name == empty.name
    assert members(full).keys() == members(empty).keys()
    assert set(read([empty]).events["activity"]) >= {"connected"}
    assert read([empty]).people.height == 1


def test_the_same_numbers_give_the_same_members(exports: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_exports(tmp_path, connections=CONNECTIONS, messages=MESSAGES)
    assert [members(path) for path in again] == [members(path) for path in exports]
