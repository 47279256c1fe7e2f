"""Trials: the same seed, the same futures; and the exact answer within the error of trials."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast.chance import choices, mixed
from sim.forecast.exact import how_many, when
from sim.forecast.montecarlo import NEVER, how_many_trials, when_trials

HISTORY = [2, 0, 0, 5, 1, 3, 2, 4, 0, 0, 1, 1, 2, 4, 0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0]
TRIALS = 10_000
WIDTH = 4.5
"""Standard errors allowed; with fixed seeds the tests are certain, not merely likely, to hold."""


def within_error(share: float, chance: float) -> bool:
    return abs(share - chance) <= WIDTH * math.sqrt(chance * (1 - chance) / TRIALS) + 1e-12


def test_trials_of_how_many_agree_with_convolution() -> None:
    exact = how_many(HISTORY, 60)
    outcomes = how_many_trials(HISTORY, 60, seed=7)
    for items in range(30, 100):
        assert within_error(float(np.mean(outcomes >= items)), exact.at_least(items)), items


def test_trials_of_when_agree_with_convolution() -> None:
    exact = when(HISTORY, 28)
    outcomes = when_trials(HISTORY, 28, seed=7)
    for days in range(10, 70):
        assert within_error(float(np.mean(outcomes <= days)), exact.within(days)), days


def test_the_same_seed_plays_the_same_futures_and_another_seed_others() -> None:
    first = how_many_trials(HISTORY, 20, seed=1, trials=200)
    np.testing.assert_array_equal(first, how_many_trials(HISTORY, 20, seed=1, trials=200))
    assert (first != how_many_trials(HISTORY, 20, seed=2, trials=200)).any()


def test_more_trials_begin_with_the_same_trials() -> None:
    few = when_trials(HISTORY, 9, seed=3, trials=50)
    np.testing.assert_array_equal(few, when_trials(HISTORY, 9, seed=3, trials=500)[:50])


def test_both_questions_are_asked_of_the_same_futures() -> None:
    days = when_trials(HISTORY, 28, seed=5, trials=2_000)
    for limit in (20, 27, 64, 65, 100):
        done = how_many_trials(HISTORY, limit, seed=5, trials=2_000)
        np.testing.assert_array_equal(done >= 28, (days <= limit) & (days != NEVER))


@given(each=st.integers(1, 5), items=st.integers(1, 300))
def test_a_constant_history_has_one_future(each: int, items: int) -> None:
    assert set(when_trials([each], items, seed=1, trials=20)) == {-(-items // each)}


def test_a_trial_that_never_ends_is_given_up() -> None:
    assert set(when_trials([0, 0], 1, seed=1, trials=10, longest=100)) == {NEVER}


def test_an_empty_history_is_refused() -> None:
    with pytest.raises(ForecastFault):
        how_many_trials([], 3, seed=1)
    with pytest.raises(ForecastFault):
        when_trials([], 3, seed=1)


def test_choices_are_even_over_places_and_unrelated_over_days_and_trials() -> None:
    drawn = choices(11, np.arange(20_000), np.arange(10), 7)
    counts = np.bincount(drawn.ravel(), minlength=7)
    expected = drawn.size / 7
    assert ((counts - expected) ** 2 / expected).sum() < 22.5  # chi-square, 6 degrees, 0.1 %
    scores = (drawn - drawn.mean()) / drawn.std()
    for left, right in ((scores[:, :-1], scores[:, 1:]), (scores[:-1], scores[1:])):
        assert abs((left * right).mean()) < 4 / math.sqrt(left.size)


def test_the_mixing_is_that_of_splitmix64() -> None:
    """First outputs for seed 0 of the reference implementation: state 1, 2, 3 times the golden gamma."""
    words = mixed(np.array([1, 2, 3], dtype=np.uint64))
    assert [int(word) for word in words] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
