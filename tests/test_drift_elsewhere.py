"""What is new in the profile, in pages in HTML and in encrypted chats is told as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity import read
from tests.coverage.given import ANN, ME
from tests.facebook.downloads import as_json
from tests.facebook.encrypted.given import OTHERS, chats, said, write
from tests.facebook.html.story import BO_DIR, EXPORTED, OWNER, ZONE, in_html
from tests.facebook.html.writing import STYLES, Writer
from tests.facebook.trees import DATED, PATHS, zipped
from tests.test_drift import drifts, facebook_with

if TYPE_CHECKING:
    from pathlib import Path

_SECRET = "your_facebook_activity/messages/secret_conversations.json"
_FRIENDS = "connections/friends/your_friends.html"
_BOX = "your_facebook_activity/messages/inbox/.../"


def _profile(**keys: Any) -> bytes:
    name = {"full_name": "Olive Öwner", "first": "Olive", "middle": "", "last": "Öwner"}
    names = {
        "name": name,
        "previous_names": [{"name": "Olive Maiden", "timestamp": 1_300_000_000}],
        "emails": {"emails": ["olive@mail.example"], "previous_emails": []},
        "profile_uri": "https://www.facebook.com/olive",
        "registration_timestamp": 1_200_000_000,
    }
    return as_json({"profile_v2": {**names, **keys}})


def test_new_keys_of_the_profile_are_told(tmp_path: Path) -> None:
    profile = PATHS["profile"]
    assert drifts(facebook_with(tmp_path, {profile: _profile()})) == {}
    changed = _profile(
        nick_names=[{"name": "Liv"}],
        other_names=[{"name": "Liv", "type": "nickname", "timestamp": 0, "shown_to": "all"}],
    )
    found = facebook_with(tmp_path, {profile: changed})
    assert drifts(found) == {profile: (["nick_names", "other_names.shown_to"], 0)}
    assert found.owner_name == "Olive Öwner"


def test_new_keys_of_the_list_of_secret_conversations_are_told(tmp_path: Path) -> None:
    calls = [{"start_time": 1, "end_time": 2, "call_type": "audio", "call_participants": [
        {"identifier": "1", "mood": "good"}]}]  # fmt: skip
    secret = {"has_sent_message": True, "armadillo_devices": [{"x": 1}], "calls": calls}
    found = facebook_with(tmp_path, {_SECRET: {"secret_conversations_v2": secret}})
    assert drifts(found) == {_SECRET: (["calls.call_participants.mood"], 0)}


def test_new_keys_of_encrypted_chats_are_told_without_names(tmp_path: Path) -> None:
    plain = {
        **chats(**OTHERS, ann=[said(ANN, "2024-03-01T10:00:00"), said(ME, "2024-03-02T10:00:00")])
    }
    assert drifts(read([write(tmp_path / "plain.zip", plain)])) == {}
    ann = next(name for name in plain if ANN in name)
    many = [said(ANN, "2024-03-01T10:00:00") for _ in range(300)]
    newest = said(ME, "2024-03-02T10:00:00", mood="good", media=[{"uri": "x", "tone": 1}])
    changed = {**plain, ann: {**plain[ann], "messages": [*many, newest], "theme": "blue"}}
    found = read([write(tmp_path / "new.zip", changed)])
    assert drifts(found) == {"...": (["messages.media.tone", "messages.mood", "theme"], 0)}


def _pages(style: str) -> dict[str, bytes]:
    return in_html(Writer(style=style, zone=ZONE, owner=OWNER, made=EXPORTED))


def _drift_of(folder: Path, members: dict[str, bytes]) -> dict[str, tuple[list[str], int]]:
    return drifts(read([zipped(folder / f"{DATED}.zip", members)]))


@pytest.mark.parametrize("style", STYLES)
def test_no_page_of_a_known_era_drifts(tmp_path: Path, style: str) -> None:
    assert _drift_of(tmp_path, _pages(style)) == {}


def _heading_of_bo(page: bytes, end: bytes) -> tuple[bytes, bytes]:
    """Return a page around the first card's heading with this name, not around its title."""
    mark = next(m for m in (b"_2lel", b"_a6-i") if m in page)
    start = page.index(b"Bo Li" + end, page.index(mark)) + len(b"Bo Li" + end)
    return page[:start], page[start:]


@pytest.mark.parametrize("style", ["en 2021", "en 2024", "en 2026"])
def test_what_stands_in_a_card_and_is_no_known_part_of_it_is_told(
    tmp_path: Path, style: str
) -> None:
    members = _pages(style)
    plain = read([zipped(tmp_path / f"{DATED}.zip", members)])
    end = b"</h2>" if style == "en 2026" else b"</div>"
    new = b'<div class="_3-95 _b7-x mood"><i>Close friend</i></div><em>Bo</em><u></u>'
    for path in (_FRIENDS, f"{BO_DIR}.html"):
        before, after = _heading_of_bo(members[path], end)
        members[path] = before + new + after
    found = read([zipped(tmp_path / f"{DATED}.zip", members)])
    assert drifts(found) == {
        _FRIENDS: (["_b7-x", "em", "mood"], 0),
        _BOX: (["_b7-x", "em", "mood"], 0),
    }
    assert found.problems == plain.problems
    assert found.events.drop("event_id").equals(plain.events.drop("event_id"))
