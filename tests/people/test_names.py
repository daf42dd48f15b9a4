"""Facebook's people: a display name is all there is, and nobody is merged silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.parameters import default_parameters
from reciprocity.people import SOMEBODY, Choices, Resolved, resolve
from tests.readings import friend, reading, row, sent, wrote

if TYPE_CHECKING:
    from reciprocity.sources import Reading


def _resolve(*readings: Reading) -> Resolved:
    return resolve(readings, Choices(), default_parameters().people)


def _ids(resolved: Resolved) -> list[list[str | None]]:
    return [log["person_id"].to_list() for log in resolved.events]


def _doubtful(resolved: Resolved) -> dict[str, bool]:
    return dict(resolved.people.select("person_id", "doubtful").iter_rows())


def test_list_thread_and_request_of_one_name_are_one_person() -> None:
    resolved = _resolve(
        reading("2021-01-01", [
            friend("Zoë Ampère", "2015-03-01T10:00:00"),
            wrote("ZOË AMPÈRE", "2016-01-01T10:00:00", "facebook/1"),
            wrote("Zoe\u0308 Ampe\u0300re", "2016-02-01T10:00:00", "facebook/9", is_group=True),
        ])
    )  # fmt: skip
    assert _ids(resolved) == [["facebook:name/zoë ampère"] * 3]
    assert resolved.people["name"].to_list() == ["Zoë Ampère"]
    assert _doubtful(resolved) == {"facebook:name/zoë ampère": False}


def test_two_threads_of_one_name_are_two_people_and_the_friend_a_third() -> None:
    resolved = _resolve(
        reading("2021-01-01", [
            friend("Ann Roe", "2015-03-01T10:00:00"),
            wrote("Ann Roe", "2016-01-01T10:00:00", "facebook/1"),
            wrote("Ann Roe", "2017-01-01T10:00:00", "facebook/2"),
        ])
    )  # fmt: skip
    (ids,) = _ids(resolved)
    assert ids[0] == "facebook:listed/ann roe@2015-03-01"
    assert len(set(ids)) == 3
    assert all(str(person).startswith("facebook:conversation/") for person in ids[1:])
    assert set(_doubtful(resolved).values()) == {True}


def test_a_name_twice_in_the_list_is_nobody_in_the_threads() -> None:
    resolved = _resolve(
        reading("2021-01-01", [
            friend("Ann Roe", "2015-03-01T10:00:00"),
            friend("Ann Roe", "2015-03-01T12:00:00"),
            friend("Ann Roe", "2016-03-01T12:00:00"),
            wrote("Ann Roe", "2016-01-01T10:00:00", "facebook/1"),
            sent("Bo Li", "2016-01-01T10:00:00"),
        ])
    )  # fmt: skip
    (ids,) = _ids(resolved)
    assert ids[:3] == [
        "facebook:listed/ann roe@2015-03-01",
        "facebook:listed/ann roe@2015-03-01#2",
        "facebook:listed/ann roe@2016-03-01",
    ]
    assert str(ids[3]).startswith("facebook:conversation/")
    assert ids[4] == "facebook:name/bo li"


def test_what_one_of_two_did_elsewhere_is_nobodys() -> None:
    rows = [
        friend("Ann Roe", "2015-03-01T10:00:00"),
        friend("Ann Roe", "2016-03-01T10:00:00"),
        row("wall_post", "Ann Roe", "2017-03-01T10:00:00", actor="person", channel="profile"),
        row("comment", "Ann Roe", "2018-03-01T10:00:00", channel="profile"),
    ]
    (ids,) = _ids(_resolve(reading("2021-01-01", rows)))
    assert ids[2:] == [f"{SOMEBODY}ann roe"] * 2


def test_two_addresses_of_one_name_are_two_people() -> None:
    told = [
        (None, "Ann Roe", None, None, "https://www.facebook.com/ann.1"),
        (None, "Ann Roe", None, None, "https://www.facebook.com/ann.2"),
        (None, "Bo Li", None, None, "https://www.facebook.com/bo.li"),
    ]
    resolved = _resolve(
        reading(
            "2021-01-01",
            [
                friend("Ann Roe", "2015-03-01T10:00:00"),
                wrote("Ann Roe", "2016-01-01T10:00:00", "facebook/1"),
                friend("Bo Li", "2015-03-01T10:00:00"),
            ],
            profiles=told,
        )
    )
    (ids,) = _ids(resolved)
    assert len(set(ids)) == 3
    urls = dict(resolved.people.select("person_id", "profile_url").iter_rows())
    assert urls["facebook:name/bo li"] == "https://www.facebook.com/bo.li"
    assert urls[str(ids[0])] is None


def test_whoever_has_no_name_is_known_by_the_thread_alone() -> None:
    resolved = _resolve(
        reading("2021-01-01", [
            wrote(None, "2016-01-01T10:00:00", "facebook/1"),
            wrote(None, "2016-01-02T10:00:00", "facebook/1", actor="owner"),
            wrote(None, "2016-01-03T10:00:00", "facebook/2"),
            sent(None, "2016-01-03T10:00:00"),
        ])
    )  # fmt: skip
    (ids,) = _ids(resolved)
    assert len(ids) == 3  # a list row without a name is nobody
    assert ids[0] == ids[1] != ids[2]
    assert set(resolved.people["name"]) == {"Facebook user"}


def test_a_thread_keeps_its_person_through_a_new_name_and_a_departure() -> None:
    resolved = _resolve(
        reading("2019-01-01", [
            friend("Jana Nováková", "2015-03-01T10:00:00"),
            wrote("Jana Nováková", "2016-01-01T10:00:00", "facebook/1"),
            wrote("Otto Kern", "2016-01-01T10:00:00", "facebook/2"),
        ]),
        reading("2021-01-01", [
            row("comment", "Jana Nováková", "2016-05-01T10:00:00", channel="profile"),
            friend("Jana Svobodová", "2015-03-01T10:00:00"),
            wrote("Jana Svobodová", "2016-01-01T10:00:00", "facebook/1"),
            wrote(None, "2016-01-01T10:00:00", "facebook/2"),
        ]),
    )  # fmt: skip
    jana, otto = "facebook:name/jana svobodová", "facebook:name/otto kern"
    assert _ids(resolved) == [[jana, jana, otto], [jana, jana, jana, otto]]
    names = dict(resolved.people.select("person_id", "names").iter_rows())
    assert list(names[jana]) == ["Jana Nováková", "Jana Svobodová"]
    # The same rows of both exports are the same events.
    one, two = (set(log["event_id"]) for log in resolved.events)
    assert len(two - one) == 1
    assert one < two


def test_a_new_name_that_another_friend_has_too_joins_nobody() -> None:
    resolved = _resolve(
        reading("2019-01-01", [
            friend("Ann Roe", "2015-03-01T10:00:00"),
            wrote("Ann Roe", "2016-01-01T10:00:00", "facebook/1"),
            friend("Ann Poe", "2014-03-01T10:00:00"),
        ]),
        reading("2021-01-01", [
            friend("Ann Poe", "2014-03-01T10:00:00"),
            friend("Ann Poe", "2015-03-01T10:00:00"),
            wrote("Ann Poe", "2016-01-01T10:00:00", "facebook/1"),
        ]),
    )  # fmt: skip
    first, second = _ids(resolved)
    assert first[0] == "facebook:name/ann roe"
    assert first[1] == second[2]  # the thread is the same one
    assert first[0] != first[1]
    assert first[2] == second[0]
    assert len({*first, *second}) == 4


def test_the_owner_in_a_group_is_nobody_and_voices_have_their_names() -> None:
    resolved = _resolve(
        reading("2021-01-01", [
            wrote(None, "2016-01-01T10:00:00", "facebook/g", is_group=True, actor="owner"),
            wrote("Bo Li", "2016-01-01T10:00:00", "facebook/g", is_group=True),
            wrote(None, "2016-01-01T10:00:00", "facebook/g", is_group=True),
            row("reaction", "Bo Li", "2016-01-01T10:00:00", channel="profile"),
        ])
    )  # fmt: skip
    (ids,) = _ids(resolved)
    assert (ids[0], ids[1], ids[3]) == (None, "facebook:name/bo li", "facebook:name/bo li")
    assert str(ids[2]).startswith("facebook:conversation/")


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [
        friend("Ann Roe", "2015-03-01T10:00:00"),
        wrote("Ann Roe", "2016-01-01T10:00:00", "facebook/1"),
        wrote("Bo Li", "2016-01-01T10:00:00", "facebook/2"),
        wrote(None, "2016-01-01T10:00:00", "facebook/3"),
    ]
    one, two = (_resolve(reading("2021-01-01", r)) for r in (rows, rows[::-1]))
    assert set(one.events[0]["event_id"]) == set(two.events[0]["event_id"])
    assert one.people.equals(two.people)
