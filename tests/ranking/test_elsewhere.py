"""People the user talks to elsewhere: seen, and not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import judge
from reciprocity.contracts import rank_document, timeline_document
from reciprocity.inspection import read
from reciprocity.people import Choices
from tests.cli.running import LATER
from tests.exports import connections, messages
from tests.ranking.pairs import monthly
from tests.timeline.stories import ANN, BO, written

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.analysis import Analysis

_LIST = (("Ann", "Roe", "ann-roe", "06 Feb 2022"), ("Bo", "Li", "bo-li", "05 Feb 2022"))


@pytest.fixture
def both(tmp_path: Path) -> tuple[Analysis, Analysis]:
    """Analyse two people: all judged, and with Ann Roe as somebody the user phones.

    Ann sent thanks and wrote ten times without an answer; Bo and the owner talk.
    """
    ann = [
        ("c1", "<", "Ann Roe", "ann-roe", "2022-02-07 10:00:00", "THANKS-CONNECT"),
        *(("c1", "<", "Ann Roe", "ann-roe", f"2022-{m:02}-02 10:00:00", f"N {m}")
          for m in range(3, 12)),
        ("c1", "<", "Ann Roe", "ann-roe", "2023-11-02 10:00:00", "Still there?"),
    ]  # fmt: skip
    bo = [("c2", way, "Bo Li", "bo-li", at, text) for way, at, text in monthly(2023, 3)]
    path = written(
        tmp_path, Connections=connections(*_LIST), messages=messages(*reversed([*ann, *bo]))
    )
    inspection = read([path])
    apart = Choices(elsewhere=(("Ann Roe", "we phone"),))
    return judge(inspection), judge(inspection, choices=apart)


def test_nobody_elsewhere_is_judged(both: tuple[Analysis, Analysis]) -> None:
    before, after = both
    assert before.scores.set_index("person_id").loc[ANN, "verdict"] == "one_sided_them"
    for frame in (after.scores, after.signals, after.evidence, after.sensitivity):
        assert set(frame["person_id"]) == {BO}
    assert after.elsewhere[["person_id", "words"]].to_dict("records") == [
        {"person_id": ANN, "words": "we phone"}
    ]


def _figure(analysis: Analysis, figure: str, side: str, column: str = "part") -> int:
    rows = analysis.mirror.figures
    (number,) = rows.loc[(rows["figure"] == figure) & (rows["side"] == side), column]
    return int(number)


def test_nobody_elsewhere_counts_in_the_mirror(both: tuple[Analysis, Analysis]) -> None:
    before, after = both
    accusing = ("unanswered", "thanks_unanswered")
    assert all(_figure(before, name, "owner") > 0 for name in accusing)
    assert [_figure(after, name, "owner") for name in accusing] == [0, 0]
    assert ANN in set(before.mirror.people["person_id"])
    assert ANN not in set(after.mirror.people["person_id"])


def test_the_others_stand_as_before(both: tuple[Analysis, Analysis]) -> None:
    rows = [a.scores.set_index("person_id").loc[BO].drop("rank").to_dict() for a in both]
    assert rows[0] == rows[1]
    whole = [_figure(a, "unanswered", "owner", "whole") for a in both]
    assert whole[1] < whole[0]


def test_what_was_seen_stays(both: tuple[Analysis, Analysis]) -> None:
    before, after = both
    assert after.stages.equals(before.stages)
    assert after.acts.equals(before.acts)
    documents = [rank_document(analysis) for analysis in both]
    assert documents[0]["elsewhere"] == []
    assert [p["person_id"] for p in documents[1]["people"]] == [BO]
    (apart,) = documents[1]["elsewhere"]
    judged = next(p for p in documents[0]["people"] if p["person_id"] == ANN)
    assert apart["elsewhere"] == "we phone"
    same = ("person_id", "name", "platforms", "counts", "stages")
    assert [apart[name] for name in same] == [judged[name] for name in same]
    assert {apart[name] for name in ("rank", "verdict", "score", "low", "high", "mirror")} == {None}
    assert set(apart) == {*judged, "elsewhere"}
    assert timeline_document(after, ANN)["person"] == apart
    assert timeline_document(after, BO)["person"] == documents[1]["people"][0]


def test_whoever_is_left_is_judged_by_their_own_words() -> None:
    """Of a whole sample, with long silences that others broke."""
    inspection = read([LATER])
    apart = Choices(elsewhere=(("Brigid Kinnear", "we phone"), ("Samuel Oduya", "family")))
    before, after = judge(inspection), judge(inspection, choices=apart)
    assert len(after.scores) == len(before.scores) - 2
    told = [a.mirror.people.set_index("person_id")["detail"].to_dict() for a in (before, after)]
    kept = set(after.scores["person_id"])
    assert {p: d for p, d in told[0].items() if p in kept} == told[1]
