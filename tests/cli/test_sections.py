"""How many people the report shows in full is for the reader to say."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING

from reciprocity.cli import reporting
from reciprocity.report.table import MOST_SECTIONS
from tests.cli.running import LATER, run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_option_sets_how_many_are_shown_in_full(tmp_path: Path) -> None:
    one, usual = tmp_path / "one.html", tmp_path / "usual.html"
    assert run("report", LATER, "--sections", "1", "-o", one).code == 0
    assert run("report", LATER, "-o", usual).code == 0
    pages = [path.read_text(encoding="utf-8") for path in (one, usual)]
    few, many = (page.count('<article class="person"') for page in pages)
    assert few < many
    assert "--sections N" in pages[0]
    assert "--sections N" not in pages[1]


def test_none_is_refused_and_the_default_is_that_of_the_library() -> None:
    assert run("report", LATER, "--sections", "0").code == 2
    assert signature(reporting.report).parameters["sections"].default == MOST_SECTIONS
