"""Whom the user means: by id, address or name, and as the report shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.errors import UsageError
from reciprocity.inspection import find_in, read
from reciprocity.people.finding import find_person
from tests.coverage.given import ANN, ME, Download
from tests.facebook.downloads import message

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = pl.DataFrame(
    {
        "person_id": ["linkedin:ann-roe", "facebook:name/\u200fdana levi", "facebook:name/red man"],
        "name": ["Ann Roe", "\u200fDana Levi", "Red\u200e  Man"],
        "names": [["Ann Roe", "Ann Li"], ["\u200fDana Levi"], ["Red\u200e  Man"]],
        "handle": ["ann-roe", None, None],
    }
)


@pytest.mark.parametrize(
    ("who", "nth"),
    [
        ("linkedin:ann-roe", 0),
        ("ann-roe", 0),
        ("ann  LI", 0),
        ("\u200fDana Levi", 1),
        ("Dana Levi", 1),
        ("facebook:name/dana levi", 1),
        ("red man", 2),
        ("Red  Man", 2),
    ],
)
def test_the_one_who_is_meant(who: str, nth: int) -> None:
    assert find_person(PEOPLE, who) == PEOPLE["person_id"][nth]


def test_nobody_and_several() -> None:
    with pytest.raises(UsageError, match=r"Nobody in this archive is called 'Dan'\. Did you mean"):
        find_person(PEOPLE, "Dan")
    twice = pl.concat([PEOPLE, PEOPLE[1:2].with_columns(person_id=pl.lit("facebook:2"))])
    with pytest.raises(UsageError, match="2 people are called 'Dana Levi'; name one by id"):
        find_person(twice, "Dana Levi")


def test_who_only_wrote_to_a_group_is_told_as_that(tmp_path: Path) -> None:
    group = [message(name, "2024-01-12T10:00:00", "Hello") for name in (ANN, "Bo Li", ME)]
    download = Download(day="2024-06-10", threads={"inbox/us_700000000000001": group})
    inspection = read([download.write(tmp_path)])
    with pytest.raises(UsageError, match="'bo li' is in these archives, but nothing passed"):
        find_in(inspection, "bo li")
    with pytest.raises(UsageError, match="Nobody in this archive is called 'Cy'"):
        find_in(inspection, "Cy")
