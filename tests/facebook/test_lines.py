"""The platform's own lines: found as wholes, and only where they name somebody of the thread."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import polars as pl
import pytest

from reciprocity.sources.facebook.lines import (
    KINDS,
    LINE,
    callable_names,
    candidates,
    is_departed,
    kind_of,
)

_NAMES = callable_names(frozenset({"Ann Marie Roe", "Olive Owner", "Zoë Roe"}))
_TABLES = tomllib.loads(
    files("reciprocity.sources.facebook").joinpath("lines.toml").read_text(encoding="utf-8")
)
_WRITTEN = [(kind, text) for kind in LINE for texts in _TABLES[kind].values() for text in texts]
_FILLED = {"<n>": "Ann", "<a>": "You", "<k>": "12", "<e>": "❤️", "<*>": "The Trip."}


def _filled(text: str) -> str:
    for place, words in _FILLED.items():
        text = text.replace(place, words)
    return text


@pytest.mark.parametrize(("kind", "text"), _WRITTEN)
def test_every_line_of_the_table_is_found(kind: str, text: str) -> None:
    line = _filled(text)
    for form in (line, line.replace("'", "\u2019"), f"{line} ", line.replace(" !", "\u00a0!")):
        assert KINDS[kind_of(form, _NAMES)] == kind
        assert candidates(pl.Series([form, "something else"])).to_list() == [0]


@pytest.mark.parametrize(("kind", "text"), _WRITTEN)
def test_a_message_that_holds_a_line_is_no_line(kind: str, text: str) -> None:
    if "<*>" not in text:
        assert kind_of(f"{_filled(text)} And then it went dark", _NAMES) == 0
    assert kind_of(f"It says: {_filled(text)}", _NAMES) == 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Say hi to your new Facebook friend, Ann.", "connected"),
        ("Say hi to your new Facebook friend, Ann Marie.", "connected"),
        ("Say hi to your new Facebook friend, ann marie roe.", "connected"),
        ("Say hi to your new Facebook friend, Zoe\u0308.", "connected"),
        ("Say hi to your new Facebook friend, Marie.", ""),
        ("Say hi to your new Facebook friend, Kim.", ""),
        ("Say hello to my little friend.", ""),
        ("A Messenger user is waving at you!", "wave"),
        ("Facebook user is waving at you!", "wave"),
        ("Somebody is waving at you!", ""),
        ("Tom called you.", ""),
        ("Ann called you.", "call_of_person"),
        ("You missed a call from Ann Marie Roe.", "call_of_person"),
        ("Olive called you.", "call_of_person"),
        ("Ann missed your call.", "call_of_owner"),
        ("Tú y Ann celebran muchos años de amistad en Facebook", ""),
        ("Un contact vous a ajouté sur Messenger.", "contact"),
        ("A contact added Kim Poe and 2 others to the group.", "group"),
        ("Reacted 👍🏽 to your message ", "reaction"),
        ("Reacted badly to your message", ""),
        ("Reacted to your message", ""),
        ("You are now connected on Messenger.", "connected"),
        ("You are now connected on Messenger!", ""),
        ("you are now connected on messenger", ""),
        ("Are you now connected on Messenger?", ""),
        ("Ann named the group Trip to\nRome", "group"),
    ],
)
def test_names_must_be_of_the_thread(text: str, kind: str) -> None:
    assert KINDS[kind_of(text, _NAMES)] == kind


def test_departed_people_are_told_from_people() -> None:
    for name in ("Facebook user", "facebook USER", "Usuario de Facebook", "Utilisateur  Facebook"):
        assert is_departed(name)
    for name in ("Facebook", "User", "Facebook User Group", "A contact", ""):
        assert not is_departed(name)


def test_candidates_are_places_in_the_column() -> None:
    texts = pl.Series(["", "You called Ann.", "x" * 2000 + " called you.", "no", "Liked a message"])
    assert candidates(texts).to_list() == [1, 4]
    assert candidates(pl.Series([], dtype=pl.String)).to_list() == []
