"""The words of the report: one place for every name a reader sees instead of a code."""

from typing import Any, Final

from reciprocity.pitch import describe_cue
from reciprocity.report import clean

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
        "Too few documented acts for any verdict. This is not a low rank.",
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
        "both sides open conversations",
        "one side alone opens the conversations",
    ),
    "exchanges": (
        "Exchanges in both directions",
        "there were exchanges in both directions",
        "exchanges in both directions are missing",
    ),
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
    "messages": "Messages",
    "reaction": "Likes and reactions",
    "recommendation": "Recommendations",
    "recommendations": "Recommendations",
    "request": "Invitations",
    "request_received": "Invitations that reached you",
    "request_sent": "Invitations you sent",
    "requests": "Invitations",
}
"""Kinds of event as the coverage names them."""

INVITATION_KINDS: Final = frozenset(
    {"invitation", "invitations", "request", "requests", "request_sent", "request_received"}
)

APART: Final[dict[str, tuple[str, str]]] = {
    "advert": ("advert", "adverts"),
    "sponsored": ("sponsored conversation", "sponsored conversations"),
    "coach": ("chat with an AI coach", "chats with an AI coach"),
    "marketplace": ("marketplace thread", "marketplace threads"),
    "page": ("thread with a page", "threads with pages"),
    "system": ("system line", "system lines"),
    "draft": ("draft", "drafts"),
    "notice": ("notice", "notices"),
}

EXPORT_KINDS: Final = frozenset({"basic", "complete", "partial", "json", "html", "htm", "e2ee"})
PLATFORMS: Final[dict[str, str]] = {"linkedin": "LinkedIn", "facebook": "Facebook"}


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
