"""The numbers behind the plots, and the small tables that say the same without a picture."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.report.words import VERDICTS, verdict_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reciprocity.report.view import View
    from reciprocity.report.words import Data


def describe_figures(events: pd.DataFrame, rows: Sequence[Data], view: View) -> Data:
    """Return {"balance", "balance_table", "scores", "score_table", "years"}: lists of records.

    balance: one record per place on the map (sent, received, verdict) with the people on it;
    scores: one per ranked person, best first; years: messages each way and connections per year
    of the shown zone. A list is empty where there is nothing to plot.
    """
    balance = _balance(rows)
    return {
        "balance": balance,
        "balance_table": _balance_table(balance),
        "scores": _scores(rows),
        "score_table": _score_table(rows),
        "years": _years(events, view),
    }


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


def _years(events: pd.DataFrame, view: View) -> list[Data]:
    """Return the years from the first to the last with a message or a new connection."""
    plain = events["activity"].eq("message") & ~events["is_group"].astype(bool)
    messages = events[plain & ~events["channel"].isin(WORDLESS_CHANNELS)]
    sent = _per_year(messages.loc[messages["actor"].eq("owner"), "at"], view)
    received = _per_year(messages.loc[messages["actor"].eq("person"), "at"], view)
    accepted = events[events["activity"].eq("connected") & events["at"].notna()]
    first = accepted.groupby("person_id", observed=True)["at"].min()
    connected = _per_year(first, view)
    known = [*sent, *received, *connected]
    if not known:
        return []
    return [
        {
            "year": year,
            "sent": sent.get(year, 0),
            "received": received.get(year, 0),
            "connections": connected.get(year, 0),
        }
        for year in range(min(known), max(known) + 1)
    ]


def _per_year(moments: pd.Series, view: View) -> dict[int, int]:
    known = moments.dropna()
    if known.empty:
        return {}
    years = known.dt.tz_convert(view.clock.zone).dt.year
    return {int(year): int(n) for year, n in years.value_counts().items()}
