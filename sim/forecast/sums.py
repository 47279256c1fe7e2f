"""Distributions of sums of independent whole numbers, by convolution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import ForecastFault

TOLERANCE = 1e-12
"""A probability counts as having reached a level when it is this near below it.

Sums of many rounded terms may miss a level that they equal in exact arithmetic by some 1e-15.
"""

_DIRECT = 400
"""Length of the shorter factor up to which the direct sum is used.

PERF(np.convolve of two arrays of n: 0.009 ms against 0.015 ms by transform at 256, 0.027 against 0.020
at 512). The direct sum also keeps the relative precision of small tails, which the transform does not.
"""


def probabilities(values: ArrayLike) -> NDArray[np.float64]:
    """Give the chance of each whole number when one of ``values`` is drawn at random.

    Args:
        values: Whole numbers of 0 or more.

    Returns:
        Chance of 0, 1, …, largest value, shape (largest + 1,), summing to 1.

    Raises:
        ForecastFault: If there are no values or one is negative.
    """
    numbers = np.asarray(values, dtype=np.int64).ravel()
    if not numbers.size:
        raise ForecastFault("The history is empty.", "Give at least one day of history.")
    if numbers.min() < 0:
        raise ForecastFault(f"The history holds {numbers.min()}; counts are 0 or more.", "Mend it.")
    return np.bincount(numbers) / numbers.size


def convolve(
    first: NDArray[np.float64], second: NDArray[np.float64], size: int | None = None
) -> NDArray[np.float64]:
    """Give the distribution of the sum of two independent numbers, cut to the first ``size`` values.

    Args:
        first: Chance of 0, 1, … of one number, any length from 1.
        second: The same of the other.
        size: Length wanted; None for the whole.

    Returns:
        Chances of the sum, shape (min(size, len(first) + len(second) - 1),), never negative.
    """
    whole = len(first) + len(second) - 1
    if min(len(first), len(second)) <= _DIRECT:
        return np.convolve(first, second)[:size]
    points = 1 << (whole - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(first, points) * np.fft.rfft(second, points), points)
    return np.maximum(product[: whole if size is None else min(size, whole)], 0.0)


def power(chances: NDArray[np.float64], times: int, size: int | None = None) -> NDArray[np.float64]:
    """Give the distribution of the sum of ``times`` independent numbers, by repeated squaring.

    Args:
        chances: Chance of 0, 1, … of one number.
        times: How many are added, 0 or more.
        size: Keep only the first so many values.

    Returns:
        Chances of the sum, shape (at most times * largest + 1,).
    """
    total = np.ones(1)
    square = chances[:size]
    while times:
        if times & 1:
            total = convolve(total, square, size)
        times >>= 1
        if times:
            square = convolve(square, square, size)
    return total


@dataclass(frozen=True, eq=False)
class Whole:
    """The distribution of a whole number of 0 or more.

    Attributes:
        chance: Chance of 0, 1, …, shape (largest + 1,), read-only.
    """

    chance: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Make the array read-only."""
        self.chance.flags.writeable = False

    @cached_property
    def tail(self) -> NDArray[np.float64]:
        """Chance of at least 0, 1, …, shape (largest + 1,), never rising, never above 1."""
        tail = np.minimum(np.cumsum(self.chance[::-1])[::-1], 1.0)
        tail.flags.writeable = False
        return tail

    @property
    def mean(self) -> float:
        """Expected value."""
        return float(self.chance @ np.arange(len(self.chance)))

    def at_least(self, number: int) -> float:
        """Give the chance of ``number`` or more."""
        if number <= 0:
            return 1.0
        return float(self.tail[number]) if number < len(self.tail) else 0.0

    def at_most(self, number: int) -> float:
        """Give the chance of ``number`` or fewer."""
        return 1.0 - self.at_least(number + 1)

    def largest(self, level: float) -> int:
        """Give the largest number reached or passed with a chance of ``level`` or more.

        Args:
            level: Chance, above 0, below 1.
        """
        return max(int(np.count_nonzero(self.tail >= level - TOLERANCE)) - 1, 0)

    def smallest(self, level: float) -> int:
        """Give the smallest number not passed with a chance of ``level`` or more.

        Args:
            level: Chance, above 0, below 1.
        """
        return int(np.count_nonzero(1.0 - self.tail[1:] < level - TOLERANCE))
