"""Importing the package and asking for help load none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

_HEAVY = ("pandas", "polars", "matplotlib", "numpy", "scipy", "pyarrow", "jinja2")


_HELP = """
import sys
sys.argv = ["reciprocity", *{arguments}]
try:
    import reciprocity.cli
    reciprocity.cli.main()
except SystemExit as end:
    assert not end.code
"""


@pytest.mark.parametrize(
    "program",
    [
        "import reciprocity",
        "import reciprocity.cli",
        _HELP.format(arguments=["--help"]),
        _HELP.format(arguments=["report", "--help"]),
    ],
)
def test_nothing_heavy_is_loaded(program: str) -> None:
    check = f"{program}\nimport sys\nprint('loaded:', [m for m in {_HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_every_public_name_can_be_imported() -> None:
    import reciprocity

    assert [name for name in reciprocity.__all__ if not hasattr(reciprocity, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = reciprocity.nonsense
