"""Mean and spread of the ten families, in closed form."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.distributions.resolve import resolved

if TYPE_CHECKING:
    from sim.distributions.values import Distribution

Own = dict[str, Any]


@lru_cache(maxsize=4096)  # PERF: the load of a stream asks for the same means at every edit
def mean(distribution: Distribution) -> float:
    """Give the mean, in the unit of the values."""
    own = resolved(distribution)
    return _MOMENTS[own.family](own.given)[0]


def sd(distribution: Distribution) -> float:
    """Give the standard deviation (of an empirical: of its values as the whole population)."""
    own = resolved(distribution)
    return math.sqrt(max(0.0, _MOMENTS[own.family](own.given)[1]))


def _weibull_moments(own: Own) -> tuple[float, float]:
    shape, scale = own["shape"], own["scale"]
    first = math.lgamma(1.0 + 1.0 / shape)
    # gamma(1 + 2/k) less gamma(1 + 1/k) squared, without losing the difference when it is small.
    ratio = math.lgamma(1.0 + 2.0 / shape) - 2.0 * first
    return scale * math.exp(first), (scale * math.exp(first)) ** 2 * math.expm1(ratio)


def _lognormal_moments(own: Own) -> tuple[float, float]:
    variance = own["sigma"] ** 2
    centre = math.exp(own["mu"] + variance / 2.0)
    return centre, centre * centre * math.expm1(variance)


def _triangular_moments(own: Own) -> tuple[float, float]:
    a, c, b = own["low"], own["mode"], own["high"]
    return (a + b + c) / 3.0, (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0


def _pert_moments(own: Own) -> tuple[float, float]:
    a, c, b = own["low"], own["mode"], own["high"]
    centre = (a + 4.0 * c + b) / 6.0
    return centre, (centre - a) * (b - centre) / 7.0


def _empirical_moments(own: Own) -> tuple[float, float]:
    values = np.asarray(own["values"], dtype=np.float64)
    return float(values.mean()), float(values.var())


_MOMENTS: dict[str, Callable[[Own], tuple[float, float]]] = {
    "constant": lambda own: (own["value"], 0.0),
    "uniform": lambda own: ((own["low"] + own["high"]) / 2.0, (own["high"] - own["low"]) ** 2 / 12.0),
    "triangular": _triangular_moments,
    "pert": _pert_moments,
    "exponential": lambda own: (own["mean"], own["mean"] ** 2),
    "erlang": lambda own: (own["mean"], own["mean"] ** 2 / own["k"]),
    "gamma": lambda own: (own["shape"] * own["scale"], own["shape"] * own["scale"] ** 2),
    "lognormal": _lognormal_moments,
    "weibull": _weibull_moments,
    "empirical": _empirical_moments,
}
