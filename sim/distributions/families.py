"""Curves of the ten families.

Every function takes any valid distribution, however it is parametrised. The curves take a number or an
array of any shape and give an array of that shape. scipy is imported at the first call that needs it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.distributions.resolve import resolved

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from sim.distributions.values import Distribution

    Floats = NDArray[np.float64]

Own = dict[str, Any]


def cdf(distribution: Distribution, x: ArrayLike) -> Floats:
    """Give the probability of at most ``x``, 0 to 1."""
    own = resolved(distribution)
    points = np.asarray(x, dtype=np.float64)
    return np.where(points < 0.0, 0.0, _CDF[own.family](own.given, np.maximum(points, 0.0)))


def pdf(distribution: Distribution, x: ArrayLike) -> Floats:
    """Give the density at ``x``; of a constant or an empirical, infinite at its values and 0 elsewhere."""
    own = resolved(distribution)
    points = np.asarray(x, dtype=np.float64)
    with np.errstate(divide="ignore"):
        density = _PDF[own.family](own.given, np.maximum(points, 0.0))
    return np.where(points < 0.0, 0.0, density)


def ppf(distribution: Distribution, q: ArrayLike) -> Floats:
    """Give the smallest value that a share ``q`` (0 to 1) does not exceed; NaN outside 0 to 1."""
    own = resolved(distribution)
    shares = np.asarray(q, dtype=np.float64)
    inside = (shares >= 0.0) & (shares <= 1.0)
    values = _PPF[own.family](own.given, np.where(inside, shares, 0.5))
    return np.where(inside, values, np.nan)


# Curves, for x of 0 or more and q from 0 to 1.


def _uniform_cdf(own: Own, x: Floats) -> Floats:
    return np.asarray(np.clip((x - own["low"]) / (own["high"] - own["low"]), 0.0, 1.0))


def _uniform_pdf(own: Own, x: Floats) -> Floats:
    inside = (x >= own["low"]) & (x <= own["high"])
    return np.where(inside, 1.0 / (own["high"] - own["low"]), 0.0)


def _uniform_ppf(own: Own, q: Floats) -> Floats:
    return np.asarray(own["low"] + q * (own["high"] - own["low"]))


def _triangular_cdf(own: Own, x: Floats) -> Floats:
    a, c, b = own["low"], own["mode"], own["high"]
    at = np.clip(x, a, b)
    # A mode at an end leaves one side without width: nothing falls there, so any divisor does.
    rising = (at - a) ** 2 / ((b - a) * (c - a or 1.0))
    falling = 1.0 - (b - at) ** 2 / ((b - a) * (b - c or 1.0))
    return np.asarray(np.where(at < c, rising, falling))


def _triangular_pdf(own: Own, x: Floats) -> Floats:
    a, c, b = own["low"], own["mode"], own["high"]
    rising = (x - a) / (c - a or 1.0)
    falling = (b - x) / (b - c or 1.0)
    height = np.where(x < c, rising, np.where(x > c, falling, 1.0))
    return np.asarray(np.maximum(height, 0.0) * 2.0 / (b - a))


def _triangular_ppf(own: Own, q: Floats) -> Floats:
    a, c, b = own["low"], own["mode"], own["high"]
    rising = a + np.sqrt(q * (b - a) * (c - a))
    falling = b - np.sqrt((1.0 - q) * (b - a) * (b - c))
    return np.asarray(np.where(q * (b - a) < (c - a), rising, falling))


def _pert_powers(own: Own) -> tuple[float, float]:
    width = own["high"] - own["low"]
    return 1.0 + 4.0 * (own["mode"] - own["low"]) / width, 1.0 + 4.0 * (own["high"] - own["mode"]) / width


def _pert_cdf(own: Own, x: Floats) -> Floats:
    from scipy.special import betainc

    place = np.clip((x - own["low"]) / (own["high"] - own["low"]), 0.0, 1.0)
    return np.asarray(betainc(*_pert_powers(own), place))


def _pert_pdf(own: Own, x: Floats) -> Floats:
    from scipy.special import beta

    alpha, omega = _pert_powers(own)
    width = own["high"] - own["low"]
    place = (x - own["low"]) / width
    inside = (place >= 0.0) & (place <= 1.0)
    at = np.where(inside, place, 0.0)
    density = at ** (alpha - 1.0) * (1.0 - at) ** (omega - 1.0) / (float(beta(alpha, omega)) * width)
    return np.where(inside, density, 0.0)


def _pert_ppf(own: Own, q: Floats) -> Floats:
    from scipy.special import betaincinv

    return np.asarray(own["low"] + (own["high"] - own["low"]) * betaincinv(*_pert_powers(own), q))


def _gamma_of(own: Own) -> tuple[float, float]:
    """Shape and scale, of an erlang too."""
    return (own["k"], own["mean"] / own["k"]) if "k" in own else (own["shape"], own["scale"])


def _gamma_cdf(own: Own, x: Floats) -> Floats:
    from scipy.special import gammainc

    shape, scale = _gamma_of(own)
    return np.asarray(gammainc(shape, x / scale))


def _gamma_pdf(own: Own, x: Floats) -> Floats:
    from scipy.special import gammaln, xlogy

    shape, scale = _gamma_of(own)
    place = x / scale
    return np.asarray(np.exp(xlogy(shape - 1.0, place) - place - gammaln(shape)) / scale)


def _gamma_ppf(own: Own, q: Floats) -> Floats:
    from scipy.special import gammaincinv

    shape, scale = _gamma_of(own)
    return np.asarray(scale * gammaincinv(shape, q))


def _lognormal_cdf(own: Own, x: Floats) -> Floats:
    from scipy.special import ndtr

    with np.errstate(divide="ignore"):
        return np.asarray(ndtr((np.log(x) - own["mu"]) / own["sigma"]))


def _lognormal_pdf(own: Own, x: Floats) -> Floats:
    at = np.where(x > 0.0, x, 1.0)
    place = (np.log(at) - own["mu"]) / own["sigma"]
    density = np.exp(-place * place / 2.0) / (at * own["sigma"] * math.sqrt(2.0 * math.pi))
    return np.where(x > 0.0, density, 0.0)


def _lognormal_ppf(own: Own, q: Floats) -> Floats:
    from scipy.special import ndtri

    return np.asarray(np.exp(own["mu"] + own["sigma"] * ndtri(q)))


def _weibull_cdf(own: Own, x: Floats) -> Floats:
    return np.asarray(-np.expm1(-((x / own["scale"]) ** own["shape"])))


def _weibull_pdf(own: Own, x: Floats) -> Floats:
    shape, scale = own["shape"], own["scale"]
    place = x / scale
    return np.asarray(shape / scale * place ** (shape - 1.0) * np.exp(-(place**shape)))


def _weibull_ppf(own: Own, q: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(own["scale"] * (-np.log1p(-q)) ** (1.0 / own["shape"]))


def _exponential_as_weibull(own: Own) -> Own:
    return {"shape": 1.0, "scale": own["mean"]}


def _empirical_cdf(own: Own, x: Floats) -> Floats:
    values = np.sort(np.asarray(own["values"], dtype=np.float64))
    return np.asarray(np.searchsorted(values, x, side="right") / len(values))


def _empirical_ppf(own: Own, q: Floats) -> Floats:
    values = np.sort(np.asarray(own["values"], dtype=np.float64))
    # 1e-12 keeps a share of exactly k/n, not exact in binary, from being taken for the next value.
    ranks = np.ceil(q * len(values) - 1e-12).astype(np.int64)
    return np.asarray(values[np.clip(ranks - 1, 0, len(values) - 1)])


def _constant_ppf(own: Own, q: Floats) -> Floats:
    return np.full(q.shape, float(own["value"]))


def _atoms_pdf(own: Own, x: Floats) -> Floats:
    atoms = own["values"] if "values" in own else (own["value"],)
    return np.where(np.isin(x, np.asarray(atoms, dtype=np.float64)), np.inf, 0.0)


Curve = Callable[[Own, "Floats"], "Floats"]

_CDF: dict[str, Curve] = {
    "constant": lambda own, x: np.where(x >= own["value"], 1.0, 0.0),
    "uniform": _uniform_cdf,
    "triangular": _triangular_cdf,
    "pert": _pert_cdf,
    "exponential": lambda own, x: _weibull_cdf(_exponential_as_weibull(own), x),
    "erlang": _gamma_cdf,
    "gamma": _gamma_cdf,
    "lognormal": _lognormal_cdf,
    "weibull": _weibull_cdf,
    "empirical": _empirical_cdf,
}

_PDF: dict[str, Curve] = {
    "constant": _atoms_pdf,
    "uniform": _uniform_pdf,
    "triangular": _triangular_pdf,
    "pert": _pert_pdf,
    "exponential": lambda own, x: _weibull_pdf(_exponential_as_weibull(own), x),
    "erlang": _gamma_pdf,
    "gamma": _gamma_pdf,
    "lognormal": _lognormal_pdf,
    "weibull": _weibull_pdf,
    "empirical": _atoms_pdf,
}

_PPF: dict[str, Curve] = {
    "constant": _constant_ppf,
    "uniform": _uniform_ppf,
    "triangular": _triangular_ppf,
    "pert": _pert_ppf,
    "exponential": lambda own, q: _weibull_ppf(_exponential_as_weibull(own), q),
    "erlang": _gamma_ppf,
    "gamma": _gamma_ppf,
    "lognormal": _lognormal_ppf,
    "weibull": _weibull_ppf,
    "empirical": _empirical_ppf,
}
