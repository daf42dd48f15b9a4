"""The encrypted download beside the main one: one log, one person each, nothing twice or lost."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from tests.coverage.given import ANN, ME, Download, ann, id_of, me
from tests.exports import connections, messages
from tests.facebook.downloads import message, moment
from tests.facebook.encrypted.given import (
    BO,
    CY,
    EXPORTED,
    OTHERS,
    chat,
    chats,
    log_of,
    said,
    write,
    write_chats,
)
from tests.timeline.stories import person_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows

DAY: Final = "2025-06-10"
MOVED: Final = "e2ee_cutover/annroe_100000000000001"
FRIENDS: Final[Rows] = ((ANN, "2019-03-01T10:00:00"),)
MAIN: Final = Download(
    day=DAY, friends=FRIENDS, usual=False, threads={MOVED: [ann("2023-06-01T10:00:00", "Plain")]}
)
ARCHIVE: Final = "facebook-olive.owner-2025-06-10-AbCdEf12.zip"
SECRET: Final = [said(ANN, "2024-03-05T10:00:00", "Přes šifru"), said(ME, "2024-03-06T10:00:00")]


def _ids(inspection: Any, name: str = ANN) -> list[str]:
    found: list[str] = inspection.people.filter(pl.col("name") == name)["person_id"].to_list()
    return found


def test_the_whole_log_in_either_order(tmp_path: Path) -> None:
    paths = [MAIN.write(tmp_path), write_chats(tmp_path, ann=SECRET)]
    logs = [log_of(read(order).events) for order in permutations(paths)]
    ann_id = "facebook:name/ann roe"
    expected = [
        ("2019-03-01T10:00:00", ann_id, "unknown", "connected", "list", None, ARCHIVE),
        ("2023-06-01T10:00:00", ann_id, "person", "message", "direct", "Plain", ARCHIVE),
        (
            "2024-03-05T10:00:00",
            ann_id,
            "person",
            "message",
            "direct",
            "Přes šifru",
            "messages.zip",
        ),
        ("2024-03-06T10:00:00", ann_id, "owner", "message", "direct", "Hello", "messages.zip"),
    ]
    assert logs == [expected, expected]


def test_the_conversations_are_told_apart(tmp_path: Path) -> None:
    events = read([MAIN.write(tmp_path), write_chats(tmp_path, ann=SECRET)]).events
    spoken = events.filter(pl.col("activity") == "message")
    by_archive = spoken.group_by("archive").agg(pl.col("conversation_id").cast(pl.String).unique())
    found = {str(archive): ids for archive, ids in by_archive.iter_rows()}
    assert found[ARCHIVE] == ["facebook/100000000000001"]
    assert found["messages.zip"][0].startswith("facebook/encrypted/")


@pytest.mark.parametrize("day", ["2024-03-20", DAY, "2026-01-10"])
def test_the_same_message_in_both_counts_once(tmp_path: Path, day: str) -> None:
    """Same sender, moment and text, whichever of the downloads is the newer one."""
    both = [ann("2024-03-05T10:00:00", "Přes šifru"), me("2024-03-06T10:00:00")]
    main = Download(day=day, friends=FRIENDS, threads={MOVED: [*MAIN.threads[MOVED], *both]})
    chatted = [*SECRET, said(ANN, "2024-03-07T10:00:00", "After")]
    inspection = read([main.write(tmp_path), write_chats(tmp_path, ann=chatted)])
    assert _ids(inspection) == ["facebook:name/ann roe"]
    words = inspection.events.filter(
        (pl.col("activity") == "message") & (pl.col("person_id") == "facebook:name/ann roe")
    )
    assert words["text"].to_list() == ["Plain", "Přes šifru", "Hello", "After"]


def test_media_and_unsent_ones_count_once_too(tmp_path: Path) -> None:
    photo = {"photos": [{"uri": "photos/1.jpg", "creation_timestamp": 1}]}
    plain = [ann("2024-03-05T10:00:00", None, **photo),
             ann("2024-03-05T11:00:00", None, is_unsent=True)]  # fmt: skip
    spoken = [
        said(ANN, "2024-03-05T10:00:00", "", type="media", media=[{"uri": "./media/1.jpg"}]),
        said(ANN, "2024-03-05T11:00:00", "User unsent a message", type="placeholder",
             isUnsent=True),
    ]  # fmt: skip
    main = Download(day=DAY, friends=FRIENDS, usual=False, threads={MOVED: plain})
    events = read([main.write(tmp_path), write_chats(tmp_path, ann=spoken)]).events
    assert events["activity"].to_list() == ["connected", "message", "message"]
    assert events["channel"].to_list() == ["list", "direct", "trace"]


def test_a_person_in_the_chats_alone_is_known(tmp_path: Path) -> None:
    """17 threads of one inventory exist only here (section 5)."""
    inspection = read([MAIN.write(tmp_path), write_chats(tmp_path, **OTHERS)])
    assert _ids(inspection, BO) == ["facebook:name/bo li"]
    assert _ids(inspection, CY) == ["facebook:name/cy novák"]


def test_two_encrypted_chats_of_one_name_leave_the_thread_alone(tmp_path: Path) -> None:
    """Then nothing tells which of them goes on with the thread of the main download."""
    two = {
        f"Ann Roe_{n}.json": chat(ANN, [said(ANN, f"2024-04-0{n}T10:00:00")], number=n)
        for n in (4, 5)
    }
    chatted = write(tmp_path / "messages.zip", {**chats(**OTHERS), **two})
    assert len(_ids(read([MAIN.write(tmp_path), chatted]))) == 4


def test_words_after_the_main_download_are_not_lost(tmp_path: Path) -> None:
    late = [*SECRET, said(ANN, "2025-08-01T10:00:00", "Late")]
    chatted = write_chats(tmp_path, "2025-08-02T10:00:00", ann=late)
    inspection = read([MAIN.write(tmp_path), chatted])
    assert inspection.as_of == moment("2025-08-02T10:00:00")
    assert inspection.events["text"].to_list()[-1] == "Late"
    assert [export.kind for export in inspection.exports] == ["json", "e2ee"]


@pytest.mark.parametrize("name", ["messages (1).zip", "chats.zip"])
def test_two_encrypted_downloads(tmp_path: Path, name: str) -> None:
    """The running numbers may be others in the later one; who it is does not change.

    Of two zips of nearly one name, it is not told whether they are two parts of one download.
    """
    first = write_chats(tmp_path, "2024-03-10T10:00:00", ann=SECRET)
    later = [*SECRET, said(ANN, "2025-06-01T10:00:00", "Again")]
    second = write(tmp_path / name, chats(bo=[], cy=[], ann=later))
    inspection = read([first, second])
    assert len(inspection.exports) == (2 if name == "chats.zip" else 1)
    assert _ids(inspection) == ["facebook:name/ann roe"]
    assert inspection.events["text"].to_list() == ["Přes šifru", "Hello", "Again"]


def test_one_number_for_two_people_in_two_downloads(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    paths = [
        write_chats(tmp_path, "2024-03-10T10:00:00", ann=SECRET, bo=[]),
        write_chats(tmp_path / "later", bo=[said(BO, "2025-06-01T10:00:00")], ann=[]),
    ]
    assert sorted(read(paths).people["name"]) == [ANN, BO]


def test_before_the_day_asked_for(tmp_path: Path) -> None:
    chatted = write_chats(tmp_path, ann=SECRET)
    day = moment("2024-03-05T23:00:00").date()
    events = read([MAIN.write(tmp_path), chatted], as_of=day).events
    assert events["text"].to_list() == [None, "Plain", "Přes šifru"]


# It is no later state of the main download: nothing that lacks in it is gone.

SOME: Final = {
    f"inbox/friend{n}_20000000000000{n}": [
        message(f"Friend {n}", "2024-03-01T10:00:00", "PITCH"), me("2024-03-02T10:00:00", "DECLINE")
    ]
    for n in range(1, 9)
}  # fmt: skip


def _full(day: str, **changed: Any) -> Download:
    listed: Rows = (*FRIENDS, *((f"Friend {n}", f"2020-01-0{n}T10:00:00") for n in range(1, 9)))
    asked: Rows = (("Sam Sent", "2024-11-01T10:00:00"),)
    given = {"friends": listed, "sent": asked, "received": (("Rita Rec", "2024-11-02T10:00:00"),),
             "threads": {**MAIN.threads, **SOME}}  # fmt: skip
    return Download(day=day, **{**given, **changed})


def test_nothing_is_gone_because_it_is_not_encrypted(tmp_path: Path) -> None:
    """Nine threads, nine friends and two requests lack in the later encrypted download."""
    main = _full("2025-01-10").write(tmp_path)
    chatted = write_chats(tmp_path, ann=SECRET, **OTHERS)
    analysis = analyse([main, chatted])
    alone = analyse([main])
    assert [problem.kind for problem in analysis.problems] == []
    assert not set(analysis.events["activity"]) & {"disconnected", "request_withdrawn"}
    gone = [detail for detail in analysis.stages["detail"] if detail.get("conversation_gone")]
    assert gone == []
    connected = analysis.people.set_index("person_id")["connected"]
    assert connected[alone.people["person_id"]].tolist() == alone.people["connected"].tolist()
    removals = {"removal", "withdrawal"}
    assert not removals & set(analysis.stages["stage"])


def test_main_downloads_are_compared_across_it(tmp_path: Path) -> None:
    """What is gone between two main downloads is, though an encrypted one lies between them."""
    threads = {key: of for key, of in _full(DAY).threads.items() if "friend1_" not in key}
    listed = tuple(row for row in _full(DAY).friends or () if row[0] != "Friend 2")
    later = _full("2025-09-10", threads=threads, friends=listed, sent=())
    paths = [
        _full("2025-01-10").write(tmp_path),
        write_chats(tmp_path, ann=SECRET, **OTHERS),
        later.write(tmp_path),
    ]
    analysis = analyse(paths)
    endings = analysis.events[
        analysis.events["activity"].isin(["disconnected", "request_withdrawn"])
    ]
    names = dict(zip(analysis.people["person_id"], analysis.people["name"], strict=True))
    assert list(zip(endings["activity"], endings["person_id"].map(names), strict=True)) == [
        ("disconnected", "Friend 2"),
        ("request_withdrawn", "Sam Sent"),
    ]
    gone = {
        names[person]
        for person, detail in zip(
            analysis.stages["person_id"], analysis.stages["detail"], strict=True
        )
        if detail.get("conversation_gone")
    }
    assert gone == {"Friend 1"}


@pytest.mark.parametrize("at", ["2025-03-01T10:00:00", EXPORTED, "2026-01-01T10:00:00"])
def test_a_thread_that_went_on_encrypted_is_not_called_deleted(tmp_path: Path, at: str) -> None:
    threads = {key: of for key, of in _full(DAY).threads.items() if "annroe" not in key}
    main = [_full("2025-01-10").write(tmp_path), _full(DAY, threads=threads).write(tmp_path)]
    last = [said(ANN, f"{at[:8]}01T09:00:00")]
    analysis = analyse([*main, write_chats(tmp_path, at, ann=[*SECRET, *last])])
    of_ann = analysis.stages[analysis.stages["person_id"] == id_of(analysis)]
    assert not any(detail.get("conversation_gone") for detail in of_ann["detail"])
    without = analyse(main)
    of_ann = without.stages[without.stages["person_id"] == id_of(without)]
    assert any(detail.get("conversation_gone") for detail in of_ann["detail"])


def test_beside_linkedin(tmp_path: Path) -> None:
    """Whoever is on both wrote the same words on both; chats count for either."""
    words = "We could plant the old roses behind the house before the end of October"
    linked = written(
        tmp_path,
        name="Complete_LinkedInDataExport_06-10-2025.zip",
        Connections=connections(("Ann", "Roe", "ann-roe", "02 Mar 2019")),
        messages=messages(("c1", "<", "Ann Roe", "ann-roe", "2024-05-30 10:00:00", words)),
    )
    chatted = write_chats(tmp_path, ann=[*SECRET, said(ANN, "2024-06-01T10:00:00", words)])
    analysis = analyse([linked, chatted])
    found = person_of(analysis, id_of(analysis))
    assert found["platforms"] == ["linkedin", "facebook"]
    assert found["counts"]["messages_received"] == 3
