"""The words for life cycles: stages of the map, groups of curves, lengths of time."""

from __future__ import annotations

from typing import Final

from reciprocity.report.formats import decimal, whole
from reciprocity.report.language import N_, NN_, _, ngettext

FLOW_NODES: Final[dict[str, str]] = {
    "request_you": N_("You ask"),
    "request_them": N_("They ask"),
    "accept": N_("Connected"),
    "words": N_("Words"),
    "pitch_you": N_("Your pitch"),
    "pitch_them": N_("Their pitch"),
    "decline": N_("A no"),
    "other_acts": N_("Other acts"),
    "silence": N_("Silence"),
    "gone": N_("Gone"),
}
"""Node of the map (lifecycle.NODES without start and end): its name."""

SPELL_GROUPS: Final[dict[str, str]] = {
    "with_note": N_("with a note"),
    "without_note": N_("without a note"),
    "unseen_request": N_("request not seen"),
}
"""Group of a curve (lifecycle.GROUPS): its name."""

OUTCOME_WORDS: Final[dict[str, tuple[str, str]]] = {
    "word": (N_("From the accept to the first word"), N_("no word yet")),
    "pitch": (N_("From the accept to their first pitch"), N_("no pitch yet")),
    "removal": (N_("From the accept to the end"), N_("still connected")),
}
"""Outcome of a curve (lifecycle.OUTCOMES): title, what has not happened."""

HAPPENED: Final[dict[str, tuple[str, str]]] = {
    "word": (
        N_("{shares} had exchanged a word."),
        N_("{shares} had exchanged a word, {counted_from}."),
    ),
    "pitch": (
        N_("{shares} had had a pitch from them."),
        N_("{shares} had had a pitch from them, {counted_from}."),
    ),
    "removal": (
        N_("{shares} were gone from the list."),
        N_("{shares} were gone from the list, {counted_from}."),
    ),
}
"""Outcome: what share it had happened to; the same where the curve begins later."""

_PEOPLE: Final = NN_("{Group}: {number} person.", "{Group}: {number} people.")
_FEW_PEOPLE: Final = NN_(
    "{Group}: {number} person, too few for a curve; it was seen for {seen}.",
    "{Group}: {number} people, too few for a curve; it was seen for {seen}.",
)
UNITS: Final[dict[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "word": (_PEOPLE, _FEW_PEOPLE),
    "pitch": (_PEOPLE, _FEW_PEOPLE),
    "removal": (
        NN_("{Group}: {number} connection.", "{Group}: {number} connections."),
        NN_(
            "{Group}: {number} connection, too few for a curve; it was seen for {seen}.",
            "{Group}: {number} connections, too few for a curve; it was seen for {seen}.",
        ),
    ),
}
"""Outcome: how many a group has, for a curve and for too few of them; each for one and many."""

NEXT: Final[dict[str, str]] = {
    "request_you": N_("a request of yours"),
    "request_them": N_("a request of theirs"),
    "accept": N_("the accept"),
    "words": N_("words"),
    "pitch_you": N_("a pitch of yours"),
    "pitch_them": N_("a pitch of theirs"),
    "decline": N_("a no"),
    "other_acts": N_("another act"),
    "silence": N_("a silence"),
    "gone": N_("the end"),
    "end": N_("nothing more"),
}
"""Node: what came next."""

AFTER: Final[dict[str, tuple[str, str]]] = {
    "accept": NN_(
        "After {number} accept the next thing seen was: {what}.",
        "After {number} accepts the next thing seen was: {what}.",
    ),
    "pitch_them": NN_(
        "After {number} pitch of theirs the next thing seen was: {what}.",
        "After {number} pitches of theirs the next thing seen was: {what}.",
    ),
    "silence": NN_(
        "After {number} silence the next thing seen was: {what}.",
        "After {number} silences the next thing seen was: {what}.",
    ),
}
"""Node after which it is told what came next, for one and many of it."""

UNTOLD: Final[dict[str, tuple[str, str]]] = {
    "inferred_requests": NN_(
        "The request of {number} connection is not seen, and so not in the map.",
        "The requests of {number} connections are not seen, and so not in the map.",
    ),
    "inferred_accepts": NN_(
        "{number} accept that is only inferred is left out.",
        "{number} accepts that are only inferred are left out.",
    ),
    "candidates": NN_(
        "{number} connection that may have ended, without a list to show it, is not called gone.",
        "{number} connections that may have ended, without a list to show it, are not called gone.",
    ),
    "doubtful_people": NN_(
        "{number} person is left out whose messages may stand under another name.",
        "{number} people are left out whose messages may stand under another name.",
    ),
    "unseen": NN_(
        "{number} step is left out, since something may have come between that is not seen.",
        "{number} steps are left out, since something may have come between that is not seen.",
    ),
}
"""Reason that something is not in the map (lifecycle.Flow.left_out): sentences for one and many."""

_UNSURE: Final = {
    "doubtful": NN_(
        "Left out: {number} whose name others have too.",
        "Left out: {number} whose names others have too.",
    ),
    "undated": NN_(
        "Left out: {number} whose accept is not dated to the day.",
        "Left out: {number} whose accept is not dated to the day.",
    ),
}
_FROM_THE_ACCEPT_ON: Final = NN_(
    "Left out: {number} whose messages were not seen from the accept on.",
    "Left out: {number} whose messages were not seen from the accept on.",
)
LEFT_OUT: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "word": {
        **_UNSURE,
        "before": NN_(
            "Left out: {number} with words before the accept.",
            "Left out: {number} with words before the accept.",
        ),
        "unseen": _FROM_THE_ACCEPT_ON,
    },
    "pitch": {
        **_UNSURE,
        "before": NN_(
            "Left out: {number} with a pitch before the accept.",
            "Left out: {number} with a pitch before the accept.",
        ),
        "unseen": _FROM_THE_ACCEPT_ON,
    },
    "removal": {
        **_UNSURE,
        "unseen": NN_(
            "Left out: {number} that stands in one list only, so that its end could not be seen.",
            "Left out: {number} that stand in one list only, so that their end could not be seen.",
        ),
    },
}
"""Outcome -> reason that somebody is not in its curves: a sentence for one and many."""

_MARKS: Final = {
    0: "0", 1: N_("1 d"), 7: N_("1 wk"), 30: N_("1 mo"), 90: N_("3 mo"), 365: N_("1 y"),
    1_826: N_("5 y"), 3_652: N_("10 y"), 7_305: N_("20 y"),
}  # fmt: skip
_LONG_MARKS: Final = {
    0: N_("the same day"), 1: N_("a day"), 7: N_("a week"), 30: N_("a month"),
    90: N_("three months"), 365: N_("a year"), 1_826: N_("five years"), 3_652: N_("ten years"),
    7_305: N_("twenty years"),
}  # fmt: skip
_WITHIN: Final = {
    0: N_("{percent} within the same day"), 1: N_("{percent} within a day"),
    7: N_("{percent} within a week"), 30: N_("{percent} within a month"),
    90: N_("{percent} within three months"), 365: N_("{percent} within a year"),
    1_826: N_("{percent} within five years"), 3_652: N_("{percent} within ten years"),
    7_305: N_("{percent} within twenty years"),
}  # fmt: skip
_COUNTED_FROM: Final = {
    1: N_("counted from a day after the accept"), 7: N_("counted from a week after the accept"),
    30: N_("counted from a month after the accept"),
    90: N_("counted from three months after the accept"),
    365: N_("counted from a year after the accept"),
    1_826: N_("counted from five years after the accept"),
    3_652: N_("counted from ten years after the accept"),
    7_305: N_("counted from twenty years after the accept"),
}  # fmt: skip


def mark_words(days: int) -> str:
    """Return a mark of the curves (lifecycle.MARKS) for an axis: `1 wk`."""
    return _(_MARKS[days]) if days in _MARKS else _("{number} d").format(number=whole(days))


def long_mark(days: int) -> str:
    """Return a mark of the curves, or any other number of days, in words: `a week`."""
    if days in _LONG_MARKS:
        return _(_LONG_MARKS[days])
    return ngettext("{number} day", "{number} days", days).format(number=whole(days))


def within(share: str, days: int) -> str:
    """Return `12 % within a week`."""
    forms = NN_("{percent} within {number} day", "{percent} within {number} days")
    text = _(_WITHIN[days]) if days in _WITHIN else ngettext(*forms, days)
    return text.format(percent=share, number=whole(days))


def counted_from(days: int) -> str:
    """Return `counted from a week after the accept`."""
    if days in _COUNTED_FROM:
        return _(_COUNTED_FROM[days])
    return ngettext(
        "counted from {number} day after the accept",
        "counted from {number} days after the accept",
        days,
    ).format(number=whole(days))


def short_days(days: float) -> str:
    """Return a time for a picture: `same day`, `12 d`, `5 mo`, `2.3 y`.

    A median of whole days below one says that at least half of them were the same day.
    """
    if days < 1:
        return _("same day")
    if days < 60:
        return _("{number} d").format(number=decimal(days, 0))
    if days < 730:
        return _("{number} mo").format(number=decimal(days / 30.44, 0))
    return _("{number} y").format(number=decimal(days / 365.25, 1))
