"""Who wrote in Messages.csv of 2016 to 2018, by what a later file says of the same words.

Two downloads have to tell the messages that the later one tells alone, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from reciprocity.inspection import Inspection, read
from tests.exports import PROFILE, connections, messages, table, write_zip
from tests.linkedin.generations import M0

if TYPE_CHECKING:
    from pathlib import Path

FIRST: Final = "Complete_LinkedInDataExport_11-05-2018.zip"
SECOND: Final = "Complete_LinkedInDataExport_07-10-2026.zip"
ME: Final = "Olive Owner"
EARLY: Final = [
    (ME, "Ann Roe", "2/2/17, 9:10 AM", "", "They are well, thanks", "OUTGOING", "SENT"),
    ("Ann Roe", ME, "2/1/17, 9:00 AM", "", "A year has gone by, how are the kids?", "INCOMING",
     "INBOX"),
]  # fmt: skip


def _download(folder: Path, name: str, said: str, *listed: tuple[str, str, str, str]) -> Path:
    files = {"Profile": PROFILE, "Connections": connections(*listed), "messages": said}
    return write_zip(folder / name, {f"{key}.csv": text for key, text in files.items()})


def _later(name: str, slug: str, chat: str = "c1") -> list[tuple[str, str, str, str, str, str]]:
    return [
        (chat, ">", name, slug, "2017-02-02 17:10:00", "They are well, thanks"),
        (chat, "<", name, slug, "2017-02-01 17:00:00", "A year has gone by,\nhow are the kids?"),
    ]


def _two(folder: Path, *rows: tuple[str, str, str, str, str, str]) -> tuple[Inspection, Inspection]:
    """Read the early download with a later one, and the later one alone."""
    both = [
        _download(folder, FIRST, table(M0, EARLY)),
        _download(folder, SECOND, messages(*rows), ("Bo", "Li", "bo-li", "03 Jan 2018")),
    ]
    return read(both), read(both[1:])


def _log(inspection: Inspection) -> list[dict[str, Any]]:
    return inspection.events.drop("event_id", "person_id").rows(named=True)


def _people(inspection: Inspection) -> list[str]:
    said = inspection.events.filter(pl.col("activity") == "message")
    return said["person_id"].unique().sort().to_list()


@pytest.mark.parametrize(
    ("name", "slug", "person"),
    [
        ("Ann Lee", "ann-lee", "linkedin:ann-lee"),
        ("LinkedIn Member", "", "linkedin:name/ann roe"),
        ("Ann Roe", "ann-roe", "linkedin:ann-roe"),
    ],
    ids=["renamed", "closed", "the same"],
)
def test_the_same_words_are_the_same_conversation(
    tmp_path: Path, name: str, slug: str, person: str
) -> None:
    both, alone = _two(tmp_path, *_later(name, slug))
    assert _log(both) == _log(alone)
    assert _people(both) == [person]


def test_other_words_are_another_s(tmp_path: Path) -> None:
    rows = [(*row[:5], f"{row[5]} Bye") for row in _later("Ann Lee", "ann-lee")]
    both, alone = _two(tmp_path, *rows)
    assert _people(both) == ["linkedin:ann-lee", "linkedin:name/ann roe"]
    assert both.events.height == alone.events.height + len(EARLY)


def test_in_two_later_conversations_they_are_neither_s(tmp_path: Path) -> None:
    rows = [*_later("Ann Lee", "ann-lee"), *_later("Anna Roe", "anna-roe", chat="c2")]
    both, _ = _two(tmp_path, *rows)
    assert _people(both) == ["linkedin:ann-lee", "linkedin:anna-roe", "linkedin:name/ann roe"]
