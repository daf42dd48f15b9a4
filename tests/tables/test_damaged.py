"""Broken records cost themselves and nothing else."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.reading import lines, names, read, rows, trouble

GOOD = [f"Person {index},note {index},{1990 + index}" for index in range(6)]
BROKEN_ROWS = [
    'Ann,"never closed,2020',
    'Ann,"never closed,"2020',
    '"Ann,never closed,2020',
    "Ann,a note, with a comma,2020",
    "Ann",
    '"Ann","said "hi, to me,2020',
    'Ann,2020,"',
]


@pytest.mark.parametrize("broken", BROKEN_ROWS)
@pytest.mark.parametrize("place", range(7))
def test_a_broken_record_costs_only_itself(broken: str, place: int) -> None:
    table = read(lines(*GOOD[:place], broken, *GOOD[place:]))
    expected = [(*line.split(","), index + 2 + (index >= place)) for index, line in enumerate(GOOD)]
    assert rows(table) == expected
    assert trouble(table) == [(place + 2, "broken row")]


@pytest.mark.parametrize("broken", BROKEN_ROWS)
def test_good_rows_with_quotes_survive_a_broken_record(broken: str) -> None:
    quoted = ['"Doe, Ann","she said ""hi""",2001', '"Roe","first\nsecond, third",2002', "x,y,2003"]
    table = read(lines(*quoted, broken, *quoted))
    good = [
        ("Doe, Ann", 'she said "hi"', "2001"),
        ("Roe", "first\nsecond, third", "2002"),
        ("x", "y", "2003"),
    ]
    numbers = [2, 3, 4, 6, 7, 8]
    assert rows(table) == [(*line, number) for line, number in zip(good * 2, numbers, strict=True)]
    assert trouble(table) == [(5, "broken row")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('Ann "Annie" Roe,x,2020', ('Ann "Annie" Roe', "x", "2020")),
        ('Ann,5" nails,2020', ("Ann", '5" nails', "2020")),
        ('"Ann","said "hi" to me",2020', ("Ann", 'said "hi" to me', "2020")),
        ('"Ann","said "hi, you" to me",2020', ("Ann", 'said "hi, you" to me', "2020")),
        ('"Annie" Roe,x,2020', ('"Annie" Roe', "x", "2020")),
        ('"Ann","one "two" three\nfour",2020', ("Ann", 'one "two" three\nfour', "2020")),
        ("Ann,x,2020,,", ("Ann", "x", "2020")),
        ("Ann,a\rb,2020", ("Ann", "a\rb", "2020")),
    ],
)
def test_stray_quotes_and_extra_empty_fields_are_kept(
    line: str, expected: tuple[str, str, str]
) -> None:
    table = read(lines(GOOD[0], line, GOOD[1]))
    first, last = GOOD[0].split(","), GOOD[1].split(",")
    assert rows(table) == [(*first, 2), (*expected, 3), (*last, 4)]
    assert not table.problems


def test_a_row_that_lacks_less_than_half_is_filled_up_and_counted() -> None:
    table = read(lines("Ann,x", "Bob", GOOD[0]))
    assert rows(table) == [("Ann", "x", "", 2), ("Person 0", "note 0", "1990", 4)]
    assert trouble(table) == [(2, "short row"), (3, "broken row")]


def test_a_short_row_of_several_lines_is_filled_up_too() -> None:
    table = read(b'"Name","Note","Year"\n"Ann","one,\n\ntwo ""three"""\n"Bob","x","2020"\n')
    assert rows(table) == [("Ann", 'one,\n\ntwo "three"', "", 2), ("Bob", "x", "2020", 3)]
    assert trouble(table) == [(2, "short row")]


@pytest.mark.parametrize("text", ["x", "Hi,\n\nhow are you, really?\nMara"])
def test_a_header_wider_than_every_row_is_told_once_and_loses_no_row(text: str) -> None:
    data = '"Name","Note","Year","New"\n' + "".join(f'"{n}","{text}","2020"\n' for n in "123")
    table = read(data.encode())
    assert rows(table) == [(n, text, "2020", "", int(n) + 1) for n in "123"]
    assert trouble(table) == [(None, "short row")]


@pytest.mark.parametrize("place", range(4))
def test_a_broken_record_under_a_wider_header_costs_only_itself(place: int) -> None:
    good = [f'"{number}","one\ntwo, three","2020"' for number in range(3)]
    records = [*good[:place], '"never closed, 2020', *good[place:]]
    table = read("\n".join(['"Name","Note","Year","New"', *records, ""]).encode())
    assert names(rows(table)) == ["0", "1", "2"]
    assert trouble(table) == [(None, "short row"), (place + 2, "broken row")]


@pytest.mark.parametrize(
    "tail", ['Ann,"the download ends he', '"Ann","x', "Ann,x", '"Ann","x\n\nhello, there\nfriend']
)
def test_a_truncated_download_loses_only_its_last_record(tail: str) -> None:
    table = read(lines(*GOOD) + tail.encode())
    assert names(rows(table)) == [line.split(",")[0] for line in GOOD]
    assert trouble(table) == [(8, "broken row")]


def test_the_last_row_needs_no_line_end() -> None:
    table = read(lines(GOOD[0]) + b"Ann,x,2020")
    assert names(rows(table)) == ["Person 0", "Ann"]
    assert not table.problems


def test_a_broken_message_of_many_lines_costs_only_itself() -> None:
    """The export since 2026: everything quoted, line breaks kept."""
    first = '"1","Hi Ann,\n\nhow are you, ""really""?","2020"'
    broken = '"2","Hi Bob,\nthis, has, commas\nsecond line never closed,"2021"'
    data = f'"Name","Note","Year"\n{first}\n{broken}\n{first}\n{first}\n'
    table = read(data.encode())
    good = ("1", 'Hi Ann,\n\nhow are you, "really"?', "2020")
    assert rows(table) == [(*good, 2), (*good, 4), (*good, 5)]
    assert trouble(table) == [(3, "broken row")]


def test_lines_of_a_lost_message_are_no_records() -> None:
    data = b'"Name","Note","Year"\n"1","x","2020"\n"2","one, two, three\nfour, five, six\nand'
    table = read(data)
    assert rows(table) == [("1", "x", "2020", 2)]
    assert trouble(table) == [(3, "broken row")]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_cutting_a_file_anywhere_keeps_every_whole_record(data: st.DataObject) -> None:
    grid = data.draw(
        st.lists(st.tuples(*[st.text('ab", \né', max_size=6)] * 3), min_size=1, max_size=6)
    )
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Name", "Note", "Year"])
    ends = []
    for line in grid:
        writer.writerow(line)
        ends.append(len(sink.getvalue().encode()))
    whole = sink.getvalue().encode()
    at = data.draw(st.integers(len(b'"Name","Note","Year"\n'), len(whole)))
    table = read(whole[:at])
    complete = sum(end <= at for end in ends)
    kept = [row[:3] for row in rows(table)]
    assert kept[:complete] == grid[:complete]
    # Lines of the record that was cut may look like records; they come after the whole ones.
    assert table.frame["row"][:complete].to_list() == list(range(2, complete + 2))


@settings(max_examples=500, deadline=None)
@given(body=st.binary(max_size=60) | st.text('ab",\n\r', max_size=40).map(str.encode))
def test_any_bytes_give_rows_or_counted_problems(body: bytes) -> None:
    table = read(b"Name,Note,Year\n" + body)
    assert table.frame.columns == ["name", "note", "year", "row"]
    assert table.frame.null_count().sum_horizontal().item() == 0
    numbers = table.frame["row"].to_list()
    assert numbers == sorted(set(numbers))
    broken = [row for row, kind in trouble(table) if kind == "broken row"]
    assert not set(broken) & set(numbers)


@pytest.mark.parametrize("line", ['"abc,""', '"', 'a,"b', '""",', 'a,b,"c""', '"x","y'])
def test_a_file_broken_in_every_line_is_read_in_linear_time(line: str) -> None:
    start = time.perf_counter()
    read(lines(*[line] * 20_000))
    assert time.perf_counter() - start < 5
