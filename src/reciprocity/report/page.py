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
    from reciprocity.report.words import Data


def render_report(
    analysis: Analysis,
    *,
    redact: bool = False,
    texts: bool = True,
    timezone: str = "UTC",
    language: str = "en",
    sections: int = MOST_SECTIONS,
) -> str:
    """Return the report as one self-contained HTML page; the same analysis gives the same text.

    redact, texts, timezone, sections: see `summarise`. language: one of language.LANGUAGES.
    UsageError when there is no such zone or language.
    """
    with speaking(language):
        return draw_page(
            summarise(analysis, redact=redact, texts=texts, timezone=timezone, sections=sections)
        )


def draw_page(summary: Data) -> str:
    """Return the page for a summary (`summarise`), with its pictures, in the language spoken."""
    images = [*draw_images(summary["figures"]), *draw_cycles(summary["lifecycle"])]
    return render(summary, images, draw_mirror(summary["mirror"]))
