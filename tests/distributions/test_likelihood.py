"""The likelihood against its slow twin, and against what it must be at its maximum."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.distributions import observe
from sim.distributions.fit_curves import CURVES
from sim.distributions.likelihood import log_likelihood, most_likely
from sim.distributions.observed import counted
from tests.reference.slow_likelihood import slow_log_likelihood

OWN = {
    "exponential": (2.5,),
    "lognormal": (0.4, 0.9),
    "gamma": (1.7, 1.3),
    "weibull": (0.8, 2.1),
}
TIMES = st.lists(st.floats(0.05, 30.0), min_size=1, max_size=20)
AGES = st.lists(st.floats(0.0, 30.0), max_size=10)


@settings(max_examples=40, deadline=None)
@given(family=st.sampled_from(sorted(OWN)), finished=TIMES, running=AGES)
def test_exact_durations_are_as_likely_as_one_by_one(
    family: str, finished: list[float], running: list[float]
) -> None:
    fast = log_likelihood(family, OWN[family], counted(observe(finished, running)))
    assert fast == pytest.approx(slow_log_likelihood(family, OWN[family], finished, running), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    family=st.sampled_from(sorted(OWN)),
    days=st.lists(st.integers(0, 14), min_size=1, max_size=12),
    running=AGES,
    grain=st.sampled_from([1.0, 7.0]),
)
def test_whole_days_are_as_likely_as_one_by_one(
    family: str, days: list[int], running: list[float], grain: float
) -> None:
    own = OWN[family] if grain == 1.0 else {**OWN, "exponential": (9.0,), "gamma": (1.7, 5.0)}[family]
    finished = [day * grain for day in days if day * grain < 30.0] or [0.0]
    fast = log_likelihood(family, own, counted(observe(finished, running, grain=grain)))
    slow = slow_log_likelihood(family, own, finished, running, grain=grain)
    assert fast == pytest.approx(slow, rel=1e-4)


@pytest.mark.parametrize("family", sorted(OWN))
def test_what_is_nearly_zero_may_be_anything_up_to_what_can_be_told(family: str) -> None:
    finished = [0.0, 0.0, 0.08, 0.4, 3.0]
    fast = log_likelihood(family, OWN[family], counted(observe(finished, least=0.1)))
    assert fast == pytest.approx(slow_log_likelihood(family, OWN[family], finished, [], least=0.1), rel=1e-9)


@pytest.mark.parametrize("family", sorted(OWN))
@pytest.mark.parametrize("grain", [0.0, 1.0])
def test_no_parameters_nearby_are_more_likely(family: str, grain: float) -> None:
    times = np.random.default_rng(8).gamma(2.0, 1.5, 150)
    finished = np.floor(times) if grain else times
    seen = observe(finished[:120], times[120:], grain=grain)
    found, best = most_likely(family, seen)
    own = tuple(found.given[name] for name in CURVES[family].names)
    assert best == pytest.approx(log_likelihood(family, own, counted(seen)))
    for place in range(len(own)):
        for factor in (0.97, 1.03):
            other = tuple(value * factor if n == place else value for n, value in enumerate(own))
            assert log_likelihood(family, other, counted(seen)) < best


@pytest.mark.parametrize("family", sorted(OWN))
def test_the_integral_of_the_survival_curve_is_the_mean_at_zero_and_falls_by_it(family: str) -> None:
    curves, own = CURVES[family], OWN[family]
    points = np.linspace(0.0, 12.0, 4001)
    beyond = curves.beyond(own, points)
    slope = -np.diff(beyond) / np.diff(points)
    middle = curves.survival(own, (points[1:] + points[:-1]) / 2.0)
    assert slope.tolist() == pytest.approx(middle.tolist(), abs=2e-3)
    assert (curves.survival(own, points) + curves.cdf(own, points)).tolist() == pytest.approx([1.0] * 4001)
    means = {
        "exponential": 2.5,
        "lognormal": math.exp(0.4 + 0.405),
        "gamma": 1.7 * 1.3,
        "weibull": 2.1 * math.gamma(1 + 1 / 0.8),
    }
    assert beyond[0] == pytest.approx(means[family])


def test_parameters_stay_within_what_a_stream_takes_however_strange_the_data() -> None:
    for finished in ([1e-9, 1e9], [5.0, 5.0 + 1e-9, 5.1], [1e8] * 3 + [2e8], [1e-7, 2e-7]):
        for family in CURVES:
            found, likelihood = most_likely(family, observe(finished))
            assert math.isfinite(likelihood)
            assert all(math.isfinite(value) for value in found.given.values())
