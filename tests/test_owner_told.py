"""Whose the archives are: what the user says of it, beside what they say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.inspection import read
from tests.coverage.given import ME, Download, ann, me
from tests.exports import NAME, PROFILE, connections, write_zip
from tests.facebook.trees import OWNER, tree, zipped

if TYPE_CHECKING:
    from pathlib import Path


def _linkedin(tmp_path: Path) -> Path:
    members = {
        "Profile.csv": PROFILE,
        "Connections.csv": connections(("Ann", "Roe", "ann", "01 Feb 2024")),
    }
    return write_zip(tmp_path / NAME, members)


def _facebook(tmp_path: Path) -> Path:
    threads = {"inbox/annroe_100000000000001": [ann("2024-01-12T10:00:00")]}
    return Download(day="2024-06-01", threads=threads).write(tmp_path)


@pytest.mark.parametrize("make", [_linkedin, _facebook])
def test_an_owner_whom_the_archive_does_not_name_is_counted(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = make(tmp_path)
    named = read([path]).owner_name
    for owner in (None, named, named.upper()):
        assert read([path], owner=owner).problems == ()
    (problem,) = read([path], owner="Somebody Else").problems
    assert (problem.archive, problem.kind) == (path.name, "another owner")


def test_another_name_of_the_owner_s_is_no_contradiction(tmp_path: Path) -> None:
    path = zipped(tmp_path / "facebook-olive-2024-05-10-AbCdEf12.zip", tree("2024"))
    reading = read([path])
    assert reading.problems == ()
    names = {OWNER, "Olive Maiden"}
    assert {name for name in names if not read([path], owner=f" {name.upper()} ").problems} == names
    assert len(read([path], owner="Olive").problems) == 1
    assert read([path], owner="  ").problems == ()


def test_who_is_told_of_an_archive_that_names_nobody_is_no_contradiction(tmp_path: Path) -> None:
    threads = {
        "inbox/annroe_100000000000001": [ann("2024-01-12T10:00:00"), me("2024-01-13T10:00:00")]
    }
    path = Download(day="2024-06-01", threads=threads, owner=None, usual=False).write(tmp_path)
    assert {p.kind for p in read([path], owner=ME).problems} == set()
