"""Means with 95 % intervals, and paired differences under common random numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean over replications with its confidence interval.

    Attributes:
        mean: Mean of the values; NaN if there is none.
        low: Lower end of the interval; NaN for fewer than two values.
        high: Upper end of the interval; NaN for fewer than two values.
        sd: Sample standard deviation of the values; NaN for fewer than two.
        n: Number of values.
    """

    mean: float
    low: float
    high: float
    sd: float
    n: int

    @property
    def half_width(self) -> float:
        """Half of the interval's width, the number after ±."""
        return (self.high - self.low) / 2

    def to_json(self) -> dict[str, float | None]:
        """Give mean, low and high, with None for what is not known."""
        return {"mean": known(self.mean), "low": known(self.low), "high": known(self.high)}


def known(value: float) -> float | None:
    """Give the value, or None where it is NaN: JSON has no NaN."""
    return None if math.isnan(value) else float(value)


def student_t(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t for a confidence level.

    Args:
        degrees: Degrees of freedom, 1 or more.
        confidence: Level, between 0 and 1.
    """
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + confidence / 2))


def estimate(values: Sequence[float], confidence: float = CONFIDENCE) -> Estimate:
    """Estimate a mean with Student's t; values that are NaN (nothing to measure) are left out.

    Args:
        values: One value a replication.
        confidence: Level of the interval.
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    n = len(kept)
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, math.nan, 0)
    mean = float(kept.mean())
    if n == 1:
        return Estimate(mean, math.nan, math.nan, math.nan, 1)
    sd = float(kept.std(ddof=1))
    half = student_t(n - 1, confidence) * sd / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half, sd, n)


def paired(base: Sequence[float], other: Sequence[float], confidence: float = CONFIDENCE) -> Estimate:
    """Estimate the mean of ``other − base``, replication by replication.

    Both ran on the same random numbers, so their luck cancels in the difference.

    Raises:
        ValueError: If the two differ in length.
    """
    if len(base) != len(other):
        raise ValueError(f"paired samples differ in length: {len(base)} and {len(other)}")
    difference = np.asarray(other, dtype=np.float64) - np.asarray(base, dtype=np.float64)
    return estimate(difference.tolist(), confidence)


def centred(spread: Estimate, mean: float) -> Estimate:
    """Move an interval to another mean: that of a whole run, whose parts only say how sure it is."""
    half = spread.half_width
    return replace(spread, mean=mean, low=mean - half, high=mean + half)


def replications_needed(difference: Estimate, half_width: float, confidence: float = CONFIDENCE) -> int:
    """Say how many replications would bring the interval down to ± ``half_width``.

    Uses the standard deviation seen so far, so it is a guess that improves with n.

    Args:
        difference: What is known now, with two values or more.
        half_width: Half width wanted, above 0.
        confidence: Level of the interval.
    """
    if difference.n < 2 or half_width <= 0:
        return 0
    t = student_t(difference.n - 1, confidence)
    return math.ceil((t * difference.sd / half_width) ** 2)
