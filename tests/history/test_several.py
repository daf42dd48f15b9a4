"""Several downloads of one owner: one log, nothing twice, in whatever order they are given."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

import orjson
import polars as pl
import pytest

from reciprocity.analysis import Analysis, analyse
from reciprocity.contracts import rank_document
from reciprocity.errors import UsageError
from reciprocity.inspection import read
from tests.exports import (
    H1,
    I1,
    M1,
    PROFILE,
    connections,
    invitations,
    messages,
    table,
    url,
)
from tests.timeline.stories import met, stage_names, step, steps, talk, written, wrote

if TYPE_CHECKING:
    from pathlib import Path

FIRST: Final = "Basic_LinkedInDataExport_02-10-2024.zip"
SECOND: Final = "Basic_LinkedInDataExport_03-01-2024.zip"
_ANN: Final = ("Ann", "Roe", "ann-roe", "05 Jan 2024")
_BO: Final = ("Bo", "Li", "bo-li", "03 Jan 2024")
_LIST: Final = connections(_ANN, _BO)
_ASKED: Final = invitations(("OUTGOING", "Ann Roe", "ann-roe", "1/4/24, 9:30 AM", "Hello Ann"))
_OLD: Final = (
    ("c1", "<", "Ann Roe", "ann-roe", "2024-01-06 10:00:00", "Hi Olive,\n\nhow are you?"),
    ("c1", ">", "Ann Roe", "ann-roe", "2024-01-05 10:00:00", "Hello Ann"),
    ("c9", ">", "Bo Li", "bo-li", "2024-01-04 11:00:07", "Yes"),
    ("c9", ">", "Bo Li", "bo-li", "2024-01-04 11:00:05", "Yes"),
)
_NEW: Final = (("c1", ">", "Ann Roe", "ann-roe", "2024-02-20 10:00:00", "Fine"), *_OLD)
_BASIC: Final = {"Connections": _LIST, "Invitations": _ASKED, "messages": messages(*_NEW)}


def _bytes(analysis: Analysis) -> bytes:
    return orjson.dumps(rank_document(analysis))


def _people(analysis: Analysis) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = rank_document(analysis)["people"]
    return people


def _ids(events: pl.DataFrame) -> dict[tuple[object, ...], str]:
    """Return the ids by person, activity, minute and words without white space."""
    rows = events.with_columns(
        pl.col("at").dt.strftime("%Y-%m-%dT%H:%M"), pl.col("text").str.replace_all(r"\s+", "")
    ).sort("event_id")
    keys = zip(*(rows[c] for c in ("person_id", "activity", "at", "text")), strict=True)
    ids: dict[tuple[object, ...], str] = {}
    for key, event_id in zip(keys, rows["event_id"], strict=True):
        ids[key] = f"{ids.get(key, '')} {event_id}"
    return ids


def test_nothing_is_counted_twice(tmp_path: Path) -> None:
    earlier = {**_BASIC, "messages": messages(*_OLD)}
    one = written(tmp_path, name=FIRST, **earlier)
    two = written(tmp_path, name=SECOND, **_BASIC)
    both, alone = analyse([one, two]), analyse([two])
    assert _people(both) == _people(alone)
    assert len(both.exports) == 2
    assert steps(both) == [
        wrote("request", "2024-01-04 17:30:00", "owner", says=True),
        wrote("accept", "2024-01-05 10:00:00", "person", says=4),
        talk("2024-01-06 10:00:00", "person", 0, 1),
        talk("2024-02-20 10:00:00", "owner", 1, 0),
    ]


def test_the_same_download_twice(tmp_path: Path) -> None:
    path = written(tmp_path, name=SECOND, **_BASIC)
    copy = written(tmp_path, name="Basic_LinkedInDataExport_03-01-2024 (1).zip", **_BASIC)
    assert _people(analyse([path, copy])) == _people(analyse([path]))


def test_basic_and_complete_of_one_day(tmp_path: Path) -> None:
    basic = written(tmp_path, name=SECOND, **_BASIC)
    more = {"Reactions": "Date,Type,Link\n", "Votes": "Date,Link,OptionText\n"}
    complete = written(
        tmp_path, name="Complete_LinkedInDataExport_03-01-2024.zip", **_BASIC, **more
    )
    both = analyse([basic, complete])
    assert _people(both) == _people(analyse([basic]))
    assert sorted(both.events["event_id"]) == sorted(analyse([complete]).events["event_id"])


def test_requests_that_left_the_window_are_kept(tmp_path: Path) -> None:
    """Only several exports keep who asked, after about 180 days (fact 1)."""
    first = written(tmp_path, name=FIRST, **_BASIC)
    other = invitations(("OUTGOING", "Cy Day", "cy-day", "11/20/24, 9:30 AM", ""))
    second = written(
        tmp_path, name="Basic_LinkedInDataExport_12-01-2024.zip", **{**_BASIC, "Invitations": other}
    )
    found = steps(analyse([first, second]))
    assert found[:2] == [
        wrote("request", "2024-01-04 17:30:00", "owner", says=True),
        wrote("accept", "2024-01-05 10:00:00", "person", says=4),
    ]
    assert steps(analyse([second]))[:2] == met("2024-01-05", note=None)


def test_ids_are_the_same_in_every_export(tmp_path: Path) -> None:
    one = read([written(tmp_path, name=FIRST, **{**_BASIC, "messages": messages(*_OLD)})])
    two = read([written(tmp_path, name=SECOND, **_BASIC)])
    earlier, later = _ids(one.events), _ids(two.events)
    assert len(earlier) == 6
    assert {key: later[key] for key in earlier} == earlier
    assert read([written(tmp_path, name=SECOND, **_BASIC)]).events.equals(two.events)


def _old_format(*chat: tuple[str, str, str, str, str, str]) -> dict[str, str]:
    """Return such an archive as LinkedIn wrote it in 2022: no addresses but the senders'."""
    olive, ann = ("Olive Owner", url("olive-owner")), ("Ann Roe", url("ann-roe"))
    rows = []
    for conversation, way, name, slug, at, text in chat:
        mine = way == ">"
        sender = olive if mine else ann if slug == "ann-roe" else ("Bo Li", url("bo-li"))
        to = name if mine else "Olive Owner"
        flat = text.replace("\n", " ")
        rows.append((conversation, "", *sender, to, f"{at} UTC", "", flat, "INBOX"))
    return {
        "Connections": table(
            H1, [("Ann", "Roe", "", "", "", "05 Jan 2024"), ("Bo", "Li", "", "", "", "03 Jan 2024")]
        ),
        "Invitations": table(
            I1, [("Olive Owner", "Ann Roe", "1/4/24, 9:30 AM", "Hello Ann", "OUTGOING")]
        ),
        "messages": table(M1, rows),
    }


def test_the_old_format_and_the_new_are_one(tmp_path: Path) -> None:
    old = written(tmp_path, name=FIRST, **_old_format(*_OLD))
    new = written(tmp_path, name=SECOND, **_BASIC)
    both, alone = analyse([old, new]), analyse([new])
    assert sorted(both.events["event_id"]) == sorted(alone.events["event_id"])
    assert _people(both) == _people(alone)


def test_ids_do_not_depend_on_the_format(tmp_path: Path) -> None:
    """Whoever has written has an address in both formats."""
    old = _ids(read([written(tmp_path, name=FIRST, **_old_format(*_OLD))]).events)
    new = _ids(read([written(tmp_path, name=SECOND, **_BASIC)]).events)
    hers = {key for key in new if key[0] == "linkedin:ann-roe" and key[3] != "Fine"}
    assert len(hers) == 4
    assert {key: old.get(key) for key in hers} == {key: new[key] for key in hers}


def test_two_owners(tmp_path: Path) -> None:
    one = written(tmp_path, name=FIRST, **_BASIC)
    other = {
        "Profile": PROFILE.replace("Olive", "Paul"),
        "Connections": _LIST,
        "messages": messages(*_OLD)
        .replace("Olive Owner", "Paul Owner")
        .replace("olive-owner", "paul-owner"),
    }
    two = written(tmp_path, name=SECOND, **other)
    with pytest.raises(UsageError) as told_of:
        analyse([one, two])
    assert told_of.value.exit_code == 2


def test_an_owner_who_changed_the_name(tmp_path: Path) -> None:
    """The address shows that it is the same person."""
    one = written(tmp_path, name=FIRST, **_BASIC)
    married = {
        "Profile": PROFILE.replace("Owner", "Wren"),
        **{k: v.replace("Olive Owner", "Olive Wren") for k, v in _BASIC.items()},
    }
    two = written(tmp_path, name=SECOND, **married)
    assert _people(analyse([one, two])) == _people(analyse([two]))


def test_a_shortened_list_removes_nobody(tmp_path: Path) -> None:
    rows = [(f"P{i}", "Any", f"any-{i}", f"{28 - i:02} Jan 2024") for i in range(28)]
    one = written(tmp_path, name=FIRST, Connections=connections(*rows), messages=messages())
    two = written(tmp_path, name=SECOND, Connections=connections(*rows[:4]), messages=messages())
    analysis = analyse([one, two])
    assert "removal" not in set(analysis.stages["stage"])
    assert len(analysis.people) == 28
    assert [p.archive for p in analysis.problems] == [SECOND]


def test_a_few_gone_from_a_long_list_are_removed(tmp_path: Path) -> None:
    rows = [(f"P{i}", "Any", f"any-{i}", f"{28 - i:02} Jan 2024") for i in range(28)]
    one = written(tmp_path, name=FIRST, Connections=connections(*rows), messages=messages())
    two = written(tmp_path, name=SECOND, Connections=connections(*rows[2:]), messages=messages())
    stages = analyse([one, two]).stages
    gone = stages.loc[stages["stage"] == "removal", "person_id"]
    assert sorted(gone) == ["linkedin:any-0", "linkedin:any-1"]


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    old = written(tmp_path, name="Basic_LinkedInDataExport_01-20-2024.zip", **_old_format(*_OLD))
    one = written(tmp_path, name=FIRST, **{**_BASIC, "messages": messages(*_OLD)})
    gone = {**_BASIC, "Connections": connections(_BO)}
    two = written(tmp_path, name=SECOND, **gone)
    found = {_bytes(analyse(list(order))) for order in permutations([old, one, two])}
    assert len(found) == 1
    assert b'"removal"' in found.pop()


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    path = written(tmp_path, name=SECOND, **_BASIC)
    assert _bytes(analyse([path])) == _bytes(analyse([path]))


def test_as_of_cuts_what_came_later(tmp_path: Path) -> None:
    analysis = analyse([written(tmp_path, **_BASIC)], as_of=date(2024, 1, 31))
    document = rank_document(analysis)
    assert document["as_of"] == "2024-01-31T23:59:59Z"
    assert steps(analysis) == [
        wrote("request", "2024-01-04 17:30:00", "owner", says=True),
        wrote("accept", "2024-01-05 10:00:00", "person", says=4),
        talk("2024-01-06 10:00:00", "person", 0, 1),
    ]
    assert document["exports"][0]["coverage"]["message"]["to"] == "2024-01-31T23:59:59Z"


def test_as_of_ends_a_silence_that_was_going_on(tmp_path: Path) -> None:
    lists = connections(("Ann", "Roe", "ann-roe", "05 Jan 2023"))
    chat = messages(
        ("c1", "<", "Ann Roe", "ann-roe", "2024-01-20 10:00:00", "Hello"),
        ("c1", "<", "Ann Roe", "ann-roe", "2023-01-07 00:00:00", "Hello"),
    )
    analysis = analyse(
        [written(tmp_path, Connections=lists, messages=chat)], as_of=date(2023, 6, 30)
    )
    assert steps(analysis)[2:] == [
        talk("2023-01-07 00:00:00", "person", 0, 1),
        step("silence", "2023-01-07 00:00:00", days=174, says=(None, None, True)),
    ]


def test_as_of_knows_nothing_of_people_met_later(tmp_path: Path) -> None:
    analysis = analyse([written(tmp_path, **_BASIC)], as_of=date(2024, 1, 3))
    assert list(analysis.people["person_id"]) == ["linkedin:bo-li"]
    assert steps(analysis, "linkedin:bo-li") == met("2024-01-03")


def test_as_of_between_two_lists_knows_of_no_removal(tmp_path: Path) -> None:
    """That she is gone shows only in the list of 1 March."""
    one = written(tmp_path, name=FIRST, **_BASIC)
    two = written(tmp_path, name=SECOND, **{**_BASIC, "Connections": connections(_BO)})
    assert "removal" in stage_names(analyse([one, two]))
    analysis = analyse([one, two], as_of=date(2024, 2, 15))
    assert stage_names(analysis) == ["request", "accept", "message"]
    assert (analysis.stages["at_latest"] <= analysis.as_of).all()
    assert analysis.people.set_index("person_id").loc["linkedin:ann-roe", "connected"]
