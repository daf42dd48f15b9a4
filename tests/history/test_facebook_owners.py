"""Whose downloads they are: one owner under several names, or several owners, who are refused.

Rules: facebook.md section 6.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.errors import UsageError
from reciprocity.inspection import read
from tests.coverage.given import ME, Download
from tests.exports import connections
from tests.history.facebook import FIRST, SECOND
from tests.timeline.stories import written

if TYPE_CHECKING:
    from pathlib import Path


def _refused(paths: list[Path], owner: str | None = None) -> int | None:
    try:
        read(paths, owner=owner)
    except UsageError as error:
        return int(error.exit_code)
    return None


@pytest.mark.parametrize(("other", "refused"), [(ME, None), ("OLIVE OWNER", None), ("Pia Parr", 2)])
def test_two_owners_on_facebook(tmp_path: Path, other: str, refused: int | None) -> None:
    paths = [Download(day=FIRST).write(tmp_path), Download(day=SECOND, owner=other).write(tmp_path)]
    assert _refused(paths) == refused


def test_namesakes_of_one_word_on_one_platform_are_two_people(tmp_path: Path) -> None:
    paths = [
        Download(day=FIRST).write(tmp_path),
        Download(day=SECOND, owner="Pia Owner").write(tmp_path),
    ]
    assert _refused(paths) == 2


def test_a_former_name_is_the_same_owner(tmp_path: Path) -> None:
    profile = "personal_information/profile_information/profile_information.json"
    told = {"name": {"full_name": "Olive Lopez"}, "previous_names": [{"name": ME, "timestamp": 1}]}
    paths = [
        Download(day=FIRST).write(tmp_path),
        Download(day=SECOND, owner="Olive Lopez", members={profile: {"profile_v2": told}}).write(
            tmp_path
        ),
    ]
    assert _refused(paths) is None


@pytest.mark.parametrize(
    ("other", "owner", "refused"),
    [
        (ME, None, None),
        ("Olive", None, None),
        ("Olive Maria Lopez", None, None),
        ("Pia Parr", None, 2),
        ("Pia Parr", ME, None),
    ],
)
def test_owners_on_two_platforms(
    tmp_path: Path, other: str, owner: str | None, refused: int | None
) -> None:
    linked = written(tmp_path, Connections=connections(("Bo", "Li", "bo-li", "03 Jan 2024")))
    paths = [linked, Download(day=FIRST, owner=other).write(tmp_path)]
    assert _refused(paths, owner) == refused
