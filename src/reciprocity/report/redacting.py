"""What a report that is passed on must not tell: whose place is whose, by a number or an order."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reciprocity.analysis import Analysis

_ALIKE: Final = ["unranked", "score", "acts"]


def number_people(analysis: Analysis) -> dict[str, int]:
    """Return person_id -> the number behind `Person`, from 1 on.

    People are counted by the month (UTC) in which an archive first shows them, those without a date
    last; within a month by the id of their first event, which nobody can work out from a name. So
    a number depends on no score, no name and no order of files, and later people come behind.
    """
    events = analysis.events
    first = pd.DataFrame(
        {
            "person_id": events["person_id"],
            "at": events["at"].fillna(events["at_latest"]),
            "event_id": events["event_id"],
        }
    ).sort_values(["at", "event_id"], kind="stable", na_position="last")
    first = first.drop_duplicates("person_id").set_index("person_id")
    month = first["at"].dt.strftime("%Y-%m").fillna("\uffff").to_dict()
    event = first["event_id"].to_dict()

    def key(person: str) -> tuple[str, str]:
        hashed = sha256(person.encode("utf-8", "surrogatepass")).hexdigest()
        return month.get(person, "\uffff"), str(event.get(person, f"\uffff{hashed}"))

    ids = {*analysis.people["person_id"], *analysis.scores["person_id"]}
    return {person: place for place, person in enumerate(sorted(ids, key=key), 1)}


def without_order_of_names(analysis: Analysis, numbers: Mapping[str, int]) -> Analysis:
    """Return the analysis with everything that goes by ids put in the order of the numbers.

    Ties of the ranking go by ids, and hundreds of people may be tied: in their places one could
    read the alphabet. Their ranks are dealt out anew among them.
    """
    scores = _dealt_anew(analysis.scores, numbers)
    moved = _moved(analysis.scores, scores)
    shift = analysis.sensitivity["person_id"].map(moved)
    return replace(
        analysis,
        scores=scores,
        sensitivity=analysis.sensitivity.assign(
            rank_best=analysis.sensitivity["rank_best"] + shift,
            rank_worst=analysis.sensitivity["rank_worst"] + shift,
        ),
        elsewhere=_by_number(analysis.elsewhere, numbers),
        suggestions=tuple(sorted(analysis.suggestions, key=lambda s: _places(s[:2], numbers))),
        joined=tuple(sorted(analysis.joined, key=lambda link: _places(link.ids, numbers))),
    )


def _dealt_anew(scores: pd.DataFrame, numbers: Mapping[str, int]) -> pd.DataFrame:
    """Return the scores with ties in the order of the numbers; the ranks stay where they are."""
    alike = scores.assign(unranked=scores["rank"].isna()).groupby(_ALIKE, sort=False).ngroup()
    number = scores["person_id"].map(numbers)
    order = pd.DataFrame({"group": alike, "number": number}).sort_values(["group", "number"])
    dealt = scores.loc[order.index].reset_index(drop=True)
    return dealt.assign(rank=scores["rank"].to_numpy(copy=True)).astype(scores.dtypes)


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, int]:
    old, new = (
        frame.dropna(subset="rank").set_index("person_id")["rank"].astype("int64")
        for frame in (before, after)
    )
    return {str(person): int(places) for person, places in (new - old).items()}


def _by_number(frame: pd.DataFrame, numbers: Mapping[str, int]) -> pd.DataFrame:
    return frame.sort_values(
        "person_id", key=lambda ids: ids.map(numbers), kind="stable", ignore_index=True
    )


def _places(ids: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    return [numbers.get(person, len(numbers) + 1) for person in ids]
