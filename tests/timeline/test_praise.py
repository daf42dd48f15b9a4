"""Endorsements and recommendations: one step per day and side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.exports import connections, messages
from tests.timeline.stories import met, steps, told, wrote

if TYPE_CHECKING:
    from pathlib import Path

_URL = "www.linkedin.com/in/ann-roe"
_RECEIVED = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status\n"
)
_GIVEN = _RECEIVED.replace("Endorser", "Endorsee")
_RECOMMENDED = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"


def test_endorsements_of_a_day_are_one_step(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2024")),
        messages=messages(),
        Endorsement_Received_Info=_RECEIVED
        + f"2024/01/07 09:00:00 UTC,Grafting,Ann,Roe,{_URL},ACCEPTED\n"
        + f"2024/01/06 11:00:05 UTC,Pruning,Ann,Roe,{_URL},ACCEPTED\n"
        + f"2024/01/06 11:00:00 UTC,Mowing,Ann,Roe,{_URL},ACCEPTED\n",
        Endorsement_Given_Info=_GIVEN
        + f"2024/01/06 12:00:00 UTC,Planting,Ann,Roe,{_URL},ACCEPTED\n",
    )
    assert steps(analysis) == [
        *met("2024-01-05"),
        wrote("endorsement", "2024-01-06 11:00:00", "person", says=2),
        wrote("endorsement", "2024-01-06 12:00:00", "owner", says=1),
        wrote("endorsement", "2024-01-07 09:00:00", "person", says=1),
    ]
    counts = analysis.scores.set_index("person_id").loc["linkedin:ann-roe"]
    assert (counts["endorsements_received"], counts["endorsements_given"]) == (3, 1)


def test_recommendations(tmp_path: Path) -> None:
    row = "Ann,Roe,,,A fine gardener,{},VISIBLE\n"
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2024")),
        messages=messages(),
        Recommendations_Received=_RECOMMENDED + row.format('"01/10/24, 03:15 PM"'),
        Recommendations_Given=_RECOMMENDED + row.format('"01/09/24, 03:15 PM"'),
    )
    assert steps(analysis) == [
        *met("2024-01-05"),
        wrote("recommendation", "2024-01-09 15:15:00", "owner"),
        wrote("recommendation", "2024-01-10 15:15:00", "person"),
    ]
