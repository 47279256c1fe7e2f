"""A family that a person wants in place of the best."""

from __future__ import annotations

import numpy as np
import pytest

from sim.distributions import Family, Fit, fit, observe
from tests.distributions.test_fit import sample


def told(family: Family | None, times: np.ndarray) -> Fit:
    return fit(observe(times), source="export.csv", date="2026-03-01", family=family)


@pytest.mark.parametrize("family", ["lognormal", "weibull", "gamma", "exponential"])
def test_the_family_told_stands_with_its_most_likely_parameters(family: Family) -> None:
    times = sample("gamma", 300, 4)
    best, found = told(None, times), told(family, times)
    (candidate,) = [one for one in best.candidates if one.distribution.family == family]
    assert found.distribution.given == candidate.distribution.given
    assert found.candidates == best.candidates
    assert found.goodness == candidate.goodness
    assert found.reason == f"As told. {best.reason}"
    assert found.distribution.provenance is not None


def test_the_datas_own_values_may_be_told_of_few() -> None:
    times = sample("lognormal", 12, 3)
    found = told("empirical", times)
    assert found.distribution.given["values"] == pytest.approx(np.sort(times).tolist())
    assert found.goodness is None


def test_where_only_a_mean_can_be_told_no_family_can_be() -> None:
    times = np.array([1.0, 2.0, 4.0])
    assert told("gamma", times).distribution == told(None, times).distribution
    assert told("empirical", times).distribution.family == "exponential"


def test_durations_all_alike_stay_a_constant() -> None:
    assert told("weibull", np.full(20, 2.0)).distribution.family == "constant"
