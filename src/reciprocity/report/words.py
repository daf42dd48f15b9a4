"""The words of the report: one place for every name a reader sees instead of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.pitch import describe_cue
from reciprocity.report import clean
from reciprocity.report.borrowed import borrowed
from reciprocity.report.formats import whole
from reciprocity.report.language import N_, NN_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

Data = dict[str, Any]
"""Plain data: str, int, float, bool, None, lists and dicts of these."""

VERDICTS: Final[dict[str, tuple[str, str]]] = {
    "reciprocal": (N_("Reciprocal"), N_("Both sides gave and answered.")),
    "one_sided_them": (
        N_("One-sided: they invest"),
        N_("What is documented came mostly from them; little of yours went back."),
    ),
    "acquaintance": (N_("Acquaintance"), N_("Connected, with hardly a word from either side.")),
    "dormant": (
        N_("Dormant"),
        N_(
            "Was reciprocal, and has now been silent for more than a year and longer than ever "
            "before."
        ),
    ),
    "one_sided_you": (
        N_("One-sided: you invest"),
        N_("What is documented came mostly from you; little went back."),
    ),
    "extractive_you": (
        N_("Extractive from your side"),
        N_("You pitched, and at least one more documented act of yours points the same way."),
    ),
    "extractive": (
        N_("Extractive"),
        N_("They pitched, and at least one more documented act points the same way."),
    ),
    "not_enough_evidence": (
        N_("Not enough evidence"),
        N_("Too few documented acts, or too mixed ones, for any verdict. This is not a low rank."),
    ),
}
"""Verdict: the word shown, and what it means; in the order of the summary."""

SIGNALS: Final[dict[str, tuple[str, str, str]]] = {
    "prior": (
        N_("Starting point, the same for everybody"),
        N_("the starting point"),
        N_("the starting point"),
    ),
    "answers": (N_("Answers"), N_("messages were answered"), N_("messages went without an answer")),
    "thanks": (
        N_("Thank-you notes"),
        N_("a thank-you was answered"),
        N_("a thank-you went unanswered"),
    ),
    "openings": (
        N_("Who opens conversations"),
        N_("they open conversations"),
        N_("one side alone opens the conversations"),
    ),
    "questions": (
        N_("Questions about the other side"),
        N_("they asked about the other side"),
        N_("they did not ask about the other side"),
    ),
    "courtesy": (
        N_("Courtesy after a no"),
        N_("a no was answered kindly"),
        N_("a no was not answered kindly"),
    ),
    "silence_broken": (
        N_("Who broke the silences"),
        N_("they broke a silence without asking for anything"),
        N_("the silences were left for one side to break"),
    ),
    "endorsements": (
        N_("Endorsements"),
        N_("skills were endorsed"),
        N_("endorsements were not returned"),
    ),
    "recommendations": (
        N_("Recommendations"),
        N_("a recommendation was written"),
        N_("a recommendation was not returned"),
    ),
    "request_note": (
        N_("Note with the request"),
        N_("the request came with a note"),
        N_("the request came without a note"),
    ),
    "pitches": (N_("Pitches"), N_("pitches stayed few"), N_("there was a pitch")),
    "perhaps_pitches": (
        N_("What may be a pitch"),
        N_("little reads like a pitch"),
        N_("some messages read like a pitch, but not surely"),
    ),
    "refused": (
        N_("Words that met with a no"),
        N_("nothing met with a no"),
        N_("what was asked met with a no"),
    ),
    "pitch_first_words": (
        N_("A pitch as the first words"),
        N_("the first words were no pitch"),
        N_("the first words, after connecting or after a long silence, were a pitch"),
    ),
    "pitch_after_no": (
        N_("A pitch after a no"),
        N_("no pitch followed a no"),
        N_("another pitch followed a no"),
    ),
    "request_ignored": (
        N_("Request left without an answer"),
        N_("the request was answered"),
        N_("a request was left without an answer"),
    ),
    "ended_after_no": (
        N_("Connection gone after a no"),
        N_("the connection outlasted a no"),
        N_("the connection was gone soon after a no"),
    ),
    "imbalance": (
        N_("Balance of messages"),
        N_("the messages are balanced"),
        N_("the messages lean one way"),
    ),
}
"""Signal: its name, what a positive and what a negative contribution says."""

STAGES: Final[dict[str, str]] = {
    "request": N_("Request"),
    "accept": N_("Connected"),
    "thanks": N_("Thank-you"),
    "message": N_("Messages"),
    "silence": N_("Silence"),
    "pitch": N_("Pitch"),
    "reply": N_("Reply"),
    "decline": N_("Decline"),
    "endorsement": N_("Endorsement"),
    "recommendation": N_("Recommendation"),
    "engagement": N_("Engagement"),
    "removal": N_("Connection gone"),
    "withdrawal": N_("Request gone"),
}

KINDS: Final[dict[str, str]] = {
    "block": N_("Blocks"),
    "call": N_("Calls"),
    "comment": N_("Comments"),
    "connected": N_("Connections"),
    "connection": N_("Connections"),
    "connections": N_("Connections"),
    "disconnected": N_("The end of a connection"),
    "endorsement": N_("Endorsements"),
    "endorsements": N_("Endorsements"),
    "follow": N_("Follows"),
    "invitation": N_("Invitations"),
    "invitations": N_("Invitations"),
    "message": N_("Messages"),
    "message_request": N_("Message requests"),
    "message_request_accepted": N_("Accepted message requests"),
    "messages": N_("Messages"),
    "poke": N_("Pokes and waves"),
    "reaction": N_("Likes and reactions"),
    "recommendation": N_("Recommendations"),
    "recommendations": N_("Recommendations"),
    "removed": N_("Connections you removed"),
    "request": N_("Invitations"),
    "request_declined": N_("Declined requests"),
    "request_received": N_("Invitations that reached you"),
    "request_sent": N_("Invitations you sent"),
    "request_withdrawn": N_("Requests that are gone"),
    "requests": N_("Invitations"),
    "unfollow": N_("Follows that ended"),
    "wall_post": N_("Posts on a timeline"),
}
"""Kinds of event as the coverage names them."""

_FACEBOOK_KINDS: Final[dict[str, str]] = {
    "connected": N_("Friends"),
    "disconnected": N_("Friends you removed"),
    "removed": N_("Friends you removed"),
    "request_received": N_("Friend requests that reached you"),
    "request_sent": N_("Friend requests you sent"),
}

INVITATION_KINDS: Final = frozenset(
    {"invitation", "invitations", "request", "requests", "request_sent", "request_received"}
)

ACTS: Final[dict[str, tuple[str, str]]] = {
    "reaction": NN_("{number} reaction", "{number} reactions"),
    "comment": NN_("{number} comment", "{number} comments"),
    "wall_post": NN_("{number} post on the timeline", "{number} posts on the timeline"),
    "poke": NN_("{number} poke or wave", "{number} pokes and waves"),
    "call": NN_("{number} call", "{number} calls"),
    "follow": NN_("{number} follow", "{number} follows"),
}
"""Activities that are engagement: how many of it, for one and many."""

APART: Final[dict[str, tuple[str, str]]] = {
    "advert": NN_("{number} advert", "{number} adverts"),
    "sponsored": NN_("{number} sponsored conversation", "{number} sponsored conversations"),
    "coach": NN_("{number} chat with an AI coach", "{number} chats with an AI coach"),
    "marketplace": NN_("{number} marketplace thread", "{number} marketplace threads"),
    "page": NN_("{number} thread with a page", "{number} threads with pages"),
    "system": NN_("{number} system line", "{number} system lines"),
    "draft": NN_("{number} draft", "{number} drafts"),
    "notice": NN_("{number} notice", "{number} notices"),
    "nameless": NN_(
        "{number} row of an account that is gone", "{number} rows of accounts that are gone"
    ),
    "public": NN_("{number} public act of yours", "{number} public acts of yours"),
}

EXPORT_KINDS: Final[dict[str, str]] = {
    "basic": N_("basic"),
    "complete": N_("complete"),
    "partial": N_("partial"),
    "json": "JSON",
    "html": "HTML",
    "htm": N_("old HTML"),
    "e2ee": N_("encrypted chats"),
    "portability": N_("data portability API"),
}
PLATFORMS: Final[dict[str, str]] = {"linkedin": "LinkedIn", "facebook": "Facebook"}


def kind_words(kind: str, platform: str) -> str:
    """Return what a kind of event is called on a platform."""
    words = _FACEBOOK_KINDS.get(kind) if platform == "facebook" else None
    words = words or KINDS.get(kind)
    return _(words) if words else plain(kind).capitalize()


def export_kind(kind: str) -> str:
    """Return what a kind of export is called, "" for one nobody knows."""
    return _(EXPORT_KINDS[kind]) if kind in EXPORT_KINDS else ""


def platform_words(platforms: Iterable[str]) -> list[str]:
    """Return the names of the platforms that are known, in a fixed order, each once."""
    given = set(platforms)
    return [word for code, word in PLATFORMS.items() if code in given]


def verdict_word(verdict: str) -> str:
    """Return the word of a verdict; what is no verdict stays as it is."""
    return _(VERDICTS[verdict][0]) if verdict in VERDICTS else verdict


def seen_word(seen: str) -> str:
    """Return how much of a year could be seen (ranking.years.SEEN), in words."""
    return {"full": _("all of it"), "partly": _("a part"), "not": _("nothing")}[seen]


def signal_label(name: str) -> str:
    """Return the name of a signal, its code in words for one nobody knows."""
    return _(SIGNALS[name][0]) if name in SIGNALS else plain(name)


def cue_words(cue: str) -> str:
    """Return what a cue says of a message, "" for a cue nobody knows."""
    try:
        return borrowed(describe_cue(cue))
    except KeyError:
        return ""


def plain(code: str) -> str:
    """Return a code as words, for codes without a translation: underscores become blanks."""
    return clean.line(code.replace("_", " "))


def joined(*sentences: str) -> str:
    """Return sentences one after the other, without those that are empty."""
    return " ".join(sentence for sentence in sentences if sentence)


def counted(number: int, forms: tuple[str, str]) -> str:
    """Return the form of NN_ for that number: `1 message`, `2 messages`, `1,200 messages`."""
    return ngettext(*forms, number).format(number=whole(number))


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 message`, `2 messages`, in the English of the terminal."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
