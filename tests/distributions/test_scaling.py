"""A distribution stretched: every quantile times the factor."""

from __future__ import annotations

import numpy as np
import pytest

from sim.distributions import Distribution, Provenance, mean, ppf, scaled

FAMILIES = (
    Distribution(family="constant", value=2.0),
    Distribution(family="uniform", low=1.0, high=3.0),
    Distribution(family="triangular", low=1.0, mode=2.0, high=4.0),
    Distribution(family="pert", low=1.0, mode=2.0, high=4.0),
    Distribution(family="exponential", p50=2.0),
    Distribution(family="erlang", k=3, mean=2.0),
    Distribution(family="gamma", mean=2.0, cv=0.6),
    Distribution(family="lognormal", p50=1.0, p85=3.0),
    Distribution(family="weibull", shape=1.4, scale=2.0),
    Distribution(family="empirical", values=(1.0, 2.0, 5.0)),
)


@pytest.mark.parametrize("one", FAMILIES, ids=lambda one: one.family)
def test_every_quantile_is_stretched(one: Distribution) -> None:
    shares = np.array([0.05, 0.5, 0.85, 0.99])
    longer = scaled(one, 2.5)
    assert longer.family == one.family
    assert ppf(longer, shares).tolist() == pytest.approx((2.5 * ppf(one, shares)).tolist())
    assert mean(longer) == pytest.approx(2.5 * mean(one))


def test_the_factor_one_changes_nothing() -> None:
    one = Distribution(family="gamma", mean=2.0, cv=0.6)
    assert scaled(one, 1.0) is one


def test_where_it_was_fitted_stays_known() -> None:
    fitted = Provenance(source="export.csv", n=12, date="2026-03-01")
    one = Distribution(family="exponential", mean=2.0, provenance=fitted)
    assert scaled(one, 0.5).provenance == fitted
