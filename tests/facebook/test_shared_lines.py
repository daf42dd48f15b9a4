"""What one download knows for a line of Messenger's is no message of anybody's in another one.

German lines are not known (facebook.md 4.4), and three threads are too few to learn them from.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from reciprocity.inspection import read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, moment, thread
from tests.facebook.htm import writing as htm
from tests.facebook.html.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME: Final = "Olive Owner"
ANN: Final = "Ann Roe"
BO: Final = "Bo Li"
CY: Final = "Cy Dee"
ZONE: Final = "Europe/Berlin"
CONNECTED: Final = ("You are now connected on Messenger", "Ihr seid jetzt auf Messenger verbunden")
_ACCEPTED: Final = (
    "You can now message and call each other and see info like Active Status and when you've read "
    "messages."
)
ACCEPTED: Final = (
    _ACCEPTED,
    "Ihr könnt euch jetzt Nachrichten senden und anrufen.",
)
WAVE: Final = ("Ann Roe is waving at you!", "Ann Roe winkt dir zu!")
CALLED: Final = ("Ann Roe called you.", "Ann Roe hat dich angerufen.")
LIKED: Final = ("Liked a message", "Gefällt eine Nachricht")
FILLER: Final = ("Ann Roe sent an attachment.", "Ann Roe hat einen Anhang gesendet.")
UNSENT: Final = ("This message was unsent", "Diese Nachricht wurde nicht gesendet")
EARLY, LATE = "2024-05-10", "2024-09-10"

# By the name of the other one: by whom, when, and the words, or a line in English and German.
Said = tuple[str, str, str | tuple[str, str]]
Talks = dict[str, list[Said]]


def _thread(other: str, said: list[Said], language: int) -> dict[str, Any]:
    words = [(by, at, text if isinstance(text, str) else text[language]) for by, at, text in said]
    return thread([other, ME], [message(*each) for each in words])


def _place(other: str, ending: str) -> str:
    slug = other.casefold().replace(" ", "")
    number = 100000000000000 + int.from_bytes(slug[:3].encode())
    return f"your_facebook_activity/messages/inbox/{slug}_{number}/message_1.{ending}"


def _zip(folder: Path, day: str, flavour: str, members: Mapping[str, bytes]) -> Path:
    path = folder / f"facebook-olive-{day}-{flavour:A<8}.zip"
    return write_zip(path, members, at=moment(f"{day}T12:00:00"))


def json(folder: Path, day: str, talks: Talks, language: int = 0) -> Path:
    """Write a download in JSON."""
    profile = "personal_information/profile_information/profile_information.json"
    friends = entries("friends_v2", [(name, said[0][1]) for name, said in talks.items() if said])
    members = {
        profile: as_json({"profile_v2": {"name": {"full_name": ME}}}),
        "connections/friends/your_friends.json": as_json(friends),
        **{_place(n, "json"): as_json(_thread(n, said, language)) for n, said in talks.items()},
    }
    return _zip(folder, day, "json", members)


def pages(folder: Path, day: str, talks: Talks, style: str = "de 2019", **kept: bool) -> Path:
    """Write a download in HTML, in German unless the style says otherwise."""
    writer = Writer(style=style, zone=ZONE, owner=ME, made=moment(f"{day}T12:00:00"))
    language = int(style.startswith("de"))
    zone = "personal_information/profile_information/timezone.html"
    members = {
        zone: writer.page("Zeitzone", [writer.block(None, ZONE, None)]),
        **{_place(n, "html"): writer.thread(_thread(n, s, language)) for n, s in talks.items()},
    }
    if not kept.get("zoned", True):
        del members[zone]
    return _zip(folder, day, f"html{style[3:]}".replace(" ", ""), members)


def _told(inspection: Inspection) -> list[tuple[object, ...]]:
    events = inspection.events.with_columns(pl.col("at").dt.truncate("1m"))
    columns = ["person_id", "activity", "at", "actor", "channel", "text"]
    return events.filter(pl.col("channel") != "list").select(columns).sort(columns).rows()


def _words(inspection: Inspection) -> list[str]:
    said = inspection.events.filter(pl.col("activity") == "message")
    return said["text"].drop_nulls().to_list()


def _apart(inspection: Inspection) -> list[dict[str, int]]:
    return [export.apart for export in inspection.exports]


FRIENDS: Final[Talks] = {
    ANN: [
        (ANN, "2020-05-01T10:00:02", CONNECTED),
        (ANN, "2020-05-01T10:00:41", "Hello Olive, nice to meet you"),
        (ME, "2020-05-01T10:05:00", "Hello Ann"),
    ],
    BO: [(ME, "2021-01-01T10:00:02", CONNECTED)],
}


@pytest.mark.parametrize("style", ["de 2019", "de 2024"])
@pytest.mark.parametrize("days", [(EARLY, LATE), (LATE, EARLY)])
def test_a_line_that_json_knows_is_no_message_of_a_german_page(
    tmp_path: Path, style: str, days: tuple[str, str]
) -> None:
    first = json(tmp_path, days[0], FRIENDS)
    both = read([first, pages(tmp_path, days[1], FRIENDS, style)])
    assert _told(both) == _told(read([first]))
    assert _apart(both) == [{"system": 2}, {"system": 2}]


def test_alone_the_line_is_taken_for_words(tmp_path: Path) -> None:
    """What the other download is needed for."""
    assert CONNECTED[1] in _words(read([pages(tmp_path, LATE, FRIENDS)]))


_OTHERS: Final = {
    "accepted": (ACCEPTED, ME), "wave": (WAVE, ANN), "call": (CALLED, ANN), "reaction": (LIKED, ANN)
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        *((kind, days) for kind in _OTHERS for days in permutations((EARLY, LATE))),
        ("filler", (EARLY, LATE)),
    ],
)
def test_other_kinds_of_lines(tmp_path: Path, kind: str, days: tuple[str, str]) -> None:
    line, by = _OTHERS.get(kind, (FILLER, ANN))
    talks: Talks = {
        ANN: [
            (ANN, "2020-05-01T10:00:41", "Hello Olive, do you know me?"),
            (by, "2020-05-02T11:00:00", line),
            (by, "2020-05-02T11:00:30", "One more thing"),
        ]
    }
    first = json(tmp_path, days[0], talks)
    both = read([first, pages(tmp_path, days[1], talks)])
    assert _told(both) == _told(read([first]))


def test_a_message_that_was_deleted_since_is_no_line(tmp_path: Path) -> None:
    """The page has two texts of the minute, the later JSON a line: Bo's tells which one it is."""
    written: Talks = {
        ANN: [(ANN, "2020-05-01T10:00:02", CONNECTED), (ANN, "2020-05-01T10:00:41", "Hello!")],
        BO: [(BO, "2021-01-01T10:00:02", CONNECTED)],
    }
    kept = {**written, ANN: written[ANN][:1]}
    both = read([pages(tmp_path, EARLY, written), json(tmp_path, LATE, kept)])
    assert _words(both) == ["Hello!"]
    del written[BO], kept[BO]
    alone = [pages(tmp_path, EARLY, written), json(tmp_path, LATE, kept)]
    assert sorted(_words(read(alone))) == ["Hello!", CONNECTED[1]]


def test_what_both_know_takes_no_words(tmp_path: Path) -> None:
    """The page knows the line itself, so that what was deleted since is not it."""
    kept: Talks = {ANN: FRIENDS[ANN][:1]}
    said: Talks = {ANN: FRIENDS[ANN][:2]}
    both = read([pages(tmp_path, EARLY, said, "en 2021"), json(tmp_path, LATE, kept)])
    assert _words(both) == ["Hello Olive, nice to meet you"]
    assert _apart(both) == [{"system": 1}, {"system": 1}]


@pytest.mark.parametrize(
    ("by", "at"), [(ME, "2020-05-01T10:00:02"), (ANN, "2020-05-01T10:01:00")], ids=["by", "at"]
)
def test_words_of_another_side_or_minute_are_no_line(tmp_path: Path, by: str, at: str) -> None:
    first = json(tmp_path, LATE, {ANN: FRIENDS[ANN][:1]})
    other: Talks = {ANN: [(by, at, "Hello there")]}
    assert _words(read([pages(tmp_path, EARLY, other), first])) == ["Hello there"]


def test_words_that_were_unsent_since_are_kept(tmp_path: Path) -> None:
    """In a later page the line stands in their place, in an earlier one they do."""
    said: Talks = {ANN: [(ANN, "2020-05-01T10:00:02", "Never mind"), *FRIENDS[ANN][1:]]}
    gone: Talks = {ANN: [(ANN, "2020-05-01T10:00:02", UNSENT), *FRIENDS[ANN][1:]]}
    earlier, later = pages(tmp_path, EARLY, said), json(tmp_path, LATE, gone)
    assert "Never mind" in _words(read([earlier, later]))
    first, second = json(tmp_path, EARLY, gone), pages(tmp_path, LATE, gone, "de 2024")
    assert _told(read([first, second])) == _told(read([first]))


def test_a_line_in_an_hour_that_is_not_known(tmp_path: Path) -> None:
    """Without a zone the page's foot tells the hours of winter alone (section 7)."""
    first = json(tmp_path, EARLY, {ANN: [(ANN, "2020-02-01T10:00:02", CONNECTED)]})
    talks: Talks = {ANN: [(ANN, "2020-02-01T10:00:02", CONNECTED)]}
    second = pages(tmp_path, LATE, talks, zoned=False)
    rough = read([second]).events.filter(pl.col("activity") == "message")
    assert rough["precision"].to_list() == ["interval"]
    assert _words(read([first, second])) == []


def test_three_downloads_in_any_order(tmp_path: Path) -> None:
    paths = [
        pages(tmp_path, EARLY, FRIENDS),
        pages(tmp_path, "2024-07-10", FRIENDS, "de 2024"),
        json(tmp_path, LATE, FRIENDS),
    ]
    alone = _told(read(paths[2:]))
    for of in permutations(paths):
        both = read(list(of))
        assert _told(both) == alone
        assert _apart(both) == [{"system": 2}] * 3


def test_what_a_line_let_in_came_as_requests(tmp_path: Path) -> None:
    """The German page does not tell, and it is the later one."""
    talks: Talks = {
        CY: [
            (CY, "2020-05-01T10:00:41", "Do you know me?"),
            (ME, "2020-05-02T11:00:00", ACCEPTED),
            (ME, "2020-05-02T11:00:01", "I do"),
        ]
    }
    both = read([json(tmp_path, EARLY, talks), pages(tmp_path, LATE, talks, "de 2024")])
    said = both.events.filter(pl.col("activity") == "message").select("text", "channel")
    assert said.rows() == [("Do you know me?", "message_request"), ("I do", "direct")]


def test_pages_of_before_2018_know_threads_by_name(tmp_path: Path) -> None:
    line = htm.said(ANN, htm.meta("2016-10-01T10:00:02"), CONNECTED[1])
    old = htm.write(tmp_path, {"html/messages.htm": htm.page(htm.thread([ANN, ME], [line]))})
    talks: Talks = {ANN: [(ANN, "2016-10-01T10:00:02", CONNECTED), (ME, "2018-01-01T10:00", "Hi")]}
    both = read([old, json(tmp_path, LATE, talks)])
    assert _words(both) == ["Hi"]


def test_lines_of_a_group(tmp_path: Path) -> None:
    def group(language: int) -> dict[str, Any]:
        left = (f"{BO} left the group.", f"{BO} hat die Gruppe verlassen.")[language]
        said = [
            message(ANN, "2020-05-01T10:00:10", "Who comes along to Brno?"),
            message(BO, "2020-05-01T10:01:10", left),
            message(ANN, "2020-05-01T10:01:20", "Nobody, then"),
        ]
        return {**thread([ANN, BO, ME], said), "title": "Trip"}

    place = _place("Trip", "json")
    german = Writer(style="de 2019", zone="UTC", owner=ME, made=moment(f"{LATE}T12:00:00"))
    first = _zip(tmp_path, EARLY, "group", {place: as_json(group(0))})
    second = _zip(tmp_path, LATE, "html", {place.replace("json", "html"): german.thread(group(1))})
    both = read([first, second], owner=ME)
    assert _words(both) == ["Who comes along to Brno?", "Nobody, then"]
