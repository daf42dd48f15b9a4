"""What `rank --explain` checks and prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reciprocity.cli.output import print_json, printing
from reciprocity.contracts import explain_document
from reciprocity.errors import UsageError
from reciprocity.inspection import find_in
from reciprocity.printable import printable
from reciprocity.report.apart import told_elsewhere
from reciprocity.report.explaining import tell_explanation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import Inspection


def find_explained(inspection: Inspection, names: Sequence[str]) -> list[str]:
    """Return the ids of the one or two people meant; UsageError for anybody else."""
    ids = [find_in(inspection, name) for name in names]
    if len(set(ids)) < len(ids):
        raise UsageError(f"Both names mean {ids[0]}; name two different people.")
    return ids


def print_explanation(
    analysis: Analysis, people: Sequence[str], format_: str, timezone: str
) -> None:
    """Print why these people, one or two, stand where they do, as table (text) or json."""
    for person_id in people:
        _check_judged(analysis, person_id)
    document = explain_document(analysis, *people)
    if format_ == "json":
        print_json(document)
        return
    with printing() as console:
        for kind, said in tell_explanation(document, timezone=timezone):
            indent = said[: len(said) - len(said.lstrip(" "))]
            style = "bold" if kind == "head" else ""
            console.print(Text(f"{indent}{printable(said.lstrip(' '))}", style=style))


def _check_judged(analysis: Analysis, person_id: str) -> None:
    if person_id in analysis.left_out:
        raise UsageError("This person is left out by your people file.")
    words = dict(zip(analysis.elsewhere["person_id"], analysis.elsewhere["words"], strict=True))
    if person_id in words:
        raise UsageError(f"There is nothing to explain. {told_elsewhere(words[person_id])}")
