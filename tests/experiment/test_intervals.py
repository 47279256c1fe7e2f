from __future__ import annotations

import math
import statistics

import pytest
from scipy import stats

from sim.experiment import estimate, paired, replications_needed

TEN = [4.1, 3.9, 5.2, 4.8, 4.4, 5.0, 3.7, 4.6, 4.9, 4.2]


def test_an_interval_equals_the_one_scipy_gives() -> None:
    got = estimate(TEN)
    low, high = stats.t.interval(0.95, len(TEN) - 1, statistics.mean(TEN), stats.sem(TEN))
    assert got.mean == pytest.approx(statistics.mean(TEN), rel=1e-12)
    assert (got.low, got.high) == pytest.approx((low, high), rel=1e-9)
    assert got.sd == pytest.approx(statistics.stdev(TEN), rel=1e-12)
    assert got.n == 10


def test_the_interval_of_a_normal_sample_covers_its_mean_about_95_times_in_100() -> None:
    draws = stats.norm(10, 2).rvs(size=(2000, 8), random_state=20261122)
    covered = sum(one.low <= 10 <= one.high for one in map(estimate, draws.tolist()))
    # 95 % of 2000, ± 4 standard deviations of a binomial count
    assert abs(covered - 1900) <= 4 * math.sqrt(2000 * 0.95 * 0.05)


def test_a_replication_that_measured_nothing_is_left_out() -> None:
    assert estimate([1.0, math.nan, 3.0]) == estimate([1.0, 3.0])


def test_one_value_has_a_mean_and_no_interval() -> None:
    assert estimate([2.5]).to_json() == {"mean": 2.5, "low": None, "high": None}


def test_no_value_has_nothing() -> None:
    assert estimate([]).to_json() == {"mean": None, "low": None, "high": None}


def test_common_luck_cancels_in_a_paired_difference() -> None:
    shorter = [value - 0.5 for value in TEN]
    got = paired(TEN, shorter)
    assert got.mean == pytest.approx(-0.5)
    assert got.half_width == pytest.approx(0.0, abs=1e-12)
    assert estimate(TEN).half_width > 0.3


def test_samples_of_different_length_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="10 and 3"):
        paired(TEN, TEN[:3])


def test_four_times_the_replications_halve_the_interval() -> None:
    known = estimate(TEN)
    assert replications_needed(known, known.half_width) == 10
    assert replications_needed(known, known.half_width / 2) == 40


def test_nothing_is_asked_for_where_nothing_is_known() -> None:
    assert replications_needed(estimate([1.0]), 0.1) == 0
    assert replications_needed(estimate(TEN), 0.0) == 0
