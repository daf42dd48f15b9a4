"""The head of the report: which exports, what they can and cannot show, what was not readable."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from reciprocity.report import clean
from reciprocity.report.apart import REMINDED, elsewhere_toml
from reciprocity.report.choices import choices_toml
from reciprocity.report.times import timestamp
from reciprocity.report.view import export_label
from reciprocity.report.words import (
    APART,
    EXPORT_KINDS,
    INVITATION_KINDS,
    PLATFORMS,
    count,
    kind_words,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reciprocity.analysis import Analysis, ExportInfo
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_BLANK: Final = {"facebook": "accounts deleted, deactivated or hidden from you"}
_MEMBER_GROUPS: Final = ("read", "ignored", "unknown", "unreadable")


def describe_exports(analysis: Analysis, view: View) -> list[Data]:
    """Return one entry per export, in the order of the analysis; newest: of its platform."""
    newest = {e.platform: e.exported_at for e in sorted(analysis.exports, key=_exported)}
    return [
        {**_export(place, export, view), "newest": newest[export.platform] == export.exported_at}
        for place, export in enumerate(analysis.exports, 1)
    ]


def _exported(export: ExportInfo) -> datetime:
    return export.exported_at


def _export(place: int, export: ExportInfo, view: View) -> Data:
    label = export_label(export, view.clock)
    files = [
        {
            "group": group,
            "count": len(export.members.get(group, ())),
            "names": [] if view.redact else [clean.line(m) for m in export.members.get(group, ())],
        }
        for group in _MEMBER_GROUPS
    ]
    return {
        "label": label,
        "name": f"Export {place}" if view.redact else clean.line(export.name),
        "platform": PLATFORMS.get(export.platform, "Other"),
        "kind": EXPORT_KINDS.get(export.kind) or plain(export.kind),
        "date": view.clock.span(export.exported_at, export.exported_at),
        "confidence": round(float(export.confidence), 2),
        "reasons": [] if view.redact else [clean.line(reason) for reason in export.reasons],
        "coverage": [
            _coverage(kind, seen, export.platform, view)
            for kind, seen in export.coverage.items()
            if not str(seen.get("basis") or "").startswith("never exported")
        ],
        "files": files,
        "apart": _apart(export),
        "blank_connections": export.blank_connections,
        "blank_why": _BLANK.get(export.platform, "accounts closed or restricted"),
        "duplicates": export.duplicates,
    }


def _apart(export: ExportInfo) -> list[str]:
    """Return the rows kept apart as `3 adverts`, most first."""
    found = sorted(export.apart.items(), key=lambda item: (-item[1], item[0]))
    return [count(n, *APART.get(kind, (plain(kind), plain(kind)))) for kind, n in found if n]


def _coverage(kind: str, seen: Mapping[str, Any], platform: str, view: View) -> Data:
    gaps = [f"{_date(a, view)} to {_date(b, view)}" for a, b in seen.get("gaps") or ()]
    listed = platform == "linkedin" and kind in INVITATION_KINDS
    said = _seen(seen.get("from"), seen.get("to"), view, listed=listed)
    if gaps:
        said += f" Nothing could be seen in between: {'; '.join(gaps)}."
    basis = clean.line(str(seen.get("basis") or "")).rstrip(".")
    return {"kind": kind_words(kind, platform), "said": said, "basis": basis}


def _seen(start: object, end: object, view: View, *, listed: bool) -> str:
    """Return the window in words. listed: LinkedIn's invitations, which it drops after a while."""
    if not start and not end:
        return "Could not be seen in this export."
    begin = f"from {_date(start, view)} " if start else ""
    stop = f"to {_date(end, view)}" if end else "on"
    said = f"Could be seen {begin}{stop}."
    if listed and start:
        return f"{said[:-1]}; before that who asked whom is unknown."
    return said


def _date(value: object, view: View) -> str:
    moment = timestamp(value)
    return "an unknown date" if moment is None else view.clock.date(moment)


def describe_problems(analysis: Analysis, view: View) -> list[Data]:
    """Return what could not be read, counted by kind and file, most first."""
    hints: dict[tuple[str, str], str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for problem in analysis.problems:
        key = (problem.kind, view.member(problem.member))
        counted[key] += 1
        hints.setdefault(key, "" if view.redact else clean.line(problem.hint))
    return [
        {"kind": clean.line(kind), "member": member, "count": n, "hint": hints[kind, member]}
        for (kind, member), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def describe_suggestions(analysis: Analysis, view: View) -> list[Data]:
    """Return pairs that are perhaps one person; without the reason when redacting."""
    return [
        {
            "first": view.link(first),
            "second": view.link(second),
            "ids": [] if view.redact else [clean.line(first), clean.line(second)],
            "reason": "" if view.redact else clean.line(reason),
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
            "reason": "" if view.redact else clean.line(reason),
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
    which = f"{count(use.used, 'message')} as a pitch or as ordinary"
    rest = "No verdict rests on a pitch that you called so."
    if use.verdicts:
        some = count(use.verdicts, "verdict rests", "verdicts rest")
        rest = f"{some} on pitches of which at least one is your own word."
    return (
        f"You labelled {which}: there your word stands, and it has shifted a little how the other "
        f"messages are read. {rest}"
    )


def describe_advice(analysis: Analysis) -> list[str]:
    """Return the sentences on what to tick when asking again, each once."""
    said = [clean.line(export.advice) for export in analysis.exports if export.advice]
    return [f"{text[0].upper()}{text[1:]}" for text in dict.fromkeys(said) if text]
