"""Every file of a Facebook download by name: read by a reader, or known and ignored.

The tables are the place to add a file to, spelt as Facebook spells it; `#` stands for a number. A
member is matched by the last parts of its path alone, so one entry serves every layout, wrapper
folder and part of a download. Facts: facebook.md sections 1 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from reciprocity.sources.facebook import engagement, lists
from reciprocity.sources.facebook.source import Source
from reciprocity.sources.part import Part

ReadList = Callable[[Source], Part]

HTML_KIND: Final = "html"  # of a download since 2018 that holds nothing in JSON


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one kind of list is read. folders: where it must lie when its name alone says little.

    covers: the activities that the list can show. contacts: it tells of people beside events.
    strong: a list of this name is Facebook's and nobody else's.
    """

    kind: str
    names: tuple[str, ...]
    read: ReadList | None
    folders: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    contacts: bool = False
    strong: bool = False


RULES: Final = (
    Rule(
        kind="friends",
        names=("friends", "your_friends"),
        read=lists.read_friends,
        covers=("connected",),
        contacts=True,
        strong=True,
    ),
    Rule(
        kind="sent requests",
        names=("sent_friend_requests", "friend_requests_sent"),
        read=lists.read_sent_requests,
        covers=("request_sent",),
        strong=True,
    ),
    Rule(
        kind="received requests",
        names=("received_friend_requests", "friend_requests_received"),
        read=lists.read_received_requests,
        covers=("request_received",),
        strong=True,
    ),
    Rule(
        kind="rejected requests",
        names=("rejected_friend_requests",),
        read=lists.read_rejected_requests,
        covers=("request_declined",),
        strong=True,
    ),
    Rule(
        kind="removed friends",
        names=("removed_friends",),
        read=lists.read_removed_friends,
        covers=("disconnected",),
        strong=True,
    ),
    Rule(
        kind="waves to new friends",
        names=("waving_emojis_you_sent_after_your_friend_requests_were_accepted",),
        read=lists.read_waves,
        strong=True,
    ),
    Rule(
        kind="following",
        names=("who_you've_followed", "who_you_follow"),
        read=lists.read_following,
        covers=("follow",),
        strong=True,
    ),
    Rule(
        kind="following",
        names=("following",),
        folders=("following_and_followers", "friends_and_followers"),
        read=lists.read_following,
        covers=("follow",),
    ),
    Rule(
        kind="followers",
        names=("people_who_followed_you", "people_who_follow_you"),
        read=lists.read_followers,
        strong=True,
    ),
    Rule(
        kind="followers",
        names=("followers",),
        folders=("following_and_followers", "friends_and_followers"),
        read=lists.read_followers,
    ),
    Rule(
        kind="blocked in Messenger",
        names=("messenger_contacts_you've_blocked",),
        read=lists.read_blocked,
        covers=("block",),
        contacts=True,
        strong=True,
    ),
    Rule(
        kind="comments",
        names=("comments",),
        folders=("comments", "comments_and_reactions"),
        read=engagement.read_comments,
        covers=("comment",),
    ),
    Rule(
        kind="reactions",
        names=("posts_and_comments", "likes_and_reactions", "likes_and_reactions_#"),
        read=engagement.read_reactions,
        covers=("reaction",),
    ),
    Rule(
        kind="own posts",
        names=(
            "your_posts",
            "your_posts_#",
            "your_posts__check_ins__photos_and_videos_#",
            "posts_on_other_pages_and_profiles",
        ),
        read=engagement.read_own_posts,
        covers=("wall_post",),
    ),
    Rule(
        kind="posts by others",
        names=("other_people's_posts_to_your_timeline",),
        read=engagement.read_others_posts,
        covers=("wall_post",),
        strong=True,
    ),
    Rule(kind="pokes", names=("pokes",), read=engagement.read_pokes, covers=("poke",)),
    Rule(
        kind="people visited or dealt with",
        names=("people_and_friends", "recently_visited"),
        read=None,
        contacts=True,
    ),
)

# What the conversations show about either side.
THREAD_COVERS: Final = ("message", "message_request_accepted", "call", "reaction")

_THREAD: Final = ("message", "message_#")
_PROFILE: Final = ("profile_information",)
_SECRET: Final = ("secret_conversations",)
# The one file of all conversations, and the page in front, of 2014 to 2018.
_OLD_PAGES: Final = ("messages", "index", "start_here", "contact_info", "wall", "timeline")

_IGNORED: Final = (
    "people_you_may_know", "suggested_friends", "friends_you_see_less", "friend_peer_group",
    "your_post_audiences", "conversations_that_you've_reported", "your_recently_followed_history",
    "followed_pages", "unfollowed_pages", "unfollowed_profiles", "recently_viewed",
    "comments", "feed", "profile_update_history",
    "story_reactions", "archived_stories", "your_group_messages", "your_community_chat_messages",
    "account_activity", "notifications",
    "conversations_you_had_as_a_buyer", "conversations_you_had_as_a_seller",
    "autofill_information", "secret_groups", "messaging_settings", "support_messages",
    "ai_conversations", "chat_invites_received", "messenger_ui_settings", "your_address_books",
    "your_photos", "your_videos", "your_uncategorized_photos",
)  # fmt: skip

# Folders whose files are known whatever their names are. What lies in the folders of friends,
# followers, messages, comments and posts is not: a new name there is worth a look.
_IGNORED_FOLDERS: Final = (
    "about_you", "activity_you're_tagged_in", "ads", "ads_information", "album",
    "apps_and_websites", "apps_and_websites_off_of_facebook", "bug_bounty",
    "calls_and_messages", "events", "facebook_accounts_center", "facebook_assistant",
    "facebook_gaming", "facebook_marketplace", "facebook_news", "facebook_payments",
    "fundraisers", "groups", "journalist_registration", "live_audio_rooms", "location",
    "location_history", "marketplace", "music_recommendations", "network_information",
    "news_feed", "notifications", "other_logged_information", "other_personal_information",
    "pages", "pages_and_profiles", "payment_history", "polls", "preferences", "privacy_checkup",
    "profile_information", "reviews", "saved_items", "saved_items_and_collections", "search",
    "search_history", "security_and_login_information", "short_videos", "spark_ar", "stories",
    "your_community_chat_messages", "your_group_messages", "your_interactions_on_facebook",
    "your_places", "your_problem_reports", "your_topics",
)  # fmt: skip

# Folders of pictures, films and attachments: never opened.
_MEDIA_FOLDERS: Final = ("photos", "videos", "audio", "gifs", "files", "stickers_used", "media")
_MEDIA_ENDINGS: Final = frozenset({
    "jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "svg", "mp4", "mov", "webm", "3gp", "avi",
    "mp3", "aac", "m4a", "wav", "ogg", "opus", "pdf", "css", "js", "ico", "srt", "vcf", "ics",
})  # fmt: skip

# Roots and folders that only a Facebook download has, or nearly so (section 1.2).
_MARKS: Final = (
    "friends_and_followers", "following_and_followers", "your_activity_across_facebook",
    "your_facebook_activity", "this_profile's_activity_across_facebook",
    "comments_and_reactions", "likes_and_reactions", "e2ee_cutover", "filtered_threads",
)  # fmt: skip
_BOXES: Final = (
    "inbox", "archived_threads", "filtered_threads", "message_requests", "e2ee_cutover",
    "legacy_threads",
)  # fmt: skip


class Form(Enum):
    """What a member is, from its path alone. PAGE: a known file in HTML."""

    LIST = "list"
    THREAD = "thread"
    PROFILE = "profile"
    ENCRYPTED = "encrypted"
    TIMEZONE = "time zone"
    LANGUAGE = "language"
    PAGE = "page"
    MEDIA = "media"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a member is; kind: of a list or page the kind of its rule, else the form's name.

    twin: of a page since 2018, what the same would be in JSON.
    """

    form: Form
    kind: str
    rule: Rule | None = None
    twin: Form | None = None


@lru_cache(maxsize=4096)  # the same few folders hold tens of thousands of members
def fold(name: str) -> str:
    """Return a name as it is compared: ASCII letters and digits alone, in lower case.

    Apostrophes come as themselves, typographic, as `_`, or mangled by a zip program (section 1.2).
    """
    plain = name.casefold().replace("#u2019", "")
    return "".join(c for c in plain if c.isascii() and c.isalnum())


@lru_cache(maxsize=1 << 16)  # asked twice of every member: whose download it is, and what it holds
def place_of(path: str) -> Place:
    """Return what the member at this path inside an archive is."""
    *folders, name = path.split("/")
    stem, _, ending = name.rpartition(".")
    ending = ending.casefold()
    if fold(name) == "nodatatxt":
        return Place(form=Form.IGNORED, kind="no data")
    if (folders and fold(folders[-1]) in _MEDIA) or ending in _MEDIA_ENDINGS:
        return Place(form=Form.MEDIA, kind="media")
    known = _known(_without_copy_mark(stem), tuple(fold(each) for each in folders))
    if ending == "json":
        return known
    if ending in {"html", "htm"} and (known.form is not Form.UNKNOWN or _is_old_page(path)):
        # Until April 2018 other pages lay in other places (section 1.2).
        old = ending == "htm" or known.form is Form.UNKNOWN or _is_old_page(path)
        twin = None if old else known.form
        return Place(form=Form.PAGE, kind=known.kind, rule=None if old else known.rule, twin=twin)
    return Place(form=Form.UNKNOWN, kind="unknown")


def _known(stem: str, folders: tuple[str, ...]) -> Place:
    folded, parent = fold(stem), folders[-1] if folders else ""
    for form, names in _SPECIAL:
        if names.fullmatch(folded):
            return Place(form=form, kind=form.value)
    rule = next((r for r in RULES if _names(r).fullmatch(folded) and _fits(r, parent)), None)
    if rule:
        return Place(form=Form.LIST, kind=rule.kind, rule=rule)
    if _IGNORED_NAMES.fullmatch(folded) or _IGNORED_AT.intersection(folders):
        return Place(form=Form.IGNORED, kind="ignored")
    return Place(form=Form.UNKNOWN, kind="unknown")


def _fits(rule: Rule, parent: str) -> bool:
    return not rule.folders or not parent or parent in {fold(each) for each in rule.folders}


def _without_copy_mark(stem: str) -> str:
    """Return a stem without the `(1)` of a second download of the same file."""
    return re.sub(r" ?\([0-9]+\)\Z", "", stem)


def _is_old_page(path: str) -> bool:
    *folders, name = path.split("/")
    stem, parent = fold(name.rpartition(".")[0]), fold(folders[-1]) if folders else ""
    numbered = parent == "messages" and stem.isdigit()
    return numbered or parent == "html" or bool(_pattern(_OLD_PAGES).fullmatch(stem))


def is_mark(folder: str) -> bool:
    """Return whether a folder's name is Facebook's own."""
    return fold(folder) in _FACEBOOK_FOLDERS


def is_box(folder: str) -> bool:
    """Return whether a folder of this name holds one folder for each conversation."""
    return fold(folder) in _BOX_FOLDERS


def is_known_folder(folder: str) -> bool:
    """Return whether a folder's name is Facebook's for what is read, and so nobody's."""
    return fold(folder) in _FACEBOOK_FOLDERS | _BOX_FOLDERS | _RULE_FOLDERS


def media_folder(folder: str) -> bool:
    """Return whether a folder of this name holds pictures, films or attachments."""
    return fold(folder) in _MEDIA


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    folded = ("[0-9]+".join(fold(piece) for piece in name.split("#")) for name in names)
    return re.compile("|".join(folded))


def _names(rule: Rule) -> re.Pattern[str]:
    return _pattern(rule.names)


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


_MEDIA: Final = _folded(_MEDIA_FOLDERS)
_FACEBOOK_FOLDERS: Final = _folded(_MARKS)
_BOX_FOLDERS: Final = _folded(_BOXES)
_IGNORED_AT: Final = _folded(_IGNORED_FOLDERS)
_RULE_FOLDERS: Final = _folded(("friends", "followers", "connections", "messages", "posts"))
_IGNORED_NAMES: Final = _pattern(_IGNORED)
_SPECIAL: Final = (
    (Form.THREAD, _pattern(_THREAD)),
    (Form.PROFILE, _pattern(_PROFILE)),
    (Form.ENCRYPTED, _pattern(_SECRET)),
    (Form.TIMEZONE, _pattern(("timezone",))),
    (Form.LANGUAGE, _pattern(("language_and_locale", "preferred_language"))),
)


def spelt_files() -> tuple[str, ...]:
    """Return every name of a file as Facebook spells it, `#` for a number."""
    special = (*_THREAD, *_PROFILE, *_SECRET, "timezone", "language_and_locale", *_OLD_PAGES)
    return (*(name for rule in RULES for name in rule.names), *special, *_IGNORED)


def spelt_folders() -> tuple[str, ...]:
    """Return every name of a folder as Facebook spells it."""
    told = (folder for rule in RULES for folder in rule.folders)
    return (*told, *_IGNORED_FOLDERS, *_MEDIA_FOLDERS, *_MARKS, *_BOXES, "friends", "followers",
            "connections", "messages", "posts")  # fmt: skip
