"""docs/formats.md promises a test for every row; each must exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "formats.md"


def _rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines
            if line.startswith("| ")]  # fmt: skip
    return [row for row in rows if row[-1].strip(" |") != "shown by"]


def test_every_row_names_a_test() -> None:
    rows = _rows()
    assert len(rows) > 60
    assert [row for row in rows if not re.search(r"`tests/\S+::test_\w+`", row[-1])] == []


_NAMED = sorted(set(re.findall(r"`(tests/\S+::test_\w+)`", TABLE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("named", _NAMED)
def test_the_test_of_a_row_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
