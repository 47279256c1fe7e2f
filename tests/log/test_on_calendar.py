"""A log told in working days: each moment where the calendar's own clock has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog, TimeBase, local_day, on_calendar, utc_time, with_origin
from sim.metrics import flow_times, whole
from sim.stream import Calendar, WorkingTime
from tests.log.story import told

OFFICE = Calendar(weekdays=(1, 2, 3, 4, 5), hours_per_day=8.0, day_starts="09:00")
NIGHTS = Calendar(weekdays=(1, 2, 3, 4, 5), hours_per_day=10.0, day_starts="20:00")
WEEKDAYS = Calendar(weekdays=(1, 2, 3, 4, 5), hours_per_day=24.0, day_starts="00:00")
ALWAYS = Calendar(kind="continuous")
FRIDAY = dt.datetime(2026, 3, 6, tzinfo=dt.UTC)


def history(story: str, zone: str = "UTC") -> EventLog:
    """A story in days from Friday 6 March 2026."""
    log = with_origin(told(story), FRIDAY)
    return replace(
        log, base=replace(log.base, zone=zone), origin=replace(log.origin, kind="history"), end=log.end + 0.25
    )


def test_a_weekend_is_no_time() -> None:
    log = on_calendar(history("0 0 arrived\n0.5 0 entered build\n3.5 0 done"), OFFICE)
    # Friday and Monday 12:00 are 3 of 8 hours into their days, one working day apart.
    assert log.time.tolist() == [0.0, 0.375, 1.375]
    assert (log.start, log.end) == (0.0, 2.0)
    assert log.items.arrival.tolist() == [0.0]


def test_what_happens_at_night_happens_when_work_goes_on() -> None:
    log = on_calendar(history("0.9 0 arrived\n1.5 0 entered build\n3.375 0 done"), OFFICE)
    assert log.time.tolist() == [1.0, 1.0, 1.0]


def test_the_days_of_a_log_stay_its_days() -> None:
    log = history("0 0 arrived\n0.5 0 entered build\n4.5 0 done", "Europe/Amsterdam")
    again = on_calendar(log, OFFICE)
    assert again.base.zone == "Europe/Amsterdam"
    assert local_day(again.base, again.time).tolist() == local_day(log.base, log.time).tolist()
    assert flow_times(again, whole(again), "inclusive").tolist() == [5.0]


def test_unknown_arrivals_stay_unknown() -> None:
    assert np.isnan(on_calendar(history("0.5 0 entered build\n1 0 done"), ALWAYS).items.arrival[0])


def test_a_continuous_clock_only_begins_anew() -> None:
    log = on_calendar(history("2.25 0 entered build\n3.5 0 done"), ALWAYS)
    assert log.time.tolist() == [2.25, 3.5]
    assert log.base.origin == FRIDAY


def test_a_log_without_dates_has_no_calendar() -> None:
    with pytest.raises(ValueError, match="origin"):
        on_calendar(told("0 0 arrived"), OFFICE)
    with pytest.raises(ValueError, match="origin"):
        utc_time(TimeBase(), np.array([0.0]))


@settings(max_examples=80, deadline=None)
@given(
    calendar=st.sampled_from([OFFICE, NIGHTS, WEEKDAYS, ALWAYS]),
    zone=st.sampled_from(["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata"]),
    seconds=st.lists(st.integers(-40 * 86_400, 400 * 86_400), min_size=1, max_size=20),
)
def test_many_moments_are_told_as_each_alone(calendar: Calendar, zone: str, seconds: list[int]) -> None:
    clock = WorkingTime(calendar.model_copy(update={"time_zone": zone}), "day", dt.date(2026, 3, 4))
    moments = [FRIDAY + dt.timedelta(seconds=one) for one in seconds]
    many = clock.from_utc(np.array([one.replace(tzinfo=None) for one in moments], "datetime64[us]"))
    assert many.tolist() == pytest.approx([clock.from_datetime(one) for one in moments], abs=1e-9)


def test_no_moments_have_no_times() -> None:
    clock = WorkingTime(OFFICE, "day", dt.date(2026, 3, 4))
    assert clock.from_utc(np.array([], "datetime64[us]")).tolist() == []


def test_moments_are_utc_whatever_the_zone() -> None:
    base = TimeBase("day", dt.datetime(2026, 3, 6, tzinfo=ZoneInfo("Asia/Kolkata")), "Asia/Kolkata")
    assert utc_time(base, np.array([0.5])).astype(str).tolist() == ["2026-03-06T06:30:00.000000"]
