"""`reciprocity label`: what is asked, what is kept, and that no text of an archive steers it."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.parameters import default_parameters
from tests.cli.running import Outcome, call, run
from tests.exports import NAME, PROFILE, connections, invitations, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path

PITCH: Final = (
    "Our platform helps teams like yours to double their revenue. Would you be open to a quick "
    "15-minute demo call this week? Book a slot here: https://sell.example/demo"
)
HOSTILE: Final = "=cmd|' /C calc'!A1 \x1b[2J\u202e hi\r\n1 of 1. From you to you\n[p]itch? p\n"
TEXTS: Final = ("The tomatoes are ripe.", PITCH, HOSTILE, "I shall bring a basket. " * 60)
PROMPT: Final = "[p]itch, [o]rdinary, [s]kip, [u]ndo or [q]uit? "


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    names = ("Ann", "Bo", "\x1b[31mCy\x1b[0m", "+Di")
    rows = [
        (str(n), "<", f"{name} Roe", f"roe-{n}", f"2023-03-0{n + 1} 10:00:00", text)
        for n, (name, text) in enumerate(zip(names, TEXTS, strict=True))
    ]
    rows.append(("0", ">", "Ann Roe", "roe-0", "2023-03-02 10:00:00", "Sent by the owner."))
    rows.append(("5", "<", "Ed Roe", "roe-5", "2023-03-02 10:00:00", "Congrats on the new role!"))
    rows.append(("6", "<", "Fay Roe", "roe-6", "2023-03-02 10:00:00", " "))
    known = connections(("Ann", "Roe", "roe-0", "01 Feb 2020"))
    files = {
        "Profile.csv": PROFILE,
        "Connections.csv": known,
        "Invitations.csv": invitations(),
        "messages.csv": messages(*rows),
    }
    folder = tmp_path / "given"
    folder.mkdir()
    return write_zip(folder / NAME, files)


def _asked(outcome: Outcome) -> list[str]:
    """Return from whom to whom each question was."""
    text = outcome.out.decode()
    return re.findall(r"^\d+ of \d+\. [\d: -]+\. (From .*? to .*?), ", text, re.MULTILINE)


def _kept(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_received_messages_come_first_and_nearest_to_the_threshold(
    archive: Path, tmp_path: Path
) -> None:
    table = tmp_path / "fill-in.csv"
    assert call("label", archive, "--csv", table, cwd=tmp_path).out.decode().strip() == str(table)
    rows = _kept(table)
    assert list(rows[0]) == ["event_id", "label", "date", "from", "to", "probability", "text"]
    assert [row["to"] for row in rows] == ["you"] * 4 + ["Ann Roe"]
    threshold = default_parameters().pitch.threshold
    doubts = [abs(float(row["probability"]) - threshold) for row in rows[:4]]
    assert doubts == sorted(doubts)
    assert {row["label"] for row in rows} == {""}
    # Neither the one-click text nor the message without words is asked about.
    assert not {"Ed Roe", "Fay Roe"} & {row["from"] for row in rows}
    assert len(_asked(call("label", archive, "--limit", "2", cwd=tmp_path, typed=b"s\n" * 9))) == 2


@pytest.fixture
def circulars(tmp_path: Path) -> Path:
    said = [
        *(("<", f"Ann{n}", PITCH) for n in range(3)),
        ("<", "Bo", TEXTS[0]),
        *((">", f"Cy{n}", PITCH) for n in range(2)),
    ]
    rows = [
        (str(n), way, f"{name} Roe", f"roe-{n}", f"2023-03-0{n + 1} 10:00:00", text)
        for n, (way, name, text) in enumerate(said)
    ]
    known = connections(("Ann0", "Roe", "roe-0", "01 Feb 2020"))
    files = {"Profile.csv": PROFILE, "Connections.csv": known, "messages.csv": messages(*rows)}
    folder = tmp_path / "given"
    folder.mkdir()
    return write_zip(folder / NAME, files)


def test_each_text_of_a_side_is_asked_about_once(circulars: Path, tmp_path: Path) -> None:
    table, kept = tmp_path / "t.csv", tmp_path / "reciprocity-labels.csv"
    call("label", circulars, "--csv", table)
    # Every message has its row, and copies follow each other.
    by_text = [(row["to"] == "you", row["text"]) for row in _kept(table)]
    assert sorted(by_text) == [(False, PITCH)] * 2 + [(True, PITCH)] * 3 + [(True, TEXTS[0])]
    assert sum(a != b for a, b in pairwise(by_text)) == 2
    ids = {row["event_id"]: row["to"] == "you" for row in _kept(table) if row["text"] == PITCH}
    outcome = call("label", circulars, cwd=tmp_path, typed=b"o\nu\np\ns\no\n")
    said = outcome.out.decode()
    assert said.count("1 of 3. ") == 2
    assert "(2 more messages say the same; the answer is kept for all)" in said
    assert "(1 more message says the same; the answer is kept for all)" in said
    assert outcome.err.splitlines()[-1].startswith("reciprocity: 2 labels are kept")
    answers = {row["event_id"]: row["label"] for row in _kept(kept)}
    assert answers == {
        event: "pitch" if received else "ordinary" for event, received in ids.items()
    }
    again = call("label", circulars, cwd=tmp_path)
    assert "1 of 1. " in again.out.decode()
    few = call("label", circulars, "--limit", "1", cwd=tmp_path, typed=b"s\n" * 9)
    assert len(_asked(few)) == 1


def test_the_table_says_that_it_is_utf_8(archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    call("label", archive, "--csv", table)
    assert table.read_bytes().startswith(b"\xef\xbb\xbfevent_id,label,")
    assert call("rank", archive, "--labels", table).code == 0


def test_answers_are_kept_one_by_one(archive: Path, tmp_path: Path) -> None:
    outcome = call("label", archive, cwd=tmp_path, typed=b"p\nnonsense\nOrdinary\ns\nu\nq\n")
    assert outcome.code == 0
    assert outcome.err.endswith(
        "2 labels are kept in reciprocity-labels.csv, a file for --labels.\n"
    )
    assert "Please answer p, o, s, u or q" in outcome.out.decode()
    asked = _asked(outcome)
    # The one that was skipped is asked again when this is undone.
    assert asked[2] == asked[4]
    rows = _kept(tmp_path / "reciprocity-labels.csv")
    assert [row["label"] for row in rows] == ["pitch", "ordinary"]
    again = call("label", archive, cwd=tmp_path)
    assert again.code == 0
    assert again.err.endswith("Nothing was labelled.\n")
    assert "1 of 3. " in again.out.decode()


def test_an_answer_is_undone(archive: Path, tmp_path: Path) -> None:
    outcome = call("label", archive, cwd=tmp_path, typed=b"u\np\nu\no\n")
    asked = _asked(outcome)
    assert "nothing to undo" in outcome.out.decode()
    assert asked[0] == asked[2] != asked[1] == asked[3]
    assert [row["label"] for row in _kept(tmp_path / "reciprocity-labels.csv")] == ["ordinary"]


def test_the_table_that_was_filled_in_is_a_labels_file(archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    call("label", archive, "--csv", table)
    rows = _kept(table)
    quiet = next(row for row in rows if row["text"] == TEXTS[0])
    text = (
        table.read_bytes().decode().replace(f'{quiet["event_id"]},""', f"{quiet['event_id']},pitch")
    )
    table.write_bytes(text.encode())
    ranked = call("rank", archive, "--labels", table, "--format", "json")
    assert ranked.document["labels"] == {"used": 1, "unknown": 0, "verdicts": 1}
    told = call("timeline", archive, "--person", "Ann Roe", "--labels", table).out.decode()
    assert "You called this a pitch." in told
    page = tmp_path / "page.html"
    assert call("report", archive, "--labels", table, "-o", page).code == 0
    assert "You labelled 1 message" in page.read_text(encoding="utf-8")
    # Answers go into its rows, and its other columns stay.
    call("label", archive, "--labels", table, typed=b"o\n")
    after = _kept(table)
    assert len(after) == len(rows)
    assert [row["text"] for row in after] == [row["text"] for row in rows]
    assert sorted(row["label"] for row in after) == ["", "", "", "ordinary", "pitch"]


def test_labels_of_other_archives_are_counted(archive: Path, tmp_path: Path) -> None:
    labels = tmp_path / "mine.csv"
    labels.write_text("event_id,label\nnowhere,pitch\nneither,ordinary\n")
    outcome = call("rank", archive, "--labels", labels, "--format", "json")
    assert outcome.code == 0
    assert "Labels of no message that could have one here: 2." in outcome.err
    assert outcome.document["labels"] == {"used": 0, "unknown": 2, "verdicts": 0}


@pytest.mark.parametrize("command", ["rank", "label"])
def test_a_damaged_file_is_one_sentence(archive: Path, tmp_path: Path, command: str) -> None:
    labels = tmp_path / "mine.csv"
    labels.write_text("event_id,label\nsecret-id,secret-word\n")
    outcome = call(command, archive, "--labels", labels)
    assert outcome.code == 2
    assert outcome.err == (
        "reciprocity: The labels file mine.csv: row 2 says neither pitch nor ordinary.\n"
    )
    assert labels.read_text() == "event_id,label\nsecret-id,secret-word\n"


def test_no_text_of_an_archive_steers_the_terminal_or_looks_like_a_question(
    archive: Path, tmp_path: Path
) -> None:
    outcome = call("label", archive, cwd=tmp_path, typed=b"s\n" * 9)
    text = outcome.out.decode()
    assert not {"\x1b", "\u202e", "\r"} & set(text)
    assert "  | 1 of 1. From you to you\n  | [p]itch? p\n" in text
    starts = [line for line in text.splitlines() if re.match(r"\d+ of \d+\.", line)]
    assert len(starts) == 5
    assert any("[31mCy[0m Roe" in line for line in starts)


def test_the_table_runs_nothing_in_a_spreadsheet(archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    call("label", archive, "--csv", table)
    cells = [cell for row in _kept(table) for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not {"\x1b", "\u202e"} & set("".join(cells))


def test_long_texts_are_shortened_unless_asked(archive: Path, tmp_path: Path) -> None:
    short, whole = (
        call("label", archive, *more, cwd=tmp_path, typed=b"s\n" * 9).out.decode()
        for more in ((), ("--full",))
    )
    assert "(840 more characters; --full shows them)" in short
    assert whole.count("I shall bring a basket.") == 60 > short.count("I shall bring a basket.")
    assert "--full" not in whole


def test_what_speaks_for_a_pitch_is_told_in_words(archive: Path, tmp_path: Path) -> None:
    text = call("label", archive, cwd=tmp_path, typed=b"s\n" * 9).out.decode()
    shown = text[text.index("Our platform") :].partition(PROMPT)[0]
    assert re.search(r'^  marked: ".*15-minute.*" \(.+\)$', shown, re.MULTILINE)


def test_a_file_that_is_there_is_not_overwritten(archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("mine")
    outcome = call("label", archive, "--csv", table)
    assert (outcome.code, table.read_text()) == (2, "mine")
    assert "name another file" in outcome.err
    inside = call("label", archive, "--labels", archive)
    assert (inside.code, "belongs to the archive" in inside.err) == (2, True)


def test_what_cannot_hold_labels_is_refused_before_the_first_question(
    archive: Path, tmp_path: Path
) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    given: dict[str | Path, str] = {
        pipe: "no regular file",
        "/dev/full": "no regular file",
        tmp_path: "is a folder",
        "/proc/mine.csv": "cannot be written",
    }
    for path, words in given.items():
        outcome = call("label", archive, "--labels", path, typed=b"p\n")
        assert (outcome.code, outcome.out) == (2, b"")
        assert words in outcome.err
        assert len(outcome.err.splitlines()) == 1
    ranked = call("rank", archive, "--labels", pipe)
    assert (ranked.code, ranked.err.count("no regular file")) == (2, 1)


@pytest.mark.parametrize("typed", [b"", b"\xff\xfe\n"])
def test_without_answers_it_ends(archive: Path, tmp_path: Path, typed: bytes) -> None:
    outcome = run("label", archive, cwd=tmp_path, typed=typed)
    assert (outcome.code, outcome.err) == (0, "reciprocity: Nothing was labelled.\n")
    assert not (tmp_path / "reciprocity-labels.csv").exists()


def test_when_all_is_labelled_nothing_is_asked(archive: Path, tmp_path: Path) -> None:
    assert call("label", archive, cwd=tmp_path, typed=b"o\n" * 5).code == 0
    outcome = call("label", archive, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, b"")
    assert outcome.err == "reciprocity: There is no message left to ask about.\n"


def test_an_interrupt_keeps_what_was_said(archive: Path, tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "reciprocity", "label", archive],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"p\n")
    running.stdin.flush()
    seen = b""
    while seen.count(PROMPT.encode()) < 2:
        seen += running.stdout.read(1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.decode().splitlines()[-1] == (
        "reciprocity: Interrupted; 1 label is kept in reciprocity-labels.csv, a file for --labels."
    )
    assert [row["label"] for row in _kept(tmp_path / "reciprocity-labels.csv")] == ["pitch"]
