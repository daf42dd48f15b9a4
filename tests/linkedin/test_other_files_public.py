"""Comments, posts, reactions, votes and reposts: towards nobody who is named, so only counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from reciprocity import read
from reciprocity.archive import open_archives
from reciprocity.parameters import default_parameters
from reciprocity.sources import read_archive
from reciprocity.sources.base import Owner
from reciprocity.sources.linkedin.comments import mend_comments
from reciprocity.sources.linkedin.public import (
    COMMENT_HEADERS,
    SHARE_HEADERS,
    read_comments,
    read_shares,
    read_wordless,
)
from reciprocity.tables import read_table
from tests.exports import NAME, connections, table, write_zip

if TYPE_CHECKING:
    from pathlib import Path

LINK: Final = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000001"
VOTE: Final = "https://www.linkedin.com/feed/update/urn:li:ugcPost:7000000000000000001"
SHARES_2018: Final = (
    "Date,Share Title,Share Description,Share Link,Share Commentary,Shared URL,Media URL,Type,"
    "Visibility"
)
SHARES_2021: Final = "Date,ShareLink,ShareCommentary,SharedURL,MediaURL,Visibility"
SHARES_2024: Final = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"
_DAYS: Final = ("2024-02-03 10:00:00", "2024-02-02 10:00:00", "2024-02-01 10:00:00")


def nobody() -> Owner:
    """Return an owner of whom nothing is known."""
    return Owner(name=None, handle=None)


def frame_of(**columns: list[str]) -> pl.DataFrame:
    """Return the rows of a table as readers get them, the first of them in row 2."""
    frame = pl.DataFrame(columns)
    rows = pl.int_range(2, frame.height + 2, dtype=pl.Int64).alias("row")
    return frame.with_columns(rows, archive=pl.lit("a.zip"), member=pl.lit("b.csv"))


def _comments(*texts: str, end: str = "\n") -> bytes:
    """Return Comments.csv with each text as it stands, quotes and all, newest first."""
    rows = [f"{day},{LINK},{text}" for day, text in zip(_DAYS, texts, strict=False)]
    return end.join(["Date,Link,Message", *rows, ""]).encode()


def _said(data: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, int | None]]]:
    """Return date and text of the rows of Comments.csv, and kind and row of the problems."""
    mended = mend_comments(data)
    read_in = read_table(mended, archive="a.zip", member="Comments.csv", headers=COMMENT_HEADERS)
    rows = read_in.frame.select("date", "message").rows()
    return rows, [(problem.kind, problem.row) for problem in read_in.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_with_quotes_behind_backslashes(end: str) -> None:
    """So they are written in 2026; a comment may still run over lines, and end in a backslash."""
    lines = f'one{end}{end}two \\"three\\"'
    data = _comments(
        r'"He said \"hi\", I said \"no\", then left"', f'"{lines}"', '"\\"C:\\"', end=end
    )
    texts = ['He said "hi", I said "no", then left', f'one{end}{end}two "three"', '"C:\\']
    assert _said(data) == (list(zip(_DAYS, texts, strict=True)), [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_of_several_lines_without_quotes(end: str) -> None:
    """So they are written from 2021 to 2024: a line without a date belongs to the one before."""
    lines = end.join(["Ann Roe Thanks!", "", "See you", "2024 will be good"])
    texts = [lines, "Plain", "Last"]
    assert _said(_comments(*texts, end=end)) == (list(zip(_DAYS, texts, strict=True)), [])


def test_comments_quoted_as_they_should_be() -> None:
    texts = ['Say "hi", Ann', "one\ntwo, three", "", "plain", "2024-01-01 10:00:00,one\n2,two"]
    for quote_all in (False, True):
        days = [*_DAYS, "2024-01-31 10:00:00", "2024-01-30 10:00:00"]
        rows = [(day, LINK, text) for day, text in zip(days, texts, strict=True)]
        data = table("Date,Link,Message", rows, quote_all=quote_all).encode()
        assert _said(data) == ([(day, text) for day, _, text in rows], [])
        assert _said(b"\xef\xbb\xbf" + data)[0] == [(day, text) for day, _, text in rows]


def test_a_line_of_a_quoted_comment_that_looks_like_a_row_is_none() -> None:
    text = 'The log says:\n2020-01-01 10:00:00,started, ""well""\n2020-01-01 10:00:01,ended'
    rows, problems = _said(_comments(f'"{text}"', "after"))
    assert rows == [(_DAYS[0], text.replace('""', '"')), (_DAYS[1], "after")]
    assert problems == []


def test_a_comment_that_is_cut_off_is_counted_and_costs_no_other() -> None:
    data = _comments("first", '"second, never', '"third, whole"')
    assert _said(data) == ([(_DAYS[0], "first"), (_DAYS[2], "third, whole")], [("broken row", 3)])
    cut = _comments("first", '"second, whole"', '"third, \\"nev').rstrip()
    assert _said(cut) == (
        [(_DAYS[0], "first"), (_DAYS[1], "second, whole")], [("broken row", 4)],
    )  # fmt: skip


def test_rows_that_do_not_begin_with_a_date_are_kept_for_the_reader_to_count() -> None:
    strange = f'soon,{LINK},"a, b"\n'.encode()
    data = _comments('"x, y"', "last")
    head, first, last = data.splitlines(keepends=True)
    rows, problems = _said(head + strange + first + strange + last)
    assert [date for date, _ in rows] == ["soon", _DAYS[0], "soon", _DAYS[1]]
    assert problems == []
    assert mend_comments(head + strange) == head + strange


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"Date,Link\n", b"Date;Link;Message\n2024-01-01 10:00:00;x;y\n", b"\xff\xfeD\0"],
)
def test_what_is_no_file_of_comments_stays_as_it_is(data: bytes) -> None:
    assert mend_comments(data) == data


def test_many_open_quotes_take_no_longer_than_their_bytes() -> None:
    many = b"".join(_comments('""open').splitlines(keepends=True)[1:] * 20_000)
    rows, problems = _said(b"Date,Link,Message\n" + many)
    assert (rows, len(problems)) == ([], 20_000)


def test_posts_have_each_of_their_lines_quoted() -> None:
    """After the table is read a line break stands between quotes; quotes of the post stay."""
    post = '"One ""two"", three""\n""""\n""four""\n\n""five"'
    written = f"{_DAYS[0]},{LINK},{post},,,MEMBER_NETWORK\n"
    for header in (SHARES_2021, SHARES_2024):
        for end in ("\n", "\r\n"):
            data = f"{header}\n{written}".replace("\n", end).encode()
            rows = read_table(data, archive="a", member="b", headers=SHARE_HEADERS)
            part = read_shares(
                rows.frame.with_columns(archive=pl.lit("a"), member=pl.lit("b")), nobody()
            )
            said = 'One "two", three\n\nfour\n\nfive'
            assert part.apart["text"].to_list() == [said.replace("\n", end)], header
            assert (part.problems, rows.problems) == ((), ())


def test_posts_of_2018_are_utf_16_with_tabs() -> None:
    cells = (_DAYS[0], "Title", "", LINK, "My words", "", "", "ARTICLE", "PUBLIC")
    text = "".join(
        "\t".join(f'"{cell}"' for cell in line) + "\n" for line in (SHARES_2018.split(","), cells)
    )
    rows = read_table(text.encode("utf-16"), archive="a", member="b", headers=SHARE_HEADERS)
    part = read_shares(rows.frame.with_columns(archive=pl.lit("a"), member=pl.lit("b")), nobody())
    assert part.apart.select("text", "kind", "actor").rows() == [("My words", "public", "owner")]
    assert part.apart["at"].dt.strftime("%Y-%m-%d %H:%M:%S").to_list() == [_DAYS[0]]


def test_dates_are_utc_and_a_wrong_one_is_counted() -> None:
    part = read_wordless(
        frame_of(
            date=["2024-07-01 10:00:00", "2018/07/01 10:00:00 UTC", "", "7/1/24, 10:00 AM"],
            activity=["reaction"] * 4,
        ),
        nobody(),
    )
    told = part.apart.select("at", "at_latest", "text", "name", "handle", "activity", "row")
    assert [str(at) for at in told["at"]] == [
        "2024-07-01 10:00:00+00:00", "2018-07-01 10:00:00+00:00",
    ]  # fmt: skip
    assert told["at_latest"].to_list() == told["at"].to_list()
    assert told.drop("at", "at_latest").rows() == [(None, None, None, None, n) for n in (2, 3)]
    assert [(p.kind, p.row) for p in part.problems] == [("bad date", 4), ("bad date", 5)]
    assert part.events.height == 0
    assert read_comments(frame_of(date=["2024-07-01 10:00:00"]), nobody()).apart["text"][0] is None


def test_they_are_read_counted_and_make_nobody(tmp_path: Path) -> None:
    """Well-formed files of every kind: all read, no problem, no person, no event."""
    members: dict[str, str | bytes] = {
        "Comments_123456.csv": _comments('"Ann Roe \\"thanks\\", a lot"', "two\nlines", "three"),
        "Shares_123456.csv": f'{SHARES_2024}\n{_DAYS[0]},{LINK},"A""\n""B",,,PUBLIC\n',
        "Reactions.csv": table("Date,Type,Link", [(day, "LIKE", LINK) for day in _DAYS]),
        "Votes.csv": table("Date,Link,OptionText", [(_DAYS[0], VOTE, "Ann Roe")]),
        "InstantReposts.csv": table("Date,Link", [(_DAYS[0], LINK)]),
    }
    listed = {"Connections.csv": connections(("Bo", "Li", "bo-li", "01 Feb 2024"))}
    path = write_zip(tmp_path / NAME, {**listed, **members})
    inspection = read([path])
    info = inspection.exports[0]
    assert info.members["read"] == sorted([*listed, *members])
    assert info.apart == {"public": 9}
    assert (inspection.problems, inspection.events.height) == ((), 1)
    assert list(inspection.people["person_id"]) == ["linkedin:bo-li"]
    with open_archives([path])[0] as archive:
        apart = read_archive(archive, default_parameters().coverage, None).apart
    assert apart["text"].drop_nulls().to_list() == [
        'Ann Roe "thanks", a lot', "two\nlines", "three", "A\nB",
    ]  # fmt: skip
