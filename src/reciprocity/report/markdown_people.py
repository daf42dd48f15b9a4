"""The sections of the people in Markdown: why, the steps, their evidence, the score taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.report.escaping import quoted
from reciprocity.report.formats import signed
from reciprocity.report.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.report.words import Data


def tell_people(shown: Data, people: Sequence[Data]) -> Iterator[str]:
    """Yield the sections of a summary whose texts are escaped.

    people: the sections as they were, for the quotes, which have several lines.
    """
    yield "## " + _("Person by person")
    yield ""
    for person, plain in zip(shown["people"], people, strict=True):
        yield from _person(person, plain)


def _person(person: Data, plain: Data) -> Iterator[str]:
    yield f"### {person['name']}"
    yield ""
    if not person["elsewhere"]:
        scored = f"{signed(person['score'])} ({signed(person['low'])} / {signed(person['high'])})"
        yield f"**{person['verdict_word']}** · {_rank(person['rank'])} · {scored}"
        yield ""
    yield person["why"]
    yield ""
    yield " ".join(part for part in (person["connected"], _facts(person), _id(person)) if part)
    yield ""
    for number, (step, before) in enumerate(zip(person["steps"], plain["steps"], strict=True), 1):
        yield from _step(number, step, before)
    yield from _signals(person["signals"])


def _rank(rank: int | None) -> str:
    return _("no rank") if rank is None else _("rank {number}").format(number=rank)


def _facts(person: Data) -> str:
    return f"{', '.join(person['facts'])}." if person["facts"] else ""


def _id(person: Data) -> str:
    who = person["person_id"]
    return _("Id: {person}.").format(person=who) if who else ""


def _step(number: int, step: Data, plain: Data) -> Iterator[str]:
    when = f"{step['when']['text']}, {step['when']['time']}".rstrip(", ")
    certainty = _("observed") if step["certainty"] == "observed" else _("inferred")
    marks = [step["platform"], certainty, _("who: unknown") if step["nobody"] else ""]
    told = ", ".join(mark for mark in marks if mark)
    yield f"**{number}. {step['label']}**, {when} ({told})"
    yield ""
    yield "".join(_spaced(part, raw) for part, raw in zip(step["said"], plain["said"], strict=True))
    if step["reminder"]:
        yield step["reminder"]
    yield ""
    for quote in plain["quotes"]:
        yield from quoted(_words(quote))
        yield ""
    if step["found"]:
        yield _("Found in its words: {what}.").format(what="; ".join(step["found"]))
    yield _rests(step["evidence"])
    yield ""


def _spaced(part: Sequence[str], plain: Sequence[str]) -> str:
    """Return a part of a sentence with the blanks at its ends, which escaping takes away."""
    text = plain[1]
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{part[1]}{after}"


def _words(quote: Data) -> str:
    cut = ngettext("{n} character left out", "{n} characters left out", quote["left_out"])
    gap = f" [… {cut.format(n=quote['left_out'])} …] "
    return "".join(gap if kind == "cut" else text for kind, text, _title in quote["segments"])


def _rests(evidence: Sequence[Data]) -> str:
    if not evidence:
        return _("Rests on no row of its own: it follows from the steps around it.")
    places = "; ".join(f"{e['archive']} \u203a {e['member']} \u203a {e['rows']}" for e in evidence)
    return _("Rests on {rows}").format(rows=places)


def _signals(signals: Sequence[Data]) -> Iterator[str]:
    if not signals:
        return
    yield "#### " + _("The score taken apart")
    yield ""
    yield "| {} | {} | {} |".format(_("Signal"), _("Rests on"), _("Adds"))
    yield "| --- | --- | ---: |"
    for signal in signals:
        yield f"| {signal['label']} | {_grounds(signal)} | {signed(signal['contribution'])} |"
    yield ""


def _grounds(signal: Data) -> str:
    steps = [_("step {number}").format(number=step["number"]) for step in signal["steps"]]
    more = signal["more_steps"]
    rest = [_("and {number} more").format(number=more)] if more else []
    rows = [_rests(signal["evidence"])] if signal["evidence"] else []
    return ", ".join([*steps, *rest, *rows])
