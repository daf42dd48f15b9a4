"""Dates of pages in HTML, in four languages, and what is none."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.sources.facebook.html.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Sequence


def _wall(*told: int) -> datetime:
    year, month, day, hour, minute, second = (*told, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall clock's


@pytest.mark.parametrize(
    ("text", "at", "to_second"),
    [
        # As found (facebook.md section 7).
        ("24 Mar 2019, 23:06", (2019, 3, 24, 23, 6), False),
        ("May 29, 2021, 8:16 AM", (2021, 5, 29, 8, 16), False),
        ("14 jun. 2021 21:41", (2021, 6, 14, 21, 41), False),
        ("août 10, 2022 4:12:10pm", (2022, 8, 10, 16, 12, 10), True),
        ("abr 27, 2024 9:40:28pm", (2024, 4, 27, 21, 40, 28), True),
        ("Jan 15, 2024 10:08:52pm", (2024, 1, 15, 22, 8, 52), True),
        ("May 12, 2024 8:25:13 pm", (2024, 5, 12, 20, 25, 13), True),
        ("9 de octubre de 2025, 8:09:15 a. m.", (2025, 10, 9, 8, 9, 15), True),
        ("24.03.2019, 23:06", (2019, 3, 24, 23, 6), False),
        # By the CLDR.
        ("24. März 2019 um 23:06:01", (2019, 3, 24, 23, 6, 1), True),
        ("24. Dez. 2022, 14:53 Uhr", (2022, 12, 24, 14, 53), False),
        # Noon, midnight, narrow blanks, a weekday that looks like a month.
        ("May 29, 2021, 12:00\u202fAM", (2021, 5, 29, 0, 0), False),
        ("May 29, 2021, 12:00:09\u00a0PM", (2021, 5, 29, 12, 0, 9), True),
        ("mar. 5 mars 2024, 10:00", (2024, 3, 5, 10, 0), False),
    ],
)
def test_a_date_and_time(text: str, at: Sequence[int], *, to_second: bool) -> None:
    written = read_date(text)
    assert written is not None
    assert (written.at, written.timed, written.to_second) == (_wall(*at), True, to_second)
    assert written.offset is None


@pytest.mark.parametrize(
    ("text", "at", "offset"),
    [
        ("Sunday, February 25, 2024 at 6:55 PM UTC+06:00", (2024, 2, 25, 18, 55), 360),
        ("Samedi 24 décembre 2022, 14:53 UTC+01:00", (2022, 12, 24, 14, 53), 60),
        ("domingo, 25 de febrero de 2024 a las 21:17 UTC-07:00", (2024, 2, 25, 21, 17), -420),
        ("Sonntag, 25. Februar 2024 um 21:17 UTC+05:30", (2024, 2, 25, 21, 17), 330),
        ("25 February 2024 21:17 UTC", (2024, 2, 25, 21, 17), 0),
    ],
)
def test_a_date_with_its_zone(text: str, at: Sequence[int], offset: int) -> None:
    written = read_date(text)
    assert written is not None
    assert (written.at, written.offset) == (_wall(*at), offset)


def test_a_day_without_a_time() -> None:
    written = read_date("25 de febrero de 2024")
    assert written is not None
    assert (written.at, written.timed) == (_wall(2024, 2, 25), False)


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "2024", "1/2/2024, 10:00", "2024-01-02 10:00", "29 février 2023 10:00",
        "May 29, 2021, 13:00 PM", "May 29, 2021, 25:00", "May 29, 2021, 10:61",
        "May June 29, 2021, 10:00", "May 29 30, 2021, 10:00", "May 29, 2021 and 2022, 10:00",
        "Brumaire 3, 2021, 10:00", "May 29, 2021, 10:00 in the pub", "May ²9, 2021",
        "May 29, 2021, 10:00 UTC+99:00", "31.02.2024, 10:00", "May 0, 2021", "May 1, 0000",
        "May 29, 2021, 10:00 " * 10,
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(st.text(alphabet="0123456789:.,/ apm-+ UTCMayäéd\u202f", max_size=40) | st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    written = read_date(text)
    assert written is None or 1 <= written.at.year <= 9999
