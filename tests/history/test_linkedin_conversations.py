"""LinkedIn conversations that a later download lacks: what went, and what nobody can know since.

messages.csv is not limited in time (linkedin.md 2.3), so a conversation that is gone was deleted,
and words between the two downloads may have gone with it. A file that is no witness deletes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.analysis import Analysis, analyse
from tests.exports import connections, messages, table
from tests.linkedin.generations import M0
from tests.timeline.stories import met, person_of, quiet, steps, talk, written, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.timeline.stories import Step

FIRST: Final = "Basic_LinkedInDataExport_01-10-2023.zip"
SECOND: Final = "Basic_LinkedInDataExport_01-10-2025.zip"
THIRD: Final = "Basic_LinkedInDataExport_01-10-2026.zip"
SEEN, LOST, LATER = "2023-01-10 23:59:59", "2025-01-10 23:59:59", "2026-01-10 23:59:59"
GONE: Final = ["2023-01-10T23:59:59Z", "2025-01-10T23:59:59Z"]
LISTED: Final = connections(
    ("Ann", "Roe", "ann-roe", "05 Jan 2018"), ("Bo", "Li", "bo-li", "03 Jan 2018")
)
Row = tuple[str, str, str, str, str, str]


def _ann(at: str, text: str = "Hello", way: str = "<", chat: str = "c1") -> Row:
    return chat, way, "Ann Roe", "ann-roe", f"{at} 10:00:00", text


def _bo(at: str, chat: str = "c9") -> Row:
    return chat, "<", "Bo Li", "bo-li", f"{at} 10:00:00", f"Hello from Bo of {at}"


EARLY, LATE = _bo("2018-01-04"), _bo("2022-01-04")
ASKED, SAID = _ann("2018-01-06", way=">"), _ann("2019-01-06", "Well")
CHAT: Final = (SAID, ASKED)
BEFORE: Final = (LATE, *CHAT, EARLY)
AFTER: Final = (LATE, EARLY)


def _told(tmp_path: Path, *files: str | None) -> Analysis:
    """Analyse a download for each messages.csv, None for one that lacks it."""
    paths = []
    for name, text in zip((FIRST, SECOND, THIRD), files, strict=False):
        chat = {} if text is None else {"messages": text}
        paths.append(written(tmp_path, name=name, Connections=LISTED, **chat))
    return analyse(paths)


def _downloads(tmp_path: Path, *chats: tuple[Row, ...]) -> Analysis:
    return _told(tmp_path, *(messages(*rows) for rows in chats))


def _words_gone(analysis: Analysis) -> list[object]:
    return [
        stage["detail"].get("conversation_gone")
        for stage in person_of(analysis)["stages"]
        if stage["stage"] in {"message", "pitch", "thanks", "decline", "reply"}
    ]


def _silences(analysis: Analysis) -> list[tuple[object, ...]]:
    """Return start, days, end, whether each goes on, and whether only a part of it was seen."""
    return [
        (s["at"], s["days"], s["detail"]["until"], s["detail"]["ongoing"],
         s["detail"].get("partly_seen", False))
        for s in person_of(analysis)["stages"]
        if s["stage"] == "silence"
    ]  # fmt: skip


TALKED: Final[list[Step]] = [
    *met("2018-01-05"),
    talk("2018-01-06 10:00:00", "owner", 1, 0),
    quiet("2018-01-06 10:00:00", "2019-01-06 10:00:00", 365, "person"),
    talk("2019-01-06 10:00:00", "person", 0, 1),
]
FIRST_YEAR: Final = ("2018-01-06T10:00:00Z", 365, "2019-01-06T10:00:00Z", False, False)
UNTIL_SEEN: Final = ("2019-01-06T10:00:00Z", 1465, "2023-01-10T23:59:59Z", False, True)


def test_a_silence_ends_at_the_last_download_that_holds_the_conversation(tmp_path: Path) -> None:
    analysis = _downloads(tmp_path, BEFORE, AFTER)
    assert steps(analysis) == [*TALKED, quiet("2019-01-06 10:00:00", SEEN, 1465)]
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN]
    assert _words_gone(analysis) == [GONE, GONE]
    assert analysis.problems == ()


def test_of_everybody_else_the_silence_goes_on(tmp_path: Path) -> None:
    analysis = _downloads(tmp_path, BEFORE, AFTER)
    assert steps(analysis, "linkedin:bo-li")[-1] == quiet("2022-01-04 10:00:00", None, 1102)


def test_after_the_deletion_it_is_seen_again(tmp_path: Path) -> None:
    """What was written between the second and the third download would stand in the third."""
    analysis = _downloads(tmp_path, BEFORE, AFTER, AFTER)
    since = ("2025-01-10T23:59:59Z", 365, None, True, True)
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN, since]
    assert _words_gone(analysis) == [GONE, GONE]


def test_held_again_later_it_was_only_missing(tmp_path: Path) -> None:
    analysis = _downloads(tmp_path, BEFORE, AFTER, BEFORE)
    assert steps(analysis) == [*TALKED, quiet("2019-01-06 10:00:00", None, 2561)]
    assert _words_gone(analysis) == [None, None]


def test_gone_across_a_download_without_messages(tmp_path: Path) -> None:
    analysis = _told(tmp_path, messages(*BEFORE), None, messages(*AFTER))
    gone = ["2023-01-10T23:59:59Z", "2026-01-10T23:59:59Z"]
    assert _words_gone(analysis) == [gone, gone]
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN]


def test_as_of_a_day_in_between(tmp_path: Path) -> None:
    """The second download is no witness of the pair on that day, whatever was known of it then."""
    from datetime import date

    paths = [
        written(tmp_path, name=name, Connections=LISTED, messages=messages(*rows))
        for name, rows in ((FIRST, BEFORE), (SECOND, AFTER))
    ]
    analysis = analyse(paths, as_of=date(2024, 1, 10))
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN]
    assert _words_gone(analysis) == [None, None]


def test_under_another_id_it_goes_on(tmp_path: Path) -> None:
    moved = tuple(("c7", *row[1:]) for row in CHAT)
    analysis = _downloads(tmp_path, BEFORE, (LATE, *moved, EARLY))
    assert _silences(analysis)[-1] == ("2019-01-06T10:00:00Z", 2196, None, True, False)
    assert _words_gone(analysis) == [None, None]


def test_without_its_last_words_what_followed_may_be_gone_as_well(tmp_path: Path) -> None:
    analysis = _downloads(tmp_path, BEFORE, (LATE, ASKED, EARLY))
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN]
    assert _words_gone(analysis) == [None, None]


def test_without_its_first_words_it_goes_on(tmp_path: Path) -> None:
    analysis = _downloads(tmp_path, BEFORE, (LATE, SAID, EARLY))
    assert _silences(analysis)[-1] == ("2019-01-06T10:00:00Z", 2196, None, True, False)


def test_begun_anew_under_its_id(tmp_path: Path) -> None:
    anew = _ann("2023-06-06", "Hello again")
    analysis = _downloads(tmp_path, BEFORE, (anew, *AFTER))
    gone = [GONE[0], "2023-06-06T10:00:00Z"]
    assert _words_gone(analysis) == [gone, gone, None]
    anew_on = ("2023-06-06T10:00:00Z", 584, None, True, False)
    assert _silences(analysis) == [FIRST_YEAR, UNTIL_SEEN, anew_on]


def test_one_of_two_conversations_of_a_pair(tmp_path: Path) -> None:
    other = _ann("2018-02-06", "By the way", chat="c2")
    analysis = _downloads(tmp_path, (LATE, *CHAT, other, EARLY), (LATE, *CHAT, EARLY))
    assert [bool(gone) for gone in _words_gone(analysis)] == [False, True, False]
    assert _silences(analysis)[-1] == UNTIL_SEEN


# What is no witness of a deletion.

STRADDLING: Final = (_bo("2022-06-04", "c9"), LATE, EARLY)
MANY: Final = tuple(
    (f"d{n}", "<", f"Cy Day {n}", f"cy-day-{n}", f"2020-02-{n + 1:02} 10:00:00", f"Hello {n}")
    for n in range(8)
)
NO_WITNESS: Final[dict[str, tuple[str, str | None]]] = {
    "missing": (messages(*BEFORE), None),
    "cut in the middle of a row": (messages(*BEFORE), messages(*AFTER) + '"c1","","Ann'),
    "unreadable rows": (
        messages(*BEFORE),
        messages(*AFTER, *(("x", *row[1:4], "no date", "Hello") for row in CHAT)),
    ),
    "emptied": (messages(*BEFORE), messages()),
    "many conversations are missing": (
        messages(*STRADDLING[:2], *MANY, *CHAT, EARLY), messages(*STRADDLING[:2], EARLY),
    ),
    "begins later": (messages(*STRADDLING[:2], *CHAT, EARLY), messages(*STRADDLING[:2])),
    "ends sooner": (
        messages(*STRADDLING[:2], _ann("2022-03-06"), EARLY), messages(EARLY),
    ),
    "older than all that is left": (messages(LATE, *CHAT), messages(LATE)),
}  # fmt: skip


@pytest.mark.parametrize("files", NO_WITNESS.values(), ids=NO_WITNESS)
def test_a_file_that_is_no_witness_deletes_nothing(
    tmp_path: Path, files: tuple[str, str | None]
) -> None:
    analysis = _told(tmp_path, *files)
    assert set(_words_gone(analysis)) == {None}


def test_an_earlier_file_that_is_damaged_holds_words_all_the_same(tmp_path: Path) -> None:
    """It is no witness of what it lacks, so nothing is seen of the pair after its last words."""
    analysis = _told(tmp_path, messages(*BEFORE) + '"c1","","Ann', messages(*AFTER))
    gone = ["2019-01-06T10:00:00Z", "2025-01-10T23:59:59Z"]
    assert _words_gone(analysis) == [gone, gone]
    assert _silences(analysis) == [FIRST_YEAR]


@pytest.mark.parametrize(
    "case", ["missing", "cut in the middle of a row", "unreadable rows", "emptied",
             "many conversations are missing"],
)  # fmt: skip
def test_nor_can_it_tell_of_a_silence(tmp_path: Path, case: str) -> None:
    """What goes on goes on to the end of what could be seen: the first download."""
    analysis = _told(tmp_path, *NO_WITNESS[case])
    assert _silences(analysis)[-1][:2] == ("2019-01-06T10:00:00Z", 1465)
    assert analysis.exports[1].coverage["message"]["from"] is None


@pytest.mark.parametrize("case", ["older than all that is left", "begins later"])
def test_older_than_all_that_is_left_it_is_not_known_what_became_of_it(
    tmp_path: Path, case: str
) -> None:
    analysis = _told(tmp_path, *NO_WITNESS[case])
    assert _silences(analysis)[-1] == UNTIL_SEEN


@pytest.mark.parametrize(
    ("case", "start", "end"),
    [
        ("begins later", "2022-01-04T10:00:00Z", "2025-01-10T23:59:59Z"),
        ("ends sooner", "2018-01-03T00:00:00Z", "2018-01-04T10:00:00Z"),
    ],
)
def test_a_file_cut_in_time_is_told(tmp_path: Path, case: str, start: str, end: str) -> None:
    analysis = _told(tmp_path, *NO_WITNESS[case])
    window = analysis.exports[1].coverage["message"]
    assert (window["from"], window["to"]) == (start, end)
    assert "looks cut in time" in window["basis"]
    assert [p.kind for p in analysis.problems] == ["shortened messages"]


def test_a_lack_of_many_is_told(tmp_path: Path) -> None:
    analysis = _told(tmp_path, *NO_WITNESS["many conversations are missing"])
    assert [p.kind for p in analysis.problems] == ["part missing"]


def test_a_clock_without_a_zone_deletes_nothing(tmp_path: Path) -> None:
    """The file of 2018 has other ids, no seconds and no zone; its words are all there later."""
    rows = [
        ("Ann Roe", "Olive Owner", "1/6/17, 2:00 AM", "", "Well", "INCOMING", "INBOX"),
        ("Olive Owner", "Ann Roe", "1/5/17, 2:00 AM", "", "Hello", "OUTGOING", "SENT"),
        ("Bo Li", "Olive Owner", "1/4/17, 2:00 AM", "", "Hello", "INCOMING", "INBOX"),
    ]
    later = messages(_ann("2017-01-06", "Well"), _ann("2017-01-05", way=">"),
                     ("c9", "<", "Bo Li", "bo-li", "2017-01-04 10:00:00", "Hello"))  # fmt: skip
    analysis = _told(tmp_path, table(M0, rows), later)
    assert _words_gone(analysis) == [None]
    assert _silences(analysis)[-1][3:] == (True, False)


@pytest.mark.parametrize(
    ("name", "slug"), [("Ann Lee", "ann-lee"), ("LinkedIn Member", "")], ids=["renamed", "closed"]
)
def test_a_clock_without_a_zone_and_another_name_delete_nothing(
    tmp_path: Path, name: str, slug: str
) -> None:
    rows = [
        ("Ann Roe", "Olive Owner", "1/6/17, 2:00 AM", "", "Well", "INCOMING", "INBOX"),
        ("Bo Li", "Olive Owner", "1/4/17, 2:00 AM", "", "Hello", "INCOMING", "INBOX"),
    ]
    later = messages(
        ("c1", "<", name, slug, "2017-01-06 10:00:00", "Well"),
        ("c9", "<", "Bo Li", "bo-li", "2017-01-04 10:00:00", "Hello"),
    )
    analysis = _told(tmp_path, table(M0, rows), later)
    assert not any("conversation_gone" in detail for detail in analysis.stages["detail"])


# What rests on "nothing was said after".


def _verdict(analysis: Analysis) -> tuple[str, list[str]]:
    person = person_of(analysis)
    return person["verdict"], sorted(s["name"] for s in person["signals"])


def test_thanks_may_have_been_answered_before_the_deletion(tmp_path: Path) -> None:
    thanks = _ann("2022-12-20", "THANKS-CONNECT", way=">")
    listed = connections(
        ("Ann", "Roe", "ann-roe", "19 Dec 2022"), ("Bo", "Li", "bo-li", "03 Jan 2018")
    )
    for later, answered in ((AFTER, None), ((LATE, thanks, EARLY), False)):
        paths = [
            written(tmp_path, name=name, Connections=listed, messages=messages(*rows))
            for name, rows in ((FIRST, (thanks, *AFTER)), (SECOND, later))
        ]
        found = [s for s in steps(analyse(paths)) if s[0] == "thanks"]
        assert found == [wrote("thanks", "2022-12-20 10:00:00", "owner", says=answered)]


def test_a_pitch_after_the_deletion_is_not_known_to_be_the_first_word(tmp_path: Path) -> None:
    hello, pitch = _ann("2022-12-20"), _ann("2023-09-09", "PITCH", chat="c3")
    kept = _downloads(tmp_path, (hello, *AFTER), (pitch, hello, *AFTER))
    assert _verdict(kept)[0] == "extractive"
    gone = _downloads(tmp_path, (hello, *AFTER), (pitch, *AFTER))
    verdict, signals = _verdict(gone)
    assert verdict != "extractive"
    assert "pitch_first_words" not in signals


def _friends() -> tuple[Row, ...]:
    rows: list[Row] = []
    for month in range(1, 12):
        rows += [_ann(f"2018-{month:02}-06", f"What of {month}?"),
                 _ann(f"2018-{month:02}-07", f"Fine in {month}", way=">")]  # fmt: skip
    return tuple(reversed(rows))


def test_nobody_is_dormant_out_of_sight(tmp_path: Path) -> None:
    """A silence that goes on makes a friend dormant; one that went out of sight makes nobody."""
    friends = (LATE, *_friends(), EARLY)
    assert _verdict(_downloads(tmp_path, friends, friends))[0] == "dormant"
    assert _verdict(_downloads(tmp_path, friends, AFTER))[0] == "reciprocal"


def test_the_mirror_counts_no_silence_and_no_lack_of_an_answer(tmp_path: Path) -> None:
    opened = _ann("2022-12-20", "How are you?")
    kept = _downloads(tmp_path, (opened, *AFTER), (opened, *AFTER)).mirror
    gone = _downloads(tmp_path, (opened, *AFTER), AFTER).mirror
    told = [
        of.figures.set_index(["figure", "side"])["part"].to_dict()["unanswered", "owner"]
        for of in (kept, gone)
    ]
    assert told[0] - told[1] == 1


def test_a_note_may_have_gone_with_the_conversation(tmp_path: Path) -> None:
    """They wrote before they were connected; on the day of the accept nothing is left to see."""
    listed = connections(
        ("Ann", "Roe", "ann-roe", "05 Jan 2024"), ("Bo", "Li", "bo-li", "03 Jan 2018")
    )
    for later, note in ((AFTER, None), ((LATE, *CHAT, EARLY), False)):
        paths = [
            written(tmp_path, name=FIRST, Connections=LISTED, messages=messages(*BEFORE)),
            written(tmp_path, name=SECOND, Connections=listed, messages=messages(*later)),
        ]
        found = [s for s in steps(analyse(paths)) if s[0] == "request"]
        assert found[-1][6] is note
