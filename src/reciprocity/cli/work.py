"""What several commands do: read the archives, judge what is in them, check what was asked for."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from reciprocity.cli.talk import progress, say
from reciprocity.errors import UsageError
from reciprocity.files import check_writable, target_of
from reciprocity.garbage import uncollected

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import Inspection
    from reciprocity.labels import Labels


def open_inspection(
    exports: list[Path],
    as_of: datetime | None,
    owner: str | None,
    people: Path | None,
    config: Path | None,
) -> tuple[Inspection, Any, Any]:
    """Read the archives; return what is in them, the user's words on people, and the parameters."""
    with uncollected():
        from reciprocity.inspection import read
        from reciprocity.parameters import read_parameters
        from reciprocity.people import read_choices
    gc.freeze()  # What is imported stays: nobody need look through it for circles again.

    choices, parameters = read_choices(people), read_parameters(config)
    progress("Reading the archives.")
    day = as_of.date() if as_of else None
    inspection = read(exports, as_of=day, owner=owner, choices=choices, parameters=parameters)
    if day and day > inspection.as_of.date():
        say(
            f"No download tells of anything after {inspection.as_of:%Y-%m-%d}, so that this is the "
            f"day told, not {day}."
        )
    for info in inspection.exports:
        if info.advice:
            say(info.advice)
    if inspection.problems:
        say(f"Problems counted: {len(inspection.problems)}; reciprocity inspect shows them.")
    return inspection, choices, parameters


def open_analysis(
    exports: list[Path],
    as_of: datetime | None,
    owner: str | None,
    people: Path | None,
    config: Path | None,
    labels: Labels,
) -> Analysis:
    """Read the archives and judge what is in them."""
    inspection, choices, parameters = open_inspection(exports, as_of, owner, people, config)
    return judged(inspection, choices, labels, parameters)


def given_labels(path: Path | None) -> Labels:
    """Return the labels of a file, none without one."""
    from reciprocity.labels import read_labels

    return read_labels(path)


def judged(inspection: Inspection, choices: Any, labels: Labels, parameters: Any) -> Analysis:
    """Judge what was read, and say how many labels met no message."""
    with uncollected():
        from reciprocity.analysis import judge

    progress("Rebuilding the timelines.")
    analysis = judge(inspection, choices=choices, labels=labels, parameters=parameters)
    if analysis.labels.unknown:
        say(f"Labels of no message that could have one here: {analysis.labels.unknown}.")
    return analysis


def check_output(output: Path, exports: list[Path]) -> None:
    """Refuse an output that cannot be written, or is an input, before the work is done."""
    if output.is_dir():
        raise UsageError(f"{output} is a folder; name a file.")
    target = target_of(output)
    if not target.parent.is_dir():
        raise UsageError(f"The folder of {output} does not exist.")
    if any(target == e.resolve() or e.resolve() in target.parents for e in exports):
        raise UsageError(f"{output} belongs to the archive; write to another place.")
    check_writable(output)


def check_zone(name: str) -> None:
    """Refuse a time zone that does not exist, before the work is done."""
    from reciprocity.report.times import find_zone

    find_zone(name)
