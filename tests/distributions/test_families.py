"""Curves and moments, against scipy's own distributions and against numerical integration."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from scipy import stats
from scipy.integrate import quad

from sim.distributions import Distribution, cdf, mean, pdf, ppf, resolved, sd
from tests.strategies import distributions


class _Witness(Protocol):
    """What is asked of a frozen distribution of scipy."""

    def mean(self) -> float: ...
    def std(self) -> float: ...
    def ppf(self, q: NDArray[np.float64], /) -> NDArray[np.float64]: ...
    def pdf(self, x: NDArray[np.float64], /) -> NDArray[np.float64]: ...


SHARES = np.array([0.001, 0.05, 0.25, 0.5, 0.75, 0.85, 0.95, 0.999])

WITNESSED: list[tuple[dict[str, Any], _Witness]] = [
    ({"family": "uniform", "low": 1.0, "high": 4.0}, stats.uniform(1.0, 3.0)),
    ({"family": "triangular", "low": 1.0, "mode": 2.0, "high": 5.0}, stats.triang(0.25, 1.0, 4.0)),
    ({"family": "triangular", "low": 1.0, "mode": 1.0, "high": 5.0}, stats.triang(0.0, 1.0, 4.0)),
    ({"family": "triangular", "low": 1.0, "mode": 5.0, "high": 5.0}, stats.triang(1.0, 1.0, 4.0)),
    ({"family": "pert", "low": 1.0, "mode": 2.0, "high": 5.0}, stats.beta(2.0, 4.0, 1.0, 4.0)),
    ({"family": "pert", "low": 1.0, "mode": 1.0, "high": 5.0}, stats.beta(1.0, 5.0, 1.0, 4.0)),
    ({"family": "exponential", "mean": 2.5}, stats.expon(scale=2.5)),
    ({"family": "erlang", "k": 3, "mean": 2.0}, stats.erlang(3, scale=2.0 / 3.0)),
    ({"family": "gamma", "shape": 0.4, "scale": 3.0}, stats.gamma(0.4, scale=3.0)),
    ({"family": "gamma", "shape": 7.5, "scale": 0.2}, stats.gamma(7.5, scale=0.2)),
    ({"family": "lognormal", "mu": 0.3, "sigma": 0.9}, stats.lognorm(0.9, scale=math.exp(0.3))),
    ({"family": "weibull", "shape": 1.4, "scale": 3.0}, stats.weibull_min(1.4, scale=3.0)),
    ({"family": "weibull", "shape": 0.6, "scale": 3.0}, stats.weibull_min(0.6, scale=3.0)),
]


@pytest.mark.parametrize(("parameters", "witness"), WITNESSED)
def test_curves_and_moments_are_those_of_scipy(parameters: dict[str, Any], witness: _Witness) -> None:
    distribution = Distribution(**parameters)
    points = witness.ppf(SHARES)
    assert mean(distribution) == pytest.approx(witness.mean(), rel=1e-12)
    assert sd(distribution) == pytest.approx(witness.std(), rel=1e-9)
    np.testing.assert_allclose(ppf(distribution, SHARES), points, rtol=1e-9)
    np.testing.assert_allclose(cdf(distribution, points), SHARES, rtol=1e-9)
    np.testing.assert_allclose(pdf(distribution, points), witness.pdf(points), rtol=1e-9)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(distributions())
def test_the_mean_is_the_area_above_the_curve(distribution: Distribution) -> None:
    top = float(ppf(distribution, 1.0 - 1e-9))
    knots = _knots(distribution)
    area, _ = quad(lambda x: 1.0 - float(cdf(distribution, x)), 0.0, top, limit=200, points=knots)
    assert area == pytest.approx(mean(distribution), rel=2e-3, abs=1e-6)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(distributions())
def test_the_spread_is_that_of_many_equally_likely_draws(distribution: Distribution) -> None:
    shares = (np.arange(100_000) + 0.5) / 100_000
    assert float(ppf(distribution, shares).std()) == pytest.approx(sd(distribution), rel=0.05, abs=1e-9)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(distributions())
def test_quantiles_rise_and_are_never_negative(distribution: Distribution) -> None:
    values = ppf(distribution, np.linspace(0.0, 0.999999, 300))
    assert values[0] >= 0.0
    assert np.all(np.diff(values) >= -1e-9 * values[1:])


@settings(max_examples=100, derandomize=True, deadline=None)
@given(distributions())
def test_a_quantile_has_its_share_below_it(distribution: Distribution) -> None:
    at_quantiles = cdf(distribution, ppf(distribution, SHARES) * (1.0 + 1e-12))
    assert np.all(at_quantiles >= SHARES - 1e-9)
    if resolved(distribution).family not in ("constant", "empirical"):
        np.testing.assert_allclose(at_quantiles, SHARES, atol=1e-7)


def test_a_constant_has_all_its_weight_in_one_place() -> None:
    always = Distribution(family="constant", value=2.0)
    assert (mean(always), sd(always)) == (2.0, 0.0)
    assert cdf(always, [1.999, 2.0, 2.001]).tolist() == [0.0, 1.0, 1.0]
    assert ppf(always, [0.0, 0.5, 1.0]).tolist() == [2.0, 2.0, 2.0]
    assert pdf(always, [1.0, 2.0]).tolist() == [0.0, math.inf]


def test_an_empirical_gives_back_values_that_occurred() -> None:
    seen = Distribution(family="empirical", values=(5.0, 1.0, 2.0, 2.0))
    assert ppf(seen, [0.0, 0.25, 0.26, 0.5, 0.75, 0.76, 1.0]).tolist() == [1.0, 1.0, 2.0, 2.0, 2.0, 5.0, 5.0]
    assert cdf(seen, [0.5, 1.0, 2.0, 4.9, 5.0]).tolist() == [0.0, 0.25, 0.75, 0.75, 1.0]
    assert mean(seen) == 2.5
    assert sd(seen) == pytest.approx(math.sqrt(2.25))
    assert pdf(seen, [2.0, 3.0]).tolist() == [math.inf, 0.0]


def test_tenths_fall_on_the_values_they_are_meant_for() -> None:
    seen = Distribution(family="empirical", values=tuple(float(n) for n in range(1, 11)))
    assert ppf(seen, [n / 10 for n in range(1, 11)]).tolist() == list(range(1, 11))


def test_nothing_lies_below_0() -> None:
    for parameters, _ in WITNESSED:
        distribution = Distribution(**parameters)
        assert cdf(distribution, [-1.0, -1e-300]).tolist() == [0.0, 0.0]
        assert pdf(distribution, [-1.0, -1e-300]).tolist() == [0.0, 0.0]


def test_shares_outside_0_to_1_have_no_quantile() -> None:
    for parameters, _ in WITNESSED:
        assert np.isnan(ppf(Distribution(**parameters), [-0.1, 1.1, math.nan])).all()


def test_curves_keep_the_shape_they_are_given() -> None:
    for parameters, _ in WITNESSED:
        distribution = Distribution(**parameters)
        for curve in (cdf, pdf, ppf):
            assert curve(distribution, 0.5).shape == ()
            assert curve(distribution, np.full((2, 3), 0.5)).shape == (2, 3)


def _knots(distribution: Distribution) -> list[float] | None:
    """Places where the curve jumps or bends, for the integration."""
    if distribution.family == "empirical" and distribution.values is not None:
        return sorted(set(distribution.values))
    quantiles = ppf(distribution, [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999])
    return sorted({float(value) for value in quantiles})
