"""The words of the report: one place for every name a reader sees instead of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.pitch import describe_cue
from reciprocity.report import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

Data = dict[str, Any]
"""Plain data: str, int, float, bool, None, lists and dicts of these."""

VERDICTS: Final[dict[str, tuple[str, str]]] = {
    "reciprocal": ("Reciprocal", "Both sides gave and answered."),
    "one_sided_them": (
        "One-sided: they invest",
        "What is documented came mostly from them; little of yours went back.",
    ),
    "acquaintance": ("Acquaintance", "Connected, with hardly a word from either side."),
    "dormant": (
        "Dormant",
        "Was reciprocal, and has now been silent for more than a year and longer than ever before.",
    ),
    "one_sided_you": (
        "One-sided: you invest",
        "What is documented came mostly from you; little went back.",
    ),
    "extractive_you": (
        "Extractive from your side",
        "You pitched, and at least one more documented act of yours points the same way.",
    ),
    "extractive": (
        "Extractive",
        "They pitched, and at least one more documented act points the same way.",
    ),
    "not_enough_evidence": (
        "Not enough evidence",
        "Too few documented acts, or too mixed ones, for any verdict. This is not a low rank.",
    ),
}
"""Verdict: the word shown, and what it means; in the order of the summary."""

SIGNALS: Final[dict[str, tuple[str, str, str]]] = {
    "prior": (
        "Starting point, the same for everybody",
        "the starting point",
        "the starting point",
    ),
    "answers": ("Answers", "messages were answered", "messages went without an answer"),
    "thanks": ("Thank-you notes", "a thank-you was answered", "a thank-you went unanswered"),
    "openings": (
        "Who opens conversations",
        "they open conversations",
        "one side alone opens the conversations",
    ),
    "questions": (
        "Questions about the other side",
        "they asked about the other side",
        "they did not ask about the other side",
    ),
    "courtesy": ("Courtesy after a no", "a no was answered kindly", "a no was not answered kindly"),
    "silence_broken": (
        "Who broke the silences",
        "they broke a silence without asking for anything",
        "the silences were left for one side to break",
    ),
    "endorsements": ("Endorsements", "skills were endorsed", "endorsements were not returned"),
    "recommendations": (
        "Recommendations",
        "a recommendation was written",
        "a recommendation was not returned",
    ),
    "request_note": (
        "Note with the request",
        "the request came with a note",
        "the request came without a note",
    ),
    "pitches": ("Pitches", "pitches stayed few", "there was a pitch"),
    "perhaps_pitches": (
        "What may be a pitch",
        "little reads like a pitch",
        "some messages read like a pitch, but not surely",
    ),
    "refused": (
        "Words that met with a no",
        "nothing met with a no",
        "what was asked met with a no",
    ),
    "pitch_first_words": (
        "A pitch as the first words",
        "the first words were no pitch",
        "the first words, after connecting or after a long silence, were a pitch",
    ),
    "pitch_after_no": (
        "A pitch after a no",
        "no pitch followed a no",
        "another pitch followed a no",
    ),
    "request_ignored": (
        "Request left without an answer",
        "the request was answered",
        "a request was left without an answer",
    ),
    "ended_after_no": (
        "Connection gone after a no",
        "the connection outlasted a no",
        "the connection was gone soon after a no",
    ),
    "imbalance": ("Balance of messages", "the messages are balanced", "the messages lean one way"),
}
"""Signal: its name, what a positive and what a negative contribution says."""

STAGES: Final[dict[str, str]] = {
    "request": "Request",
    "accept": "Connected",
    "thanks": "Thank-you",
    "message": "Messages",
    "silence": "Silence",
    "pitch": "Pitch",
    "reply": "Reply",
    "decline": "Decline",
    "endorsement": "Endorsement",
    "recommendation": "Recommendation",
    "engagement": "Engagement",
    "removal": "Connection gone",
    "withdrawal": "Request gone",
}

KINDS: Final[dict[str, str]] = {
    "block": "Blocks",
    "call": "Calls",
    "comment": "Comments",
    "connected": "Connections",
    "connection": "Connections",
    "connections": "Connections",
    "disconnected": "The end of a connection",
    "endorsement": "Endorsements",
    "endorsements": "Endorsements",
    "follow": "Follows",
    "invitation": "Invitations",
    "invitations": "Invitations",
    "message": "Messages",
    "message_request": "Message requests",
    "message_request_accepted": "Accepted message requests",
    "messages": "Messages",
    "poke": "Pokes and waves",
    "reaction": "Likes and reactions",
    "recommendation": "Recommendations",
    "recommendations": "Recommendations",
    "removed": "Connections you removed",
    "request": "Invitations",
    "request_declined": "Declined requests",
    "request_received": "Invitations that reached you",
    "request_sent": "Invitations you sent",
    "request_withdrawn": "Requests that are gone",
    "requests": "Invitations",
    "unfollow": "Follows that ended",
    "wall_post": "Posts on a timeline",
}
"""Kinds of event as the coverage names them."""

_FACEBOOK_KINDS: Final[dict[str, str]] = {
    "connected": "Friends",
    "disconnected": "Friends you removed",
    "removed": "Friends you removed",
    "request_received": "Friend requests that reached you",
    "request_sent": "Friend requests you sent",
}

INVITATION_KINDS: Final = frozenset(
    {"invitation", "invitations", "request", "requests", "request_sent", "request_received"}
)

ACTS: Final[dict[str, tuple[str, str]]] = {
    "reaction": ("reaction", "reactions"),
    "comment": ("comment", "comments"),
    "wall_post": ("post on the timeline", "posts on the timeline"),
    "poke": ("poke or wave", "pokes and waves"),
    "call": ("call", "calls"),
    "follow": ("follow", "follows"),
}
"""Activities that are engagement, one and many."""

APART: Final[dict[str, tuple[str, str]]] = {
    "advert": ("advert", "adverts"),
    "sponsored": ("sponsored conversation", "sponsored conversations"),
    "coach": ("chat with an AI coach", "chats with an AI coach"),
    "marketplace": ("marketplace thread", "marketplace threads"),
    "page": ("thread with a page", "threads with pages"),
    "system": ("system line", "system lines"),
    "draft": ("draft", "drafts"),
    "notice": ("notice", "notices"),
    "nameless": ("row of an account that is gone", "rows of accounts that are gone"),
    "public": ("public act of yours", "public acts of yours"),
}

EXPORT_KINDS: Final[dict[str, str]] = {
    "basic": "basic",
    "complete": "complete",
    "partial": "partial",
    "json": "JSON",
    "html": "HTML",
    "htm": "old HTML",
    "e2ee": "encrypted chats",
    "portability": "data portability API",
}
PLATFORMS: Final[dict[str, str]] = {"linkedin": "LinkedIn", "facebook": "Facebook"}


def kind_words(kind: str, platform: str) -> str:
    """Return what a kind of event is called on a platform."""
    words = _FACEBOOK_KINDS.get(kind) if platform == "facebook" else None
    return words or KINDS.get(kind) or plain(kind).capitalize()


def platform_words(platforms: Iterable[str]) -> list[str]:
    """Return the names of the platforms that are known, in a fixed order, each once."""
    given = set(platforms)
    return [word for code, word in PLATFORMS.items() if code in given]


def cue_words(cue: str) -> str:
    """Return what a cue says of a message, "" for a cue nobody knows."""
    try:
        return describe_cue(cue)
    except KeyError:
        return ""


def plain(code: str) -> str:
    """Return a code as words, for codes without a translation: underscores become blanks."""
    return clean.line(code.replace("_", " "))


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 message`, `2 messages`, `1,200 messages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
