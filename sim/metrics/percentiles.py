"""Percentiles by nearest rank, and which of them a sample supports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PERCENTS = (50, 70, 85, 95)
"""The percentiles shown everywhere."""


@dataclass(frozen=True)
class TimeStats:
    """Times of items, summed up.

    Attributes:
        n: Number of items.
        mean: Mean time; NaN if there are none.
        p50: Half of the items took this long or less; nearest rank, NaN if there are none.
        p70: So did 70 %.
        p85: So did 85 %.
        p95: So did 95 %. Show only what :func:`supported_percentiles` allows for ``n``.
        unit: Unit of the times.
    """

    n: int
    mean: float
    p50: float
    p70: float
    p85: float
    p95: float
    unit: str = "day"

    @property
    def supported(self) -> tuple[int, ...]:
        """The percentiles that a sample of this size supports."""
        return supported_percentiles(self.n)

    def to_json(self) -> dict[str, Any]:
        """Give n, mean and percentiles; null where the sample has none or does not support it."""
        marks = {f"p{p}": getattr(self, f"p{p}") if p in self.supported else None for p in PERCENTS}
        return {"n": self.n, "mean": self.mean if self.n else None, **marks}


def percentile(values: NDArray[np.float64], percent: int) -> float:
    """Give the nearest-rank percentile: the smallest value that ``percent`` % of the values do not exceed.

    The rank is computed in integers, so that 55 % of 100 is 55. The result is a value that occurred.

    >>> percentile(np.array([1, 1, 2, 2, 3, 3, 4, 5, 8, 21]), 85)
    8.0

    Args:
        values: Any order, shape (n,), n at least 1.
        percent: 1 to 100.

    Raises:
        ValueError: There are no values, or the percentage is outside 1 to 100.
    """
    if not len(values):
        raise ValueError("no values have no percentile")
    if not 1 <= percent <= 100:
        raise ValueError(f"percentile {percent} is outside 1 to 100")
    rank = -(-percent * len(values) // 100)
    return float(np.partition(values, rank - 1)[rank - 1])


def supported_percentiles(n: int) -> tuple[int, ...]:
    """Give the percentiles worth showing for n values: none below 5, 50 below 10, up to 85 below 20.

    >>> supported_percentiles(12)
    (50, 70, 85)
    """
    if n < 5:
        return ()
    if n < 10:
        return (50,)
    return PERCENTS if n >= 20 else PERCENTS[:3]


def time_stats(times: NDArray[np.float64], unit: str) -> TimeStats:
    """Sum up times of items; shape (n,), any order."""
    n = len(times)
    if not n:
        return TimeStats(0, np.nan, np.nan, np.nan, np.nan, np.nan, unit)
    ranks = [-(-percent * n // 100) - 1 for percent in PERCENTS]
    p50, p70, p85, p95 = np.partition(times, ranks)[ranks].tolist()
    return TimeStats(n, float(times.mean()), p50, p70, p85, p95, unit)
