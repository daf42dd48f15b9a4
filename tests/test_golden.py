"""The committed report and ranking of the sample are what the program makes today.

`make samples` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity import render_report

if TYPE_CHECKING:
    from reciprocity import Analysis

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def golden() -> Any:
    spec = importlib.util.spec_from_file_location("golden", ROOT / "scripts" / "golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def analysis(golden: Any) -> Analysis:
    sample: Analysis = golden.sample()
    return sample


def test_the_ranking_is_fresh(golden: Any, analysis: Analysis) -> None:
    assert golden.ranking(analysis) == golden.RANKING.read_text(encoding="utf-8")


def test_the_report_is_fresh(golden: Any, analysis: Analysis) -> None:
    assert render_report(analysis) == golden.REPORT.read_text(encoding="utf-8")


def test_the_same_archives_give_the_same_bytes(golden: Any, analysis: Analysis) -> None:
    assert render_report(golden.sample()) == render_report(analysis)
