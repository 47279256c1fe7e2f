"""From working time to dates and back."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.stream import Calendar, TimeUnit, WorkingTime, days_in_week, example, example_names, hours_in

OFFICE = Calendar()
DUTCH = Calendar(country="NL", holidays=(dt.date(2026, 5, 15),), time_zone="Europe/Amsterdam")
NIGHTS = Calendar(day_starts="22:00", hours_per_day=8, time_zone="Europe/Amsterdam")
ROUND_THE_CLOCK = Calendar(
    weekdays=(1, 2, 3, 4, 5, 6, 7), hours_per_day=24, day_starts="00:00", time_zone="Europe/Amsterdam"
)
ALWAYS = Calendar(kind="continuous", time_zone="Europe/Amsterdam")
MONDAY = dt.date(2026, 3, 2)


def clock(calendar: Calendar, unit: TimeUnit = "day", start: dt.date = MONDAY) -> WorkingTime:
    return WorkingTime(calendar, unit, start)


def shown(time: WorkingTime, *moments: float) -> list[str]:
    return [f"{time.to_datetime(one):%a %d %b %H:%M}" for one in moments]


# --- units


@pytest.mark.parametrize(
    ("calendar", "hours"),
    [
        (OFFICE, {"minute": 1 / 60, "hour": 1.0, "day": 8.0, "week": 40.0}),
        (
            Calendar(weekdays=(1, 2, 3, 4), hours_per_day=6),
            {"minute": 1 / 60, "hour": 1, "day": 6, "week": 24},
        ),
        (ALWAYS, {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0}),
    ],
)
def test_a_unit_has_the_calendars_hours(calendar: Calendar, hours: dict[TimeUnit, float]) -> None:
    assert {unit: hours_in(calendar, unit) for unit in hours} == hours
    assert days_in_week(calendar) == round(hours["week"] / hours["day"])


# --- to dates


def test_working_days_follow_each_other_over_the_weekend() -> None:
    assert shown(clock(OFFICE), 0, 0.5, 1, 4.75, 5, 10) == [
        "Mon 02 Mar 09:00",
        "Mon 02 Mar 13:00",
        "Tue 03 Mar 09:00",
        "Fri 06 Mar 15:00",
        "Mon 09 Mar 09:00",
        "Mon 16 Mar 09:00",
    ]


@pytest.mark.parametrize(
    ("unit", "time"), [("minute", 6 * 480 + 90), ("hour", 49.5), ("day", 6.1875), ("week", 1.2375)]
)
def test_every_unit_leads_to_the_same_moment(unit: TimeUnit, time: float) -> None:
    assert shown(clock(OFFICE, unit), time) == ["Tue 10 Mar 10:30"]


def test_time_0_is_the_first_working_day() -> None:
    easter = clock(DUTCH, start=dt.date(2026, 4, 4))
    assert easter.first_day == dt.date(2026, 4, 7)
    assert shown(easter, 0) == ["Tue 07 Apr 09:00"]
    assert clock(OFFICE, start=dt.date(2026, 3, 8)).first_day == dt.date(2026, 3, 9)


def test_times_before_0_lie_before_the_first_day() -> None:
    assert shown(clock(OFFICE), -0.5, -1, -1.25, -6) == [
        "Fri 27 Feb 13:00",
        "Fri 27 Feb 09:00",
        "Thu 26 Feb 15:00",
        "Fri 20 Feb 09:00",
    ]


def test_holidays_are_stepped_over_by_country_and_by_date() -> None:
    king = clock(DUTCH, start=dt.date(2026, 4, 24))
    assert shown(king, 0, 1, 2) == ["Fri 24 Apr 09:00", "Tue 28 Apr 09:00", "Wed 29 Apr 09:00"]
    bridge = clock(DUTCH, start=dt.date(2026, 5, 13))
    assert shown(bridge, 0, 1) == ["Wed 13 May 09:00", "Mon 18 May 09:00"]


def test_a_night_shift_keeps_its_hours_when_the_clock_changes() -> None:
    spring = clock(NIGHTS, "hour", dt.date(2026, 3, 27))
    assert shown(spring, 0, 4, 7.5, 8) == [
        "Fri 27 Mar 22:00",
        "Sat 28 Mar 02:00",
        "Sat 28 Mar 05:30",
        "Mon 30 Mar 22:00",
    ]
    sundays = Calendar(weekdays=(6,), day_starts="22:00", time_zone="Europe/Amsterdam")
    into_summer = clock(sundays, "hour", dt.date(2026, 3, 28))
    assert shown(into_summer, 3, 4, 5, 7.5) == [
        "Sun 29 Mar 01:00",
        "Sun 29 Mar 03:00",
        "Sun 29 Mar 04:00",
        "Sun 29 Mar 06:30",
    ]


def test_an_office_day_starts_by_the_local_clock_in_summer_and_winter() -> None:
    march = clock(DUTCH, start=dt.date(2026, 3, 27))
    before, after = march.to_datetime(0), march.to_datetime(1)
    assert (before.hour, after.hour) == (9, 9)
    assert (before.utcoffset(), after.utcoffset()) == (dt.timedelta(hours=1), dt.timedelta(hours=2))


def test_a_continuous_clock_counts_elapsed_hours() -> None:
    always = clock(ALWAYS, "hour", dt.date(2026, 3, 29))
    assert shown(always, 0, 1, 2, 24) == [
        "Sun 29 Mar 00:00",
        "Sun 29 Mar 01:00",
        "Sun 29 Mar 03:00",
        "Mon 30 Mar 01:00",
    ]
    assert always.first_day == dt.date(2026, 3, 29)


def test_a_full_day_shift_never_runs_backward() -> None:
    hours = np.arange(0.0, 24 * 400, 0.25)
    moments = clock(ROUND_THE_CLOCK, "hour", dt.date(2026, 1, 1)).to_utc(hours)
    assert np.all(np.diff(moments) > np.timedelta64(0, "us"))


def test_a_date_that_no_calendar_has_is_an_overflow() -> None:
    for calendar in (OFFICE, ALWAYS):
        for time in (5e6, 1e9, -5e6):
            with pytest.raises(OverflowError):
                clock(calendar).to_datetime(time)
    with pytest.raises(OverflowError):
        clock(OFFICE).to_utc(np.array([0.0, 5e6]))


# --- many at once


@pytest.mark.parametrize("calendar", [OFFICE, DUTCH, NIGHTS, ROUND_THE_CLOCK, ALWAYS])
def test_many_times_lead_to_the_moments_of_each(calendar: Calendar) -> None:
    time = clock(calendar, "hour")
    hours = np.linspace(-300.0, 3000.0, 661)
    each = [time.to_datetime(one).astimezone(dt.UTC).replace(tzinfo=None) for one in hours.tolist()]
    apart = time.to_utc(hours.reshape(-1, 1))[:, 0] - np.array(each, "datetime64[us]")
    assert np.abs(apart.astype(np.int64)).max() <= 1
    assert time.to_utc(np.empty((0, 2))).shape == (0, 2)


# --- from dates


@settings(max_examples=120)
@given(
    calendar=st.sampled_from([OFFICE, DUTCH, NIGHTS, ROUND_THE_CLOCK, ALWAYS]),
    unit=st.sampled_from(["minute", "hour", "day", "week"]),
    share=st.floats(-1.0, 1.0),
)
def test_there_and_back_is_the_same_time(calendar: Calendar, unit: TimeUnit, share: float) -> None:
    time = clock(calendar, unit)
    moment = share * 5000.0 / hours_in(calendar, unit)
    assert time.from_datetime(time.to_datetime(moment)) == pytest.approx(moment, abs=1e-4)


def test_a_moment_outside_working_hours_has_the_time_at_which_work_goes_on() -> None:
    time = clock(OFFICE)
    friday = ("2026-03-06 17:00", "2026-03-06 23:59")
    for text in (*friday, "2026-03-07 12:00", "2026-03-09 08:59", "2026-03-09 09:00"):
        assert time.from_datetime(dt.datetime.fromisoformat(text)) == 5.0


def test_a_night_shift_belongs_to_the_day_on_which_it_began() -> None:
    time = clock(NIGHTS, "hour")
    assert time.from_datetime(dt.datetime.fromisoformat("2026-03-03 02:00")) == 4.0
    assert time.from_datetime(dt.datetime.fromisoformat("2026-03-03 12:00")) == 8.0


def test_a_moment_may_come_from_any_zone() -> None:
    time = clock(DUTCH)
    tokyo = dt.datetime(2026, 3, 2, 21, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert time.from_datetime(tokyo) == 0.5
    assert time.from_datetime(dt.datetime.fromisoformat("2026-03-02 13:00")) == 0.5


# --- counting days


def test_working_days_are_counted_with_both_ends() -> None:
    time = clock(DUTCH)
    assert time.working_days(dt.date(2026, 4, 27), dt.date(2026, 5, 1)) == 4
    assert time.working_days(dt.date(2026, 4, 28), dt.date(2026, 4, 28)) == 1
    assert time.working_days(dt.date(2026, 4, 25), dt.date(2026, 4, 27)) == 0
    assert time.working_days(dt.date(2026, 5, 1), dt.date(2026, 4, 27)) == 0


def test_days_without_work_are_known() -> None:
    time = clock(DUTCH)
    may = [dt.date(2026, 5, day) for day in range(11, 18)]
    assert [time.is_working(day) for day in may] == [True, True, True, False, False, False, False]
    assert all(clock(ALWAYS).is_working(day) for day in may)


@pytest.mark.parametrize(
    ("start", "days", "reached"),
    [
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-06", 5, "2026-03-13"),
        ("2026-03-06", 0, "2026-03-06"),
        ("2026-03-07", 0, "2026-03-09"),
        ("2026-03-09", -1, "2026-03-06"),
        ("2026-03-08", -1, "2026-03-06"),
        ("2026-03-09", -6, "2026-02-27"),
    ],
)
def test_working_days_are_added(start: str, days: int, reached: str) -> None:
    assert clock(OFFICE).add_working_days(dt.date.fromisoformat(start), days) == dt.date.fromisoformat(
        reached
    )


@settings(max_examples=60)
@given(days=st.integers(1, 600), offset=st.integers(0, 40))
def test_adding_days_and_counting_them_agree(days: int, offset: int) -> None:
    time = clock(DUTCH)
    start = MONDAY + dt.timedelta(offset)
    reached = time.add_working_days(start, days)
    assert time.is_working(reached)
    assert time.working_days(start + dt.timedelta(1), reached) == days


@pytest.mark.parametrize("name", example_names())
def test_the_examples_have_dates(name: str) -> None:
    made = example(name)
    time = WorkingTime(made.calendar, made.time_unit, MONDAY)
    assert time.to_datetime(0.0).tzinfo == ZoneInfo(made.calendar.time_zone)
    assert time.first_day == MONDAY
