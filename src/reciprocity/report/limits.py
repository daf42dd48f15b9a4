"""What the downloads of a platform never hold, whatever was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.apart import example
from reciprocity.report.language import N_, _
from reciprocity.report.words import PLATFORMS, Data

if TYPE_CHECKING:
    from collections.abc import Collection

NEVER_EXPORTED: Final[dict[str, tuple[str, ...]]] = {
    "linkedin": (
        N_("Other people's likes and comments on what you posted."),
        N_("Who ended a connection, who blocked whom, who read what."),
        N_("Calls, other channels, and conversations that were deleted."),
        N_("Who asked whom to connect, more than about 180 days before an export."),
    ),
    # facebook.md section 10
    "facebook": (
        N_("Other people's likes and comments on what you posted."),
        N_("That, when and by whom you were unfriended, blocked or ignored."),
        N_(
            "Requests that were cancelled, and requests of yours that were declined: they "
            "disappear."
        ),
        N_("When a request that was accepted had been sent; who sent it is at best probable."),
        N_("When you declined a request: only when it came."),
        N_("What was read, and whether a message of yours landed among the message requests."),
        N_(
            "End-to-end-encrypted chats where their own download is not given, chats that "
            "disappear."
        ),
        N_("Anything outside the dates that were asked for."),
        N_("Which of two namesakes is meant, and why somebody has no name any more."),
    ),
}

UNSEEN: Final = N_(
    "Not to be seen here: likes and comments by others (never exported), calls, other channels, "
    "deleted conversations."
)
_UNSEEN_FACEBOOK: Final = N_(
    "Not to be seen here: likes and comments by others (never exported), encrypted chats that are "
    "not in these downloads, chats that disappear, other channels, deleted conversations."
)
_UNSEEN_BOTH: Final = N_(
    "Not to be seen here: likes and comments by others (never exported), calls on LinkedIn, "
    "encrypted chats that are not in these downloads, chats that disappear, other channels, "
    "deleted conversations."
)


def unseen_people() -> Data:
    """Return {"said", "toml"}: people whom one talks to elsewhere, and how to say so."""
    return {"said": _(_UNSEEN_PEOPLE), "toml": example()}


_UNSEEN_PEOPLE: Final = N_(
    "What is said face to face, by phone or in another app is in no archive. So a spouse, or a "
    "friend you phone, may look one-sided or silent here. Say so at the end of a file for "
    "--people, in words of your own: then they are shown without a verdict, and count for and "
    "against nobody."
)


def never_exported(platforms: Collection[str]) -> list[Data]:
    """Return [{"platform", "said"}] for the platforms (codes) that are there.

    Without any that is known: what none of them exports, with an empty platform.
    """
    groups: list[Data] = [
        {"platform": word, "said": [_(text) for text in NEVER_EXPORTED[code]]}
        for code, word in PLATFORMS.items()
        if code in platforms
    ]
    shared = NEVER_EXPORTED["linkedin"][0]
    return groups or [{"platform": "", "said": [_(shared)]}]


def unseen(platforms: Collection[str]) -> str:
    """Return what a silence between people of these platforms may hide."""
    if "facebook" not in platforms:
        return _(UNSEEN)
    unseen_there = _UNSEEN_BOTH if "linkedin" in platforms else _UNSEEN_FACEBOOK
    return _(unseen_there)
