"""Which events belong to a window."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.log import TimeBase
from sim.metrics import Window, between, daily_done, flow_velocity, last, whole
from sim.metrics.window import done_in, overlap, within
from tests.log.story import told
from tests.metrics.scenes import EPOCH, day, history, two_stages

RUN = (
    "\n".join(f"0 {item} arrived" for item in range(5)) + "\n" + "\n".join(f"{t} {t} done" for t in range(5))
)


def test_a_run_is_whole_from_its_start_to_its_end() -> None:
    assert whole(two_stages(end=8.0)) == Window(0.0, 8.0)
    assert last(two_stages(end=8.0), 2.0) == Window(6.0, 8.0)
    assert last(two_stages(end=8.0), 20.0) == Window(0.0, 8.0)


def test_windows_of_a_run_that_meet_share_no_event_and_lose_none() -> None:
    log = told(RUN)
    assert done_in(log, Window(0.0, 2.0)).tolist() == [True, True, True, False, False]
    assert done_in(log, Window(2.0, 4.0)).tolist() == [False, False, False, True, True]


def test_windows_of_a_history_that_meet_share_no_event_and_lose_none() -> None:
    log = history(*[("", f"2026-03-0{date}") for date in range(1, 6)])
    first, second = Window(day("2026-03-01"), day("2026-03-03")), Window(day("2026-03-03"), day("2026-03-05"))
    assert done_in(log, first).tolist() == [True, True, False, False, False]
    assert done_in(log, second).tolist() == [False, False, True, True, True]  # the log's own end is in


def test_a_history_is_whole_days_of_its_zone() -> None:
    base = TimeBase("day", EPOCH, "Europe/Amsterdam")
    log = history(
        ("2026-03-01T10:00", "2026-03-01T22:30"), ("2026-03-02T09:00", "2026-03-02T23:30"), base=base
    )
    # in Amsterdam 23:30 UTC is half past midnight of the 3rd
    assert whole(log) == Window(day("2026-02-28T23:00"), day("2026-03-03T23:00"))
    assert last(log, 1.0) == Window(day("2026-03-02T23:00"), day("2026-03-03T23:00"))


def test_a_history_of_dates_counts_every_day_of_the_last_days() -> None:
    log = history(*[("", f"2026-03-{date:02d}") for date in range(1, 31)])
    week = last(log, 7.0)
    assert (flow_velocity(log, whole(log)), flow_velocity(log, week)) == (1.0, 1.0)
    assert daily_done(log, 20513, 20542).tolist() == [1] * 30


def test_a_moment_of_a_history_that_rounding_moved_off_an_edge_is_on_it() -> None:
    log = history(*[("", f"2026-03-0{date}") for date in range(1, 6)])
    window = Window(day("2026-03-02"), day("2026-03-04"))
    before = np.nextafter([window.start, window.end], -np.inf)
    assert within(log, window, before).tolist() == [True, False]


def test_no_time_is_in_no_window() -> None:
    assert within(two_stages(), Window(0.0, 9.0), np.array([np.nan, 3.0])).tolist() == [False, True]


def test_a_window_without_length_has_no_velocity() -> None:
    assert np.isnan(flow_velocity(two_stages(), Window(3.0, 3.0)))
    assert Window(3.0, 1.0).length == 0.0


def test_what_overlaps_a_window_is_cut_to_it() -> None:
    begin, end = np.array([0.0, 1.0, 4.0, 9.0]), np.array([3.0, 9.0, 5.0, np.inf])
    assert overlap(Window(2.0, 6.0), begin, end).tolist() == [1, 4, 1, 0]


def test_dates_are_both_included_and_days_not_observed_are_not() -> None:
    log = history(("2026-03-01T10:00", "2026-03-04T09:00"), end="2026-03-05T18:00")
    assert between(log) == whole(log)
    first, final = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
    assert between(log, first, final) == Window(day("2026-03-02"), day("2026-03-04"))
    assert between(log, dt.date(2026, 1, 1), final).start == day("2026-03-01")
    assert between(log, first, dt.date(2027, 1, 1)).end == day("2026-03-06")


def test_dates_the_wrong_way_round_or_beyond_the_log_are_no_time() -> None:
    log = history(("2026-03-01T10:00", "2026-03-04T09:00"), end="2026-03-05T18:00")
    assert between(log, dt.date(2026, 3, 4), dt.date(2026, 3, 2)).length == 0
    assert between(log, dt.date(2027, 1, 1)) == Window(day("2026-03-06"), day("2026-03-06"))
    assert between(log, None, dt.date(2026, 2, 1)).length == 0
