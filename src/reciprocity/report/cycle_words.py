"""The words for life cycles: stages of the map, groups of curves, lengths of time."""

from __future__ import annotations

from typing import Final

FLOW_NODES: Final[dict[str, str]] = {
    "request_you": "You ask",
    "request_them": "They ask",
    "accept": "Connected",
    "words": "Words",
    "pitch_you": "Your pitch",
    "pitch_them": "Their pitch",
    "decline": "A no",
    "other_acts": "Other acts",
    "silence": "Silence",
    "gone": "Gone",
}
"""Node of the map (lifecycle.NODES without start and end): its name."""

SPELL_GROUPS: Final[dict[str, str]] = {
    "with_note": "with a note",
    "without_note": "without a note",
    "unseen_request": "request not seen",
}
"""Group of a curve (lifecycle.GROUPS): its name."""

OUTCOME_WORDS: Final[dict[str, tuple[str, str, str]]] = {
    "word": ("From the accept to the first word", "had exchanged a word", "no word yet"),
    "pitch": ("From the accept to their first pitch", "had had a pitch from them", "no pitch yet"),
    "removal": ("From the accept to the end", "were gone from the list", "still connected"),
}
"""Outcome of a curve (lifecycle.OUTCOMES): title, what happened, what has not happened."""

NEXT: Final[dict[str, tuple[str, str, str]]] = {
    "request_you": ("a request of yours", "request of yours", "requests of yours"),
    "request_them": ("a request of theirs", "request of theirs", "requests of theirs"),
    "accept": ("the accept", "accept", "accepts"),
    "words": ("words", "exchange of words", "exchanges of words"),
    "pitch_you": ("a pitch of yours", "pitch of yours", "pitches of yours"),
    "pitch_them": ("a pitch of theirs", "pitch of theirs", "pitches of theirs"),
    "decline": ("a no", "no", "noes"),
    "other_acts": ("another act", "other act", "other acts"),
    "silence": ("a silence", "silence", "silences"),
    "gone": ("the end", "end", "ends"),
    "end": ("nothing more", "", ""),
}
"""Node: what came next, and how many of it, one and many."""

UNTOLD: Final[dict[str, tuple[str, str]]] = {
    "inferred_requests": (
        "The request of {number} connection is not seen, and so not in the map.",
        "The requests of {number} connections are not seen, and so not in the map.",
    ),
    "inferred_accepts": (
        "{number} accept that is only inferred is left out.",
        "{number} accepts that are only inferred are left out.",
    ),
    "candidates": (
        "{number} connection that may have ended, without a list to show it, is not called gone.",
        "{number} connections that may have ended, without a list to show it, are not called gone.",
    ),
    "doubtful_people": (
        "{number} person is left out whose messages may stand under another name.",
        "{number} people are left out whose messages may stand under another name.",
    ),
    "unseen": (
        "{number} step is left out, since something may have come between that is not seen.",
        "{number} steps are left out, since something may have come between that is not seen.",
    ),
}
"""Reason that something is not in the map (lifecycle.Flow.left_out): sentences for one and many."""

_UNSURE: Final = {
    "doubtful": (
        "Left out: {number} whose name others have too.",
        "Left out: {number} whose names others have too.",
    ),
    "undated": (
        "Left out: {number} whose accept is not dated to the day.",
        "Left out: {number} whose accept is not dated to the day.",
    ),
}
_FROM_THE_ACCEPT_ON: Final = (
    "Left out: {number} whose messages were not seen from the accept on.",
    "Left out: {number} whose messages were not seen from the accept on.",
)
LEFT_OUT: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "word": {
        **_UNSURE,
        "before": (
            "Left out: {number} with words before the accept.",
            "Left out: {number} with words before the accept.",
        ),
        "unseen": _FROM_THE_ACCEPT_ON,
    },
    "pitch": {
        **_UNSURE,
        "before": (
            "Left out: {number} with a pitch before the accept.",
            "Left out: {number} with a pitch before the accept.",
        ),
        "unseen": _FROM_THE_ACCEPT_ON,
    },
    "removal": {
        **_UNSURE,
        "unseen": (
            "Left out: {number} that stands in one list only, so that its end could not be seen.",
            "Left out: {number} that stand in one list only, so that their end could not be seen.",
        ),
    },
}
"""Outcome -> reason that somebody is not in its curves: a sentence for one and many."""

_MARKS: Final = {
    0: "0", 1: "1 d", 7: "1 wk", 30: "1 mo", 90: "3 mo", 365: "1 y", 1_826: "5 y",
    3_652: "10 y", 7_305: "20 y",
}  # fmt: skip
_LONG_MARKS: Final = {
    0: "the same day", 1: "a day", 7: "a week", 30: "a month", 90: "three months", 365: "a year",
    1_826: "five years", 3_652: "ten years", 7_305: "twenty years",
}  # fmt: skip


def mark_words(days: int) -> str:
    """Return a mark of the curves (lifecycle.MARKS) for an axis: `1 wk`."""
    return _MARKS.get(days, f"{days:,} d")


def long_mark(days: int) -> str:
    """Return a mark of the curves, or any other number of days, in words: `a week`."""
    return _LONG_MARKS.get(days) or f"{days:,} days"


def short_days(days: float) -> str:
    """Return a time for a picture: `same day`, `12 d`, `5 mo`, `2.3 y`.

    A median of whole days below one says that at least half of them were the same day.
    """
    if days < 1:
        return "same day"
    if days < 60:
        return f"{days:.0f} d"
    return f"{days / 30.44:.0f} mo" if days < 730 else f"{days / 365.25:.1f} y"
