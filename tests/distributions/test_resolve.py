"""From two figures to a family's own parameters."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.distributions import (
    Distribution,
    Family,
    Provenance,
    cdf,
    mean,
    ppf,
    resolved,
    sd,
    weibull_from_quantiles,
)
from tests.strategies import distributions

TWO_QUANTILES = ("uniform", "gamma", "lognormal", "weibull")


@pytest.fixture
def weibull_cases(shared_reference: Path) -> dict[str, Any]:
    """Published results for the Weibull by two quantiles."""
    loaded: dict[str, Any] = json.loads((shared_reference / "weibull_cases.json").read_text())
    return loaded


def test_two_quantiles_give_the_published_weibull(weibull_cases: dict[str, Any]) -> None:
    expected = weibull_cases["two_percentiles"]["P(X<=1)=0.1, P(X<=30)=0.5"]
    shape, scale = weibull_from_quantiles((0.1, 1.0), (0.5, 30.0))
    assert shape == pytest.approx(expected["shape"], rel=1e-12)
    assert scale == pytest.approx(expected["scale"], rel=1e-12)
    found = ppf(Distribution(family="weibull", shape=shape, scale=scale), [0.85, 0.9, 0.95])
    np.testing.assert_allclose(found, [expected["p85"], expected["p90"], expected["p95"]], rtol=1e-12)


def test_thirty_and_seventy_percent_give_the_published_weibull(weibull_cases: dict[str, Any]) -> None:
    expected = weibull_cases["from p30=7 and p70=11"]
    shape, scale = weibull_from_quantiles((0.3, 7.0), (0.7, 11.0))
    assert shape == pytest.approx(expected["shape"], rel=1e-12)
    assert scale == pytest.approx(expected["scale"], rel=1e-12)


def test_weibull_percentiles_are_those_of_the_published_table(weibull_cases: dict[str, Any]) -> None:
    table = weibull_cases["percentile table scale 30"]
    for percentile, by_shape in table.items():
        share = int(percentile.removeprefix("p")) / 100
        for shape, expected in by_shape.items():
            weibull = Distribution(family="weibull", shape=float(shape), scale=30.0)
            assert float(ppf(weibull, share)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("family", TWO_QUANTILES)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(p50=st.floats(1e-3, 1e4), ratio=st.floats(1.001, 1.69))
def test_the_quantiles_asked_for_come_out(family: Family, p50: float, ratio: float) -> None:
    given_two = Distribution(family=family, p50=p50, p85=p50 * ratio)
    np.testing.assert_allclose(ppf(given_two, [0.5, 0.85]), [p50, p50 * ratio], rtol=1e-9)


@pytest.mark.parametrize("family", ["gamma", "lognormal", "weibull"])
@pytest.mark.parametrize("ratio", [1.0 + 1e-9, 1.0 + 1e-6, 1.0 + 1e-4, 10.0, 1e3])
def test_extreme_quantiles_come_out_too(family: Family, ratio: float) -> None:
    given_two = Distribution(family=family, p50=2.0, p85=2.0 * ratio)
    np.testing.assert_allclose(ppf(given_two, [0.5, 0.85]), [2.0, 2.0 * ratio], rtol=1e-6)


@pytest.mark.parametrize("family", TWO_QUANTILES)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(centre=st.floats(1e-3, 1e4), cv=st.floats(0.001, 0.577))
def test_the_mean_and_spread_asked_for_come_out(family: Family, centre: float, cv: float) -> None:
    given_two = Distribution(family=family, mean=centre, cv=cv)
    assert mean(given_two) == pytest.approx(centre, rel=1e-9)
    assert sd(given_two) == pytest.approx(cv * centre, rel=1e-6)


@pytest.mark.parametrize("family", ["gamma", "lognormal", "weibull"])
@pytest.mark.parametrize("cv", [1e-4, 1e-3, 1.0, 3.0, 7.0])
def test_extreme_spreads_come_out_too(family: Family, cv: float) -> None:
    given_two = Distribution(family=family, mean=2.0, cv=cv)
    assert mean(given_two) == pytest.approx(2.0, rel=1e-6)
    assert sd(given_two) == pytest.approx(2.0 * cv, rel=2e-4)


@pytest.mark.parametrize(
    ("parameters", "value"),
    [
        ({"family": "lognormal", "p50": 2.0, "p85": 2.0}, 2.0),
        ({"family": "gamma", "p50": 2.0, "p85": 2.0}, 2.0),
        ({"family": "weibull", "p50": 2.0, "p85": 2.0}, 2.0),
        ({"family": "uniform", "p50": 2.0, "p85": 2.0}, 2.0),
        ({"family": "gamma", "mean": 2.0, "cv": 0.0}, 2.0),
        ({"family": "lognormal", "mean": 2.0, "cv": 0.0}, 2.0),
        ({"family": "lognormal", "mu": 0.0, "sigma": 0.0}, 1.0),
        ({"family": "uniform", "low": 2.0, "high": 2.0}, 2.0),
        ({"family": "triangular", "low": 2.0, "mode": 2.0, "high": 2.0}, 2.0),
        ({"family": "pert", "low": 0.0, "mode": 0.0, "high": 0.0}, 0.0),
        ({"family": "gamma", "mean": 2.0, "cv": 1e-5}, 2.0),
    ],
)
def test_no_spread_is_a_constant(parameters: dict[str, Any], value: float) -> None:
    assert resolved(Distribution(**parameters)) == Distribution(family="constant", value=value)


def test_an_exponential_by_a_quantile_has_it() -> None:
    assert mean(Distribution(family="exponential", p50=math.log(2.0))) == pytest.approx(1.0)
    assert float(ppf(Distribution(family="exponential", p85=3.0), 0.85)) == pytest.approx(3.0)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(distributions())
def test_resolving_keeps_the_distribution_and_is_final(distribution: Distribution) -> None:
    own = resolved(distribution)
    assert resolved(own) == own
    assert (mean(own), sd(own)) == (mean(distribution), sd(distribution))
    points = ppf(distribution, [0.1, 0.5, 0.9])
    assert cdf(own, points).tolist() == cdf(distribution, points).tolist()


def test_provenance_survives_resolving() -> None:
    fitted = Provenance(source="board.csv", n=120, date="2026-05-01", goodness="KS 0.04")
    own = resolved(Distribution(family="gamma", mean=2.0, cv=0.5, provenance=fitted))
    assert own == Distribution(family="gamma", shape=4.0, scale=0.5, provenance=fitted)
