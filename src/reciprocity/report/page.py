"""From an analysis to the finished page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.report.cycle_images import draw_cycles
from reciprocity.report.images import draw_images, draw_mirror
from reciprocity.report.rendering import render
from reciprocity.report.summary import summarise

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis
    from reciprocity.report.words import Data


def render_report(
    analysis: Analysis, *, redact: bool = False, texts: bool = True, timezone: str = "UTC"
) -> str:
    """Return the report as one self-contained HTML page; the same analysis gives the same text.

    redact: a page that can be passed on; texts: False, one without words of the archive (see
    `summarise`). timezone: the zone of every date shown;
    UsageError when there is no such zone.
    """
    summary = summarise(analysis, redact=redact, texts=texts, timezone=timezone)
    return draw_page(summary)


def draw_page(summary: Data) -> str:
    """Return the page for a summary (`summarise`), with its pictures."""
    images = [*draw_images(summary["figures"]), *draw_cycles(summary["lifecycle"])]
    return render(summary, images, draw_mirror(summary["mirror"]))
