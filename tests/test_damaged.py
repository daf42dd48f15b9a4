"""What is said of a zip that is broken in one way or another: one sentence, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reciprocity.errors import DamagedError, ExitCode, NotRecognisedError, ReciprocityError
from reciprocity.inspection import read
from tests.exports import connections, write_zip
from tests.facebook.downloads import as_json
from tests.facebook.trees import INBOX, chats

if TYPE_CHECKING:
    from pathlib import Path

_NAMES: Final = {
    f"A{n}": (f"A{n}", f"B{n * 7919 % 1000}", f"a-{n}", "01 Feb 2024") for n in range(99)
}
_LINKEDIN: Final = {"Connections.csv": connections(*_NAMES.values())}
_CHAT: Final = f"{INBOX}/annroe_12345678901234/message_1.json"
_FACEBOOK: Final = {_CHAT: as_json(next(iter(chats().values())))}


def _zip(folder: Path, members: dict[str, str] | dict[str, bytes]) -> tuple[Path, bytearray]:
    path = write_zip(folder / "mine.zip", dict(members))
    return path, bytearray(path.read_bytes())


def _said(path: Path) -> str:
    with pytest.raises(ReciprocityError) as caught:
        read([path])
    said = str(caught.value)
    assert said.endswith(".")
    assert said.count(": ") == 1
    return said


def _broken(folder: Path, members: dict[str, str] | dict[str, bytes]) -> Path:
    """Write a zip of which the first member does not unpack."""
    path, data = _zip(folder, members)
    start = 30 + len(next(iter(members)).encode())
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("members", "platform"), [(_LINKEDIN, "LinkedIn"), (_FACEBOOK, "Facebook")]
)
def test_a_zip_of_one_broken_member(
    tmp_path: Path, members: dict[str, str] | dict[str, bytes], platform: str
) -> None:
    path = _broken(tmp_path, members)
    assert _said(path) == (
        f"1 file in mine.zip is damaged, and nobody is in the rest of this {platform} download: "
        "download it again."
    )
    with pytest.raises(DamagedError) as caught:
        read([path])
    assert caught.value.exit_code is ExitCode.DAMAGED


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_zip_that_breaks_off(tmp_path: Path, share: float) -> None:
    path, data = _zip(tmp_path, _LINKEDIN)
    path.write_bytes(data[: int(len(data) * share)])
    assert _said(path) == "mine.zip is damaged or not complete: download it again."


def test_a_zip_without_its_table_of_contents(tmp_path: Path) -> None:
    path, data = _zip(tmp_path, _LINKEDIN)
    path.write_bytes(data.replace(b"PK\x01\x02", b"XXXX"))
    assert _said(path) == "mine.zip is damaged or not complete: download it again."


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.zip"
    path.write_bytes(b"")
    assert _said(path) == "mine.zip is empty: download it again."


def test_a_zip_without_a_file(tmp_path: Path) -> None:
    path, _ = _zip(tmp_path, {})
    assert _said(path) == "mine.zip holds no file: download it again."


def test_a_text_that_is_called_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "mine.zip"
    path.write_text("The link has expired.\n")
    assert _said(path) == (
        "mine.zip is not a zip: give the .zip that LinkedIn or Facebook sent, or the folder "
        "unpacked from it."
    )


def test_nobody_in_a_whole_zip_is_no_damage(tmp_path: Path) -> None:
    path, _ = _zip(tmp_path, {"Connections.csv": connections()})
    assert _said(path) == (
        "This is a LinkedIn download, but nobody is in it, and messages.csv and Invitations.csv "
        "are not in this download: ask LinkedIn again under Settings > Data privacy > Get a copy "
        "of your data, and choose the larger archive or tick at least Connections, Invitations "
        "and Messages."
    )
    with pytest.raises(NotRecognisedError):
        read([path])
