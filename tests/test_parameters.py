"""The file given with --config, and the file given with --people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.errors import UsageError
from reciprocity.parameters import default_parameters, read_parameters
from reciprocity.people import Choices, find_elsewhere, find_person, read_choices

if TYPE_CHECKING:
    from pathlib import Path


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_stand() -> None:
    assert read_parameters(None) is default_parameters()
    assert default_parameters().timeline.silence_days == 90


def test_single_values_are_laid_over_the_defaults(tmp_path: Path) -> None:
    text = "[timeline]\nsilence_days = 30\n[score.take]\npitches = { cap = 9.0 }\n"
    changed = read_parameters(_file(tmp_path, text))
    assert changed.timeline.silence_days == 30
    assert changed.timeline.exchange_gap_days == 14
    assert changed.score.take["pitches"].cap == 9.0
    assert changed.score.take["pitches"].half == 1.0
    assert default_parameters().score.take["pitches"].cap == 6.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[timelines]\nsilence_days = 1", "Did you mean timeline?"),
        ("[timeline]\nsilence_day = 1", "Did you mean silence_days?"),
        ("[score.take]\npitch = { cap = 1.0 }", "Did you mean pitches?"),
        ('[timeline]\nsilence_days = "long"', "wrong kind"),
        ("[timeline]\nsilence_days = 1.5", "wrong kind"),
        ("[timeline]\nsilence_days = true", "wrong kind"),
        ("[timeline]\nsilence_days = -90", "wrong kind"),
        ("timeline = 3", "wrong kind"),
        ("[pitch]\nthreshold = 2.0", "from 0 to 1"),
        ("[score]\ninterval = 1.5", "from 0 to 1"),
        ("[score.usual]\nthanks = -0.5", "from 0 to 1"),
        ("[score]\nprior_give = 0.0", "above 0"),
        ("[timeline", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError) as told:
        read_parameters(_file(tmp_path, text))
    assert words in str(told.value)


def test_choices_are_read(tmp_path: Path) -> None:
    text = 'same = [["a", "b"], ["c", "d", "e"]]\nleave_out = ["f"]'
    choices = read_choices(_file(tmp_path, text))
    assert choices == Choices(same=(("a", "b"), ("c", "d", "e")), leave_out=("f",))
    assert read_choices(None) == Choices()
    apart = read_choices(_file(tmp_path, '[elsewhere]\n"Ann Roe" = "we phone"\nb = ""'))
    assert apart == Choices(elsewhere=(("Ann Roe", "we phone"), ("b", "")))


@pytest.mark.parametrize(
    "text",
    [
        'elsewhere = ["a"]',
        "[elsewhere]\na = 1",
        '[elsewhere]\na = "b"\nleave_out = ["c"]',
        '[elsewhere.a]\nb = "c"',
        '[elsewhere]\na = "b"\na = "c"',
        'same = [["a"]]',
        'same = ["a", "b"]',
        'leave_out = "a"',
        "leave_out = [1]",
        "other = 1",
        "[",
    ],
)
def test_other_choices_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"file\.toml"):
        read_choices(_file(tmp_path, text))


def test_people_are_found_by_id_address_or_name() -> None:
    people = pl.DataFrame(
        {
            "person_id": ["linkedin:ann-1", "linkedin:ann-2", "linkedin:bo", "linkedin:regex.*"],
            "name": ["Ann Roe", "Ann Roe", "Bo Li", "(Unbalanced [Name"],
            "names": [["Ann Roe"], ["Ann Roe", "Ann Lopez"], ["Bo Li"], ["(Unbalanced [Name"]],
            "handle": ["ann-1", "ann-2", "bo", "regex.*"],
        }
    )
    assert find_person(people, "linkedin:ann-1") == "linkedin:ann-1"
    assert find_person(people, "ANN-2") == "linkedin:ann-2"
    assert find_person(people, "bo   li") == "linkedin:bo"
    assert find_person(people, "ann lopez") == "linkedin:ann-2"
    assert find_person(people, "(unbalanced [name") == "linkedin:regex.*"
    with pytest.raises(UsageError, match=r"linkedin:ann-1, linkedin:ann-2"):
        find_person(people, "Ann Roe")
    with pytest.raises(UsageError, match=r"Did you mean Bo Li\?"):
        find_person(people, "o li")
    with pytest.raises(UsageError, match="lists everybody"):
        find_person(people, "Nobody At All")
    told = (("bo li", "family"), ("linkedin:bo", "we phone"), ("ANN-2", "family"))
    assert find_elsewhere(people, Choices(elsewhere=told), ()) == {
        "linkedin:ann-2": "family",
        "linkedin:bo": "family; we phone",
    }
    with pytest.raises(UsageError, match=r"linkedin:ann-1, linkedin:ann-2"):
        find_elsewhere(people, Choices(elsewhere=(("Ann Roe", ""),)), ())
    with pytest.raises(UsageError, match=r"linkedin:bo out .* keep one of the two"):
        find_elsewhere(people, Choices(elsewhere=told), ("linkedin:bo",))
