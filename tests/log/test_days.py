"""Times and dates: zones with summer time, working calendars, logs without dates."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log import (
    TimeBase,
    date_of,
    date_of_day,
    day_number,
    day_start,
    local_day,
    local_time,
    time_of,
    units_per_day,
    with_origin,
    worked_days,
)
from sim.stream import Calendar, TimeUnit
from tests.log.story import told

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
AMSTERDAM = TimeBase("day", EPOCH, "Europe/Amsterdam")
OFFICE = Calendar(holidays=(dt.date(2026, 5, 5),))  # Monday to Friday, 8 hours from 9
FRIDAY = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
ZONES = (
    "UTC",
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Africa/Casablanca",  # four changes a year
    "Asia/Kathmandu",
)


def test_days_are_numbered_from_1970() -> None:
    assert day_number(dt.date(1970, 1, 1)) == 0
    assert day_number(dt.date(2026, 3, 1)) == 20513
    assert date_of_day(20513) == dt.date(2026, 3, 1)
    assert date_of_day(-1) == dt.date(1969, 12, 31)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2025-03-30T00:00:00", "2025-03-30"),  # the night in which summer time begins
        ("2025-03-30T23:59:59.99", "2025-03-30"),
        ("2025-03-31T00:00:00", "2025-03-31"),
        ("2025-10-26T00:00:00", "2025-10-26"),  # the night in which it ends
        ("2025-10-26T23:59:59.99", "2025-10-26"),
        ("2025-10-27T00:00:00", "2025-10-27"),
        ("1999-12-31T23:59:59.99", "1999-12-31"),
        ("2100-07-01T00:00:00", "2100-07-01"),
    ],
)
def test_a_local_moment_belongs_to_its_local_day(local: str, day: str) -> None:
    moment = dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(AMSTERDAM.zone))
    time = time_of(AMSTERDAM, moment.astimezone(dt.UTC))
    assert date_of_day(int(local_day(AMSTERDAM, np.array([time]))[0])) == dt.date.fromisoformat(day)
    assert date_of(AMSTERDAM, time) == moment


@given(st.sampled_from(ZONES), st.lists(st.integers(157_766_400, 2_840_140_800), min_size=1, max_size=20))
def test_the_wall_clock_is_that_of_the_standard_library(zone: str, seconds: list[int]) -> None:
    base = TimeBase("day", EPOCH, zone)
    moments = [EPOCH + dt.timedelta(seconds=second) for second in seconds]  # from 1975 to 2059
    times = np.array([time_of(base, moment) for moment in moments])
    local = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in moments]
    assert local_time(base, times).tolist() == local
    assert [date_of_day(day) for day in local_day(base, times).tolist()] == [at.date() for at in local]


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_begins_with_itself(zone: str) -> None:
    base = TimeBase("hour", EPOCH, zone)
    days = np.arange(day_number(dt.date(2025, 1, 1)), day_number(dt.date(2026, 1, 1)))
    starts = np.array([day_start(base, day) for day in days.tolist()])
    assert local_day(base, starts).tolist() == days.tolist()
    assert local_day(base, starts - 0.001).tolist() == (days - 1).tolist()


def test_without_an_origin_day_0_begins_at_time_0() -> None:
    base = TimeBase("hour")
    assert local_day(base, np.array([-1.0, 0.0, 23.9, 24.0])).tolist() == [-1, 0, 0, 1]
    assert day_start(base, 2) == 48.0
    with pytest.raises(ValueError, match="without an origin"):
        date_of(base, 1.0)
    with pytest.raises(ValueError, match="without an origin"):
        time_of(base, EPOCH)
    with pytest.raises(ValueError, match="without an origin"):
        local_time(base, np.zeros(1))


@pytest.mark.parametrize(
    ("unit", "calendar", "length"),
    [
        ("minute", None, 1440),
        ("hour", None, 24),
        ("day", None, 1),
        ("week", None, 1 / 7),
        ("hour", Calendar(kind="continuous"), 24),
        ("minute", OFFICE, 480),
        ("hour", OFFICE, 8),
        ("day", OFFICE, 1),
        ("week", OFFICE, 1 / 5),
    ],
)
def test_a_day_has_the_working_hours_of_the_calendar(
    unit: TimeUnit, calendar: Calendar | None, length: float
) -> None:
    assert units_per_day(TimeBase(unit, calendar=calendar)) == pytest.approx(length)


def test_working_time_skips_weekends_and_holidays() -> None:
    base = TimeBase("hour", FRIDAY, "UTC", OFFICE)
    times = np.array([0.0, 7.5, 8.0, 15.0, 16.0, -1.0])
    assert local_time(base, times).astype("datetime64[m]").astype(str).tolist() == [
        "2026-05-01T09:00",
        "2026-05-01T16:30",
        "2026-05-04T09:00",  # the end of Friday is the begin of Monday
        "2026-05-04T16:00",
        "2026-05-06T09:00",  # the 5th is a holiday
        "2026-04-30T16:00",
    ]
    assert date_of(base, 16.0) == dt.datetime(2026, 5, 6, 9, tzinfo=dt.UTC)
    assert [date_of_day(day).day for day in local_day(base, times).tolist()] == [1, 1, 4, 4, 6, 30]


def test_working_time_knows_its_zone() -> None:
    calendar = OFFICE.model_copy(update={"time_zone": "America/New_York"})
    base = TimeBase("hour", FRIDAY.replace(hour=13), "America/New_York", calendar)
    assert local_time(base, np.array([1.0])).astype(str).tolist() == ["2026-05-01T10:00:00.000000"]
    assert date_of(base, 1.0) == dt.datetime(2026, 5, 1, 14, tzinfo=dt.UTC)
    assert time_of(base, dt.datetime(2026, 5, 1, 14, tzinfo=dt.UTC)) == 1.0


def test_worked_days_follow_the_calendar_else_the_week() -> None:
    first, last = day_number(dt.date(2026, 5, 1)), day_number(dt.date(2026, 5, 6))  # Friday to Wednesday
    by_week = worked_days(TimeBase("day", EPOCH), first, last)
    by_calendar = worked_days(TimeBase("day", FRIDAY, "UTC", OFFICE), first, last)
    assert by_week.tolist() == [True, False, False, True, True, True]
    assert by_calendar.tolist() == [True, False, False, True, False, True]
    assert worked_days(TimeBase("day"), 0, 2).tolist() == [True, True, True]


def test_an_origin_gives_a_log_dates() -> None:
    log = told("0 0 arrived\n1.5 0 entered build")
    assert with_origin(log, FRIDAY).base.origin == FRIDAY
    assert date_of(with_origin(log, FRIDAY).base, 1.5) == dt.datetime(2026, 5, 2, 12, tzinfo=dt.UTC)
    assert log.base.origin is None
    naive = with_origin(log, dt.datetime(2026, 5, 1))  # noqa: DTZ001 - a wall clock is read in the log's zone
    assert naive.base.origin == FRIDAY


def test_no_times_have_no_days() -> None:
    assert local_day(AMSTERDAM, np.zeros(0)).tolist() == []
    assert local_day(TimeBase("day", FRIDAY, "UTC", OFFICE), np.zeros(0)).tolist() == []
