"""What the downloads of a platform never hold, whatever was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.apart import EXAMPLE
from reciprocity.report.words import PLATFORMS, Data

if TYPE_CHECKING:
    from collections.abc import Collection

NEVER_EXPORTED: Final[dict[str, tuple[str, ...]]] = {
    "linkedin": (
        "Other people's likes and comments on what you posted.",
        "Who ended a connection, who blocked whom, who read what.",
        "Calls, other channels, and conversations that were deleted.",
        "Who asked whom to connect, more than about 180 days before an export.",
    ),
    # facebook.md section 10
    "facebook": (
        "Other people's likes and comments on what you posted.",
        "That, when and by whom you were unfriended, blocked or ignored.",
        "Requests that were cancelled, and requests of yours that were declined: they disappear.",
        "When a request that was accepted had been sent; who sent it is at best probable.",
        "When you declined a request: only when it came.",
        "What was read, and whether a message of yours landed among the message requests.",
        "End-to-end-encrypted chats where their own download is not given, chats that disappear.",
        "Anything outside the dates that were asked for.",
        "Which of two namesakes is meant, and why somebody has no name any more.",
    ),
}

UNSEEN: Final = (
    "Not to be seen here: likes and comments by others (never exported), calls, other channels, "
    "deleted conversations."
)
_UNSEEN_FACEBOOK: Final = (
    "Not to be seen here: likes and comments by others (never exported), encrypted chats that are "
    "not in these downloads, chats that disappear, other channels, deleted conversations."
)
_UNSEEN_BOTH: Final = (
    "Not to be seen here: likes and comments by others (never exported), calls on LinkedIn, "
    "encrypted chats that are not in these downloads, chats that disappear, other channels, "
    "deleted conversations."
)


UNSEEN_PEOPLE: Final[Data] = {
    "said": (
        "What is said face to face, by phone or in another app is in no archive. So a spouse, or a "
        "friend you phone, may look one-sided or silent here. Say so at the end of a file for "
        "--people, in words of your own: then they are shown without a verdict, and count for and "
        "against nobody."
    ),
    "toml": EXAMPLE,
}
"""People whom one talks to elsewhere, and how to say so."""


def never_exported(platforms: Collection[str]) -> list[Data]:
    """Return [{"platform", "said"}] for the platforms (codes) that are there.

    Without any that is known: what none of them exports, with an empty platform.
    """
    groups: list[Data] = [
        {"platform": word, "said": list(NEVER_EXPORTED[code])}
        for code, word in PLATFORMS.items()
        if code in platforms
    ]
    return groups or [{"platform": "", "said": list(NEVER_EXPORTED["linkedin"][:1])}]


def unseen(platforms: Collection[str]) -> str:
    """Return what a silence between people of these platforms may hide."""
    if "facebook" not in platforms:
        return UNSEEN
    return _UNSEEN_BOTH if "linkedin" in platforms else _UNSEEN_FACEBOOK
