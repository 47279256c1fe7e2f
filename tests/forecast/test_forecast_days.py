"""Forecast days and dates, over all days and over working days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast import ForecastDays, forecast_days
from sim.forecast.forecast_days import is_working, worked_days
from sim.stream import Calendar

FRIDAY = dt.date(2026, 4, 24)


def test_day_one_is_the_day_after_the_start() -> None:
    days = forecast_days(FRIDAY, None)
    assert (days.date_of(1), days.date_of(10)) == (dt.date(2026, 4, 25), dt.date(2026, 5, 4))
    assert [days.days_until(FRIDAY + dt.timedelta(n)) for n in (-3, 0, 1, 10)] == [0, 0, 1, 10]
    assert days.longest == 3653


def test_working_days_step_over_weekends_and_public_holidays() -> None:
    """27 April (King's Day) is a holiday in the Netherlands; the 25th and 26th are a weekend."""
    days = forecast_days(FRIDAY, Calendar(country="NL"))
    assert [days.date_of(n) for n in (1, 2, 5)] == [dt.date(2026, 4, day) for day in (28, 29)] + [
        dt.date(2026, 5, 4)
    ]
    assert [days.days_until(FRIDAY + dt.timedelta(n)) for n in (0, 3, 4, 5)] == [0, 0, 1, 2]


def test_a_calendar_around_the_clock_is_no_calendar() -> None:
    assert (
        forecast_days(FRIDAY, Calendar(kind="continuous"))
        == forecast_days(FRIDAY, None)
        == ForecastDays(FRIDAY)
    )
    assert [is_working(c) for c in (None, Calendar(kind="continuous"), Calendar())] == [False, False, True]


@given(
    start=st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(sorted).map(tuple),
    day=st.integers(1, 500),
)
def test_dates_and_days_are_inverse_and_dates_are_worked(
    start: dt.date, weekdays: tuple[int, ...], day: int
) -> None:
    days = forecast_days(start, Calendar(weekdays=weekdays))
    date = days.date_of(day)
    assert date > start
    assert date.isoweekday() in weekdays
    assert days.days_until(date) == day
    assert days.days_until(date - dt.timedelta(1)) == day - 1


def test_each_day_is_worked_or_not() -> None:
    mask = worked_days(Calendar(holidays=(dt.date(2026, 4, 28),)), FRIDAY, dt.date(2026, 4, 29))
    assert mask.tolist() == [True, False, False, True, False, True]


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (Calendar(weekdays=()), "no working day"),
        (Calendar(country="XX"), "public holidays of 'XX'"),
        (Calendar(time_zone="Mars/Olympus"), "time zone 'Mars/Olympus'"),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(calendar: Calendar, said: str) -> None:
    with pytest.raises(ForecastFault, match=said) as refusal:
        forecast_days(FRIDAY, calendar)
    assert refusal.value.hint
