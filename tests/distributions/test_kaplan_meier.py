"""The share done by each age, against the published example and scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import done_curve, observe

LEUKAEMIA = (
    [6, 6, 6, 7, 10, 13, 16, 22, 23],
    [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
)
"""Weeks in remission under 6-MP, and of those still in it: Freireich et al., Blood 21 (1963), 699-716."""


def test_the_classic_trial_has_the_published_curve() -> None:
    """Cox & Oakes, Analysis of Survival Data, 1984, table 4.2."""
    curve = done_curve(observe(*LEUKAEMIA))
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    remaining = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (1.0 - curve.share).tolist() == pytest.approx(remaining, abs=5e-4)


def test_the_classic_trial_has_scipys_interval() -> None:
    finished, running = LEUKAEMIA
    data = scipy.stats.CensoredData(uncensored=np.array(finished, float), right=np.array(running, float))
    theirs: Any = scipy.stats.ecdf(data).sf.confidence_interval(0.95, method="log-log")
    curve = done_curve(observe(finished, running))
    steps = np.isin(scipy.stats.ecdf(data).sf.quantiles, finished)
    assert (1.0 - curve.high).tolist() == pytest.approx(theirs.low.probabilities[steps], abs=1e-4)
    assert (1.0 - curve.low).tolist() == pytest.approx(theirs.high.probabilities[steps], abs=1e-4)


def test_without_unfinished_ones_it_is_the_share_of_the_data() -> None:
    curve = done_curve(observe([3.0, 1.0, 1.0, 5.0]))
    assert curve.times.tolist() == [1.0, 3.0, 5.0]
    assert curve.share.tolist() == [0.5, 0.75, 1.0]
    assert curve.before().tolist() == [0.0, 0.5, 0.75]


def test_one_that_runs_longest_keeps_the_curve_below_one() -> None:
    assert done_curve(observe([1.0, 2.0], [9.0])).share.tolist() == pytest.approx([1 / 3, 2 / 3])


def test_one_that_stops_being_watched_when_another_ends_was_at_risk() -> None:
    assert done_curve(observe([2.0], [2.0])).share.tolist() == [0.5]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.lists(st.integers(0, 9), max_size=20))
def test_the_curve_is_scipys(finished: list[int], running: list[int]) -> None:
    data = scipy.stats.CensoredData(uncensored=np.array(finished, float), right=np.array(running, float))
    theirs = scipy.stats.ecdf(data).cdf
    curve = done_curve(observe(finished, running))
    assert curve.share.tolist() == pytest.approx(theirs.evaluate(curve.times).tolist())
    assert (curve.low <= curve.share + 1e-12).all()
    assert (curve.share <= curve.high + 1e-12).all()
