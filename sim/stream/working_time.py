"""From the stream's clock to dates and back.

A continuous clock counts elapsed time from midnight of the first day. A working clock counts working time:
each working day holds ``hours_per_day`` of it, from ``day_starts`` on the local clock; the last moment of one
working day is the first of the next.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sim.stream.calendar import Calendar
from sim.stream.stream import TimeUnit

HOLIDAY_YEARS = 200
"""Public holidays are known for so many years around the first day; farther off only weekdays count."""

_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def hours_in(calendar: Calendar, unit: TimeUnit) -> float:
    """Give the hours of the calendar's time in one unit; a day of working time has ``hours_per_day``."""
    if unit == "minute":
        return 1.0 / 60.0
    if unit == "hour":
        return 1.0
    hours_per_day = 24.0 if calendar.kind == "continuous" else calendar.hours_per_day
    return hours_per_day if unit == "day" else hours_per_day * days_in_week(calendar)


def days_in_week(calendar: Calendar) -> int:
    """Count the working days of a week without holidays."""
    return 7 if calendar.kind == "continuous" else len(set(calendar.weekdays))


class WorkingTime:
    """Dates of a stream's clock that starts on a date.

    Attributes:
        calendar: When the clock runs.
        unit: The stream's unit.
        first_day: Date of time 0: the origin's date, or the first working day after it.
        zone: Zone that dates are in.
    """

    def __init__(self, calendar: Calendar, unit: TimeUnit, origin_date: dt.date) -> None:
        """Set the clock; a calendar with errors (see ``problems``) has no dates.

        Raises:
            ValueError: If the calendar has no working day at all.
        """
        self.calendar = calendar
        self.unit: TimeUnit = unit
        self.zone = ZoneInfo(calendar.time_zone)
        self._days = _busdays(calendar, origin_date.year)
        self._origin = np.busday_offset(_day(origin_date), 0, roll="forward", busdaycal=self._days)
        self.first_day: dt.date = _date(self._origin)
        self._unit = hours_in(calendar, unit) * _HOUR
        self._units_per_day = hours_in(calendar, "day") / hours_in(calendar, unit)

    def to_datetime(self, time: float) -> dt.datetime:
        """Give the moment of a time, in the calendar's zone; negative times lie before the first day.

        Raises:
            OverflowError: If it is beyond the year 9999.
        """
        if self.calendar.kind == "continuous":
            return (self._start(self.first_day) + time * self._unit).astimezone(self.zone)
        days = time / self._units_per_day
        start, length = self._nth_shift(math.floor(days))
        return (start + (days - math.floor(days)) * length).astimezone(self.zone)

    def to_utc(self, times: NDArray[np.float64]) -> NDArray[np.datetime64]:
        """Give the moments of many times as datetime64[us] in UTC; shape as given.

        Raises:
            OverflowError: If one is beyond the year 9999.
        """
        if self.calendar.kind == "continuous":
            begin = _microseconds(self._start(self.first_day) - _EPOCH)
            return _moments(begin + times * _microseconds(self._unit))
        days = times / self._units_per_day
        whole, places = np.unique(np.floor(days).astype(np.int64), return_inverse=True)
        shifts = [self._nth_shift(day) for day in whole.tolist()]
        starts = np.array([_microseconds(start - _EPOCH) for start, _ in shifts])
        lengths = np.array([_microseconds(length) for _, length in shifts])
        places = places.reshape(times.shape)
        return _moments(starts[places] + (days - whole[places]) * lengths[places])

    def from_datetime(self, moment: dt.datetime) -> float:
        """Give the time of a moment; one outside working hours has the time at which work goes on.

        Args:
            moment: A moment with a zone; without one it is the calendar's local time.
        """
        local = moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment.astimezone(self.zone)
        date = local.date()
        if self.calendar.kind == "continuous":
            return (local.astimezone(dt.UTC) - self._start(self.first_day)) / self._unit
        start, length = self._shift(date)
        if local < start:  # it is before this day's start: a shift of the day before may still run
            date -= _DAY
            start, length = self._shift(date)
        days = self._days_since_first(date)
        if self.is_working(date):
            # In UTC: the difference of two moments in one zone ignores its clock changes.
            elapsed = local.astimezone(dt.UTC) - start
            return (days + min(elapsed / length, 1.0)) * self._units_per_day
        return days * self._units_per_day

    def from_utc(self, moments: NDArray[np.datetime64]) -> NDArray[np.float64]:
        """Give the times of many moments, each as :meth:`from_datetime` gives it; shape as given.

        Args:
            moments: In UTC, datetime64[us], none missing.
        """
        instants = moments.astype("datetime64[us]").astype(np.int64).astype(np.float64)
        if self.calendar.kind == "continuous" or not instants.size:
            return (instants - _microseconds(self._start(self.first_day) - _EPOCH)) / _microseconds(
                self._unit
            )
        first, last = (
            _date(np.datetime64(int(edge), "us").astype("datetime64[D]"))
            for edge in (instants.min(), instants.max())
        )
        dates = [first + _DAY * step for step in range(-2, (last - first).days + 2)]
        shifts = [self._shift(date) for date in dates]
        starts = np.array([_microseconds(start - _EPOCH) for start, _ in shifts], np.float64)
        lengths = np.array([_microseconds(length) for _, length in shifts], np.float64)
        worked = np.is_busday([_day(date) for date in dates], busdaycal=self._days)
        days = np.array([self._days_since_first(date) for date in dates], np.float64)
        places = np.searchsorted(starts, instants, "right") - 1
        within = np.minimum((instants - starts[places]) / lengths[places], 1.0)
        return np.asarray((days[places] + np.where(worked[places], within, 0.0)) * self._units_per_day)

    def is_working(self, date: dt.date) -> bool:
        """Tell whether a date is worked."""
        return bool(np.is_busday(_day(date), busdaycal=self._days))

    def working_days(self, first: dt.date, last: dt.date) -> int:
        """Count the working days from ``first`` up to and including ``last``; 0 if ``last`` is earlier."""
        if last < first:
            return 0
        return int(np.busday_count(_day(first), _day(last) + 1, busdaycal=self._days))

    def add_working_days(self, date: dt.date, days: int) -> dt.date:
        """Give the working day that is ``days`` working days after a date (before it, if negative).

        0 gives the date itself, or the next working day.
        """
        roll: Literal["backward", "forward"] = "backward" if days > 0 else "forward"
        return _date(np.busday_offset(_day(date), days, roll=roll, busdaycal=self._days))

    def _nth_shift(self, day: int) -> tuple[dt.datetime, dt.timedelta]:
        """Give begin and length of a working day's hours, counted from the first day.

        Raises:
            OverflowError: If it is beyond the year 9999.
        """
        try:
            return self._shift(_date(np.busday_offset(self._origin, day, busdaycal=self._days)))
        except ValueError:  # numpy counts on beyond the last date that Python knows
            raise OverflowError(f"working day {day} is beyond the year 9999") from None

    def _days_since_first(self, date: dt.date) -> int:
        """Count the working days from the first day up to but not including a date; negative before it."""
        day = _day(date)
        if day >= self._origin:
            return int(np.busday_count(self._origin, day, busdaycal=self._days))
        return -int(np.busday_count(day, self._origin, busdaycal=self._days))

    def _shift(self, date: dt.date) -> tuple[dt.datetime, dt.timedelta]:
        """Give the begin (in UTC) of a date's working hours, and how long they last.

        Days of 23 hours at the change to summer time cannot hold a shift of 24: it is cut where the next
        day starts, so that the clock never runs backward.
        """
        start = self._start(date)
        return start, min(hours_in(self.calendar, "day") * _HOUR, self._start(date + _DAY) - start)

    def _start(self, date: dt.date) -> dt.datetime:
        opens = (
            dt.time()
            if self.calendar.kind == "continuous"
            else dt.time.fromisoformat(self.calendar.day_starts)
        )
        return dt.datetime.combine(date, opens, self.zone).astimezone(dt.UTC)


@lru_cache(maxsize=32)
def _busdays(calendar: Calendar, year: int) -> np.busdaycalendar:
    """Give the working days around a year as numpy counts them."""
    if calendar.kind == "continuous":
        return np.busdaycalendar(weekmask="1111111")
    mask = "".join("1" if day in calendar.weekdays else "0" for day in range(1, 8))
    free = set(calendar.holidays)
    if calendar.country is not None:
        free |= _public_holidays(calendar.country, year)
    return np.busdaycalendar(weekmask=mask, holidays=[_day(date) for date in sorted(free)])


def _public_holidays(country: str, year: int) -> set[dt.date]:
    import holidays

    years = range(max(year - HOLIDAY_YEARS // 2, 1), min(year + HOLIDAY_YEARS // 2, 9999))
    return set(holidays.country_holidays(country, years=years))


def _microseconds(span: dt.timedelta) -> int:
    return span // dt.timedelta(microseconds=1)


def _moments(microseconds: NDArray[np.float64]) -> NDArray[np.datetime64]:
    return np.asarray(np.rint(microseconds).astype(np.int64).astype("datetime64[us]"))


def _day(date: dt.date) -> np.datetime64:
    return np.datetime64(date, "D")


def _date(day: np.datetime64) -> dt.date:
    """Give a day as a date.

    Raises:
        ValueError: If it is beyond the year 9999.
    """
    date = day.astype("datetime64[D]").item()
    if not isinstance(date, dt.date):
        raise ValueError("no such date")
    return date
