"""From an analysis to the finished page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.report.cycle_images import draw_cycles
from reciprocity.report.images import draw_images, draw_mirror
from reciprocity.report.language import speaking
from reciprocity.report.rendering import render
from reciprocity.report.summary import summarise
from reciprocity.report.table import MOST_SECTIONS

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis


def render_report(
    analysis: Analysis,
    *,
    redact: bool = False,
    timezone: str = "UTC",
    language: str = "en",
    sections: int = MOST_SECTIONS,
) -> str:
    """Return the report as one self-contained HTML page; the same analysis gives the same text.

    redact: a page that can be passed on (see `summarise`). timezone: the zone of every date shown.
    language: one of language.LANGUAGES. sections: how many people are shown in full. UsageError
    when there is no such zone or language.
    """
    with speaking(language):
        summary = summarise(analysis, redact=redact, timezone=timezone, sections=sections)
        images = [*draw_images(summary["figures"]), *draw_cycles(summary["lifecycle"])]
        return render(summary, images, draw_mirror(summary["mirror"]))
