"""What `reciprocity inspect` says of the encrypted download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.running import run
from tests.coverage.given import ANN, Download, ann
from tests.facebook.encrypted.given import OTHERS, said, write_chats

if TYPE_CHECKING:
    from pathlib import Path

SIGN = "its files are chats, as Messenger's download of end-to-end-encrypted chats holds them"


def test_it_names_the_flavour_and_says_why(tmp_path: Path) -> None:
    chatted = write_chats(tmp_path, ann=[said(ANN, "2024-03-05T10:00:00", "A secret")], **OTHERS)
    document = run("inspect", chatted, "--format", "json").document
    (archive,) = document["archives"]
    assert (archive["platform"], archive["kind"]) == ("facebook", "e2ee")
    assert archive["confidence"] == 0.9
    assert archive["reasons"] == [
        SIGN,
        "it holds 3 files of chats",
        "the owner is taken to be the one who is in nearly every conversation",
        "the date is that of its newest file",
    ]
    assert archive["coverage"]["message"]["from"] == "2024-03-01T10:00:00Z"
    assert archive["coverage"]["connected"]["from"] is None
    assert document["events"] == {"message": 4}
    shown = run("inspect", chatted).out.decode()
    words = " ".join(shown.split())
    assert "facebook, e2ee, exported 2025-06-10 12:00 UTC" in words
    assert SIGN in words
    assert "secret" not in shown


def test_beside_the_main_download(tmp_path: Path) -> None:
    main = Download(
        day="2025-06-10",
        friends=((ANN, "2019-03-01T10:00:00"),),
        threads={"e2ee_cutover/annroe_100000000000001": [ann("2023-06-01T10:00:00")]},
    ).write(tmp_path)
    chatted = write_chats(tmp_path, ann=[said(ANN, "2024-03-05T10:00:00")], **OTHERS)
    documents = [
        run("inspect", *paths, "--format", "json").document
        for paths in ((main, chatted), (chatted, main))
    ]
    assert documents[0] == documents[1]
    assert [each["kind"] for each in documents[0]["archives"]] == ["e2ee", "json"]
    assert documents[0]["problems"] == []
    said_of = documents[0]["archives"][1]["coverage"]["message"]["basis"]
    assert "a download of their own, not in this one" in said_of


def test_a_report_of_it(tmp_path: Path) -> None:
    chatted = write_chats(tmp_path, ann=[said(ANN, "2024-03-05T10:00:00")], **OTHERS)
    done = run("report", chatted, "--redact", "-o", tmp_path / "r.html")
    assert done.code == 0, done.err
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "encrypted chats" in page
    for name in ("Ann Roe", "Bo Li", "Novák", "Olive"):
        assert name not in page
