"""The user's file of labels, and what it does to an analysis."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import analyse, judge
from reciprocity.contracts import rank_document
from reciprocity.errors import UsageError
from reciprocity.files import replacing
from reciprocity.inspection import read
from reciprocity.labels import Labels, LabelsFile, as_cell, read_labels
from reciprocity.people import Choices
from reciprocity.report import summarise
from tests.exports import NAME, PROFILE, connections, messages, write_zip

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis

QUIET = "The tomatoes are ripe, come by on Sunday and bring a basket."
PITCH = (
    "Our platform helps teams like yours to double their revenue. Would you be open to a quick "
    "15-minute demo call this week? Book a slot here: https://sell.example/demo"
)


def _file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "mine.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_labels_are_read(tmp_path: Path) -> None:
    text = "event_id,label\na1,pitch\nb2,ordinary\nc3,\n\na1,pitch\nb2,\n"
    labels = read_labels(_file(tmp_path, text))
    assert labels == Labels(pitches={"a1": True, "b2": False})
    assert read_labels(None) == Labels()


@pytest.mark.parametrize(
    "text",
    [
        'label,note,event_id\nPitch , mine,a1\n,,b2\nordinary,"x\ny",c3\n',
        '\ufeffevent_id;date;label\r\na1;2020;PITCH\r\nc3;"a;b";ordinary\r\n',
        "event_id\tlabel\na1\tpitch\nc3\tordinary\n",
        "event_id,label\n'a1,pitch\nc3,ordinary\nd4\n",
        "Event_ID,Note, LABEL\na1,x,pitch\nc3,,ordinary\n",
    ],
)
def test_whatever_a_spreadsheet_made_of_it(tmp_path: Path, text: str) -> None:
    assert read_labels(_file(tmp_path, text)).pitches == {"a1": True, "c3": False}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("event_id,label\na1,pitch\nb2,spam-secret\n", "row 3 says neither pitch nor ordinary"),
        ("event_id,label\na1,pitch\n\na1,ordinary\n", "row 4 contradicts row 2"),
        ("event_id,label\na1,\na1,ordinary\na1,pitch\n", "row 4 contradicts row 3"),
        ("event_id,label\n,pitch\n", "row 2 has a label but no event_id"),
        ("event_id,tag\na1,pitch\n", "needs the columns event_id and label"),
        ("event_id,label,label\na1,pitch,\n", "needs the columns event_id and label"),
        ("", "needs the columns event_id and label"),
        ('event_id,label\na1,pitch\nb2,"pitch\n', "cannot be read in row 3"),
        ("event_id,label\na1," + "x" * 200_000, "cannot be read in row 2"),
        (b"event_id,label\n\xff\xfe,pitch\n", "is not UTF-8"),
        (b"\x00\x01\x02", "needs the columns"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(UsageError) as told:
        read_labels(_file(tmp_path, text))
    assert words in str(told.value)
    assert "mine.csv" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            read_labels(path)


def test_what_is_the_users_own_stays(tmp_path: Path) -> None:
    text = (
        '\ufeffnote;event_id;label;more\n"my; ""own"" \u00fc";a1;;x\n\nshort;b2\n;c3;pitch;"1\n2"\n'
    )
    path = _file(tmp_path, text)
    file = LabelsFile(path)
    file.put({"a1": True})
    file.put({"b2": False})
    file.put({"d4": True})
    file.put({"d4": None})
    file.put({"123": True})
    assert path.read_text(encoding="utf-8") == (
        '\ufeffnote;event_id;label;more\n"my; ""own"" \u00fc";a1;pitch;x\n\nshort;b2;ordinary\n'
        ';c3;pitch;"1\n2"\n;d4;;\n;\'123;pitch;\n'
    )
    assert read_labels(path).pitches == {"a1": True, "b2": False, "c3": True, "123": True}
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.csv"]


def test_line_breaks_of_all_kinds_stay(tmp_path: Path) -> None:
    text = 'event_id,label,text\r\na1,,"x\ry\r\nz\n"\r\nb2,,\r\n'
    LabelsFile(path := _file(tmp_path, text)).put({"b2": True})
    assert path.read_bytes().endswith(b'"b2","pitch",""\r\n')
    LabelsFile(path).put({"a1": True})
    assert path.read_bytes() == (
        b'"event_id","label","text"\r\n"a1","pitch","x\ry\r\nz\n"\r\n"b2","pitch",""\r\n'
    )


def test_a_new_file_is_made_with_the_first_label(tmp_path: Path) -> None:
    file = LabelsFile(tmp_path / "new.csv", new=True)
    assert file.pitches() == {}
    assert not file.path.exists()
    file.put({"a1": False})
    assert file.path.read_text() == "event_id,label\na1,ordinary\n"


def test_what_others_write_meanwhile_stays(tmp_path: Path) -> None:
    path = _file(tmp_path, "event_id,label\na1,\n")
    one, other = LabelsFile(path), LabelsFile(path)
    one.put({"a1": True})
    other.put({"b2": False})
    one.put({"c3": True})
    with path.open("a") as file:
        file.write("d4,ordinary\n")
    other.put({"e5": True})
    expected = {"a1": True, "b2": False, "c3": True, "d4": False, "e5": True}
    assert read_labels(path).pitches == expected


def test_ones_own_answers_go_before_what_others_write_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    file = LabelsFile(path, new=True)
    file.put({"a1": True, "b2": False})
    # An editor that had opened it earlier saves it without them, and says the contrary.
    path.write_text("label;note;event_id\n;mine;b2\nordinary;x;a1\nordinary;y;a1\n;;z9\n")
    file.put({"c3": True})
    assert path.read_text() == (
        "label;note;event_id\nordinary;mine;b2\npitch;x;a1\npitch;y;a1\n;;z9\npitch;;c3\n"
    )
    path.unlink()
    file.put({"c3": None})
    assert read_labels(path).pitches == {"a1": True, "b2": False}


def test_what_was_taken_back_is_free_for_others(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    one, other = LabelsFile(path, new=True), LabelsFile(path, new=True)
    one.put({"a1": True})
    one.put({"a1": None})
    other.put({"a1": False})
    one.put({"b2": True})
    assert read_labels(path).pitches == {"a1": False, "b2": True}


def test_a_file_that_was_broken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, "event_id,label\n")
    file = LabelsFile(path)
    path.write_text("event_id,label\na1,perhaps\n")
    with pytest.raises(UsageError, match="row 2 says neither"):
        file.put({"b2": True})
    assert path.read_text() == "event_id,label\na1,perhaps\n"


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_one(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "kept" / "mine.csv"
    target.parent.mkdir()
    if there:
        target.write_text("event_id,label\n")
        target.chmod(0o644)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    LabelsFile(link, new=True).put({"a1": True})
    assert link.is_symlink()
    assert target.read_text() == "event_id,label\na1,pitch\n"
    assert stat.S_IMODE(target.stat().st_mode) == (0o644 if there else 0o600)
    assert [entry.name for entry in target.parent.iterdir()] == ["mine.csv"]


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    (loop := tmp_path / "loop").symlink_to(loop)
    for path in (pipe, Path("/dev/zero"), tmp_path, loop):
        with pytest.raises(UsageError, match="cannot be read"):
            read_labels(path)
        with pytest.raises(UsageError, match="no regular file"), replacing(path):
            pass


def test_ids_that_look_like_numbers_are_kept_from_spreadsheets() -> None:
    assert [as_cell(i) for i in ("0123456789012345", "12e4567890123456", "12ea")] == [
        "'0123456789012345", "'12e4567890123456", "12ea",
    ]  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    talk = messages(
        ("1", "<", "Ann Roe", "ann-roe", "2023-03-01 10:00:00", QUIET),
        ("2", "<", "Bo Li", "bo-li", "2023-03-02 10:00:00", PITCH),
        ("2", ">", "Bo Li", "bo-li", "2023-03-03 10:00:00", QUIET),
        ("3", "<", "Cy Day", "cy-day", "2023-04-02 10:00:00", "Congrats on the new role!"),
    )
    known = connections(
        ("Ann", "Roe", "ann-roe", "01 Feb 2020"), ("Bo", "Li", "bo-li", "01 Feb 2020")
    )
    files = {"Profile.csv": PROFILE, "Connections.csv": known, "messages.csv": talk}
    return write_zip(tmp_path / NAME, files)


def _ids(analysis: Analysis) -> dict[str, str]:
    """Return name and actor -> event_id of the messages."""
    events = analysis.events[analysis.events["activity"] == "message"]
    return {
        f"{person.partition(':')[2]} {actor}": event
        for person, actor, event in zip(
            events["person_id"], events["actor"], events["event_id"], strict=True
        )
    }


def test_a_label_decides_and_is_told(archive: Path) -> None:
    plain = analyse([archive])
    ids = _ids(plain)
    assert plain.labels.used == 0
    said = {ids["ann-roe person"]: True, ids["bo-li person"]: False, "elsewhere": True}
    said[ids["cy-day person"]] = True
    mine = analyse([archive], labels=Labels(pitches=said))
    acts = {
        row["event_id"]: (row["act"], row["probability"], row["labelled"])
        for row in mine.acts.to_dict("records")
    }
    assert acts[ids["ann-roe person"]] == ("pitch", 1.0, True)
    assert acts[ids["bo-li person"]] == ("message", 0.0, True)
    # One-click texts are nobody's words, and the fourth label is of another archive.
    assert acts[ids["cy-day person"]][0::2] == ("one_click", False)
    assert (mine.labels.used, mine.labels.unknown) == (2, 2)
    document = rank_document(mine)
    assert document["labels"] == {"used": 2, "unknown": 2, "verdicts": 1}
    (ann,) = [p for p in document["people"] if p["person_id"] == "linkedin:ann-roe"]
    (pitch,) = [stage for stage in ann["stages"] if stage["stage"] == "pitch"]
    assert pitch["detail"]["labelled"] is True
    assert ann["verdict"] == "extractive"
    (bo,) = [p for p in document["people"] if p["person_id"] == "linkedin:bo-li"]
    assert not [stage for stage in bo["stages"] if stage["stage"] == "pitch"]


def test_pitches_of_the_model_are_not_called_labelled(archive: Path) -> None:
    document = rank_document(analyse([archive]))
    pitches = [s for p in document["people"] for s in p["stages"] if s["stage"] == "pitch"]
    assert pitches
    assert all("labelled" not in stage["detail"] for stage in pitches)
    assert document["labels"] == {"used": 0, "unknown": 0, "verdicts": 0}


def test_the_page_says_whose_word_it_is(archive: Path) -> None:
    plain = analyse([archive])
    assert summarise(plain)["labels"] == ""
    ids = _ids(plain)
    mine = analyse([archive], labels=Labels(pitches={ids["ann-roe person"]: True}))
    summary = summarise(mine)
    assert summary["labels"] == (
        "You labelled 1 message as a pitch or as ordinary: there your word stands, and it has "
        "shifted a little how the other messages are read. 1 verdict rests on pitches of which at "
        "least one is your own word."
    )
    (ann,) = [person for person in summary["people"] if person["name"] == "Ann Roe"]
    (said,) = ["".join(t for _, t in s["said"]) for s in ann["steps"] if s["stage"] == "pitch"]
    assert said.endswith(" You called this a pitch.")
    assert "certainty" not in said


def test_labels_of_people_left_out_are_not_used(archive: Path) -> None:
    inspection = read([archive])
    ids = _ids(judge(inspection))
    labels = Labels(pitches={ids["ann-roe person"]: True})
    mine = judge(inspection, choices=Choices(leave_out=("Ann Roe",)), labels=labels)
    assert (mine.labels.used, mine.labels.unknown) == (0, 1)


def test_the_order_of_labels_and_archives_does_not_matter(archive: Path) -> None:
    ids = list(_ids(analyse([archive])).values())
    labels = {event: nth % 2 == 0 for nth, event in enumerate(ids)}
    one = analyse([archive], labels=Labels(pitches=labels))
    other = analyse([archive], labels=Labels(pitches=dict(reversed(labels.items()))))
    assert rank_document(one) == rank_document(other)
