from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from training.corpus import ACTS, LANGUAGES, Message, phrase_examples, read_batch, read_corpus
from training.quality import length_auc, near_duplicates, repeated_openings, roc_auc

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = read_corpus()


def test_it_is_large_and_in_seven_languages() -> None:
    counts = Counter(m.language for m in CORPUS)
    assert set(counts) == set(LANGUAGES)
    assert sum(counts.values()) >= 4000
    assert min(counts.values()) >= 600
    assert {m.act for m in CORPUS} == set(ACTS)


def test_length_alone_tells_little() -> None:
    assert length_auc(CORPUS) < 0.65
    for language in LANGUAGES:
        assert length_auc([m for m in CORPUS if m.language == language]) < 0.66


def test_hardly_any_near_duplicates_and_no_stock_opening() -> None:
    pairs = near_duplicates(CORPUS)
    assert len({id(two) for _, two in pairs}) / len(CORPUS) < 0.02
    assert repeated_openings(CORPUS) == {}


def test_answers_and_declines_stand_behind_something() -> None:
    behind = [m for m in CORPUS if m.act == "answer"]
    assert sum(bool(m.previous) for m in behind) / len(behind) > 0.95


def test_examples_of_phrases_have_acts_of_their_own() -> None:
    examples = phrase_examples()
    assert {m.act for m in examples} == {"pitch", "decline", "thanks", "other"}
    assert {m.batch for m in examples} == {"phrases"}


def written(tmp_path: Path, text: str) -> list[Message]:
    path = tmp_path / "en" / "batch-1.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return list(read_batch(path, "en"))


def test_a_batch_is_read_as_it_is_written(tmp_path: Path) -> None:
    text = (
        "@ pitch saas hard after=400 third=Ann_Roe\n> Hi.\n> You there?\nLine one\n\nline two\n\n"
    )
    (message,) = written(tmp_path, text)
    assert message == Message(
        language="en",
        batch="batch-1",
        line=1,
        act="pitch",
        kind="saas",
        flags=frozenset({"hard"}),
        details={"after": "400", "third": "Ann Roe"},
        previous="Hi.\nYou there?",
        text="Line one\n\nline two",
    )


@pytest.mark.parametrize(
    "text",
    ["stray\n@ other x\nhi", "@ pitch\nhi", "@ sale x\nhi", "@ other x loud\nhi", "@ other x\n"],
)
def test_a_broken_header_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"batch-1\.txt"):
        written(tmp_path, text)


def test_near_duplicates_and_openings_are_found() -> None:
    one = CORPUS[0]
    assert near_duplicates([one, one]) == [(one, one)]
    assert set(repeated_openings([one] * 11).values()) == {11}
    assert repeated_openings([one] * 10) == {}


def test_roc_auc_by_hand() -> None:
    assert roc_auc([1.0, 2.0, 2.0, 3.0], [False, False, True, True]) == pytest.approx(0.875)
