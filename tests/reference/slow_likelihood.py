"""The likelihood of durations, written the slow way: scipy's densities one by one, and days by quadrature."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.stats


def frozen(family: str, own: tuple[float, ...]) -> Any:  # noqa: ANN401  (scipy's own kind)
    """Give scipy's distribution for a family and its parameters."""
    if family == "exponential":
        return scipy.stats.expon(scale=own[0])
    if family == "lognormal":
        return scipy.stats.lognorm(own[1], scale=math.exp(own[0]))
    if family == "gamma":
        return scipy.stats.gamma(own[0], scale=own[1])
    return scipy.stats.weibull_min(own[0], scale=own[1])


def slow_log_likelihood(
    family: str,
    own: tuple[float, ...],
    finished: Sequence[float],
    running: Sequence[float],
    *,
    grain: float = 0.0,
    least: float = 0.0,
) -> float:
    """Add up the logarithm of what each duration says, one after another."""
    one = frozen(family, own)
    total = 0.0
    for time in finished:
        if grain:
            total += math.log(chance_of_days(one, time, grain))
        elif time <= least:
            total += float(one.logcdf(least))
        else:
            total += float(one.logpdf(time))
    for age in running:
        total += float(one.logsf(age))
    return total


def chance_of_days(one: Any, time: float, grain: float) -> float:  # noqa: ANN401  (scipy's own kind)
    """Average, over the time of day of the begin, the chance that the end falls so many days later."""
    begins = (np.arange(20_000) + 0.5) / 20_000 * grain
    low = np.maximum(time - begins, 0.0)
    high = time + grain - begins
    return float((one.cdf(high) - one.cdf(low)).mean())
