"""Chance that repeats: the same key gives the same draws on every machine and Python version."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """Draws from a seed made of a text.

    Only `Random.random` is used: it is the one method whose sequence Python promises to keep.
    """

    def __init__(self, key: str) -> None:
        self._random = random.Random(f"reciprocity sample: {key}")  # noqa: S311

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def choose(self, items: Sequence[T]) -> T:
        """Return one of the items; there must be one."""
        return items[self.between(0, len(items) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a drawn order."""
        rest = list(items)
        return [rest.pop(self.between(0, len(rest) - 1)) for _ in range(len(rest))]
