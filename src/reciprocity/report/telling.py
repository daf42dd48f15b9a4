"""One person's section without a page around it, for the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reciprocity.report.summary import describe_people
from reciprocity.report.table import make_elsewhere, make_rows
from reciprocity.report.view import make_view

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis
    from reciprocity.report.words import Data


def tell_person(analysis: Analysis, person_id: str, *, timezone: str = "UTC") -> Data:
    """Return one person's section of the summary, whatever the evidence; KeyError for nobody."""
    scores, elsewhere = (
        frame[frame["person_id"] == person_id].reset_index(drop=True)
        for frame in (analysis.scores, analysis.elsewhere)
    )
    if scores.empty and elsewhere.empty:
        raise KeyError(person_id)
    alone = replace(analysis, scores=scores, elsewhere=elsewhere)
    view = make_view(alone, redact=False, timezone=timezone, sections={person_id})
    rows = [*make_rows(alone, view), *make_elsewhere(alone, view)]
    (section,) = describe_people(alone, rows, view)
    return section
