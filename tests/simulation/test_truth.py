"""The truth says what the downloads hold, and who everybody is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from simulation.settings import settings

from tests.simulation.reading import connected, rows_of, slug, talks, truth_of

if TYPE_CHECKING:
    from tests.simulation.conftest import Written

EXTRACTIVE = {"pitch_slapper", "late_pitcher", "remover", "rude_recruiter"}
NEITHER = {"collector", "ignorer", "courteous_recruiter"}


def counted(written: Written) -> dict[str, dict[str, int]]:
    """Return what the files hold of everybody, by slug, counted from their rows alone."""
    owner, invited = written.world.owner.slug, {}
    for path in written.paths:
        for row in rows_of(path, "Invitations.csv"):
            ends = {slug(row["inviterProfileUrl"]), slug(row["inviteeProfileUrl"])}
            (other,) = ends - {owner}
            invited[other] = row["Message"]
    praise = {
        side: Counter(
            found
            for found, *_ in {
                (slug(row[f"{role} Public Url"]), i, row["Skill Name"])
                for i, row in enumerate(rows_of(written.paths[-1], member))
            }
        )
        for side, role, member in (
            ("given", "Endorsee", "Endorsement_Given_Info.csv"),
            ("received", "Endorser", "Endorsement_Received_Info.csv"),
        )
    }
    said = talks(written.paths, owner)
    return {
        one: {
            "sent": sum(by_owner for _, by_owner, _ in said.get(one, [])),
            "received": sum(not by_owner for _, by_owner, _ in said.get(one, [])),
            "endorsements_given": praise["given"][one],
            "endorsements_received": praise["received"][one],
            "invitations": int(one in invited),
        }
        for one in {*said, *praise["given"], *praise["received"], *invited}
    }


def test_counts_are_those_of_the_files(written: Written) -> None:
    found, nothing = counted(written), dict.fromkeys(("sent", "received"), 0)
    truth = truth_of(written.truth)
    assert {row["slug"] for row in truth} >= found.keys()
    for row in truth:
        given = found.get(row["slug"], nothing)
        notes = int(row["notes"])
        by_owner = row["asked_by"] == "owner"
        assert given["sent"] == int(row["messages_sent"]) + notes * by_owner
        assert given["received"] == int(row["messages_received"]) + notes * (not by_owner)
        for name in ("endorsements_given", "endorsements_received", "invitations"):
            assert given.get(name, 0) == int(row[name]), name
        parts = ("messages_sent", "messages_received", "endorsements_given")
        whole = sum(int(row[part]) for part in (*parts, "endorsements_received"))
        requests = int(row["invitations"] == "1" or row["notes"] == "1")
        assert int(row["acts"]) == whole + requests


def test_every_character_is_there_in_the_smallest_world(two: Written) -> None:
    assert {row["character"] for row in truth_of(two.truth)} == set(settings().characters)


def test_shares_are_roughly_those_of_the_characters(many: Written) -> None:
    found = Counter(row["character"] for row in truth_of(many.truth))
    for kind, character in settings().characters.items():
        assert found[kind] / 2_000 == pytest.approx(character.share, abs=0.025)


def test_reciprocity_is_drawn_around_that_of_the_character(many: Written) -> None:
    for row in truth_of(many.truth):
        middle, reach = settings().characters[row["character"]].reciprocity
        assert abs(float(row["reciprocity"]) - middle) <= reach
        assert -1 <= float(row["reciprocity"]) <= 1


def test_who_is_extractive_is_told_by_the_character(many: Written) -> None:
    for row in truth_of(many.truth):
        kind = row["character"]
        expected = "true" if kind in EXTRACTIVE else "" if kind in NEITHER else "false"
        assert row["extractive"] == expected
        assert row["owner_extractive"] == str(kind == "pitched_by_owner").lower()


def test_the_truth_lies_beside_the_download_and_nothing_of_it_inside(two: Written) -> None:
    assert two.truth.parent == two.paths[0].parent
    words = {word for kind in settings().characters for word in (kind, kind.replace("_", "-"))}
    for path in two.paths:
        content = path.read_bytes().lower()
        assert not [word for word in words if "_" in word and word.encode() in content]
        assert b"reciproc" not in content
        assert b"extractive" not in content


def test_a_removal_shows_between_two_downloads_only(two: Written) -> None:
    first, last = (connected(path) for path in two.paths)
    removed = {row["slug"] for row in truth_of(two.truth) if row["removed_at"]}
    assert removed
    assert removed & first.keys()
    assert not removed & last.keys()
    assert first.keys() - last.keys() == removed & first.keys()
    everybody = {row["slug"] for row in truth_of(two.truth) if row["connected_at"]}
    assert last.keys() == everybody - removed
