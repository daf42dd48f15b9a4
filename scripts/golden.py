"""Writes the report on the sample and the golden ranking; a test compares them with fresh ones."""

from __future__ import annotations

import json
from pathlib import Path

from reciprocity import Analysis, analyse, rank_document, render_report
from reciprocity.sample import DEMO_NAMES

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "reports" / "sample.html"
RANKING = ROOT / "tests" / "golden" / "ranking.json"


def sample() -> Analysis:
    """Return the analysis of the two sample downloads in the newest format."""
    return analyse([ROOT / "sample_exports" / name for name in DEMO_NAMES])


def ranking(analysis: Analysis) -> str:
    """Return the ranking as readable JSON, figures to nine digits."""
    document = rank_document(analysis)
    rounded = json.loads(json.dumps(document), parse_float=lambda text: round(float(text), 9))
    return json.dumps(rounded, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write both."""
    analysis = sample()
    REPORT.write_text(render_report(analysis), encoding="utf-8", newline="\n")
    RANKING.parent.mkdir(exist_ok=True)
    RANKING.write_text(ranking(analysis), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
