"""How long each connection was watched, worked out by hand from two small downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest

from reciprocity.analysis import Analysis, analyse
from reciprocity.lifecycle import SPELL_COLUMNS
from tests.exports import connections, invitations, messages
from tests.timeline.stories import written

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LATER = "Basic_LinkedInDataExport_02-10-2024.zip", "Basic_LinkedInDataExport_05-20-2024.zip"
ANN, BO = ("Ann", "Roe", "ann-roe", "05 Jan 2024"), ("Bo", "Li", "bo-li", "03 Jan 2024")
CY, DEE = ("Cy", "Orr", "cy-orr", "08 Jan 2024"), ("Dee", "Fox", "dee-fox", "01 Mar 2024")
ASKED: Final = invitations(
    ("INCOMING", "Ann Roe", "ann-roe", "1/4/24, 10:00 AM", "We met in Rome"),
    ("OUTGOING", "Cy Orr", "cy-orr", "1/7/24, 10:00 AM", ""),
)
CHAT: Final = (
    ("c1", "<", "Ann Roe", "ann-roe", "2024-02-05 10:00:00", "PITCH"),
    ("c1", ">", "Ann Roe", "ann-roe", "2024-01-07 10:00:00", "Hello"),
    ("c2", "<", "Bo Li", "bo-li", "2024-01-04 10:00:00", "Hello"),
)


def downloads(tmp_path: Path, *, chat: tuple[Any, ...] = CHAT) -> Analysis:
    rows = messages(*chat)
    first = written(tmp_path, name=FIRST, Connections=connections(CY, ANN, BO),
                    Invitations=ASKED, messages=rows)  # fmt: skip
    later = written(tmp_path, name=LATER, Connections=connections(DEE, ANN, BO), messages=rows)
    return analyse([first, later])


def spells(*rows: tuple[str, str, str, int, int, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(SPELL_COLUMNS))


def of(analysis: Analysis, outcome: str) -> pd.DataFrame:
    found = analysis.lifecycle.spells
    return found[found["outcome"] == outcome].reset_index(drop=True)


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    found = found.sort_values(["outcome", "person_id"], ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False, check_column_type=False)


@pytest.fixture
def analysis(tmp_path: Path) -> Analysis:
    return downloads(tmp_path)


def test_until_the_first_word(analysis: Analysis) -> None:
    same(of(analysis, "word"), spells(
        ("word", "linkedin:ann-roe", "with_note", 0, 2, True),
        ("word", "linkedin:bo-li", "unseen_request", 0, 1, True),
        # Gone from the later list: watched to the last list that holds him.
        ("word", "linkedin:cy-orr", "without_note", 0, 33, False),
        ("word", "linkedin:dee-fox", "unseen_request", 0, 80, False),
    ))  # fmt: skip


def test_until_their_first_pitch(analysis: Analysis) -> None:
    same(of(analysis, "pitch"), spells(
        ("pitch", "linkedin:ann-roe", "with_note", 0, 31, True),
        ("pitch", "linkedin:bo-li", "unseen_request", 0, 138, False),
        ("pitch", "linkedin:cy-orr", "without_note", 0, 33, False),
        ("pitch", "linkedin:dee-fox", "unseen_request", 0, 80, False),
    ))  # fmt: skip


def test_until_the_end_between_two_lists(analysis: Analysis) -> None:
    same(of(analysis, "removal"), spells(
        ("removal", "linkedin:ann-roe", "with_note", 36, 136, False),
        ("removal", "linkedin:bo-li", "unseen_request", 38, 138, False),
        # The middle between 10 February and the end of 20 May is 31 March.
        ("removal", "linkedin:cy-orr", "without_note", 33, 83, True),
    ))  # fmt: skip
    assert analysis.lifecycle.left_out["removal"]["unseen"] == 1


def test_one_download_shows_no_end(tmp_path: Path) -> None:
    alone = analyse([written(tmp_path, name=FIRST, Connections=connections(CY, ANN, BO))])
    assert of(alone, "removal").empty
    assert alone.lifecycle.left_out["removal"] == {
        "doubtful": 0, "undated": 0, "before": 0, "unseen": 3,
    }  # fmt: skip


def test_without_messages_nobody_is_watched_for_words(tmp_path: Path) -> None:
    alone = analyse([written(tmp_path, name=FIRST, Connections=connections(CY, ANN, BO))])
    assert of(alone, "word").empty
    assert alone.lifecycle.left_out["word"]["unseen"] == 3


def test_words_before_the_accept_are_no_first_ones(tmp_path: Path) -> None:
    before = ("c1", "<", "Ann Roe", "ann-roe", "2024-01-02 10:00:00", "Hello")
    found = downloads(tmp_path, chat=(*CHAT, before))
    assert "linkedin:ann-roe" not in set(of(found, "word")["person_id"])
    assert "linkedin:ann-roe" in set(of(found, "pitch")["person_id"])
    assert found.lifecycle.left_out["word"]["before"] == 1


def test_a_one_click_text_is_no_word(tmp_path: Path) -> None:
    click = ("c4", "<", "Dee Fox", "dee-fox", "2024-03-02 10:00:00", "ONECLICK")
    found = of(downloads(tmp_path, chat=(click, *CHAT)), "word").set_index("person_id")
    assert not found.loc["linkedin:dee-fox", "happened"]


def test_only_a_pitch_of_theirs_counts(tmp_path: Path) -> None:
    mine = ("c2", ">", "Bo Li", "bo-li", "2024-01-09 10:00:00", "PITCH")
    found = of(downloads(tmp_path, chat=(*CHAT[:2], mine, CHAT[2])), "pitch")
    assert not found.set_index("person_id").loc["linkedin:bo-li", "happened"]


def test_the_end_of_observation_ends_the_watch(tmp_path: Path) -> None:
    from datetime import date

    paths = [tmp_path / name for name in (FIRST, LATER)]
    downloads(tmp_path)
    then = of(analyse(paths, as_of=date(2024, 3, 11)), "word").set_index("person_id")
    assert then.loc["linkedin:dee-fox", "days"] == 10
    assert of(analyse(paths, as_of=date(2024, 3, 11)), "removal").empty


def test_a_name_that_others_have_is_left_out(tmp_path: Path) -> None:
    twins = connections(("Bo", "Li", "", "03 Jan 2024"), ("Bo", "Li", "", "04 Jan 2024"), ANN)
    found = analyse([written(tmp_path, Connections=twins, messages=messages(*CHAT[:2]))])
    assert set(of(found, "word")["person_id"]) == {"linkedin:ann-roe"}
    assert found.lifecycle.left_out["word"]["doubtful"] == 2
