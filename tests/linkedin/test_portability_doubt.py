"""Answers of the portability API that are not whole, or hostile: counted, and no witness."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.inspection import read
from reciprocity.sources.linkedin.cells import frame_of
from reciprocity.sources.linkedin.portability import read_answer
from tests.exports import PROFILE
from tests.linkedin.answers import (
    LIFE,
    answer,
    connection,
    domains_of,
    kinds_of,
    rows_of,
    snapshot,
    witnesses,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path


# Where rows may be missing, nothing is concluded from what is absent


@pytest.mark.parametrize(
    ("pages", "whole"),
    [
        ({"a.json": (0, 1), "b.json": (1, 0)}, True),
        ({"a.json": (0,)}, True),
        ({"b.json": (1, 0)}, False),
        ({"b.json": (2,)}, False),
        ({"a.json": (0, 1)}, False),
        ({"a.json": (0, 1), "c.json": (2, 1)}, False),
    ],
)
def test_a_list_without_one_of_its_pages_is_no_witness(
    tmp_path: Path, pages: dict[str, tuple[int, ...]], whole: bool
) -> None:
    life = domains_of()
    files: dict[str, object] = {
        name: answer("CONNECTIONS", life["CONNECTIONS"], *page) for name, page in pages.items()
    }
    files |= {d: snapshot(d.removesuffix(".json"), life[d.removesuffix(".json")])
              for d in ("INBOX.json", "PROFILE.json")}  # fmt: skip
    inspection = read([write_files(tmp_path / "answers", files)])
    assert witnesses(inspection) == (whole, True)
    assert kinds_of(inspection) == ([] if whole else ["missing page"])
    assert (inspection.events["activity"] == "connected").sum() >= 4


def test_the_last_answer_ends_the_pages(tmp_path: Path) -> None:
    files: dict[str, object] = {
        "connections_0.json": answer("CONNECTIONS", [connection("bo")], 0, 1),
        "connections_1.json": {"status": 404, "message": "No data found for this memberId"},
    }
    inspection = read([write_files(tmp_path / "ended", files)])
    assert witnesses(inspection)[0]
    empty = {**answer("CONNECTIONS", [], 1, 0), "elements": {}}
    inspection = read([write_files(tmp_path / "empty", {**files, "connections_1.json": empty})])
    assert witnesses(inspection)[0]
    assert inspection.problems == ()


def test_pages_of_all_domains_at_once_are_one_series(tmp_path: Path) -> None:
    """Asked for no domain, the API counts the pages of all of them on."""
    life = domains_of()
    files: dict[str, object] = {}
    for start, (domain, rows) in enumerate(life.items()):
        page = answer(domain, rows, start, *{max(start - 1, 0), min(start + 1, len(life) - 1)})
        text = json.dumps(page).replace(f"&domain={domain}", "")
        files[f"page {start}.json"] = text.encode()
    inspection = read([write_files(tmp_path / "answers", files)])
    assert witnesses(inspection) == (True, True)
    (tmp_path / "answers" / "page 0.json").unlink()
    inspection = read([tmp_path / "answers"])
    assert witnesses(inspection) == (False, False)
    assert kinds_of(inspection) == ["missing page"]


def test_a_domain_without_rows_is_no_witness(tmp_path: Path) -> None:
    """LinkedIn answers so, too, as long as it prepares a domain."""
    files = {"a.json": snapshot("CONNECTIONS", [connection("bo")]),
             "b.json": snapshot("INBOX", [])}  # fmt: skip
    inspection = read([write_files(tmp_path / "answers", files)])
    assert witnesses(inspection) == (True, False)
    assert [(p.member, p.kind) for p in inspection.problems] == [("b.json", "empty domain")]


def test_a_page_that_cannot_be_read_removes_nobody(tmp_path: Path) -> None:
    first = [connection(f"ann-{i}", f"{28 - i} Jan 2020") for i in range(10)]
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    earlier = write_files(
        tmp_path / "in" / "Basic_LinkedInDataExport_03-01-2024",
        {"a.json": snapshot("CONNECTIONS", first)},
    )
    for name, broken in (
        ("connections_1.json", b""),
        ("connections_1.json", b"\0\1"),
        ("x.json", b'{"a'),
        ("x.json", b'{"snapshotDomain": "CONNECTIONS", '),
    ):
        later = write_files(
            tmp_path / "out" / "Basic_LinkedInDataExport_04-01-2024",
            {"a.json": snapshot("CONNECTIONS", first[:9]), name: broken},
        )
        log = read([earlier, later]).events
        assert "disconnected" not in set(log["activity"])
        (later / name).unlink()
    log = read([earlier, later]).events
    assert (log["activity"] == "disconnected").sum() == 1


# Hostile JSON


def test_a_cut_file_gives_its_whole_rows(tmp_path: Path) -> None:
    rows = [connection(f"ann-{i}") for i in range(5)]
    text = json.dumps(answer("CONNECTIONS", rows, 0))
    inspection = read(
        [write_files(tmp_path / "answers", {"a.json": text[: text.index("ann-3")].encode()})]
    )
    assert sorted(inspection.people["person_id"]) == [f"linkedin:ann-{i}" for i in range(3)]
    assert kinds_of(inspection) == ["cut file"]
    assert not witnesses(inspection)[0]
    assert inspection.exports[0].members["read"] == ["a.json"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ('{"nested": 1}', "nested value"),
        ("[" * 500 + "]" * 500, "nested value"),
        ("1e999", "huge number"),
        ("1" * 5000, "huge number"),
        ("123456789012345678901234567890", "huge number"),
        ("NaN", "huge number"),
        ('"Unable_to_process_this_field."', "unprocessed value"),
        ('"x", "Company": "y"', "repeated key"),
        ('"x", "company": "y"', "repeated key"),
    ],
)
def test_an_odd_value_costs_only_itself(tmp_path: Path, value: str, kind: str) -> None:
    good = json.dumps(connection("bo"))
    odd = good.replace("}", f', "Company": {value}}}')
    text = (
        f'{{"snapshotData": [{good}, {odd.replace("bo", "ann")}], "snapshotDomain": "CONNECTIONS"}}'
    )
    inspection = read([write_files(tmp_path / "answers", {"a.json": text.encode()})])
    assert set(inspection.people["person_id"]) == {"linkedin:ann", "linkedin:bo"}
    assert [(p.kind, p.row) for p in inspection.problems] == [(kind, 2)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty file"),
        (b" \n", "empty file"),
        (b"\xff\xfe", "unreadable"),
        (b"{", "unreadable"),
        (b"[" * 10_000, "unreadable"),
        (b'{"snapshotData": [' + b"[" * 10_000, "unreadable"),
        (b'{"snapshotDomain": "CONNECTIONS"}', "no rows"),
        (b'{"snapshotDomain": "CONNECTIONS", "snapshotData": "x"}', "no rows"),
        (b'{"snapshotDomain": "CONNECTIONS", "snapshotData": null}', "no rows"),
        (b'{"snapshotDomain": "INBOX", "snapshotData": [], "snapshotData": []}', "no rows"),
        (b'{"snapshotDomain": 7, "snapshotData": [{"a": "b"}]}', "unknown domain"),
        (b'{"snapshotData": [{"a": "b"}]}', "unknown domain"),
        (b'{"snapshotDomain": "INBOX", "snapshotData": [null]}', "broken row"),
        (b'{"snapshotDomain": "INBOX", "snapshotData": [{}]}', "no header"),
        (b'{"snapshotDomain": "INBOX", "snapshotData": [{"FROM": "Ann"}]}', "no header"),
    ],
)
def test_a_hostile_file_is_counted_and_costs_no_other(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    files = {"a.json": snapshot("PROFILE", rows_of(PROFILE)), "x.json": data,
             "b.json": snapshot("INVITATIONS", rows_of(LIFE["Invitations"]))}  # fmt: skip
    inspection = read([write_files(tmp_path / "answers", files)])
    assert (kind, "x.json") in {(p.kind, p.member) for p in inspection.problems}
    assert inspection.events.height == 3
    members = inspection.exports[0].members
    assert "x.json" in {*members["unreadable"], *members["unknown"]}


def test_keys_without_end_cost_neither_time_nor_rows(tmp_path: Path) -> None:
    rows = [connection("bo") | {f"key {i} {j}": "x" for j in range(50)} for i in range(200)]
    files = {"a.json": snapshot("CONNECTIONS", rows)}
    inspection = read([write_files(tmp_path / "answers", files)])
    assert kinds_of(inspection) == ["many keys"]
    assert inspection.people.height == 1


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        )
    )
)
def test_whatever_the_rows_hold_becomes_text_or_a_flaw(rows: list[object]) -> None:
    frames, flaws = frame_of(rows, 1, "CONNECTIONS")
    objects = [number for number, row in enumerate(rows, 1) if isinstance(row, dict)]
    broken = [flaw.row for flaw in flaws if flaw.kind == "broken row" and flaw.row]
    assert sorted([*objects, *broken]) == list(range(1, len(rows) + 1))
    for frame in frames.values():
        assert frame["row"].to_list() == objects
        assert all(kind == pl.String for kind in frame.drop("row").dtypes)


def test_a_file_cut_anywhere_gives_a_part_of_its_rows() -> None:
    rows = [connection("jörg"), {"First Name": '"[{', "Nested": [{}]}, connection("bo")]
    data = json.dumps(answer("CONNECTIONS", rows, 0), ensure_ascii=False).encode()
    saved = set()
    for cut in range(len(data)):
        got = read_answer(data[:cut])
        if got is None:
            saved.add(0)
        elif got.elements:
            (element,) = got.elements
            assert (got.cut, element.domain) == (True, "CONNECTIONS")
            assert element.rows == rows[: len(element.rows)]
            saved.add(len(element.rows))
    assert saved == {0, 1, 2, 3}


def test_half_a_character_and_nul_become_text(tmp_path: Path) -> None:
    row = json.dumps(connection("bo")).replace('"Roe"', r'"R\ud83do\u0000e"')
    text = f'{{"snapshotDomain": "CONNECTIONS", "snapshotData": [{row}]}}'
    inspection = read([write_files(tmp_path / "answers", {"a.json": text.encode()})])
    assert list(inspection.people["name"]) == ["bo R?oe"]
    assert inspection.problems == ()


def test_new_keys_are_told(tmp_path: Path) -> None:
    files = {"a.json": snapshot("CONNECTIONS", [connection("bo", Mood="fair")])}
    (drift,) = read([write_files(tmp_path / "answers", files)]).exports[0].drift
    assert (drift.member, drift.new) == ("a.json", ("mood",))
