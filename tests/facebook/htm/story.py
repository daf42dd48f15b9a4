"""One invented story, as pages of before May 2018 and as the JSON that Facebook wrote later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.exports import write_zip
from tests.facebook.downloads import as_json, entries, message
from tests.facebook.downloads import thread as json_thread
from tests.facebook.htm.writing import (
    EXPORTED,
    HEADINGS,
    ME,
    NAME,
    day,
    meta,
    page,
    said,
    section,
    single_thread,
    thread,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

JANA: Final = "Jana Nováková"
GONE: Final = "100001234567890@facebook.com"

# Folder in JSON: others, and (sender, moment in UTC, words), in the order in which they came.
# Whoever is gone has no name in JSON, and an id in the pages.
TALKS: Final[dict[str, tuple[tuple[str, ...], list[tuple[str, str, str]]]]] = {
    "annroe_AAAAAAAAAA": (("Ann Roe",), [
        (ME, "2013-10-05T05:04:10", "Hi Ann & all <friends>"),
        ("Ann Roe", "2013-10-05T05:05:20", "Hello 🌻 ünd so"),
        ("Ann Roe", "2013-10-05T05:05:40", "ok"),
        ("Ann Roe", "2013-10-05T05:05:50", "ok"),
        (ME, "2017-02-03T23:59:59", "Long time no see\nHow are you?"),
    ]),
    "jananovakova_BBBBBBBBBB": ((JANA,), [
        (JANA, "2016-03-04T00:00:01", "You are now connected on Messenger"),
        (JANA, "2016-03-04T08:00:01", "Ahoj, jak se máš?"),
        (ME, "2016-07-04T12:30:00", "Dobře"),
    ]),
    "group_CCCCCCCCCC": (("Ann Roe", "Bo Li"), [
        ("Bo Li", "2017-05-01T10:00:30", "Lunch on Friday?"),
        (ME, "2017-05-01T10:01:30", "Gladly."),
        ("Ann Roe", "2017-05-01T10:01:31", "Me too"),
    ]),
    "DDDDDDDDDD": (("",), [
        ("", "2015-01-02T03:04:05", "Do you remember me?"),
        (ME, "2015-01-02T03:05:05", "Of course"),
    ]),
}  # fmt: skip

LISTS: Final[dict[str, list[tuple[str, str]]]] = {
    "friends": [
        ("Bo Li", "2017-03-15T13:00:00"),
        ("Ann Roe", "2011-12-26T22:30:00"),
        ("Kim (Kimmy) Vo (KV)", "2010-02-28T00:30:00"),
    ],
    "sent_requests": [("Sam Sent", "2017-05-20T09:00:00")],
    "received_requests": [("Rita Rec", "2016-12-31T23:30:00"), ("Ravi Rec", "2012-01-01T00:30:00")],
    "rejected_requests": [("Rob Rej", "2014-05-05T05:05:05")],
    "deleted_friends": [("Dan Gone", "2014-06-06T06:06:06")],
}
_PATHS: Final = {
    "friends": "friends/friends.json",
    "sent_requests": "friends/sent_friend_requests.json",
    "received_requests": "friends/received_friend_requests.json",
    "rejected_requests": "friends/rejected_friend_requests.json",
    "deleted_friends": "friends/removed_friends.json",
}
FOLLOWERS: Final = ("Fay Far", "Flo Follow")


def write_json(folder: Path) -> Path:
    """Write the story in the JSON of 2018, which began where the pages end."""
    members: dict[str, Any] = {
        _PATHS[key]: as_json(entries(key, rows)) for key, rows in LISTS.items()
    }
    members["profile_information/profile_information.json"] = as_json(
        {"profile": {"name": {"full_name": ME}}}
    )
    followers = {"followers": [{"name": name} for name in FOLLOWERS]}
    members["following_and_followers/followers.json"] = as_json(followers)
    for name, (others, talk) in TALKS.items():
        told = json_thread([*others, ME], [message(*each) for each in talk])
        members[f"messages/inbox/{name}/message.json"] = as_json(told)
    return write_zip(folder / NAME, members, at=EXPORTED)


def write_pages(folder: Path, language: str = "en", *, since_october: bool = False) -> Path:
    """Write the story as pages: one of all conversations or, since October 2017, one of each."""
    members: dict[str, str | bytes] = {"html/friends.htm": friends_page(language)}
    if not since_october:
        contents = "".join(
            thread(_named(others, ME), _newest_first(talk, language))
            for others, talk in TALKS.values()
        )
        return write(folder, {**members, "html/messages.htm": page(contents)})
    links = ""
    for number, (others, talk) in enumerate(TALKS.values(), start=7):
        contents = single_thread(_named(others), _newest_first(talk, language))
        members[f"messages/{number}.html"] = page(contents, owner=None)
        links += f'<p><a href="../messages/{number}.html">{", ".join(_named(others))}</a></p>'
    return write(folder, {**members, "html/messages.htm": page(links)})


def friends_page(language: str = "en", *, dated: bool = True) -> str:
    """Return friends.htm."""
    headings = HEADINGS[language]
    listed = "".join(
        section(headings[key], [f"{n} ({day(at, language)})" if dated else n for n, at in rows])
        for key, rows in LISTS.items()
    )
    return page(listed + section(headings["followers"], FOLLOWERS), "Friends")


def _named(others: tuple[str, ...], *more: str) -> list[str]:
    return [*(name or GONE for name in others), *more]


def _newest_first(talk: list[tuple[str, str, str]], language: str) -> list[str]:
    """Return the messages as a page has them; those of one minute stay in their order."""
    return [said(by or GONE, meta(at, language), words) for by, at, words in reversed(talk)]
