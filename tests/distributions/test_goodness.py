"""How far a family is from the data: the integral by another way, and the published marks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.integrate import quad

from sim.distributions import Distribution, Goodness, cdf, done_curve, observe, ppf
from sim.distributions.goodness import goodness
from sim.distributions.observed import counted

EXPONENTIAL = (2.0,)
WEIBULL = (1.4, 3.0)


def beside(
    family: str,
    own: tuple[float, ...],
    finished: ArrayLike,
    running: ArrayLike = (),
    *,
    grain: float = 0.0,
    least: float = 0.0,
) -> Goodness:
    seen = observe(finished, running, grain=grain, least=least)
    return goodness(family, own, done_curve(seen), counted(seen))


def by_quadrature(times: np.ndarray, running: np.ndarray, mean: float, least: float = 0.0) -> float:
    """The integral of (share - u)² / (u (1 - u)) du, stretch by stretch, for an exponential."""
    curve = done_curve(observe(times, running))
    shares = 1.0 - np.exp(-curve.times / mean)
    edges = [0.0, *shares.tolist()]
    levels = [0.0, *curve.share.tolist()]
    if levels[-1] >= 1.0:
        edges.append(1.0)
    total = 0.0
    edges = [max(edge, 1.0 - math.exp(-least / mean)) for edge in edges]
    for low, high, level in zip(edges[:-1], edges[1:], levels, strict=False):
        total += quad(lambda u, c=level: (c - u) ** 2 / (u * (1.0 - u)), low, high)[0]
    return total


@pytest.mark.parametrize("unfinished", [0, 15])
def test_the_integral_is_that_of_quadrature(unfinished: int) -> None:
    times = np.asarray(ppf(Distribution(family="exponential", mean=2.3), (np.arange(30) + 0.5) / 30))
    running = np.linspace(0.5, 6.0, unfinished)
    found = beside("exponential", EXPONENTIAL, times, running)
    expected = 30 * by_quadrature(times, running, 2.0) * (1 + 0.6 / 30)
    assert found.anderson_darling == pytest.approx(expected, rel=1e-6)


def test_the_formula_for_finished_samples_is_the_classic_one() -> None:
    times = np.sort(np.random.default_rng(4).weibull(1.4, 50) * 3.0)
    u = np.asarray(cdf(Distribution(family="weibull", shape=1.4, scale=3.0), times))
    ranks = 2.0 * np.arange(1, 51) - 1.0
    classic = -50 - float((ranks * (np.log(u) + np.log1p(-u[::-1]))).mean())
    found = beside("weibull", WEIBULL, times)
    assert found.anderson_darling == pytest.approx(classic * (1 + 0.2 / math.sqrt(50)), rel=1e-9)


@pytest.mark.parametrize(
    ("family", "own", "mark"),
    [
        ("exponential", (1.0,), 1.321),
        ("weibull", (1.3, 2.0), 0.757),
        ("lognormal", (0.0, 1.0), 0.752),
        ("gamma", (0.4, 1.0), 0.786),
        ("gamma", (2.0, 1.0), 0.768),
        ("gamma", (4.0, 1.0), 0.760),
        ("gamma", (500.0, 1.0), 0.752),
    ],
)
def test_marks_are_the_published_ones(family: str, own: tuple[float, ...], mark: float) -> None:
    assert beside(family, own, [0.5, 1.0, 2.0]).mark == pytest.approx(mark)


def test_the_distance_counts_both_sides_of_a_step() -> None:
    own = (1.0 / math.log(2.0),)
    # Half of this exponential is done by 1; all of the data step up there at once.
    assert beside("exponential", own, [1.0, 1.0]).distance == pytest.approx(0.5)
    assert beside("exponential", own, [1.0], [3.0]).distance == pytest.approx(0.5)


def test_whole_days_are_set_beside_the_chances_of_whole_days() -> None:
    begins = (np.arange(200) + 0.5) / 200
    times = np.asarray(
        ppf(Distribution(family="weibull", shape=1.4, scale=3.0), (np.arange(200) + 0.5) / 200)
    )
    days = np.floor(np.add.outer(times, begins)).ravel()
    assert beside("weibull", WEIBULL, days, grain=1.0).distance < 0.005
    assert beside("weibull", WEIBULL, days).distance > 0.1


@pytest.mark.parametrize("unfinished", [0, 10])
def test_what_may_be_anything_up_to_the_least_is_set_beside_the_curve_there(unfinished: int) -> None:
    times = np.asarray(ppf(Distribution(family="exponential", mean=2.0), (np.arange(200) + 0.5) / 200))
    least, running = 0.7, np.linspace(1.0, 5.0, unfinished)
    cut = np.where(times < least, 0.0, times)
    found = beside("exponential", EXPONENTIAL, cut, running, least=least)
    whole = beside("exponential", EXPONENTIAL, times, running)
    assert np.count_nonzero(cut == 0.0) == 59
    assert found.distance == pytest.approx(whole.distance, abs=0.005)
    # Of the integral, the part up to the least is left out: there is nothing to compare.
    expected = 200 * by_quadrature(cut, running, 2.0, least) * (1 + 0.6 / 200)
    assert found.anderson_darling == pytest.approx(expected, rel=1e-6)
    assert found.anderson_darling <= whole.anderson_darling


def test_a_family_far_away_fails() -> None:
    times = np.random.default_rng(5).normal(20.0, 0.5, 200)
    far = beside("exponential", (20.0,), times)
    assert not far.passes
    assert far.distance > 0.5
    assert Goodness(0.1, 0.7, 0.752).passes
