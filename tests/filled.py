"""Downloads in which a function fills every field that holds text; what must be a date stays one.

They are the sample's downloads and the small one of the tests in HTML, as one owner's: every file
that is read and many that are ignored, with every cell of them filled, empty ones too.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final, Protocol

from reciprocity.sample import LINKEDIN_NAMES, demo_exports
from reciprocity.sample.facebook import exported_at, facebook_export
from tests.exports import table
from tests.facebook.html import story
from tests.facebook.html.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path


class Fill(Protocol):
    """Gives what stands in a field instead of what stood there.

    kind: `name` (asked once for each person), `url` (once for each address), `id` (once for each
    conversation), `file` (a part of the name of a file or folder), `text` (words, whose first ones
    should stay) or `cell` (anything else).
    """

    def __call__(self, kind: str, said: str) -> str:
        """Return the text for one field."""


OWNERS: Final = ("Johanna Teasdale", "Johanna Birkett", story.OWNER)
_DATES: Final = frozenset({
    "connected on", "sent at", "date", "endorsement date", "creation date", "registered at",
})  # fmt: skip
_CODES: Final = frozenset({"direction", "folder", "status", "endorsement status"})
_PARTIES: Final = frozenset({"from", "to", "fullname"})
_WORDS: Final = frozenset({"content", "message", "text"})
_URLS: Final = re.compile(r"url|link\Z|sharelink", re.IGNORECASE)
_MOMENT: Final = "2020-05-01 10:00:00"
# Files that a larger archive has and the sample has not.
_FURTHER: Final = {
    "Member_Follows.csv": ("Date,Status,FullName", (_MOMENT, "Active", "Ann Roe")),
    "Comments.csv": ("Date,Link,Message", (_MOMENT, "https://www.linkedin.com/feed/1", "Well")),
    "Shares.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
        (_MOMENT, "https://www.linkedin.com/feed/2", "Read this", "", "", "MEMBER_NETWORK"),
    ),
    "Reactions.csv": ("Date,Type,Link", (_MOMENT, "LIKE", "https://www.linkedin.com/feed/3")),
    "Votes.csv": ("Date,Link,OptionText", (_MOMENT, "https://www.linkedin.com/feed/4", "Yes")),
    "InstantReposts.csv": ("Date,Link", (_MOMENT, "https://www.linkedin.com/feed/5")),
}
_SYSTEM: Final = re.compile(
    r"connected on Messenger|message and call each other|called (you|\S+)\.|missed your call"
    r"|sent an attachment|(to|named|created|left) the group"
)
# Keys of Facebook's JSON whose values are codes.
_FACEBOOK_CODES: Final = frozenset({"type", "reaction", "value", "timezone_v2", "thread_type"})


class Filled:
    """Fills downloads; the same person, address and conversation gets the same text everywhere."""

    def __init__(self, fill: Fill) -> None:
        """Take what fills the fields."""
        self._fill = fill
        self._once: dict[tuple[str, str], str] = {}

    def once(self, kind: str, said: str) -> str:
        """Return the one text of a person, an address, a conversation or a file."""
        key = kind, "owner" if said in OWNERS else said
        if key not in self._once:
            self._once[key] = self._fill(kind, said)
        return self._once[key]

    def name(self, said: str) -> str:
        """Return the name of a person; nobody stays nobody."""
        return said if said in {"", "LinkedIn Member", "Facebook user"} else self.once("name", said)

    def write(self, folder: Path) -> list[Path]:
        """Write all downloads into a folder, and return their paths."""
        given = demo_exports()
        paths = [self._linkedin(folder, name, given[name]) for name in LINKEDIN_NAMES]
        paths += [self._facebook(folder, which) for which in ("earlier", "later")]
        return [*paths, self._pages(folder)]

    def _linkedin(self, folder: Path, name: str, data: bytes) -> Path:
        path = folder / f"{self.once('file', 'LinkedIn')}_{name}"
        further = {member: table(*_further(member)) for member in _FURTHER}
        with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(path, "w") as written:
            for info in given.infolist():
                text = given.read(info).decode()
                written.writestr(info, _bytes(self._csv(text)))
            for member, text in further.items():
                info = zipfile.ZipInfo(member, given.infolist()[0].date_time)
                written.writestr(info, _bytes(self._csv(text)))
        return path

    def _csv(self, text: str) -> str:
        rows = list(csv.reader(io.StringIO(text)))
        at = next((n for n, row in enumerate(rows) if len(row) > 1 and row[0] != "Notes:"), 0)
        if not rows:
            return text
        header, out = rows[at], io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        if at:
            out.write(text[: text.index("\n\n") + 2])
        writer.writerow(header)
        writer.writerows(self._row(header, row, n) for n, row in enumerate(rows[at + 1 :]) if row)
        return out.getvalue()

    def _row(self, header: list[str], row: list[str], nth: int) -> Iterator[str]:
        told = {column.casefold(): cell for column, cell in zip(header, row, strict=False)}
        whole = self._whole_name(told)
        for column, cell in zip(header, row, strict=False):
            key = column.casefold()
            if whole is not None and key.endswith(("first name", "last name")):
                yield whole.partition(" ")[0 if key.endswith("first name") else 2]
            else:
                yield self._cell(key, cell, nth)

    def _whole_name(self, told: dict[str, str]) -> str | None:
        """Return the name of the person that a row is about."""
        first = next((value for key, value in told.items() if key.endswith("first name")), None)
        last = next((value for key, value in told.items() if key.endswith("last name")), "")
        return None if first is None else self.name(f"{first} {last}".strip())

    def _cell(self, key: str, cell: str, nth: int) -> str:
        if key in _CODES or (key in _DATES and cell):
            return cell
        if key in _PARTIES:
            return ", ".join(self.name(part.strip()) for part in cell.split(","))
        if key == "conversation id":
            return self.once("id", cell)
        if _URLS.search(key):
            return ",".join(self.once("url", one) if one else "" for one in cell.split(","))
        rarely = key in {"subject", "conversation title"}  # they tell what kind of message it is
        return self._said(
            "text" if key in _WORDS else "cell", cell, always=not rarely or nth % 3 == 0
        )

    def _said(self, kind: str, said: str, *, always: bool = True) -> str:
        """Return the same for the same words, which several downloads may hold."""
        if said:
            return self.once(kind, said)
        return self._fill("cell", said) if always and kind == "cell" else said

    def _facebook(self, folder: Path, which: Any) -> Path:
        written = exported_at(which)
        path = folder / f"facebook-{self.once('file', 'Facebook')}-{written:%Y-%m-%d}-AbCdEf12.zip"
        values = {
            member: _loaded(data) if member.endswith(".json") else data
            for member, data in facebook_export(which, "2022").items()
        }
        self._write_tree(path, values, written)
        return path

    def _write_tree(self, path: Path, values: dict[str, Any], written: datetime) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for member, value in values.items():
                data = value if isinstance(value, bytes) else _as_json(self.value(value))
                archive.writestr(zipfile.ZipInfo(self._path(member), written.timetuple()[:6]), data)

    def _path(self, member: str) -> str:
        """Return the path of a file; folders of conversations get another name."""
        *folders, name = member.split("/")
        if name.startswith("message_"):
            told, line, number = folders[-1].rpartition("_")
            folders[-1] = f"{self.once('file', told)}{line}{number}"
        return "/".join([*folders, name])

    def value(self, value: Any, key: str = "") -> Any:
        """Return a value of Facebook's JSON with all its texts filled."""
        if isinstance(value, dict):
            return {name: self.value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, key) for each in value]
        return self._string(value, key) if isinstance(value, str) else value

    def _string(self, said: str, key: str) -> str:
        if key in _FACEBOOK_CODES:
            return said
        if key in {"name", "sender_name", "actor", "author", "poker", "pokee", "full_name"}:
            return self.name(said)
        if key == "title" or _SYSTEM.search(said):
            return self._renamed(said)
        if key in {"content", "comment", "post"}:
            return self._said("text", said)
        return self._said("cell", said)

    def _renamed(self, said: str) -> str:
        """Return one of Facebook's own sentences with the names in it filled."""
        names = [name for kind, name in self._once if kind == "name" and name != "owner"]
        for name in sorted([*names, *OWNERS], key=len, reverse=True):
            said = said.replace(name, self.name(name))
        for name in names:
            first = name.partition(" ")[0]
            said = re.sub(rf"\b{re.escape(first)}\b", lambda _: "Somebody", said)
        return said

    def _pages(self, folder: Path) -> Path:
        writer = Writer(
            style="en 2024",
            zone=story.ZONE,
            owner=_plain(self.name(story.OWNER)),
            made=story.EXPORTED,
        )
        lists = {**story.LISTS, **story.titled("en")}
        pages = {
            "personal_information/profile_information/profile_information": writer.page("You", []),
            story.ZONE_PATH: writer.page("Time zone", [writer.block(None, story.ZONE, None)]),
            **{
                path: writer.thread(_plain(self.value(value)))
                for path, value in story.THREADS.items()
            },
            **{
                path: writer.people(title, _plain(self.value(value)))
                if "connections/" in path
                else writer.titled(title, _plain(self.value(value)))
                for path, (title, value) in lists.items()
            },
        }
        path = folder / f"facebook-{self.once('file', 'pages')}-2024-05-10-GhIjKl34.zip"
        self._write_tree(
            path, {f"{member}.html": page for member, page in pages.items()}, story.EXPORTED
        )
        return path


def _further(member: str) -> tuple[str, list[tuple[str, ...]]]:
    header, row = _FURTHER[member]
    return header, [row]


def _loaded(data: bytes) -> Any:
    """Return a member of Facebook's JSON with the texts as they are meant."""
    return _each_text(json.loads(data), lambda text: text.encode("latin-1").decode("utf-8"))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): _each_text(each, change) for key, each in value.items()}
    return [_each_text(each, change) for each in value] if isinstance(value, list) else value


def _bytes(text: str) -> bytes:
    """Return a text as UTF-8, in which a lone surrogate is a mistake."""
    return text.encode("utf-8", "surrogatepass")


def _as_json(value: Any) -> bytes:
    """Return a member of Facebook's JSON, each byte of the UTF-8 an escape of its own."""
    return json.dumps(_each_text(value, lambda text: _bytes(text).decode("latin-1"))).encode()


def _plain(value: Any) -> Any:
    """Return a value without lone surrogates, which no page can hold."""
    return _each_text(value, lambda text: text.encode("utf-8", "ignore").decode())
