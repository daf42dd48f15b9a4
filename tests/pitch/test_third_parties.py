from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.pitch import third_parties


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi! I do marketing for Dorian Vexley and he launches next week.", ["Dorian Vexley"]),
        ("I am writing on behalf of Dr. Dorian J. Vexley's new book.", ["Dorian J. Vexley"]),
        ("On behalf of DORIAN VEXLEY", []),
        ("My client Dorian Vexley is launching a course.", ["Dorian Vexley"]),
        ("I do the marketing for Dorian Vexley. Jana Novak told me so.", ["Dorian Vexley"]),
        ("I handle PR for O'Neil McKay-Smith", ["O'Neil McKay-Smith"]),
        ("Ich mache das Marketing für Dorian van der Vexley und", ["Dorian van der Vexley"]),
        ("Je vous écris de la part de Mme Élodie Carré, autrice.", ["Élodie Carré"]),
        ("Me encargo de la promoción de Lucía Ferrer Vidal", ["Lucía Ferrer Vidal"]),
        ("I run outreach for a well-known speaker called Dorian Vexley", ["Dorian Vexley"]),
        (
            "I am the assistant to Dorian Vexley, and on behalf of Mara Quill I ask",
            ["Dorian Vexley", "Mara Quill"],
        ),
        (
            "On behalf of Dorian Vexley: hello. Again, on behalf of Dorian Vexley: hello.",
            ["Dorian Vexley"],
        ),
        ("I represent Acme Robotics Group", ["Acme Robotics Group"]),
    ],
)
def test_names_behind_the_cue_are_found(text: str, names: list[str]) -> None:
    assert list(third_parties(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dorian Vexley says hello.",
        "I am writing on behalf of the foundation.",
        "On behalf of the whole team,\nJana Novak",
        "On behalf of Marketing",
        "On Behalf Of Dorian",
        "Im Auftrag von Frau Lind",
        "I do marketing for a speaker. Dorian Vexley is another one.",
        f"On behalf of everybody {'who could not come, ' * 5} Dorian Vexley",
        "I do marketing for Dorian. Vexley knows.",
        "on behalf of dorian vexley",
        "On behalf of I I I and A. B. C.",
    ],
)
def test_without_a_name_near_it_nobody_is_named(text: str) -> None:
    assert third_parties(text) == ()


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_gives_names_made_of_its_letters(before: str, after: str) -> None:
    text = f"{before} on behalf of {after}"
    for name in third_parties(text):
        assert len(name.split()) > 1
        assert all(part[0].isalpha() for part in name.split())
        assert all(part.strip(".") in text for part in name.split())
        assert not {"\n", "{", "<", "\x1b", "\u202e"} & set(name)


def test_a_long_text_is_read_in_no_time() -> None:
    text = "on behalf of " * 5_000 + "Dorian Vexley " * 2_000
    assert len(third_parties(text)) <= 1
