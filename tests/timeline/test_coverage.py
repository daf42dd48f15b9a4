"""What an archive can show: the windows that every absence is measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.analysis import analyse
from tests.exports import connections, invitations, messages
from tests.timeline.stories import steps, told, written

if TYPE_CHECKING:
    from pathlib import Path

LISTED = connections(("Ann", "Roe", "ann-roe", "05 Jan 2020"))
CHAT = messages(("c1", "<", "Ann Roe", "ann-roe", "2020-01-06 10:00:00", "Hello"))
ASKED = invitations(("OUTGOING", "Bo Li", "bo-li", "1/31/24, 9:30 AM", ""))
EXPORT = "2024-03-01T23:59:59Z"


def _windows(tmp_path: Path, **members: str) -> dict[str, dict[str, Any]]:
    (info,) = told(tmp_path, **members).exports
    return info.coverage


def test_messages_reach_back_to_the_beginning(tmp_path: Path) -> None:
    window = _windows(tmp_path, Connections=LISTED, messages=CHAT)["message"]
    assert window["from"] <= "2020-01-06T10:00:00Z"
    assert (window["to"], window["gaps"]) == (EXPORT, [])
    assert window["basis"]


@pytest.mark.parametrize("kind", ["request_sent", "request_received"])
def test_requests_of_the_last_half_year(tmp_path: Path, kind: str) -> None:
    members = {"Connections": LISTED, "messages": CHAT, "Invitations": ASKED}
    window = _windows(tmp_path, **members)[kind]
    assert (window["from"], window["to"]) == ("2023-09-03T23:59:59Z", EXPORT)


@pytest.mark.parametrize(
    ("absent", "kind"),
    [("messages", "message"), ("Invitations", "request_sent"), ("Connections", "connected")],
)
def test_what_is_not_there_shows_nothing(tmp_path: Path, absent: str, kind: str) -> None:
    members = {"Connections": LISTED, "messages": CHAT, "Invitations": ASKED}
    del members[absent]
    window = _windows(tmp_path, **members)[kind]
    assert (window["from"], window["to"]) == (None, None)
    assert f"{absent}.csv" in window["basis"]


@pytest.mark.parametrize("kind", ["reaction", "comment", "call", "block", "disconnected"])
def test_what_linkedin_never_exports(tmp_path: Path, kind: str) -> None:
    window = _windows(tmp_path, Connections=LISTED, messages=CHAT)[kind]
    assert (window["from"], window["to"]) == (None, None)
    assert window["basis"]


def _written_at(hours: list[int]) -> list[str]:
    import pandas as pd

    start = pd.Timestamp("2020-01-07 10:00:00")
    return [str(start + pd.Timedelta(hours=sum(hours[: n + 1]))) for n in range(len(hours))]


@settings(max_examples=10, deadline=None)
@given(gaps=st.lists(st.sampled_from([1, 24 * 13, 24 * 89 + 23, 24 * 90, 24 * 91]), max_size=6))
def test_every_silence_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, gaps: list[int]
) -> None:
    """Worked out by hand: a gap between two messages is a silence from 90 days on."""
    times = _written_at([0, *gaps])
    rows = [("c1", "<", "Ann Roe", "ann-roe", at, f"At {at}") for at in reversed(times)]
    path = written(tmp_path_factory.mktemp("gaps"), Connections=LISTED, messages=messages(*rows))
    found = [s for s in steps(analyse([path])) if s[0] == "silence"]
    long = [hours // 24 for hours in gaps if hours >= 24 * 90]
    assert [s[5] for s in found[:-1]] == long
    assert [s[-1][1:] for s in found] == [("person", False)] * len(long) + [(None, True)]
