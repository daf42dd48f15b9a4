"""Lines of languages that no table knows are learned, and nothing that people may type."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests.facebook.downloads import message, thread
from tests.facebook.talking import ME, ROOT, listed, talk_of

_SHOWN = "Teraz jste propojeni v Messengeru"
_OPEN = "Nyní si můžete psát a volat a vidět stav Aktivní"


def _czech(*, accepter: str, gap: int = 2) -> tuple[dict[str, Any], pl.DataFrame]:
    """Return threads of five people in a language without known lines, and the friends list."""
    files, friends = {}, []
    for n in range(5):
        name = f"Person {n}"
        sender = ME if accepter == "owner" or n % 2 else name
        friends.append((name, f"2020-01-0{n + 1}T10:00:00"))
        files[f"{ROOT}/inbox/person_{n}/message_1.json"] = thread(
            [name, ME],
            [
                message(sender, f"2020-01-0{n + 1}T10:00:{gap:02}", _SHOWN),
                message(name, f"2020-01-0{n + 1}T10:01:00", "Hi!"),
                message(ME, f"2020-01-0{n + 1}T10:01:02", "Hi!"),
            ],
        )
    for n in range(5, 9):
        name = f"Person {n}"
        first, second = (name, ME) if n % 2 else (ME, name)
        files[f"{ROOT}/inbox/person_{n}/message_1.json"] = thread(
            [name, ME],
            [
                message(first, f"2020-02-0{n}T10:00:00", f"First words {n}"),
                message(second, f"2020-02-0{n}T11:00:00", _OPEN),
                message(second, f"2020-02-0{n}T11:00:02", f"Answer {n}"),
            ],
        )
    return files, listed("connected", friends)


def test_lines_in_an_unknown_language_are_learned() -> None:
    files, friends = _czech(accepter="both")
    talk = talk_of(files, friends=friends)
    assert talk.learned == ("connected", "can message")
    assert talk.connected["learned"].all()
    assert set(talk.connected["certainty"]) == {"inferred"}
    assert talk.connected["actor"].to_list() == ["person", "owner", "person", "owner", "person"]
    accepted = talk.part.events.filter(pl.col("activity") == "message_request_accepted")
    assert set(accepted["certainty"]) == {"inferred"}
    assert accepted["actor"].to_list() == ["owner", "person", "owner", "person"]
    asked = talk.part.events.filter(pl.col("channel") == "message_request")
    assert asked["text"].to_list() == [f"First words {n}" for n in range(5, 9)]
    assert not {_SHOWN, _OPEN} & set(talk.part.events["text"])


def test_what_people_could_have_typed_is_not_learned() -> None:
    """One person's pasted greeting, half a minute after each new friendship."""
    files, friends = _czech(accepter="owner", gap=30)
    talk = talk_of(files, friends=friends)
    assert "connected" not in talk.learned
    assert (talk.part.events["text"] == _SHOWN).sum() == 5
    instant, friends = _czech(accepter="owner", gap=3)
    assert "connected" in talk_of(instant, friends=friends).learned
    assert talk_of(instant).learned == ("can message",)
