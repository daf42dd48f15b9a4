"""The committed report and ranking of the sample are what the program makes today.

`make samples` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity import render_report
from tests.scripts import load_script

if TYPE_CHECKING:
    from reciprocity import Analysis


@pytest.fixture(scope="module")
def golden() -> Any:
    return load_script("golden")


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
