"""One invented download, in JSON and in HTML of every style: threads, a group, lists of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.facebook.downloads import as_json, entries, message, moment, seconds, thread

if TYPE_CHECKING:
    from datetime import datetime

    from tests.facebook.html.writing import Writer

OWNER: Final = "Olive Öwner"
BO: Final = "Bo Li"
ANN: Final = "Ann Roe"
ZONE: Final = "Europe/Paris"
EXPORTED: Final[datetime] = moment("2024-05-10T12:00:00")

ROOT: Final = "your_facebook_activity/messages"
BO_DIR: Final = f"{ROOT}/inbox/boli_100000000000001/message_1"
ANN_DIR: Final = f"{ROOT}/inbox/annroe_100000000000002/message_1"
GROUP_DIR: Final = f"{ROOT}/inbox/bookclub_100000000000003/message_1"
REQUEST_DIR: Final = f"{ROOT}/message_requests/maxpitch_100000000000004/message_1"
GONE_DIR: Final = f"{ROOT}/inbox/100000000000005/message_1"
_FRIENDS: Final = "connections/friends"

THREADS: Final[dict[str, dict[str, Any]]] = {
    BO_DIR: thread(
        [BO, OWNER],
        [
            message(BO, "2021-07-01T10:00:03.250", "You are now connected on Messenger"),
            message(OWNER, "2021-07-01T10:00:40.100", "Thank you <b>Bo</b> & all"),
            message(BO, "2021-12-24T23:30:00", "Ã© is what I typed, and é"),
            message(BO, "2021-12-24T23:30:20", "ok"),
            message(BO, "2021-12-24T23:30:20.500", "two\nlines  here"),
            message(BO, "2022-03-01T08:00:00", reactions=[{"reaction": "❤", "actor": OWNER}],
                    photos=[{"uri": "your_facebook_activity/messages/inbox/x/photos/1.jpg"}]),
            message(OWNER, "2022-03-02T08:00:00", "https://example.org/a?b=1&c=2",
                    share={"link": "https://example.org/a?b=1&c=2"}),
            message(BO, "2022-03-03T08:00:00", "Bo called you.", call_duration=300),
            message(OWNER, "2022-03-04T12:00:00", "", is_unsent=True),
        ],
    ),
    ANN_DIR: thread(
        [ANN, OWNER],
        [
            message(OWNER, "2023-01-31T12:00:00", "Lunch?"),
            message(ANN, "2023-08-31T00:15:59", "Gladly 🌻", reactions=[
                {"reaction": "😆", "actor": OWNER}, {"reaction": "👍", "actor": ANN}]),
        ],
    ),
    GROUP_DIR: {
        **thread(
            [BO, ANN, OWNER],
            [
                message(ANN, "2023-02-01T12:00:00", "Who reads what?"),
                message(OWNER, "2023-02-01T12:01:00", "Nothing"),
            ],
        ),
        "title": "Book club",
    },
    REQUEST_DIR: thread(
        ["Max Pitch", OWNER],
        [message("Max Pitch", "2024-02-01T12:00:00", "My new book is out, please share it.")],
        is_pending=True,
    ),
    GONE_DIR: thread(
        ["", OWNER],
        [message("", "2019-02-01T12:00:00", "Nobody says this")],
    ),
}  # fmt: skip

LISTS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    f"{_FRIENDS}/your_friends": (
        "Friends",
        entries("friends_v2", [(BO, "2021-07-01T10:00:01"), ("O'Ñeil Ä", "2019-02-03T04:05:06")]),
    ),
    f"{_FRIENDS}/sent_friend_requests": (
        "Sent friend requests", entries("sent_requests_v2", [("Sam Sent", "2024-03-01T00:00:01")]),
    ),
    f"{_FRIENDS}/received_friend_requests": (
        "Received friend requests",
        entries("received_requests_v2", [("Rita Rec", "2024-04-01T22:59:59")]),
    ),
    f"{_FRIENDS}/rejected_friend_requests": (
        "Rejected", entries("rejected_requests_v2", [("Rob Rej", "2022-04-01T00:00:01")]),
    ),
    f"{_FRIENDS}/removed_friends": (
        "Removed friends", entries("deleted_friends_v2", [("Dan Gone", "2021-04-01T00:00:01")]),
    ),
    "connections/followers/who_you've_followed": (
        "Following", entries("following_v3", [("Fay Far", "2024-03-02T12:00:01")]),
    ),
    "connections/followers/people_who_followed_you": (
        "Followers", {"followers_v3": [{"name": "Fil Foll"}]},
    ),
}  # fmt: skip

_ACTIVITY: Final = "your_facebook_activity"
_COMMENTED: Final = {
    "en": [
        f"{OWNER} commented on {ANN}'s post.", f"{OWNER} replied to his own comment.",
        f"{OWNER} replied to {BO}'s comment.",
    ],
    "es": [
        f"{OWNER} ha comentado la publicación de {ANN}.", f"{OWNER} ha comentado.",
        f"{OWNER} ha respondido al comentario de {BO}.",
    ],
    "fr": [
        f"{OWNER} a commenté la publication d'{ANN}.", f"{OWNER} a commenté.",
        f"{OWNER} a répondu au commentaire de {BO}.",
    ],
}  # fmt: skip


def _row(at: str, title: str | None, **data: Any) -> dict[str, Any]:
    """Return a record of what the owner did, with one thing in its data."""
    titled = {} if title is None else {"title": title}
    return {"timestamp": seconds(at), **titled, "data": [data]}


def titled(language: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the lists whose titles are known in a language (section 3): all in English alone."""
    words = ("Well said 🌻\nand so on", "Me again", "Ã© stays")
    times = ("2023-05-01T10:00:10", "2023-05-01T10:01:20", "2021-12-24T23:30:59")
    comments = [
        _row(at, title, comment={"timestamp": seconds(at), "comment": text, "author": OWNER})
        for at, title, text in zip(times, _COMMENTED.get(language, []), words, strict=False)
    ]
    found = {f"{_ACTIVITY}/comments_and_reactions/comments": (
        "Comments", {"comments_v2": comments})} if comments else {}  # fmt: skip
    return {**found, **_ENGLISH} if language == "en" else found


_ENGLISH: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    f"{_ACTIVITY}/comments_and_reactions/likes_and_reactions_1": ("Reactions", {"reactions_v2": [
        _row("2023-06-01T10:00:10", f"{OWNER} liked {ANN}'s post.",
             reaction={"reaction": "LIKE", "actor": OWNER}),
        _row("2023-06-01T10:00:20", f"{OWNER} liked a post.",
             reaction={"reaction": "LIKE", "actor": OWNER}),
        _row("2023-06-01T10:00:30", f"{OWNER} reacted to {BO}'s photo.",
             reaction={"reaction": "HAHA", "actor": OWNER}),
    ]}),
    f"{_ACTIVITY}/posts/your_posts__check_ins__photos_and_videos_1": ("Posts", {"posts_v2": [
        _row("2023-06-02T10:00:10", f"{OWNER} wrote on {BO}'s timeline.", post="Happy birthday"),
        _row("2023-06-02T10:00:20", f"{OWNER} updated his status.", post="So tired"),
        _row("2023-06-02T10:00:30", None, post="No title at all"),
    ]}),
    f"{_ACTIVITY}/posts/other_people's_posts_to_your_timeline": ("Posts to you", {
        "wall_posts_sent_to_you_v2": [
            _row("2019-06-02T10:00:10", f"{ANN} wrote on your timeline.", post="Happy birthday")]}),
    f"{_ACTIVITY}/other_activity/pokes": ("Pokes", {"pokes_v2": [
        {"poker": BO, "pokee": OWNER, "rank": 1, "timestamp": seconds("2020-01-02T10:00:10")},
        {"poker": OWNER, "pokee": ANN, "rank": 2, "timestamp": seconds("2020-01-03T10:00:10")},
    ]}),
}  # fmt: skip

_UNSENT: Final = {
    "en": "This message was unsent",
    "es": "Este mensaje no se ha enviado",
    "fr": "Ce message n'a pas été envoyé",
    "de": "",
}
ZONE_PATH: Final = "personal_information/profile_information/timezone"
_PROFILE: Final = "personal_information/profile_information/profile_information"


def in_json(language: str = "en") -> dict[str, bytes]:
    """Return the members of the download in JSON, with titles in the account's language."""
    return {
        f"{_PROFILE}.json": as_json({"profile_v2": {"name": {"full_name": OWNER}}}),
        f"{ZONE_PATH}.json": as_json({"timezone_v2": ZONE}),
        **{f"{path}.json": as_json(value) for path, value in THREADS.items()},
        **{f"{path}.json": as_json(value) for path, (_, value) in LISTS.items()},
        **{f"{path}.json": as_json(value) for path, (_, value) in titled(language).items()},
    }


def in_html(writer: Writer) -> dict[str, bytes]:
    """Return the same in HTML. That a message was unsent is a line in the account's language."""
    unsent = _UNSENT[writer.language]
    written = {
        path: {**value, "messages": [_without_flags(m, unsent) for m in value["messages"]]}
        for path, value in THREADS.items()
    }
    return {
        f"{_PROFILE}.html": writer.page("Profile information", []),
        f"{ZONE_PATH}.html": writer.page("Time zone", [writer.block(None, ZONE, None)]),
        **{f"{path}.html": writer.thread(value) for path, value in written.items()},
        **{f"{path}.html": writer.people(*told) for path, told in LISTS.items()},
        **{f"{path}.html": writer.titled(*told) for path, told in titled(writer.language).items()},
    }


def _without_flags(message: dict[str, Any], unsent: str) -> dict[str, Any]:
    return {**message, "content": unsent} if message.get("is_unsent") else message
