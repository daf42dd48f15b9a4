"""Which zips are parts of one download, and how names are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity.archive import fold_name, open_archives, split_suffix
from reciprocity.printable import printable
from tests.archive.building import content, write_zip

if TYPE_CHECKING:
    from pathlib import Path

LINKEDIN = "LinkedInDataExport_12-05-2025"


def groups(folder: Path, zips: dict[str, dict[str, bytes | str]]) -> list[list[str]]:
    archives = open_archives([write_zip(folder / name, files) for name, files in zips.items()])
    for archive in archives:
        archive.close()
    return [[path.name for path in archive.paths] for archive in archives]


@pytest.mark.parametrize(
    "other",
    ["x (1).zip", "x_1.zip", "x-1.zip", "x_part2.zip", "x.part2.zip", "x-part-2.zip", "X (12).ZIP"],
)
def test_a_part_is_known_by_its_suffix(tmp_path: Path, other: str) -> None:
    found = groups(tmp_path, {"x.zip": {"a.csv": ""}, other: {"a_1.csv": "", "b.csv": ""}})
    assert [sorted(group) for group in found] == [sorted([other, "x.zip"])]


@pytest.mark.parametrize("other", ["y.zip", "x2.zip", "x-2024.zip", "x v1.zip"])
def test_other_names_are_other_downloads(tmp_path: Path, other: str) -> None:
    assert len(groups(tmp_path, {"x.zip": {"a.csv": ""}, other: {"b.csv": ""}})) == 2


@pytest.mark.parametrize("name", ["a.csv", "deep/A.CSV", "a .csv.csv"])
def test_a_member_in_both_makes_two_downloads(tmp_path: Path, name: str) -> None:
    assert len(groups(tmp_path, {"x.zip": {"a.csv": ""}, "x (1).zip": {name: ""}})) == 2


def test_linkedin_parts_share_the_date(tmp_path: Path) -> None:
    zips: dict[str, dict[str, bytes | str]] = {
        f"Basic_{LINKEDIN}.zip": {"Connections.csv": ""},
        f"Complete_{LINKEDIN} (1).zip.zip": {"Shares.csv": ""},
        "Basic_LinkedInDataExport_12-06-2025.zip": {"messages.csv": ""},
    }
    assert groups(tmp_path, zips) == [
        [f"Basic_{LINKEDIN}.zip", f"Complete_{LINKEDIN} (1).zip.zip"],
        ["Basic_LinkedInDataExport_12-06-2025.zip"],
    ]


def test_basic_and_complete_of_one_day_are_two_exports(tmp_path: Path) -> None:
    zips: dict[str, dict[str, bytes | str]] = {
        f"Basic_{LINKEDIN}.zip": {"Connections.csv": "b"},
        f"Complete_{LINKEDIN}.zip": {"Connections.csv": "c"},
    }
    assert len(groups(tmp_path, zips)) == 2


def test_facebook_parts_merge_their_trees_and_keep_both_of_what_differs(tmp_path: Path) -> None:
    paths = [
        write_zip(tmp_path / "facebook-ann.roe-2024-01-02-AbC1.zip", {"a.json": "1", "b.json": ""}),
        write_zip(
            tmp_path / "facebook-ann.roe-2024-01-02-xYz2.zip", {"a.json": "long", "c/d": "d"}
        ),
        write_zip(tmp_path / "facebook-ann.roe-2024-01-03-xYz2.zip", {"a.json": "later"}),
    ]
    first, second = open_archives(paths[::-1])
    with first, second:
        held = [(m.archive[-8:-4], m.path, first.read(m)) for m in first.members]
        assert held == [
            ("AbC1", "a.json", b"1"),
            ("xYz2", "a.json", b"long"),
            ("AbC1", "b.json", b""),
            ("xYz2", "c/d", b"d"),
        ]
        assert first.paths == tuple(paths[:2])
        assert content(second) == {"a.json": b"later"}


def test_three_parts_in_wrappers_named_like_their_zips_are_one_download(tmp_path: Path) -> None:
    tree = {"AAAAAAAA": "inbox/jo_1/message_1.json", "BBBBBBBB": "inbox/jo_1/message_2.json"}
    name = "facebook-ann.roe-2024-01-02-{}"
    zips = [
        write_zip(tmp_path / f"{name.format(tail)}.zip", {f"{name.format(tail)}/{path}": "{}"})
        for tail, path in {**tree, "CCCCCCCC": "inbox/jo_1/photos/1.jpg"}.items()
    ]
    (archive,) = open_archives(zips)
    with archive:
        assert [m.path.split("/", 1)[1] for m in archive.members] == [
            "inbox/jo_1/message_1.json",
            "inbox/jo_1/message_2.json",
            "inbox/jo_1/photos/1.jpg",
        ]
    (folder,) = open_archives([tmp_path])
    with folder:
        assert folder.paths == tuple(zips)


@pytest.mark.parametrize("wrapped", [False, True])
def test_undated_facebook_parts_are_told_apart_by_paths(tmp_path: Path, *, wrapped: bool) -> None:
    first, second = "facebook-ann.roe", "facebook-ann.roe (1)"
    inner = (f"{first}/", f"{second}/") if wrapped else ("", "")
    thread = "messages/inbox/{}/message_1.json"
    parts: dict[str, dict[str, bytes | str]] = {
        f"{first}.zip": {f"{inner[0]}{thread.format('jo_1')}": "{}"},
        f"{second}.zip": {f"{inner[1]}{thread.format('al_2')}": "{}"},
    }
    assert len(groups(tmp_path, parts)) == 1
    parts[f"{second}.zip"] = {f"{inner[1]}{thread.format('JO_1')}": "{}"}
    assert len(groups(tmp_path, parts)) == 2


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Endorsement_Received_Info.csv", "endorsementreceivedinfo"),
        ("Endorsement Received Info.csv", "endorsementreceivedinfo"),
        ("Jobs/Job Applications_1.csv", "jobapplications1"),
        ("Jobs\\Saved-Jobs.CSV.csv", "savedjobs"),
        ("Pru\u0308fung.csv", "pr\u00fcfung"),
        ("Connections.html", "connections.html"),
        ("Receipts_v2.csv", "receiptsv2"),
        (".csv", ""),
        ("", ""),
    ],
)
def test_fold_name(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Comments_1234567890.csv", ("comments", "1234567890")),
        ("Job Applications_1.csv", ("jobapplications", "1")),
        ("Jobs/Job Applications (1).csv", ("jobapplications", "1")),
        ("Comments_1234567890 (2).csv", ("comments", "1234567890_2")),
        ("Member_Follows.csv", ("memberfollows", "")),
        ("Receipts_v2.csv", ("receiptsv2", "")),
        ("Skills2.csv", ("skills2", "")),
        ("_1.csv", ("1", "")),
        ("(1).csv", ("(1)", "")),
        ("message_1.json", ("message1.json", "")),
    ],
)
def test_split_suffix(name: str, parts: tuple[str, str]) -> None:
    assert split_suffix(name) == parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\r\n\tlines\u2028", "two lines "),
        ("\x1b[31mred\x07\x9b", "[31mred"),
        ("\u202eevil\u2066\u200f\u061c", "evil"),
        ("\udcff\ud800", ""),
        (
            "\U0001f469\u200d\U0001f4bb \u0646\u200c\u0645",
            "\U0001f469\u200d\U0001f4bb \u0646\u200c\u0645",
        ),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
