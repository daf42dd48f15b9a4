"""Rebuilds from a LinkedIn download what happened with every connection, and ranks it.

    import reciprocity
    analysis = reciprocity.analyse(["Basic_LinkedInDataExport_02-11-2021.zip"])
    analysis.scores.head()

Names are imported when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis, analyse, analyse_sample, judge
    from reciprocity.contracts import (
        explain_document,
        inspect_document,
        rank_document,
        timeline_document,
    )
    from reciprocity.errors import ReciprocityError
    from reciprocity.inspection import Inspection, read
    from reciprocity.lifecycle import LifeCycle, directly_follows, survival
    from reciprocity.pitch import message_acts, score_pitches
    from reciprocity.report import make_report, render_report, write_report

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Inspection",
    "LifeCycle",
    "ReciprocityError",
    "__version__",
    "analyse",
    "analyse_sample",
    "directly_follows",
    "explain_document",
    "inspect_document",
    "judge",
    "make_report",
    "message_acts",
    "rank_document",
    "read",
    "render_report",
    "score_pitches",
    "survival",
    "timeline_document",
    "write_report",
]

_HOMES = {
    "analysis": ("Analysis", "analyse", "analyse_sample", "judge"),
    "contracts": ("explain_document", "inspect_document", "rank_document", "timeline_document"),
    "errors": ("ReciprocityError",),
    "inspection": ("Inspection", "read"),
    "lifecycle": ("LifeCycle", "directly_follows", "survival"),
    "pitch": ("message_acts", "score_pitches"),
    "report": ("make_report", "render_report", "write_report"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"reciprocity.{module}"), name)
    raise AttributeError(f"module 'reciprocity' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
