"""The same members, however the download comes."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from reciprocity.archive import Archive, Member, open_archives
from reciprocity.problems import Problem
from tests.archive.building import content, entry, write_folder, write_zip, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES: Mapping[str, bytes | str] = {
    "Connections.csv": "a",
    "Articles/2017-12-09 04:54:08.html": "b",
    "Jobs/Saved Jobs.csv": "c",
}
EXPECTED = {name: str(text).encode() for name, text in FILES.items()}
NAME = "Basic_LinkedInDataExport_12-05-2025.zip"


def only(*paths: Path) -> dict[str, bytes]:
    (archive,) = open_archives(list(paths))
    with archive:
        return content(archive)


def test_a_zip(tmp_path: Path) -> None:
    path = write_zip(tmp_path / NAME, FILES)
    (archive,) = open_archives([path])
    with archive:
        assert archive.name == NAME
        assert archive.paths == (path,)
        assert archive.problems == ()
        assert archive.members == tuple(
            Member(
                archive=NAME,
                path=name,
                name=name.split("/")[-1],
                size=1,
                modified=dt.datetime(2024, 3, 5, 6, 7, 8),  # noqa: DTZ001
            )
            for name in sorted(FILES)
        )
        assert content(archive) == EXPECTED


def test_folders(tmp_path: Path) -> None:
    assert only(write_folder(tmp_path / "unpacked", FILES)) == EXPECTED
    assert only(write_folder(tmp_path / NAME, FILES)) == EXPECTED


def test_a_folder_in_a_zip_is_kept_in_the_path(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", {f"top/{name}": text for name, text in FILES.items()})
    assert only(path) == {f"top/{name}": text for name, text in EXPECTED.items()}


def test_a_zip_in_a_zip_is_kept_in_the_path(tmp_path: Path) -> None:
    outer = write_zip(tmp_path / f"{NAME}.zip", {NAME: zipped(FILES), "__MACOSX/._x": "junk"})
    assert only(outer) == {f"{NAME}/{name}": text for name, text in EXPECTED.items()}
    twice = write_zip(tmp_path / "a.zip", {"b/b.zip": zipped({"c.zip": zipped(FILES)})})
    assert only(twice) == {f"b/b.zip/c.zip/{name}": text for name, text in EXPECTED.items()}


def test_a_zip_beside_other_files_is_a_member(tmp_path: Path) -> None:
    inner = zipped(FILES)
    path = write_zip(tmp_path / "x.zip", {"a.csv": "a", "b.zip": inner})
    assert only(path) == {"a.csv": b"a", "b.zip": inner}


def test_a_folder_of_zips_stands_for_the_zips(tmp_path: Path) -> None:
    write_zip(tmp_path / "one.zip", {"a.csv": "1"})
    write_zip(tmp_path / "two.ZIP", {"a.csv": "2"})
    (tmp_path / ".DS_Store").touch()
    archives = open_archives([tmp_path, tmp_path / "one.zip"])
    assert [archive.name for archive in archives] == ["one.zip", "two.ZIP"]
    for archive in archives:
        archive.close()


def test_what_systems_add_is_left_out(tmp_path: Path) -> None:
    junk = ["__MACOSX/a.csv", "._a.csv", "x/._b.csv", ".DS_Store", "x/Thumbs.db", "desktop.ini"]
    files = {"a.csv": "a", "x/": "", **dict.fromkeys(junk, "junk")}
    assert only(write_zip(tmp_path / "x.zip", files)) == {"a.csv": b"a"}
    del files["x/"]
    assert only(write_folder(tmp_path / "x", files)) == {"a.csv": b"a"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_entries_of_one_name_the_last_counts(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        for text in ("first, longer", "last"):
            out.writestr(entry("a.csv"), text)
    assert only(tmp_path / "x.zip") == {"a.csv": b"last"}


def test_backslashes_are_separators(tmp_path: Path) -> None:
    assert only(write_zip(tmp_path / "x.zip", {"Jobs\\a.csv": "a", ".\\Jobs\\b.csv": "b"})) == {
        "Jobs/a.csv": b"a",
        "Jobs/b.csv": b"b",
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31m\u202eb.csv", "a[31mb.csv"),
        ("a\nb\tc.csv", "a b c.csv"),
        ("\u00e9\U0001f469\u200d\U0001f4bb.csv", "\u00e9\U0001f469\u200d\U0001f4bb.csv"),
        ("[/red].csv", "[/red].csv"),
        ("Articles/2017-12-09 04:54:08.html", "Articles/2017-12-09 04:54:08.html"),
        ("x" * 300 + ".csv", "x" * 300 + ".csv"),
    ],
)
def test_strange_member_names(tmp_path: Path, name: str, shown: str) -> None:
    assert only(write_zip(tmp_path / "x.zip", {name: "a"})) == {shown: b"a"}


def test_names_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "x", {"a.csv": "a"})
    strange = os.path.join(os.fsencode(folder), b"b\xff.csv")  # noqa: PTH118
    with open(strange, "wb") as out:  # noqa: PTH123
        out.write(b"b")
    assert only(folder) == {"a.csv": b"a", "b.csv": b"b"}


def test_members_are_sorted_with_numbers_by_value(tmp_path: Path) -> None:
    names = ["m/message_2.json", "m/message_10.json", "B.csv", "a.csv"]
    path = write_zip(tmp_path / "x.zip", dict.fromkeys(reversed(names), ""))
    assert list(only(path)) == ["a.csv", "B.csv", "m/message_2.json", "m/message_10.json"]


@pytest.mark.parametrize("moment", [(1980, 1, 1, 0, 0, 0), (1980, 1, 1, 5, 0, 0)])
def test_the_epoch_of_zips_is_no_time(tmp_path: Path, moment: tuple[int, ...]) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.writestr(entry("a.csv", moment=moment), "")
    with open_archives([tmp_path / "x.zip"])[0] as archive:
        assert archive.members[0].modified is None


def test_an_invalid_time_is_no_time(tmp_path: Path) -> None:
    from tests.archive.building import central

    path = tmp_path / "x.zip"
    path.write_bytes(central(zipped({"a.csv": ""}), 14, "<H", 0))
    with open_archives([path])[0] as archive:
        assert archive.members[0].modified is None


def test_the_time_of_a_file_does_not_depend_on_the_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "x", {"a.csv": "a"})
    os.utime(folder / "a.csv", (1_700_000_000.5, 1_700_000_000.5))
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    with open_archives([folder])[0] as archive:
        assert archive.members[0].modified == dt.datetime(2023, 11, 14, 22, 13, 20)  # noqa: DTZ001


def test_links_in_a_folder_are_followed_only_within_it(tmp_path: Path) -> None:
    write_folder(tmp_path, {"secret.csv": "s", "out/deep.csv": "s"})
    folder = write_folder(tmp_path / "x", {"data/a.csv": "a"})
    (folder / "in.csv").symlink_to(folder / "data" / "a.csv")
    (folder / "out.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "nowhere.csv").symlink_to(tmp_path / "missing.csv")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "folder").symlink_to(tmp_path / "out")
    os.mkfifo(folder / "pipe.csv")
    (archive,) = open_archives([folder])
    with archive:
        assert content(archive) == {"data/a.csv": b"a", "in.csv": b"a"}
        hint = "It was left out; what it holds is missing from the result."
        assert archive.problems == tuple(
            Problem(archive="x", member=member, row=None, kind=kind, hint=hint)
            for member, kind in [
                ("loop.csv", "broken link"),
                ("nowhere.csv", "broken link"),
                ("out.csv", "link out of the folder"),
                ("pipe.csv", "not a file"),
            ]
        )


def test_a_link_to_a_download_is_shown_by_its_own_name(tmp_path: Path) -> None:
    write_zip(tmp_path / "SHA256-abc", FILES)
    (tmp_path / NAME).symlink_to(tmp_path / "SHA256-abc")
    (archive,) = open_archives([tmp_path / NAME])
    with archive:
        assert archive.name == NAME


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_last_one_counts_and_that_is_told(tmp_path: Path) -> None:
    """Added to a zip a second time, a file replaces the first one in whatever unpacks it."""
    path = write_zip(tmp_path / NAME, FILES)
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr("Connections.csv", "new")
        opened.writestr("Jobs/Saved Jobs.csv", FILES["Jobs/Saved Jobs.csv"])
    (archive,) = open_archives([path])
    with archive:
        assert content(archive) == {**EXPECTED, "Connections.csv": b"new"}
        hint = "Another file in the zip bears the same name; only the last one of them was read."
        assert archive.problems == (
            Problem(archive=NAME, member="Connections.csv", row=None, kind="name twice", hint=hint),
        )


def test_nothing_is_written(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip.zip", {"x.zip": zipped(FILES)})
    before = sorted(tmp_path.rglob("*"))
    only(path)
    assert sorted(tmp_path.rglob("*")) == before


def described(archives: list[Archive]) -> list[tuple[str, list[str], dict[str, bytes]]]:
    found = []
    for archive in archives:
        with archive:
            found.append((archive.name, [path.name for path in archive.paths], content(archive)))
    return found


def test_the_order_of_the_arguments_and_repetition_do_not_matter(tmp_path: Path) -> None:
    paths = [
        write_zip(tmp_path / "b.zip", {"a.csv": "b", "c.csv": "c"}),
        write_zip(tmp_path / "b (1).zip", {"a.csv": "b1"}),
        write_zip(tmp_path / "b_2.zip", {"d.csv": "d2"}),
        write_folder(tmp_path / "a", {"a.csv": "a"}),
    ]
    expected = [
        ("a", ["a"], {"a.csv": b"a"}),
        ("b (1).zip", ["b (1).zip", "b_2.zip"], {"a.csv": b"b1", "d.csv": b"d2"}),
        ("b.zip", ["b.zip"], {"a.csv": b"b", "c.csv": b"c"}),
    ]
    for order in itertools.permutations(paths):
        assert described(open_archives([*order, order[0]])) == expected
