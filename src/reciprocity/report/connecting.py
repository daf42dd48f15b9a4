"""The sentences of request, accept and their ends, on LinkedIn and on Facebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.language import _
from reciprocity.report.times import TWO_MONTHS, months, timestamp
from reciprocity.report.words import count, plain
from reciprocity.timeline import connection

if TYPE_CHECKING:
    from reciprocity.report.step import Step

WINDOW: Final = "(LinkedIn keeps requests for about 180 days)"
LINE: Final = "the line \u201cYou are now connected\u201d"


def request(step: Step) -> str:
    """Return who asked whom, as far as it is known, and what became of it."""
    if step.facebook:
        return f"{_friend_request(step)}{_left_open(step)}"
    note = _note(step)
    if step.actor not in {"owner", "person"}:
        said = f" It came {note}." if note else " Whether with a note is unknown."
        return f"One of you asked to connect. Who asked is not in the archive {WINDOW}.{said}"
    who = step.who("You asked {name} to connect", "{name} asked you to connect", "")
    if step.certainty != "observed":
        who = f"By the words that followed, {who[0].lower() if who[0] == 'Y' else who[0]}{who[1:]}"
    if not note:
        return f"{who}. Whether with a note is unknown."
    return f"{who}, {note}."


def _friend_request(step: Step) -> str:
    """Return the sentence of a friend request; those carry no notes (facebook.md section 2)."""
    if step.actor not in {"owner", "person"}:
        return "One of you sent the other a friend request. Who did is not in the archive."
    who = step.who("you sent {name} a friend request", "{name} sent you a friend request", "")
    if step.certainty != "observed":
        named = step.who("{name}'s name", "your name", "")
        return (
            f"Probably {who}: {LINE} bears {named}, and as far as is known it bears the name of "
            "whoever accepted."
        )
    said = f"{who[0].upper()}{who[1:]}"
    if timestamp(step.at) is not None:
        return f"{said}."
    waved = step.who(" Facebook's list of waves after accepted requests says so.", "", "")
    return f"{said}.{waved} When is not in the archive."


def _left_open(step: Step) -> str:
    if step.open is None:
        return ""
    said = " It was never accepted, as far as these archives show"
    if step.open.wrote is not None:
        return f"{said}: it was still open when {{name}} wrote {step.on(step.open.wrote)}."
    if step.open.until is not None:
        return f"{said}: it was still open {step.on(step.open.until)}."
    return f"{said}."


def _note(step: Step) -> str:
    note = step.detail.get("note")
    if note is None:
        return ""
    if step.certainty == "observed":
        return "with a note" if note else "without a note"
    if note:
        return "apparently with a note"
    return "apparently without a note (no message from either side on that day)"


def accept(step: Step) -> str:
    """Return who accepted, as far as it is known."""
    now = "the two of you became friends" if step.facebook else "the two of you were connected"
    unknown = f"{now[0].upper()}{now[1:]}."
    if step.facebook and step.certainty != "observed":
        said = step.who(f"Probably you accepted: {now}.", f"Probably {{name}} accepted: {now}.",
                        unknown)  # fmt: skip
    else:
        said = step.who(f"You accepted: {now}.", f"{{name}} accepted: {now}.", unknown)
    if timestamp(step.at) is None:
        said += " The day is not in the archive; it lies before the first later event."
    if step.detail.get("note_row") is not None:
        said += " The note of the request stands among the messages of that day."
    return said


def declined_request(step: Step) -> str:
    """Return who declined a request."""
    what = "friend request" if step.facebook else "request"
    said = step.who(
        f"You declined the {what}.", f"{{name}} declined the {what}.", f"The {what} was declined."
    )
    late = step.facebook and step.at != step.at_latest
    return f"{said} Facebook keeps when it came, not when it was declined." if late else said


def removal(step: Step) -> str:
    """Return that a connection is gone, and what may have ended it."""
    return f"{_gone(step)}{_after_no(step)} {_ended(step)}"


def _gone(step: Step) -> str:
    gone = step.date(step.at_latest)
    if timestamp(step.at) is None:
        return f"There are signs of a connection, and it was gone by {gone}."
    if timestamp(step.at) == timestamp(step.at_latest) and step.actor == "owner":
        return f"The connection ended {step.on(step.at)}."
    if step.certainty == "observed" or step.detail.get("candidate") is False:
        return f"The connection was there {step.on(step.at)} and gone by {gone}."
    return (
        f"The last sign of the connection is of {step.date(step.at)}; it was gone by {gone}. "
        "Only its absence from the list says so."
    )


def _after_no(step: Step) -> str:
    days = step.detail.get("days_after_decline")
    if days is None:
        return ""
    if step.clock.coarse:
        if int(days) < TWO_MONTHS:
            return _(" That is within two months of the no.")
        return _(" That is within {time} of the no.").format(time=months(days))
    return f" That is within {count(max(1, int(days)), 'day')} of the no."


def _ended(step: Step) -> str:
    if step.actor == "owner":
        removed = "friends" if step.facebook else "people"
        said = f"Your own list of removed {removed} names {{name}}, so you probably ended it"
        other = [could for could in _explanations(step, ()) if could != _YOU]
        return f"{said}; it could also be: {'; '.join(other)}." if other else f"{said}."
    default = connection.GONE_FACEBOOK if step.facebook else connection.GONE
    could = _explanations(step, default)
    also = "" if could[0] == default[0] else "also "
    return f"Who ended it is not in the archive; it could {also}be: {'; '.join(could)}."


def withdrawal(step: Step) -> str:
    """Return that an open request is gone, and what may have become of it."""
    seen, gone = step.on(step.at), step.date(step.at_latest)
    default = connection.WITHDRAWN_FACEBOOK if step.facebook else connection.WITHDRAWN
    could = "; ".join(_explanations(step, default))
    what, now = ("friend request", "friends") if step.facebook else ("request", "connected")
    return (
        f"The {what} was still open {seen} and gone by {gone}, and the two of you are not {now}. "
        f"What became of it is not in the archive; it could be: {could}."
    )


def _explanations(step: Step, default: tuple[str, ...]) -> list[str]:
    """Return what else it could be; without texts only sentences this program is known to say."""
    given = [str(sentence) for sentence in step.detail.get("explanations") or ()]
    if not step.texts:
        given = [sentence for sentence in given if sentence in _KNOWN]
    return [plain(sentence).rstrip(".") for sentence in given] or list(default)


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
    }
)
