"""With the roles of owner and person swapped, what is directed changes sides and nothing else.

Three things are not symmetric in an archive, and are left out here: LinkedIn's words to somebody
who is in no list suggest a connection when the owner had the first word, and not when the other
side had; Facebook's list of removed friends holds those the owner removed; and an end by itself has
no actor, so that it stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.analysis import analyse
from tests.coverage.given import id_of
from tests.ranking.proving import proven
from tests.ranking.relationships import (
    SWAPPED,
    Relationship,
    analysed,
    circles,
    facebook_download,
    people_of,
)

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis

_VERDICTS: Final = {
    "one_sided_you": "one_sided_them",
    "one_sided_them": "one_sided_you",
    "extractive": "extractive_you",
    "extractive_you": "extractive",
}
_WAYS: Final = {"sent": "received", "received": "sent"}
_PRAISE: Final = {"given": "received", "received": "given"}
_ACTORS: Final = {"owner": "person", "person": "owner"}


@pytest.fixture(autouse=True)
def plain_words() -> None:
    """Let the real words decide what a message is."""


def _mirrored_counts(counts: dict[str, int]) -> dict[str, int]:
    found = {}
    for name, number in counts.items():
        kind, _, way = name.rpartition("_")
        ways = _PRAISE if kind in {"endorsements", "recommendations"} else _WAYS
        found[f"{kind}_{ways[way]}" if way in ways else name] = number
    return found


def _mirrored_stage(stage: dict[str, Any]) -> tuple[Any, ...]:
    detail = dict(stage["detail"])
    if stage["stage"] == "message":
        detail["sent"], detail["received"] = detail["received"], detail["sent"]
    if stage["stage"] == "silence":
        detail["broken_by"] = _ACTORS.get(detail["broken_by"])
    return (*_told(stage)[:3], _ACTORS.get(stage["actor"], stage["actor"]), detail)


def _told(stage: dict[str, Any]) -> tuple[Any, ...]:
    """Return a stage but for its events, which are named by who wrote to whom."""
    return (stage["stage"], stage["at"], stage["days"], stage["actor"], stage["detail"])


def _figures_hold(person: dict[str, Any], image: dict[str, Any]) -> None:
    figures = [person[name] for name in ("score", "low", "high")]
    assert list(image["mirror"].values()) == pytest.approx(figures, abs=1e-12)
    assert [image[name] for name in ("score", "low", "high")] == pytest.approx(
        list(person["mirror"].values()), abs=1e-12
    )
    assert image["verdict"] == _VERDICTS.get(person["verdict"], person["verdict"])
    assert image["counts"] == _mirrored_counts(person["counts"])


def _stages_hold(person: dict[str, Any], image: dict[str, Any]) -> None:
    assert [_told(each) for each in image["stages"]] == [
        _mirrored_stage(each) for each in person["stages"]
    ]


@proven(5, circle=circles(most=16))
def test_linkedin(tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship]) -> None:
    """Of strangers only the figures: whether they were once connected is not told both ways."""
    plain = people_of(analysed(tmp_path_factory.mktemp("plain"), circle))
    images = people_of(analysed(tmp_path_factory.mktemp("image"), _swapped(circle)))
    assert plain.keys() == images.keys()
    for each in circle:
        person, image = plain.get(each.person_id), images.get(each.person_id)
        if person and image:
            _figures_hold(person, image)
        if person and image and each.met:
            _stages_hold(person, image)


@proven(5, circle=circles(most=16, endings=False))
def test_facebook(tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship]) -> None:
    plain = _on_facebook(tmp_path_factory, circle)
    image = _on_facebook(tmp_path_factory, _swapped(circle))
    people, images = people_of(plain), people_of(image)
    assert len(people) == len(images)
    for name in sorted(set(plain.people["name"]) - {"Zoe Old"}):
        person, other = people[id_of(plain, name)], images[id_of(image, name)]
        _figures_hold(person, other)
        _stages_hold(person, other)


def _swapped(circle: list[Relationship]) -> list[Relationship]:
    return [each.mirrored() for each in circle]


def _on_facebook(folder: pytest.TempPathFactory, circle: list[Relationship]) -> Analysis:
    return analyse([facebook_download(circle).write(folder.mktemp("facebook"))])


def test_what_is_swapped_twice_is_as_it_was() -> None:
    assert all(SWAPPED[SWAPPED[way]] == way for way in SWAPPED)
