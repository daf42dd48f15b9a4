from __future__ import annotations

import pandas as pd

from reciprocity.timeline.messages import people_alike

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
