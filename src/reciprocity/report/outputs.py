"""The report as the bytes of a file, in any of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from reciprocity.errors import UsageError
from reciprocity.report.document import report_document
from reciprocity.report.language import speaking
from reciprocity.report.markdown import render_markdown
from reciprocity.report.page import draw_page
from reciprocity.report.pdf import find_browser, print_pdf
from reciprocity.report.summary import summarise
from reciprocity.report.table import MOST_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reciprocity.analysis import Analysis
    from reciprocity.report.words import Data


def make_report(
    analysis: Analysis,
    format_: str = "html",
    *,
    redact: bool = False,
    texts: bool = True,
    timezone: str = "UTC",
    language: str = "en",
    sections: int = MOST_SECTIONS,
) -> bytes:
    """Return the report in one of FORMATS, from the same summary; for `write_report`.

    redact, texts, timezone, sections: see `summarise`. language: one of language.LANGUAGES. json is
    the document of docs/report-json.md; pdf needs an installed Chromium. UsageError when there is
    none, or no such format, language or time zone.
    """
    if format_ not in _MAKERS:
        raise UsageError(f"{format_} is no format of the report; it can be {', '.join(FORMATS)}.")
    if format_ == "pdf":
        find_browser()  # before the work is done
    with speaking(language):
        summary = summarise(
            analysis, redact=redact, texts=texts, timezone=timezone, sections=sections
        )
        return _MAKERS[format_](summary)


def _json(summary: Data) -> bytes:
    return orjson.dumps(report_document(summary), option=orjson.OPT_INDENT_2) + b"\n"


_MAKERS: Final[dict[str, Callable[[Data], bytes]]] = {
    "html": lambda summary: draw_page(summary).encode(),
    "md": lambda summary: render_markdown(summary).encode(),
    "json": _json,
    "pdf": lambda summary: print_pdf(draw_page(summary)),
}
FORMATS: Final = tuple(_MAKERS)
