"""How far a fitted family is from the data, on the curve of the share done by each age.

The distance is Kolmogorov's: the largest difference between the two curves, up to the longest finished
duration; where some durations may be anything up to the least that can be told, from that one on. The test is
Anderson and Darling's, whose integral [1, eq. 4.2] is taken over the same range. Its 5 % marks are those for
parameters fitted to the same data, all of it finished [1, tables 4.7, 4.11, 4.17 and 4.21]; with durations
still running, rounded to days or too short to be told, they are an approximation on n finished ones.

[1] R. B. D'Agostino, M. A. Stephens, Goodness-of-Fit Techniques, 1986, chapter 4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.distributions.fit_curves import CURVES
from sim.distributions.likelihood import chances_of_days, chances_up_to_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.distributions.kaplan_meier import DoneCurve
    from sim.distributions.observed import Counted

    Floats = NDArray[np.float64]

_GAMMA_MARKS = ((1.0, 0.786), (2.0, 0.768), (3.0, 0.762), (5.0, 0.758), (10.0, 0.755), (20.0, 0.754))
"""Shape and 5 % mark of a gamma with both parameters fitted, [1] table 4.21; 0.752 in the limit."""


@dataclass(frozen=True)
class Goodness:
    """How far a family is from the data.

    Attributes:
        distance: Largest difference between the two curves, 0 to 1.
        anderson_darling: The statistic, corrected for n as its mark wants it.
        mark: What chance alone exceeds in one of twenty samples of the family.
    """

    distance: float
    anderson_darling: float
    mark: float

    @property
    def passes(self) -> bool:
        """Whether the data could well come from the family."""
        return self.anderson_darling <= self.mark


def goodness(family: str, own: tuple[float, ...], curve: DoneCurve, known: Counted) -> Goodness:
    """Set a fitted family beside the data.

    Args:
        family: One that is fitted.
        own: Its parameters.
        curve: The share done by each age.
        known: The durations behind it.
    """
    curves = CURVES[family]
    if known.grain:
        expected = chances_up_to_days(curves, own, known)
        gaps = np.abs(curve.share - expected)
        weight = np.maximum(expected * (1.0 - expected), 1e-12)
        squared = float((gaps**2 / weight * chances_of_days(curves, own, known))[expected < 1.0 - 1e-9].sum())
        n = int(known.times.sum())
    else:
        times, share, before = _told(curve, known)
        expected = curves.cdf(own, times)
        gaps = np.maximum(np.abs(share - expected), np.abs(before - expected))
        squared = _weighted_square(share, before, expected)
        n = len(known.exact) + known.near_zero
    factor, mark = _correction(family, own, n)
    return Goodness(float(gaps.max()), float(factor * n * squared), mark)


def _told(curve: DoneCurve, known: Counted) -> tuple[Floats, Floats, Floats]:
    """Give times at which the curve of the data is known, its share from each on, and just before.

    All that may be anything up to ``known.least`` is told there, at once; of the way to there, nothing is.
    """
    if not known.near_zero:
        return curve.times, curve.share, curve.before()
    first = int(np.searchsorted(curve.times, known.least, "right"))
    share = curve.share[first - 1 :]
    times = np.concatenate([[known.least], curve.times[first:]])
    return times, share, np.concatenate([share[:1], share[:-1]])


def _weighted_square(share: Floats, before: Floats, expected: Floats) -> float:
    """Integrate (share - u)² / (u (1 - u)) over u, as far as the share is known, to the last expected one.

    Between two steps the share is one number c, and the integrand is c² / u + (1 - c)² / (1 - u) - 1.
    """
    begin = expected[0] if before[0] else 0.0  # what is at or below the least has no way there
    edges = np.clip(np.concatenate([[begin], expected]), 1e-12, 1.0 - 1e-12)
    from_zero = before**2 * np.diff(np.log(edges))
    from_one = (1.0 - before) ** 2 * -np.diff(np.log1p(-edges))
    total = float((from_zero + from_one - np.diff(edges)).sum())
    if share[-1] >= 1.0:
        total += -math.log(edges[-1]) - (1.0 - edges[-1])  # all is done: the share stays 1
    return max(total, 0.0)


def _correction(family: str, own: tuple[float, ...], n: int) -> tuple[float, float]:
    """Give the factor for small n and the 5 % mark, parameters fitted."""
    if family == "exponential":
        return 1.0 + 0.6 / n, 1.321  # [1] table 4.11
    if family == "weibull":
        return 1.0 + 0.2 / math.sqrt(n), 0.757  # [1] table 4.17
    if family == "gamma":
        shapes, marks = np.array(_GAMMA_MARKS).T
        return 1.0, float(np.interp(own[0], shapes, marks)) if own[0] < shapes[-1] else 0.752
    return 1.0 + 0.75 / n + 2.25 / n**2, 0.752  # [1] table 4.7, of the logarithms
