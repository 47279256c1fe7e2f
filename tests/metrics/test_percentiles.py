"""Percentiles by nearest rank."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics import percentile, supported_percentiles
from sim.metrics.percentiles import time_stats

TEN = np.array([21, 1, 1, 2, 8, 2, 3, 5, 3, 4], float)


@pytest.mark.parametrize(("percent", "value"), [(50, 3), (70, 4), (85, 8), (95, 21), (1, 1), (100, 21)])
def test_a_percentile_is_a_value_that_occurred(percent: int, value: float) -> None:
    assert percentile(TEN, percent) == value


def test_ranks_are_computed_in_integers() -> None:
    # in floating point, ceil(0.55 * 100) is 56
    assert percentile(np.arange(1.0, 101.0), 55) == 55


@pytest.mark.parametrize("percent", [0, 101])
def test_a_percentage_is_between_1_and_100(percent: int) -> None:
    with pytest.raises(ValueError, match="outside 1 to 100"):
        percentile(TEN, percent)


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile(np.zeros(0), 50)


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (0, ()),
        (4, ()),
        (5, (50,)),
        (9, (50,)),
        (10, (50, 70, 85)),
        (19, (50, 70, 85)),
        (20, (50, 70, 85, 95)),
    ],
)
def test_a_small_sample_supports_few_percentiles(n: int, shown: tuple[int, ...]) -> None:
    assert supported_percentiles(n) == shown


def test_times_are_summed_up_and_written_as_far_as_the_sample_supports() -> None:
    stats = time_stats(TEN, "day")
    assert (stats.n, stats.mean, stats.p50, stats.p70, stats.p85, stats.p95) == (10, 5.0, 3, 4, 8, 21)
    assert stats.supported == (50, 70, 85)
    assert stats.to_json() == {"n": 10, "mean": 5.0, "p50": 3, "p70": 4, "p85": 8, "p95": None}


def test_no_times_are_written_as_nothing_known() -> None:
    stats = time_stats(np.zeros(0), "hour")
    assert np.isnan([stats.mean, stats.p50, stats.p70, stats.p85, stats.p95]).all()
    assert stats.to_json() == {"n": 0, "mean": None, "p50": None, "p70": None, "p85": None, "p95": None}
