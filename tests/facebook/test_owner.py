"""Whose download it is, and what happens when it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.sources.base import Owner
from reciprocity.sources.facebook.owner import find_owner, takes_part
from tests.facebook.downloads import as_json, message, thread
from tests.facebook.trees import DATED, JANA, LAYOUTS, OWNER, reading_of, tree, zipped

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = LAYOUTS["2024"]["profile"]


def _parties(*threads: str) -> pl.DataFrame:
    rows = [(f"c{n}", name) for n, names in enumerate(threads) for name in names.split()]
    return pl.DataFrame(
        rows, schema={"conversation_id": pl.String, "name": pl.String}, orient="row"
    )


def _profile(*names: str) -> Owner:
    return Owner(name=names[0], handle=None, names=frozenset(names))


@pytest.mark.parametrize(
    ("profiles", "told", "threads", "name", "names", "doubt"),
    [
        # The profile says it.
        ([_profile("Ann")], None, ["Ann Bob", "Ann Cid"], "Ann", {"Ann"}, None),
        ([_profile("Ann", "Old")], None, ["Ann Bob"], "Ann", {"Ann", "Old"}, None),
        ([_profile("Ann")], None, [], "Ann", {"Ann"}, None),
        # An earlier name in the conversations is the owner's too.
        ([_profile("Ann", "Old")], None, ["Old Bob", "Old Cid"], "Ann", {"Ann", "Old"}, None),
        # What the user says is shown, and added to the names.
        ([_profile("Ann")], "Anna", ["Ann Bob", "Ann Cid"], "Anna", {"Ann", "Anna"}, None),
        ([], "Ann", ["Ann Bob"], "Ann", {"Ann"}, None),
        ([], "ann", ["Ann Bob"], "ann", {"Ann", "ann"}, None),
        # Only the conversations tell.
        ([], None, ["Ann Bob", "Ann Cid"], "Ann", {"Ann"}, "is taken to be"),
        ([], None, ["Ann Bob", "Ann Cid", "Ann D", "Ann E", "F G"], "Ann", {"Ann"}, "taken to be"),
        ([], None, ["Ann Bob"], None, set(), None),
        ([], None, ["Ann Bob", "Cid Bob Ann"], None, set(), None),
        ([], None, ["Ann Bob", "Ann Cid", "E F"], None, set(), None),
        ([], None, [], None, set(), None),
        # The profile's name is in no conversation.
        (
            [_profile("Ann B C")], None, ["Ann.D Bob", "Ann.D Cid"],
            "Ann B C", {"Ann B C", "Ann.D"}, "under another name",
        ),
        ([], "Zed", ["Ann Bob", "Ann Cid"], "Zed", {"Zed", "Ann"}, "under another name"),
        ([_profile("Zed")], None, ["Ann Bob", "Cid D"], "Zed", {"Zed"}, None),
        # Two profiles in one folder: both are the owner's.
        (
            [_profile("Ann"), _profile("Page")], None, ["Page B"],
            "Ann", {"Ann", "Page"}, "two profiles",
        ),
        # ... unless the user tells which one it is.
        ([_profile("Ann"), _profile("Bo")], "Bo", ["Bo C", "Ann D"], "Bo", {"Bo"}, None),
    ],
)  # fmt: skip
def test_find_owner(
    profiles: list[Owner],
    told: str | None,
    threads: list[str],
    name: str | None,
    names: set[str],
    doubt: str | None,
) -> None:
    found = find_owner(profiles, _parties(*threads), told)
    assert found.owner == Owner(name=name, handle=None, names=frozenset(names))
    assert (found.doubt is None) == (doubt is None)
    assert doubt is None or doubt in (found.doubt or "")


def test_takes_part_compares_without_case() -> None:
    assert takes_part(_profile("ANN"), _parties("Ann Bob"))
    assert not takes_part(_profile("Ann"), _parties("Bob Cid"))
    assert not takes_part(Owner(name=None, handle=None), _parties("Bob Cid"))


def test_who_is_unknown_has_said_nothing(tmp_path: Path) -> None:
    members = tree("2024")
    del members[PROFILE], members[next(path for path in members if "/bobroe" in path)]
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.owner == Owner(name=None, handle=None)
    assert "message" not in set(reading.events["activity"])
    assert "message" not in reading.generated
    assert "connected" in reading.generated
    (problem,) = reading.problems
    assert (problem.kind, problem.row) == ("owner unknown", None)
    assert "--owner" in problem.hint
    assert reading.advice is not None
    assert "--owner" in reading.advice


def test_an_owner_who_is_on_no_side_is_told_as_that(tmp_path: Path) -> None:
    members = {path: data for path, data in tree("2024").items() if "/messages/" not in path}
    chat = thread(["Friend A", "Friend B"], [message("Friend A", "2023-01-01T10:00:00", "hi")])
    place = "your_facebook_activity/messages/inbox/a_100000000000001/message_1.json"
    members[place] = as_json(chat)
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members), owner=OWNER)
    (problem,) = reading.problems
    assert (problem.kind, problem.hint[:45]) == (
        "owner unknown", "The name of the owner stands on no side of th",
    )  # fmt: skip
    assert (reading.advice or "").startswith("The name of the owner stands on no side of the mess")
    assert "message" not in set(reading.events["activity"])


def test_the_name_told_settles_it(tmp_path: Path) -> None:
    members = tree("2024")
    del members[PROFILE], members[next(path for path in members if "/bobroe" in path)]
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members), owner=OWNER)
    assert reading.problems == ()
    assert reading.owner.name == OWNER
    assert reading.events.filter(pl.col("activity") == "message")["actor"].to_list() == [
        "person", "owner",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Somebody Else", "Somebody Else"),
        (" Somebody \n Else", "Somebody Else"),
        ("  ", OWNER),
        ("\u2063", OWNER),
        ("\U0001f600" * 99, "\U0001f600" * 99),
    ],
)
def test_a_strange_name_told_costs_nothing(tmp_path: Path, told: str, shown: str) -> None:
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", tree("2024")), owner=told)
    assert reading.owner.names == {shown, OWNER, "Olive Maiden"}
    assert reading.owner.name == shown
    assert reading.events.filter(pl.col("activity") == "message").height == 4


def test_another_name_in_every_conversation_is_the_owners(tmp_path: Path) -> None:
    members = {path: data for path, data in tree("2024").items() if "/inbox/" not in path}
    for n in range(3):
        chat = thread(
            [f"Friend {n}", "O. Owner"], [message("O. Owner", "2023-01-01T10:00:00", f"hi {n}")]
        )
        path = LAYOUTS["2024"]["inbox"].format(f"f_1234567890{n}")
        members[path] = as_json(chat)
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert reading.owner.name == OWNER
    assert "O. Owner" in reading.owner.names
    assert set(reading.events.filter(pl.col("activity") == "message")["actor"]) == {"owner"}
    assert any("under another name" in reason for reason in reading.reasons)


def test_rows_about_the_owner_are_left_out(tmp_path: Path) -> None:
    members = tree("2024")
    removed = {"deleted_friends_v2": [{"name": OWNER, "timestamp": 1_600_000_000}]}
    members[LAYOUTS["2024"]["removed"]] = as_json(removed)
    reading = reading_of(zipped(tmp_path / f"{DATED}.zip", members))
    assert OWNER not in set(reading.events["name"])
    assert JANA in set(reading.events["name"])
