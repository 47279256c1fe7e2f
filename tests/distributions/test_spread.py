"""A duration through another median and another 85th percentile."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.distributions import LEAST_APART, Distribution, cdf, most_apart, quantiles, with_quantiles

EXACT: tuple[dict[str, Any], ...] = (
    {"family": "lognormal", "p50": 2.0, "p85": 4.0},
    {"family": "lognormal", "mean": 2.0, "cv": 0.7},
    {"family": "lognormal", "mu": 0.3, "sigma": 0.6},
    {"family": "gamma", "mean": 2.0, "cv": 0.7},
    {"family": "gamma", "shape": 2.0, "scale": 1.5},
    {"family": "weibull", "shape": 1.4, "scale": 3.0},
    {"family": "weibull", "mean": 2.0, "cv": 0.7},
    {"family": "uniform", "low": 1.0, "high": 3.0},
    {"family": "uniform", "mean": 2.0, "cv": 0.2},
    {"family": "triangular", "low": 1.0, "mode": 2.0, "high": 6.0},
    {"family": "triangular", "low": 0.0, "mode": 0.0, "high": 6.0},
    {"family": "pert", "low": 1.0, "mode": 2.0, "high": 6.0},
    {"family": "pert", "low": 2.0, "mode": 2.0, "high": 2.0},
)


@pytest.mark.parametrize("figures", EXACT, ids=lambda one: " ".join(map(str, one.values())))
@settings(max_examples=25)
@given(half=st.floats(0.02, 500.0), share=st.floats(0.0, 1.0))
def test_both_figures_are_met_and_the_parameters_stay_the_same(
    figures: dict[str, Any], half: float, share: float
) -> None:
    before = Distribution.model_validate(figures)
    most = min(most_apart(before), 20.0)
    bad = half * (LEAST_APART + share * (most - LEAST_APART))
    after = with_quantiles(before, half, bad)
    assert (after.family, list(after.given)) == (before.family, list(before.given))
    # The curve itself is asked, not what it was made from.
    assert float(cdf(after, half)) == pytest.approx(0.5, abs=2e-6)
    assert float(cdf(after, bad)) == pytest.approx(0.85, abs=2e-6)


@given(half=st.floats(0.02, 500.0), ratio=st.floats(LEAST_APART, 2.7))
@settings(max_examples=40)
def test_an_erlang_meets_its_median_and_takes_the_nearest_number_of_phases(half: float, ratio: float) -> None:
    after = with_quantiles(Distribution(family="erlang", k=3, mean=2.0), half, ratio * half)
    met, bad = quantiles(after)
    assert met == pytest.approx(half, rel=1e-9)
    assert after.k is not None
    for other in (after.k - 1, after.k + 1):
        if other >= 1:
            low, high = quantiles(Distribution(family="erlang", k=other, mean=1.0))
            assert abs(bad / met - ratio) <= abs(high / low - ratio) + 1e-12


def test_what_has_one_figure_goes_through_the_median() -> None:
    for figures in ({"mean": 2.0}, {"p50": 2.0}, {"p85": 2.0}):
        before = Distribution.model_validate({"family": "exponential", **figures})
        after = with_quantiles(before, 3.0, 99.0)
        assert list(after.given) == list(before.given)
        assert quantiles(after) == pytest.approx((3.0, 3.0 * most_apart(before)))
    assert with_quantiles(Distribution(family="constant", value=1.0), 4.0, 4.0).value == 4.0


def test_a_triangle_keeps_its_shape_until_it_would_begin_below_nothing() -> None:
    before = Distribution(family="triangular", low=1.0, mode=2.0, high=5.0)
    alike = with_quantiles(before, 5.0, 6.0)
    own = alike.given
    assert (own["mode"] - own["low"]) / (own["high"] - own["low"]) == pytest.approx(0.25)
    leaning = with_quantiles(before, 5.0, 10.0)
    assert leaning.low == 0.0
    assert leaning.given["mode"] / leaning.given["high"] < 0.25


def test_observed_values_have_nothing_to_move() -> None:
    with pytest.raises(ValueError, match="observed values"):
        with_quantiles(Distribution(family="empirical", values=(1.0, 2.0)), 1.0, 2.0)
