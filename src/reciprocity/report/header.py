"""The head of the report: which exports, what they can and cannot show, what was not readable."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from reciprocity.report import clean
from reciprocity.report.apart import REMINDED, elsewhere_toml
from reciprocity.report.borrowed import borrowed
from reciprocity.report.choices import choices_toml
from reciprocity.report.formats import first_upper, whole
from reciprocity.report.language import N_, NN_, _, ngettext, pgettext
from reciprocity.report.view import export_label
from reciprocity.report.words import (
    APART,
    INVITATION_KINDS,
    PLATFORMS,
    counted,
    export_kind,
    joined,
    kind_words,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_BLANK: Final = {"facebook": N_("accounts deleted, deactivated or hidden from you")}
_BLANK_ELSEWHERE: Final = N_("accounts closed or restricted")
_MEMBERS: Final = {
    "read": NN_("{number} read", "{number} read"),
    "ignored": NN_("{number} ignored", "{number} ignored"),
    "unknown": NN_("{number} unknown", "{number} unknown"),
    "unreadable": NN_("{number} unreadable", "{number} unreadable"),
}


def describe_exports(analysis: Analysis, view: View) -> list[Data]:
    """Return one entry per export, in the order of the analysis; newest: of its platform."""
    by_date = sorted(analysis.exports, key=attrgetter("exported_at"))
    newest = {export.platform: export.exported_at for export in by_date}
    return [
        {**_export(place, export, view), "newest": newest[export.platform] == export.exported_at}
        for place, export in enumerate(analysis.exports, 1)
    ]


def _export(place: int, export: ExportInfo, view: View) -> Data:
    label = export_label(export, view.clock)
    files = [
        {
            "group": group,
            "told": counted(len(export.members.get(group, ())), forms),
            "count": len(export.members.get(group, ())),
            "names": [] if view.redact else [clean.line(m) for m in export.members.get(group, ())],
        }
        for group, forms in _MEMBERS.items()
    ]
    return {
        "label": label,
        "name": _("Export {number}").format(number=place)
        if view.redact
        else clean.line(export.name),
        "platform": PLATFORMS.get(export.platform) or _("Other"),
        "kind": export_kind(export.kind) or plain(export.kind),
        "date": view.clock.span(export.exported_at, export.exported_at),
        "confidence": round(float(export.confidence), 2),
        "reasons": []
        if view.redact
        else [borrowed(clean.line(reason)) for reason in export.reasons],
        "coverage": [
            _coverage(kind, seen, export.platform, view)
            for kind, seen in export.coverage.items()
            if not str(seen.get("basis") or "").startswith("never exported")
        ],
        "files": files,
        "apart": _apart(export),
        "blank_connections": export.blank_connections,
        "blank_why": _(_BLANK.get(export.platform, _BLANK_ELSEWHERE)),
        "duplicates": export.duplicates,
    }


def _apart(export: ExportInfo) -> list[str]:
    """Return the rows kept apart as `3 adverts`, most first."""
    found = sorted(export.apart.items(), key=lambda item: (-item[1], item[0]))
    return [
        counted(n, APART[kind]) if kind in APART else f"{whole(n)} {plain(kind)}"
        for kind, n in found
        if n
    ]


def _coverage(kind: str, seen: Mapping[str, Any], platform: str, view: View) -> Data:
    gaps = [_gap(a, b, view) for a, b in seen.get("gaps") or ()]
    listed = platform == "linkedin" and kind in INVITATION_KINDS
    said = _seen(seen.get("from"), seen.get("to"), view, listed=listed)
    if gaps:
        between = _("Nothing could be seen in between: {gaps}.").format(gaps="; ".join(gaps))
        said = joined(said, between)
    basis = borrowed(clean.line(str(seen.get("basis") or "")).rstrip("."))
    return {"kind": kind_words(kind, platform), "said": said, "basis": basis}


def _gap(start: object, end: object, view: View) -> str:
    form = view.clock.form(
        pgettext("day", "{start} to {end}"), pgettext("month", "{start} to {end}")
    )
    return form.format(start=view.clock.or_unknown(start), end=view.clock.or_unknown(end))


def _seen(start: object, end: object, view: View, *, listed: bool) -> str:
    """Return the window in words. listed: LinkedIn's invitations, which it drops after a while."""
    if not start and not end:
        return _("Could not be seen in this export.")
    window = _window(start, end, view)
    if listed and start:
        text = _("Could be seen {window}; before that who asked whom is unknown.")
        return text.format(window=window)
    return _("Could be seen {window}.").format(window=window)


def _window(start: object, end: object, view: View) -> str:
    clock = view.clock
    if start and end:
        return clock.from_to(start, end)
    if start:
        form = clock.form(pgettext("day", "from {date} on"), pgettext("month", "from {date} on"))
    else:
        form = clock.form(pgettext("day", "to {date}"), pgettext("month", "to {date}"))
    return form.format(date=clock.or_unknown(start or end))


def describe_problems(analysis: Analysis, view: View) -> list[Data]:
    """Return what could not be read, counted by kind and file, most first."""
    hints: dict[tuple[str, str], str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for problem in analysis.problems:
        key = (problem.kind, view.member(problem.member))
        counted[key] += 1
        hints.setdefault(key, "" if view.redact else borrowed(clean.line(problem.hint)))
    return [
        {
            "kind": borrowed(clean.line(kind)),
            "member": member,
            "count": n,
            "hint": hints[kind, member],
        }
        for (kind, member), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def describe_suggestions(analysis: Analysis, view: View) -> list[Data]:
    """Return pairs that are perhaps one person; without the reason when redacting."""
    return [
        {
            "first": view.link(first),
            "second": view.link(second),
            "ids": [] if view.redact else [clean.line(first), clean.line(second)],
            "reason": "" if view.redact else borrowed(clean.line(reason)),
        }
        for first, second, reason in analysis.suggestions
    ]


def describe_choices(analysis: Analysis, view: View) -> str:
    """Return a file for --people, "" where it would be empty, or redacting.

    It holds the suggestions, the joined pairs, and whom the user may talk to elsewhere.
    """
    if view.redact:
        return ""
    scores = analysis.scores
    asked = scores.loc[scores["verdict"].isin(REMINDED), "person_id"]
    parts = (
        choices_toml(analysis.suggestions, view.names, _pairs(analysis)),
        elsewhere_toml(asked, view.names),
    )
    return "\n".join(part for part in parts if part)


def describe_joined(analysis: Analysis, view: View) -> list[Data]:
    """Return who was taken to be one person on two platforms, and why (not when redacting)."""
    return [
        {
            "person": view.link(one if one in view.names else other),
            "ids": [] if view.redact else [clean.line(one), clean.line(other)],
            "reason": "" if view.redact else borrowed(clean.line(reason)),
        }
        for one, other, reason in _pairs(analysis)
    ]


def _pairs(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [(*link.ids, "; ".join(link.reasons)) for link in analysis.joined]


def describe_labels(analysis: Analysis) -> str:
    """Return how far the verdicts are the user's own, "" where no label was taken."""
    use = analysis.labels
    if not use.used:
        return ""
    labelled = ngettext(
        "You labelled {number} message as a pitch or as ordinary: there your word stands, and it "
        "has shifted a little how the other messages are read.",
        "You labelled {number} messages as a pitch or as ordinary: there your word stands, and it "
        "has shifted a little how the other messages are read.",
        use.used,
    ).format(number=whole(use.used))
    rest = ngettext(
        "{number} verdict rests on pitches of which at least one is your own word.",
        "{number} verdicts rest on pitches of which at least one is your own word.",
        use.verdicts,
    ).format(number=whole(use.verdicts))
    none = _("No verdict rests on a pitch that you called so.")
    return joined(labelled, rest if use.verdicts else none)


def describe_advice(analysis: Analysis) -> list[str]:
    """Return the sentences on what to tick when asking again, each once."""
    said = [clean.line(export.advice) for export in analysis.exports if export.advice]
    return [first_upper(borrowed(text)) for text in dict.fromkeys(said) if text]
