"""The sentences of request, accept and their ends, on LinkedIn and on Facebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.borrowed import borrowed
from reciprocity.report.formats import whole
from reciprocity.report.language import N_, _, ngettext, pgettext
from reciprocity.report.times import TWO_MONTHS, of_months, timestamp
from reciprocity.report.words import joined, plain
from reciprocity.timeline import connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reciprocity.report.step import Step


def request(step: Step) -> str:
    """Return who asked whom, as far as it is known, and what became of it."""
    if step.facebook:
        return joined(_friend_request(step), _left_open(step))
    note, observed = step.detail.get("note"), step.certainty == "observed"
    known = None if note is None else bool(note)
    if step.actor in {"owner", "person"}:
        asked = _(_ASKED[step.actor, observed, known])
        return joined(asked, _(_UNKNOWN_NOTE) if known is None else "")
    return joined(
        _(
            "One of you asked to connect. Who asked is not in the archive (LinkedIn keeps requests "
            "for about 180 days)."
        ),
        _(_CAME[observed, known]),
    )


_UNKNOWN_NOTE: Final = N_("Whether with a note is unknown.")
_CAME: Final[dict[tuple[bool, bool | None], str]] = {
    (True, True): N_("It came with a note."),
    (True, False): N_("It came without a note."),
    (True, None): _UNKNOWN_NOTE,
    (False, True): N_("It came apparently with a note."),
    (False, False): N_(
        "It came apparently without a note (no message from either side on that day)."
    ),
    (False, None): _UNKNOWN_NOTE,
}
"""Whether the request was observed, whether it had a note: a sentence on the note."""

_ASKED: Final[dict[tuple[str, bool, bool | None], str]] = {
    ("owner", True, True): N_("You asked {name} to connect, with a note."),
    ("owner", True, False): N_("You asked {name} to connect, without a note."),
    ("owner", True, None): N_("You asked {name} to connect."),
    ("owner", False, True): N_(
        "By the words that followed, you asked {name} to connect, apparently with a note."
    ),
    ("owner", False, False): N_(
        "By the words that followed, you asked {name} to connect, apparently without a note (no "
        "message from either side on that day)."
    ),
    ("owner", False, None): N_("By the words that followed, you asked {name} to connect."),
    ("person", True, True): N_("{name} asked you to connect, with a note."),
    ("person", True, False): N_("{name} asked you to connect, without a note."),
    ("person", True, None): N_("{name} asked you to connect."),
    ("person", False, True): N_(
        "By the words that followed, {name} asked you to connect, apparently with a note."
    ),
    ("person", False, False): N_(
        "By the words that followed, {name} asked you to connect, apparently without a note (no "
        "message from either side on that day)."
    ),
    ("person", False, None): N_("By the words that followed, {name} asked you to connect."),
}
"""Who asked, whether that was observed, whether it had a note: the sentence."""


def _friend_request(step: Step) -> str:
    """Return the sentence of a friend request; those carry no notes (facebook.md section 2)."""
    if step.actor not in {"owner", "person"}:
        return _("One of you sent the other a friend request. Who did is not in the archive.")
    if step.certainty != "observed":
        return step.who(
            _(
                "Probably you sent {name} a friend request: the line \u201cYou are now "
                "connected\u201d bears {name}'s name, and as far as is known it bears the name of "
                "whoever accepted."
            ),
            _(
                "Probably {name} sent you a friend request: the line \u201cYou are now "
                "connected\u201d bears your name, and as far as is known it bears the name of "
                "whoever accepted."
            ),
            "",
        )
    said = step.who(
        _("You sent {name} a friend request."), _("{name} sent you a friend request."), ""
    )
    if timestamp(step.at) is not None:
        return said
    waved = step.who(_("Facebook's list of waves after accepted requests says so."), "", "")
    return joined(said, waved, _("When is not in the archive."))


def _left_open(step: Step) -> str:
    if step.open is None:
        return ""
    if step.open.wrote is not None:
        text = _(
            "It was never accepted, as far as these archives show: it was still open when {name} "
            "wrote {when}."
        )
        return step.say(text, when=step.clock.on(step.open.wrote))
    if step.open.until is not None:
        text = _("It was never accepted, as far as these archives show: it was still open {when}.")
        return step.say(text, when=step.clock.on(step.open.until))
    return _("It was never accepted, as far as these archives show.")


def accept(step: Step) -> str:
    """Return who accepted, as far as it is known."""
    undated = _("The day is not in the archive; it lies before the first later event.")
    noted = _("The note of the request stands among the messages of that day.")
    return joined(
        _became_friends(step) if step.facebook else _became_connected(step),
        undated if timestamp(step.at) is None else "",
        "" if step.detail.get("note_row") is None else noted,
    )


def _became_connected(step: Step) -> str:
    return step.who(
        _("You accepted: the two of you were connected."),
        _("{name} accepted: the two of you were connected."),
        _("The two of you were connected."),
    )


def _became_friends(step: Step) -> str:
    unknown = _("The two of you became friends.")
    if step.certainty != "observed":
        return step.who(
            _("Probably you accepted: the two of you became friends."),
            _("Probably {name} accepted: the two of you became friends."),
            unknown,
        )
    return step.who(
        _("You accepted: the two of you became friends."),
        _("{name} accepted: the two of you became friends."),
        unknown,
    )


def declined_request(step: Step) -> str:
    """Return who declined a request."""
    if not step.facebook:
        return step.who(
            _("You declined the request."),
            _("{name} declined the request."),
            _("The request was declined."),
        )
    said = step.who(
        _("You declined the friend request."),
        _("{name} declined the friend request."),
        _("The friend request was declined."),
    )
    late = _("Facebook keeps when it came, not when it was declined.")
    return joined(said, late if step.at != step.at_latest else "")


def removal(step: Step) -> str:
    """Return that a connection is gone, and what may have ended it."""
    return joined(_gone(step), _after_no(step), _ended(step))


def _gone(step: Step) -> str:
    gone, on = step.clock.by(step.at_latest), step.clock.on(step.at)
    if timestamp(step.at) is None:
        return _("There are signs of a connection, and it was gone {by}.").format(by=gone)
    if timestamp(step.at) == timestamp(step.at_latest) and step.actor == "owner":
        return _("The connection ended {when}.").format(when=on)
    if step.certainty == "observed" or step.detail.get("candidate") is False:
        return _("The connection was there {when} and gone {by}.").format(when=on, by=gone)
    form = step.clock.form(
        pgettext("day", "The last sign of the connection is of {date}; it was gone {by}."),
        pgettext("month", "The last sign of the connection is of {date}; it was gone {by}."),
    )
    return joined(
        form.format(date=step.clock.or_unknown(step.at), by=gone),
        _("Only its absence from the list says so."),
    )


def _after_no(step: Step) -> str:
    found = step.detail.get("days_after_decline")
    if found is None:
        return ""
    days = max(1, int(found))
    if step.clock.coarse:
        if days < TWO_MONTHS:
            return _("That is within two months of the no.")
        return _("That is within {time} of the no.").format(time=of_months(days))
    text = ngettext(
        "That is within {number} day of the no.", "That is within {number} days of the no.", days
    )
    return text.format(number=whole(days))


def _ended(step: Step) -> str:
    if step.actor == "owner":
        other = [could for could in _explanations(step, ()) if could != _YOU]
        return step.say(_removed_by_you(step, also=bool(other)), others=_told(other))
    default = connection.GONE_FACEBOOK if step.facebook else connection.GONE
    could = _explanations(step, default)
    text = (
        _("Who ended it is not in the archive; it could be: {explanations}.")
        if could[0] == default[0]
        else _("Who ended it is not in the archive; it could also be: {explanations}.")
    )
    return text.format(explanations=_told(could))


def _removed_by_you(step: Step, *, also: bool) -> str:
    if step.facebook:
        if also:
            return _(
                "Your own list of removed friends names {name}, so you probably ended it; it could "
                "also be: {others}."
            )
        return _("Your own list of removed friends names {name}, so you probably ended it.")
    if also:
        return _(
            "Your own list of removed people names {name}, so you probably ended it; it could also "
            "be: {others}."
        )
    return _("Your own list of removed people names {name}, so you probably ended it.")


def withdrawal(step: Step) -> str:
    """Return that an open request is gone, and what may have become of it."""
    default = connection.WITHDRAWN_FACEBOOK if step.facebook else connection.WITHDRAWN
    text = (
        _(
            "The friend request was still open {when} and gone {by}, and the two of you are not "
            "friends."
        )
        if step.facebook
        else _(
            "The request was still open {when} and gone {by}, and the two of you are not connected."
        )
    )
    became = _("What became of it is not in the archive; it could be: {explanations}.")
    return joined(
        text.format(when=step.clock.on(step.at), by=step.clock.by(step.at_latest)),
        became.format(explanations=_told(_explanations(step, default))),
    )


def _explanations(step: Step, default: tuple[str, ...]) -> list[str]:
    """Return what else it could be; without texts only sentences this program is known to say."""
    given = [str(sentence) for sentence in step.detail.get("explanations") or ()]
    if not step.texts:
        given = [sentence for sentence in given if sentence in _KNOWN]
    return [plain(sentence).rstrip(".") for sentence in given] or list(default)


def _told(explanations: Iterable[str]) -> str:
    return "; ".join(borrowed(could) for could in explanations)


_YOU: Final = "you ended it"
_KNOWN: Final = frozenset(
    {
        *connection.GONE,
        *connection.NEVER,
        *connection.WITHDRAWN,
        *connection.GONE_FACEBOOK,
        *connection.NEVER_FACEBOOK,
        *connection.REMOVED_FACEBOOK,
        *connection.WITHDRAWN_FACEBOOK,
        connection.STILL_LISTED,
    }
)
