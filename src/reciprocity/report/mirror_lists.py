"""The people behind the mirror: three short lists to act on, each with its reason in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.report.times import months
from reciprocity.report.words import count

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
        found.append({"key": key, "title": title, "intro": intro, "rows": shown, "more": more})
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
    return {"title": title, "rows": shown, "more": max(len(rows) - MOST_SHOWN, 0)}


def _records(rows: pd.DataFrame) -> list[Row]:
    records: list[Row] = rows.to_dict("records")
    return records


def _date(row: Row, view: View) -> str:
    return view.clock.date(row["at"])


def _on(row: Row, view: View) -> str:
    return f"{'in' if view.redact else 'on'} {_date(row, view)}"


def _owed(row: Row, view: View) -> str:
    detail = row["detail"]
    did = "asked you something" if detail["asks"] else "began to talk"
    several = ""
    if detail["messages"] > 1:
        several = (
            f", one of {detail['messages']:,} messages of theirs after which you wrote nothing"
        )
    seen = months(int(row["days"]), coarse=view.redact)
    quiet = f"no answer of yours in the {seen} that could be seen since"
    return f"{did} {_on(row, view)}{several}; {quiet}."


def _losing(row: Row, view: View) -> str:
    detail = row["detail"]
    before = (
        f"before, never for more than {months(detail['before'], coarse=view.redact)}"
        if detail["before"]
        else "before, there was no long silence"
    )
    lasted = months(int(row["days"]), coarse=view.redact)
    return (
        f"silent since {_date(row, view)}, for {lasted}; {before}. "
        f"{count(detail['exchanges'], 'exchange')} in which both of you wrote."
    )


def _invested(row: Row, view: View) -> str:
    detail = row["detail"]
    return (
        f"{count(detail['theirs'], 'act')} from them, {detail['yours']:,} from you; the last of "
        f"theirs {_on(row, view)}."
    )


def _pitched(row: Row, view: View) -> str:
    pitches = row["detail"]["pitches"]
    if pitches == 1:
        return _on(row, view)
    return f"{count(pitches, 'pitch', 'pitches')}, the last {_on(row, view)}"


def _asked(row: Row, view: View) -> str:
    what = "with a pitch" if row["detail"]["pitch"] else "to ask for something"
    return f"{_on(row, view)}, {what}, after {months(int(row['days']), coarse=view.redact)}"


def _lapsed(row: Row, view: View) -> str:
    why = {
        "unanswered": "their last words were left unanswered",
        "openings": "you used to begin, and stopped",
    }[row["detail"]["because"]]
    return f"{why}; last words {_date(row, view)}"


_TO_ACT_ON: Final[dict[str, tuple[str, str, Callable[[Row, View], str]]]] = {
    "answer_owed": (
        "You owe an answer",
        "Their last words, no pitch, began a conversation or asked you something. Newest first.",
        _owed,
    ),
    "losing_touch": (
        "You are losing touch",
        "Both of you gave and answered, and now it has been silent for longer than ever before.",
        _losing,
    ),
    "invested": (
        "They invested, you did not",
        "Far more exchanges, endorsements and recommendations from them than chance explains.",
        _invested,
    ),
}
"""List: its title, what it holds, and the reason of each row, which goes on after the name."""

_BEHIND: Final[dict[str, tuple[str, str, Callable[[Row, View], str]]]] = {
    "pitches": ("pitched_to", "Whom you pitched to", _pitched),
    "silence_broken_to_ask": ("silence_broken_to_ask", "Whose silence you broke so", _asked),
    "let_lapse": ("let_lapse", "Which came to rest with you", _lapsed),
}
"""Figure: the list behind your side of it, its title, and what is said of each."""
