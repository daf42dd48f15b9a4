from __future__ import annotations

from itertools import pairwise

import pytest

from reciprocity.sample import STORY_PERSON
from tests.sample.reading import (
    ALL,
    EARLY,
    LATE,
    OLD_EARLY,
    OLD_LATE,
    OWNER,
    connected,
    messages,
    table,
    utc,
)


@pytest.mark.parametrize("sample", ALL)
def test_who_wrote_when(sample: str) -> None:
    assert [(row["FROM"], row["DATE"]) for row in messages(sample, STORY_PERSON)] == [
        (OWNER, "2015-08-24 09:12:40 UTC"),
        (STORY_PERSON, "2021-02-03 14:26:11 UTC"),
        (OWNER, "2021-02-10 10:05:23 UTC"),
        (STORY_PERSON, "2021-02-10 16:48:02 UTC"),
    ]


@pytest.mark.parametrize("sample", ALL)
def test_the_silence_lasts_1990_days(sample: str) -> None:
    times = [utc(row["DATE"]) for row in messages(sample, STORY_PERSON)]
    assert [(later - earlier).days for earlier, later in pairwise(times)] == [1990, 6, 0]


@pytest.mark.parametrize("sample", [EARLY, OLD_EARLY])
def test_connected_on_the_day_before_the_thanks_and_without_a_word_that_day(sample: str) -> None:
    assert connected(sample)[STORY_PERSON] == "23 Aug 2015"
    assert not [row for row in messages(sample) if row["DATE"].startswith("2015-08-23")]


@pytest.mark.parametrize("sample", [LATE, OLD_LATE])
def test_gone_the_next_morning(sample: str) -> None:
    assert STORY_PERSON not in connected(sample)


@pytest.mark.parametrize("sample", ALL)
def test_the_request_is_older_than_the_window_of_invitations(sample: str) -> None:
    rows = table(sample, "Invitations.csv")
    assert not [row for row in rows if STORY_PERSON in {row["From"], row["To"]}]


def test_what_was_written() -> None:
    thanks, pitch, no, answer = (row["CONTENT"] for row in messages(EARLY, STORY_PERSON))
    assert "thank you for connecting" in thanks
    for words in ("my new book", "best seller", "the privilege", "promote", "P.S. How are you?"):
        assert words in pitch
    assert pitch.endswith("P.S. How are you?")
    assert "I will not be posting about it" in no
    assert answer == "Thank you for letting me know."
