"""A page of many thousand people: rows like the factory's, and as many sections as a report has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reciprocity.report import render, summarise
from reciprocity.report.table import MOST_SECTIONS
from tests.report.factory import make_analysis

if TYPE_CHECKING:
    from reciprocity.report.words import Data

FIRST = ("Ada", "Émile", "Jörg", "Łukasz", "Noor", "Olu", "Søren", "Zoë", "Ирина", "ليلى")
LAST = ("Abt", "Berg", "Castaño", "Dahl", "Ek", "Fröhlich", "Gwyn", "Hale", "Ito", "Jansen")

# Makes a section about as long as the mean of those of an account of 10,000 people: 16 KB.
_TIMES = 7


def crowd_name(place: int) -> str:
    """Return the name of the person at a 1-based place; the number in it is theirs alone."""
    return f"{FIRST[place % 10]} {LAST[place // 10 % 10]} {place}"


def render_crowd(people: int) -> str:
    """Return a page of so many people, nine in ten of them ranked: the template's own work."""
    summary = summarise(make_analysis())
    ranked, unranked = (summary[key] for key in ("ranked", "unranked"))
    cut = people * 9 // 10
    rows = [_row(ranked[n * len(ranked) // cut], n + 1) for n in range(cut)]
    rest = [_row(unranked[n % 3], n + 1) for n in range(cut, people)]
    summary["ranked"], summary["unranked"] = rows, [{**row, "rank": None} for row in rest]
    sections = [_section(summary["people"], place) for place in range(1, MOST_SECTIONS + 1)]
    return render({**summary, "people": sections, "capped": True}, [])


def _row(like: Data, place: int) -> Data:
    changes: dict[str, Any] = {
        "name": crowd_name(place),
        "rank": place,
        "anchor": f"p{place}" if place <= MOST_SECTIONS else None,
        "sent": place % 97,
        "years": list(range(2010 + place % 12, 2022)),
        "sway": {"range": f"{max(1, place - 40)} to {place + 60}", "said": ""},
    }
    return {**like, **changes}


def _section(people: list[Data], place: int) -> Data:
    """Return one of the factory's sections with ids of its own; those of the expert are longest."""
    like = people[-1] if place % 2 else people[place % len(people)]
    old, new = f'"{like["anchor"]}', f'"p{place}'
    text = json.dumps(like).replace(f'{old}"', f'{new}"').replace(f"{old}-", f"{new}-")
    section: Data = json.loads(text)
    steps = [{**s, "id": f"{s['id']}-{n}"} for n in range(_TIMES) for s in section["steps"]]
    return {**section, "name": crowd_name(place), "steps": steps, "signals": []}
