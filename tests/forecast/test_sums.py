"""Sums by convolution, against sums by enumeration."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast.sums import TOLERANCE, Whole, convolve, power, probabilities

SMALL_COUNTS = st.lists(st.integers(0, 6), min_size=1, max_size=4)


def enumerated(counts: list[int], days: int) -> dict[int, Fraction]:
    """Every sequence of days, each equally likely, in whole numbers: the slow twin."""
    totals = Counter(sum(path) for path in product(counts, repeat=days))
    return {total: Fraction(times, len(counts) ** days) for total, times in totals.items()}


def test_each_day_of_the_history_is_equally_likely() -> None:
    assert probabilities([0, 2, 2, 5]).tolist() == [0.25, 0, 0.5, 0, 0, 0.25]


def test_an_empty_history_has_no_probabilities() -> None:
    with pytest.raises(ForecastFault, match="empty"):
        probabilities([])


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ForecastFault, match="-1"):
        probabilities([3, -1])


@given(counts=SMALL_COUNTS, days=st.integers(0, 5))
def test_the_sum_of_days_is_what_enumeration_gives(counts: list[int], days: int) -> None:
    truth = enumerated(counts, days)
    found = power(probabilities(counts), days)
    expected = [float(truth.get(total, 0)) for total in range(len(found))]
    assert sum(truth.values()) == 1
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-15)


@given(counts=SMALL_COUNTS, days=st.integers(1, 5), size=st.integers(1, 12))
def test_cutting_a_sum_short_leaves_its_beginning_unchanged(counts: list[int], days: int, size: int) -> None:
    whole = power(probabilities(counts), days)
    np.testing.assert_allclose(power(probabilities(counts), days, size), whole[:size], rtol=0, atol=1e-15)


def test_the_transform_agrees_with_the_direct_sum_and_is_never_negative() -> None:
    first = np.linspace(0, 1, 700) ** 8
    second = np.linspace(1, 0, 900) ** 40
    first, second = first / first.sum(), second / second.sum()
    found = convolve(first, second)
    assert found.min() >= 0
    np.testing.assert_allclose(found, np.convolve(first, second), rtol=0, atol=1e-15)
    np.testing.assert_array_equal(convolve(first, second, 100), found[:100])


def test_ten_years_of_days_still_sum_to_one() -> None:
    chances = power(probabilities([0, 0, 1, 7, 3]), 3653)
    assert abs(chances.sum() - 1) < 1e-11
    assert Whole(chances).mean == pytest.approx(3653 * 11 / 5, rel=1e-11)


@given(counts=SMALL_COUNTS, days=st.integers(1, 4), percent=st.integers(1, 99))
def test_a_level_is_reached_exactly_where_whole_numbers_say_so(
    counts: list[int], days: int, percent: int
) -> None:
    truth = enumerated(counts, days)
    level = Fraction(percent, 100)
    most = max(truth)
    largest = max(k for k in range(most + 1) if sum(p for n, p in truth.items() if n >= k) >= level)
    smallest = min(k for k in range(most + 1) if sum(p for n, p in truth.items() if n <= k) >= level)
    found = Whole(power(probabilities(counts), days))
    assert (found.largest(percent / 100), found.smallest(percent / 100)) == (largest, smallest)


def test_a_chance_that_equals_the_level_counts_in_spite_of_rounding() -> None:
    tenths = Whole(power(probabilities([0] * 9 + [1]), 1))
    assert tenths.largest(0.1) == 1
    assert tenths.largest(0.1 + TOLERANCE / 2) == 1
    assert tenths.largest(0.1 + 2 * TOLERANCE) == 0


def test_tails_meet_and_end_at_zero_and_one() -> None:
    whole = Whole(np.array([0.25, 0.5, 0.25]))
    assert [whole.at_least(k) for k in range(-1, 4)] == [1, 1, 0.75, 0.25, 0]
    assert [whole.at_most(k) for k in range(-1, 4)] == [0, 0.25, 0.75, 1, 1]
    assert whole.mean == 1


def test_a_distribution_cannot_be_changed() -> None:
    whole = Whole(np.array([0.5, 0.5]))
    with pytest.raises(ValueError, match="read-only"):
        whole.chance[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        whole.tail[0] = 1
