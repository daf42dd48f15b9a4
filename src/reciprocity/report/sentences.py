"""Every step of a timeline told in sentences that say no more than the archive proves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reciprocity.pitch import DESCRIPTORS
from reciprocity.report.times import length, timestamp
from reciprocity.report.words import count, plain
from reciprocity.timeline.connection import GONE, NEVER, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.report.times import Clock

WINDOW: Final = "(LinkedIn keeps requests for about 180 days)"
_KNOWN: Final = frozenset({*GONE, *NEVER, *WITHDRAWN})
UNSEEN: Final = (
    "Not to be seen here: likes and comments by others (never exported), calls, other channels, "
    "deleted conversations."
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage of one person, with what its sentence needs to know of the stages around it.

    days: length of a silence. after_silence: days of the silence this step ended, None otherwise.
    first_words: nothing but the request and the accept came before.
    """

    stage: str
    actor: str
    certainty: str
    detail: dict[str, Any]
    clock: Clock
    platform: str = "linkedin"
    at: object = None
    at_latest: object = None
    days: float | None = None
    after_silence: float | None = None
    first_words: bool = False

    def date(self, value: object) -> str:
        """Return a moment as a date, "an unknown date" for nothing."""
        moment = timestamp(value)
        return "an unknown date" if moment is None else self.clock.date(moment)


def tell(step: Step) -> str:
    """Return the sentences of a step; `{name}` stands where the person's name belongs."""
    telling = _TELL.get(step.stage)
    if telling is None:
        return f"{plain(step.stage).capitalize()}."
    return telling(step)


def _who(step: Step, you: str, they: str, unknown: str) -> str:
    return {"owner": you, "person": they}.get(step.actor, unknown)


def _request(step: Step) -> str:
    kept = f" {WINDOW}" if step.platform == "linkedin" else ""
    if step.actor not in {"owner", "person"}:
        note = _note(step)
        said = f" It came {note}." if note else " Whether with a note is unknown."
        return f"One of you asked to connect. Who asked is not in the archive{kept}.{said}"
    who = _who(step, "You asked {name} to connect", "{name} asked you to connect", "")
    note = _note(step)
    if step.certainty != "observed":
        who = f"By the words that followed, {who[0].lower() if who[0] == 'Y' else who[0]}{who[1:]}"
    if not note:
        return f"{who}. Whether with a note is unknown."
    return f"{who}, {note}."


def _note(step: Step) -> str:
    note = step.detail.get("note")
    if note is None:
        return ""
    if step.certainty == "observed":
        return "with a note" if note else "without a note"
    if note:
        return "apparently with a note"
    return "apparently without a note (no message from either side on that day)"


def _accept(step: Step) -> str:
    said = _who(
        step,
        "You accepted: the two of you were connected.",
        "{name} accepted: the two of you were connected.",
        "The two of you were connected.",
    )
    if timestamp(step.at) is None:
        said += " The day is not in the archive; it lies before the first later event."
    if step.detail.get("note_row") is not None:
        said += " The note of the request stands among the messages of that day."
    return said


def _thanks(step: Step) -> str:
    who = _who(
        step,
        "You thanked {name} for connecting.",
        "{name} thanked you for connecting.",
        "A thanks.",
    )
    answered = step.detail.get("answered")
    if answered is None:
        return f"{who} Whether an answer came is unknown."
    if answered:
        return f"{who} It was answered."
    return f"{who} It stayed unanswered."


def _message(step: Step) -> str:
    sent, received = int(step.detail.get("sent") or 0), int(step.detail.get("received") or 0)
    if sent and received:
        total = count(sent + received, "message")
        return f"An exchange of {total}: you wrote {sent:,}, {{name}} wrote {received:,}."
    if sent:
        return f"You wrote {count(sent, 'message')}; none came back in this exchange."
    if received:
        return f"{{name}} wrote {count(received, 'message')}; none went back in this exchange."
    return "A message."


def _silence(step: Step) -> str:
    lasted = length(step.days or 0, coarse=step.clock.coarse)
    until = timestamp(step.detail.get("until"))
    if step.detail.get("ongoing") or until is None:
        return f"Silence for {lasted}, still going at the end of what could be seen."
    broken = {"owner": " You broke it.", "person": " {name} broke it."}
    who = broken.get(step.detail.get("broken_by") or "", "")
    return f"Silence for {lasted}, until {step.clock.date(until)}.{who}"


def _pitch(step: Step) -> str:
    who = _who(step, "You pitched to {name}", "{name} pitched to you", "A pitch")
    when = ""
    if step.after_silence is not None:
        lasted = length(step.after_silence, coarse=step.clock.coarse)
        when = f": the first message after a silence of {lasted}"
    elif step.first_words:
        when = ": the first message between you"
    says = [_descriptor(step, code) for code in step.detail.get("descriptors") or ()]
    said = "; ".join(dict.fromkeys(word for word in says if word))
    return f"{who}{when}.{f' The message {said}.' if said else ''}{_probability(step)}"


def _descriptor(step: Step, code: str) -> str:
    return DESCRIPTORS.get(code) or ("" if step.clock.coarse else plain(code))


def _probability(step: Step) -> str:
    value = step.detail.get("probability")
    if value is None:
        return ""
    percent = min(99, round(float(value) * 100))
    return f" Read as a pitch with {percent} % certainty."


def _reply(step: Step) -> str:
    to = {"pitch": "the pitch", "decline": "the no", "thanks": "the thank-you"}
    what = to.get(step.detail.get("to") or "", "the message before")
    return _who(
        step, f"You answered {what}.", f"{{name}} answered {what}.", f"An answer to {what}."
    )


def _decline(step: Step) -> str:
    if step.detail.get("of") == "request":
        return _who(
            step,
            "You declined the request.",
            "{name} declined the request.",
            "The request was declined.",
        )
    return _who(
        step,
        "You said no to the pitch.",
        "{name} said no to the pitch.",
        "The pitch was declined.",
    )


def _endorsement(step: Step) -> str:
    skills = count(int(step.detail.get("count") or 1), "skill")
    return _who(
        step,
        f"You endorsed {{name}} for {skills}.",
        f"{{name}} endorsed you for {skills}.",
        f"An endorsement for {skills}.",
    )


def _recommendation(step: Step) -> str:
    return _who(
        step,
        "You wrote a recommendation for {name}.",
        "{name} wrote a recommendation for you.",
        "A recommendation.",
    )


def _engagement(step: Step) -> str:
    return _who(
        step,
        "You reacted to, commented on or followed what {name} does.",
        "{name} reacted to, commented on or followed what you do.",
        "A reaction, a comment or a follow.",
    )


def _removal(step: Step) -> str:
    seen, gone = step.date(step.at), step.date(step.at_latest)
    if step.certainty == "observed" or step.detail.get("candidate") is False:
        fact = f"The connection was there on {seen} and gone by {gone}."
    elif timestamp(step.at) is None:
        fact = f"There are signs of a connection, and it was gone by {gone}."
    else:
        fact = (
            f"The last sign of the connection is of {seen}; it was gone by {gone}. "
            "Only its absence from the list says so."
        )
    return f"{fact}{_after_no(step)} {_ended(step)}"


def _after_no(step: Step) -> str:
    days = step.detail.get("days_after_decline")
    if days is None:
        return ""
    return f" That is within {count(max(1, int(days)), 'day')} of the no."


def _ended(step: Step) -> str:
    if step.actor == "owner":
        return "Your own list of removed people names {name}, so you probably ended it."
    could = _explanations(step, GONE)
    also = "" if could[0] == GONE[0] else "also "
    return f"Who ended it is not in the archive; it could {also}be: {'; '.join(could)}."


def _explanations(step: Step, default: tuple[str, ...]) -> list[str]:
    """Return what else it could be; when redacting only sentences this program is known to say."""
    given = [str(sentence) for sentence in step.detail.get("explanations") or ()]
    if step.clock.coarse:
        given = [sentence for sentence in given if sentence in _KNOWN]
    return [plain(sentence).rstrip(".") for sentence in given] or list(default)


def _withdrawal(step: Step) -> str:
    seen, gone = step.date(step.at), step.date(step.at_latest)
    could = "; ".join(_explanations(step, WITHDRAWN))
    return (
        f"The request was still open on {seen} and gone by {gone}, and the two of you are not "
        f"connected. What became of it is not in the archive; it could be: {could}."
    )


_TELL: Final[dict[str, Callable[[Step], str]]] = {
    "request": _request,
    "accept": _accept,
    "thanks": _thanks,
    "message": _message,
    "silence": _silence,
    "pitch": _pitch,
    "reply": _reply,
    "decline": _decline,
    "endorsement": _endorsement,
    "recommendation": _recommendation,
    "engagement": _engagement,
    "removal": _removal,
    "withdrawal": _withdrawal,
}
