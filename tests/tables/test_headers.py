"""Headers, preambles, encodings, delimiters and line ends as downloads have them."""

from __future__ import annotations

import codecs

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reciprocity.problems import Problem
from reciprocity.tables import TableError, fold_column, read_table
from tests.tables.reading import NAMES, lines, read, rows, trouble

PREAMBLE = (
    b"Notes:\n"
    b'"When exporting your connection data, you may notice that some are missing. You ""see""."\n'
    b"\n"
)
CONNECTIONS = frozenset({"first_name", "connected_on"})


@pytest.mark.parametrize(
    ("preamble", "number"), [(b"", 1), (PREAMBLE, 4), (b"\n\n", 3), (b"\r\nNotes:\r\n", 3)]
)
@pytest.mark.parametrize("tail", [b"Ann,09 Sep 2022\n", b"Ann,09 Sep 2022", b"Ann,09 Sep 2022\n\n"])
def test_the_header_is_found_by_name(preamble: bytes, number: int, tail: bytes) -> None:
    table = read(preamble + b"First Name,Connected On\n\n" + tail, CONNECTIONS)
    expected = pl.DataFrame(
        {"first_name": ["Ann"], "connected_on": ["09 Sep 2022"], "row": [number + 2]}
    )
    assert_frame_equal(table.frame, expected)
    assert (table.columns, table.header_row) == (("First Name", "Connected On"), number)
    assert (table.problems, table.encoding) == ((), "utf-8")


@pytest.mark.parametrize("broken", [b'Ann,"x,1\n', b"Ann\n"])
def test_rows_are_numbered_alike_both_ways_with_a_preamble(broken: bytes) -> None:
    quick = read(PREAMBLE + lines("a,b,1", "", "c,d,2"))
    careful = read(PREAMBLE + lines("a,b,1", "", "c,d,2") + broken)
    assert_frame_equal(quick.frame, careful.frame)
    assert quick.frame["row"].to_list() == [5, 7]
    assert trouble(careful) == [(8, "broken row")]


def test_the_first_set_of_names_that_fits_is_enough() -> None:
    table = read(b"x\nName,Year\nAnn,1\n", NAMES, frozenset({"name", "year"}))
    assert rows(table) == [("Ann", "1", 3)]


def test_unknown_and_repeated_columns_are_kept() -> None:
    table = read(
        b"Row,Company Names,Company Names,Company Names,,New!\n1,2,3,4,5,6\n",
        frozenset({"company_names"}),
    )
    assert table.frame.columns == [
        "row_2",
        "company_names",
        "company_names_2",
        "company_names_3",
        "column",
        "new",
        "row",
    ]
    assert rows(table) == [("1", "2", "3", "4", "5", "6", 2)]
    assert table.columns == ("Row", *["Company Names"] * 3, "", "New!")


def test_a_repeated_name_does_not_clash_with_a_numbered_one() -> None:
    assert read(b"a,a_2,a,a\n1,2,3,4\n", frozenset("a")).frame.columns == [
        "a",
        "a_2",
        "a_3",
        "a_4",
        "row",
    ]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("SENDER PROFILE URL", "sender_profile_url"),
        ("Connected On", "connected_on"),
        ("inviterProfileUrl", "inviterprofileurl"),
        ("  Ad Title/Id ", "ad_title_id"),
        ("Invited by (First Name)", "invited_by_first_name"),
        ("Stra\u00dfe", "strasse"),
        ("Pru\u0308fung", "pr\u00fcfung"),
    ],
)
def test_column_names_are_folded(name: str, folded: str) -> None:
    assert fold_column(name) == folded


def test_words_that_look_missing_stay_names_and_empty_fields_are_empty_text() -> None:
    table = read(lines("NA,None,null", 'NaN,"",\u2028x', ",,"))
    expected = [("NA", "None", "null", 2), ("NaN", "", "\u2028x", 3), ("", "", "", 4)]
    assert rows(table) == expected
    assert table.frame.null_count().sum_horizontal().item() == 0


WIDE = '"Name"\t"Note"\t"Year"\n"J\u00f6rg"\t"a, ""b""\nc"\t"\U0001f600"\n'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF16_LE + WIDE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + WIDE.encode("utf-16-be"), "utf-16-be"),
        (WIDE.encode("utf-16-le"), "utf-16-le"),
        (WIDE.encode("utf-16-be"), "utf-16-be"),
        (WIDE.encode("utf-8-sig"), "utf-8-sig"),
        (WIDE.replace("\t", ";").encode(), "utf-8"),
        (WIDE.replace("\t", ",").encode(), "utf-8"),
    ],
)
def test_encodings_and_delimiters(data: bytes, encoding: str) -> None:
    table = read(data)
    assert rows(table) == [("J\u00f6rg", 'a, "b"\nc', "\U0001f600", 2)]
    assert (table.encoding, table.problems) == (encoding, ())


def test_a_truncated_utf16_file_keeps_its_whole_rows() -> None:
    data = codecs.BOM_UTF16_LE + WIDE.encode("utf-16-le") + '"x"\t"y"\t"z'.encode("utf-16-le")[:-1]
    table = read(data)
    assert rows(table) == [("J\u00f6rg", 'a, "b"\nc', "\U0001f600", 2)]
    assert trouble(table) == [(None, "not UTF-16"), (3, "broken row")]


def test_lines_that_are_not_utf8_are_kept_and_counted() -> None:
    data = (
        lines("J\u00f6rg,x,1") + "J\u00f6rg,\u201cq\u201d,2\n".encode("cp1252") + b"\x81\xff,x,3\n"
    )
    table = read(data)
    assert rows(table) == [
        ("J\u00f6rg", "x", "1", 2),
        ("J\u00f6rg", "\u201cq\u201d", "2", 3),
        ("\x81\u00ff", "x", "3", 4),
    ]
    assert trouble(table) == [(None, "not UTF-8")]
    assert table.problems[0].hint.startswith("2 lines ")


def test_a_character_cut_in_half_leaves_the_rest_of_its_line_alone() -> None:
    table = read(lines() + "J\u00f6rg,x,\u00f6\n".encode().replace(b"\xb6\n", b"\n"))
    assert rows(table) == [("J\u00f6rg", "x", "\u00c3", 2)]


def test_nul_bytes_are_dropped_and_counted() -> None:
    table = read(lines("A\0nn,x,1\0"))
    assert rows(table) == [("Ann", "x", "1", 2)]
    assert trouble(table) == [(None, "NUL bytes")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(end: str, *, last: bool) -> None:
    data = lines("a,b,1", "", '"c","x, y",2', end=end)
    table = read(data if last else data.removesuffix(end.encode()))
    assert rows(table) == [("a", "b", "1", 2), ("c", "x, y", "2", 4)]
    assert not table.problems


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b" ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_has_the_columns_and_no_rows(data: bytes) -> None:
    table = read(data)
    expected = pl.DataFrame(
        schema={"name": pl.String, "note": pl.String, "year": pl.String, "row": pl.Int64}
    )
    assert_frame_equal(table.frame, expected)
    assert (table.columns, table.header_row, table.problems) == ((), 0, ())


def test_a_header_alone_is_an_empty_table() -> None:
    table = read(b"Name,Note,Year,Extra")
    assert table.frame.schema == {
        **dict.fromkeys(["name", "note", "year", "extra"], pl.String),
        "row": pl.Int64,
    }
    assert (table.frame.height, table.header_row, table.problems) == (0, 1, ())


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (b"No conversations found", "no header", "x.csv in a.zip has no row with the column names"),
        (b"\n" * 100 + b"Name,Note,Year\n", "no header", "x.csv in a.zip has no row"),
        (b"\x1f\x8b\x00\xff", "no header", "x.csv in a.zip has no row"),
        (b"PK\x03\x04rest", "workbook", "x.csv in a.zip is an Excel workbook under the name of a"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook", "x.csv in a.zip is an Excel workbook"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, kind: str, sentence: str) -> None:
    with pytest.raises(TableError) as caught:
        read_table(data, archive="a\x1b.zip", member="x.csv", headers=[NAMES])
    assert str(caught.value).startswith(sentence)
    problem = caught.value.problem
    assert problem == Problem(
        archive="a\x1b.zip", member="x.csv", row=None, kind=kind, hint=problem.hint
    )


def test_the_hundredth_record_may_still_be_the_header() -> None:
    assert read(b"\n" * 99 + lines("a,b,1")).header_row == 100
