"""The chats of Messenger's encrypted download, made into threads. Facts: facebook.md section 5.

A chat holds what a thread of the main download holds, under other names, oldest first, and in
proper UTF-8. Written the way the main download writes it, it goes the way of every other thread.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.base import ENCRYPTED_CHATS
from reciprocity.sources.facebook.columns import columns_of
from reciprocity.sources.facebook.threads import ThreadFile, Threads, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable

# `<name>_<n>.json`, with the mark that a browser gives to a second copy.
CHAT_FILE: Final = re.compile(r".*_[0-9]+(?: ?\([0-9]+\))?\.json", re.IGNORECASE | re.DOTALL)
_COPY: Final = re.compile(r" ?\([0-9]+\)\Z")
_NUMBER: Final = re.compile(r"_[0-9]+\Z")
# What stands where a file could not be fetched, or where there is nothing to tell of it.
_NOT_FETCHED: Final = "Failed to download media"
_UNTOLD: Final = "?"


def is_chat(value: object) -> bool:
    """Return whether a value has the keys and types that only a chat of this download has."""
    if not isinstance(value, dict) or not isinstance(value.get("threadName"), str):
        return False
    parties = value.get("participants")
    named = isinstance(parties, list) and all(isinstance(party, str) for party in parties)
    return named and isinstance(value.get("messages"), list)


class Chats(Threads):
    """The chats of one archive, collected file by file."""

    def add_chat(self, value: object, *, archive: str, path: str) -> bool:
        """Take in one loaded member; False for what is no chat.

        Of a file that breaks off the rest may be there without its name: the file has it, too.
        """
        if not isinstance(value, dict) or not {"participants", "messages"} <= value.keys():
            return False
        messages = value["messages"]
        if not isinstance(messages, list):
            return False
        named = thread_name(value, path)
        columns = columns_of([_message(each) for each in messages], self._names)
        self._files.append(
            ThreadFile(
                conversation=conversation_of(named),
                number=1,
                folder="",
                page=False,
                archive=archive,
                path=path,
                title=shown_name(_written(without_number(named))),
                participants=tuple(
                    shown_name(_written(party))
                    for party in _items(value["participants"])
                    if isinstance(party, str)
                ),
                thread_type="",
                pending=False,
                oldest_first=True,
                columns=columns,
                text_at=self._take_text(columns),
            )
        )
        return True

    @property
    def files(self) -> list[ThreadFile]:
        """Every chat; those of one name that hold the same message are one.

        Two downloads read as one may number a chat differently.
        """
        named: dict[str, list[list[ThreadFile]]] = {}
        for file in super().files:
            groups = named.setdefault((file.title or "").casefold(), [])
            alike = [group for group in groups if _overlap(file, group)]
            for group in alike:
                groups.remove(group)
            groups.append([*(each for group in alike for each in group), file])
        return [
            replace(file, conversation=group[0].conversation)
            for groups in named.values()
            for group in groups
            for file in group
        ]

    @property
    def first_named(self) -> frozenset[str]:
        """Whoever is named first in a chat with anybody else: in every example the owner."""
        firsts = (file.participants[:1] for file in self._files if len(file.participants) > 1)
        return frozenset(name for first in firsts for name in first if name is not None)


def _overlap(file: ThreadFile, others: Iterable[ThreadFile]) -> bool:
    """Return whether a chat is one of the others, or shares a message with one of them."""
    said = _said(file)
    return any(
        file.conversation == other.conversation or not said.isdisjoint(_said(other))
        for other in others
    )


def _said(file: ThreadFile) -> set[tuple[int, int, int]]:
    """Return time, sender and length of each message; two people share none with the owner."""
    columns = file.columns
    rows = zip(columns.times, columns.senders, columns.lengths, strict=True)
    return {row for row in rows if row[0] > 0}


def thread_name(value: object, path: str) -> str:
    """Return the name of a chat with its number, from the file's name where the file lacks it."""
    told = value.get("threadName") if isinstance(value, dict) else None
    if isinstance(told, str) and told:
        return told
    return _COPY.sub("", path.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0])


def without_number(named: str) -> str:
    """Return the name of a chat as people see it."""
    return _NUMBER.sub("", named)


def conversation_of(named: str) -> str:
    """Return the id of a chat, which holds no name and is none of the main download's.

    The number in the name may be another one in the next download; two chats under one name are
    told apart by nothing else.
    """
    key = unicodedata.normalize("NFC", named).casefold().encode("utf-8", "replace")
    return ENCRYPTED_CHATS + hashlib.blake2b(key, digest_size=8).hexdigest()


def _written(text: str) -> str:
    """Return a text as the main download would hold it, so that its repair gives it back.

    Proper text may look as if it had to be repaired: somebody may write about just that.
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")


def _items(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _message(told: object) -> object:
    """Return a message with the keys of the main download; what is no message, as it is."""
    if not isinstance(told, dict):
        return told
    sender, text, kind = told.get("senderName"), told.get("text"), told.get("type")
    message: dict[str, Any] = {
        "sender_name": _written(sender) if isinstance(sender, str) else sender,
        "timestamp_ms": told.get("timestamp"),
    }
    if told.get("isUnsent") is True or kind == "placeholder":
        return {**message, "is_unsent": True}
    words = text if isinstance(text, str) else ""
    files = [_file(each) for each in _items(told.get("media"))]
    if kind == "media":
        files = files or [{"uri": _UNTOLD}]
        words = "" if words.strip() == _NOT_FETCHED else words
    if words:
        message["content"] = _written(words)
    elif not isinstance(text, str | None):
        message["content"] = text  # which is counted as what it is
    if files:
        message["files"] = files
    if reactions := [each for each in map(_reaction, _items(told.get("reactions"))) if each]:
        message["reactions"] = reactions
    return message


def _file(told: object) -> dict[str, str]:
    uri = told.get("uri") if isinstance(told, dict) else None
    return {"uri": _written(uri) if isinstance(uri, str) and uri else _UNTOLD}


def _reaction(told: object) -> dict[str, str] | None:
    actor = told.get("actor") if isinstance(told, dict) else None
    return {"actor": _written(actor)} if isinstance(actor, str) else None
