"""Member_Follows.csv: whom the owner follows is told, and makes nobody a tie."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest

from reciprocity import analyse, read
from reciprocity.analysis import observed_in
from reciprocity.errors import NotRecognisedError
from reciprocity.sources.linkedin.follows import read_follows
from tests.exports import (
    NAME,
    PROFILE,
    connections,
    invitations,
    log_of,
    messages,
    moment,
    table,
    write_zip,
)
from tests.linkedin.test_other_files_public import frame_of, nobody

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import Inspection

HEADER: Final = "Date,Status,FullName"
FILE: Final = "Member_Follows.csv"
_LATER: Final = "Complete_LinkedInDataExport_06-01-2024.zip"
_ANN: Final = ("Ann", "Roe", "ann-roe", "02 Feb 2022")
_CHAT: Final = (
    ("c1", "<", "Ann Roe", "ann-roe", "2023-06-01 10:00:00", "Shall we meet in June?"),
    ("c1", ">", "Ann Roe", "ann-roe", "2022-02-03 10:00:00", "A pleasure to be in touch."),
    # Somebody in no list who was written to as only connections are: an accept is inferred.
    ("c2", "<", "Bo Li", "bo-li", "2022-05-02 10:00:00", "Gladly, next week then."),
    ("c2", ">", "Bo Li", "bo-li", "2022-05-01 10:00:00", "How is the garden?"),
)


def follows(*rows: tuple[str, str, str]) -> str:
    """Return Member_Follows.csv from date, status and name, with the line ends of 2021 to 2024."""
    return table(HEADER, rows).replace("\n", "\r\n")


def _members(told: str | None, *people: tuple[str, str, str, str]) -> dict[str, str]:
    members = {
        "Profile.csv": PROFILE,
        "Connections.csv": connections(*people),
        "messages.csv": messages(*_CHAT),
    }
    return members if told is None else {**members, FILE: told}


def _read(tmp_path: Path, told: str, **members: str) -> Inspection:
    named = {f"{name}.csv": content for name, content in members.items()}
    return read([write_zip(tmp_path / NAME, {**named, FILE: told})])


@pytest.mark.parametrize("name", [FILE, "Member_Follows_1234567890.csv", "member follows.CSV"])
def test_each_row_is_a_follow_or_its_end(tmp_path: Path, name: str) -> None:
    told = follows(
        ("2024-01-15 12:00:01", "Active", "Cy Day"), ("2021-07-01 08:30:00", "Unfollow", "Dee Fox")
    )
    members = {"Connections.csv": connections(_ANN), name: told}
    inspection = read([write_zip(tmp_path / NAME, members)])
    ann, follow, unfollow = log_of(inspection)[1], log_of(inspection)[2], log_of(inspection)[0]
    assert ann[:2] == ("linkedin:ann-roe", "connected")
    assert follow == (
        "linkedin:name/cy day", "follow", "2024-01-15 12:00:01", "2024-01-15 12:00:01", "second",
        "owner", "observed", "profile", None, name, 2,
    )  # fmt: skip
    assert unfollow == (
        "linkedin:name/dee fox", "unfollow", "2021-07-01 08:30:00", "2021-07-01 08:30:00",
        "second", "owner", "observed", "profile", None, name, 3,
    )  # fmt: skip
    assert inspection.problems == ()
    assert name in inspection.exports[0].members["read"]


def test_a_row_that_cannot_be_read_is_counted_and_costs_no_other() -> None:
    part = read_follows(
        frame_of(
            date=["2024-01-01 10:00:00", "yesterday", "2024-01-03 10:00:00", "2024-01-04 10:00:00",
                  " 2024-01-05 10:00:00 UTC ", "2024-01-01 10:00:00"],
            status=["Active", "Active", "Perhaps", "Unfollow", " UNFOLLOW ", "Active"],
            fullname=["Ann  Roe ", "Bo Li", "Bo Li", " ", "Cy Day", "Ann Roe"],
        ),
        nobody(),
    )  # fmt: skip
    assert part.events.select("name", "activity", "row").rows() == [
        ("Ann Roe", "follow", 2),
        ("Cy Day", "unfollow", 6),
    ]
    assert [(p.kind, p.row) for p in part.problems] == [("bad follow", n) for n in (3, 4, 5)]
    assert part.duplicates == 1


def test_another_table_under_the_name_is_unreadable_and_the_rest_is_read(tmp_path: Path) -> None:
    inspection = _read(tmp_path, "Who,When\nAnn Roe,2024\n", Connections=connections(_ANN))
    assert inspection.exports[0].members["unreadable"] == [FILE]
    assert [p.kind for p in inspection.problems] == ["no header"]
    assert inspection.events.height == 1


def test_a_request_can_leave_a_follow_within_a_minute(tmp_path: Path) -> None:
    """9:30 AM in Los Angeles is 17:30 UTC in winter; nothing but the log tells of the follow."""
    sent = invitations(("OUTGOING", "Ann Roe", "ann-roe", "1/31/24, 9:30 AM", ""))
    told = follows(("2024-01-31 17:30:41", "Active", "Ann Roe"))
    archive = write_zip(
        tmp_path / NAME, {"Profile.csv": PROFILE, "Invitations.csv": sent, FILE: told}
    )
    analysis = analyse([archive])
    assert list(analysis.events["activity"]) == ["request_sent", "follow"]
    assert set(analysis.events["person_id"]) == {"linkedin:ann-roe"}
    assert list(analysis.people["person_id"]) == ["linkedin:ann-roe"]
    assert list(analysis.stages["stage"]) == ["request"]
    assert list(analysis.scores["acts"]) == [1]


def _judged(tmp_path: Path, told: str | None) -> Analysis:
    gone = ("Cy", "Day", "cy-day", "03 Feb 2022")
    earlier = write_zip(tmp_path / NAME, _members(told, _ANN, gone))
    later = write_zip(tmp_path / _LATER, _members(told, _ANN))
    return analyse([earlier, later])


def test_stages_and_scores_do_not_depend_on_follows(tmp_path: Path) -> None:
    """A follow splits no silence, dates no accept and no removal, and is no act."""
    told = follows(
        ("2024-04-10 10:00:00", "Active", "Cy Day"),
        ("2023-01-10 10:00:00", "Unfollow", "Ann Roe"),
        ("2022-02-10 10:00:00", "Active", "Bo Li"),
        ("2022-02-09 10:00:00", "Active", "Fay Far"),
    )
    without, among = _judged(tmp_path, None), _judged(tmp_path, told)
    stages = set(without.stages["stage"])
    assert {"silence", "accept", "request", "removal"} <= stages
    assert len(among.events) == len(without.events) + 4
    for name in ("people", "stages", "scores", "signals"):
        pd.testing.assert_frame_equal(getattr(among, name), getattr(without, name))
    for name in ("figures", "years", "people"):
        pd.testing.assert_frame_equal(getattr(among.mirror, name), getattr(without.mirror, name))
    assert among.mirror.requests_seen == without.mirror.requests_seen


def test_an_undated_connection_is_not_dated_by_a_follow(tmp_path: Path) -> None:
    told = follows(("2022-01-10 10:00:00", "Active", "Ann Roe"))
    members = _members(told, ("Ann", "Roe", "ann-roe", "a day"))
    stages = analyse([write_zip(tmp_path / NAME, members)]).stages
    accept = stages[(stages["stage"] == "accept") & (stages["person_id"] == "linkedin:ann-roe")]
    assert list(accept["at_latest"]) == [pd.Timestamp("2022-02-03 10:00:00", tz="UTC")]


def test_who_is_only_followed_is_nobody_s_tie_and_suggested_to_nobody(tmp_path: Path) -> None:
    """Two Ann Roes are connections; which of them was followed, if any, is not known."""
    twice = connections(_ANN, ("Ann", "Roe", "ann-roe-2", "01 Feb 2022"))
    told = follows(
        ("2024-01-15 12:00:01", "Active", "Ann Roe"), ("2024-01-14 12:00:01", "Active", "Cy Day")
    )
    inspection = _read(tmp_path, told, Connections=twice)
    people = ["linkedin:ann-roe", "linkedin:ann-roe-2"]
    assert list(inspection.people["person_id"]) == people
    followed = [row[0] for row in log_of(inspection) if row[1] == "follow"]
    assert followed == ["linkedin:name/cy day", "linkedin:name/ann roe@2024-01-15"]
    assert inspection.suggestions == ()


def test_a_download_of_follows_alone_has_nobody_in_it(tmp_path: Path) -> None:
    with pytest.raises(NotRecognisedError, match="nobody is in it"):
        _read(tmp_path, follows(("2024-01-15 12:00:01", "Active", "Cy Day")), Profile=PROFILE)


def test_what_is_written_hours_later_dates_no_list(tmp_path: Path) -> None:
    """The follows of a complete download are hours younger than its connections."""
    written = datetime(2024, 6, 1, 6, 17, 0, tzinfo=UTC)
    members = _members(follows(("2024-06-01 09:30:00", "Active", "Cy Day")), _ANN)
    inspection = read([write_zip(tmp_path / _LATER, members, at=written)])
    assert observed_in(inspection).seen("linkedin").listed_at == (
        pd.Timestamp(written),
        pd.Timestamp("2024-06-01 14:17:00", tz="UTC"),
    )
    assert inspection.exports[0].exported_at >= moment("2024-06-01 09:30:00")


def test_the_window_of_follows_is_told_where_the_file_is(tmp_path: Path) -> None:
    without = read([write_zip(tmp_path / NAME, _members(None, _ANN))]).exports[0].coverage
    assert (without["follow"]["from"], without["follow"]["to"]) == (None, None)
    told = follows(("2024-01-15 12:00:01", "Active", "Cy Day"))
    among = read([write_zip(tmp_path / _LATER, _members(told, _ANN))]).exports[0].coverage
    assert among["follow"]["from"] == "2022-02-02T00:00:00Z"
    assert "who follows you is not exported" in among["follow"]["basis"]
