"""Flow load: over time, at an instant, by day, by state."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.log import TimeBase
from sim.metrics import Window, flow_load, load_at, load_series, mean_load_series, wip_by_day
from tests.log.story import told
from tests.metrics.scenes import day, history, two_stages


def test_the_load_is_the_mean_over_time_of_items_committed_and_not_done() -> None:
    log = two_stages()
    assert flow_load(log, Window(0, 6)) == 1.5  # (6 + 3) / 6
    assert flow_load(log, Window(1, 3)) == 1.5
    assert flow_load(log, Window(5.5, 8.5)) == 0.5 / 3


def test_items_still_open_are_in_the_load_to_the_end_of_the_window() -> None:
    log = told("1 0 arrived\n2 0 entered build", end=4.0)
    assert flow_load(log, Window(0, 4)) == 0.5
    assert np.isnan(flow_load(log, Window(4, 4)))


def test_an_item_that_is_done_without_a_start_is_in_no_load() -> None:
    log = history(("", "2026-03-02"), ("2026-03-01", "2026-03-04"))
    assert flow_load(log, Window(day("2026-03-01"), day("2026-03-04"))) == 1


def test_an_item_is_in_the_load_at_its_commitment_and_no_more_when_done() -> None:
    log = two_stages()
    assert [load_at(log, time) for time in (-1, 0, 1.9, 2, 4.9, 5, 6)] == [0, 1, 1, 2, 2, 1, 0]


def test_work_in_progress_by_day_is_what_is_begun_and_not_done_at_the_end_of_it() -> None:
    log = history(
        ("2026-03-01T10:00", "2026-03-03T09:00"),
        ("2026-03-02T10:00", "2026-03-02T12:00"),
        ("2026-03-02T10:00", ""),
        ("", "2026-03-02"),
        end="2026-03-04",
    )
    wip = wip_by_day(log)
    assert wip.dates == tuple(dt.date(2026, 3, date) for date in (1, 2, 3, 4))
    assert wip.counts.tolist() == [1, 2, 1, 1]
    around = wip_by_day(log, int(wip.days[0]) - 1, int(wip.days[0]) + 1)
    assert around.counts.tolist() == [0, 1, 2]


def test_a_history_without_a_start_has_days_without_work_in_progress() -> None:
    log = history(("", "2026-03-02"), ("", "2026-03-03"))
    assert wip_by_day(log).counts.tolist() == [0, 0]


def test_a_run_without_dates_has_days_by_number() -> None:
    wip = wip_by_day(two_stages(base=TimeBase("day")))
    assert (wip.days.tolist(), wip.counts.tolist()) == ([0, 1, 2, 3, 4, 5, 6], [1, 1, 2, 2, 2, 1, 0])


def test_the_load_at_instants_divides_by_state() -> None:
    log = told(
        """
        0 0 arrived
        0 0 entered build
        1 0 started build 0
        2 0 blocked build 0
        3 0 unblocked build 0
        4 0 finished build 0
        4 1 arrived
        5 1 entered build
        """,
        end=6.0,
    )
    series = load_series(log, np.array([0, 1, 2, 3, 4, 5, 6, 9.0]))
    assert series.waiting.tolist() == [1, 0, 0, 0, 0, 1, 1, 1]
    assert series.active.tolist() == [0, 1, 0, 1, 0, 0, 0, 0]
    assert series.blocked.tolist() == [0, 0, 1, 0, 0, 0, 0, 0]
    assert series.finished.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert series.total.tolist() == [1, 1, 1, 1, 1, 2, 2, 2]


def test_items_before_commitment_are_in_no_series() -> None:
    series = load_series(two_stages(commitment=1), np.array([1.0, 2.0, 3.5, 4.5]))
    # item 0 stays committed when it goes back to a stage before commitment
    assert series.total.tolist() == [0, 1, 1, 2]


def test_the_mean_load_between_edges_divides_by_state() -> None:
    series = mean_load_series(two_stages(), np.array([0.0, 2.0, 4.0, 6.0]))
    assert series.times.tolist() == [0, 2, 4]
    assert series.active.tolist() == [1, 1.5, 1.5]
    assert series.waiting.tolist() == [0, 0.5, 0]
    assert series.total.tolist() == [1, 2, 1.5]


def test_a_stretch_without_length_has_no_mean_load() -> None:
    assert mean_load_series(two_stages(), np.array([0.0, 0.0, 2.0])).total.tolist() == [0, 1]
