"""Why a verdict: one sentence from the counts, one from the signals that weigh most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.formats import listed, whole
from reciprocity.report.language import NN_, _, ngettext
from reciprocity.report.words import SIGNALS, counted, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reciprocity.report.words import Data

_SMALL: Final = 0.005  # a contribution that would be shown as 0.00


def because(row: Data, signals: Sequence[Data]) -> str:
    """Return why the row has its verdict: documented acts only, nothing about character."""
    telling = _WHY.get(row["verdict"])
    first = telling(row) if telling else ""
    # The signals take the other person's score apart, not yours.
    second = "" if row["verdict"] == "extractive_you" else _weighs(row, signals)
    return joined(first, second)


def _weighs(row: Data, signals: Sequence[Data]) -> str:
    """Return the one to three strongest contributions that point the way the score does."""
    score = row["score"] or 0.0
    same = [
        s
        for s in signals
        if s["name"] in SIGNALS
        and s["name"] != "prior"
        and abs(s["contribution"]) >= _SMALL
        and (s["contribution"] < 0) == (score < 0)
    ]
    same.sort(key=lambda s: (-abs(s["contribution"]), s["name"]))
    words = [_(SIGNALS[s["name"]][1 if s["contribution"] > 0 else 2]) for s in same]
    words = list(dict.fromkeys(words))[:3]
    return _("What weighs most: {signals}.").format(signals=listed(words)) if words else ""


def _both(row: Data) -> str:
    text = ngettext(
        "You sent {sent} message and received {received}.",
        "You sent {sent} messages and received {received}.",
        row["sent"],
    )
    return text.format(sent=whole(row["sent"]), received=whole(row["received"]))


def _reciprocal(row: Data) -> str:
    return joined(_("Both sides took part."), _both(row))


def _extractive(row: Data) -> str:
    pitches = NN_(
        "{number} pitch from them, and at least one more documented act that points the same way.",
        "{number} pitches from them, and at least one more documented act that points the same "
        "way.",
    )
    return counted(row["pitches_received"], pitches)


def _extractive_you(row: Data) -> str:
    pitches = NN_(
        "{number} pitch from you, and at least one more documented act that points the same way.",
        "{number} pitches from you, and at least one more documented act that points the same way.",
    )
    return counted(row["pitches_sent"], pitches)


def _one_sided_you(row: Data) -> str:
    opened, left = row["openings_sent"], row["unanswered_sent"]
    began = NN_("Of {number} conversation you opened", "Of {number} conversations you opened")
    rest = NN_("{number} was never answered by them", "{number} were never answered by them")
    return joined(_both(row), _unanswered(opened, left, began, rest))


def _one_sided_them(row: Data) -> str:
    opened, left = row["openings_received"], row["unanswered_received"]
    began = NN_("Of {number} conversation they opened", "Of {number} conversations they opened")
    # Translators: stands after "Of 12 conversations they opened, ..."
    rest = NN_("{number} was never answered by you", "{number} were never answered by you")
    return joined(_both(row), _unanswered(opened, left, began, rest))


def _unanswered(opened: int, left: int, began: tuple[str, str], rest: tuple[str, str]) -> str:
    # That none is known to be unanswered does not say that all were answered.
    if not opened or not left:
        return ""
    text = _("{of_whole}, {part}.")
    return text.format(of_whole=counted(opened, began), part=counted(left, rest))


def _dormant(row: Data) -> str:
    last = row["last_contact"]["text"]
    return joined(
        _("Both sides took part once; the silence now is longer than any before it."),
        _("Last contact: {date}.").format(date=last) if last else "",
    )


def _acquaintance(row: Data) -> str:
    return joined(_("Connected, with hardly a word."), _both(row))


def _not_enough(row: Data) -> str:
    acts = NN_(
        "{number} documented act: too little, or too mixed, for a verdict.",
        "{number} documented acts: too little, or too mixed, for a verdict.",
    )
    return counted(row["acts"], acts)


_WHY: Final[dict[str, Callable[[Data], str]]] = {
    "reciprocal": _reciprocal,
    "extractive": _extractive,
    "extractive_you": _extractive_you,
    "one_sided_you": _one_sided_you,
    "one_sided_them": _one_sided_them,
    "dormant": _dormant,
    "acquaintance": _acquaintance,
    "not_enough_evidence": _not_enough,
}
