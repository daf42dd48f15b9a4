"""The suggestions as a file: what a user saves is what the program reads."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.people import read_choices
from reciprocity.report import render_report, summarise
from reciprocity.report.choices import choices_toml
from tests.report.factory import make_analysis
from tests.report.hostile import HOSTILE, make_hostile
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEAD = "# Perhaps one person each. Delete the pairs that are not, and give the file with --people."
# What a name may look like, what steers a terminal or a page, and anything else that is text.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(HOSTILE)


def test_the_file_has_a_reason_above_each_pair() -> None:
    names = {"facebook:name/jana n": "Jana N", "linkedin:jana": "Jana"}
    pairs = [("facebook:name/jana n", "linkedin:jana", "the same name; friends the same week")]
    assert choices_toml(pairs, names).splitlines() == [
        HEAD,
        "same = [",
        "  # Jana N and Jana: the same name; friends the same week",
        '  ["facebook:name/jana n", "linkedin:jana"],',
        "]",
    ]


def test_joined_pairs_stand_there_to_be_taken_apart(tmp_path: Path) -> None:
    joined = [("linkedin:jana", "facebook:name/jana n", "the same full name on both platforms")]
    text = choices_toml([("a", "b", "why")], {"linkedin:jana": "Jana N"}, joined)
    assert text.splitlines()[-5:] == [
        "# Taken to be one person each. Take away the # before a pair that is two people.",
        "different = [",
        "  # Jana N: the same full name on both platforms",
        '  # ["linkedin:jana", "facebook:name/jana n"],',
        "]",
    ]
    path = tmp_path / "people.toml"
    path.write_text(text, encoding="utf-8")
    assert read_choices(path).different == ()
    path.write_text(text.replace("  # [", "  ["), encoding="utf-8")
    assert read_choices(path).different == (("linkedin:jana", "facebook:name/jana n"),)


def test_no_pairs_are_no_file() -> None:
    assert choices_toml([], {}) == ""
    assert choices_toml([("a\ud800", "b", "lone")], {}) == ""


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), TEXTS)
def test_any_text_comes_back_as_it_was(pairs: list[tuple[str, str, str]], name: str) -> None:
    text = choices_toml(pairs, {pairs[0][0]: name}, pairs)
    assert tomllib.loads(text) == {"same": _alone(pairs), "different": []}
    # Those that share somebody stand there as comments, whole all the same.
    told = [_line(line) for line in text.splitlines()]
    assert all([one, other] in told for one, other, _ in pairs)
    assert not set(text) & set("\x1b\x00\r\u202e\u2066\u2028")


def _line(line: str) -> object:
    """Return the pair in a line of the file, be it commented out or not."""
    try:
        return tomllib.loads(f"pair = {line.strip().removeprefix('# ').rstrip(',')}")["pair"]
    except tomllib.TOMLDecodeError:
        return None


def test_the_block_of_the_page_is_what_people_reads(tmp_path: Path) -> None:
    analysis = make_hostile()
    html = render_report(analysis)
    block = html.split('<pre id="choices"')[1].split(">", 1)[1].split("</pre>")[0]
    path = tmp_path / "people.toml"
    path.write_text("".join(read_page(block).texts), encoding="utf-8")
    read = read_choices(path)
    assert [list(pair) for pair in read.same] == _alone(analysis.suggestions)


def test_of_pairs_that_share_somebody_none_is_taken_over_as_it_is() -> None:
    pairs = [("a", "b", "why"), ("c", "b", "why"), ("d", "e", "why")]
    text = choices_toml(pairs, {})
    assert tomllib.loads(text) == {"same": [["d", "e"]]}
    assert '  # ["a", "b"],' in text
    assert '  # ["c", "b"],' in text


def _alone(pairs: Iterable[tuple[str, str, str]]) -> list[list[str]]:
    counts = Counter(person for pair in pairs for person in pair[:2])
    return [[one, other] for one, other, _ in pairs if counts[one] == counts[other] == 1]


@pytest.mark.parametrize("change", ["redacted", "nothing to say"])
def test_there_is_no_block_without_pairs_or_names(change: str) -> None:
    redact = change == "redacted"
    analysis = make_mixed() if redact else make_analysis(suggestions=())
    if not redact:
        scores = analysis.scores
        analysis = replace(analysis, scores=scores[scores["verdict"] == "reciprocal"])
    assert summarise(analysis, redact=redact)["choices"] == ""
    assert 'id="choices"' not in render_report(analysis, redact=redact)
