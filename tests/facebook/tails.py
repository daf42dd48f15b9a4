"""Downloads whose threads share one tail, and the same with a tail for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.inspection import read
from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message, moment, thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME: Final = "Olive Owner"
ROOT: Final = "your_facebook_activity/messages"
TAIL: Final = "AbC_eF-hIj"
EVERYBODY: Final = {"ann": "Ann Roe", "bo": "Bo Li", "cy": "Cy Dee", "di": "Di Fox", "ed": "Ed Gum"}
JUNE: Final = "2021-06-10"
LATER: Final = "2021-09-10"
LAST: Final = "2021-12-10"


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A thread in one download. key: whose it is for good; name: what it is called by then.

    title: that of a group. said: by whom, at which moment, which words.
    """

    key: str
    name: str
    said: Sequence[tuple[str, str, str]]
    box: str = "inbox"
    title: str | None = None
    people: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """What the folder's name begins with."""
        plain = "".join(c for c in (self.title or self.name).casefold() if c.isalnum())
        return plain or "facebookuser"

    def value(self) -> dict[str, Any]:
        """Return the thread as the file holds it."""
        told = thread([*(self.people or (self.name,)), ME], [message(*each) for each in self.said])
        return told if self.title is None else {**told, "title": self.title}


def talk(key: str, *months: int, name: str | None = None, **keys: Any) -> Talk:
    """Return a thread in which the other one and the owner have written once in some months.

    Minutes and words of the other one are nobody else's; the owner says the same to everybody.
    """
    called = EVERYBODY[key] if name is None else name
    minute = list(EVERYBODY).index(key)
    said = [
        each
        for month in months
        for each in (
            (called, f"2021-{month:02}-03T10:{minute:02}:00", f"{month} from {key}"),
            (ME, f"2021-{month:02}-03T11:00:00", f"{month} to you"),
        )
    ]
    return Talk(key=key, name=called, said=said, **keys)


def download(
    folder: Path, day: str, talks: Sequence[Talk], *, tail: str | None = TAIL, **members: Any
) -> Path:
    """Write a download of a day; without a tail for all, each thread has its own."""
    files = {
        f"{ROOT}/{each.box}/{each.slug}_{tail or f'{each.key:0<10}'}/message_1.json": each.value()
        for each in talks
    }
    profile = "personal_information/profile_information/profile_information.json"
    files |= {
        profile: {"profile_v2": {"name": {"full_name": ME}}},
        "connections/friends/your_friends.json": entries(
            "friends_v2", [("Zoe Old", "2009-01-05T10:00:00")]
        ),
        **members,
    }
    folder.mkdir(exist_ok=True)
    path = folder / f"facebook-olive-{day}-AbCdEf12.zip"
    written = {name: as_json(value) for name, value in files.items()}
    return write_zip(path, written, at=moment(f"{day}T12:00:00"))


def whole_log(inspection: Inspection) -> list[dict[str, Any]]:
    """Return the whole log, with the place of each conversation among all and no tails."""
    log = inspection.events.with_columns(
        pl.col("conversation_id").cast(pl.String),
        pl.col("member").cast(pl.String).str.replace(r"_.{10}/message_", "/message_"),
    )
    order = log["conversation_id"].unique(maintain_order=True).to_list()
    return [
        {**row, "conversation_id": order.index(row["conversation_id"])}
        for row in log.iter_rows(named=True)
    ]


def both_ways(tmp_path: Path, *downloads: tuple[str, Sequence[Talk]]) -> tuple[Inspection, ...]:
    """Read downloads whose threads share one tail, and the same with a tail for each."""
    return tuple(
        read([download(tmp_path / str(tail), day, talks, tail=tail) for day, talks in downloads])
        for tail in (TAIL, None)
    )


def conversations(inspection: Inspection) -> dict[str, int]:
    """Return how many conversations there are with each person; of groups with each voice."""
    spoken = inspection.events.filter(pl.col("conversation_id").is_not_null())
    counted = spoken.group_by("person_id").agg(pl.col("conversation_id").n_unique())
    return dict(counted.iter_rows())


def each_once(*names: str) -> dict[str, int]:
    """Return one conversation for each name."""
    return dict.fromkeys((f"facebook:name/{name.lower()}" for name in names), 1)


ALL: Final = [talk(key, 3, 4) for key in EVERYBODY]
