"""Drawing by chance, the same everywhere: named streams of numbers and weighted draws in whole numbers.

Belongs here: what every part of the sample draws with. No float decides anything, so that no platform decides otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A seeded stream of whole numbers, named so that one part of the sample never disturbs another."""

    __slots__ = ("_bits",)

    def __init__(self, seed: int, *name: str | int) -> None:
        self._bits = Random("/".join(str(part) for part in (seed, *name))).getrandbits

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound` - 1 (0 for a bound under 1)."""
        return (self._bits(40) * bound) >> 40 if bound > 0 else 0

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def one_in(self, count: int) -> bool:
        """True once in `count` times."""
        return self.below(count) == 0

    def percent(self, percent: int) -> bool:
        """True in `percent` of a hundred."""
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[self.below(len(choices))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """`things` in a drawn order."""
        keyed = sorted((self._bits(48), place) for place in range(len(things)))
        return [things[place] for _, place in keyed]


class Weighted:
    """Things to draw by whole-number weights."""

    __slots__ = ("_bounds", "_things")

    def __init__(self, things: Sequence[str], weights: Sequence[int]) -> None:
        kept = [(thing, weight) for thing, weight in zip(things, weights, strict=True) if weight > 0]
        self._things = [thing for thing, _ in kept]
        self._bounds = list(accumulate(weight for _, weight in kept))

    def __bool__(self) -> bool:
        return bool(self._things)

    def draw(self, chance: Chance) -> str:
        """One thing, as often as its weight says."""
        return self._things[bisect_right(self._bounds, chance.below(self._bounds[-1]))]
