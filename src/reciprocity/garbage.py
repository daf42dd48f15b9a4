"""Python's search for circles of objects that nobody can reach any more."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for circles meanwhile; also a decorator.

    For what makes a great many objects, none of them in circles: to look through all of them again
    and again takes a tenth of the time. What nobody needs any more is freed all the same.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
