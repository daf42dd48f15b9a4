"""Every step of a timeline told in sentences that say no more than the archive proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.pitch import DESCRIPTORS
from reciprocity.report.connecting import accept, declined_request, removal, request, withdrawal
from reciprocity.report.times import length, timestamp
from reciprocity.report.words import ACTS, count, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.report.parties import Party
    from reciprocity.report.step import Step


def tell(step: Step) -> str:
    """Return the sentences of a step.

    `{name}` stands where the person's name belongs, `{third 1}`, `{third 2}` where those of the
    third parties (step.parties) do.
    """
    telling = _TELL.get(step.stage)
    if telling is None:
        return f"{plain(step.stage).capitalize()}."
    return f"{telling(step)}{_came(step)}{_deleted(step)}"


def _came(step: Step) -> str:
    """Return how the first words that came as a message request were received."""
    if step.entry is None:
        return ""
    sent = step.actor == "owner"
    said = "" if step.stage == "pitch" else f" It {'went' if sent else 'came'} as a message request"
    answer = "" if sent or not step.entry.unanswered else _NO_ANSWER
    if step.entry.accepted is None:
        no = f" {answer[0].upper()}{answer[1:]}." if answer else ""
        return f"{said}.{no}" if said else no
    by = "{name} accepted" if sent else "you accepted"
    when = step.on(step.entry.accepted)
    said = f"{said}, which {by} {when}" if said else f" {_first_up(by)} the message request {when}"
    return f"{said}; {answer}." if answer else f"{said}."


_NO_ANSWER: Final = "no answer of yours is in these archives"


def _first_up(text: str) -> str:
    return text if text.startswith("{") else f"{text[0].upper()}{text[1:]}"


def _deleted(step: Step) -> str:
    """Return that the conversation stands in the earlier export only."""
    if not step.gone:
        return ""
    start, stop = (step.date(moment) for moment in step.detail["conversation_gone"])
    when = f"Between {start} and {stop}" if start != stop else f"By {stop}"
    return (
        f" {when} the conversation went from your archive: deleted by you, as far as anyone can "
        "tell. What it held is known from the earlier download."
    )


def _thanks(step: Step) -> str:
    who = step.who(
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
    if step.detail.get("partly_seen"):
        lasted = f"at least {lasted}, the part of it that could be seen"
        if until is not None and not step.detail.get("broken_by"):
            return f"Silence for {lasted} (to {step.clock.date(until)})."
    if step.detail.get("ongoing") or until is None:
        return f"Silence for {lasted}, still going at the end of what could be seen."
    broken = {"owner": " You broke it.", "person": " {name} broke it."}
    who = broken.get(step.detail.get("broken_by") or "", "")
    return f"Silence for {lasted}, until {step.clock.date(until)}.{who}"


def _pitch(step: Step) -> str:
    who = step.who("You pitched to {name}", "{name} pitched to you", "A pitch")
    through = " through a message request" if step.detail.get("channel") == _REQUEST else ""
    says = [_descriptor(step, code) for code in step.detail.get("descriptors") or ()]
    said = "; ".join(dict.fromkeys(word for word in says if word))
    what = f" The message {said}." if said else ""
    return f"{who}{through}{_opening(step)}.{what}{_parties(step)}{_probability(step)}"


_REQUEST: Final = "message_request"


def _opening(step: Step) -> str:
    """Return what the pitch came after: nothing at all, a silence, or both."""
    if step.after_silence is None:
        return ": the first message between you in these archives" if step.first_words else ""
    lasted = length(step.after_silence, coarse=step.clock.coarse)
    if step.first_words:
        return f": the first message between you in these archives, after a silence of {lasted}"
    return f": the first message after a silence of {lasted}"


def _descriptor(step: Step, code: str) -> str:
    return DESCRIPTORS.get(code) or (plain(code) if step.texts else "")


def _parties(step: Step) -> str:
    """Return what the archive knows of those the pitch speaks for; no name without texts."""
    if not step.texts:
        known = [party.known for party in step.parties]
        return "".join(sentence for value, sentence in _NAMELESS.items() if value in known)
    told = enumerate(step.parties, 1)
    return "".join(f" {{third {place}}}{_known(party, step)}." for place, party in told)


_NAMELESS: Final = {
    False: " The archive knows nothing of the third party.",
    True: " The third party also occurs elsewhere in this archive.",
}


def _known(party: Party, step: Step) -> str:
    if not party.known:
        whose = "your own" if step.actor == "owner" else "{name}'s own"
        beyond = f" beyond {whose} messages" if party.repeats else ""
        return f": this archive knows nothing of them{beyond}"
    where = []
    if party.listed:
        where.append(
            "is among your connections" if party.connected else "is among the people in it"
        )
    if party.events:
        where.append(f"in {count(party.events, 'event')}")
    return f" occurs elsewhere in this archive ({', '.join(where)})"


def _probability(step: Step) -> str:
    if step.detail.get("labelled"):
        return " You called this a pitch."
    value = step.detail.get("probability")
    if value is None:
        return ""
    percent = min(99, round(float(value) * 100))
    return f" Read as a pitch with {percent} % certainty."


def _reply(step: Step) -> str:
    to = {"pitch": "the pitch", "decline": "the no", "thanks": "the thank-you"}
    what = to.get(step.detail.get("to") or "", "the message before")
    return step.who(f"You answered {what}.", f"{{name}} answered {what}.", f"An answer to {what}.")


def _decline(step: Step) -> str:
    if step.detail.get("of") == "request":
        return declined_request(step)
    return step.who(
        "You said no to the pitch.",
        "{name} said no to the pitch.",
        "The pitch was declined.",
    )


def _endorsement(step: Step) -> str:
    skills = count(int(step.detail.get("count") or 1), "skill")
    return step.who(
        f"You endorsed {{name}} for {skills}.",
        f"{{name}} endorsed you for {skills}.",
        f"An endorsement for {skills}.",
    )


def _recommendation(step: Step) -> str:
    return step.who(
        "You wrote a recommendation for {name}.",
        "{name} wrote a recommendation for you.",
        "A recommendation.",
    )


def _engagement(step: Step) -> str:
    if step.facebook and step.acts:
        did = ", ".join(count(number, *ACTS[act]) for act, number in step.acts)
        return step.who(f"From you to {{name}}: {did}.", f"From {{name}} to you: {did}.", f"{did}.")
    return step.who(
        "You reacted to, commented on or followed what {name} does.",
        "{name} reacted to, commented on or followed what you do.",
        "A reaction, a comment or a follow.",
    )


_TELL: Final[dict[str, Callable[[Step], str]]] = {
    "request": request,
    "accept": accept,
    "thanks": _thanks,
    "message": _message,
    "silence": _silence,
    "pitch": _pitch,
    "reply": _reply,
    "decline": _decline,
    "endorsement": _endorsement,
    "recommendation": _recommendation,
    "engagement": _engagement,
    "removal": removal,
    "withdrawal": withdrawal,
}
