"""What only seems to be first, ignored or unanswered, as years between two ranges are unseen.

Facts: facebook.md sections 6.2 and 9 (point 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.analysis import Analysis, analyse
from tests.coverage.given import ANN, ZOE, Download, ann, id_of, judged, me
from tests.exports import connections, messages
from tests.facebook.downloads import message
from tests.timeline.facebook import DAY, INBOX, only, told_steps
from tests.timeline.stories import person_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows, Said


def _part(
    day: str, first: str, last: str, *said: Said, friends: Rows = (), sent: Rows = ()
) -> Download:
    """Return a download of the range between two days, on both of which Zoe wrote."""
    zoe = [message(ZOE, f"{at}T10:00:00", "Hello") for at in (first, last)]
    threads = {"inbox/zoeold_900000000000001": zoe, **({INBOX: list(said)} if said else {})}
    return Download(day=day, threads=threads, usual=False, friends=friends, sent=sent)


def _early(*said: Said, friends: Rows = (), sent: Rows = ()) -> Download:
    return _part("2020-01-10", "2019-01-11", "2020-01-05", *said, friends=friends, sent=sent)


def _late(*said: Said) -> Download:
    return _part(DAY, "2024-06-11", "2025-06-05", *said)


OLD_FRIENDS: Final[Rows] = ((ANN, "2019-03-01T10:00:00"),)
LATE_PITCH: Final = ann("2024-06-15T10:00:00", "PITCH")


def _judgement(analysis: Analysis, person_id: str) -> tuple[list[str], str]:
    """Return the names of the signals, without the prior, and the verdict."""
    person = person_of(analysis, person_id)
    return sorted(s["name"] for s in person["signals"] if s["name"] != "prior"), person["verdict"]


def test_thanks_before_a_hole_may_have_been_answered_in_it(tmp_path: Path) -> None:
    """Two ranges: the days after the thanks lie in neither."""
    since: Rows = ((ANN, "2020-01-03T10:00:00"),)
    thanks = me("2020-01-04T10:00:00", "THANKS-CONNECT")
    found = told_steps(tmp_path, _early(thanks, friends=since), _late())
    assert [each[6] for each in only("thanks", found)] == [None]


def test_thanks_long_before_a_hole_were_not_answered(tmp_path: Path) -> None:
    thanks = me("2019-03-04T10:00:00", "THANKS-CONNECT")
    found = told_steps(tmp_path, _early(thanks, friends=OLD_FRIENDS), _late())
    assert [each[6] for each in only("thanks", found)] == [False]


def test_first_words_after_a_hole_may_not_be_the_first(tmp_path: Path) -> None:
    analysis = judged(tmp_path, _early(friends=OLD_FRIENDS), _late(LATE_PITCH))
    assert _judgement(analysis, id_of(analysis)) == (["pitches"], "not_enough_evidence")


def test_first_words_after_the_accept(tmp_path: Path) -> None:
    """The same without a hole: five years of silence, then a pitch."""
    whole = Download(day=DAY, friends=OLD_FRIENDS, threads={INBOX: [LATE_PITCH]})
    analysis = judged(tmp_path, whole)
    told = ["pitch_first_words", "pitches"]
    assert _judgement(analysis, id_of(analysis)) == (told, "extractive")


def test_first_words_in_a_cut_message_file(tmp_path: Path) -> None:
    """LinkedIn's message file begins years after the accept: what came before is not in it."""
    old = [(f"F{i}", "Old", f"f{i}-old", f"{1 + i % 28:02} Mar 2019") for i in range(30)]
    new = [(f"G{i}", "New", f"g{i}-new", f"{1 + i % 28:02} Mar 2025") for i in range(30)]
    rows = [
        (f"d{i}", "<", f"G{i} New", f"g{i}-new", f"2025-03-{1 + i % 28:02} 18:00:00", "Hello")
        for i in range(30)
    ]
    pitch = ("c1", "<", "Ann Roe", "ann-roe", "2025-02-27 10:00:00", "PITCH")
    path = written(
        tmp_path,
        name="Complete_LinkedInDataExport_06-10-2025.zip",
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2019"), *old, *new),
        messages=messages(*sorted([pitch, *rows], key=lambda row: row[4], reverse=True)),
    )
    analysis = analyse([path])
    assert analysis.exports[0].coverage["message"]["from"] == "2025-02-27T10:00:00Z"
    assert _judgement(analysis, "linkedin:ann-roe") == (["pitches"], "not_enough_evidence")


OPEN: Final[Rows] = ((ANN, "2019-11-01T10:00:00"),)


def test_a_request_that_was_open_before_a_hole_may_have_been_accepted(tmp_path: Path) -> None:
    """Friends since 2021 would not be in the list of a range that begins in 2024."""
    analysis = judged(tmp_path, _early(sent=OPEN), _late(LATE_PITCH))
    assert _judgement(analysis, id_of(analysis)) == (["pitches"], "not_enough_evidence")


def test_a_request_that_is_open_after_the_pitch_was_ignored(tmp_path: Path) -> None:
    late = Download(day=DAY, sent=OPEN, threads={INBOX: [LATE_PITCH]})
    analysis = judged(tmp_path, _early(sent=OPEN), late)
    signals, verdict = _judgement(analysis, id_of(analysis))
    assert "request_ignored" in signals
    assert verdict == "extractive"
