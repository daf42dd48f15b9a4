"""Is this Messenger's download of end-to-end-encrypted chats? Facts: facebook.md section 5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.errors import DamagedError
from reciprocity.sources.facebook.encrypted.chats import CHAT_FILE, is_chat
from reciprocity.sources.facebook.members import Form, is_box, is_mark, place_of
from reciprocity.sources.facebook.records import load

if TYPE_CHECKING:
    from reciprocity.archive import Archive, Member

# What only Facebook's own download holds; a chat with somebody of such a name has a number.
_OF_MAIN: Final = frozenset({Form.LIST, Form.THREAD, Form.PROFILE})
# So many of the smallest files are looked into, none of them larger than this (bytes).
_LOOKS: Final = 8
_LARGEST: Final = 64 << 20

_SURE: Final = 0.9
_SURER: Final = 1.0


def signs_of_chats(archive: Archive) -> tuple[float, tuple[str, ...]] | None:
    """Return how sure it is (0 to 1) and why, None for any other archive.

    Names alone tell nothing, since any file may end on a number: one chat must be in it.
    """
    if any(map(_is_main, archive.members)):
        return None
    chats = [member for member in archive.members if _may_be_chat(member)]
    looked = sorted(
        (member for member in chats if 0 < member.size <= _LARGEST),
        key=lambda member: (member.size, member.path),
    )
    if not any(_holds_chat(archive, member) for member in looked[:_LOOKS]):
        return None
    media = any(place_of(member.path).form is Form.MEDIA for member in archive.members)
    count = "1 file" if len(chats) == 1 else f"{len(chats)} files"
    said = (
        "its files are chats, as Messenger's download of end-to-end-encrypted chats holds them",
        f"it holds {count} of chats",
        *(["pictures and other media lie beside them"] if media else []),
    )
    return (_SURER if media else _SURE), said


def _is_main(member: Member) -> bool:
    folders = member.path.split("/")[:-1]
    if any(is_mark(folder) or is_box(folder) for folder in folders):
        return True
    return place_of(member.path).form in _OF_MAIN and not CHAT_FILE.fullmatch(member.name)


def _may_be_chat(member: Member) -> bool:
    named_so = CHAT_FILE.fullmatch(member.name) is not None
    return named_so and place_of(member.path).form is not Form.MEDIA


def _holds_chat(archive: Archive, member: Member) -> bool:
    try:
        value = load(archive.read(member), archive=member.archive, member=member.path).value
    except DamagedError:
        return False
    return is_chat(value)
