"""What a likelihood needs of each family that is fitted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.distributions.observed import Counted

    Floats = NDArray[np.float64]

Own = tuple[float, ...]

_SHAPES = (math.log(0.05), math.log(1e4))
_LOG_TIMES = (math.log(1e-6), math.log(1e8))
_SIGMAS = (math.log(1e-3), math.log(5.0))


@dataclass(frozen=True)
class FamilyCurves:
    """One family as its likelihood sees it.

    Attributes:
        names: Its parameters, in order.
        bounds: Lowest and highest value of each coordinate of the search.
        start: From mean and spread of the logarithms to the coordinates that the search starts from.
        parameters: From coordinates to parameters.
        log_densities: Sum of the logarithms of the densities of the exact durations.
        cdf: Share of durations of at most each time.
        survival: Share of durations longer than each time.
        beyond: Integral of the survival curve from each time on; at 0 it is the mean.
    """

    names: tuple[str, ...]
    bounds: tuple[tuple[float, float], ...]
    start: Callable[[float, float], Floats]
    parameters: Callable[[Floats], Own]
    log_densities: Callable[[Own, Counted], float]
    cdf: Callable[[Own, Floats], Floats]
    survival: Callable[[Own, Floats], Floats]
    beyond: Callable[[Own, Floats], Floats]


def _exponentials(point: Floats) -> Own:
    return tuple(np.exp(point).tolist())


# The exponential, by its mean.


def _exponential_densities(own: Own, known: Counted) -> float:
    return -len(known.exact) * math.log(own[0]) - known.sum / own[0]


# The lognormal, by mu and sigma.


def _lognormal_densities(own: Own, known: Counted) -> float:
    mu, sigma = own
    n = len(known.exact)
    squares = known.sum_log2 - 2.0 * mu * known.sum_log + n * mu * mu
    constant = math.log(sigma) + 0.5 * math.log(2.0 * math.pi)
    return -n * constant - known.sum_log - squares / (2.0 * sigma * sigma)


def _lognormal_place(own: Own, x: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray((np.log(x) - own[0]) / own[1])


def _lognormal_cdf(own: Own, x: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(_lognormal_place(own, x)))


def _lognormal_survival(own: Own, x: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(-_lognormal_place(own, x)))


def _lognormal_beyond(own: Own, x: Floats) -> Floats:
    from scipy.special import ndtr

    place = _lognormal_place(own, x)
    mean = math.exp(own[0] + own[1] * own[1] / 2.0)
    return np.asarray(mean * ndtr(own[1] - place) - x * ndtr(-place))


# The gamma, by shape and scale.


def _gamma_densities(own: Own, known: Counted) -> float:
    shape, scale = own
    constant = math.lgamma(shape) + shape * math.log(scale)
    return (shape - 1.0) * known.sum_log - known.sum / scale - len(known.exact) * constant


def _gamma_cdf(own: Own, x: Floats) -> Floats:
    from scipy.special import gammainc

    return np.asarray(gammainc(own[0], x / own[1]))


def _gamma_survival(own: Own, x: Floats) -> Floats:
    from scipy.special import gammaincc

    return np.asarray(gammaincc(own[0], x / own[1]))


def _gamma_beyond(own: Own, x: Floats) -> Floats:
    from scipy.special import gammaincc

    shape, scale = own
    place = x / scale
    return np.asarray(shape * scale * gammaincc(shape + 1.0, place) - x * gammaincc(shape, place))


# The Weibull, by shape and scale.


def _weibull_densities(own: Own, known: Counted) -> float:
    shape, scale = own
    with np.errstate(over="ignore"):
        powers = float(((known.exact / scale) ** shape).sum())
    constant = math.log(shape) - shape * math.log(scale)
    return len(known.exact) * constant + (shape - 1.0) * known.sum_log - min(powers, 1e300)


def _weibull_hazard(own: Own, x: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return np.asarray((x / own[1]) ** own[0])


def _weibull_beyond(own: Own, x: Floats) -> Floats:
    from scipy.special import gammaincc

    shape, scale = own
    hazard = _weibull_hazard(own, x)
    mean = scale * math.exp(math.lgamma(1.0 + 1.0 / shape))
    return np.asarray(mean * gammaincc(1.0 + 1.0 / shape, hazard) - x * np.exp(-hazard))


CURVES: Mapping[str, FamilyCurves] = {
    "lognormal": FamilyCurves(
        names=("mu", "sigma"),
        bounds=((-14.0, 18.0), _SIGMAS),
        start=lambda centre, spread: np.array([centre, math.log(spread)]),
        parameters=lambda point: (float(point[0]), math.exp(point[1])),
        log_densities=_lognormal_densities,
        cdf=_lognormal_cdf,
        survival=_lognormal_survival,
        beyond=_lognormal_beyond,
    ),
    "weibull": FamilyCurves(
        names=("shape", "scale"),
        bounds=(_SHAPES, _LOG_TIMES),
        # The logarithm of a Weibull has the spread π / (k √6) and the mean log scale - 0.5772 / k.
        start=lambda centre, spread: np.array([math.log(1.28 / spread), centre + 0.45 * spread]),
        parameters=_exponentials,
        log_densities=_weibull_densities,
        cdf=lambda own, x: np.asarray(-np.expm1(-_weibull_hazard(own, x))),
        survival=lambda own, x: np.asarray(np.exp(-_weibull_hazard(own, x))),
        beyond=_weibull_beyond,
    ),
    "gamma": FamilyCurves(
        names=("shape", "scale"),
        bounds=(_SHAPES, _LOG_TIMES),
        start=lambda centre, spread: np.array([-2.0 * math.log(spread), centre + 2.5 * math.log(spread)]),
        parameters=_exponentials,
        log_densities=_gamma_densities,
        cdf=_gamma_cdf,
        survival=_gamma_survival,
        beyond=_gamma_beyond,
    ),
    "exponential": FamilyCurves(
        names=("mean",),
        bounds=(_LOG_TIMES,),
        start=lambda centre, _: np.array([centre]),
        parameters=_exponentials,
        log_densities=_exponential_densities,
        cdf=lambda own, x: np.asarray(-np.expm1(-x / own[0])),
        survival=lambda own, x: np.asarray(np.exp(-x / own[0])),
        beyond=lambda own, x: np.asarray(own[0] * np.exp(-x / own[0])),
    ),
}
"""The families that are fitted."""
