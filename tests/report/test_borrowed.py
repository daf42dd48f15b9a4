"""Texts that come from below the report are found by their English words."""

from __future__ import annotations

import ast
from gettext import NullTranslations
from pathlib import Path

import pytest

from reciprocity.analysis import analyse_sample
from reciprocity.coverage import facebook, linkedin
from reciprocity.coverage.window import absent
from reciprocity.people import evidence, links
from reciprocity.pitch import DESCRIPTORS
from reciprocity.pitch.lexicon import cues
from reciprocity.report import language
from reciprocity.report.borrowed import borrowed
from reciprocity.report.cue_texts import CUES, DESCRIBED
from reciprocity.report.language import speaking
from reciprocity.report.problem_texts import HINTS
from reciprocity.timeline import connection

SOURCE = Path(language.__file__).parents[1]
READERS = ("archive", "history", "sources", "tables")
# What ends like a hint and is none: errors of the terminal.
ERRORS = ("These downloads belong to two different people",)


class Marked(NullTranslations):
    """Every text in angle brackets."""

    def gettext(self, message: str) -> str:
        return f"<{message}>"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"<{msgid1 if n == 1 else msgid2}>"


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", lambda _: Marked())


def told(text: str) -> str:
    with speaking("de"):
        return borrowed(text)


def unknown(text: str) -> bool:
    """Return whether any part of a text was left in English."""
    said = told(text)
    return said.count("<") != said.count(">") or any(
        part.strip(";. ") for part in said.replace("<", ">").split(">")[::2]
    )


def test_english_stays_as_it_is() -> None:
    assert borrowed("they ended it") == "they ended it"


def test_what_nobody_knows_stays_as_it_is() -> None:
    assert told("a word of the archive; <script>") == "a word of the archive; <script>"
    assert told("") == ""


def test_every_cue_and_descriptor_is_marked() -> None:
    assert set(CUES) == {cue.words for cue in cues().values()}
    assert set(DESCRIBED) == set(DESCRIPTORS.values())


def test_every_end_of_a_connection_is_marked() -> None:
    ends = {
        *connection.NEVER,
        *connection.WITHDRAWN,
        *connection.NEVER_FACEBOOK,
        *connection.REMOVED_FACEBOOK,
        connection.STILL_LISTED,
        *connection.WITHDRAWN_FACEBOOK,
    }
    assert {end for end in ends if unknown(end)} == set()


def test_every_basis_of_the_coverage_is_marked() -> None:
    listed = [basis for _, basis in facebook._LISTS.values()]
    labels = [label for label, _ in facebook._LISTS.values()]
    bases = [
        *linkedin._NEVER.values(),
        *listed,
        *(absent(label).basis for label in ("Connections.csv", "Calls", "Messages", *labels)),
        f"{facebook._MESSAGES}{facebook._ENCRYPTED}{facebook._ASKED}",
        f"{facebook._CHATS}{facebook._ALL_TIME}; all of it is later",
        f"{facebook._REQUESTS}; nothing at all is later than this, so a date range may end here",
    ]
    assert [basis for basis in bases if unknown(basis)] == []


def test_every_reason_for_a_pair_is_marked() -> None:
    reasons = (
        *(links.EXACT, links.ALIKE),
        *(evidence.EMAIL, evidence.PHRASE, evidence.EMPLOYER, evidence.DATES),
    )
    assert not unknown("; ".join(reasons))


def test_whatever_is_said_of_the_sample_is_marked() -> None:
    analysis = analyse_sample()
    said = {
        *(reason for export in analysis.exports for reason in export.reasons),
        *(str(seen["basis"]) for export in analysis.exports for seen in export.coverage.values()),
        *(export.advice for export in analysis.exports if export.advice),
        *(text for problem in analysis.problems for text in (problem.kind, problem.hint)),
        *(reason for _, _, reason in analysis.suggestions),
        *(reason for link in analysis.joined for reason in link.reasons),
    }
    assert len(said) > 20
    assert {text for text in said if unknown(text)} == set()


def sentences(source: str) -> set[str]:
    """Return the constants of a module that end like a sentence, its docstrings left out."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and node.value[:1].isupper()
        and node.value.endswith(".")
        and " " in node.value
    }


def test_every_hint_of_the_readers_is_marked() -> None:
    files = [path for package in READERS for path in (SOURCE / package).rglob("*.py")]
    said = set[str]().union(*(sentences(path.read_text(encoding="utf-8")) for path in files))
    said = {text for text in said if not text.startswith(ERRORS)}
    assert len(said) > 40
    assert {text for text in said if unknown(text)} == set()
    assert set(HINTS) - said == {
        "Its time cannot be read, or be right; it is kept without one.",
        "Its time cannot be read, or be right; the row is left out.",
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "2 rows of the earlier list are missing and may stand in it as closed accounts",
            "<2 rows of the earlier list are missing and may stand in it as closed accounts>",
        ),
        (
            "it holds connections, messages; it holds files that only the larger archive has",
            (
                "<it holds connections und messages>; "
                "<it holds files that only the larger archive has>"
            ),
        ),
        ("its owner joined on 3 March 2010", "<its owner joined on 3. März 2010>"),
        ("1200 NUL bytes were dropped.", "<1.200 NUL bytes were dropped.>"),
        (
            "unheard of; the list looks cut; all of it is later",
            "unheard of; the list looks cut; <all of it is later>",
        ),
    ],
)
def test_texts_with_numbers_and_names_in_them(said: str, expected: str) -> None:
    assert told(said) == expected


def test_advice_names_what_is_missing() -> None:
    said = told(
        "The list of friends and 2 of 3 files of messages could not be read in full: ask Facebook "
        "again under Settings > Your Facebook information > Download your information, choose "
        "JSON, all time, and tick at least messages, friends and profile information."
    )
    assert said.startswith("<<the list of friends> und <2 of 3 files of messages> could not be")
    known = told(
        "Invitations.csv and messages.csv are not in this download: ask LinkedIn again under "
        "Settings > Data privacy > Get a copy of your data, and choose the larger archive or tick "
        "at least Connections, Invitations and Messages."
    )
    assert known.startswith("<Invitations.csv und messages.csv are not in this download:")


def test_a_name_of_a_file_may_hold_any_number_of_parts() -> None:
    hostile = "; ".join(["one"] * 50_000)
    with speaking("de"):
        assert borrowed(hostile) == hostile
