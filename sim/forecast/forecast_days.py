"""From forecast days to dates and back, over working days or all days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from zoneinfo import ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from sim.errors import ForecastFault
from sim.forecast.exact import LONGEST_DAYS
from sim.stream import Calendar, WorkingTime


@dataclass(frozen=True)
class ForecastDays:
    """The days of a forecast: day 1 is the first one after the start.

    Attributes:
        start: Last day of the history.
        worked: The days stepped over, in order, for ten years; None where every day is.
    """

    start: dt.date
    worked: tuple[dt.date, ...] | None = None

    @property
    def longest(self) -> int:
        """Days within the ten years looked ahead."""
        return LONGEST_DAYS if self.worked is None else len(self.worked)

    def date_of(self, day: int) -> dt.date:
        """Give the date of a forecast day, 1 or more, at most ``longest``."""
        return self.start + dt.timedelta(day) if self.worked is None else self.worked[day - 1]

    def days_until(self, date: dt.date) -> int:
        """Count the forecast days up to and including a date; 0 up to the start."""
        if self.worked is None:
            return max((date - self.start).days, 0)
        return bisect_right(self.worked, date)


def is_working(calendar: Calendar | None) -> bool:
    """Say whether a calendar leaves any day out."""
    return calendar is not None and calendar.kind == "working"


def forecast_days(start: dt.date, calendar: Calendar | None) -> ForecastDays:
    """Give the days of a forecast after ``start`` under a calendar, or all days without one."""
    if calendar is None or not is_working(calendar):
        return ForecastDays(start)
    last = start + dt.timedelta(LONGEST_DAYS)
    mask = worked_days(calendar, start + dt.timedelta(1), last)
    return ForecastDays(start, tuple(start + dt.timedelta(int(n) + 1) for n in np.flatnonzero(mask)))


def worked_days(calendar: Calendar, first: dt.date, last: dt.date) -> NDArray[np.bool_]:
    """Say of each day from ``first`` to ``last`` whether it is worked, shape (days,).

    Raises:
        ForecastFault: If the calendar has no working day, or names a country or zone that is not known.
    """
    time = _clock(calendar, first)
    days = (last - first).days + 1
    return np.array([time.is_working(first + dt.timedelta(n)) for n in range(days)], dtype=bool)


def _clock(calendar: Calendar, first: dt.date) -> WorkingTime:
    try:
        return WorkingTime(calendar, "day", first)
    except ZoneInfoNotFoundError:
        raise ForecastFault(
            f"The time zone {calendar.time_zone!r} is not known.", "Give one such as Europe/Amsterdam."
        ) from None
    except NotImplementedError:
        raise ForecastFault(
            f"The public holidays of {calendar.country!r} are not known.", "Give a country such as NL."
        ) from None
    except ValueError:
        raise ForecastFault(
            f"The calendar has no working day: weekdays {list(calendar.weekdays)}.",
            "Name weekdays from 1 (Monday) to 7.",
        ) from None
