"""Flow velocity: as a rate and period by period."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.log import TimeBase
from sim.metrics import Window, daily_done, flow_velocity, velocity_series
from sim.stream import Calendar
from tests.log.story import told
from tests.metrics.scenes import EPOCH, day, history, two_stages

DONE = history(
    ("", "2026-02-26T12:00"),  # a Thursday
    ("", "2026-03-01T23:59"),
    ("", "2026-03-02T00:00"),
    ("2026-03-01", "2026-03-17T08:00"),
    ("2026-03-01", ""),
    end="2026-03-31",
)


def test_velocity_counts_items_done_whether_or_not_their_start_is_known() -> None:
    assert flow_velocity(DONE, Window(day("2026-02-26"), day("2026-03-18"))) == 4 / 20
    assert flow_velocity(two_stages(), Window(0, 6)) == 1 / 3
    assert flow_velocity(two_stages(), Window(5, 6)) == 1


def test_weeks_begin_on_monday_and_weeks_without_items_count() -> None:
    series = velocity_series(DONE, "week")
    assert series.dates == tuple(
        map(dt.date.fromisoformat, ("2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16"))
    )
    assert series.done.tolist() == [2, 1, 0, 1]
    assert series.edges.tolist() == [day(date) for date in (*map(str, series.dates), "2026-03-23")]


def test_months_are_those_of_the_calendar() -> None:
    series = velocity_series(DONE, "month")
    assert (series.dates, series.done.tolist()) == ((dt.date(2026, 2, 1), dt.date(2026, 3, 1)), [1, 3])
    assert series.edges[-1] == day("2026-04-01")


def test_days_run_from_the_first_done_to_the_last() -> None:
    series = velocity_series(DONE, "day")
    assert (series.dates[0], series.dates[-1]) == (dt.date(2026, 2, 26), dt.date(2026, 3, 17))
    assert series.done.sum() == 4
    assert series.done[:5].tolist() == [1, 0, 0, 1, 1]


def test_a_window_has_all_periods_that_it_touches() -> None:
    series = velocity_series(DONE, "week", Window(day("2026-02-16"), day("2026-03-16")))
    assert [str(date) for date in series.dates] == ["2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"]
    assert series.done.tolist() == [0, 2, 1, 0]


def test_periods_begin_at_local_midnight() -> None:
    base = TimeBase("day", EPOCH, "America/New_York")
    series = velocity_series(history(("", "2026-03-02T04:59"), ("", "2026-03-02T05:00"), base=base), "week")
    assert [str(date) for date in series.dates] == ["2026-02-23", "2026-03-02"]
    assert series.done.tolist() == [1, 1]
    assert series.edges.tolist() == [
        day(f"2026-{date}") for date in ("02-23T05:00", "03-02T05:00", "03-09T04:00")
    ]


RUN = "0 0 arrived\n0 1 arrived\n0 2 arrived\n6.5 0 done\n11 1 done\n11.5 2 done"


def test_a_run_without_dates_has_weeks_from_time_0() -> None:
    series = velocity_series(told(RUN), "week")
    assert (series.edges.tolist(), series.done.tolist()) == ([0, 7, 14], [1, 2])
    assert velocity_series(told(RUN), "month").edges.tolist() == [0, 30]


def test_a_run_in_working_time_without_dates_has_working_weeks() -> None:
    base = TimeBase("hour", calendar=Calendar())
    series = velocity_series(told(RUN.replace("11.5", "88"), base=base), "week")
    assert (series.edges.tolist(), series.done.tolist()) == ([0, 40, 80, 120], [2, 0, 1])
    assert velocity_series(told(RUN, base=base), "month").edges.tolist() == [0, 176]


def test_a_run_in_working_time_with_dates_has_weeks_of_its_working_days() -> None:
    base = TimeBase("day", dt.datetime(2026, 3, 4, tzinfo=dt.UTC), "UTC", Calendar())  # a Wednesday
    series = velocity_series(told(RUN, base=base), "week")
    assert [str(date) for date in series.dates] == ["2026-03-09", "2026-03-16"]
    assert series.done.tolist() == [1, 2]
    assert series.edges.tolist() == [3, 8, 13]


def test_daily_counts_have_every_day_asked_for() -> None:
    assert daily_done(DONE, dt.date(2026, 2, 28), dt.date(2026, 3, 3)).tolist() == [0, 1, 1, 0]
    assert daily_done(DONE, dt.date(2027, 1, 1), dt.date(2027, 1, 2)).tolist() == [0, 0]
    assert daily_done(two_stages(), 4, 7).tolist() == [0, 1, 1, 0]


def test_nothing_done_has_no_periods() -> None:
    series = velocity_series(told("0 0 arrived"))
    assert (len(series.edges), len(series.done), series.dates) == (0, 0, ())
    assert np.isnan(flow_velocity(told(""), Window(0, 0)))
