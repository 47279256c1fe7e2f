"""The share done by each age, with those still running counted while they were watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.distributions.observed import Observations


@dataclass(frozen=True)
class DoneCurve:
    """The product-limit estimate of a distribution, as steps; all of shape (steps,).

    Attributes:
        times: Durations at which something ended, rising.
        share: Share ended by then, 0 to 1; below 1 at last if one that still runs has run longest.
        low: Lower end of its 95 % interval.
        high: Upper end.
    """

    times: NDArray[np.float64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def before(self) -> NDArray[np.float64]:
        """Give the share just before each step, shape (steps,)."""
        return np.concatenate([[0.0], self.share[:-1]])


def done_curve(seen: Observations) -> DoneCurve:
    """Estimate the share done by each age.

    Product-limit estimate [1]; one that still runs counts among those at risk up to its age, ends at the same
    age included. The interval is Greenwood's on the log-log scale [2], which stays within 0 and 1.

    [1] E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, Journal of the American
    Statistical Association 53 (1958), 457-481.
    [2] J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed., 2002,
    p. 18.

    Args:
        seen: At least one of them finished.
    """
    times, ended = np.unique(seen.finished, return_counts=True)
    earlier = np.searchsorted(seen.finished, times) + np.searchsorted(seen.running, times)
    at_risk = len(seen) - earlier
    left = np.asarray(np.cumprod(1.0 - ended / at_risk), np.float64)  # [1] eq. 2b
    last = at_risk == ended
    terms = np.divide(ended, at_risk * (at_risk - ended), out=np.zeros(len(times)), where=~last)
    low, high = _interval(left, np.cumsum(terms), last)
    return DoneCurve(times, 1.0 - left, low, high)


def _interval(
    left: NDArray[np.float64], greenwood: NDArray[np.float64], last: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of the share done; at the very last end there is none to give."""
    inner = (left > 0.0) & (left < 1.0) & ~last
    rest = np.where(inner, left, 0.5)
    spread = np.exp(1.96 * np.sqrt(greenwood) / np.log(rest))  # [2] eq. 1.13
    low = np.where(inner, 1.0 - rest**spread, 1.0 - left)
    high = np.where(inner, 1.0 - rest ** (1.0 / spread), 1.0 - left)
    return low, high
