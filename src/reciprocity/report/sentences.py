"""Every step of a timeline told in sentences that say no more than the archive proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.pitch import DESCRIPTORS
from reciprocity.report.borrowed import borrowed
from reciprocity.report.connecting import accept, declined_request, removal, request, withdrawal
from reciprocity.report.formats import first_upper, percent, whole
from reciprocity.report.language import N_, _, ngettext, pgettext
from reciprocity.report.times import length, of_length, timestamp
from reciprocity.report.words import ACTS, counted, joined, plain

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
    return joined(telling(step), _came(step), _deleted(step))


def _came(step: Step) -> str:
    """Return how the first words that came as a message request were received."""
    if step.entry is None:
        return ""
    sent = step.actor == "owner"
    unanswered = step.entry.unanswered and not sent
    if step.entry.accepted is not None:
        when = step.clock.on(step.entry.accepted)
        return step.say(_accepted(step, unanswered=unanswered), when=when)
    came = _("It went as a message request.") if sent else _("It came as a message request.")
    return joined(
        "" if step.stage == "pitch" else came,
        _("No answer of yours is in these archives.") if unanswered else "",
    )


def _accepted(step: Step, *, unanswered: bool) -> str:
    """Return the sentence on a message request that was accepted."""
    pitch = step.stage == "pitch"
    if step.actor == "owner":
        if pitch:
            return _("{name} accepted the message request {when}.")
        return _("It went as a message request, which {name} accepted {when}.")
    if pitch:
        if unanswered:
            return _(
                "You accepted the message request {when}; no answer of yours is in these archives."
            )
        return _("You accepted the message request {when}.")
    if unanswered:
        return _(
            "It came as a message request, which you accepted {when}; no answer of yours is in "
            "these archives."
        )
    return _("It came as a message request, which you accepted {when}.")


def _deleted(step: Step) -> str:
    """Return that the conversation stands in the earlier export only."""
    if not step.gone:
        return ""
    start, end = step.detail["conversation_gone"]
    return joined(
        _(
            "{When} the conversation went from your archive: deleted by you, as far as anyone can "
            "tell."
        ).format(When=first_upper(step.clock.between(start, end))),
        _("What it held is known from the earlier download."),
    )


def _thanks(step: Step) -> str:
    who = step.who(
        _("You thanked {name} for connecting."),
        _("{name} thanked you for connecting."),
        _("A thanks."),
    )
    answered = step.detail.get("answered")
    if answered is None:
        return joined(who, _("Whether an answer came is unknown."))
    return joined(who, _("It was answered.") if answered else _("It stayed unanswered."))


def _message(step: Step) -> str:
    sent, received = int(step.detail.get("sent") or 0), int(step.detail.get("received") or 0)
    if sent and received:
        text = ngettext(
            "An exchange of {total} message: you wrote {sent}, {name} wrote {received}.",
            "An exchange of {total} messages: you wrote {sent}, {name} wrote {received}.",
            sent + received,
        )
        numbers = {"total": sent + received, "sent": sent, "received": received}
        return step.say(text, **{key: whole(number) for key, number in numbers.items()})
    if sent:
        text = ngettext(
            "You wrote {number} message; none came back in this exchange.",
            "You wrote {number} messages; none came back in this exchange.",
            sent,
        )
        return step.say(text, number=whole(sent))
    if received:
        text = ngettext(
            "{name} wrote {number} message; none went back in this exchange.",
            "{name} wrote {number} messages; none went back in this exchange.",
            received,
        )
        return step.say(text, number=whole(received))
    return _("A message.")


def _silence(step: Step) -> str:
    told = {
        "after_trace": _("It begins after a message of which no words are left."),
        "broken_by_trace": _("No words are left of the message that ended it."),
        "in_group": _("In a group, {name} wrote in the meantime."),
    }
    return joined(_lasted(step), *(said for key, said in told.items() if step.detail.get(key)))


def _lasted(step: Step) -> str:
    lasted = length(step.days or 0, coarse=step.clock.coarse)
    until = timestamp(step.detail.get("until"))
    if step.detail.get("partly_seen"):
        lasted = _("at least {length}, the part of it that could be seen").format(length=lasted)
        if until is not None and not step.detail.get("broken_by"):
            form = step.clock.form(
                pgettext("day", "Silence for {length} (to {date})."),
                pgettext("month", "Silence for {length} (to {date})."),
            )
            return form.format(length=lasted, date=step.clock.date(until))
    if step.detail.get("ongoing") or until is None:
        return _("Silence for {length}, still going at the end of what could be seen.").format(
            length=lasted
        )
    broken = {"owner": _("You broke it."), "person": _("{name} broke it.")}
    said = _("Silence for {length}, {until}.").format(length=lasted, until=step.clock.until(until))
    return joined(said, broken.get(step.detail.get("broken_by") or "", ""))


def _pitch(step: Step) -> str:
    if step.detail.get("channel") == _REQUEST:
        who = step.who(
            _("You pitched to {name} through a message request"),
            _("{name} pitched to you through a message request"),
            _("A pitch through a message request"),
        )
    else:
        who = step.who(_("You pitched to {name}"), _("{name} pitched to you"), _("A pitch"))
    opening = _opening(step)
    pitched = _("{pitched}: {opening}.").format(pitched=who, opening=opening)
    return joined(
        pitched if opening else f"{who}.", _described(step), _parties(step), _probability(step)
    )


_REQUEST: Final = "message_request"


def _opening(step: Step) -> str:
    """Return what the pitch came after: nothing at all, a silence, or both."""
    if step.after_silence is None:
        return _("the first message between you in these archives") if step.first_words else ""
    lasted = of_length(step.after_silence, coarse=step.clock.coarse)
    if step.first_words:
        text = _("the first message between you in these archives, after a silence of {length}")
        return text.format(length=lasted)
    return _("the first message after a silence of {length}").format(length=lasted)


def _described(step: Step) -> str:
    """Return what the message of a pitch does, by its descriptors."""
    says = [_descriptor(step, code) for code in step.detail.get("descriptors") or ()]
    said = "; ".join(dict.fromkeys(word for word in says if word))
    return _("The message {does}.").format(does=said) if said else ""


def _descriptor(step: Step, code: str) -> str:
    if code in DESCRIPTORS:
        return borrowed(DESCRIPTORS[code])
    return plain(code) if step.texts else ""


def _parties(step: Step) -> str:
    """Return what the archive knows of those the pitch speaks for; no name without texts."""
    if not step.texts:
        known = [party.known for party in step.parties]
        return joined(*(_(text) for value, text in _NAMELESS.items() if value in known))
    return joined(
        *(
            step.say(_known(party, step), third=f"{{third {place}}}", number=whole(party.events))
            for place, party in enumerate(step.parties, 1)
        )
    )


_NAMELESS: Final = {
    False: N_("The archive knows nothing of the third party."),
    True: N_("The third party also occurs elsewhere in this archive."),
}


def _known(party: Party, step: Step) -> str:
    """Return a sentence with {third} for the name of the third party, {number} for its events."""
    if not party.known:
        if not party.repeats:
            return _("{third}: this archive knows nothing of them.")
        if step.actor == "owner":
            return _("{third}: this archive knows nothing of them beyond your own messages.")
        return _("{third}: this archive knows nothing of them beyond {name}'s own messages.")
    if not party.listed:
        return ngettext(
            "{third} occurs elsewhere in this archive (in {number} event).",
            "{third} occurs elsewhere in this archive (in {number} events).",
            party.events,
        )
    if not party.events:
        return (
            _("{third} occurs elsewhere in this archive (is among your connections).")
            if party.connected
            else _("{third} occurs elsewhere in this archive (is among the people in it).")
        )
    return _listed(party)


def _listed(party: Party) -> str:
    if party.connected:
        return ngettext(
            "{third} occurs elsewhere in this archive (is among your connections, in {number} "
            "event).",
            "{third} occurs elsewhere in this archive (is among your connections, in {number} "
            "events).",
            party.events,
        )
    return ngettext(
        "{third} occurs elsewhere in this archive (is among the people in it, in {number} event).",
        "{third} occurs elsewhere in this archive (is among the people in it, in {number} events).",
        party.events,
    )


def _probability(step: Step) -> str:
    if step.detail.get("labelled"):
        return _("You called this a pitch.")
    value = step.detail.get("probability")
    if value is None:
        return ""
    certainty = percent(min(99, round(float(value) * 100)) / 100)
    return _("Read as a pitch with {percent} certainty.").format(percent=certainty)


def _reply(step: Step) -> str:
    return step.who(*map(_, _REPLIES.get(step.detail.get("to") or "", _REPLY)))


_REPLY: Final = (
    N_("You answered the message before."),
    N_("{name} answered the message before."),
    N_("An answer to the message before."),
)
_REPLIES: Final = {
    "pitch": (
        N_("You answered the pitch."),
        N_("{name} answered the pitch."),
        N_("An answer to the pitch."),
    ),
    "decline": (
        N_("You answered the no."),
        N_("{name} answered the no."),
        N_("An answer to the no."),
    ),
    "thanks": (
        N_("You answered the thank-you."),
        N_("{name} answered the thank-you."),
        N_("An answer to the thank-you."),
    ),
}


def _decline(step: Step) -> str:
    if step.detail.get("of") == "request":
        return declined_request(step)
    return step.who(
        _("You said no to the pitch."),
        _("{name} said no to the pitch."),
        _("The pitch was declined."),
    )


def _endorsement(step: Step) -> str:
    skills = int(step.detail.get("count") or 1)
    text = step.who(
        ngettext(
            "You endorsed {name} for {number} skill.",
            "You endorsed {name} for {number} skills.",
            skills,
        ),
        ngettext(
            "{name} endorsed you for {number} skill.",
            "{name} endorsed you for {number} skills.",
            skills,
        ),
        ngettext(
            "An endorsement for {number} skill.", "An endorsement for {number} skills.", skills
        ),
    )
    return step.say(text, number=whole(skills))


def _recommendation(step: Step) -> str:
    return step.who(
        _("You wrote a recommendation for {name}."),
        _("{name} wrote a recommendation for you."),
        _("A recommendation."),
    )


def _engagement(step: Step) -> str:
    if step.facebook and step.acts:
        did = ", ".join(counted(number, ACTS[act]) for act, number in step.acts)
        form = step.who(_("From you to {name}: {acts}."), _("From {name} to you: {acts}."), "")
        return step.say(form, acts=did) if form else f"{did}."
    return step.who(
        _("You reacted to, commented on or followed what {name} does."),
        _("{name} reacted to, commented on or followed what you do."),
        _("A reaction, a comment or a follow."),
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
