"""Who takes part in a thread, which are no talk at all, and which rows are read at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from reciprocity.sources.base import empty_raw
from reciprocity.sources.facebook.messages import read_talk
from reciprocity.sources.facebook.threads import Threads
from tests.facebook.downloads import loaded, message, milliseconds, thread
from tests.facebook.talking import ANN, ANN_ID, ME, OWNER, ROOT, talk_of

_ADVERT = "You opened this conversation through an ad. When you reply, Ann Roe will see your name."
_PHOTO = [{"uri": "x/photos/1.jpg", "creation_timestamp": 1}]
_DAY = "2020-01-01T"


def _say(sender: str, at: str, text: str | None = None, **keys: Any) -> dict[str, Any]:
    return message(sender, f"{_DAY}{at}", text, **keys)


def _ann(*messages: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {ANN: thread(["Ann Roe", ME], messages, **keys)}


@pytest.mark.parametrize(
    ("participants", "keys", "senders", "name", "is_group"),
    [
        (["Ann Roe", ME], {}, ["Ann Roe", ME], "Ann Roe", False),
        ([ME, "Ann Roe"], {}, [ME], "Ann Roe", False),
        (["Ann Roe"], {}, ["Ann Roe", ME], "Ann Roe", False),
        (["Ann Poe", ME], {}, ["Ann Roe", ME], "Ann Poe", False),
        (["Ann Poe", ME], {}, ["Ann Roe", "Ann Poe", ME], "Ann Poe", False),
        ([ME], {"title": "Ann Roe"}, [ME], "Ann Roe", False),
        ([ME], {"title": ""}, [ME], None, False),
        ([ME], {"title": ""}, ["", ME], None, False),
        (["Facebook user", ME], {}, ["Facebook user", ME], None, False),
        (["Usuario de Facebook", ME], {}, ["Usuario de Facebook"], None, False),
        (["\u206f\u206f", ME], {}, ["\u206f\u206f"], None, False),
        (["", ME], {}, ["", ME], None, False),
        ([], {"title": "Ann Roe"}, ["Ann Roe", ME], "Ann Roe", False),
        ([], {"title": ""}, ["Ann Roe", ME], "Ann Roe", False),
        ([], {"title": "Trip"}, ["Ann Roe", "Bo Li", ME], "Ann Roe", True),
        (["Ann Roe", "Bo Li"], {"is_still_participant": False}, ["Ann Roe"], "Ann Roe", True),
        (["Facebook user", "Facebook user", ME], {}, ["Facebook user"], None, True),
        (["Ann Roe", ME], {"title": "Trip"}, ["Bo Li", ME], "Bo Li", True),
        # Of three, one has left: participants are those of today (section 4.1).
        (["Ann Roe", ME], {"title": "Ann Roe"}, ["Ann Roe", "Bo Li", ME], "Ann Roe", True),
        (["Ann Roe", ME], {"title": ""}, ["Bo Li", "Ann Roe", ME], "Bo Li", True),
        (["Ann Roe", ME], {"thread_type": "RegularGroup"}, ["Ann Roe"], "Ann Roe", True),
        (["Ann Roe", "Ann Roe", ME], {}, ["Ann Roe"], "Ann Roe", True),
    ],
)
def test_who_takes_part(
    participants: list[str], keys: dict[str, Any], senders: list[str], name: str | None,
    is_group: bool,
) -> None:  # fmt: skip
    said = [_say(sender, f"10:00:{n:02}", f"text {n}") for n, sender in enumerate(senders)]
    events = talk_of({ANN: thread(participants, said, **keys)}).part.events
    assert events.height == len(senders)
    assert set(events["is_group"]) == {is_group}
    assert events["actor"].to_list() == ["owner" if s == ME else "person" for s in senders]
    if is_group:
        own = events.filter(pl.col("actor") == "owner")
        assert own["name"].null_count() == own.height
        assert events["name"][0] == name
    else:
        assert set(events["name"]) == {name}
    assert set(events["conversation_id"]) == {ANN_ID}


def test_talking_to_oneself_is_left_out() -> None:
    alone = {ANN: thread([ME], [_say(ME, "10:00:00", "note")], title=ME)}
    part = talk_of(alone).part
    assert (part.events.height, part.apart.height, part.problems) == (0, 0, ())


@pytest.mark.parametrize(
    ("title", "first", "kind"),
    [
        ("Ann · Red bike", "hi", "marketplace"),
        ("Ann Roe · Red bike", "hi", "marketplace"),
        ("Facebook user · Red bike", "hi", "marketplace"),
        ("Kim · Red bike", "hi", None),
        ("Ann Roe", "Ann sent you a message about your listing: Red bike", "marketplace"),
        ("Ann Roe", "Ann está esperando tu respuesta.", "marketplace"),
        ("Ann Roe", _ADVERT, "page"),
        ("Ann Roe", "I sent you a message about your listing: Red bike", None),
    ],
)  # fmt: skip
def test_sales_and_adverts_are_apart(title: str, first: str, kind: str | None) -> None:
    heart = [{"reaction": "❤", "actor": ME}]
    part = talk_of(
        _ann(
            _say("Ann Roe", "10:00:00", first),
            _say(ME, "10:00:01", "no"),
            _say("Ann Roe", "10:00:02", "ok", reactions=heart),
            title=title,
        )
    ).part
    assert part.apart["kind"].to_list() == ([kind] * 4 if kind else [])
    assert part.events.height == (0 if kind else 4)


def test_a_name_with_a_dot_in_it_sells_nothing() -> None:
    part = talk_of({ANN: thread(["Ann · Roe", ME], [_say("Ann · Roe", "10:00:00", "hi")])}).part
    assert part.events["name"].to_list() == ["Ann · Roe"]


def test_impossible_times_are_problems_and_cost_only_themselves() -> None:
    times: list[Any] = [0, -5, None, "x", float("nan"), 2**70, 10**17, milliseconds("2004-01-31")]
    good = milliseconds("2020-01-01T10:00:00")
    said = [{"sender_name": ME, "timestamp_ms": at, "content": "bad"} for at in times]
    said += [
        {"sender_name": ME, "timestamp_ms": good // 1000, "content": "seconds"},
        {"sender_name": ME, "timestamp_ms": float(good), "content": "float"},
        {"sender_name": ME, "content": "none"},
    ]
    value = thread(["Ann Roe", ME], [])
    value["messages"] = [*said, "broken", None]
    threads = Threads()
    assert threads.add(value, archive="a.zip", path=ANN)
    part = read_talk(threads, OWNER, empty_raw()).part
    assert sorted(part.events["text"].to_list()) == ["float", "seconds"]
    assert set(part.events["at"]) == {datetime(2020, 1, 1, 10, tzinfo=UTC)}
    found = sorted((problem.row, problem.kind) for problem in part.problems)
    bad = [*range(1, 9), 11]
    assert found == [*((n, "impossible date") for n in bad), (12, "broken row"), (13, "broken row")]
    assert {(problem.archive, problem.member) for problem in part.problems} == {("a.zip", ANN)}


def test_words_that_are_no_text_are_told() -> None:
    """The message stays, since somebody wrote; what it said is lost, and that is counted."""
    start = milliseconds("2020-01-01")
    said: list[Any] = [
        {"sender_name": "Ann Roe", "timestamp_ms": start + 1000 * (2500 - n), "content": f"x {n}"}
        for n in range(1, 2501)
    ]
    for row, content in {3: 5, 1200: ["x"], 1203: {"a": "b"}, 2500: False}.items():
        said[row - 1]["content"] = content
    said[1199]["timestamp_ms"] = 0
    said[1204]["content"] = None
    threads = Threads()
    value = {**thread(["Ann Roe", ME], []), "messages": [*said, None]}
    assert threads.add(value, archive="a.zip", path=ANN)
    part = read_talk(threads, OWNER, empty_raw()).part
    assert part.events.height == 2499
    assert part.events["text"].null_count() == 4
    assert [(problem.row, problem.kind, problem.hint[:8]) for problem in part.problems] == [
        (2501, "broken row", "This ent"),
        (1200, "impossible date", "This mes"),
        (3, "broken row", "What it "),
        (1203, "broken row", "What it "),
        (2500, "broken row", "What it "),
    ]
    assert {(problem.archive, problem.member) for problem in part.problems} == {("a.zip", ANN)}


def test_a_long_file_keeps_every_row_at_its_place() -> None:
    """Files are read a thousand messages at a time; one broken entry stands among them."""
    start = milliseconds("2020-01-01")
    heart = [{"reaction": "❤", "actor": ME}]
    said: list[Any] = [
        {"sender_name": "Ann Roe", "timestamp_ms": start + 1000 * (2500 - n), "content": f"é {n}"}
        for n in range(1, 2501)
    ]
    said[999]["reactions"] = said[1000]["reactions"] = heart
    said[1001]["is_unsent"] = True
    said[2000] = {**said[2000], "content": "", "share": {"link": "https://a.example"}}
    value = {**loaded(thread(["Ann Roe", ME], [])), "messages": [*loaded(said), None]}
    threads = Threads()
    assert threads.add(value, archive="a.zip", path=ANN)
    part = read_talk(threads, OWNER, empty_raw()).part
    told = part.events.filter(activity="message").sort("row")
    odd = {1002: None, 2001: "https://a.example"}
    assert told["text"].to_list() == [odd.get(n, f"é {n}") for n in range(1, 2501)]
    assert told.filter(channel="trace")["row"].to_list() == [1002]
    assert sorted(part.events.filter(activity="reaction")["row"]) == [1000, 1001]
    assert [problem.row for problem in part.problems] == [2501]


def test_overlapping_files_count_each_message_once() -> None:
    twice = _say("Ann Roe", "10:00:05", "ha", reactions=[{"reaction": "❤", "actor": ME}])
    said = [
        _say("Ann Roe", "10:00:00", "hello"),
        _say("Ann Roe", "10:00:01", "hello"),
        _say("Ann Roe", "10:00:01", "hello", photos=_PHOTO),
        _say(ME, "10:00:01", "hello"),
        twice,
        twice,
    ]
    value = thread(["Ann Roe", ME], said)
    copy = f"{ROOT}/e2ee_cutover/annroe_100000000000001/message_1.json"
    part = talk_of({ANN: value, copy: value, f"x/{ANN}": value}).part
    assert part.events.filter(pl.col("activity") == "message").height == 5
    assert part.events.filter(pl.col("activity") == "reaction").height == 1
    assert part.duplicates == 13
