"""The people behind the mirror: three short lists to act on, each with its reason in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.report.formats import whole
from reciprocity.report.language import N_, _, ngettext
from reciprocity.report.times import months, of_months
from reciprocity.report.words import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from reciprocity.report.view import View
    from reciprocity.report.words import Data

    Row = dict[Any, Any]

MOST_SHOWN: Final = 10


def shown_people(people: pd.DataFrame) -> frozenset[str]:
    """Return the person_ids that the mirror shows by name; each gets a section to lead to."""
    return frozenset(people.groupby("list", sort=False).head(MOST_SHOWN)["person_id"])


def describe_lists(people: pd.DataFrame, view: View) -> list[Data]:
    """Return the lists to act on, also empty ones: {"key", "title", "intro", "rows", "more"}.

    people: ranking.Mirror.people. rows: {"name", "anchor", "reason"} of the first MOST_SHOWN; more:
    how many are left out.
    """
    found = []
    for key, (title, intro, reason) in _TO_ACT_ON.items():
        rows = people[people["list"] == key]
        shown = [
            {**view.link(row["person_id"]), "reason": reason(row, view)}
            for row in _records(rows.head(MOST_SHOWN))
        ]
        more = max(len(rows) - MOST_SHOWN, 0)
        head = {"key": key, "title": _(title), "intro": _(intro)}
        found.append({**head, "rows": shown, "more": more})
    return found


def describe_people(people: pd.DataFrame, figure: str, view: View) -> Data | None:
    """Return whom a figure is about: {"title", "rows", "more"}, None where it is about nobody."""
    if figure not in _BEHIND:
        return None
    key, title, said = _BEHIND[figure]
    rows = people[people["list"] == key]
    if rows.empty:
        return None
    shown = [
        {**view.link(row["person_id"]), "reason": said(row, view)}
        for row in _records(rows.head(MOST_SHOWN))
    ]
    return {"title": _(title), "rows": shown, "more": max(len(rows) - MOST_SHOWN, 0)}


def _records(rows: pd.DataFrame) -> list[Row]:
    records: list[Row] = rows.to_dict("records")
    return records


def _owed(row: Row, view: View) -> str:
    detail = row["detail"]
    number = detail["messages"]
    if number > 1:
        text = _owed_several(number, asks=detail["asks"])
    elif detail["asks"]:
        text = _(
            "asked you something {when}; no answer of yours in the {length} that could be seen "
            "since."
        )
    else:
        text = _(
            "began to talk {when}; no answer of yours in the {length} that could be seen since."
        )
    when, seen = view.clock.on(row["at"]), of_months(int(row["days"]), coarse=view.redact)
    return text.format(when=when, length=seen, number=whole(number))


def _owed_several(number: int, *, asks: bool) -> str:
    if asks:
        return ngettext(
            "asked you something {when}, one of {number} message of theirs after which you wrote "
            "nothing; no answer of yours in the {length} that could be seen since.",
            "asked you something {when}, one of {number} messages of theirs after which you wrote "
            "nothing; no answer of yours in the {length} that could be seen since.",
            number,
        )
    return ngettext(
        "began to talk {when}, one of {number} message of theirs after which you wrote nothing; no "
        "answer of yours in the {length} that could be seen since.",
        "began to talk {when}, one of {number} messages of theirs after which you wrote nothing; "
        "no answer of yours in the {length} that could be seen since.",
        number,
    )


def _losing(row: Row, view: View) -> str:
    before, exchanges = row["detail"]["before"], row["detail"]["exchanges"]
    silent = (
        _("silent {since}, for {length}; before, never for more than {longest}.")
        if before
        else _("silent {since}, for {length}; before, there was no long silence.")
    ).format(
        since=view.clock.since(row["at"]),
        length=months(int(row["days"]), coarse=view.redact),
        longest=months(before or 0, coarse=view.redact),
    )
    told = ngettext(
        "{number} exchange in which both of you wrote.",
        "{number} exchanges in which both of you wrote.",
        exchanges,
    )
    return joined(silent, told.format(number=whole(exchanges)))


def _invested(row: Row, view: View) -> str:
    theirs, yours = row["detail"]["theirs"], row["detail"]["yours"]
    text = ngettext(
        "{theirs} act from them, {yours} from you; the last of theirs {when}.",
        "{theirs} acts from them, {yours} from you; the last of theirs {when}.",
        theirs,
    )
    when = view.clock.on(row["at"])
    return text.format(theirs=whole(theirs), yours=whole(yours), when=when)


def _pitched(row: Row, view: View) -> str:
    pitches, when = row["detail"]["pitches"], view.clock.on(row["at"])
    if pitches == 1:
        return when
    text = ngettext("{number} pitch, the last {when}", "{number} pitches, the last {when}", pitches)
    return text.format(number=whole(pitches), when=when)


def _asked(row: Row, view: View) -> str:
    text = (
        _("{when}, with a pitch, after {length}")
        if row["detail"]["pitch"]
        else _("{when}, to ask for something, after {length}")
    )
    return text.format(
        when=view.clock.on(row["at"]), length=of_months(int(row["days"]), coarse=view.redact)
    )


def _lapsed(row: Row, view: View) -> str:
    text = {
        "unanswered": _("their last words were left unanswered; last words {date}"),
        "openings": _("you used to begin, and stopped; last words {date}"),
    }[row["detail"]["because"]]
    return text.format(date=view.clock.date(row["at"]))


_TO_ACT_ON: Final[dict[str, tuple[str, str, Callable[[Row, View], str]]]] = {
    "answer_owed": (
        N_("You owe an answer"),
        N_(
            "Their last words, no pitch, began a conversation or asked you something. Newest first."
        ),
        _owed,
    ),
    "losing_touch": (
        N_("You are losing touch"),
        N_(
            "Both of you gave and answered, and now it has been silent for longer than ever before."
        ),
        _losing,
    ),
    "invested": (
        N_("They invested, you did not"),
        N_("Far more exchanges, endorsements and recommendations from them than chance explains."),
        _invested,
    ),
}
"""List: its title, what it holds, and the reason of each row, which goes on after the name."""

_BEHIND: Final[dict[str, tuple[str, str, Callable[[Row, View], str]]]] = {
    "pitches": ("pitched_to", N_("Whom you pitched to"), _pitched),
    "silence_broken_to_ask": ("silence_broken_to_ask", N_("Whose silence you broke so"), _asked),
    "let_lapse": ("let_lapse", N_("Which came to rest with you"), _lapsed),
}
"""Figure: the list behind your side of it, its title, and what is said of each."""
