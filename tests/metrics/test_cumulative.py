"""Cumulative flow, and arrivals against departures."""

from __future__ import annotations

import numpy as np

from sim.metrics import arrivals_departures, cumulative_flow
from tests.log.story import told
from tests.metrics.scenes import HISTORY, two_stages

TIMES = np.arange(7.0)


def test_each_line_counts_what_has_ever_come_that_far() -> None:
    flow = cumulative_flow(two_stages(), TIMES)
    assert flow.names == ("Build", "Test", "Done")
    assert flow.times is TIMES
    assert flow.counts.tolist() == [
        [1, 1, 2, 2, 2, 2, 2],
        [0, 0, 1, 1, 2, 2, 2],  # item 0 goes back at 3 and stays counted
        [0, 0, 0, 0, 0, 1, 2],
    ]


def test_a_stage_passed_by_counts_as_reached() -> None:
    flow = cumulative_flow(told("1 0 entered test\n2 1 done", origin=HISTORY), np.array([0.0, 1.0, 2.0]))
    assert flow.counts.tolist() == [[0, 1, 2], [0, 1, 2], [0, 0, 1]]


def test_items_that_were_there_before_the_start_are_counted_from_it() -> None:
    flow = cumulative_flow(told("-5 0 arrived\n-5 0 entered build", end=1.0), np.array([0.0]))
    assert flow.counts.tolist() == [[1], [0], [0]]


def test_arrivals_commitments_and_departures_are_counted() -> None:
    found = arrivals_departures(two_stages(), TIMES)
    assert found.arrived.tolist() == [1, 2, 2, 2, 2, 2, 2]
    assert found.committed.tolist() == [1, 1, 2, 2, 2, 2, 2]
    assert found.done.tolist() == [0, 0, 0, 0, 0, 1, 2]


def test_an_empty_log_has_flat_lines() -> None:
    assert cumulative_flow(told(""), TIMES).counts.tolist() == [[0] * 7] * 3
    assert cumulative_flow(two_stages(), np.zeros(0)).counts.shape == (3, 0)
