"""Folders that end alike are one thread, unless something shows that they are not.

A download whose threads share one tail has to tell what it tells with a tail for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reciprocity.inspection import read
from reciprocity.sources.facebook.tails import thread_id
from reciprocity.timeline.encrypted import limits_of
from tests.exports import write_zip
from tests.facebook.downloads import as_json, message, moment, thread
from tests.facebook.tails import (
    ALL,
    EVERYBODY,
    JUNE,
    ME,
    ROOT,
    TAIL,
    both_ways,
    conversations,
    each_once,
    whole_log,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.inspection import Inspection


def test_the_same_thread_has_the_same_id_in_every_folder() -> None:
    ids = {
        thread_id(name)
        for name in ("annroe_123456789012345", "123456789012345", "ann_roe_123456789012345")
    }
    assert ids == {"123456789012345"}
    assert thread_id("annroe_x_12345678") == "x_12345678"
    assert thread_id("annroe_aB3-_xYz90") == thread_id("aB3-_xYz90") == "aB3-_xYz90"


@pytest.mark.parametrize("name", ["", "x", "annroe_x", "a long-lost talk", "messages/x.json"])
def test_what_has_no_tail_is_known_by_its_whole_name(name: str) -> None:
    assert thread_id(name) == name


def test_five_threads_of_one_tail_are_five(tmp_path: Path) -> None:
    shared, own = both_ways(tmp_path, (JUNE, ALL))
    assert whole_log(shared) == whole_log(own)
    assert conversations(shared) == each_once(*EVERYBODY.values())
    assert not shared.events["is_group"].any()


def _spread(folder: Path, *parts: Mapping[str, Any]) -> Inspection:
    """Read one download in parts: of each thread's file its box, folder and value or bytes."""
    paths = []
    for n, part in enumerate(parts):
        written = {
            f"{ROOT}/{place}.json": value if isinstance(value, bytes) else as_json(value)
            for place, value in part.items()
        }
        path = folder / f"facebook-olive-{JUNE}-AbCdEf1{n}.zip"
        paths.append(write_zip(path, written, at=moment(f"{JUNE}T12:00:00")))
    return read(paths, owner=ME)


def _file(name: str, second: int, title: str | None = "", **keys: Any) -> dict[str, Any]:
    """Return a file of a thread with one message; without a title it breaks off before that."""
    at = f"2021-03-03T10:00:{second:02}"
    value = {**thread([name, ME], [message(name, at, f"word {second}")]), **keys}
    return {key: each for key, each in value.items() if title is not None or key != "title"}


def _said(inspection: Inspection) -> list[tuple[str, int, str]]:
    """Return the whole log in short: person, place of the conversation among all, member, words."""
    return [
        (row["person_id"], row["conversation_id"], row["text"]) for row in whole_log(inspection)
    ]


def test_one_thread_in_every_box_and_part(tmp_path: Path) -> None:
    """A file that breaks off has lost its title, which stands behind the messages."""
    place = f"annroe_{TAIL}"
    inspection = _spread(
        tmp_path,
        {f"inbox/{place}/message_2": _file("Ann Roe", 1),
         f"inbox/bo_{TAIL}/message_1": _file("Bo Li", 9)},
        {f"inbox/{place}/message_1": _file("Ann Roe", 2)},
        {f"archived_threads/{place}/message_1": _file("Ann Roe", 3, None),
         f"e2ee_cutover/{place}/message_1": _file("Ann Roe", 4, participants=[{"name": ME}])},
        {f"message_requests/{place}/message_1": _file("Ann Roe", 5)},
    )  # fmt: skip
    assert _said(inspection) == [
        *(("facebook:name/ann roe", 0, f"word {n}") for n in range(1, 6)),
        ("facebook:name/bo li", 1, "word 9"),
    ]


def test_a_gone_person_in_two_languages_is_one_thread_beside_others(tmp_path: Path) -> None:
    inspection = _spread(
        tmp_path,
        {
            f"inbox/facebookuser_{TAIL}/message_1": _file("Facebook user", 1),
            f"archived_threads/usuariodefacebook_{TAIL}/message_1": _file("Usuario de Facebook", 2),
            f"inbox/bo_{TAIL}/message_1": _file("Bo Li", 3),
        },
    )
    (gone, first, _), (also, second, _), bo = _said(inspection)
    assert (gone, first) == (also, second)
    assert gone.startswith("facebook:conversation/")
    assert bo == ("facebook:name/bo li", 1, "word 3")


def test_folders_without_a_name_in_two_boxes(tmp_path: Path) -> None:
    """Of a name in no letters that are known the tail alone is left (section 4.1)."""
    boxes = {
        f"inbox/{TAIL}/message_1": _file("安", 1),
        f"archived_threads/{TAIL}/message_1": _file("博", 2),
        f"e2ee_cutover/{TAIL}/message_1": _file("博", 3),
    }
    assert _said(_spread(tmp_path, boxes)) == [
        ("facebook:name/安", 0, "word 1"),
        ("facebook:name/博", 1, "word 2"),
        ("facebook:name/博", 1, "word 3"),
    ]


def test_two_files_of_one_folder_are_one_thread_whatever_they_say(tmp_path: Path) -> None:
    """The newest tells what somebody is called now."""
    files = {
        f"inbox/annroe_{TAIL}/message_1": _file("Ann Röe", 3),
        f"inbox/annroe_{TAIL}/message_2": _file("Ann Roe", 2),
        f"archived_threads/annroe_{TAIL}/message_3": _file("Ann Roe", 1),
    }
    assert _said(_spread(tmp_path, files)) == [
        ("facebook:name/ann röe", 0, f"word {n}") for n in range(1, 4)
    ]


def test_what_went_on_encrypted_is_that_thread_alone(tmp_path: Path) -> None:
    boxes = {
        f"e2ee_cutover/annroe_{TAIL}/message_1": _file("Ann Roe", 1),
        f"inbox/boli_{TAIL}/message_1": _file("Bo Li", 2),
    }
    inspection = _spread(tmp_path, boxes)
    (reading,) = inspection.witnesses.readings
    assert reading.encryption is not None
    (moved,) = reading.encryption.cutover
    held = inspection.events.filter(pl.col("conversation_id").cast(pl.String) == moved)
    assert held["text"].to_list() == ["word 1"]


def test_a_thread_without_a_name_that_lost_a_file_is_found_by_its_tail(tmp_path: Path) -> None:
    boxes = {
        f"inbox/facebookuser_{TAIL}/message_1": _file("Facebook user", 1),
        f"inbox/facebookuser_{TAIL}/message_2": b"[object Object]",
        f"inbox/boli_{TAIL}/message_1": _file("Bo Li", 2),
    }
    inspection = _spread(tmp_path, boxes)
    limits = limits_of(inspection.witnesses.readings, inspection.events, inspection.people)
    assert inspection.events["person_id"][0] in limits.others
