"""The forms in which Facebook has handed out a download. Facts: facebook.md sections 1.2 to 4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each part lies, under which key, and how conversations are written.

    files: part -> (member, key), a bare list where the key is empty; what the layout does not
    have is not there. messages: the folder of the conversations. digits: names of their folders
    end in digits, else in ten characters. typed: messages and conversations name their type.
    lower: names of folders are in lower case. empty: folders whose section holds nothing.
    """

    messages: str
    files: dict[str, tuple[str, str]]
    digits: bool
    typed: bool
    lower: bool
    empty: tuple[str, ...]


_2019: Final = Layout(
    messages="messages",
    digits=False,
    typed=True,
    lower=False,
    empty=("events", "groups", "payment_history", "saved_items_and_collections", "stories"),
    files={
        "friends": ("friends/friends.json", "friends"),
        "sent": ("friends/sent_friend_requests.json", "sent_requests"),
        "received": ("friends/received_friend_requests.json", "received_requests"),
        "rejected": ("friends/rejected_friend_requests.json", "rejected_requests"),
        "removed": ("friends/removed_friends.json", "deleted_friends"),
        "following": ("following_and_followers/following.json", "following"),
        "blocked": (
            "messages/messenger_contacts_you've_blocked.json",
            "messenger_contacts_blocked",
        ),
        "comments": ("comments/comments.json", "comments"),
        "reactions": ("likes_and_reactions/posts_and_comments.json", "reactions"),
        "posts": ("posts/your_posts_1.json", ""),
        "wall": ("posts/other_people's_posts_to_your_timeline.json", "wall_posts_sent_to_you"),
        "pokes": ("other_activity/pokes.json", "pokes"),
        "profile": ("profile_information/profile_information.json", "profile"),
        "timezone": ("location/timezone.json", "timezone"),
        "language": ("preferences/language_and_locale.json", "language_and_locale"),
    },
)
_2022: Final = Layout(
    messages="messages",
    digits=False,
    typed=True,
    lower=True,
    empty=("events", "facebook_payments", "live_videos", "saved_items_and_collections", "stories"),
    files={
        "friends": ("friends_and_followers/friends.json", "friends_v2"),
        "sent": ("friends_and_followers/friend_requests_sent.json", "sent_requests_v2"),
        "received": ("friends_and_followers/friend_requests_received.json", "received_requests_v2"),
        "rejected": ("friends_and_followers/rejected_friend_requests.json", "rejected_requests_v2"),
        "removed": ("friends_and_followers/removed_friends.json", "deleted_friends_v2"),
        "following": ("friends_and_followers/who_you_follow.json", "following_v2"),
        "followers": ("friends_and_followers/people_who_follow_you.json", "followers_v2"),
        "blocked": (
            "messages/messenger_contacts_you've_blocked.json",
            "messenger_contacts_blocked_v2",
        ),
        "comments": ("comments_and_reactions/comments.json", "comments_v2"),
        "reactions": ("comments_and_reactions/posts_and_comments.json", "reactions_v2"),
        "posts": ("posts/your_posts_1.json", ""),
        "wall": ("posts/other_people's_posts_to_your_timeline.json", "wall_posts_sent_to_you_v2"),
        "pokes": ("other_activity/pokes.json", "pokes_v2"),
        "profile": ("profile_information/profile_information.json", "profile_v2"),
        "timezone": ("location/timezone.json", "timezone_v2"),
        "language": ("preferences/language_and_locale.json", "language_and_locale_v2"),
    },
)
_FRIENDS: Final = "connections/friends"
_ACTIVITY: Final = "your_facebook_activity"
_WAVES: Final = "waving_emojis_you_sent_after_your_friend_requests_were_accepted"
_2026: Final = Layout(
    messages=f"{_ACTIVITY}/messages",
    digits=True,
    typed=False,
    lower=True,
    empty=(
        f"{_ACTIVITY}/events",
        f"{_ACTIVITY}/facebook_payments",
        f"{_ACTIVITY}/stories",
        "connections/supervision",
        "logged_information/search",
    ),
    files={
        "friends": (f"{_FRIENDS}/your_friends.json", "friends_v2"),
        "sent": (f"{_FRIENDS}/sent_friend_requests.json", "sent_requests_v2"),
        "received": (f"{_FRIENDS}/received_friend_requests.json", "received_requests_v2"),
        "rejected": (f"{_FRIENDS}/rejected_friend_requests.json", "rejected_requests_v2"),
        "removed": (f"{_FRIENDS}/removed_friends.json", "deleted_friends_v2"),
        "waves": (f"{_FRIENDS}/{_WAVES}.json", ""),
        "following": ("connections/followers/who_you've_followed.json", "following_v3"),
        "followers": ("connections/followers/people_who_followed_you.json", "followers_v3"),
        "blocked": (
            f"{_ACTIVITY}/messages/messenger_contacts_you've_blocked.json",
            "messenger_contacts_blocked_v2",
        ),
        "comments": (f"{_ACTIVITY}/comments_and_reactions/comments.json", "comments_v2"),
        "reactions": (f"{_ACTIVITY}/comments_and_reactions/likes_and_reactions_1.json", ""),
        "posts": (f"{_ACTIVITY}/posts/your_posts__check_ins__photos_and_videos_1.json", ""),
        "pokes": (f"{_ACTIVITY}/other_activity/pokes.json", "pokes_v2"),
        "profile": (
            "personal_information/profile_information/profile_information.json",
            "profile_v2",
        ),
        "timezone": ("personal_information/profile_information/timezone.json", "timezone_v2"),
        "language": ("preferences/language_and_locale.json", "language_and_locale_v2"),
    },
)
LAYOUTS: Final = {"2019": _2019, "2022": _2022, "2026": _2026}
# What only some layouts hold: the same life, read from another, lacks these rows.
ONLY_IN: Final = {
    "waves": frozenset({"2026"}),
    "followers": frozenset({"2022", "2026"}),
    "wall": frozenset({"2019", "2022"}),
}
