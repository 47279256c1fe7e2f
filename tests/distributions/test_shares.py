"""What a share of durations means: counted by hand, and for every family from nothing to all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import Distribution, cdf, mean, ppf, sd
from tests.strategies import distributions

VALUES = st.lists(st.integers(0, 40).map(lambda n: n / 4), min_size=1, max_size=30)


@given(distributions())
def test_a_probability_rises_from_nothing_below_zero_to_one(distribution: Distribution) -> None:
    far = float(ppf(distribution, 0.999))
    points = np.concatenate([[-1.0, -1e-9], np.linspace(0.0, far, 30), [far * 2 + 1.0]])
    found = cdf(distribution, points)
    assert found[:2].tolist() == [0.0, 0.0]
    assert np.all(np.diff(found) >= -1e-12)
    assert np.all((found >= 0) & (found <= 1))
    assert found[-1] >= 0.999 - 1e-9


@given(VALUES)
def test_an_empirical_is_counted_by_hand(values: list[float]) -> None:
    observed = Distribution(family="empirical", values=tuple(values))
    ranked = sorted(values)
    for n in range(1, len(values) + 1):
        # a hair below n of N, so that the division cannot tip over to the next value
        assert float(ppf(observed, n / len(values) - 1e-9)) == ranked[n - 1]
    for value in values:
        assert float(cdf(observed, value)) == pytest.approx(sum(one <= value for one in values) / len(values))
    assert mean(observed) == pytest.approx(sum(values) / len(values))
    spread = sum((one - mean(observed)) ** 2 for one in values) / len(values)
    assert sd(observed) == pytest.approx(spread**0.5, abs=1e-12)


@given(st.floats(0.0, 1e6), st.floats(0.001, 1.0))
def test_a_constant_takes_its_time_whatever_the_share(value: float, share: float) -> None:
    always = Distribution(family="constant", value=value)
    assert float(ppf(always, share)) == value
    assert (mean(always), sd(always)) == (value, 0.0)
    assert float(cdf(always, value)) == 1.0
