from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from polars.testing import assert_frame_equal

from reciprocity.sources.base import PROFILE_COLUMNS, empty_raw
from reciprocity.sources.facebook import lists
from reciprocity.sources.facebook.contacts import read_contacts
from reciprocity.sources.facebook.source import ShapeError
from tests.facebook.downloads import entries, seconds
from tests.facebook.sources import kinds, raw, source

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.sources.facebook.source import Source
    from reciprocity.sources.part import Part

JANA, BO = "Jana Nováková", "Bo Li"
ROWS = ((JANA, "2024-05-01T10:00:01"), (BO, "2019-01-01T00:00:00"))


def generic(*labels: tuple[str, str], **keys: Any) -> dict[str, Any]:
    values = [{"label": label, "value": value} for label, value in labels]
    return {"media": [], "label_values": values, "fbid": "123", **keys}


@pytest.mark.parametrize(
    ("read", "key", "constants"),
    [
        (
            lists.read_friends,
            "friends",
            {"activity": "connected", "actor": "unknown", "channel": "list"},
        ),
        (
            lists.read_sent_requests,
            "sent_requests",
            {"activity": "request_sent", "actor": "owner", "channel": "invitation"},
        ),
        (
            lists.read_received_requests,
            "received_requests",
            {"activity": "request_received", "actor": "person", "channel": "invitation"},
        ),
        (
            lists.read_removed_friends,
            "deleted_friends",
            {
                "activity": "disconnected",
                "actor": "owner",
                "channel": "list",
                "certainty": "inferred",
            },
        ),
        (
            lists.read_following,
            "following",
            {"activity": "follow", "actor": "owner", "channel": "profile"},
        ),
    ],
)
@pytest.mark.parametrize("version", ["", "_v2", "_v3", "_v17"])
def test_a_dated_list_gives_one_event_a_row(
    read: Callable[[Source], Part], key: str, constants: dict[str, str], version: str
) -> None:
    part = read(source(entries(f"{key}{version}", ROWS)))
    assert_frame_equal(
        part.events,
        raw(
            {"name": JANA, "at": "2024-05-01T10:00:01", "row": 1},
            {"name": BO, "at": "2019-01-01", "row": 2},
            **constants,
        ),
    )
    assert part.problems == ()


def test_a_rejected_request_came_and_was_declined_some_time_after() -> None:
    part = lists.read_rejected_requests(
        source(entries("rejected_requests_v2", ROWS[:1], marked_as_spam=False))
    )
    came = {"name": JANA, "at": "2024-05-01T10:00:01", "row": 1, "channel": "invitation"}
    assert_frame_equal(
        part.events,
        raw(
            {**came, "activity": "request_received", "actor": "person"},
            {
                **came,
                "activity": "request_declined",
                "actor": "owner",
                "at_latest": None,
                "precision": "interval",
            },
        ),
    )


def test_followers_have_no_time() -> None:
    value = {"followers_v3": [{"name": JANA}, {"name": ""}, {"name": BO}]}
    part = lists.read_followers(source(value))
    assert_frame_equal(
        part.events,
        raw(
            {"name": JANA, "row": 1},
            {"name": BO, "row": 3},
            activity="follow",
            actor="person",
            channel="profile",
            precision="interval",
        ),
    )
    assert part.problems == ()


@pytest.mark.parametrize(
    "record",
    [
        generic(("Tên", JANA)),
        generic(("Ein Wort ohne Sinn", JANA)),
        generic(("Emoji", "👋"), ("Beschriftung", JANA), ("URL", "https://www.facebook.com/j")),
        generic(("Name", JANA), ("Gewunken", "Ja")),
        {"label_values": [{"title": "Ai", "dict": [{"dict": [{"label": "Tên", "value": JANA}]}]}]},
    ],
)
def test_a_wave_names_whom_the_owner_asked_whatever_the_language(record: dict[str, Any]) -> None:
    for value in ([record], record):
        part = lists.read_waves(source(value))
        expected = raw(
            {"name": JANA, "row": 1, "activity": "request_sent", "actor": "owner"},
            channel="list",
            precision="interval",
        )
        assert_frame_equal(part.events, expected)
        assert part.problems == ()


def test_a_wave_with_two_texts_that_could_be_the_name_is_a_problem() -> None:
    part = lists.read_waves(source([generic(("Wer", JANA), ("Wo", BO)), generic()]))
    assert_frame_equal(part.events, empty_raw())
    assert kinds(part.problems) == [(1, "unreadable row"), (2, "unreadable row")]


def blocked() -> dict[str, Any]:
    listed = [
        {"timestamp": seconds("2023-03-03"), "data": {"name": JANA, "uri": "https://www.facebook.com/jana.n"}},
        {"timestamp": seconds("2023-03-02"), "data": {"name": BO}},
    ]  # fmt: skip
    return {
        "messenger_contacts_blocked_v2": {"name": "Blocked", "description": "", "entries": listed}
    }


def test_blocked_contacts() -> None:
    part = lists.read_blocked(source(blocked()))
    assert_frame_equal(
        part.events,
        raw(
            {"name": JANA, "at": "2023-03-03", "row": 1},
            {"name": BO, "at": "2023-03-02", "row": 2},
            activity="block",
            actor="owner",
            channel="list",
        ),
    )


def test_a_name_that_stands_twice_stays_twice() -> None:
    twice = entries("friends_v2", [(BO, "2024-05-01"), (BO, "2024-05-01")])
    assert lists.read_friends(source(twice)).events["row"].to_list() == [1, 2]


def test_bad_rows_are_counted_and_cost_no_good_one() -> None:
    good = {"name": BO, "timestamp": seconds("2024-05-01")}
    bad: list[Any] = [
        None, 7, "text", [], {}, {"name": BO}, {"timestamp": good["timestamp"]},
        {**good, "name": 5}, {**good, "name": ["Bo Li"]}, {**good, "timestamp": 0},
        {**good, "timestamp": -1}, {**good, "timestamp": "1714521600"},
        {**good, "timestamp": True}, {**good, "timestamp": seconds("2004-01-31T23:59:59")},
        {**good, "timestamp": 10**30}, {**good, "timestamp": 99_999_999_999},
    ]  # fmt: skip
    part = lists.read_friends(source({"friends_v2": [*bad, good]}))
    undated = {6, *range(10, 17)}
    dated = part.events["at"].is_not_null()
    assert_frame_equal(
        part.events.filter(dated),
        raw(
            {"name": BO, "at": "2024-05-01", "row": 17, "activity": "connected"},
            actor="unknown",
            channel="list",
        ),
    )
    # A friend whose time cannot be right is kept without it.
    kept = part.events.filter(~dated)
    assert set(kept["row"]) == undated
    assert set(kept["precision"]) == {"interval"}
    assert kinds(part.problems) == [
        (row, "impossible date" if row in undated else "unreadable row") for row in range(1, 17)
    ]
    assert part.blank_days == ()


def test_no_number_and_no_end_are_no_times() -> None:
    row = {"name": BO, "timestamp": float("nan")}
    part = lists.read_friends(source({"friends": [row, {**row, "timestamp": float("inf")}]}))
    assert kinds(part.problems) == [(1, "impossible date"), (2, "impossible date")]


def test_milliseconds_are_understood() -> None:
    value = {"friends": [{"name": BO, "timestamp": 1_714_557_601_250}]}
    at = lists.read_friends(source(value)).events["at"][0]
    assert at.isoformat() == "2024-05-01T10:00:01.250000+00:00"


def test_friends_without_a_visible_name_leave_their_day() -> None:
    blanks = ["", "   ", "\u206f\u206f", "\u200c", "Facebook user", "Utilisateur Facebook"]
    days = [f"2024-05-0{6 - day}T23:59:59" for day in range(len(blanks))]
    value = entries("friends_v2", [(BO, "2024-06-01"), *zip(blanks, days, strict=True)])
    part = lists.read_friends(source(value))
    assert part.events["name"].to_list() == [BO]
    assert part.blank_days == tuple(date(2024, 5, day) for day in range(1, 7))
    assert part.problems == ()


def test_elsewhere_a_name_that_does_not_show_is_kept_apart() -> None:
    value = entries("sent_requests_v2", [("\u206f", "2024-05-01"), (BO, "2024-05-02")])
    part = lists.read_sent_requests(source(value))
    assert part.events["name"].to_list() == [BO]
    assert part.problems == ()
    assert part.apart.select("row", "kind", "name").rows() == [(1, "nameless", None)]


@pytest.mark.parametrize("value", [{"friends_v2": []}, []])
def test_an_empty_list_is_no_problem(value: Any) -> None:
    part = lists.read_friends(source(value))
    assert_frame_equal(part.events, empty_raw())
    assert part.problems == ()


@pytest.mark.parametrize("value", [None, 5, "x", {}, {"enemies_v2": []}, {"friends_v2": "x"}])
def test_an_unknown_form_is_told(value: Any) -> None:
    with pytest.raises(ShapeError) as caught:
        lists.read_friends(source(value))
    assert kinds((caught.value.problem,)) == [(None, "unknown form")]


def test_blanks_in_names_are_made_alike() -> None:
    value = entries("friends_v2", [("  Bo\u00a0 Li ", "2024-05-01")])
    assert lists.read_friends(source(value)).events["name"].to_list() == [BO]


URL = "https://www.facebook.com/"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (blocked(), [(JANA, None, f"{URL}jana.n")]),
        (
            entries("friends", [(JANA, "2018-01-01")], contact_info="jana@example.org"),
            [(JANA, "jana@example.org", None)],
        ),
        (entries("friends", [(JANA, "2018-01-01")], contact_info="+420 123"), []),
        (entries("friends_v2", ROWS), []),
        (
            {
                "people_interactions_v2": [
                    {"name": "Lidé", "entries": [
                        {"timestamp": 1, "data": {"name": JANA, "uri": f"{URL}jana.n"}},
                        {"timestamp": 2, "data": {"name": JANA, "uri": f"{URL}jana.n"}},
                        {"timestamp": 2, "data": {"name": BO, "uri": "javascript:alert(1)"}},
                        {"data": {"name": "", "uri": f"{URL}x"}}, None, {"data": 5},
                    ]},
                ]
            },
            [(JANA, None, f"{URL}jana.n")],
        ),
        (
            {
                "visited_things_v2": [
                    {"name": "Navštívené profily", "entries": [
                        {"data": {"name": JANA, "uri": f"{URL}jana.n"}},
                        {"data": {"name": "Chess", "uri": f"{URL}groups/5/"}},
                    ]},
                    {"name": "Stránky", "entries": [{"data": {"name": BO, "uri": f"{URL}bo"}}]},
                ]
            },
            [(JANA, None, f"{URL}jana.n")],
        ),
        (
            {
                "visited_things_v2": [
                    {"name": "Page visits", "entries": [{"data": {"name": BO, "uri": f"{URL}bo"}}]},
                    {"name": "Profile visits", "entries": [
                        {"data": {"name": JANA, "uri": f"{URL}jana.n"}},
                    ]},
                ]
            },
            [(JANA, None, f"{URL}jana.n")],
        ),
        ([generic(("Name", JANA), ("URL", f"{URL}jana.n"))], [(JANA, None, f"{URL}jana.n")]),
    ],
)  # fmt: skip
def test_addresses_beside_events(
    value: Any, expected: list[tuple[str, str | None, str | None]]
) -> None:
    frame = read_contacts(source(value))
    assert dict(frame.schema) == PROFILE_COLUMNS
    assert frame.select("name", "email", "url").rows() == expected
    assert frame.select("handle", "employer").null_count().row(0) == (frame.height, frame.height)
