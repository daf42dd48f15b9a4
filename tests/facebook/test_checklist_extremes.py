"""Long texts and lists, deep nesting, keys told twice, names that steer; and who asked (4.4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.contracts import inspect_document
from tests.exports import log_of
from tests.facebook.checklist import (
    ANN,
    FRIENDS,
    ME,
    MESSAGES,
    RECEIVED,
    chat,
    inspected,
    kinds,
    say,
    settled,
    told,
)
from tests.facebook.downloads import entries

if TYPE_CHECKING:
    from pathlib import Path

_AT = 1_583_020_800
_WHEN = "2020-03-01 00:00:00"
_FINE = told("fine row", "connected", _WHEN, "unknown", channel="list", row=1, member=FRIENDS)
_HELLO = told("ann roe", "message", "10:00:00", "person", text="hello")


def _ann() -> dict[str, Any]:
    return chat("Ann Roe", say("Ann Roe", 0, "hello"))


def _row(name: object, at: object = _AT) -> dict[str, object]:
    return {"name": name, "timestamp": at}


def test_a_text_of_a_million_characters_comes_back_whole_and_is_told_nowhere(
    tmp_path: Path,
) -> None:
    text = "Zqx Ω " * 170_000 + "end"
    inspection = inspected(tmp_path, chat("Ann Roe", say("Ann Roe", 0, text)))
    assert inspection.events["text"].to_list() == [text]
    assert "Zqx" not in json.dumps(inspect_document(inspection))


def test_a_name_of_a_million_characters_costs_nobody_anything(tmp_path: Path) -> None:
    rows = [_row("Fine Row"), _row("Zqx" * 330_000)]
    inspection = inspected(tmp_path, _ann(), {FRIENDS: {"friends_v2": rows}})
    log = log_of(inspection)
    assert _FINE in log
    assert _HELLO in log
    assert len(log) == 3
    assert len(json.dumps(inspect_document(inspection))) < 20_000


@pytest.mark.parametrize("bad", [None, 7, [], {}, "x", {"name": 5}])
def test_a_hundred_thousand_bad_rows_cost_no_good_one(tmp_path: Path, bad: Any) -> None:
    rows = [_row("Fine Row"), *[bad] * 100_000, _row("Last Row")]
    inspection = inspected(tmp_path, _ann(), {FRIENDS: {"friends_v2": rows}})
    last = told("last row", "connected", _WHEN, "unknown", channel="list", row=100_002,
                member=FRIENDS)  # fmt: skip
    assert settled(log_of(inspection)) == settled([_FINE, last, _HELLO])
    assert len(inspection.problems) == 100_000
    assert inspection.exports[0].coverage["connected"]["from"] is None


def test_a_hundred_thousand_bad_messages_cost_no_good_one(tmp_path: Path) -> None:
    value = _ann()[ANN]
    value["messages"] = [*[None] * 50_000, *[{}] * 50_000, *value["messages"]]
    inspection = inspected(tmp_path, {ANN: value})
    assert log_of(inspection) == [(*_HELLO[:10], 100_001)]
    assert len(inspection.problems) == 100_000


@pytest.mark.parametrize("depth", [300, 1_100, 30_000])
def test_deep_nesting_costs_its_own_row(tmp_path: Path, depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    fine = json.dumps(_row("Fine Row")).encode()
    last = json.dumps(_row("Last Row")).encode()
    members = {FRIENDS: b'{"friends_v2":[%b,%b,%b]}' % (fine, deep, last)}
    inspection = inspected(tmp_path, _ann(), members)
    assert settled(log_of(inspection)) == settled(
        [_FINE, ("facebook:name/last row", *_FINE[1:10], 3), _HELLO]
    )
    assert (2, "unreadable row") in [(row, kind) for _, row, kind in kinds(inspection)]


def test_of_a_key_told_twice_one_is_read(tmp_path: Path) -> None:
    friends = b'{"friends_v2":[{"name":"Odd","timestamp":%d,"name":"Fine Row"}]}' % _AT
    assert log_of(inspected(tmp_path, _ann(), {FRIENDS: friends})) == [_FINE, _HELLO]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-1e400", b"1" * 5000, b"-0.0", b"1e18"])
def test_numbers_that_are_none_cost_their_row(tmp_path: Path, number: bytes) -> None:
    received = (
        b'{"received_requests_v2":[{"name":"Odd","timestamp":%b},{"name":"Rita","timestamp":%d}]}'
    )
    said = b'{"sender_name":"Bo Li","timestamp_ms":%b,"content":"odd"}' % number
    good = b'{"sender_name":"Bo Li","timestamp_ms":%d,"content":"good"}' % (_AT * 1000)
    talk = b'{"participants":[{"name":"Bo Li"},{"name":"Olive Owner"}],"messages":[%b,%b]}'
    path = f"{MESSAGES}/inbox/bo_100000000000002/message_1.json"
    inspection = inspected(
        tmp_path, {RECEIVED: received % (number, _AT), path: talk % (said, good)}
    )
    assert settled(log_of(inspection)) == settled([
        told("rita", "request_received", _WHEN, "person", channel="invitation", row=2,
             member=RECEIVED),
        told("bo li", "message", _WHEN, "person", text="good", row=2, member=path),
    ])  # fmt: skip
    assert sorted(kinds(inspection)) == [
        ("message_1.json", 1, "impossible date"),
        ("received_friend_requests.json", 1, "impossible date"),
    ]


@pytest.mark.parametrize(
    "name",
    ["\x1b[31mred", "\u202e\u2066abc", "a\x00b", "null", "nan", "../../x", "<script>", "\ufeffx"],
    ids=ascii,
)
def test_names_that_steer_are_names_like_any_other(tmp_path: Path, name: str) -> None:
    rows = [(name, "2020-03-01T00:00:00")]
    members = chat(name, say(name, 0, name), say(ME, 1, "re"))
    inspection = inspected(tmp_path, members, {FRIENDS: entries("friends_v2", rows)})
    assert [row[1] for row in log_of(inspection)] == ["connected", "message", "message"]
    assert inspection.events["person_id"].n_unique() == 1
    assert inspection.events["text"].drop_nulls().to_list() == [name, "re"]
    assert inspection.problems == ()


# 4.4: the lines of the platform in every language of the page, through the whole reader.

_CONNECTED = [
    "You are now connected on Messenger", "You are now connected on Messenger.",
    "Say hi to your new Facebook friend, Ann.", "Ahora estáis conectados en Messenger",
    "Ahora están conectados en Messenger", "Bienvenue à vous deux sur Messenger",
]  # fmt: skip


@pytest.mark.parametrize("line", _CONNECTED)
@pytest.mark.parametrize("sender", [ME, "Ann Roe"])
def test_the_sender_of_the_line_probably_accepted(tmp_path: Path, line: str, sender: str) -> None:
    members = chat("Ann Roe", say(sender, 3, line), say("Ann Roe", 60, "hi"))
    friends = {FRIENDS: entries("friends_v2", [("Ann Roe", "2023-05-01T10:00:00")])}
    asked = ("request_received", "person") if sender == ME else ("request_sent", "owner")
    assert log_of(inspected(tmp_path, members, friends)) == [
        told("ann roe", "connected", "10:00:00", "unknown", channel="list", member=FRIENDS),
        told("ann roe", asked[0], None, asked[1], until="2023-05-01 10:00:00",
             precision="interval", certainty="inferred", row=2),
        told("ann roe", "message", "10:01:00", "person", text="hi"),
    ]  # fmt: skip


@pytest.mark.parametrize("listed", [True, False])
def test_a_line_with_somebody_in_no_list_needs_a_list_to_tell_a_friendship(
    tmp_path: Path, *, listed: bool
) -> None:
    members = chat("Ann Roe", say(ME, 3, _CONNECTED[0]), say("Ann Roe", 60, "hi"))
    friends = {FRIENDS: entries("friends_v2", [("Bo Li", "2023-05-01T09:00:00")])}
    found = log_of(inspected(tmp_path, members, friends if listed else {}))
    began = [row for row in found if row[1] == "connected" and row[0] == "facebook:name/ann roe"]
    assert began == (
        [told("ann roe", "connected", "10:00:03", "unknown", certainty="inferred", row=2)]
        if listed
        else []
    )


def test_a_line_that_does_not_open_the_thread_asks_for_nothing(tmp_path: Path) -> None:
    members = chat("Ann Roe", say(ME, 0, "hi"), say("Ann Roe", 600, _CONNECTED[0]))
    friends = {FRIENDS: entries("friends_v2", [("Bo Li", "2023-05-01T09:00:00")])}
    found = log_of(inspected(tmp_path, members, friends))
    assert [row[1] for row in found] == ["connected", "message"]
    assert found[0][0] == "facebook:name/bo li"


_LET_IN = {
    "en": "You can now message and call each other and see info like Active Status and when "
    "you've read messages.",
    "en of other years": "You can now call each other and see information such as Active Status "
    "and when you've read messages.",
    "es-ES": "Ahora podéis enviaros mensajes y llamaros, además de ver información como vuestro "
    "estado activo y cuándo leéis los mensajes.",
    "es-LA": "Ahora pueden enviarse mensajes, llamarse y ver su estado activo y cuándo leen los "
    "mensajes.",
    "fr": "Vous pouvez maintenant vous appeler et voir les informations concernant le statut En "
    "ligne et la lecture des messages.",
}


@pytest.mark.parametrize("line", _LET_IN.values(), ids=_LET_IN)
def test_being_let_in_ends_the_request(tmp_path: Path, line: str) -> None:
    members = chat(
        "Ann Roe", say(ME, 0, "may I?"), say("Ann Roe", 5, line), say("Ann Roe", 6, "yes")
    )
    assert log_of(inspected(tmp_path, members)) == [
        told("ann roe", "message", "10:00:00", "owner", channel="message_request", text="may I?",
             row=3),
        told("ann roe", "message_request_accepted", "10:00:05", "person", row=2),
        told("ann roe", "message", "10:00:06", "person", text="yes"),
    ]  # fmt: skip
