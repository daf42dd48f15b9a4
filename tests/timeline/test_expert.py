"""The first story whole: the networking expert, from two downloads and from the last one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.analysis import analyse
from tests.exports import connections, messages
from tests.timeline.stories import (
    Step,
    met,
    person_of,
    quiet,
    stage_names,
    step,
    steps,
    written,
    wrote,
)

if TYPE_CHECKING:
    from pathlib import Path

EXPERT: Final = "linkedin:ned-expert"
_ME: Final = ("Ned", "Expert", "ned-expert", "23 Aug 2015")
_BO: Final = ("Bo", "Li", "bo-li", "20 Aug 2015")
_CHAT: Final = messages(
    ("c9", "<", "Bo Li", "bo-li", "2021-02-10 12:00:00", "Hello"),
    ("c1", "<", "Ned Expert", "ned-expert", "2021-02-10 08:00:00", "Thanks for letting me know"),
    ("c1", ">", "Ned Expert", "ned-expert", "2021-02-09 18:00:00", "DECLINE"),
    ("c1", "<", "Ned Expert", "ned-expert", "2021-02-08 09:00:00", "PITCH token_small_talk"),
    ("c1", ">", "Ned Expert", "ned-expert", "2015-08-24 10:00:00", "THANKS-CONNECT"),
)
_WORDS: Final[list[Step]] = [
    *met("2015-08-23"),
    wrote("thanks", "2015-08-24 10:00:00", "owner", says=False),
    quiet("2015-08-24 10:00:00", "2021-02-08 09:00:00", 1994, "person"),
    wrote("pitch", "2021-02-08 09:00:00", "person", says=["token_small_talk"]),
    wrote("decline", "2021-02-09 18:00:00", "owner", says="pitch"),
    wrote("reply", "2021-02-10 08:00:00", "person", says="decline"),
]


def test_two_downloads_show_every_step(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, name=f"Basic_LinkedInDataExport_02-{day}-2021.zip",
                Connections=connections(*rows), messages=_CHAT)
        for day, rows in (("10", (_ME, _BO)), ("11", (_BO,)))
    ]  # fmt: skip
    analysis = analyse(paths)
    assert steps(analysis, EXPERT) == [
        *_WORDS,
        step("removal", "2021-02-10 12:00:00", "2021-02-11 23:59:59", says=2),
    ]
    person = person_of(analysis, EXPERT)
    assert (person["verdict"], person["rank"]) == ("extractive", 2)
    assert {signal["name"] for signal in person["signals"]} >= {
        "pitches", "pitch_first_words", "thanks", "ended_after_no",
    }  # fmt: skip


def test_the_first_download_alone_shows_a_connection(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        name="Basic_LinkedInDataExport_02-10-2021.zip",
        Connections=connections(_ME, _BO),
        messages=_CHAT,
    )
    analysis = analyse([path])
    assert steps(analysis, EXPERT) == _WORDS
    assert person_of(analysis, EXPERT)["verdict"] == "extractive"


def test_the_last_download_alone_has_a_candidate(tmp_path: Path) -> None:
    """The day of the accept is gone with the row of the list, and so is the first request."""
    path = written(
        tmp_path,
        name="Basic_LinkedInDataExport_02-11-2021.zip",
        Connections=connections(_BO),
        messages=_CHAT,
    )
    analysis = analyse([path])
    assert steps(analysis, EXPERT) == [
        step("request", None, "2015-08-24 10:00:00", sure=False, says=None),
        step("accept", None, "2015-08-24 10:00:00", sure=False),
        *_WORDS[2:],
        step("removal", "2021-02-10 08:00:00", "2021-02-11 23:59:59", sure=False, says=2),
    ]
    assert person_of(analysis, EXPERT)["verdict"] == "extractive"
    assert "silence" in stage_names(analysis, EXPERT)
