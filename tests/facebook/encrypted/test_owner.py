"""Whose chats they are: nothing in the encrypted download says it (facebook.md 5 and 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.errors import NotRecognisedError, UsageError
from reciprocity.inspection import read
from tests.coverage.given import ANN, ME, Download, ann
from tests.facebook.encrypted.given import (
    BO,
    CY,
    OTHERS,
    chat,
    reading_of,
    readings_of,
    said,
    write,
    write_chats,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPOKEN: Final = [said(ANN, "2024-03-01T10:00:00", "One"), said(ME, "2024-03-02T10:00:00", "Two")]
BY_THREADS: Final = "the owner is taken to be the one who is in nearly every conversation"
BY_PLACE: Final = "the owner is taken to be the one who is named first in every conversation"


def _one_chat(tmp_path: Path, parties: Sequence[str]) -> Path:
    members = {"Ann Roe_1.json": chat(ANN, SPOKEN, participants=list(parties))}
    return write(tmp_path / "messages.zip", members)


def _sides(reading: Any) -> list[tuple[str, str]]:
    return list(reading.events.sort("at").select("actor", "name").iter_rows())


THEIRS: Final = [("person", ANN), ("owner", ANN)]


def test_the_name_in_all_chats_wherever_it_stands(tmp_path: Path) -> None:
    members = {
        "Ann Roe_1.json": chat(ANN, SPOKEN, participants=[ANN, ME]),
        "Bo Li_2.json": chat(BO, [], number=2),
    }
    reading = reading_of(write(tmp_path / "messages.zip", members))
    assert (reading.owner.name, _sides(reading)) == (ME, THEIRS)
    assert BY_THREADS in reading.reasons


def test_one_chat_alone_is_of_whoever_is_named_first(tmp_path: Path) -> None:
    reading = reading_of(_one_chat(tmp_path, [ME, ANN]))
    assert (reading.owner.name, _sides(reading)) == (ME, THEIRS)
    assert BY_PLACE in reading.reasons


def test_two_chats_with_the_same_one(tmp_path: Path) -> None:
    members = {f"Ann Roe_{n}.json": chat(ANN, SPOKEN, number=n) for n in (1, 2)}
    assert reading_of(write(tmp_path / "messages.zip", members)).owner.name == ME


@pytest.mark.parametrize("name", [ME, ME.upper()])
def test_the_user_says_who(tmp_path: Path, name: str) -> None:
    reading = reading_of(_one_chat(tmp_path, [ANN, ME]), name)
    assert _sides(reading) == THEIRS
    assert reading.owner.name == name
    assert not {BY_PLACE, BY_THREADS} & set(reading.reasons)


def test_a_name_that_is_in_no_chat(tmp_path: Path) -> None:
    """The user's other name, as on LinkedIn: the chats tell which one is meant."""
    reading = reading_of(write_chats(tmp_path, ann=SPOKEN, **OTHERS), "Olivia O.")
    assert reading.owner.name == "Olivia O."
    assert reading.owner.names == {"Olivia O.", ME}
    assert set(reading.events["name"]) == {ANN, BO, CY}


def test_nobody_knows(tmp_path: Path) -> None:
    members = {
        "Ann Roe_1.json": chat(ANN, [said(ANN, "2024-03-01T10:00:00")], participants=[ANN, "X Y"]),
        "Bo Li_2.json": chat(BO, [said(BO, "2024-03-01T10:00:00")], participants=[BO, "V W"]),
    }
    path = write(tmp_path / "messages.zip", members)
    reading = reading_of(path)
    assert [(p.kind, p.member) for p in reading.problems] == [("owner unknown", "Ann Roe_1.json")]
    assert reading.events.height == 0
    assert reading.generated == {}
    with pytest.raises(NotRecognisedError, match="name it with --owner"):
        read([path])


MAIN: Final = Download(
    day="2025-06-10",
    friends=((ANN, "2019-03-01T10:00:00"),),
    threads={"e2ee_cutover/annroe_100000000000001": [ann("2023-06-01T10:00:00")]},
)


def test_the_main_download_says_who(tmp_path: Path) -> None:
    paths = [_one_chat(tmp_path, [ANN, ME]), MAIN.write(tmp_path)]
    reading = next(r for r in readings_of(paths) if r.is_encrypted)
    assert (reading.owner.name, _sides(reading)) == (ME, THEIRS)
    people = read(paths).people["name"].to_list()
    assert sorted(people) == [ANN, "Zoe Old"]


def test_the_chats_of_somebody_else(tmp_path: Path) -> None:
    """Olive is one of Ann's chats: that does not make the download hers."""
    members = {
        "Olive Owner_1.json": chat(ME, [], participants=[ANN, ME]),
        "Bo Li_2.json": chat(BO, [SPOKEN[0]], participants=[ANN, BO], number=2),
        "Cy Novák_3.json": chat(CY, [SPOKEN[0]], participants=[ANN, CY], number=3),
    }
    paths = [write(tmp_path / "messages.zip", members), MAIN.write(tmp_path)]
    with pytest.raises(UsageError, match="two different people"):
        read(paths)


def test_another_name_in_the_chats(tmp_path: Path) -> None:
    """Renamed between the two downloads: they are one owner's when the user says so."""
    renamed = {
        f"{name}_{n}.json": chat(
            name, [said(name, f"2024-03-0{n}T10:00:00")], participants=["Olive Newname", name],
            number=n,
        )
        for n, name in enumerate((ANN, BO, CY), 1)
    }  # fmt: skip
    paths = [write(tmp_path / "messages.zip", renamed), MAIN.write(tmp_path)]
    with pytest.raises(UsageError, match="two different people"):
        read(paths)
    assert sorted(read(paths, owner="Olive Newname").people["name"]) == [ANN, BO, CY, "Zoe Old"]
