"""Writes the report on the sample and the golden files; tests compare them with fresh ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.facebook.layouts import story_log

from reciprocity import Analysis, analyse, rank_document, render_report
from reciprocity.sample import demo_exports

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "reports" / "sample.html"
RANKING = ROOT / "tests" / "golden" / "ranking.json"
FACEBOOK = ROOT / "tests" / "golden" / "facebook_events.csv"


def sample() -> Analysis:
    """Return the analysis of the committed downloads that the demo reads."""
    wanted = demo_exports()
    paths = [path for path in (ROOT / "sample_exports").rglob("*.zip") if path.name in wanted]
    return analyse(sorted(path for path in paths if path.parent.name != "old_format"))


def ranking(analysis: Analysis) -> str:
    """Return the ranking as readable JSON, figures to nine digits."""
    document = rank_document(analysis)
    rounded = json.loads(json.dumps(document), parse_float=lambda text: round(float(text), 9))
    return json.dumps(rounded, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write all of them."""
    analysis = sample()
    REPORT.write_text(render_report(analysis), encoding="utf-8", newline="\n")
    RANKING.parent.mkdir(exist_ok=True)
    RANKING.write_text(ranking(analysis), encoding="utf-8", newline="\n")
    with TemporaryDirectory() as folder:
        FACEBOOK.write_text(story_log("2022", Path(folder)).write_csv(), encoding="utf-8")


if __name__ == "__main__":
    main()
