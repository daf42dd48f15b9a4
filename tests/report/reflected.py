"""The mirror of the analysis written by hand, and whom its figures lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.ranking.lists import COLUMNS as LIST_COLUMNS
from reciprocity.ranking.lists import no_lists
from reciprocity.ranking.mirror import TOTALS, YEARS, Mirror
from tests.report.book import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIGURES: Final = (
    # figure, side, part, whole, untold, people
    ("requests_without_note", "owner", 11, 12, 0, 11),
    ("requests_without_note", "person", 3, 5, 0, 3),
    ("unanswered", "owner", 4, 30, 2, 3),
    ("unanswered", "person", 9, 41, 0, 5),
    ("thanks_unanswered", "owner", 2, 6, 0, 2),
    ("thanks_unanswered", "person", 1, 3, 0, 1),
    ("one_click", "owner", 0, 50, 0, 0),
    ("one_click", "person", 7, 60, 0, 4),
    ("pitches", "owner", 1, 50, 0, 1),
    ("pitches", "person", 2, 53, 0, 2),
    ("silence_broken_to_ask", "owner", 1, 4, 0, 1),
    ("silence_broken_to_ask", "person", 0, 7, 0, 0),
    ("let_lapse", "owner", 1, 8, 1, 1),
    ("let_lapse", "person", 0, 8, 1, 0),
)
REQUESTS_SEEN: Final = (utc("2020-08-24T00:00"), utc("2021-02-20T12:00"))


def listed(
    name: str, person: str, at: str, days: int | None = None, **detail: Any
) -> dict[str, Any]:
    """Return a row of the lists of people behind the mirror."""
    return {
        "list": name, "person_id": person, "at": utc(at), "days": days, "detail": detail,
        "events": (),
    }  # fmt: skip


PEOPLE: Final = (
    listed("answer_owed", "linkedin:kim", "2020-12-03T09:00", 79, asks=True, messages=3),
    listed("answer_owed", "linkedin:fay", "2020-05-01T09:00", 295, asks=False, messages=1),
    listed("losing_touch", "linkedin:eva", "2019-04-06T09:00", 686, exchanges=4, before=120),
    listed("invested", "linkedin:dan", "2019-04-07T09:00", theirs=6, yours=1),
    listed("pitched_to", "linkedin:ida", "2019-04-03T09:00", pitches=1),
    listed("silence_broken_to_ask", "linkedin:ida", "2019-04-03T09:00", 400, pitch=True),
    listed("let_lapse", "linkedin:eva", "2019-04-06T09:00", 686, exchanges=4, because="openings"),
)


def everywhere(people: Iterable[str]) -> list[dict[str, Any]]:
    """Return these people on every list."""
    return [{**row, "person_id": person} for row in PEOPLE[1:] for person in people]


def make_mirror(
    figures: Sequence[tuple[Any, ...]] = FIGURES, people: Sequence[dict[str, Any]] = PEOPLE
) -> Mirror:
    """Return the figures of the owner; the last of the years, 2021, holds them all."""
    totals = pd.DataFrame(list(figures), columns=list(TOTALS))
    return Mirror(
        figures=totals,
        years=_mirror_years(totals),
        people=pd.concat(
            [no_lists(), pd.DataFrame(list(people), columns=list(LIST_COLUMNS))], ignore_index=True
        ).astype(no_lists().dtypes.to_dict()),
        requests_seen=(REQUESTS_SEEN,),
    )


def _mirror_years(totals: pd.DataFrame) -> pd.DataFrame:
    years = []
    for year, seen in ((2018, "not"), (2019, "partly"), (2020, "full"), (2021, "partly")):
        rows = totals.assign(year=year, seen=seen)
        if year < 2021:
            rows = rows.assign(part=0, whole=0, untold=0)
        years.append(rows)
    frame = pd.concat(years, ignore_index=True)
    requests = (frame["figure"] == "requests_without_note") & (frame["year"] < 2020)
    frame.loc[requests, "seen"] = "not"
    for name in ("part", "whole", "untold"):
        frame[name] = frame[name].astype("Int64").mask(frame["seen"] == "not")
    return frame[list(YEARS)]
