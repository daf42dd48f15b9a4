"""Whom the user means: by id, address or name, and as the report shows them."""

from __future__ import annotations

import polars as pl
import pytest

from reciprocity.errors import UsageError
from reciprocity.people.finding import find_person

PEOPLE = pl.DataFrame(
    {
        "person_id": ["linkedin:ann-roe", "facebook:name/\u200fdana levi", "facebook:name/red man"],
        "name": ["Ann Roe", "\u200fDana Levi", "Red\u200e Man"],
        "names": [["Ann Roe", "Ann Li"], ["\u200fDana Levi"], ["Red\u200e Man"]],
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
