"""Collects the files of threads. Facts: facebook.md sections 1.2, 4 and 9.

One thread lies in one or several files, and these in one or several zips; the folder tells what
became of it: inbox, archived, requests, spam, or cut off at the start of encryption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from reciprocity.sources.facebook.columns import Columns, Numbers, columns_of
from reciprocity.sources.facebook.lines import is_departed
from reciprocity.sources.facebook.strict import Head, read_strictly
from reciprocity.sources.facebook.tails import conversation_of, told_apart
from reciprocity.sources.facebook.text import name_of

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

FOLDERS: Final = frozenset({
    "inbox", "archived_threads", "filtered_threads", "message_requests", "e2ee_cutover",
    "legacy_threads",
})  # fmt: skip
CUTOVER: Final = "e2ee_cutover"
# Requests that were never let in, and what Facebook hid as spam.
REQUESTS: Final = frozenset({"message_requests", "filtered_threads"})

_FILE: Final = re.compile(
    r"message(?:_([0-9]{1,9}))?(?: ?\([0-9]+\))?\.(?:json|html)", re.IGNORECASE
)
_PAGE: Final = re.compile(r"this_profile.?s_.*activity.*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ThreadFile:
    """One file of a thread: where it lies, who is in it, and its messages as columns.

    text_at: where the first of its texts begins in Threads.text.
    """

    conversation: str
    number: int  # 1 is the newest part
    folder: str  # one of FOLDERS, "" for any other
    page: bool  # under the root of another profile of the owner
    archive: str
    path: str
    title: str | None
    participants: tuple[str | None, ...]
    thread_type: str
    pending: bool
    columns: Columns
    text_at: int
    name: str = ""  # of the folder that is the thread's own, "" where it has none
    first_row: int = 1  # of its first message among those of the member
    oldest_first: bool = False  # else the newest message is its first


class Block(NamedTuple):
    """One of several conversations in one member, as the pages of before 2018 hold them."""

    conversation: str
    number: int  # 1 is the newest part, as in ThreadFile
    first_row: int


class Threads:
    """The threads of one archive, collected file by file; columns are kept, never the records.

    text: the texts of all files, one file after the other as they were added (Columns.text).
    """

    def __init__(self) -> None:
        self.text = bytearray()
        self._names = Numbers()
        self._files: list[ThreadFile] = []
        self._parties: pl.DataFrame | None = None

    def add(
        self, value: object, *, archive: str, path: str, within: array[int] | None = None
    ) -> bool:
        """Take in one loaded member; `path` is the member's path inside the archive.

        within: how exact the time of each message is (see Columns), None where all are exact.
        Returns False for what is no thread: side files lie in the same folders, and only a thread
        has both `participants` and `messages` (section 4.1).
        """
        if not isinstance(value, dict) or "participants" not in value:
            return False
        messages = value.get("messages")
        if not isinstance(messages, list):
            return False
        self._keep(_head(value), self._columns(messages, within), archive, path)
        return True

    def add_block(
        self, value: dict[str, Any], block: Block, within: array[int], *, archive: str, path: str
    ) -> None:
        """Take in one of several conversations of a member: `value` as JSON would hold it."""
        columns = self._columns(value["messages"], within)
        self._keep(_head(value), columns, archive, path, block)

    def _columns(self, messages: list[Any], within: array[int] | None) -> Columns:
        columns = columns_of(messages, self._names)
        columns.within.extend(within or ())
        return columns

    def add_strictly(self, data: bytes, *, archive: str, path: str) -> bool:
        """Take in the bytes of one member, if they are a thread in which nothing is amiss.

        Returns False for anything else, be it a thread or none: load it and `add` the value.
        """
        read = read_strictly(data, self._names)
        if read is not None:
            self._keep(*read, archive, path)
        return read is not None

    def _keep(
        self, head: Head, columns: Columns, archive: str, path: str, block: Block | None = None
    ) -> None:
        self._parties = None
        folder, number, name = _place(path, head.thread_path)
        conversation = conversation_of(name)
        if block is not None:
            name, (conversation, number, _) = "", block
        self._files.append(
            ThreadFile(
                conversation=conversation,
                number=number,
                folder=folder,
                name=name,
                page=any(_PAGE.fullmatch(part) for part in path.split("/")),
                archive=archive,
                path=path,
                title=shown_name(head.title),
                participants=_participants(head.participants),
                thread_type=str(head.thread_type or ""),
                pending=head.is_pending is True,
                columns=columns,
                text_at=self._take_text(columns),
                first_row=block.first_row if block else 1,
            )
        )

    def _take_text(self, columns: Columns) -> int:
        """Take over the texts of a file; return where the first of them begins.

        Each of a million texts is copied once less than if they were put together at the end.
        """
        start = len(self.text)
        self.text.extend(columns.text)
        columns.text.clear()
        return start

    @property
    def files(self) -> list[ThreadFile]:
        """Every file, those of one thread together, newest part first; zips in no matter.

        A thread with a page of the owner's is another one, though it may bear the same id.
        """
        return sorted(
            told_apart(self._files),
            key=lambda f: (f.conversation, f.page, f.number, f.folder, f.archive, f.path),
        )

    @property
    def names(self) -> list[str | None]:
        """The name behind each number: repaired, None where there is none."""
        return [shown_name(raw) for raw in self._names]

    def parties(self) -> pl.DataFrame:
        """Return conversation_id, name: everybody in any thread, to find the owner by.

        Threads of another profile of the owner count only where there are no others.
        """
        if self._parties is None:
            self._parties = self._find_parties()
        return self._parties

    def _find_parties(self) -> pl.DataFrame:
        files = list(told_apart(self._files))
        own = [file for file in files if not file.page] or files
        names = self.names
        rows = {
            (file.conversation, name)
            for file in own
            for name in (*file.participants, *(names[n] for n in file.columns.writers))
            if name is not None
        }
        schema = {"conversation_id": pl.String(), "name": pl.String()}
        return pl.DataFrame(sorted(rows), schema=schema, orient="row")


def _head(value: dict[str, Any]) -> Head:
    return Head(**{key: value.get(key) for key in Head.__struct_fields__})


def shown_name(value: object) -> str | None:
    """Return a display name; None when nothing is left of it, as of a deleted account (4.3)."""
    name = name_of(value)
    return None if name is None or is_departed(name) else name


def _participants(value: object) -> tuple[str | None, ...]:
    told: Sequence[Any] = value if isinstance(value, list) else ()
    return tuple(shown_name(p.get("name") if isinstance(p, dict) else p) for p in told)


def _place(path: str, thread_path: object) -> tuple[str, int, str]:
    """Return box, number and the name of the thread's own folder, of a member."""
    parts = path.replace("\\", "/").split("/")
    parents = [part.casefold() for part in parts[:-1]]
    folder = next((part for part in reversed(parents[-2:]) if part in FOLDERS), "")
    file = _FILE.fullmatch(parts[-1])
    if not file:
        # groups/your_group_messages/<id>.json repeats a thread of the inbox (section 3).
        name = parts[-1].rpartition(".")[0] or parts[-1]
    elif len(parts) > 1 and parents[-1] not in FOLDERS:
        name = parts[-2]
    else:
        told = thread_path if isinstance(thread_path, str) else ""
        name = told.rpartition("/")[2] or path
    return folder, int(file[1] or 1) if file else 1, name
