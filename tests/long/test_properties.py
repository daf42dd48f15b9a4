"""The properties of the ranking on many more archives than the quick tests draw."""

from __future__ import annotations

from typing import Final

import pytest

from tests.ranking import (
    test_properties_mirror,
    test_properties_monotone,
    test_properties_score,
    test_properties_unchanged,
)

pytestmark = pytest.mark.long

_TESTS: Final = {
    name: test.at_length
    for module in (
        test_properties_mirror,
        test_properties_monotone,
        test_properties_score,
        test_properties_unchanged,
    )
    for name, test in vars(module).items()
    if hasattr(test, "at_length")
}


@pytest.mark.parametrize("name", _TESTS)
def test_at_length(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    _TESTS[name](tmp_path_factory=tmp_path_factory)
