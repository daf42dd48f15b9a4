from __future__ import annotations

import pandas as pd

from reciprocity.timeline.contexts import last_words, people_alike

LONG = "we have just opened a course on rowing for beginners, with a discount until the end of May"


def messages(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return messages of person, actor and text."""
    return pd.DataFrame(rows, columns=["person_id", "actor", "text"])


def test_the_same_text_with_another_greeting_is_the_same() -> None:
    sent = messages(
        ("ann", "person", f"Hi Jo, {LONG}"),
        ("bob", "person", f"Dear Jo!\n\n{LONG}"),
        ("ann", "person", f"Hello again, {LONG}"),
        ("cy", "owner", f"Hi Cy, {LONG}"),
        ("cy", "person", "See you"),
        ("dee", "person", "See you"),
    )
    assert people_alike(sent).tolist() == [2, 2, 2, 1, 1, 1]


def test_nothing_is_alike_in_no_messages() -> None:
    assert people_alike(messages()).empty


def test_what_was_asked_years_ago_is_no_question_any_more() -> None:
    talk = messages(
        ("ann", "owner", "Thanks for connecting! How is the book?"),
        ("ann", "person", "Here is my new offer"),
        ("ann", "person", "Did you see it?"),
        ("ann", "owner", "No, thank you"),
        ("bob", "person", "Hello"),
    )
    days = ["2015-08-23", "2021-02-09", "2021-02-10", "2021-05-10", "2021-05-11"]
    talk["at"] = pd.to_datetime(days, utc=True)
    assert last_words(talk, 90).tolist() == ["", "", "", "Did you see it?", ""]
    assert last_words(talk, 89).tolist() == [""] * 5
