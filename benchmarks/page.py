"""How large the report is, and how much of a run goes into making it.

`python -m benchmarks.page ZIP` prints the figures as JSON. What is imported once is imported before
the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path

MODULES = ("reciprocity.report.page", "reciprocity.pitch", "reciprocity.lifecycle")


def measure(path: Path) -> dict[str, float]:
    """Return people, sections, bytes of the page, and the seconds of making it and of all."""
    analysis = import_module("reciprocity.analysis")
    report = import_module("reciprocity.report")
    for module in MODULES:
        import_module(module)
    start = time.perf_counter()
    judged = analysis.analyse([path])
    drawing = time.perf_counter()
    page = report.render_report(judged)
    end = time.perf_counter()
    return {
        "people": len(judged.scores),
        "sections": page.count('<article class="person"'),
        "size": len(page.encode()),
        "render": end - drawing,
        "whole": end - start,
    }


def main() -> None:
    """Print the figures of one download."""
    print(json.dumps(measure(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
