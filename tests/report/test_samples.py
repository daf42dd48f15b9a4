"""Every download of the samples alone makes a report: none holds all that there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reciprocity import analyse
from reciprocity.report import render_report
from tests.cli.running import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

_ALL = sorted(SAMPLES.rglob("*.zip"))


@pytest.mark.parametrize("path", _ALL, ids=[str(path.relative_to(SAMPLES)) for path in _ALL])
def test_a_sample_alone(path: Path) -> None:
    page = render_report(analyse([path]))
    assert page.rstrip().endswith("</html>")
    assert page.count("<h1") == 1
