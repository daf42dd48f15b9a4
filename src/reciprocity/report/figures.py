"""The numbers behind the plots, and the small tables that say the same without a picture."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.report.language import N_, _
from reciprocity.report.pitch_kinds import KINDS, count_pitches
from reciprocity.report.words import VERDICTS, verdict_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reciprocity.analysis import Analysis
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

SPANS: Final[tuple[tuple[str, float], ...]] = (
    (N_("within an hour"), 1.0),
    (N_("within a day"), 24.0),
    (N_("within a week"), 168.0),
    (N_("within a month"), 720.0),
    (N_("later"), inf),
)
"""The rows of the table: a name, and the hours up to which it goes."""


def describe_figures(analysis: Analysis, rows: Sequence[Data], view: View) -> Data:
    """Return what the pictures show and their tables tell, as lists of records.

    balance: one record per place on the map (sent, received, verdict) with the people on it;
    scores: one per ranked person, best first; unranked: how many are not (a number); years:
    messages each way, people with a message and connections per year of the shown zone, and seen:
    how much of that year's messages could be seen, as in Mirror.years; replies: side and hours,
    one per person and side of which there is a median; pitches: per year and kind.
    balance_table, score_table, reply_table, pitch_table: the same in few rows. A list is empty
    where there is nothing to plot; untold: a sentence for each picture that is not drawn.
    """
    balance, replies = _balance(rows), _replies(analysis.scores, view)
    pitches = count_pitches(analysis.stages, view)
    figures: Data = {
        "balance": balance,
        "balance_table": _balance_table(balance),
        "scores": _scores(rows),
        "score_table": _score_table(rows),
        "unranked": sum(row["rank"] is None or row["bar"] is None for row in rows),
        "years": _years(analysis, view),
        "replies": replies,
        "reply_table": _reply_table(replies),
        "pitches": pitches,
        "pitch_table": [{**row, "word": _(KINDS[row["kind"]])} for row in pitches],
    }
    return {**figures, "untold": [_(said) for key, said in _UNTOLD.items() if not figures[key]]}


_UNTOLD: Final = {
    "balance": N_("No message was seen, so that there is no balance to draw."),
    "scores": N_("Nobody has a score, so that none is drawn."),
    "years": N_("No message and no new connection has a date, so that no year is drawn."),
    "replies": N_(
        "No side was seen to answer one person three times or more, so that no time to an answer "
        "is drawn."
    ),
    "pitches": N_("No pitch was seen, so that none is drawn."),
}


def _replies(scores: pd.DataFrame, view: View) -> list[Data]:
    """Return the median hours until an answer, of each side to each person that has one."""
    return [
        {"side": side, "hours": view.figure(float(hours))}
        for side, way in (("owner", "sent"), ("person", "received"))
        for hours in sorted(scores[f"reply_hours_{way}"].dropna())
    ]


def _reply_table(replies: Sequence[Data]) -> list[Data]:
    """Return how many people of each side lie in each of SPANS: word, you, them."""
    rows: list[Data] = []
    low = -1.0
    for word, high in SPANS:
        here = [reply["side"] for reply in replies if low < reply["hours"] <= high]
        rows.append({"word": _(word), "you": here.count("owner"), "them": here.count("person")})
        low = high
    return rows if replies else []


def _balance(rows: Sequence[Data]) -> list[Data]:
    """Return the places of the people who exchanged at least one message."""
    places = Counter((r["sent"], r["received"], r["verdict"]) for r in rows)
    return [
        {"sent": sent, "received": received, "verdict": verdict, "people": people}
        for (sent, received, verdict), people in sorted(places.items())
        if sent or received
    ]


def _balance_table(balance: Sequence[Data]) -> list[Data]:
    table = []
    for verdict in VERDICTS:
        group = [place for place in balance if place["verdict"] == verdict]
        if group:
            sums = {key: sum(p[key] * p["people"] for p in group) for key in ("sent", "received")}
            people = sum(place["people"] for place in group)
            word = verdict_word(verdict)
            table.append({"verdict": verdict, "word": word, "people": people, **sums})
    return table


def _scores(rows: Sequence[Data]) -> list[Data]:
    keys = ("score", "low", "high", "verdict")
    return [
        {"place": row["rank"], **{key: row[key] for key in keys}}
        for row in rows
        if row["rank"] is not None and row["bar"] is not None
    ]


def _score_table(rows: Sequence[Data]) -> list[Data]:
    """Return how many ranked people lie in each fifth of the scale, from +1 down to -1."""
    edges = (1.0, 0.6, 0.2, -0.2, -0.6, -1.0)
    scores = [row["score"] for row in rows if row["rank"] is not None and row["bar"] is not None]
    table = []
    for high, low in pairwise(edges):
        people = sum(1 for s in scores if low < s <= high or (low == -1.0 and s <= low))
        table.append({"low": low, "high": high, "people": people})
    return table if scores else []


def _years(analysis: Analysis, view: View) -> list[Data]:
    """Return the years from the first to the last with a message or a new connection."""
    events, seen = analysis.events, _seen(analysis.mirror.years)
    plain = events["activity"].eq("message") & ~events["is_group"].astype(bool)
    messages = events[plain & ~events["channel"].isin(WORDLESS_CHANNELS)]
    sent = _per_year(messages.loc[messages["actor"].eq("owner"), "at"], view)
    received = _per_year(messages.loc[messages["actor"].eq("person"), "at"], view)
    accepted = events[events["activity"].eq("connected") & events["at"].notna()]
    first = accepted.groupby("person_id", observed=True)["at"].min()
    connected = _per_year(first, view)
    people = _per_year(messages["at"], view, messages["person_id"])
    known = [*sent, *received, *connected]
    if not known:
        return []
    return [
        {
            "year": year,
            "sent": sent.get(year, 0),
            "received": received.get(year, 0),
            "people": people.get(year, 0),
            "connections": connected.get(year, 0),
            "seen": _at_least(seen.get(year, "not"), bool(people.get(year))),
        }
        for year in range(min(known), max(known) + 1)
    ]


def _seen(years: pd.DataFrame) -> dict[int, str]:
    """Return how much of all messages could be seen in each year (UTC), as the mirror tells it."""
    rows = years[years["figure"].eq("pitches")]
    return dict(zip(rows["year"].tolist(), rows["seen"].tolist(), strict=True))


def _at_least(seen: str, something: bool) -> str:
    """Return how much was seen where something was: the years of a zone begin at other hours."""
    return "partly" if something and seen == "not" else seen


def _per_year(moments: pd.Series, view: View, people: pd.Series | None = None) -> dict[int, int]:
    """Return how many moments lie in each year; with people, of how many different ones."""
    known = moments.dropna()
    if known.empty:
        return {}
    years = known.dt.tz_convert(view.clock.zone).dt.year
    counts = years.value_counts() if people is None else people.groupby(years).nunique()
    return dict(zip(counts.index.tolist(), counts.tolist(), strict=True))
