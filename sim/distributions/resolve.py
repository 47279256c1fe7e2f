"""From what people can say (two quantiles, a mean and its spread) to a family's own parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

from sim.distributions.values import Distribution

_P85 = 0.85
_NORMAL_P85 = NormalDist().inv_cdf(_P85)


@lru_cache(maxsize=4096)
def resolved(distribution: Distribution) -> Distribution:
    """Give the same distribution by its family's own parameters.

    One without spread (a cv of 0, equal ends or quantiles) becomes a constant. Provenance is kept.

    Args:
        distribution: Any valid distribution.

    Returns:
        A distribution given by the first of its family's parameter sets.
    """
    given = distribution.given
    constant = _constant_of(distribution)
    if constant is not None:
        own: dict[str, object] = {"family": "constant", "value": constant}
    elif "cv" in given:
        own = _BY_MOMENTS[distribution.family](given["mean"], given["cv"])
    elif "p50" in given and "p85" in given:
        own = _BY_QUANTILES[distribution.family](given["p50"], given["p85"])
    elif distribution.family == "exponential":
        own = {"family": "exponential", "mean": _exponential_mean(given)}
    else:
        return distribution
    return Distribution.model_validate({**own, "provenance": distribution.provenance})


def weibull_from_quantiles(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Find the Weibull that passes through two quantiles, in closed form.

    Args:
        first: Probability (between 0 and 1) and value (above 0).
        second: The same for a higher probability and a higher value.

    Returns:
        Shape and scale.
    """
    (p, x), (q, y) = first, second
    shape = math.log(math.log1p(-q) / math.log1p(-p)) / math.log(y / x)
    return shape, x / (-math.log1p(-p)) ** (1.0 / shape)


def _constant_of(distribution: Distribution) -> float | None:
    """Give the one value of a distribution without spread, or None."""
    given = distribution.given
    pairs = (("low", "high"), ("p50", "p85"))
    for first, second in pairs:
        if first in given and second in given and given[first] == given[second]:
            return float(given[first])
    if given.get("cv") == 0:
        return float(given["mean"])
    if given.get("sigma") == 0:
        return math.exp(given["mu"])
    return None


def _exponential_mean(given: dict[str, float]) -> float:
    if "mean" in given:
        return given["mean"]
    if "p50" in given:
        return given["p50"] / math.log(2.0)
    return given["p85"] / -math.log1p(-_P85)


def _uniform_by_moments(mean: float, cv: float) -> dict[str, object]:
    half = mean * cv * math.sqrt(3.0)
    return {"family": "uniform", "low": max(0.0, mean - half), "high": mean + half}


def _gamma_by_moments(mean: float, cv: float) -> dict[str, object]:
    shape = 1.0 / (cv * cv)
    return _own_shape("gamma", shape, mean / shape, mean)


def _lognormal_by_moments(mean: float, cv: float) -> dict[str, object]:
    variance = math.log1p(cv * cv)
    return {"family": "lognormal", "mu": math.log(mean) - variance / 2.0, "sigma": math.sqrt(variance)}


def _weibull_by_moments(mean: float, cv: float) -> dict[str, object]:
    shape = _weibull_shape(cv)
    return _own_shape("weibull", shape, mean / math.gamma(1.0 + 1.0 / shape), mean)


def _weibull_shape(cv: float) -> float:
    """Solve cv² + 1 = Γ(1 + 2/k) / Γ(1 + 1/k)² for the shape k."""
    from scipy.optimize import brentq

    if cv < 1e-4:  # cv → π / (k √6) as k grows; the gamma functions cancel out below this
        return math.pi / (cv * math.sqrt(6.0))

    def gap(log_shape: float) -> float:
        k = math.exp(log_shape)
        return math.lgamma(1.0 + 2.0 / k) - 2.0 * math.lgamma(1.0 + 1.0 / k) - math.log1p(cv * cv)

    return math.exp(float(brentq(gap, math.log(0.02), math.log(2e4), xtol=1e-14)))


def _uniform_by_quantiles(p50: float, p85: float) -> dict[str, object]:
    width = (p85 - p50) / (_P85 - 0.5)
    return {"family": "uniform", "low": max(0.0, p50 - width / 2.0), "high": p50 + width / 2.0}


def _gamma_by_quantiles(p50: float, p85: float) -> dict[str, object]:
    from scipy.special import gammaincinv

    shape = _gamma_shape(p85 / p50)
    return _own_shape("gamma", shape, p50 / float(gammaincinv(shape, 0.5)), p50)


def _gamma_shape(ratio: float) -> float:
    """Solve p85/p50 of a standard gamma = ratio for its shape; the left side falls as the shape grows."""
    from scipy.optimize import brentq
    from scipy.special import gammaincinv

    if ratio < 1.0 + 1e-5:  # so narrow a gamma is normal: p85/p50 → 1 + z/√shape
        return (_NORMAL_P85 / (ratio - 1.0)) ** 2

    def gap(log_shape: float) -> float:
        shape = math.exp(log_shape)
        return math.log(float(gammaincinv(shape, _P85)) / float(gammaincinv(shape, 0.5))) - math.log(ratio)

    return math.exp(float(brentq(gap, math.log(0.02), math.log(1e11), xtol=1e-14)))


def _lognormal_by_quantiles(p50: float, p85: float) -> dict[str, object]:
    return {"family": "lognormal", "mu": math.log(p50), "sigma": math.log(p85 / p50) / _NORMAL_P85}


def _weibull_by_quantiles(p50: float, p85: float) -> dict[str, object]:
    shape, scale = weibull_from_quantiles((0.5, p50), (_P85, p85))
    return _own_shape("weibull", shape, scale, p50)


def _own_shape(family: str, shape: float, scale: float, centre: float) -> dict[str, object]:
    """Give shape and scale; a spread too small for the numbers to hold is none at all."""
    if shape > 1e9:
        return {"family": "constant", "value": centre}
    return {"family": family, "shape": shape, "scale": scale}


_Solver = Callable[[float, float], dict[str, object]]

_BY_MOMENTS: dict[str, _Solver] = {
    "uniform": _uniform_by_moments,
    "gamma": _gamma_by_moments,
    "lognormal": _lognormal_by_moments,
    "weibull": _weibull_by_moments,
}

_BY_QUANTILES: dict[str, _Solver] = {
    "uniform": _uniform_by_quantiles,
    "gamma": _gamma_by_quantiles,
    "lognormal": _lognormal_by_quantiles,
    "weibull": _weibull_by_quantiles,
}
