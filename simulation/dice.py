"""Chance that repeats: the same key gives the same draws on every machine."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


class Dice:
    """Draws from a seed made of a text.

    Only `Random.random` is used, whose sequence Python promises to keep, and no function of the
    C library, whose last digit differs between machines: plain arithmetic does not.
    """

    def __init__(self, key: str) -> None:
        self._random = random.Random(f"simulation of relationships: {key}")  # noqa: S311

    def fraction(self) -> float:
        """Return a number from 0 to 1, 1 excluded."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.fraction() < probability

    def within(self, low: float, high: float) -> float:
        """Return a number from low to high, all of them equally likely."""
        return low + (high - low) * self.fraction()

    def low_end(self, low: float, high: float) -> float:
        """Return a number from low to high, the lower the likelier."""
        return low + (high - low) * min(self.fraction(), self.fraction())

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def hump(self, middle: float, reach: float) -> float:
        """Return a number within `reach` of the middle, the nearer the likelier."""
        return middle + reach * (sum(self.fraction() for _ in range(3)) / 1.5 - 1)

    def along(self, quantiles: Sequence[float]) -> float:
        """Return a draw from the distribution of these evenly spaced quantiles."""
        place = self.fraction() * (len(quantiles) - 1)
        left = int(place)
        return quantiles[left] + (quantiles[left + 1] - quantiles[left]) * (place - left)

    def choose(self, items: Sequence[T]) -> T:
        """Return one of the items; there must be one."""
        return items[self.between(0, len(items) - 1)]

    def weighted(self, weights: Mapping[str, float]) -> str:
        """Return one of the keys, as likely as its weight among all of them."""
        rest = self.fraction() * sum(weights.values())
        for key, weight in weights.items():
            rest -= weight
            if rest < 0:
                return key
        return list(weights)[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a drawn order."""
        rest = list(items)
        return [rest.pop(self.between(0, len(rest) - 1)) for _ in range(len(rest))]
