"""The first screen: the network in five figures, and what could not be known of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reciprocity.report.formats import listed, percent, whole
from reciprocity.report.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.analysis import Analysis
    from reciprocity.report.view import View
    from reciprocity.report.words import Data
    from reciprocity.timeline.observed import Stretch


def describe_opening(rows: Sequence[Data], mirror: Data, analysis: Analysis, view: View) -> Data:
    """Return {"figures", "unknown"}: five figures of the network, and sentences on its limits.

    rows: those of `make_rows`. mirror: `describe_mirror`. figures: {"key", "value", "label",
    "note"}, the value a number of people or, for "answered", a share from 0 to 1 (None where the
    owner opened no conversation that could be seen).
    """
    verdicts = Counter(row["verdict"] for row in rows)
    ranked = sum(row["rank"] is not None for row in rows)
    return {
        "figures": [
            _people(len(rows), ranked),
            _reciprocal(verdicts, ranked),
            _leaning(verdicts),
            _extractive(verdicts),
            _answered(mirror),
        ],
        "unknown": [text for text in _unknown(rows, analysis, view) if text],
    }


def _figure(key: str, value: float | None, label: str, note: str) -> Data:
    return {"key": key, "value": value, "label": label, "note": note}


def _people(everybody: int, ranked: int) -> Data:
    label = ngettext("person in these archives", "people in these archives", everybody)
    note = ngettext(
        "{n} with enough evidence for a rank", "{n} with enough evidence for a rank", ranked
    )
    return _figure("people", everybody, label, note.format(n=whole(ranked)))


def _reciprocal(verdicts: Counter[str], ranked: int) -> Data:
    both, dormant = verdicts["reciprocal"], verdicts["dormant"]
    note = ngettext(
        "of {ranked} ranked; {n} more was so, and is dormant now",
        "of {ranked} ranked; {n} more were so, and are dormant now",
        dormant,
    )
    label = ngettext("relationship is reciprocal", "relationships are reciprocal", both)
    return _figure("reciprocal", both, label, note.format(n=whole(dormant), ranked=whole(ranked)))


def _leaning(verdicts: Counter[str]) -> Data:
    you, they = verdicts["one_sided_you"], verdicts["one_sided_them"]
    label = ngettext("relationship is one-sided", "relationships are one-sided", you + they)
    note = _("you invest in {you}, others invest in {they}")
    return _figure("one_sided", you + they, label, note.format(you=whole(you), they=whole(they)))


def _extractive(verdicts: Counter[str]) -> Data:
    them, you = verdicts["extractive"], verdicts["extractive_you"]
    label = ngettext(
        "shows an extractive pattern towards you", "show an extractive pattern towards you", them
    )
    note = ngettext("and {n} from your side", "and {n} from your side", you)
    return _figure("extractive", them, label, note.format(n=whole(you)))


def _answered(mirror: Data) -> Data:
    """Return how much of what was opened met with an answer, both ways."""
    items = [item for item in mirror["items"] if item["key"] == "unanswered"]
    sides = {side["side"]: side for item in items for side in item["figures"]}
    # The mirror's own side counts what the owner left unanswered; the other one, what others did.
    yours, theirs = (_share(sides.get(side)) for side in ("them", "you"))
    label = _("of the conversations you opened were answered")
    note = (
        _("no conversation that others opened was seen")
        if theirs is None
        else _("you answered {share} of theirs").format(share=percent(theirs))
    )
    return _figure("answered", yours, label, note)


def _share(side: Data | None) -> float | None:
    """Return the share of what is known to have met with an answer or with none."""
    known = side["whole"] - side["untold"] if side else 0
    return (known - side["part"]) / known if side and known else None


def _unknown(rows: Sequence[Data], analysis: Analysis, view: View) -> list[str]:
    return [
        _too_little(rows),
        _requests(analysis.mirror.requests_seen, view),
        _one_export(analysis, view),
        _encrypted(analysis, view),
        _("Who ended a connection, and why, is in no archive."),
        _("What passed between people elsewhere, by phone or face to face, is in no archive."),
        _unreadable(len(analysis.problems)),
    ]


def _too_little(rows: Sequence[Data]) -> str:
    few = sum(row["verdict"] == "not_enough_evidence" for row in rows)
    said = ngettext(
        "Of {n} person too little is documented for a verdict.",
        "Of {n} people too little is documented for a verdict.",
        few,
    )
    return said.format(n=whole(few)) if few else ""


def _requests(seen: Sequence[Stretch], view: View) -> str:
    """Return when LinkedIn's lists show who asked (linkedin.md: about 180 days an export)."""
    if "linkedin" not in view.platforms:
        return ""
    if not seen:
        return _("Who asked whom to connect on LinkedIn could not be seen.")
    said = _("Who asked whom to connect on LinkedIn is listed only {windows}.")
    return said.format(windows=listed([view.clock.from_to(*stretch) for stretch in seen]))


def _one_export(analysis: Analysis, view: View) -> str:
    """Return that an end shows only where two exports are compared."""
    counted = Counter(e.platform for e in analysis.exports if e.kind != "e2ee")
    if not any(counted[platform] == 1 for platform in view.platforms):
        return ""
    return _("Connections that ended are seen for sure only where two exports are compared.")


def _encrypted(analysis: Analysis, view: View) -> str:
    if "facebook" not in view.platforms or any(e.kind == "e2ee" for e in analysis.exports):
        return ""
    return _("Encrypted Messenger chats come in a download of their own, which is not among these.")


def _unreadable(problems: int) -> str:
    said = ngettext(
        "{n} row or file could not be read as it stands.",
        "{n} rows or files could not be read as they stand.",
        problems,
    )
    return said.format(n=whole(problems)) if problems else ""
