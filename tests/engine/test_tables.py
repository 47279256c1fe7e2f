"""Distributions as tables: their words, their points, and the line between two points."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.distributions import Distribution, mean, ppf
from sim.engine.draws import (
    CELLS,
    CONSTANT,
    CURVE,
    OCTAVES,
    SIDE,
    STEPS,
    draw,
    mix,
    on_curve,
    scaled,
    uniform,
)
from sim.engine.layout import LAST_TICK, ONE
from sim.engine.tables import table_of, tail_shares, ticks
from sim.errors import StreamFault
from tests.builders import constant, exponential, lognormal

CURVES = [
    exponential(3.0),
    lognormal(1.5, 4.0),
    lognormal(0.5, 4.0),
    Distribution(family="gamma", mean=2.0, cv=0.7),
    Distribution(family="gamma", mean=2.0, cv=3.0),
    Distribution(family="erlang", k=4, mean=2.0),
    Distribution(family="weibull", shape=0.7, scale=2.0),
    Distribution(family="uniform", low=1.0, high=3.0),
    Distribution(family="triangular", low=1.0, mode=2.0, high=6.0),
    Distribution(family="triangular", low=1.0, mode=1.0, high=6.0),
    Distribution(family="pert", low=1.0, mode=2.0, high=6.0),
]
EACH = pytest.mark.parametrize("distribution", CURVES, ids=lambda one: one.family)


def drawn(distribution: Distribution, words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Values in ticks at 53-bit uniforms."""
    table = table_of(distribution)
    return np.array([on_curve(table, 1, int(word)) for word in words], np.int64)


# --- words ------------------------------------------------------------------------------------------------


def test_a_constant_is_two_words_on_the_grid() -> None:
    assert table_of(constant(2.5)).tolist() == [CONSTANT, 5 * ONE // 2]
    assert table_of(constant(0.1)).tolist() == [CONSTANT, 104_858]
    assert table_of(None).tolist() == [CONSTANT, 0]


def test_an_empirical_table_is_its_values_in_order_each_as_often_as_given() -> None:
    table = table_of(Distribution(family="empirical", values=(3.0, 1.0, 1.0, 7.5)))
    assert table.tolist() == [STEPS, 4, ONE, ONE, 3 * ONE, 15 * ONE // 2]


@pytest.mark.parametrize("values", [(3.0, 1.0, 1.0, 7.5), (2.0,), tuple(float(n) for n in range(997))])
def test_an_empirical_draw_is_the_value_at_its_uniform(values: tuple[float, ...]) -> None:
    table = table_of(Distribution(family="empirical", values=values))
    ordered = sorted(values)
    for key in range(300):
        place = uniform(mix(key)) * len(values) >> 53
        assert draw(table, 0, mix(key)) / ONE == ordered[place]


@EACH
def test_a_curve_is_one_word_and_two_sides_that_meet_at_the_median(distribution: Distribution) -> None:
    table = table_of(distribution)
    low, high = table[1 : 1 + SIDE], table[1 + SIDE :]
    assert (table[0], len(low), len(high)) == (CURVE, SIDE, SIDE)
    assert low[-1] == high[-1] == ticks(float(ppf(distribution, 0.5)))
    assert np.all(np.diff(low) >= 0)
    assert np.all(np.diff(high) <= 0)


def test_the_points_of_a_curve_are_64_a_halving_of_the_tail() -> None:
    shares = tail_shares()
    assert (shares[0], shares[-1], len(shares)) == (2.0**-41, 0.5, SIDE)
    assert np.all(shares[CELLS:] == 2 * shares[:-CELLS])
    assert shares[-1 - CELLS : -1].tolist() == [(1 + cell / CELLS) / 4 for cell in range(CELLS)]
    assert np.log2(shares[::CELLS]).tolist() == list(range(-OCTAVES - 1, 0))


# --- values ------------------------------------------------------------------------------------------------


@EACH
def test_at_its_own_points_a_curve_is_the_quantile_to_a_tick(distribution: Distribution) -> None:
    shares = tail_shares()[13 * CELLS :: 37]
    words = np.round(shares * 2**53).astype(np.int64)
    low, high = drawn(distribution, words) / ONE, drawn(distribution, 2**53 - 1 - words) / ONE
    for got, exact in ((low, ppf(distribution, shares)), (high, ppf(distribution, 1.0 - shares))):
        # A uniform stands for the middle of its 2^-53: that far it lies beside the point.
        assert np.max(np.abs(got - exact) - 1e-6 * exact) <= 1 / ONE


@EACH
def test_a_higher_uniform_never_draws_a_lower_value(distribution: Distribution) -> None:
    rng = np.random.default_rng(11)
    words = np.concatenate(
        [
            rng.integers(0, 2**53, 3000),
            rng.integers(0, 2**20, 300),
            2**53 - 1 - rng.integers(0, 2**20, 300),
            2**52 + np.arange(-50, 50),
            [0, 2**53 - 1],
        ]
    )
    assert np.all(np.diff(drawn(distribution, np.sort(words))) >= 0)


@EACH
def test_between_two_points_a_curve_errs_by_less_than_a_thousandth_of_what_lies_between_quantiles(
    distribution: Distribution,
) -> None:
    shares = np.linspace(1e-4, 1 - 1e-4, 4001)
    got = drawn(distribution, (shares * 2**53).astype(np.int64)) / ONE
    exact = ppf(distribution, shares)
    span = float(ppf(distribution, 0.95) - ppf(distribution, 0.05))
    assert np.max(np.abs(got - exact) / np.maximum(exact, span)) < 1e-3


@EACH
def test_the_mean_over_even_uniforms_is_the_mean(distribution: Distribution) -> None:
    words = ((np.arange(50_000) + 0.5) / 50_000 * 2**53).astype(np.int64)
    tail = float(ppf(distribution, 1 - 1e-5)) / 50_000
    assert drawn(distribution, words).mean() / ONE == pytest.approx(
        mean(distribution), rel=1e-3, abs=tail * 3
    )


# --- the grid -----------------------------------------------------------------------------------------


@given(st.floats(0.0, 1e9))
def test_a_time_is_rounded_to_the_nearest_tick(value: float) -> None:
    assert abs(Fraction(ticks(value), ONE) - Fraction(value)) <= Fraction(1, 2 * ONE)


@given(st.integers(0, 2**40), st.integers(0, 8 * ONE))
def test_a_product_is_within_half_a_tick_of_the_exact_one(duration: int, factor: int) -> None:
    exact = Fraction(duration * factor, ONE)
    slack = Fraction(1, 2) + exact / 2**52
    assert abs(scaled(duration, factor) - exact) <= slack


@pytest.mark.parametrize("value", [2.0**33 + 1, -(2.0**34), float("inf"), float("nan")])
def test_a_time_off_the_clock_is_refused(value: float) -> None:
    with pytest.raises(StreamFault, match=r"beyond the range of the clock, 8\.59e\+09") as caught:
        ticks(value)
    assert caught.value.hint == "Choose a larger time unit."


def test_an_empirical_value_off_the_clock_is_refused_with_its_family() -> None:
    with pytest.raises(StreamFault, match=r"A duration \(constant\) reaches 8\.59e\+09 time units"):
        table_of(Distribution.model_construct(family="constant", value=LAST_TICK / ONE))


def test_a_distribution_whose_tail_leaves_the_clock_is_refused_with_its_reach() -> None:
    with pytest.raises(
        StreamFault, match=r"A duration \(lognormal\) reaches 5\.51e\+10 time units"
    ) as caught:
        table_of(lognormal(0.5, 20.0))
    assert caught.value.hint == "Choose a larger time unit or a narrower distribution."
