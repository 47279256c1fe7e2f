"""Durations as they are taken for a fit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.distributions import observe
from sim.distributions.observed import counted


def test_durations_are_sorted_and_cannot_be_written_to() -> None:
    seen = observe([3.0, 1.0, 2.0], [5.0, 4.0])
    assert (seen.finished.tolist(), seen.running.tolist(), len(seen)) == ([1.0, 2.0, 3.0], [4.0, 5.0], 5)
    with pytest.raises(ValueError, match="read-only"):
        seen.finished[0] = 9.0
    with pytest.raises(ValueError, match="read-only"):
        seen.running[0] = 9.0


def test_the_longest_may_have_finished_or_be_running() -> None:
    cases = (observe([1.0, 3.0], [2.0]), observe([1.0], [2.0, 5.0]), observe([], [4.0]), observe([]))
    assert [seen.longest for seen in cases] == [3.0, 5.0, 4.0, 0.0]


def test_whole_days_are_whole_again_after_rounding() -> None:
    seen = observe([1.9999999, 3.0000001], grain=1.0)
    assert (seen.finished.tolist(), seen.least) == ([2.0, 3.0], 0.0)


def test_zeros_are_anything_up_to_what_the_clock_can_tell() -> None:
    assert observe([0.0, 0.5, 2.0], least=0.01).least == 0.01
    assert observe([0.0, 0.5, 2.0]).least == 0.5
    assert observe([0.2, 0.5], least=0.01).least == 0.0
    assert observe([0.0, 0.0]).least == 0.0


def test_sums_are_those_of_the_exact_durations() -> None:
    known = counted(observe([0.0, 1.0, 2.0, 4.0], [3.0, 3.0, 7.0], least=0.1))
    assert (known.exact.tolist(), known.near_zero, known.least) == ([1.0, 2.0, 4.0], 1, 0.1)
    assert known.sum == 7.0
    assert known.sum_log == pytest.approx(np.log(8.0))
    assert known.sum_log2 == pytest.approx(np.log(2.0) ** 2 + np.log(4.0) ** 2)
    assert (known.ages.tolist(), known.runners.tolist()) == ([3.0, 7.0], [2, 1])
    assert (len(known.days), known.grain) == (0, 0.0)


def test_whole_days_are_counted() -> None:
    known = counted(observe([14.0, 7.0, 7.0, 0.0], grain=7.0))
    assert (known.days.tolist(), known.times.tolist(), len(known.exact)) == ([0.0, 1.0, 2.0], [1, 2, 1], 0)
