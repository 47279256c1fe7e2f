"""How much neighbours of a series differ by themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.metrics import LEAST_RANGES, range_limit

FLOWRATE = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
"""Published: NIST/SEMATECH e-Handbook 6.3.2.2, with a mean moving range of 1.8778."""


def test_the_limit_is_that_of_the_published_example() -> None:
    assert range_limit(FLOWRATE) == pytest.approx(3.267 * 1.8778, abs=0.001)


def test_it_does_not_matter_where_a_series_lies_or_which_way_it_is_read() -> None:
    assert range_limit([value - 1000 for value in FLOWRATE]) == pytest.approx(range_limit(FLOWRATE))
    assert range_limit(FLOWRATE[::-1]) == range_limit(FLOWRATE)
    assert range_limit([2 * value for value in FLOWRATE]) == pytest.approx(2 * range_limit(FLOWRATE))


def test_a_series_that_never_changes_may_not_change_at_all() -> None:
    assert range_limit([3.0] * 8) == 0.0


def test_few_differences_tell_nothing() -> None:
    assert math.isnan(range_limit([]))
    assert math.isnan(range_limit(FLOWRATE[:LEAST_RANGES]))
    assert range_limit(FLOWRATE[: LEAST_RANGES + 1]) > 0


def test_what_is_not_known_takes_no_part() -> None:
    """Of seven differences two are gone; the other five are 1 each."""
    assert range_limit([1, 2, math.nan, 5, 6, 7, 8, 9]) == pytest.approx(3.267)
    assert math.isnan(range_limit([1, math.nan, 2, math.nan, 3, 4, 5, 6]))


def test_chance_alone_passes_the_limit_rarely() -> None:
    """Independent normal values: one difference in a hundred at most beyond a limit from many others."""
    values = np.random.default_rng(7).normal(size=2_000)
    assert np.mean(np.abs(np.diff(values)) > range_limit(values.tolist())) == pytest.approx(0.009, abs=0.006)
