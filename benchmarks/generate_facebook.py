"""Writes an invented Facebook download of any size in the layout of 2024 to 2026, and an empty one.

`python -m benchmarks.generate_facebook FOLDER` writes FOLDER/full and FOLDER/empty; the same
members for the same numbers, on every machine.
"""

from __future__ import annotations

import argparse
import codecs
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from benchmarks.facebook_threads import (
    EXPORTED,
    REQUESTS,
    ROOT,
    Somebody,
    Thread,
    files_of,
    folder_of,
    moment,
    somebody,
)
from benchmarks.writing import Writer, say, shares
from reciprocity.sample.dice import Dice
from reciprocity.sample.model import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MESSAGES: Final = 1_000_000
THREADS: Final = 2_300
NAME: Final = "facebook-johanna.teasdale-2026-06-15-AbCdEf12.zip"
_GROUPS: Final = 0.05  # of the threads
_TALKING: Final = 0.7  # of the friends
_STRANGE: Final = 0.3  # of the one-to-one threads: people who never were friends
_PHOTOS: Final = 200  # media that are there, though more are named
_ESCAPED: Final = "reciprocity.benchmarks.escaped"


def write_exports(folder: Path, *, messages: int, threads: int) -> tuple[Path, Path]:
    """Write the download of this size and the empty one, and return where they are."""
    friends, talks = build_threads(messages, threads)
    say(f"{len(friends):,} friends, {len(talks):,} threads, {messages:,} messages.")
    full = _write(folder / "full", friends, talks)
    return full, _write(folder / "empty", friends[:1], [])


def build_threads(messages: int, threads: int) -> tuple[list[Somebody], list[Thread]]:
    """Return the friends and all threads; a thread has one message at least."""
    dice = Dice("benchmark facebook")
    threads = max(1, min(threads, messages))
    friends = [somebody(i, friend=True) for i in range(int(threads * (1 - _STRANGE) / _TALKING))]
    strangers = [somebody(len(friends) + i, friend=False) for i in range(threads)]
    counts = shares(dice, threads, messages)
    known, unknown = iter(dice.shuffled(friends)), iter(strangers)
    talks = [_thread(dice, i, count, known, unknown) for i, count in enumerate(counts)]
    return friends, talks


def _thread(
    dice: Dice, number: int, count: int, known: Iterator[Somebody], unknown: Iterator[Somebody]
) -> Thread:
    is_group = dice.chance(_GROUPS)
    folder = "inbox" if is_group else folder_of(dice, count)
    strange = folder in REQUESTS or dice.chance(_STRANGE)
    first = next(unknown) if strange else next(known, None) or next(unknown)
    others = (somebody(9_000_000 + 10 * number + i, friend=False) for i in range(3))
    return Thread(
        number=number,
        folder=folder,
        others=(first, *others) if is_group else (first,),
        count=count,
    )


def _write(folder: Path, friends: Sequence[Somebody], threads: Sequence[Thread]) -> Path:
    """Write one member after the other, so that no more than a thread is held in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        put = partial(_put, archive)
        for path, value in _lists(friends).items():
            put(path, as_json(value))
        for number, thread in enumerate(threads, 1):
            for path, value in files_of(thread):
                put(path, as_json(value))
            if number <= _PHOTOS:
                put(f"{ROOT}/{thread.path}/photos/{number}_n.jpg", b"\xff\xd8\xff\xd9")
            if number % 500 == 0:
                say(f"{number:,} of {len(threads):,} threads.")
    say(f"Wrote {folder / NAME} ({(folder / NAME).stat().st_size / 1e6:.1f} MB).")
    return folder / NAME


def _put(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, EXPORTED.timetuple()[:6])
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def as_json(value: Any) -> bytes:
    r"""Return JSON as Facebook writes it: two spaces, and each byte of UTF-8 as \u00xx."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode().encode("ascii", _ESCAPED)


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    beyond = error.object[error.start : error.end].encode()
    return "".join(f"\\u{byte:04x}" for byte in beyond), error.end


codecs.register_error(_ESCAPED, _escape)


def _lists(friends: Sequence[Somebody]) -> dict[str, Any]:
    """Return path -> value of every list; their lengths go with the number of friends."""
    some = len(friends) // 10
    dice = Dice("benchmark facebook lists")
    strangers = iter([somebody(8_000_000 + i, friend=False) for i in range(6 * some)])
    timed = [_timed(dice, [next(strangers) for _ in range(some)]) for _ in range(5)]
    known = [{"name": one.name, "timestamp": one.befriended} for one in friends]
    graph, follows = "connections/friends", "connections/followers"
    activity = "your_facebook_activity"
    return {
        f"{graph}/your_friends.json": {"friends_v2": _newest_first(known)},
        f"{graph}/sent_friend_requests.json": {"sent_requests_v2": timed[0]},
        f"{graph}/received_friend_requests.json": {"received_requests_v2": timed[1]},
        f"{graph}/rejected_friend_requests.json": {"rejected_requests_v2": timed[2]},
        f"{graph}/removed_friends.json": {"deleted_friends_v2": timed[3]},
        f"{follows}/who_you've_followed.json": {"following_v3": timed[4]},
        f"{follows}/people_who_followed_you.json": {
            "followers_v3": [{"name": one.name} for one in strangers]
        },
        f"{activity}/comments_and_reactions/comments.json": {
            "comments_v2": _comments(friends, 3 * len(friends))
        },
        f"{activity}/comments_and_reactions/likes_and_reactions_1.json": _likes(
            friends, 5 * len(friends)
        ),
        f"{activity}/other_activity/pokes.json": {"pokes_v2": _pokes(friends[:some])},
        "personal_information/profile_information/profile_information.json": {
            "profile_v2": {"name": {"full_name": OWNER.name}, "emails": {"emails": []}}
        },
    }


def _timed(dice: Dice, people: Sequence[Somebody]) -> list[dict[str, Any]]:
    return _newest_first([{"name": p.name, "timestamp": int(moment(dice))} for p in people])


def _newest_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: -row["timestamp"])


def _comments(friends: Sequence[Somebody], count: int) -> list[dict[str, Any]]:
    return _newest_first([_comment(friends, number) for number in range(count)])


def _comment(friends: Sequence[Somebody], number: int) -> dict[str, Any]:
    dice = Dice(f"benchmark facebook comment {number}")
    person, at = dice.choose(friends), int(moment(dice))
    text = Writer(dice, person.language, person.name.split()[0]).message()
    return {
        "timestamp": at,
        "data": [{"comment": {"timestamp": at, "comment": text, "author": OWNER.name}}],
        "title": f"{OWNER.name} commented on {person.name}'s post.",
    }


def _likes(friends: Sequence[Somebody], count: int) -> list[dict[str, Any]]:
    dice = Dice("benchmark facebook likes")
    return _newest_first([_like(dice, dice.choose(friends)) for _ in range(count)])


def _like(dice: Dice, person: Somebody) -> dict[str, Any]:
    return {
        "timestamp": int(moment(dice)),
        "data": [{"reaction": {"reaction": "LIKE", "actor": OWNER.name}}],
        "title": f"{OWNER.name} likes {person.name}'s photo.",
    }


def _pokes(friends: Sequence[Somebody]) -> list[dict[str, Any]]:
    dice = Dice("benchmark facebook pokes")
    return [
        {"poker": p.name, "pokee": OWNER.name, "rank": 1, "timestamp": int(moment(dice))}
        for p in friends
    ]


def main() -> None:
    """Write both downloads and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    number = partial(parser.add_argument, type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    number("--messages", default=MESSAGES)
    number("--threads", default=THREADS)
    options = parser.parse_args()
    for path in write_exports(options.folder, messages=options.messages, threads=options.threads):
        print(path)


if __name__ == "__main__":
    main()
