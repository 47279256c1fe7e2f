"""Times and dates: the one place where a log's time becomes a local day.

With an origin, days are numbered from 1970-01-01 in the log's zone. Without one there are no dates: day 0
is the day that begins at time 0.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sim.log.eventlog import EventLog, TimeBase
from sim.log.zones import TICKS_PER_DAY, TICKS_PER_SECOND, UTC_EPOCH, offset_ticks

if TYPE_CHECKING:
    from sim.stream import Calendar, WorkingTime

_EPOCH = dt.date(1970, 1, 1)


def day_number(date: dt.date) -> int:
    """Number a date from 1970-01-01."""
    return (date - _EPOCH).days


def date_of_day(day: int) -> dt.date:
    """Give the date with a number from 1970-01-01."""
    return _EPOCH + dt.timedelta(days=int(day))


def local_day(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the local day of each time, in days since 1970-01-01; shape as given.

    Without an origin, day 0 begins at time 0. Times must be finite.
    """
    if base.origin is None:
        return np.floor(times / units_per_day(base)).astype(np.int64)
    return np.asarray(_local_ticks(base, times) // TICKS_PER_DAY, np.int64)


def local_time(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.datetime64]:
    """Give the wall clock of the log's zone at each time, as datetime64[us] without a zone.

    Raises:
        ValueError: The log has no origin.
    """
    return np.asarray(_local_ticks(base, times) * 10).astype("datetime64[us]")


def date_of(base: TimeBase, time: float) -> dt.datetime:
    """Give the moment of a time, in the log's zone.

    Raises:
        ValueError: The log has no origin.
    """
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    zone = ZoneInfo(base.zone)
    if _works(base.calendar):
        return _clock(base).to_datetime(time).astimezone(zone)
    ticks = round(_elapsed_ticks(base, np.array([time]))[0])
    return (UTC_EPOCH + dt.timedelta(microseconds=ticks * 10)).astimezone(zone)


def time_of(base: TimeBase, moment: dt.datetime) -> float:
    """Give the time of a moment (with zone).

    Raises:
        ValueError: The log has no origin.
    """
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    if _works(base.calendar):
        return float(_clock(base).from_datetime(moment))
    return (moment - base.origin) / dt.timedelta(hours=24) * units_per_day(base)


def day_start(base: TimeBase, day: int) -> float:
    """Give the time at which a local day begins: its midnight, or day times length without an origin."""
    if base.origin is None:
        return day * units_per_day(base)
    midnight = dt.datetime.combine(date_of_day(day), dt.time(), ZoneInfo(base.zone))
    return time_of(base, midnight.astimezone(dt.UTC))


def worked_days(base: TimeBase, first: int, last: int) -> NDArray[np.bool_]:
    """Say which local days from first to last are worked; shape (last - first + 1,).

    By the calendar's working days; Monday to Friday where there is none with working hours. Without an
    origin there are no weekdays: every day counts as worked.
    """
    days = np.arange(first, last + 1)
    if base.origin is None:
        return np.ones(len(days), bool)
    if _works(base.calendar):
        clock = _clock(base)
        return np.array([clock.is_working(date_of_day(day)) for day in days.tolist()], bool)
    return np.asarray((days + 3) % 7 < 5)  # 1970-01-01 was a Thursday


def units_per_day(base: TimeBase) -> float:
    """Give the length of a day in the log's unit: 24 hours, or the working hours of a calendar."""
    working = base.calendar if _works(base.calendar) else None
    hours = 24.0 if working is None else working.hours_per_day
    days_per_week = 7 if working is None else len(working.weekdays)
    return {"minute": hours * 60, "hour": hours, "day": 1.0, "week": 1 / days_per_week}[base.unit]


def with_origin(log: EventLog, origin: dt.datetime) -> EventLog:
    """Attach the moment of time 0 (with zone) to a log, so that its times have dates."""
    return replace(log, base=replace(log.base, origin=origin))


def _works(calendar: Calendar | None) -> TypeGuard[Calendar]:
    """Say whether a calendar has working hours (rather than running day and night)."""
    return calendar is not None and calendar.kind == "working"


def _clock(base: TimeBase) -> WorkingTime:
    from sim.stream import WorkingTime

    if base.origin is None or not _works(base.calendar):
        raise ValueError("a working clock needs an origin and working hours")
    return WorkingTime(base.calendar, base.unit, date_of_day(_origin_day(base)))


def _origin_day(base: TimeBase) -> int:
    assert base.origin is not None
    return day_number(base.origin.astimezone(ZoneInfo(base.zone)).date())


def _local_ticks(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the wall clock in ticks since 1970-01-01T00:00 local."""
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    if _works(base.calendar):
        return _working_ticks(base, base.calendar, times)
    ticks = _elapsed_ticks(base, times)
    return ticks + offset_ticks(base.zone, ticks)


def _elapsed_ticks(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the moments of elapsed time in ticks since 1970-01-01T00:00Z."""
    assert base.origin is not None
    begin = (base.origin - UTC_EPOCH) // dt.timedelta(microseconds=10)
    return np.rint(times * (TICKS_PER_DAY / units_per_day(base))).astype(np.int64) + begin


def _working_ticks(base: TimeBase, calendar: Calendar, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the wall clock of working time: the n-th working day, and the hours into it."""
    length = units_per_day(base)
    nth = np.floor(times / length).astype(np.int64)
    if nth.size == 0:
        return nth
    first, days = _working_days(base, int(nth.min()), int(nth.max()))
    opens = dt.time.fromisoformat(calendar.day_starts)
    opening = (opens.hour * 3600 + opens.minute * 60 + opens.second) * TICKS_PER_SECOND
    into_day = np.rint((times - nth * length) * (calendar.hours_per_day * 3600 * TICKS_PER_SECOND / length))
    return days[nth - first] * TICKS_PER_DAY + opening + into_day.astype(np.int64)


def _working_days(base: TimeBase, lowest: int, highest: int) -> tuple[int, NDArray[np.int64]]:
    """Give the lowest index (0 or less) and the days of all working days from it to the highest.

    Index 0 is the first working day on or after the origin's date.
    """
    clock = _clock(base)
    day = _origin_day(base)
    later = _worked(clock, day, 1, max(highest, 0) + 1)
    earlier = _worked(clock, day - 1, -1, max(-lowest, 0))
    return -len(earlier), np.array(earlier[::-1] + later, np.int64)


def _worked(clock: WorkingTime, day: int, step: int, count: int) -> list[int]:
    """Give ``count`` working days from ``day`` on, forward or backward."""
    found: list[int] = []
    while len(found) < count:
        if clock.is_working(date_of_day(day)):
            found.append(day)
        day += step
    return found
