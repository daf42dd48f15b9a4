"""Well-formed CSV: both ways of splitting give what was written."""

from __future__ import annotations

import csv
import io
from typing import Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from reciprocity.tables import read_table
from reciprocity.tables.careful import Splitter
from reciprocity.tables.quick import read_quickly

TEXT = st.text(
    st.one_of(
        st.sampled_from('",\n\t;\\ \r\u2028\u0085\ufeffa'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=8,
)
GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=8)
)


def written(
    grid: list[list[str]], *, delimiter: str, quoting: Literal[0, 1], end: str, header: list[str]
) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([header, *grid])
    return sink.getvalue().encode()


@settings(max_examples=400, deadline=None)
@example(grid=[["\ufeffx"]], delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\n", spaced=False)
@example(grid=[["", ""], ["", ""]], delimiter="\t", quoting=csv.QUOTE_ALL, end="\r\n", spaced=True)
@example(grid=[["a\r", '"']], delimiter=",", quoting=csv.QUOTE_ALL, end="\n", spaced=True)
@given(
    grid=GRIDS,
    delimiter=st.sampled_from(",\t;"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    spaced=st.booleans(),
)
def test_what_the_csv_module_writes_is_read_back(
    grid: list[list[str]], delimiter: str, quoting: Literal[0, 1], end: str, *, spaced: bool
) -> None:
    if end == "\n" and quoting == csv.QUOTE_MINIMAL:
        # Python leaves a lone CR unquoted when it is not part of the line end.
        grid = [[cell.replace("\r", "") for cell in line] for line in grid]
    width = len(grid[0]) if grid else 2
    if width == 1:
        delimiter = ","  # one column does not show what would separate it from a second
    header = [f"Column {index}" for index in range(width)]
    data = written(grid, delimiter=delimiter, quoting=quoting, end=end, header=header)
    if spaced:
        data = b"Notes:\r\n" + b'"it, is ""so"""\n\n' + data + b"\n\n"
    names = [f"column_{index}" for index in range(width)]
    expected = pl.DataFrame(
        [[*line, index + 2 + 3 * spaced] for index, line in enumerate(grid)],
        schema={**dict.fromkeys(names, pl.String), "row": pl.Int64},
        orient="row",
    )
    table = read_table(data, archive="a.zip", member="m.csv", headers=[frozenset(names)])
    assert_frame_equal(table.frame, expected)
    assert (table.problems, table.header_row) == ((), 1 + 3 * spaced)
    assert table.columns == tuple(header)
    body = data[data.index(f"{width - 1}".encode()) :]
    body = body[body.index(b"\n") + 1 :]
    assert carefully(body, delimiter, width) == [
        (index, [cell.encode() for cell in line]) for index, line in enumerate(grid)
    ]


def carefully(body: bytes, delimiter: str, width: int) -> list[tuple[int, list[bytes] | None]]:
    splitter = Splitter(body, delimiter, width=width)
    found = list(splitter.rows(0, 0, cut=False))
    assert not [row for row in found if row.kind]
    return [(row.number, row.fields) for row in found]


@settings(max_examples=600, deadline=None)
@given(
    body=st.text(st.sampled_from('a",\n\r;é'), max_size=30).map(lambda text: f"{text}\n".encode()),
    width=st.integers(1, 4),
)
def test_what_the_quick_way_takes_the_careful_way_reads_alike(body: bytes, width: int) -> None:
    quick = read_quickly(body, ",", [f"c{index}" for index in range(width)])
    expected = [
        (number, [cell.encode() for cell in cells])
        for number, cells in zip(quick.records.tolist(), quick.frame.rows(), strict=True)
    ]
    assert carefully(body[: quick.following], ",", width) == expected


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(st.sampled_from('ab",\n'), max_size=40),
    width=st.integers(1, 3),
    patience=st.sampled_from([1, 2, 100]),
)
def test_taking_turns_gives_what_the_careful_way_gives_alone(
    text: str, width: int, patience: int
) -> None:
    header = ",".join(["x", "y", "z"][:width]) + "\n"
    data = (header + text + "\n").encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reciprocity.tables._PATIENCE", patience)
        table = read_table(data, archive="a", member="m", headers=[frozenset("x")])
    alone = list(Splitter(data, ",", width=width).rows(len(header), 2, cut=False))
    good = [(*(f.decode() for f in row.fields), row.number) for row in alone if row.fields]
    assert table.frame.rows() == good
    together = len(good) > 1 and all(row.kind for row in alone if row.fields)
    assert [(p.row, p.kind) for p in table.problems] == [
        *([(None, "short row")] if together else []),
        *((row.number, row.kind) for row in alone if row.kind and not (together and row.fields)),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        b'a"b,c\n',
        b'"a"b,c\n',
        b'"a,b\n',
        b"a,b,c\n",
        b"a\n",
        b"a\rb,c\n",
        b'"a"\r,b\n',
        b"  \n",
    ],
)
def test_the_quick_way_takes_nothing_it_cannot_prove(bad: bytes) -> None:
    names = ["one", "two"]
    assert read_quickly(bad, ",", names).following == 0
    quick = read_quickly(b'x,"y"\n\n' + bad + b"z,z\n", ",", names)
    assert (quick.frame.rows(), quick.following, quick.passed) == ([("x", "y")], 7, 2)


def test_the_quick_way_leaves_a_byte_order_mark_in_a_name_to_the_careful_way() -> None:
    assert read_quickly("\ufeffa,b\n".encode(), ",", ["one", "two"]).following == 0


def test_the_quick_way_is_taken_for_what_linkedin_writes() -> None:
    messages = b'"1","Hi, ""Ann""\n\nsecond line"\r\n"2",""\n\n"3","NA"\n'
    quick = read_quickly(messages, ",", ["id", "content"])
    expected = pl.DataFrame(
        {"id": ["1", "2", "3"], "content": ['Hi, "Ann"\n\nsecond line', "", "NA"]}
    )
    assert_frame_equal(quick.frame, expected)
    assert np.array_equal(quick.records, [0, 1, 3])
    assert (quick.following, quick.passed, quick.quoted) == (len(messages), 4, True)
