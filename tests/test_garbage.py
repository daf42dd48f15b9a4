"""Nobody looks for circles meanwhile, and afterwards all is as it was."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from reciprocity.garbage import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def collecting() -> Iterator[None]:
    was = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.usefixtures("collecting")
def test_it_ends_with_what_it_is_around_also_one_inside_another() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_it_ends_with_an_error() -> None:
    @uncollected()
    def fail() -> None:
        assert not gc.isenabled()
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_whoever_collects_nothing_goes_on_so() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
