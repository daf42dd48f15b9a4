"""What is broken or dangerous is refused in one sentence that names the archive and no content."""

from __future__ import annotations

import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.archive import Limits, open_archives
from reciprocity.errors import (
    DamagedError,
    NotRecognisedError,
    ReciprocityError,
    UsageError,
)
from tests.archive.building import central, content, entry, write_folder, write_zip, zipped

SECRET = "Ann Roe"
MIB = 1 << 20


def refused(path: Path, limits: Limits | None = None) -> str:
    """Return the sentence a download is refused with, when opened or when read."""
    with pytest.raises(DamagedError) as caught:
        read_all(path, limits or Limits())
    return sentence(caught.value, path)


def read_all(path: Path, limits: Limits) -> None:
    for archive in open_archives([path], limits):
        with archive:
            content(archive)


def sentence(error: ReciprocityError, path: Path) -> str:
    said = str(error)
    assert SECRET not in said
    assert str(path.parent) not in said
    assert said.endswith(".")
    assert "\n" not in said
    return said


def stored(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        f"../{SECRET}",
        f"x/../../{SECRET}",
        "/abs",
        "\\abs",
        "C:\\x",
        "C:x",
        "c:/x",
        "x\\..\\..\\y",
        "\\\\server\\share",
        "../",
        "..",
        "__MACOSX/../../x",
    ],
)
def test_members_that_would_escape(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "x.zip", {"a.csv": "a", name: "evil"})
    assert refused(path) == (
        "x.zip holds a file that would land outside its folder and was refused: download it again."
    )


def test_an_encrypted_member(tmp_path: Path) -> None:
    data = zipped({"a.csv": "a", f"{SECRET}.csv": "b"})
    path = stored(tmp_path / "x.zip", central(data, 8, "<H", 1, nth=1))
    assert refused(path) == (
        "x.zip is protected by a password: unpack it yourself and give the folder."
    )


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../x", "a/../../x", "C:\\x", "..\\x", "../../x"]
)
def test_a_link_out_of_a_zip(tmp_path: Path, target: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.writestr(entry(SECRET, mode=0o120777), target)
    assert refused(tmp_path / "x.zip") == (
        "x.zip holds a link to a place outside of it and was refused: download it again."
    )


def test_a_link_within_a_zip_is_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.writestr(entry("a/link.csv", mode=0o120777), "../b.csv")
        out.writestr(entry("b.csv"), "b")
    (archive,) = open_archives([tmp_path / "x.zip"])
    with archive:
        assert content(archive) == {"b.csv": b"b"}
        assert [(p.member, p.kind) for p in archive.problems] == [("a/link.csv", "link")]


def test_a_bomb_is_stopped_early(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", {"a.csv": bytes(64 * MIB)})
    tracemalloc.start()
    try:
        assert refused(path) == (
            "x.zip unpacks to far more than a download holds and was refused: download it again."
        )
        assert tracemalloc.get_traced_memory()[1] < 40 * MIB
    finally:
        tracemalloc.stop()
    (archive,) = open_archives([path], Limits(max_ratio=2000))
    with archive:
        assert content(archive) == {"a.csv": bytes(64 * MIB)}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_unpacked_piece_by_piece(tmp_path: Path, method: int) -> None:
    info = entry(f"{SECRET}.csv")
    info.compress_type = method
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.writestr(info, bytes(64 * MIB))
        out.writestr(entry("b.csv"), "good")
    (archive,) = open_archives([tmp_path / "x.zip"])
    with archive:
        bad, good = archive.members
        tracemalloc.start()
        try:
            with pytest.raises(DamagedError) as caught:
                archive.read(bad)
            assert tracemalloc.get_traced_memory()[1] < MIB
        finally:
            tracemalloc.stop()
        assert sentence(caught.value, tmp_path / "x.zip") == (
            "x.zip holds a file packed by an unusual method: "
            "unpack it yourself and give the folder."
        )
        assert archive.read(good) == b"good"


def test_a_bomb_in_a_nested_zip_is_stopped(tmp_path: Path) -> None:
    inner = zipped({"b.zip": bytes(64 * MIB)})
    assert "unpacks to far more" in refused(write_zip(tmp_path / "x.zip", {"a.zip": inner}))


def test_limits_on_bytes(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a.csv": os.urandom(1000), "b.csv": os.urandom(1000)}
    for path in (write_zip(tmp_path / "x.zip", files), write_folder(tmp_path / "x", files)):
        assert "larger than any" in refused(path, Limits(max_member_bytes=999))
        assert "far more" in refused(path, Limits(max_total_bytes=1999))
        (archive,) = open_archives([path], Limits(max_member_bytes=1000, max_total_bytes=2000))
        with archive:
            assert content(archive) == files


def test_limits_on_members(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{index}.csv": "" for index in range(5)}
    for path in (write_zip(tmp_path / "x.zip", files), write_folder(tmp_path / "x", files)):
        assert "holds too many files" in refused(path, Limits(max_members=4))
        open_archives([path], Limits(max_members=5))[0].close()


def test_limits_on_nesting(tmp_path: Path) -> None:
    data = zipped({"a.csv": "a"})
    for _ in range(2):
        data = zipped({f"{SECRET}.zip": data})
    path = stored(tmp_path / "x.zip", data)
    assert "is a zip in a zip in a zip" in refused(path, Limits(max_nesting=1))
    open_archives([path], Limits(max_nesting=2))[0].close()


@pytest.mark.parametrize("size", [0, 1, 10, 4000, 0xFFFFFFF0])
def test_a_directory_that_lies_about_the_size(tmp_path: Path, size: int) -> None:
    data = zipped({f"{SECRET}.csv": os.urandom(3000), "z.csv": "good"})
    path = stored(tmp_path / "x.zip", central(data, 24, "<I", size))
    (archive,) = open_archives([path])
    with archive:
        bad, good = archive.members
        with pytest.raises(DamagedError) as caught:
            archive.read(bad)
        sentence(caught.value, path)
        assert archive.read(good) == b"good"


@pytest.mark.parametrize(
    ("offset", "layout", "value"),
    [
        (16, "<I", 7),
        (20, "<I", 3),
        (42, "<I", 5),
        (42, "<I", 0xFFFFFF),
    ],
)
def test_one_damaged_member_leaves_the_others(
    tmp_path: Path, offset: int, layout: str, value: int
) -> None:
    data = zipped({f"{SECRET}.csv": "some text " * 9, "b.csv": "good"})
    path = stored(tmp_path / "x.zip", central(data, offset, layout, value))
    (archive,) = open_archives([path])
    with archive:
        bad, good = archive.members
        with pytest.raises(DamagedError) as caught:
            archive.read(bad)
        assert sentence(caught.value, path) == (
            "x.zip is damaged: a file in it cannot be read: download it again."
        )
        assert caught.value.__suppress_context__
        assert archive.read(good) == b"good"


WHOLE = zipped({"a.csv": "first " * 9, "b/c.csv": "second", "d.csv": os.urandom(40)})
PARTS = {"a.csv": b"first " * 9, "b/c.csv": b"second"}


@pytest.mark.parametrize("at", range(0, len(WHOLE), 3))
def test_a_truncated_zip(tmp_path: Path, at: int) -> None:
    path = stored(tmp_path / "x.zip", WHOLE[:at])
    with pytest.raises(NotRecognisedError if 0 < at < 4 else DamagedError) as caught:
        open_archives([path])
    assert "x.zip is " in sentence(caught.value, path)


@settings(max_examples=500, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4
    )
)
def test_changed_bytes_give_a_refusal_or_members(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    path = stored(tmp_path_factory.getbasetemp() / "x.zip", bytes(data))
    try:
        (archive,) = open_archives([path])
    except (DamagedError, NotRecognisedError) as error:
        sentence(error, path)
        return
    with archive:
        for member in archive.members:
            try:
                read = archive.read(member)
            except DamagedError as error:
                sentence(error, path)
            else:
                assert read == PARTS.get(member.path, read)
            member.path.encode()


def test_a_zip_whose_names_are_no_utf8_is_damaged(tmp_path: Path) -> None:
    data = zipped({"\u00e9.csv": ""}).replace("\u00e9".encode(), b"\xff\xff")
    assert refused(stored(tmp_path / "x.zip", data)) == (
        "x.zip is damaged or not complete: download it again."
    )


@pytest.mark.parametrize(
    "data",
    [
        b"P",
        b"First Name,Last Name\n",
        b"\x1f\x8b\x08\x00",
        b"%PDF-1.7\n",
        b"<html>",
        b"\0" * 99,
    ],
)
def test_what_is_no_zip(tmp_path: Path, data: bytes) -> None:
    path = stored(tmp_path / "e\x1b[2J\u202evil.zip", data)
    with pytest.raises(NotRecognisedError) as caught:
        open_archives([path])
    assert str(caught.value) == (
        "e[2Jvil.zip is not a zip: give the .zip that LinkedIn or Facebook sent, or the folder "
        "unpacked from it."
    )


def test_an_empty_file(tmp_path: Path) -> None:
    assert refused(stored(tmp_path / "x.zip", b"")) == "x.zip is empty: download it again."


def test_a_zip_after_other_bytes_is_a_zip(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.zip", b"#!/bin/sh\n" + zipped({"a.csv": "a"}))
    with open_archives([path])[0] as archive:
        assert content(archive) == {"a.csv": b"a"}


def test_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.zip")
    with pytest.raises(NotRecognisedError):
        open_archives([tmp_path / "x.zip"])


@pytest.mark.parametrize(
    "name", ["conections.zip", "a\0b", "x" * 400, "connections.zip/a", "q\x1bq"]
)
def test_a_path_that_is_not_there(tmp_path: Path, name: str) -> None:
    write_zip(tmp_path / "connections.zip", {})
    with pytest.raises(UsageError) as caught:
        open_archives([tmp_path / name])
    said = sentence(caught.value, tmp_path / "x")
    assert "\x1b" not in said
    assert ("(did you mean connections.zip?)" in said) == (name == "conections.zip")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "x.zip", {"a.csv": "a"})

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", deny)
        assert refused(path) == "x.zip cannot be opened: ask for permission to read it."
    with monkeypatch.context() as patch:
        patch.setattr(Path, "resolve", deny)
        assert refused(path) == "x.zip cannot be opened: ask for permission to read it."
    folder = write_folder(tmp_path / "y", {"a.csv": "a"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", lambda _: deny_folder(folder))
        patch.setattr(Path, "iterdir", deny)
        assert refused(folder) == "y cannot be opened: ask for permission to read it."


def deny_folder(folder: Path) -> None:
    raise PermissionError(13, "Permission denied", str(folder))


def test_a_file_that_vanishes_is_damaged(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "x", {"a.csv": "a", "b.csv": "b"})
    (archive,) = open_archives([folder])
    with archive:
        (folder / "a.csv").unlink()
        with pytest.raises(DamagedError):
            archive.read(archive.members[0])
        assert archive.read(archive.members[1]) == b"b"


def test_nothing_stays_open_when_one_of_several_is_refused(tmp_path: Path) -> None:
    """An open file would raise a ResourceWarning, which fails the run."""
    good = write_zip(tmp_path / "a.zip", {"a.csv": "a"})
    bad = stored(tmp_path / "b.zip", b"PK\x03\x04")
    with pytest.raises(DamagedError):
        open_archives([good, bad])
    good.unlink()


def test_a_central_directory_of_nothing(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.zip", b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 0, 0, 0, 0, 0))
    with open_archives([path])[0] as archive:
        assert archive.members == ()
