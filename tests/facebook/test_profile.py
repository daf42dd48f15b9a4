from __future__ import annotations

from typing import Any

import pytest

from reciprocity.sources.base import Encryption, Owner
from reciprocity.sources.facebook.profile import (
    read_language,
    read_owner,
    read_secret,
    read_timezone,
)
from tests.facebook.downloads import loaded

NAME = {"full_name": "Zoé Blé", "first_name": "Zoé", "middle_name": "", "last_name": "Blé"}


@pytest.mark.parametrize("key", ["profile", "profile_v2"])
def test_the_owner_has_earlier_and_other_names(key: str) -> None:
    profile = {
        "name": NAME,
        "previous_names": [{"name": "Zoé Roux", "timestamp": 1}, {"name": ""}, None],
        "other_names": [{"name": "Zozo", "type": "Nickname", "timestamp": 0}],
        "emails": {"emails": ["zoe@example.org"]},
    }
    assert read_owner(loaded({key: profile})) == Owner(
        name="Zoé Blé", handle=None, names=frozenset({"Zoé Blé", "Zoé Roux", "Zozo"})
    )


@pytest.mark.parametrize(
    "name",
    [NAME, "Zoé Blé", {"first_name": "Zoé", "last_name": "Blé"}, {"first": "Zoé", "last": "Blé"}],
)
def test_every_key_of_the_profile_is_optional(name: Any) -> None:
    owner = read_owner(loaded({"profile_v2": {"name": name}}))
    assert owner == Owner(name="Zoé Blé", handle=None, names=frozenset({"Zoé Blé"}))


@pytest.mark.parametrize(
    "value",
    [
        None, [], "x", {}, {"profile_v2": None}, {"profile_v2": {}}, {"profile_v2": {"name": 5}},
        {"profile_v2": {"name": {"full_name": "\u206f"}}}, {"profile_updates_v2": {"name": NAME}},
        {"profile_v2": {"name": {}, "previous_names": 5, "other_names": {"name": "x"}}},
    ],
)  # fmt: skip
def test_a_profile_without_a_name_is_nobodys(value: Any) -> None:
    assert read_owner(loaded(value)) is None


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ({"timezone_v2": "Europe/Paris"}, "Europe/Paris"),
        ({"timezone": "America/New_York"}, "America/New_York"),
        ("Europe/Paris", "Europe/Paris"),
        ({"label_values": [{"label": "Múi giờ", "value": "Asia/Ho_Chi_Minh"}]}, "Asia/Ho_Chi_Minh"),
        ({"timezone_v2": "Paris"}, None),
        ({"timezone_v2": "../../etc/passwd"}, None),
        ({"timezone_v2": "Europe"}, None),
        ({"timezone_v2": ["Europe/Paris"]}, None),
        ({"label_values": 5}, None),
        (None, None),
    ],
)
def test_the_zone_of_the_account(value: Any, zone: str | None) -> None:
    assert read_timezone(loaded(value)) == zone


def test_the_language_of_the_account() -> None:
    data = {"name": "Locale", "value": "fr_FR"}
    value = {
        "language_and_locale_v2": [
            {
                "name": "Language",
                "children": [{"name": "Réglages", "entries": [{"timestamp": 1, "data": data}]}],
            }
        ]
    }
    assert read_language(loaded(value)) == "fr_FR"
    assert read_language(loaded({"label_values": [{"label": "x", "value": "es_LA"}]})) == "es_LA"
    assert read_language(loaded({"language_and_locale_v2": []})) is None
    assert read_language(None) is None


DEVICE = {"device_type": "Msgr:Android", "name": "Zoé's phone", "last_active_time": 1}


@pytest.mark.parametrize("key", ["secret_conversations", "secret_conversations_v2"])
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"has_sent_message": True}, Encryption(used=True)),
        ({"has_sent_message": False, "calls": [], "armadillo_devices": []}, Encryption()),
        ({"has_sent_message": "false"}, Encryption()),
        ({"armadillo_devices": [DEVICE]}, Encryption()),
        ({"has_sent_message": True, "tincan_devices": [DEVICE]}, Encryption(used=True)),
        (
            {"calls": [{"start_time": 1, "call_participants": [{"identifier": "100012345"}]}]},
            Encryption(used=True),
        ),
        (
            {"calls": [{"call_participants": [{"identifier": "Zoé Blé"}, {"name": "Bo Li"}]}]},
            Encryption(used=True, named=frozenset({"Zoé Blé", "Bo Li"})),
        ),
        ({"calls": {"x": 1}, "armadillo_devices": None}, Encryption()),
        ([], Encryption()),
        (None, Encryption()),
    ],
)
def test_the_list_of_secret_conversations(key: str, told: Any, expected: Encryption) -> None:
    assert read_secret(loaded({key: told})) == expected


def test_deep_values_do_not_break_it() -> None:
    deep: Any = "fr_FR"
    for _ in range(5000):
        deep = [{"value": deep}]
    assert read_language(deep) == "fr_FR"
    assert read_secret({"secret_conversations": {"x": deep}}) == Encryption()
