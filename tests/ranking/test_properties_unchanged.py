"""What changes nothing: the order of rows, parts, silent people, weeks, names, clocks, locales."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from reciprocity.analysis import analyse
from tests.exports import PROFILE, write_zip
from tests.ranking.proving import proven
from tests.ranking.relationships import (
    CLOSE,
    EARLIER,
    EXPORTED,
    Relationship,
    Tables,
    Word,
    analysed,
    circles,
    facebook_download,
    name_of,
    people_of,
    tables_of,
    write_downloads,
)
from tests.timeline.stories import written

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_TIMES: Final = ("at", "at_latest", "until")
# Its own reader splits what is written on one day into parts of these names.
_PARTS: Final = (
    "Basic_LinkedInDataExport_{0}.zip",
    "Complete_LinkedInDataExport_{0}.zip",
    "Complete_LinkedInDataExport_{0} (1).zip",
)
_SHUFFLED: Final = st.randoms(use_true_random=False)


@pytest.fixture(autouse=True)
def plain_words() -> None:
    """Let the real words decide what a message is."""


def _without(value: Any, names: tuple[str, ...]) -> Any:
    """Leave out what stands under these names, however deep."""
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items() if key not in names}
    return [_without(each, names) for each in value] if isinstance(value, list) else value


def _shuffle(tables: Tables, chance: Random) -> Tables:
    """Return the rows in any order, but those of one conversation and second as they were."""
    shuffled = replace(
        tables, **{name: chance.sample(rows, len(rows)) for name, rows in vars(tables).items()}
    )
    told: dict[tuple[str, str], list[Any]] = {}
    for row in reversed(tables.messages):
        told.setdefault((row[0], row[4]), []).append(row)
    return replace(shuffled, messages=[told[row[0], row[4]].pop() for row in shuffled.messages])


def _moments(circle: list[Relationship]) -> list[tuple[datetime, bool]]:
    both = [(EARLIER, False), (EXPORTED, True)]
    return both if any(each.gone for each in circle) else both[1:]


@proven(5, circle=circles(most=12, gaps=CLOSE), chance=_SHUFFLED)
def test_the_order_of_rows(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], chance: Random
) -> None:
    """But where a note stands in its file, which is told as its row."""
    folder = tmp_path_factory.mktemp("shuffled")
    paths = [
        written(folder, name=name_of(at), **_shuffle(tables_of(circle, at=at, last=last), chance)
                .members())
        for at, last in _moments(circle)
    ]  # fmt: skip
    plain = people_of(analysed(tmp_path_factory.mktemp("plain"), circle))
    leave = ("note_row",)
    assert _without(people_of(analyse(paths)), leave) == _without(plain, leave)


@proven(5, circle=circles(), chance=_SHUFFLED)
def test_parts(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], chance: Random
) -> None:
    """Whichever part a table lies in, and in whatever order the parts are given."""
    folder = tmp_path_factory.mktemp("parts")
    paths: list[Path] = []
    for at, last in _moments(circle):
        parts: dict[str, dict[str, str | bytes]] = {}
        members = {**tables_of(circle, at=at, last=last).members(), "Profile": PROFILE}
        for name, text in members.items():
            part = chance.choice(_PARTS).format(f"{at:%m-%d-%Y}")
            parts.setdefault(part, {})[f"{name}.csv"] = text
        paths += [write_zip(folder / name, files) for name, files in parts.items()]
    chance.shuffle(paths)
    plain = people_of(analysed(tmp_path_factory.mktemp("plain"), circle))
    assert people_of(analyse(paths)) == plain


@proven(4, circle=circles(endings=False), chance=_SHUFFLED)
def test_parts_of_facebook(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], chance: Random
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    whole = facebook_download(circle)
    parts = [replace(whole, members=dict(some)) for some in _dealt(whole, chance)]
    assert parts
    paths = []
    for nth, part in enumerate(parts):
        path = part.write(tmp_path_factory.mktemp("part"))
        paths.append(path.rename(folder / path.name.replace("AbCdEf12", f"AbCdEf1{nth}")))
    plain = people_of(analyse([whole.write(tmp_path_factory.mktemp("plain"))]))
    assert people_of(analyse(paths[::-1])) == plain


def _dealt(whole: Any, chance: Random) -> list[list[tuple[str, Any]]]:
    threads = list(whole.members.items())
    cut = chance.randint(0, len(threads))
    return [threads[:cut], threads[cut:]]


@proven(5, circle=circles(), days=st.lists(st.integers(1, 1000), min_size=1, max_size=4))
def test_people_without_events(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], days: list[int]
) -> None:
    """Unless they change from when on the messages are seen.

    That is the day of the oldest row; or, where many were connected before the first message and
    nobody wrote to them, that message.
    """
    words = [word.at for each in circle for word in each.words]
    assume(words)
    room = EXPORTED - min(words)
    silent = [
        Relationship(name=f"Kit New{nth}", met=EXPORTED - room * day / 1001)
        for nth, day in enumerate(days)
    ]
    before = analysed(tmp_path_factory.mktemp("plain"), circle)
    assume(all("looks cut" not in each.coverage["message"]["basis"] for each in before.exports))
    after = people_of(analysed(tmp_path_factory.mktemp("more"), [*circle, *silent]))
    assert len(after) == len(people_of(before)) + len(silent)
    for person_id, person in people_of(before).items():
        assert {**after[person_id], "rank": None} == {**person, "rank": None}


@proven(5, circle=circles(), weeks=st.integers(-60, 40))
def test_whole_weeks(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], weeks: int
) -> None:
    """Across the changes of the clock in Los Angeles, where the invitations are dated.

    Not across March 2024, since when LinkedIn leaves no trace of accepted message requests.
    """
    by = timedelta(weeks=weeks)
    moved = [each.moved(by) for each in circle]
    paths = write_downloads(tmp_path_factory.mktemp("moved"), moved, moved=by)
    plain = people_of(analysed(tmp_path_factory.mktemp("plain"), circle))
    assert _without(people_of(analyse(paths)), ("events",)) == _later(
        _without(plain, ("events",)), by
    )


def _later(value: Any, by: timedelta) -> Any:
    """Return the same with every moment so much later."""
    if isinstance(value, dict):
        return {
            key: _moved(each, by) if key in _TIMES else _later(each, by)
            for key, each in value.items()
        }
    return [_later(each, by) for each in value] if isinstance(value, list) else value


def _moved(moment: str | None, by: timedelta) -> str | None:
    return f"{datetime.fromisoformat(moment) + by:%Y-%m-%dT%H:%M:%SZ}" if moment else None


_NEW_NAMES: Final = ("Ida", "Jo", "Kai", "Lea", "Mo", "Nia", "Ole", "Pia")


@proven(5, circle=circles(), order=st.permutations(range(8)))
def test_names(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship], order: list[int]
) -> None:
    """Ids are made of names; whoever ties in score and acts is ordered by them."""
    names = {each.name: f"{_NEW_NAMES[i]} Fir" for each, i in zip(circle, order, strict=False)}
    renamed = [replace(each, name=names[each.name]) for each in circle]
    plain = people_of(analysed(tmp_path_factory.mktemp("plain"), circle))
    image = people_of(analysed(tmp_path_factory.mktemp("renamed"), renamed))
    leave = ("events", "name", "person_id", "rank", "note_row")
    for before, after in zip(circle, renamed, strict=True):
        told = plain.get(before.person_id), image.get(after.person_id)
        assert _without(told[0], leave) == _without(told[1], leave)
    assert _places(image) == _places(plain)


def _places(people: dict[str, dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return rank and score of the ranked; of those who tie the names decide."""
    return [(each["rank"], each["score"]) for each in people.values() if each["rank"]]


_ZONES: Final = ("America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata")


@proven(2, circle=circles())
def test_the_zone_of_the_machine(
    tmp_path_factory: pytest.TempPathFactory, circle: list[Relationship]
) -> None:
    paths = write_downloads(tmp_path_factory.mktemp("zones"), circle)
    before = os.environ.get("TZ")
    told = []
    try:
        for zone in _ZONES:
            os.environ["TZ"] = zone
            time.tzset()
            told.append(people_of(analyse(paths)))
    finally:
        os.environ.pop("TZ")
        os.environ.update({"TZ": before} if before else {})
        time.tzset()
    assert all(each == told[0] for each in told)


_WORLDS: Final = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)


def test_the_locale_of_the_machine(tmp_path: Path) -> None:
    """Also where plain ASCII is the encoding of files that says nothing of its own."""
    start = datetime(2022, 11, 1, 18, tzinfo=UTC)
    rows = [Word(at=start + timedelta(days=day), way="<>"[day % 2], kind="plain")
            for day in range(1, 90, 7)]  # fmt: skip
    jorg = Relationship(name="Jörg Öl", met=start, asked=("<", start, True), words=tuple(rows))
    path = write_downloads(tmp_path, [jorg, replace(jorg, name="Zoë Li", words=())])
    command = [sys.executable, "-m", "reciprocity", "-q", "rank", "--format", "json", str(*path)]
    told = [
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **world}).stdout
        for world in _WORLDS
    ]
    assert told[0] == told[1]
    assert [each["name"] for each in json.loads(told[0])["people"]] == ["Jörg Öl", "Zoë Li"]
