"""One person on Facebook and LinkedIn: ranked once, and silent only where both could be seen.

Facts: facebook.md sections 2 and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import Analysis, analyse
from reciprocity.contracts import rank_document
from reciprocity.people import Choices
from tests.coverage.given import ANN, ZOE, Download, ann, id_of
from tests.exports import connections, invitations, messages
from tests.facebook.downloads import message
from tests.timeline.facebook import DAY, INBOX, OTHERS, only
from tests.timeline.stories import quiet, step, steps, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows


def _linked(tmp_path: Path, day: str = "06-10-2025", **members: str) -> Path:
    lists = connections(
        ("Ann", "Roe", "ann-roe", "05 Jan 2024"), ("Bo", "Li", "bo-li", "03 Jan 2010")
    )
    bo = [
        ("c2", "<", "Bo Li", "bo-li", f"{day[6:]}-{day[:2]}-05 10:00:00", "Hello"),
        ("c2", "<", "Bo Li", "bo-li", "2010-01-05 10:00:00", "Hello"),
    ]
    given = {"Connections": lists, "messages": messages(*bo), **members}
    return written(tmp_path, name=f"Complete_LinkedInDataExport_{day}.zip", **given)


def _joined(tmp_path: Path, *downloads: Download, day: str = "06-10-2025") -> Analysis:
    linked = _linked(tmp_path, day)
    same = Choices(same=(("linkedin:ann-roe", "facebook:name/ann roe"),))
    return analyse([linked, *(each.write(tmp_path) for each in downloads)], choices=same)


def test_somebody_on_both_platforms_is_ranked_once(tmp_path: Path) -> None:
    since: Rows = ((ANN, "2024-01-04T10:00:00"),)
    analysis = _joined(tmp_path, Download(day=DAY, friends=since))
    (found,) = (p for p in rank_document(analysis)["people"] if p["name"] == ANN)
    assert found["platforms"] == ["linkedin", "facebook"]
    platforms = {p["name"]: p["platforms"] for p in rank_document(analysis)["people"]}
    assert platforms[ZOE] == ["facebook"]
    assert platforms["Bo Li"] == ["linkedin"]


def test_words_on_one_platform_break_the_silence_on_the_other(tmp_path: Path) -> None:
    since: Rows = ((ANN, "2024-01-04T10:00:00"),)
    chat = {INBOX: [ann("2024-09-01T10:00:00")]}
    analysis = _joined(tmp_path, Download(day=DAY, friends=since, threads=chat))
    assert only("silence", steps(analysis, id_of(analysis))) == [
        quiet("2024-01-05 23:59:59", "2024-09-01 10:00:00", 239, "person"),
        quiet("2024-09-01 10:00:00", None, 282),
    ]


@pytest.mark.parametrize(
    ("facebook", "linkedin"), [("2024-08-10", "06-10-2025"), (DAY, "08-10-2024")]
)
def test_silence_only_where_both_platforms_could_be_seen(
    tmp_path: Path, facebook: str, linkedin: str
) -> None:
    """218 days, up to the older of the two downloads, however new the other one is."""
    since: Rows = ((ANN, "2024-01-04T10:00:00"),)
    analysis = _joined(tmp_path, Download(day=facebook, friends=since), day=linkedin)
    (silence,) = only("silence", steps(analysis, id_of(analysis)))
    assert (silence[1], silence[5]) == ("2024-01-05T23:59:59Z", 218)


def test_no_silence_before_the_range_of_one_of_them(tmp_path: Path) -> None:
    cut = Download(
        day=DAY,
        usual=False,
        friends=((ANN, "2025-03-15T10:00:00"),),
        threads={
            "inbox/zoeold_900000000000001": [
                message(ZOE, at, "Hello") for at in ("2025-01-11T10:00:00", "2025-06-05T10:00:00")
            ]
        },
    )
    analysis = _joined(tmp_path, cut)
    assert [each[1] for each in only("silence", steps(analysis, id_of(analysis)))] == []


def test_half_a_year_is_linkedins_rule_alone(tmp_path: Path) -> None:
    """Both requests are 14 months old when they are gone: LinkedIn's may just have expired."""
    linked = ("OUTGOING", "Lin Ked", "lin-ked", "1/4/24, 9:30 AM", "")
    asked: Rows = ((ANN, "2024-01-04T10:00:00"),)
    paths = [
        _linked(tmp_path, "06-05-2024", Invitations=invitations(linked)),
        _linked(tmp_path, "03-05-2025", Invitations=invitations()),
        Download(day="2024-06-05", sent=asked, threads=OTHERS).write(tmp_path),
        Download(day="2025-03-05", threads=OTHERS).write(tmp_path),
    ]
    same = Choices(different=(("linkedin:ann-roe", "facebook:name/ann roe"),))
    analysis = analyse(paths, choices=same)
    withdrawn = analysis.stages[analysis.stages["stage"] == "withdrawal"]
    assert list(withdrawn["person_id"]) == ["facebook:name/ann roe"]


def test_a_request_within_half_a_year_is_missed_on_both(tmp_path: Path) -> None:
    linked = ("OUTGOING", "Lin Ked", "lin-ked", "1/4/25, 9:30 AM", "")
    asked: Rows = ((ANN, "2025-01-04T10:00:00"),)
    paths = [
        _linked(tmp_path, "02-05-2025", Invitations=invitations(linked)),
        _linked(tmp_path, "03-05-2025", Invitations=invitations()),
        Download(day="2025-02-05", sent=asked, threads=OTHERS).write(tmp_path),
        Download(day="2025-03-05", threads=OTHERS).write(tmp_path),
    ]
    same = Choices(different=(("linkedin:ann-roe", "facebook:name/ann roe"),))
    analysis = analyse(paths, choices=same)
    told = {
        person: any("expire" in why for why in detail["explanations"])
        for person, detail in analysis.stages.loc[
            analysis.stages["stage"] == "withdrawal", ["person_id", "detail"]
        ].itertuples(index=False)
    }
    assert told == {"facebook:name/ann roe": False, "linkedin:lin-ked": True}


def test_an_old_request_on_facebook_was_seen_from_its_day_on(tmp_path: Path) -> None:
    """LinkedIn lists a request for half a year; Facebook's list shows one of 2011."""
    asked: Rows = ((ANN, "2011-04-01T10:00:00"),)
    same = Choices(different=(("linkedin:ann-roe", "facebook:name/ann roe"),))
    paths = [_linked(tmp_path), Download(day=DAY, sent=asked, threads=OTHERS).write(tmp_path)]
    found = steps(analyse(paths, choices=same), "facebook:name/ann roe")
    assert found == [
        step("request", "2011-04-01 10:00:00", actor="owner"),
        quiet("2011-04-01 10:00:00", None, 5184),
    ]
