"""The summary as a document for other programs: JSON without anything that is only layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reciprocity.report.words import Data

SCHEMA: Final = "reciprocity.report/1"
# Where things are drawn on the page, and what stands in for a drawing.
_LAYOUT: Final = {
    "people": ("drawing", "summary", "bar"),
    "ranked": ("bar",),
    "unranked": ("bar",),
    "elsewhere": ("bar",),
}
_SIGNAL_LAYOUT: Final = ("from", "width")


def report_document(summary: Data) -> Data:
    """Return a summary (`summarise`) as the document that docs/report-json.md describes."""
    rest = {key: value for key, value in summary.items() if key not in _LAYOUT}
    shown = {
        key: [_without(person, layout) for person in summary[key]]
        for key, layout in _LAYOUT.items()
    }
    people = [
        {**person, "signals": [_without(signal, _SIGNAL_LAYOUT) for signal in person["signals"]]}
        for person in shown["people"]
    ]
    return {"schema": SCHEMA, **rest, **shown, "people": people}


def _without(data: Data, layout: tuple[str, ...]) -> Data:
    return {key: value for key, value in data.items() if key not in layout}
